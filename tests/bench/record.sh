#!/bin/sh
# How long it takes to ask a record of 10,000 trials with 10 epochs each, on
# average over 20 times, in seconds.
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
