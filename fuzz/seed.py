"""Seeds for the fuzzer from the tables and files of the tests: python3 fuzz/seed.py"""

import hashlib
import json
import pathlib
import zipfile

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
    data = text if isinstance(text, bytes) else text.encode()
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

# The first byte of import_lines picks a format, in the order of `Format`, or none.
FORMATS = ["rows", "openai", "responses", "anthropic", "gemini", "cohere", "bedrock", "ollama", "lm-eval", "inspect",
           "lighteval", "evalscope", "nemo-skills", "text"]
FIXTURES = ROOT.parent / "tests/fixtures/import"
files = [(path.name.split(".")[0], path.read_bytes()) for path in sorted((FIXTURES / "seeds").iterdir())]
files += [("lm-eval", path.read_bytes()) for path in FIXTURES.glob("me__echo/*.jsonl")]
# Real replies and the first lines of real logs, where the shared folder is there.
shared = ROOT.parent.parent / "shared/traces"
files += [(None, path.read_bytes()) for path in shared.glob("api_forms/*.json*") if path.stat().st_size < 20_000]
for path in sorted(shared.rglob("*.jsonl")):
    with path.open("rb") as lines:
        files.append((None, b"".join(line for line, _ in zip(lines, range(2)) if len(line) < 20_000)))
for name, data in files:
    seed("import_lines", bytes([255, 0]) + data)
    if name:
        for bits in (0, 1, 4 | 16):
            seed("import_lines", bytes([FORMATS.index(name), bits]) + data)

# An even first byte is followed by an archive, an odd one by its members.
archive = (FIXTURES / "inspect.eval").read_bytes()
seed("import_archive", b"\0" + archive[4:])
seed("import_archive", b"\0" + archive[4:len(archive) // 2])
log = json.loads((FIXTURES / "seeds/inspect.log.json").read_bytes())
samples = log.pop("samples")
seed("import_archive", b"\1" + b"\0".join(json.dumps(part).encode() for part in [log, *samples]))
with zipfile.ZipFile(ROOT / "corpus/stored.zip", "w") as stored:
    stored.writestr("header.json", json.dumps(log))
    for i, sample in enumerate(samples):
        stored.writestr(f"samples/{i}_epoch_1.json", json.dumps(sample), (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)[i % 2])
seed("import_archive", b"\0" + (ROOT / "corpus/stored.zip").read_bytes()[4:])
for path in FIXTURES.rglob("*.parquet"):
    seed("import_table", path.read_bytes()[4:])
