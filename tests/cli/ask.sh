#!/bin/sh
# The commands that ask the record, on a small one that is made here: what they
# print, as text, JSON and CSV, and what they say when they are misused.
# ask.out is what must be printed; what a clock or a processor decides is left
# out, and trials are called by their numbers.
set -u

program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1

cat > tiny.yaml <<'YAML'
study: tiny
description: Two small networks
base:
  dataset: {name: digits, train_count: 200, test_count: 100}
  validation: {last: 50}
  epochs: 2
sweep:
  grid:
    model: [mlp, lenet5]
seeds: 2
YAML
"$program" run tiny.yaml --db r.db > log 2>&1 || { cat log; exit 1; }
"$program" sql --db r.db --csv \
    "SELECT trial FROM trials ORDER BY label, seed" | tr -d '\r' > ids
{ read -r _; read -r a; read -r b; read -r c; read -r d; } < ids

number() {
    sed "s/$a/TRIAL-01/g; s/$b/TRIAL-02/g; s/$c/TRIAL-03/g; s/$d/TRIAL-04/g"
}

# Runs and shows a command, without its database and with trials' numbers.
quadrille() {
    echo "> quadrille $*" | number
    "$program" "$@" --db r.db > out 2> err
    status=$?
    cat out err | tr -d '\r' | number
    [ $status = 0 ] || echo "exit status $status"
}

# Whether SQLite reads the last output as JSON.
valid() {
    text=$(sed "s/'/''/g" out)
    "$program" sql --db r.db "SELECT json_valid('$text') AS valid_json"
}

# Whether what a command prints is what its query answers, asked by sql.
same() {
    "$program" "$@" --db r.db --csv | grep -v '^# \|^$' > out
    "$program" "$@" --db r.db --sql | "$program" sql --db r.db --csv > asked
    diff out asked > differences && echo "the same: $*" | number
}

{
    quadrille sql "select model, seed, state from final order by 1, 2"
    quadrille sql "select model, seed from final order by 1, 2" --json
    valid
    quadrille sql "select model, 'a,\"b' as text, null as absent from final
order by 1 limit 1" --csv
    quadrille sql "select stddev(x) as sd, median(x) as middle
from (select 1.0 as x union select 2 union select 4)"
    quadrille sql "selct 1"
    quadrille sql "select nowhere from trials"
    quadrille sql "delete from trial"
    quadrille sql select 1
    echo "select 1 as one; select 2
  as two;" | "$program" sql --db r.db
    echo "select ';' as a, /* ; */ 'it''s' as b -- ;
; ;;
select 3 as c" | "$program" sql --db r.db
    echo "select 1 as one; select oops; select 2;" \
        | "$program" sql --db r.db 2>&1
    echo "exit status $?"

    quadrille list --study tiny --state 'done' | awk '{ print $1, $2, $3, $4, $5, $6 }'
    "$program" list --db r.db | awk 'NR == 1 { print $7, $8, $9 }
        NR > 1 && $7 !~ /^[01][.][0-9][0-9]$/ { print "uneven: " $7 }'
    quadrille list --study none
    quadrille list --state don
    quadrille list --json > /dev/null
    valid
    quadrille list --sql > /dev/null
    "$program" sql --db r.db "$(cat out)" | wc -l | tr -d ' '
    same list
    same list --study tiny --state 'done'
    same status
    same show "$a"
    same show "$a" --why state
    same diff "$a" "$c"
    "$program" table accuracy --db r.db --format csv > out
    "$program" sql --db r.db --csv "$("$program" table accuracy --db r.db \
        --format csv --sql)" | diff out - && echo "the same: table accuracy"
    quadrille show "$a" --dump --sql

    quadrille show "$a" | grep -E '^(> |# |trial |model |dataset |seed )'
    quadrille show "$a" --json > /dev/null
    valid
    quadrille show "$a" --why state
    quadrille status
    quadrille show zzzz
    quadrille show
    quadrille diff "$a" "$b" | sed -n '/^# settings/,/^# results/p'
    quadrille diff "$a" "$c" | sed -n '/^# settings/,/^# results/p'
    quadrille diff "$a" "$c" --json > /dev/null
    valid
    quadrille diff "$a"
    quadrille diff "$a" "$a"

    quadrille table settings | grep -E '^(> |setting|model |epochs )'
    quadrille table accuracy --json > /dev/null
    valid
    for empty in failures confirmed interaction; do
        quadrille table "$empty"
    done
    quadrille table acuracy
    quadrille plan tiny.yaml
    quadrille plan tiny.yaml --json > /dev/null
    valid
    "$program" check tiny.yaml
} > printed 2>&1
diff "$here/ask.out" printed
