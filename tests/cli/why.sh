#!/bin/sh
# show --why: which layer of the file a setting comes from, over which others,
# and why a trial was pruned or skipped. And how many trials are asked about.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"

run() {
    "$quadrille" run "$@" --db r.db --jobs 1 > out 2>&1 || fail "run $* fails"
}

# The trial that an expression selects.
trial() {
    "$quadrille" sql --db r.db --format tsv \
        "SELECT trial FROM trials WHERE $1 ORDER BY position LIMIT 1" \
        | tail -n 1
}

# Why a trial has a setting: all the lines, as given.
because() {
    "$quadrille" show "$1" --why "$2" --db r.db > out 2>&1 \
        || fail "--why $2 fails"
    printf '%s\n' "$3" > wanted
    cmp -s wanted out || { cat wanted >&2; fail "why $2"; }
}

cat > paper.yaml <<'YAML'
study: paper
description: the places are those of an example in the manual

base:
  dataset: {name: digits, train_count: 120, test_count: 20}
  validation: test            # as the paper did
  model: mlp
  epochs: 1
  optimizer: {name: adam, lr: 0.001}
  arch.hidden: [4]
defaults_for:
  model:
    mlp: {batch_size: 20}
sweep:
  ablate:
    wide: {arch.hidden: [8], batch_size: 30}
YAML
run paper.yaml --set loss.label_smoothing=0.1
full=$(trial "label = 'full'")
wide=$(trial "label = 'wide'")

because "$full" optimizer.lr '0.001 from base, paper.yaml:9:31
  over 0.001, built in'
because "$full" batch_size '20 from defaults_for model mlp, paper.yaml:13:23
  over 64, built in'
because "$wide" batch_size "30 from ablate row 'wide', paper.yaml:16:42
  over 20 from defaults_for model mlp, paper.yaml:13:23
  over 64, built in"
because "$full" model 'mlp from base, paper.yaml:7:10'
because "$full" init 'keras, built in'
because "$full" loss.label_smoothing '0.1 from --set loss.label_smoothing=0.1
  over 0, built in'
because "$full" optimizer.momentum 'optimizer.momentum is not set'

# The file may be gone: the record keeps it.
mv paper.yaml gone.yaml
because "$wide" epochs '1 from base, paper.yaml:8:11
  over 10, built in'
if "$quadrille" show "$full" --why optimiser.lr --db r.db > out 2>&1; then
    fail "an unknown setting is explained"
fi
grep -q "did you mean 'optimizer.lr'?" out || fail "no hint"

cat > search.yaml <<'YAML'
study: search
base:
  dataset: {name: digits, train_count: 120, test_count: 20}
  validation: {last: 20}
  model: mlp
  arch.hidden: [4]
  epochs: 3
objective: {metric: validation/loss}
search:
  method: tpe
  trials: 12
  space:
    optimizer: {choice: [sgd, adam]}
    optimizer.momentum: {uniform: [0, 0.9], when: {optimizer: sgd}}
    optimizer.lr: {log: [1e-4, 1]}
prune: {method: asha, eta: 2}
seeds: 2
confirm: {top: 1, seeds: [101]}
YAML
run search.yaml

# What was drawn is told by its range and its counter; what TPE proposed, and
# what was not, too. All of it follows from the record again.
"$quadrille" sql --db r.db --format tsv "SELECT trial FROM trials
    WHERE study = 'search' AND seed = 1 ORDER BY position" | tail -n +2 > all
[ "$(wc -l < all)" -eq 12 ] || fail "not 12 trials"
"$quadrille" show "$(sed -n 3p all)" --why optimizer.lr --db r.db > out
grep -qE '^[0-9.e-]+ from search, search.yaml:15:19: log \[0.0001, 1\], draw 3 of seed 1$' \
    out || fail "the draw is not told"
"$quadrille" show "$(sed -n 12p all)" --why optimizer.lr --db r.db > out
grep -q 'trial 12, proposed by tpe from the trials before it' out \
    || fail "the proposal is not told"
adam=$(trial "study = 'search' AND label LIKE 'adam%'")
because "$adam" optimizer.momentum 'optimizer.momentum is not set
  not from the axis at search.yaml:14:5: its condition does not hold, search.yaml:14:51'

pruned=$(trial "study = 'search' AND state = 'pruned'")
"$quadrille" show "$pruned" --why state --db r.db > out
grep -qE 'pruned at rung [0-9]+, after epoch [0-9]+: validation/loss .* ranks [0-9]+ of [0-9]+, and .* was asked for' \
    out || fail "pruning is not told"
grep -q 'competitors at its last rung' out || fail "no competitors"
skipped=$(trial "study = 'search' AND state = 'planned'")
"$quadrille" show "$skipped" --why state --db r.db > out
grep -q 'skipped: trial .* was pruned, the first seed of its configuration' \
    out || fail "skipping is not told"

# More than 500 trials are asked about, once, where there is somebody to ask.
cat > many.yaml <<'YAML'
study: many
base: {dataset: digits, model: mlp}
search: {trials: 501, space: {optimizer.lr: {log: [1e-4, 1]}}}
YAML
if script --version > out 2>&1; then
    if echo n | script -qec "'$quadrille' run many.yaml --db m.db" \
        /dev/null > out 2>&1; then
        fail "what was declined is run"
    fi
    grep -q 'These are 501 trials. Train them? \[y/N\]' out || fail "not asked"
    [ "$("$quadrille" sql --db m.db --format tsv \
        'SELECT count(*) FROM trials' | tail -n 1)" = 0 ] \
        || fail "what was declined is recorded"
fi
"$quadrille" run many.yaml --db m.db > out 2>&1 < /dev/null &
runner=$!
tries=0
until grep -q 'epoch' out; do
    tries=$((tries + 1))
    [ $tries -lt 1000 ] || fail "no epoch is told"
    sleep 0.05
done
kill -INT $runner
wait $runner || true
grep -q 'warning: these are 501 trials' out || fail "not warned"
echo "why.sh: well"
