#!/bin/sh
# Killed at every point that the record's safety stands on: before and after
# each kind of sync, rename, truncation and COMMIT, of the runner and of its
# workers, and once more at the same point while it goes on. In the end every
# bit is as without the kills.
# QUADRILLE_TEST_CRASHES=all takes every single occurrence of every point.
set -eu

quadrille=$(realpath "$1")
crash=${QUADRILLE_TEST_CRASH:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ ! -f "$crash" ]; then
    echo "skipped: sanitizers do not share their process"
    exit 0
fi
crash=$(realpath "$crash")
mkdir "$work/none" "$work/tmp"
cd "$work"
export TMPDIR="$work/tmp"

fail() {
    echo "crash.sh: $1" >&2
    [ ! -f log ] || cat log >&2
    exit 1
}

cat > tiny.yaml <<'YAML'
study: tiny
base:
  dataset: {name: digits, train_count: 64, test_count: 32}
  epochs: 2
  batch_size: 16
  model:
    name: own
    layers:
      - flatten
      - dense: {units: 8, activation: relu}
      - dropout: {rate: 0.2}
      - dense: {units: classes}
seeds: 2
YAML

# The points there are: a new kind of file or call shows as one that is missing.
cat > points <<'POINTS'
runner:commit:database
runner:rename:figure
runner:rename:page
runner:rename:query
runner:rename:script
runner:rename:table
runner:sync:database
runner:sync:figure
runner:sync:folder
runner:sync:journal
runner:sync:page
runner:sync:query
runner:sync:script
runner:sync:table
runner:truncate:journal
worker:rename:checkpoint
worker:sync:checkpoint
worker:sync:folder
POINTS
sed 's/$/:after/; p; s/after$/before/' points | sort > wanted

sql() {
    "$quadrille" sql --db "$1" --csv "$2" | tr -d '\r' | sed 1d
}

digests() {
    sql "$1" "SELECT seed, state, metrics_digest, weights_digest FROM trial
        ORDER BY seed"
}

finished() {
    sql "$1" "SELECT trial, metrics_digest, attempts FROM trials
        WHERE state = 'done' ORDER BY trial"
}

# Figures take most of the time, so they are drawn only where they matter.
path_for() {
    case $1 in
    *:figure:* | *:script:*) echo "$PATH" ;;
    *) echo "$work/none" ;;
    esac
}

# Runs with a crash at point $1, for the $2nd time. *hit: whether it came.
run_into() {
    status=0
    QUADRILLE_CRASH_AT=$1 QUADRILLE_CRASH_COUNT=$2 LD_PRELOAD=$crash \
        PATH=$(path_for "$1") "$quadrille" run tiny.yaml --db k/r.db --jobs 1 \
        > out 2> log || status=$?
    case $status in
    137) hit=1 ;;
    0) hit=0 ;;
    *) fail "exit status $status after $1, $2" ;;
    esac
}

# $1 is a point and $2 its number: what was done before the crash stays.
check() {
    rm -rf k
    run_into "$1" "$2"
    [ $hit = 1 ] || return 0
    hits=$((hits + 1))
    finished k/r.db > before 2> asked || : > before
    run_into "$1" 1
    again=$((again + hit))
    PATH=$(path_for "$1") "$quadrille" run tiny.yaml --db k/r.db --jobs 1 \
        > out 2> log || fail "it does not go on after $1, $2"
    digests k/r.db | cmp -s - plain || fail "$1, $2 changed results"
    finished k/r.db > after
    [ -z "$(comm -23 before after)" ] \
        || fail "what was done before $1, $2 ran again or is lost"
    [ "$(sql k/r.db 'SELECT * FROM pragma_integrity_check')" = ok ] \
        || fail "$1, $2 damaged the database"
    [ -s k/tiny/index.html ] || fail "$1, $2 left no report"
    [ -z "$(find k -name '*.part')" ] || fail "$1, $2 left unfinished files"
}

# A worker that dies alone is a crash of that trial, which can be tried again.
check_alone() {
    rm -rf k
    status=0
    QUADRILLE_CRASH_ALONE=1 QUADRILLE_CRASH_AT=$1 LD_PRELOAD=$crash \
        PATH=$work/none "$quadrille" run tiny.yaml --db k/r.db --jobs 1 \
        > out 2> log || status=$?
    [ $status = 1 ] || fail "exit status $status for 1: a worker's $1"
    [ "$(sql k/r.db "SELECT DISTINCT state, signal FROM trials")" = failed,9 ] \
        || fail "$1 of a worker is not recorded as its failure"
    PATH=$work/none "$quadrille" run tiny.yaml --db k/r.db --retry-failed \
        > out 2> log || fail "a worker does not go on after $1"
    digests k/r.db | cmp -s - plain || fail "$1 of a worker changed results"
}

# An undisturbed run, with the points it passes as $1.
pass_points() {
    rm -rf k
    LD_PRELOAD=$crash QUADRILLE_CRASH_LOG=$work/$1 PATH=$2 \
        "$quadrille" run tiny.yaml --db k/r.db --jobs 1 > out 2> log \
        || fail "an undisturbed run fails"
}

pass_points passed.drawn "$PATH"
digests k/r.db > plain
sort -u passed.drawn | diff wanted - || fail "the points have changed"
pass_points passed.bare "$work/none"

# Which times of a point to take: all, or the first, a middle and the last; of
# the report's many files the first.
occurrences() {
    case $1 in
    *:figure:* | *:script:*) count=$(grep -cx "$1" passed.drawn) ;;
    *) count=$(grep -cx "$1" passed.bare) ;;
    esac
    case ${QUADRILLE_TEST_CRASHES:-}$1 in
    all*) seq "$count" ;;
    *:figure:* | *:script:* | *:table:* | *:query:* | *:page:*) echo 1 ;;
    *) printf '%d\n' 1 $(((count + 1) / 2)) "$count" | sort -nu ;;
    esac
}

hits=0
again=0
while read -r point; do
    before_point=$hits
    for number in $(occurrences "$point"); do
        check "$point" "$number"
    done
    [ $hits -gt $before_point ] || fail "no crash at $point"
    case $point in
    worker:*) check_alone "$point" ;;
    esac
done < wanted
echo "$(wc -l < wanted) points, $hits crashes, $again more while going on"
