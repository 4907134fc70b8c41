#!/usr/bin/env bash
# Builds the fuzz targets with clang, under the address and undefined-behaviour
# sanitizers, and runs each for some seconds from its corpus; says how many
# inputs each was given. An input that breaks something is left in
# build-fuzz/findings; fix it, and put it into tests/fuzz/corpus/NAME.
#
#   tests/fuzz/run.sh               every target, 60 seconds each
#   tests/fuzz/run.sh 600 plan idx  two of them, ten minutes each
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-60}
[ $# = 0 ] || shift
names=("$@")
if [ ${#names[@]} = 0 ]; then
    for source in tests/fuzz/fuzz_*.c; do
        name=${source#tests/fuzz/fuzz_}
        names+=("${name%.c}")
    done
fi

build="build-fuzz"
CC=clang cmake --preset fuzz >/dev/null
cmake --build "$build" --parallel "$(nproc)" \
    --target "${names[@]/#/fuzz_}" >/dev/null

mkdir -p "$build/findings"
failed=0
for name in "${names[@]}"; do
    new=$build/new/$name
    log=$build/$name.log
    mkdir -p "$new"
    if UBSAN_OPTIONS=print_stacktrace=1 ASAN_OPTIONS=detect_leaks=1 \
        "$build/tests/fuzz/fuzz_$name" -max_total_time="$seconds" \
        -timeout=60 -rss_limit_mb=4096 -max_len=8192 -print_final_stats=1 \
        -artifact_prefix="$build/findings/$name-" \
        "$new" "tests/fuzz/corpus/$name" >"$log" 2>&1; then
        executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
        echo "$name: $executions executions, no finding"
    else
        failed=1
        echo "$name: a finding, see $build/findings and $log" >&2
        grep -aE 'ERROR|runtime error|does not hold|SUMMARY' "$log" >&2 || true
    fi
done
exit $failed
