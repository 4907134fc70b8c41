#!/bin/sh
# What runs now, what is left, and that a killed runner's trials do not stand
# as running. How the questions are answered is looked at too: none may go
# through all epochs, or all trials more than once.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"

cat > tiny.yaml <<'YAML'
study: tiny
base:
  dataset: {name: digits, train_count: 200, test_count: 50}
  epochs: 3
  batch_size: 32
  model:
    name: own
    layers:
      - flatten
      - dense: {units: classes}
seeds: 4
YAML

sql() {
    "$quadrille" sql --db r.db --csv "$1" 2> said | tr -d '\r' | sed 1d
}

# The columns of the status's first table, or of `list`, as one line.
studies() {
    "$quadrille" status --db r.db "$@" > out || fail "status fails"
    awk '/^tiny / { print $2, $3, $4, $5, $6 }' out
}

states() {
    "$quadrille" list --db r.db "$@" > out || fail "list fails"
    awk 'NR > 1 { print $4 ":" $5 ":" $6 }' out | sort | paste -sd ' '
}

status=0
"$quadrille" status --db r.db > out 2> log || status=$?
[ "$status" = 1 ] || fail "exit status $status of nothing"
grep -q "there is no database" log || fail "status of nothing"

# The second trial's worker hangs in its second epoch.
QUADRILLE_TEST_WORKER='hang 2 2' "$quadrille" run tiny.yaml --db r.db --jobs 1 \
    --threads 1 > out 2> log &
runner=$!
tries=0
until [ "$(sql "SELECT sum(epochs) FROM trials")" = 4 ]; do
    tries=$((tries + 1))
    [ $tries -lt 1000 ] || fail "the second trial does not begin"
    sleep 0.02
done
[ "$(studies)" = "4 1 1 2 0" ] || fail "status while one runs: $(studies)"
grep -q '^[0-9a-f]\{8\} .* 2  alive  *1/3 ' out || fail "the running trial"
[ "$(states)" = "1:done:3/3 2:running:1/3 3:planned:0/3 4:planned:0/3" ] \
    || fail "list while one runs: $(states)"

# Eight epochs are left, and one trial is running.
left=$("$quadrille" status --db r.db --json) || fail "status --json fails"
echo "$left" > out
"$quadrille" sql --db r.db "SELECT abs(json_extract('$left',
    '\$.studies[0].seconds_left') - 8 * avg(total_seconds)) <= 0.001
    AND json_extract('$left', '\$.studies[0].seconds_left') > 0
    AND json_extract('$left', '\$.running[0].runner') = 'alive'
    FROM (SELECT DISTINCT trial, epoch, total_seconds FROM epochs)" > said
grep -q '^ *1$' said || fail "the time left"

# Nothing is written: this is the reader's own look.
kill -9 "$runner"
wait "$runner" 2> said || true
runner=
[ "$(studies)" = "4 1 0 3 0" ] || fail "status after a kill: $(studies)"
grep -q '^[0-9a-f]\{8\} .* 2  dead  *1/3 ' out || fail "the dead runner"
[ "$(states --state interrupted)" = "2:interrupted:1/3" ] \
    || fail "list after a kill: $(states)"
[ "$(states --state running)" = "" ] || fail "list --state running"
[ "$(sql "SELECT state FROM trials WHERE seed = 2")" = running ] \
    || fail "status wrote to the record"

"$quadrille" run tiny.yaml --db r.db > out 2> log || fail "run fails"
[ "$(studies --study tiny)" = "4 4 0 0 0" ] || fail "status at the end"
[ "$(grep -c alive out)" = 0 ] || fail "something runs at the end"
status=0
"$quadrille" status --db r.db --study tine > out 2> log || status=$?
[ "$status" = 2 ] || fail "exit status $status for no such study"
grep -q "did you mean 'tiny'" log || fail "no such study"

# Whatever a newer plan leaves out is nothing that is left to do.
sed -i 's/^seeds: 4/seeds: 5/' tiny.yaml
QUADRILLE_TEST_WORKER='exit 1 5' "$quadrille" run tiny.yaml --db r.db \
    > out 2> log || true
[ "$(studies)" = "5 4 0 0 1" ] || fail "status after a failure: $(studies)"

# Only study_trial is gone through, and what is made of it on the way.
for command in list status; do
    "$quadrille" "$command" --db r.db --sql > out || fail "$command --sql"
    sed '/^-- /d; s/:[a-z]\{3,\}/NULL/g' out \
        | awk 'BEGIN { RS = ";" } /SELECT/ { print "EXPLAIN QUERY PLAN " $0 ";" }' \
        | "$quadrille" sql --db r.db > plan 2> log || fail "the plan of $command"
    grep -q 'SCAN st' plan || fail "$command does not go through study_trial"
    grep 'SCAN\|AUTOMATIC' plan \
        | grep -v 'SCAN \(st\|a\|o\|v\|r\|open\|counted\|json_each .*\)\( USING .*\)\?$' \
        | grep -v 'SEARCH \(o\|v\|open\) USING AUTOMATIC' > out \
        && fail "$command goes through more than it should"
done
exit 0
