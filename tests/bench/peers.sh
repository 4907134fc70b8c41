#!/bin/sh
# Trains and evaluates the same networks with quadrille and with PyTorch, turn
# by turn, and prints the medians as Markdown: speed, scaling, memory, start.
#
#   QUADRILLE_PEER=torch_peer.py QUADRILLE_DATA=DIR tests/bench/peers.sh BUILD \
#       [--output results/reference/bench.md] [--readme README.md]
#
# QUADRILLE_PEER is the PyTorch program, QUADRILLE_DATA a folder with MNIST.
# --output writes all of it to a file as well, --readme puts the table of speeds
# between that file's lines <!-- speed --> and <!-- end of speed -->.
# PYTHON (default python3) runs the peer, PAIRS (5) says how many turns, TURN
# (4) how long ours takes in each, LIMIT how many images the peer takes at most.
set -eu

build=${1:?usage: peers.sh BUILD [--output FILE] [--readme FILE]}
shift
output=
readme=
while [ $# -gt 1 ]; do
    case $1 in
    --output) output=$2 ;;
    --readme) readme=$2 ;;
    *) break ;;
    esac
    shift 2
done
[ $# -eq 0 ] || {
    echo "peers.sh: '$1' is not known" >&2
    exit 2
}
quadrille=$build/quadrille
models=$(dirname "$0")/../../nets/models/table.h
python=${PYTHON:-python3}
pairs=${PAIRS:-5}
seconds=${TURN:-4}

skip() {
    echo "skipped: $1"
    exit 0
}

[ -f "${QUADRILLE_PEER:-}" ] || skip "QUADRILLE_PEER names no file"
[ -d "${QUADRILLE_DATA:-}" ] || skip "QUADRILLE_DATA names no folder"
"$python" -c 'import torch' 2>/dev/null || skip "$python has no torch"

# Each side chooses its own kernels.
unset OPENBLAS_CORETYPE OPENBLAS_NUM_THREADS OPENBLAS_L2_SIZE
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Numbers out of a JSON file, by Python expressions over `d`, tabs between.
pick() { # FILE EXPRESSION...
    file=$1
    shift
    "$python" -c 'import json, sys
d = json.load(open(sys.argv[1]))
print("\t".join(str(eval(e)) for e in sys.argv[2:]))' "$file" "$@"
}

# Both print: training, inference, MiB, share of sgemm (ours).
ours() { # MODEL BATCH THREADS AUGMENT
    "$quadrille" bench "$1" --batch "$2" --threads "$3" ${4:+--augment} \
        --rounds 1 --seconds "$seconds" --json > "$work/ours" 2> "$work/said"
    pick "$work/ours" "d['rows'][0]['train']['median']" \
        "d['rows'][0]['infer']['median']" "d['rows'][0]['peak_bytes'] / 2**20" \
        "d['rows'][0]['train_of_sgemm']['median']"
}

theirs() { # MODEL BATCH THREADS AUGMENT LIMIT
    reps=2
    [ -z "$4" ] || reps=0
    "$python" "$QUADRILLE_PEER" --model "$1" --batch "$2" --threads "$3" \
        ${4:+--augment} --limit "${LIMIT:-$5}" --epochs 2 --no-eval \
        --infer-reps "$reps" --data "$QUADRILLE_DATA" --json "$work/theirs" \
        > "$work/said" 2>&1
    pick "$work/theirs" "d['train_sps']" \
        "max(d.get('infer_eager', 0), d.get('infer_frozen', 0))" "d['rss_mib']" 0
}

# The cases: ours, theirs, batch, threads, augmented, images for the peer.
cases() {
    for threads in 1 2; do
        echo "cnn cnn 64 $threads - 30000"
        echo "cnn cnn 64 $threads augmented 30000"
        echo "simple_rnn rnn 32 $threads - 30000"
        echo "mlp mlp 64 $threads - 60000"
        echo "efficientnet_b0 efficientnet_b0 128 $threads - 3840"
    done
}

known() {
    grep -q "^MODEL($1)" "$models"
}

measure() {
    pair=1
    while [ "$pair" -le "$pairs" ]; do
        cases | sort -s -k 1,1 |
            while read -r us them batch threads augment limit; do
                known "$us" || continue
                [ "$augment" != - ] || augment=
                echo "pair $pair: $us, $threads threads, ${augment:-plain}" >&2
                key="$us $batch $threads ${augment:--}"
                set -- "$batch" "$threads" "$augment"
                echo "$key ours $(ours "$us" "$@")"
                echo "$key theirs $(theirs "$them" "$@" "$limit")"
            done
        pair=$((pair + 1))
    done > "$work/turns"
}

# Medians of what `measure` wrote, as a table.
speed() {
    awk '
    function median(key, what,    n, i, j, t, v) {
        n = split(values[key, what], v, " ")
        for (i = 2; i <= n; i++)
            for (j = i; j > 1 && v[j - 1] + 0 > v[j] + 0; j--) {
                t = v[j]; v[j] = v[j - 1]; v[j - 1] = t
            }
        return n % 2 ? v[(n + 1) / 2] : (v[n / 2] + v[n / 2 + 1]) / 2
    }
    function number(x,    s, out) {
        s = sprintf("%.0f", x)
        for (out = ""; length(s) > 3; s = substr(s, 1, length(s) - 3))
            out = "," substr(s, length(s) - 2) out
        return s out
    }
    function ratio(a, b) { return b > 0 ? sprintf("%.2f", a / b) : "-" }
    {
        key = $1 " " $2 " " $3 " " $4
        if (!(key in seen)) { seen[key] = 1; order[++count] = key }
        for (i = 1; i <= 4; i++)
            values[key, $5 i] = values[key, $5 i] " " $(5 + i)
    }
    END {
        printf "| network, batch | threads | training, images/s | PyTorch | ratio"
        printf " | of sgemm | inference, images/s | PyTorch | ratio | MiB"
        print " | PyTorch |"
        printf "| --- |"
        for (i = 0; i < 10; i++)
            printf " ---: |"
        print ""
        for (i = 1; i <= count; i++) {
            key = order[i]
            split(key, part, " ")
            us = median(key, "ours1"); them = median(key, "theirs1")
            fast = median(key, "ours2"); theirs = median(key, "theirs2")
            plain = part[4] == "-"
            printf "| %s, %s%s | %s | %s | %s | %s | %.0f %% |", part[1],
                part[2], plain ? "" : ", " part[4], part[3], number(us),
                number(them), ratio(us, them), 100 * median(key, "ours4")
            if (plain)
                printf " %s | %s | %s |", number(fast), number(theirs),
                    ratio(fast, theirs)
            else
                printf " - | - | - |"
            printf " %.0f | %.0f |\n", median(key, "ours3"),
                median(key, "theirs3")
        }
    }' "$work/turns"
}

# Two cores used by one trial or by two, in one interleaved run.
scaling() {
    set --
    for model in cnn simple_rnn mlp efficientnet_b0; do
        ! known "$model" || set -- "$@" "$model"
    done
    "$quadrille" bench "$@" --jobs 2 --rounds "$pairs" \
        --seconds $((seconds * pairs * 4)) --json > "$work/jobs" 2> "$work/said"
    "$python" - "$work/jobs" <<'PY'
import json, sys
rows = json.load(open(sys.argv[1]))["rows"]
of = {(r["model"], r["jobs"], r["threads"]): r["train"]["median"] for r in rows}
print("| network | 1 job x 1 thread, images/s | 1 x 2 | times | 2 x 1 | times |")
print("| --- | ---: | ---: | ---: | ---: | ---: |")
for model in dict.fromkeys(r["model"] for r in rows):
    one, threads, jobs = (of[model, *k] for k in ((1, 1), (1, 2), (2, 1)))
    print(f"| {model} | {one:,.0f} | {threads:,.0f} | {threads / one:.2f}"
          f" | {jobs:,.0f} | {jobs / one:.2f} |")
PY
}

# From the start of `run` until one batch is trained and its worker has ended,
# in seconds: the median. The record has the second moment.
start() {
    printf 'study: start\nbase: {dataset: mnist, model: cnn, epochs: 1}\n' \
        > "$work/start.yaml"
    turn=0
    while [ "$turn" -lt 5 ]; do
        rm -rf "$work/start.db"* "$work/start.checkpoints"
        before=$(date +%s.%N)
        QUADRILLE_TEST_WORKER="exit 1" "$quadrille" run "$work/start.yaml" \
            --db "$work/start.db" --jobs 1 > "$work/said" 2>&1 || [ $? -eq 1 ]
        "$quadrille" sql --db "$work/start.db" --json \
            "SELECT (julianday(ended) - 2440587.5) * 86400 AS ended FROM attempts" \
            > "$work/ended"
        pick "$work/ended" "d[0]['ended'] - $before"
        turn=$((turn + 1))
    done | sort -n | sed -n 3p | awk '{printf "%.2f", $1}'
}

machine() {
    "$quadrille" bench mlp --rounds 1 --seconds 1 --json > "$work/machine" \
        2> "$work/said"
    "$python" - "$work/machine" <<'PY'
import json, sys, torch
d = json.load(open(sys.argv[1]))
print("{cpu}, {cores} cores, {simd}; {compiler}; BLAS core {blas_core}, {blas};"
      " commit {commit:.12}; PyTorch {torch}"
      .format(**d["machine"], torch=torch.__version__))
for p in d["peaks"]:
    print("%d threads: sgemm %.0f GFLOP/s, multiply-adds in registers %.0f "
          "GFLOP/s, copying %.0f GB/s"
          % (p["threads"], p["sgemm_flops"]["median"] / 1e9,
             p["multiply_add_flops"]["median"] / 1e9,
             p["copied_bytes"]["median"] / 1e9))
PY
}

page() {
    echo "# Speed"
    echo
    echo "Made by \`tests/bench/peers.sh\`: medians of $pairs turns, quadrille and"
    echo "PyTorch (in the fastest settings found for it) one after the other; its"
    echo "inference is the faster of eager and frozen. The share of sgemm counts 6"
    echo "operations per multiply-add and training image, against an OpenBLAS product"
    echo "measured in the same run with as many threads. Memory is the whole process,"
    echo "data included."
    echo
    machine | sed 's/$/  /'
    echo
    cat "$work/speed"
    echo
    echo "Scaling, $pairs interleaved rounds:"
    echo
    scaling
    echo
    echo "From the start of \`quadrille run\` on MNIST until the first step of \`cnn\` is"
    echo "trained and its worker has ended: $(start) s."
}

measure
speed > "$work/speed"
page > "$work/page"
cat "$work/page"
[ -z "$output" ] || cp "$work/page" "$output"
[ -z "$readme" ] || {
    awk -v table="$work/speed" '
        /^<!-- end of speed -->$/ { inside = 0 }
        !inside { print }
        /^<!-- speed -->$/ {
            inside = 1
            while ((getline line < table) > 0) print line
        }' "$readme" > "$work/readme"
    cp "$work/readme" "$readme"
}
