"""Seeds for the fuzzer from the tables of tests/corpus: python3 fuzz/seed.py"""

import hashlib
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent


def rows():
    for path in sorted((ROOT.parent / "tests/corpus").rglob("*.md")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("| "):
                line = line.strip("| ").replace(r"\|", "\0")
                cells = [cell.strip().replace("\0", "|").replace("⏎", "\n") for cell in line.split("|")]
                if len(cells) >= 3:
                    yield path.stem, cells


def seed(target, text):
    folder = ROOT / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    data = text.encode()
    (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


for kind, cells in rows():
    if kind == "extraction":
        seed("extraction", cells[1])
        seed("trace", "\0" * 24 + cells[1])
    elif kind != "deviations":
        seed("math_pair", f"{cells[0]}\t{cells[1]}")
        seed("math_reading", cells[1])
for path in sorted((ROOT.parent / "tests/chat/fixtures").glob("*.jinja")):
    seed("template", path.read_text(encoding="utf-8"))
