#!/bin/sh
# Where the time of training and of inference goes on one thread, kernel by
# kernel, and how fast each kernel is beside this machine's roof; as Markdown.
#
#   tests/bench/profile.sh BUILD [--output results/reference/profile.md]
#
# It needs Linux's perf, and leave to use it on processes of one's own. TURN
# (12) is how many seconds each network takes.
set -eu

build=${1:?usage: profile.sh BUILD [--output FILE]}
output=
[ "${2:-}" != --output ] || output=${3:?usage: profile.sh BUILD [--output FILE]}
quadrille=$build/quadrille
python=${PYTHON:-python3}

skip() {
    echo "skipped: $1"
    exit 0
}

unset OPENBLAS_CORETYPE OPENBLAS_NUM_THREADS OPENBLAS_L2_SIZE
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

perf record -q -e cpu-clock -o "$work/data" true 2> "$work/said" ||
    skip "perf cannot record here"

for model in simple_rnn efficientnet_b0 mlp cnn; do
    echo "$model" >&2
    perf record -q -F 997 -e cpu-clock -o "$work/data" -- "$quadrille" bench \
        "$model" --threads 1 --rounds 1 --seconds "${TURN:-12}" --json \
        > "$work/$model.json" 2> "$work/said"
    perf script -i "$work/data" -F pid,time,ip,sym > "$work/$model.samples" \
        2> "$work/said"
done
"$python" "$(dirname "$0")/profile.py" "$work" > "$work/profile.md"
cat "$work/profile.md"
[ -z "$output" ] || cp "$work/profile.md" "$output"
