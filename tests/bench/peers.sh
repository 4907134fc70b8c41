#!/bin/sh
# Trains cnn and simple_rnn with bench_train and with PyTorch, turn by turn,
# at 1 and 2 threads, and prints the medians and their ratio.
#
#   QUADRILLE_PEER=torch_peer.py QUADRILLE_DATA=DIR tests/bench/peers.sh BUILD
#
# QUADRILLE_PEER is the PyTorch program, QUADRILLE_DATA a folder with MNIST.
# PYTHON (default python3) runs it, ROUNDS (default 3) says how many turns.
set -eu

build=${1:?usage: peers.sh BUILD}
python=${PYTHON:-python3}
rounds=${ROUNDS:-3}

skip() {
    echo "skipped: $1"
    exit 0
}

[ -f "${QUADRILLE_PEER:-}" ] || skip "QUADRILLE_PEER names no file"
[ -d "${QUADRILLE_DATA:-}" ] || skip "QUADRILLE_DATA names no folder"
"$python" -c 'import torch' 2>/dev/null || skip "$python has no torch"
[ -x "$build/tests/bench_train" ] || skip "build bench_train first"

# Each side chooses its own kernels.
unset OPENBLAS_CORETYPE OPENBLAS_NUM_THREADS OPENBLAS_L2_SIZE

ours() { # MODEL THREADS BATCH
    "$build/tests/bench_train" "$@" | sed 's/.* train \([0-9]*\) .*/\1/'
}

theirs() { # MODEL THREADS BATCH
    "$python" "$QUADRILLE_PEER" --model "$1" --threads "$2" --batch "$3" \
        --data "$QUADRILLE_DATA" --epochs 3 --no-eval --infer-reps 0 |
        sed -n 's/^median training speed \([0-9]*\) .*/\1/p'
}

median() {
    printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"
}

compare() { # OUR-MODEL THEIR-MODEL BATCH THREADS
    us=
    them=
    round=0
    while [ "$round" -lt "$rounds" ]; do
        us="$us $(ours "$1" "$4" "$3")"
        them="$them $(theirs "$2" "$4" "$3")"
        round=$((round + 1))
    done
    # The lists are words on purpose.
    # shellcheck disable=SC2086
    echo "$1 $4 $(median $us) $(median $them)" |
        awk '{printf "%-11s threads %d  quadrille %7d  torch %7d images/s  ratio %.2f\n", $1, $2, $3, $4, $3 / $4}'
}

for threads in 1 2; do
    compare cnn cnn 64 "$threads"
    compare simple_rnn rnn 32 "$threads"
done
