#!/bin/sh
# Where a trial ran is recorded, how many threads it used too, and nothing of
# the environment that could be a secret: not in the database, not in the
# report, not in what is printed.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"

cat > tiny.yaml <<'YAML'
study: tiny
base:
  dataset: {name: digits, train_count: 100, test_count: 50}
  model: mlp
  epochs: 1
YAML
API_TOKEN=open-sesame-4711 "$quadrille" run tiny.yaml --threads 2 \
    > out 2> log
[ -s results/tiny/index.html ] || fail "there is no report"
! grep -rlaF 'open-sesame' . || fail "a secret was written down"
! grep -rlaF 'API_TOKEN' . || fail "a secret's name was written down"

trial=$("$quadrille" sql "SELECT trial FROM trials" --csv | tail -n 1 \
    | tr -d '\r')
"$quadrille" show "$trial" > shown
for name in commit compiler libyaml openblas blas_core simd cpu host; do
    grep -q "^$name  *[^ ]" shown || fail "show does not tell '$name'"
done
grep -q '^threads  *2$' shown || fail "show does not tell the threads"
