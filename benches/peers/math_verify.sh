#!/usr/bin/env bash
# Overthink's math checker beside Math-Verify, on the same pairs in one run: math_verify.sh [CASES.jsonl]
# Needs Python 3 and, the first time, the network: Math-Verify goes into $OVERTHINK_PEERS (default: the user's cache folder).
# ROUNDS (3) is how often Math-Verify goes over the pairs, SECONDS_OURS (5) how long ours does.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../.." && pwd)
cases=$(realpath "${1:-$repo/../shared/math/cases.jsonl}")
cache=${OVERTHINK_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/overthink-peers}
python=$cache/math-verify/bin/python
export PYTHONDONTWRITEBYTECODE=1

if ! "$python" -c 'import math_verify' 2> /dev/null; then
  python3 -m venv "$cache/math-verify"
  "$python" -m pip install --quiet --requirement "$here/requirements-math.txt"
fi
cd "$repo"
ours=$(cargo bench --quiet --bench math -- "$cases" --json --seconds "${SECONDS_OURS:-5}")
theirs=$("$python" "$here/measure_math.py" "$cases" --rounds "${ROUNDS:-3}")
"$python" - "$ours" "$theirs" <<'PY'
import json, sys
ours, theirs = map(json.loads, sys.argv[1:])
print(f"{'':<16}{'checks/s':>10}{'median us':>11}{'p99 us':>10}{'slowest us':>12}   as labelled")
for name, facts in (("overthink", ours), ("math-verify", theirs)):
    print(f"{name:<16}{facts['per_second']:>10.0f}{facts['median_us']:>11.1f}{facts['p99_us']:>10.0f}"
          f"{facts['max_us']:>12.0f}   {facts['right']} of {facts['labelled']}")
print(f"ratio of the rates {ours['per_second'] / theirs['per_second']:.0f}, "
      f"of the medians {theirs['median_us'] / ours['median_us']:.0f}, over {ours['cases']} pairs")
PY
