#!/bin/sh
# How long it takes to ask large records, in seconds: one of 10,000 trials with
# 10 epochs each, as the mean of 20 times, and one with 100 epochs each, every
# view of it and what tables and figures are made from, as the best of 3.
#
#   tests/bench/record.sh BUILD
set -eu

build=${1:?usage: record.sh BUILD}
work=$(mktemp -d -p "$([ -d /dev/shm ] && echo /dev/shm || echo /tmp)")
trap 'rm -rf "$work"' EXIT

cmake --build "$build" --target quadrille make_record > "$work/built"
"$build/tests/make_record" "$work/r.db" 2000 5 10

# Half of them become trials that are still to be trained, some half-trained.
python3 - "$work/r.db" "$work/half.db" <<'PYTHON'
import shutil, sqlite3, sys
shutil.copy(sys.argv[1], sys.argv[2])
with sqlite3.connect(sys.argv[2]) as record:
    record.execute("UPDATE trial SET state = 'planned' WHERE id % 2 = 0")
    record.execute("DELETE FROM epoch WHERE trial % 2 = 0 AND epoch > 4")
PYTHON

for database in r half; do
    for command in list 'list --json' status 'status --json'; do
        began=$(date +%s%N)
        for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
            # shellcheck disable=SC2086  # a command and its option
            "$build/quadrille" $command --db "$work/$database.db" > "$work/out"
        done
        ended=$(date +%s%N)
        awk -v name="$command" -v ns=$((ended - began)) -v of="$database" \
            'BEGIN { printf "%-14s %-5s %.3f\n", name, of, ns / 20 / 1e9 }'
    done
done

rm "$work/r.db" "$work/half.db"
"$build/tests/make_record" "$work/long.db" 2000 5 100

# once NAME COMMAND...: the least of three, the program's start included.
once() {
    name=$1
    shift
    least=
    for _ in 1 2 3; do
        began=$(date +%s%N)
        "$build/quadrille" "$@" --db "$work/long.db" > "$work/out"
        ended=$(date +%s%N)
        if [ -z "$least" ] || [ $((ended - began)) -lt "$least" ]; then
            least=$((ended - began))
        fi
    done
    awk -v name="$name" -v ns="$least" \
        'BEGIN { printf "%-28s %.3f\n", name, ns / 1e9 }'
}

# All rows of every view are gone through; "nothing" is the program's start.
once nothing sql "SELECT 1"
"$build/quadrille" sql --db "$work/long.db" --csv \
    "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name" \
    | tr -d '\r' | sed 1d > "$work/views"
while read -r view; do
    once "$view" sql "SELECT count(*) FROM $view" < /dev/null
done < "$work/views"
config=$("$build/quadrille" sql --db "$work/long.db" \
    "SELECT config FROM trials WHERE study = 'many' LIMIT 1" | sed 1d)
once "one configuration's curve" sql "SELECT * FROM curves WHERE config = '$config'"
once list list
once status status
"$build/quadrille" table | sed 1d > "$work/tables"
while read -r table _; do
    once "table $table" table "$table" --study many < /dev/null
done < "$work/tables"
# Drawing is gnuplot's.
"$build/quadrille" plot | sed 1d > "$work/figures"
while read -r figure _; do
    once "plot $figure" plot "$figure" --study many --script < /dev/null
done < "$work/figures"
