#!/bin/sh
# quadrille doctor: one line for each thing, what is amiss is told with what to
# do, and nothing is made. `run` warns of slow kernels, once.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"
unset OPENBLAS_CORETYPE QUADRILLE_SIMD QUADRILLE_DATA
XDG_CACHE_HOME=$work/cache
export XDG_CACHE_HOME

has() {
    grep -q "$1" out || fail "no line like '$1'"
}

# Says what doctor found, and expects that exit status.
expect() {
    wanted=$1
    shift
    status=0
    "$quadrille" doctor "$@" > out 2>&1 || status=$?
    [ "$status" = "$wanted" ] || fail "exit status $status for $wanted"
}

expect 0
! grep -Evq '^(ok  |none|warn)  ' out || fail "a line has no verdict"
for name in program processor 'matrix products' cores memory gnuplot SQLite \
    folder database 'data: mnist'; do
    has "^.....  *$name  *[^ ]"
done
has "^none  database  .*quadrille run"
has "^none  data: mnist  .*quadrille data fetch mnist"
[ ! -e results ] || fail "it made a folder"

mv out first

# In JSON there are the same things; SQLite reads it.
cat > tiny.yaml <<'YAML'
study: tiny
base:
  dataset: {name: digits, train_count: 100, test_count: 50}
  model: mlp
  epochs: 1
YAML
"$quadrille" run tiny.yaml --db here.db > log 2>&1
expect 0 --db here.db
has "^ok .* database  *'here.db', 1 trials"
lines=$(wc -l < out)
expect 0 --db here.db --json
mv out json
"$quadrille" sql --db here.db --csv "SELECT count(*) FROM json_each('$(
    sed "s/'/''/g" json
)') WHERE value ->> 'health' IN ('ok', 'none', 'warn')" > out
has "^$lines.\{0,1\}\$"

# What fails outright.
echo 'no database' > wrong.db
expect 1 --db wrong.db
has "^fail  database  .*not a database"
expect 2 --bd wrong.db
has "did you mean '--db'"
status=0
QUADRILLE_SIMD=axv2 "$quadrille" doctor > out 2>&1 || status=$?
[ "$status" = 2 ] || fail "unknown instructions: exit status $status"
has "unknown QUADRILLE_SIMD 'axv2' (known: baseline, avx2, avx512)"

# Kernels that are older than ours.
grep -q '^ok .* processor .* avx' first || exit 0
OPENBLAS_CORETYPE=Prescott
export OPENBLAS_CORETYPE
expect 0 --db here.db
has "^warn  matrix products  .*Prescott.*unset OPENBLAS_CORETYPE"
"$quadrille" run tiny.yaml --db slow.db > log 2> out
[ "$(grep -c 'warning: OpenBLAS uses Prescott' out)" = 1 ] || fail "no warning"
unset OPENBLAS_CORETYPE
"$quadrille" run tiny.yaml --db fast.db > log 2> out
! grep -q 'OpenBLAS uses' out || fail "a warning where nothing is slow"
