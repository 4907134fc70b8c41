#!/bin/sh
# What plan says of a study's cost: nothing at first, then what a pilot tells,
# then what the record does; of what is done, begun and failed; and of what has
# changed since the study was last planned.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"

plan() {
    "$quadrille" plan "$@" --db r.db > out 2>&1 || fail "plan $* fails"
}

says() {
    grep -qE "$1" out || fail "no line has '$1'"
}

# A number of the plan that was last printed as JSON.
number() {
    sed -n "1s/.*\"$1\":\([0-9.e-]*\)[,}].*/\1/p" out
}

study() {
    cat > tiny.yaml <<YAML
study: tiny
base:
  dataset: {name: digits, train_count: 400, test_count: 1000}
  validation: {last: 100}
  model: mlp
  epochs: 2
sweep: {grid: {arch.hidden: [[8], [16]]}}
seeds: $1
YAML
}

study 4
plan tiny.yaml
says '^tiny: 2 configurations, 8 trials: 8 new$'
says '^nothing is known yet of the cost of mlp on digits \(8 trials\); --pilot'
grep -q 'about' out && fail "a cost that nobody knows is told"
plan tiny.yaml --json
says '"since_last_plan":null,.*"seconds_left":null,'
says '"unknown":\[\{"model":"mlp","dataset":"digits","trials":8\}\]'
# One model on one data set is named once, however many images it is given.
sed 's/grid: .*/grid: {train_size: [100, 200]}}/' tiny.yaml > sizes.yaml
plan sizes.yaml
says '^nothing is known yet of the cost of mlp on digits \(8 trials\); --pilot'

plan tiny.yaml --pilot
says '^about .* MB of checkpoints, .* MB in the database$'
grep -q 'nothing is known' out && fail "the pilot taught nothing"
[ ! -e r.db ] || fail "planning has written"
plan tiny.yaml --pilot --json
guess=$(number seconds_left)
rows=$(number database_bytes)
files=$(number checkpoint_bytes)

"$quadrille" run tiny.yaml --db r.db --only seed=1 > log 2>&1
before=$(wc -c < r.db)
"$quadrille" run tiny.yaml --db r.db > log 2>&1
# The pilot tries out the smaller one alone, and a page more or less counts.
near() {
    awk "BEGIN { exit !($1 < 2 * $2 && $2 < 2 * $1) }"
}
near $((($(wc -c < r.db) - before) * 8 / 6)) "$rows" \
    || fail "$rows bytes were foretold for the database"
near "$(cat r.checkpoints/*/* | wc -c)" "$files" \
    || fail "$files bytes of checkpoints were foretold"
awk "BEGIN { exit !($guess > 0) }" || fail "the trials took no time"

plan tiny.yaml
says '^tiny: 2 configurations, 8 trials: 8 done$'
says '^since the last plan: \+0 new, 8 reused$'
grep -q 'about' out && fail "what is done costs something"

# Two seeds more of one configuration, and the other one gone.
study 6
sed -i 's/, \[16\]//' tiny.yaml
plan tiny.yaml
says '^tiny: 1 configuration, 6 trials: 4 done, 2 new$'
says '^since the last plan: \+2 new, 4 reused, 4 no longer in the plan \(kept\)$'
says '^about .* in the database$'
plan tiny.yaml --only seed=5
says '^since the last plan: \+1 new, 0 reused$'
plan tiny.yaml --json
says '"left":2,"states":\{"done":4,"failed":0,"running":0,"resumable":0,"new":2,"left_out":0\}'
says '"since_last_plan":\{"new":2,"reused":4,"dropped":4\}'

# Another program is not tried out.
cat > other.yaml <<'YAML'
study: other
base: {command: [sh, train.sh], epochs: 2}
seeds: 3
YAML
echo exit 1 > train.sh
plan other.yaml --pilot
says '^nothing is known yet of the cost of train.sh on custom \(3 trials\)$'

# Data that is not there cannot be tried out.
sed 's/name: digits.*}/name: idx, path: nowhere}/' tiny.yaml > none.yaml
"$quadrille" plan none.yaml --pilot --db r.db > out 2>&1 \
    && fail "images that are not there were tried out"
says 'nowhere'
exit 0
