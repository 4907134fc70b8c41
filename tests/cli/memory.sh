#!/bin/sh
# A trial of the paper's cnn takes little memory: under 80 MB, so that with
# MNIST's 55 MB it stays under 150.
set -eu

quadrille=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

if "$quadrille" doctor | grep -q sanitize; then
    echo "skipped: sanitizers take memory of their own"
    exit 0
fi
cat > small.yaml <<'YAML'
study: small
base:
  dataset: {name: digits, train_count: 2000, test_count: 500}
  model: cnn
  epochs: 1
YAML
"$quadrille" run small.yaml --db here.db --jobs 1 > log 2>&1 || {
    cat log >&2
    exit 1
}
peak=$("$quadrille" sql --db here.db --csv \
    "SELECT max(peak_bytes) FROM epoch" | tail -n 1 | tr -d '\r')
if [ "$peak" -lt 1000000 ] || [ "$peak" -ge 80000000 ]; then
    echo "memory.sh: a trial took $peak bytes; it must be under 80,000,000" >&2
    exit 1
fi
