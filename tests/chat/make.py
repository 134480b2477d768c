"""Renders conversations through chat templates as `transformers` does.

    python -m venv venv && venv/bin/pip install -r tests/chat/requirements.txt
    venv/bin/python tests/chat/make.py            # writes the files below
    venv/bin/python tests/chat/make.py --check    # says what would change

It writes, beside itself:

* `expected.json`: the texts of the project's own templates (`fixtures/`);
* `snippets.json`: the texts of the small templates listed in `snippets.txt`;
* `shared.json`: for the templates of real models in `../shared/chat_templates`,
  which are not copied, a SHA-256 of every text.

A refusal is kept as `refused`: the words of `raise_exception`, or the name of
Python's error. Those of real templates are kept as a SHA-256, too.
"""

import argparse
import datetime
import hashlib
import json
import pathlib

import jinja2
import transformers
from tokenizers import Tokenizer, models
from transformers import PreTrainedTokenizerFast
from transformers.utils import chat_template_utils

HERE = pathlib.Path(__file__).parent
SHARED = HERE.parent.parent.parent / "shared" / "chat_templates"
NOW = datetime.datetime(2026, 3, 9, 0, 0, 0)


class Clock(datetime.datetime):
    """The day that `strftime_now` shows."""

    @classmethod
    def now(cls, tz=None):
        return NOW


chat_template_utils.datetime = Clock
TOKENIZER = PreTrainedTokenizerFast(
    tokenizer_object=Tokenizer(models.WordLevel({"<unk>": 0}, unk_token="<unk>")),
    bos_token="<s>",
    eos_token="</s>",
    unk_token="<unk>",
)


def read(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


CONVERSATIONS = read("conversations.json")
TOOLS = read("tools.json")


def render(template, messages, conversation):
    tools = conversation.get("tools")
    return TOKENIZER.apply_chat_template(
        messages,
        chat_template=template,
        tools=None if tools is None else TOOLS[tools],
        documents=conversation.get("documents"),
        add_generation_prompt=conversation.get("add_generation_prompt", True),
        tokenize=False,
        **conversation.get("variables", {}),
    )


def refusal(error):
    """What the template said, or the kind of Python's error."""
    if type(error) is jinja2.exceptions.TemplateError:
        return {"refused": str(error)}
    return {"refused": None, "error": type(error).__name__}


def attempt(template, messages, conversation):
    try:
        return {"text": render(template, messages, conversation)}
    except Exception as error:  # whatever a template leads to
        return refusal(error)


def as_parts(messages):
    def parts(message):
        if "content" not in message:
            return message
        return {**message, "content": [{"type": "text", "text": message["content"]}]}

    return [parts(message) for message in messages]


def outcome(template, conversation):
    """As the program does it: content goes in as text, and as a list of parts
    where the template loses or refuses text and takes parts."""
    messages = conversation["messages"]
    plain = attempt(template, messages, conversation)
    said = messages[-1].get("content", "").strip()
    if said in plain.get("text", "\0"):
        return plain
    parts = attempt(template, as_parts(messages), conversation)
    return parts if said and said in parts.get("text", "\0") else plain


def source(path):
    text = path.read_text(encoding="utf-8")
    return json.loads(text)["chat_template"] if path.suffix == ".json" else text


def matrix(folder):
    paths = sorted(p for p in folder.iterdir() if p.suffix != ".md")
    return {
        path.name: {c["name"]: outcome(source(path), c) for c in CONVERSATIONS}
        for path in paths
    }


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def hashed(result):
    if "text" in result:
        return digest(result["text"])
    said = result["refused"]
    return {"refused": digest(said)} if said else result


def snippets():
    """One template a line, JSON-quoted; `!` marks a known difference."""
    lines = (HERE / "snippets.txt").read_text(encoding="utf-8").splitlines()
    plain = CONVERSATIONS[0]

    def made(line):
        source = json.loads(line.removeprefix("!"))
        known = {"differs": True} if line.startswith("!") else {}
        return {"template": source, **attempt(source, plain["messages"], plain), **known}

    return [made(line) for line in lines if line.startswith(('"', '!"'))]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--check", action="store_true", help="write nothing")
    check = arguments.parse_args().check
    made = {
        "expected.json": matrix(HERE / "fixtures"),
        "snippets.json": snippets(),
    }
    if SHARED.is_dir():
        real = matrix(SHARED)
        made["shared.json"] = {
            "transformers": transformers.__version__,
            "today": NOW.date().isoformat(),
            "templates": {
                name: {c: hashed(result) for c, result in results.items()}
                for name, results in real.items()
            },
        }
    for name, value in made.items():
        text = json.dumps(value, ensure_ascii=False, indent=1) + "\n"
        path = HERE / name
        if check:
            same = path.is_file() and path.read_text(encoding="utf-8") == text
            print(f"{name}: {'same' if same else 'differs'}")
        else:
            path.write_text(text, encoding="utf-8")
            print(f"{name}: {len(text)} bytes")


if __name__ == "__main__":
    main()
