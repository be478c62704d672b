"""Files of a class: names become keys."""

from coursework import submissions


def test_names_become_safe_and_distinct_keys(tmp_path):
    for name in ("Müller, Anna", "Müller  Anna", "..x", "a/b".replace("/", "[*]"), "müller, anna"):
        (tmp_path / f"{name}.ipynb").write_text("{}")
    keys = [submission.key for submission in submissions.find(tmp_path)]
    assert len({key.lower() for key in keys}) == len(keys)
    assert not [key for key in keys if set(key) & set("/[]* ,") or key.startswith(".")]
