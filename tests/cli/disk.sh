#!/bin/sh
# Disks that are full or read-only: the path and the system's reason are told,
# nothing that is half written counts as done, and with room again the same
# `run` comes to the same bits.
set -eu

quadrille=$(realpath "$1")
work=$(mktemp -d)
trap 'umount "$work/small" 2> /dev/null || true; rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"

fail() {
    echo "disk.sh: $1" >&2
    [ ! -f log ] || cat log >&2
    exit 1
}

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
      - dense: {units: 12, activation: relu}
      - dense: {units: classes}
seeds: 3
YAML

sql() {
    "$quadrille" sql --db "$1" --csv "$2" | tr -d '\r' | sed 1d
}

digests() {
    sql "$1" "SELECT seed, state, metrics_digest FROM trials ORDER BY seed"
}

# Nothing in the database $1, which may be empty, counts as done and is not.
none_half_done() {
    sql "$1" "SELECT trial FROM trials t WHERE state = 'done'
        AND (metrics_digest IS NULL OR epochs < 3 OR NOT EXISTS (
            SELECT 1 FROM predictions p WHERE p.trial = t.trial))" \
        > half 2> asked
    [ ! -s half ] || fail "half-written trials of $1 count as done"
    [ ! -s asked ] || grep -q 'is empty' asked || fail "$1: $(cat asked)"
}

# The command that follows fails with status 1, and its only complaint is $1.
refused() {
    words=$1
    shift
    got=0
    "$@" > out 2> log || got=$?
    [ "$got" = 1 ] || fail "exit status $got for 1: $words"
    [ "$(grep -c '^quadrille: [^w]' log)" = 1 ] || fail "not told once: $words"
    grep -Eq "^quadrille: $words" log || fail "not told: $words"
    ! grep -q '^report:' out || fail "it tells of a report: $words"
}

# With room again.
goes_on() {
    "$quadrille" run tiny.yaml --db "$1" > out 2> log \
        || fail "$1 does not go on"
    digests "$1" | cmp -s - whole || fail "$1 has other results"
    [ -s "$(dirname "$1")/tiny/index.html" ] || fail "$1 has no report"
    [ -z "$(find "$(dirname "$1")" -name '*.part')" ] \
        || fail "unfinished files are left behind"
}

# Runs with at most $1 blocks of 512 bytes a file; dash and bash differ.
limited() {
    blocks=$1
    shift
    (
        ulimit -f "$blocks"
        exec "$quadrille" run tiny.yaml --jobs 1 "$@"
    )
}

"$quadrille" run tiny.yaml --db plain/r.db > out 2> log || fail "it fails"
digests plain/r.db > whole

# More than standard output keeps back, so that it fails in the midst.
{
    sed '/seeds/d' tiny.yaml
    echo 'seeds:'
    awk 'BEGIN { for (i = 1; i <= 90; i++) print "  - " i }'
} > many.yaml
trial=$(sql plain/r.db "SELECT trial FROM trials LIMIT 1")
for command in "sql --db plain/r.db SELECT(1)" "table accuracy --db plain/r.db" \
    "list --db plain/r.db" "list --help" "--help" "--version" "doctor" \
    "doctor --json" "check $(yes tiny.yaml | head -n 90 | paste -sd ' ')" \
    "plan many.yaml" "plan many.yaml --json" "plan tiny.yaml" "data list" \
    "data list --json" "data check digits" "data check digits --json" \
    "show $trial --db plain/r.db" "diff $trial $trial --db plain/r.db" \
    "plot curves --script --db plain/r.db" "report --db plain/r.db"; do
    # shellcheck disable=SC2086,SC2016  # words, for the inner shell
    refused 'cannot write to standard output: No space left on device' \
        sh -c '"$0" "$@" > /dev/full' "$quadrille" $command
done

# Files that may not grow: before there is a database, and at its next page.
refused "'none.db': disk I/O error: File too large" limited 100 --db none.db
none_half_done none.db
goes_on none.db
sed 's/seeds: 3/seeds: 1/' tiny.yaml > one.yaml
"$quadrille" run one.yaml --db grown/r.db > out 2> log || fail "one fails"
refused "cannot record: 'grown/r.db': disk I/O error: File too large" \
    limited $(($(wc -c < grown/r.db) / 512)) --db grown/r.db
none_half_done grown/r.db
goes_on grown/r.db

# A folder that may not be written to can still be asked.
unprivileged() {
    if [ "$(id -u)" = 0 ]; then
        setpriv --reuid 65534 --regid 65534 --clear-groups "$@"
    else
        "$@"
    fi
}

mkdir closed
chmod 555 closed plain
chmod 666 plain/r.db
if unprivileged test -x "$quadrille" 2> log; then
    reason="'[^']*closed': Permission denied"
    refused "cannot write to 'closed/r.db': its folder $reason" \
        unprivileged "$quadrille" run tiny.yaml --db closed/r.db
    refused "cannot make the folder 'closed/in': Permission denied" \
        unprivileged "$quadrille" run tiny.yaml --db closed/in/r.db
    refused "cannot write to 'plain/r.db': .*plain': Permission denied" \
        unprivileged "$quadrille" run tiny.yaml --db plain/r.db
    [ "$(unprivileged "$quadrille" list --db plain/r.db | grep -c ' done ')" \
        = 3 ] || fail "a read-only folder cannot be asked"
else
    echo "skipped, read-only folders: nobody cannot run $quadrille"
fi
chmod 755 closed plain
goes_on closed/r.db

# A file where the report would go is told before anything is trained.
mkdir taken
: > taken/tiny
status=0
"$quadrille" run tiny.yaml --db taken/r.db > out 2> log || status=$?
[ "$status" = 2 ] || fail "exit status $status for 2: a file for the report"
grep -q "needs the folder 'taken/tiny', but that is a file" log \
    || fail "the file is not told"
[ ! -e taken/r.db ] || fail "something was recorded"

# Full disks: while the database is made, while trials are saved, and while the
# report is written.
mkdir small
if ! mount -t tmpfs -o size=1m none small 2> log; then
    echo "skipped, full disks: a tmpfs cannot be mounted"
    exit 0
fi
umount small
full="'small/.*(No space left on device|database or disk is full)"
for kilobytes in 128 384 640; do
    mount -t tmpfs -o size=${kilobytes}k none small
    refused "(cannot [a-z ]*:? ?)?$full" \
        "$quadrille" run tiny.yaml --db small/r.db --jobs 1
    none_half_done small/r.db
    mount -o remount,size=16m small
    goes_on small/r.db
    [ $kilobytes = 640 ] || umount small
done
rm -r small/tiny
cat /dev/zero > small/ballast 2> log || true
refused "cannot [a-z ]* $full" "$quadrille" run tiny.yaml --db small/r.db
rm small/ballast
goes_on small/r.db
