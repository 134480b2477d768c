#!/usr/bin/env bash
# Measures the peers: run.sh [SIZE…] (S, M and L without arguments). Needs Python 3.11 and about 12 GB for packages.
# Everything lands in $OVERTHINK_PEERS (default: the user's cache folder); results are added to peers.jsonl there.
# THREADS (2), ROUNDS (3) and PEERS ("transformers optimum genai") can be set. PREPARE=1 stops before measuring.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=${OVERTHINK_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/overthink-peers}
sizes=("$@")
test ${#sizes[@]} -gt 0 || sizes=(S M L)
export PYTHONDONTWRITEBYTECODE=1 PYTHONWARNINGS=ignore TRANSFORMERS_VERBOSITY=error
# The library's telemetry.
export ORT_DISABLE_TELEMETRY=1
mkdir -p "$cache"

environment() { # NAME REQUIREMENTS
  test -d "$cache/$1" && return
  python3.11 -m venv "$cache/$1"
  "$cache/$1/bin/pip" install --quiet --requirement "$here/$2"
}
environment peers requirements.txt
environment builder requirements-builder.txt

"$cache/peers/bin/python" "$here/workload.py" "$cache"
"$cache/peers/bin/python" "$here/models.py" "$cache" "${sizes[@]}"
for size in "${sizes[@]}"; do
  for precision in fp32 int4; do
    folder=$cache/$size-genai
    test $precision = fp32 || folder=$folder-$precision
    test -e "$folder/model.onnx" && continue
    "$cache/builder/bin/python" -m onnxruntime_genai.models.builder -i "$cache/$size" -o "$folder" \
      -p $precision -e cpu -c "$cache/builder-cache" > "$cache/builder.log" 2>&1 || { tail "$cache/builder.log"; exit 1; }
    # transformers 5 saves a tokenizer with other splits.
    cp "$cache/$size"/tokenizer.json "$cache/$size"/tokenizer_config.json "$folder"
  done
done
test -z "${PREPARE:-}" || exit 0

for size in "${sizes[@]}"; do
  for peer in ${PEERS:-transformers optimum genai}; do
    "$cache/peers/bin/python" "$here/measure.py" "$cache" "$size" "$peer" \
      --threads "${THREADS:-2}" --rounds "${ROUNDS:-3}" | tee -a "$cache/peers.jsonl"
  done
done
