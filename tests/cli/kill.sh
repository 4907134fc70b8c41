#!/bin/sh
# kill -9 of the runner's process group, and every second time of its workers
# too, at moments drawn from a fixed sequence, in a grid of 8 tiny trials. What
# was done stays as it was, nobody is left behind, and in the end every bit is
# as without the kills.
# QUADRILLE_TEST_KILLS says how many (12).
set -eu

kills=${QUADRILLE_TEST_KILLS:-12}
# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"
mkdir none

# shellcheck source=tests/cli/shared/marked.sh
. "$shared/marked.sh"

cat > tiny.yaml <<'YAML'
study: tiny
base:
  dataset: {name: digits, train_count: 160, test_count: 40}
  model:
    name: own
    layers:
      - flatten
      - dense: {units: 12}
      - batch_norm
      - activation
      - dropout: {rate: 0.2}
      - dense: {units: classes}
  augment: {rotate: 10}
  epochs: 6
  batch_size: 8
sweep:
  grid:
    optimizer: [adam, sgd]
seeds: 4
YAML

sql() {
    "$quadrille" sql --db "$1" --csv "$2" | tr -d '\r' | sed 1d
}

digests() {
    sql "$1" "SELECT trial, state, metrics_digest FROM trials ORDER BY trial"
}

# The trials that are done, with the attempts that took.
finished() {
    sql "$1" "SELECT trial, metrics_digest, attempts FROM trials
              WHERE state = 'done' ORDER BY trial"
}

# Whether nobody with the mark is left, within a second.
vanished() {
    looks=0
    while [ -n "$(marked)" ]; do
        looks=$((looks + 1))
        [ $looks -lt 50 ] || return 1
        sleep 0.02
    done
}

milliseconds() {
    echo $(($(date +%s%N) / 1000000))
}

# Figures take most of the time, so they are drawn for every fourth database.
path() {
    if [ $((number % 4)) = 0 ]; then
        echo "$PATH"
    else
        echo "$work/none"
    fi
}

session=$(command -v setsid)
start() {
    QUADRILLE_MARK=$work PATH=$(path) "$session" "$quadrille" run tiny.yaml --db "$1" --jobs 2 \
        > out 2> log &
    runner=$!
}

# To the end, and compares.
finish() {
    PATH=$(path) "$quadrille" run tiny.yaml --db "$1" --jobs 2 > out 2> log \
        || fail "it does not come to its end"
    digests "$1" | cmp -s - plain || fail "kill -9 changed results"
    [ "$(sql "$1" 'SELECT * FROM pragma_integrity_check' | tail -n 1)" = ok ] \
        || fail "the database is damaged"
    finished "$1" > after
    [ -z "$(comm -23 before after)" ] || fail "a finished trial ran again"
    [ -s "$(dirname "$1")/tiny/index.html" ] || fail "there is no report"
    [ -z "$(find "$(dirname "$1")" -name '*.part')" ] \
        || fail "unfinished files are left behind"
}

began=$(milliseconds)
"$quadrille" run tiny.yaml --db undisturbed/plain.db --jobs 2 > out 2> log \
    || fail "an undisturbed run fails"
span=$(($(milliseconds) - began))
digests undisturbed/plain.db > plain

number=0
hits=0
random=2026
: > before
while [ $hits -lt "$kills" ]; do
    random=$(((random * 1103515245 + 12345) % 2147483648))
    start "$number/killed.db"
    sleep "$(awk "BEGIN { print ($random / 65536 % 1000) / 1000 * $span / 4000 }")"
    kill -s KILL -- "-$runner" 2> /dev/null || true
    # shellcheck disable=SC2046
    [ $((hits % 2)) = 0 ] || kill -9 $(marked) 2> /dev/null || true
    status=0
    wait "$runner" 2> /dev/null || status=$?
    [ $status != 137 ] || hits=$((hits + 1))
    vanished || fail "a worker outlives its runner by a second"
    # Killed before there was a plan, there is nothing to ask.
    finished "$number/killed.db" > after 2> /dev/null || cp before after
    [ -z "$(comm -23 before after)" ] || fail "a finished trial was lost"
    mv after before
    [ "$(wc -l < before)" -lt 8 ] && continue
    finish "$number/killed.db"
    number=$((number + 1))
    : > before
done
finish "$number/killed.db"
echo "$hits kills, $((number + 1)) databases"
