"""Choice questions: what they refuse, what the page and the stored text carry."""

import base64
import json
import re

import pytest

from landauer_lib.widgets import Option, Question
from landauer_lib.widgets.explorer import STATIC_VARIABLE

HALVES = Option("halves & so on", "That wire is dirty.")
STAYS = Option("stays", "The modes of k_BT are the same.", right=True)


def example(**parts):
    return Question(**{"name": "long", "text": "It …", "options": [HALVES, STAYS], **parts})


def test_the_stored_text_names_the_choices_alike():
    assert repr(example()).splitlines() == [
        "Question long: It …",
        "  ○ halves & so on",
        "  ○ stays",
    ]


def test_the_page_carries_the_replies_but_does_not_show_them(monkeypatch):
    monkeypatch.setenv(STATIC_VARIABLE, "1")
    bundle = example()._repr_mimebundle_()
    page = bundle["text/html"]
    assert bundle["text/plain"] == repr(example())
    spec = json.loads(re.search(r'application/json">(.*?)</script>', page).group(1))
    assert spec["options"] == [HALVES.text, STAYS.text]
    assert json.loads(base64.b64decode(spec["key"])) == [[False, HALVES.reply], [True, STAYS.reply]]
    assert "<li>halves &amp; so on</li><li>stays</li>" in page
    assert not any(text in page for text in ("dirty", "modes", "true"))


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"name": "Long wire"}, "name must be lower-case words"),
        ({"text": " "}, "text must ask something"),
        ({"options": [STAYS]}, "at least two"),
        ({"options": [STAYS, STAYS, HALVES]}, "a text of its own"),
        ({"options": [HALVES, Option("doubles", "No.")]}, "at least one that is right"),
        ({"options": [STAYS, Option("doubles", "Yes.", right=True)]}, "and one that is not"),
        ({"before": "The Cusp"}, "before must be lower-case words"),
    ],
)
def test_a_question_refuses_what_cannot_be_asked(parts, says):
    with pytest.raises(ValueError, match=says):
        example(**parts)


@pytest.mark.parametrize(("parts", "says"), [(("", "No."), "text"), (("halves", " "), "reply")])
def test_each_choice_is_answered(parts, says):
    with pytest.raises(ValueError, match=f"{says} of an option must say something"):
        Option(*parts)
