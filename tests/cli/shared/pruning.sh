# What tests of pruning have in common. They set $quadrille, $work, where they
# are, $rates, the learning rates in the order of the plan, and fail().
# shellcheck shell=sh disable=SC2154

# $1.yaml: nine configurations, pruned as $2 says, and the lines $3.
study() {
    cat > "$1.yaml" <<YAML
study: $1
base:
  dataset: {name: digits, train_count: 200, test_count: 50}
  epochs: 9
  batch_size: 32
  model:
    name: own
    layers:
      - flatten
      - dense: {units: 16, activation: relu}
      - dense: {units: classes}
sweep:
  grid:
    optimizer.lr: [$rates]
prune: $2
$3
YAML
}

# Runs $1.yaml into $2.db, with whatever options follow.
run() {
    name=$1
    base=$2
    shift 2
    # Without gnuplot: no figures, which take longer than these trials.
    timeout 60 env PATH="$work" "$quadrille" run "$name.yaml" \
        --db "$base.db" --threads 1 "$@" > out 2> log
}

sql() {
    "$quadrille" sql --db "$1.db" --csv "$2" | tr -d '\r' | sed 1d
}

# All that a pruned study comes to, but how often its trials were taken up.
results() {
    sql "$1" "SELECT trial, rung, epoch, metric, value, rank, n, threshold,
        verdict FROM decisions ORDER BY trial, rung"
    sql "$1" "SELECT trial, state, epochs, message, metrics_digest,
        weights_digest FROM trials ORDER BY trial, seed"
}

# $1.db must have what $2.txt says.
same() {
    results "$1" > "$1.txt"
    cmp -s "$1.txt" "$2.txt" || {
        diff "$2.txt" "$1.txt" >&2 || true
        fail "$1 has other results than $2"
    }
}

# The query $2 of $1.db must give the lines that follow.
holds() {
    sql "$1" "$2" > answer
    shift 2
    printf '%s\n' "$@" | cmp -s answer - || {
        cat answer >&2
        fail "the record should have: $*"
    }
}
