#!/bin/sh
# How people name the record, a study, a table, a trial: by an option, by a word
# alone, by a variable; and what they are told of names that are not there.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"

# ends STATUS COMMAND...
ends() {
    wanted=$1
    shift
    status=0
    "$quadrille" "$@" > out 2> log || status=$?
    [ "$status" = "$wanted" ] || fail "exit status $status for $wanted: $*"
}

says() {
    cat out log | grep -qF -- "$1" || fail "not told: $1"
}

for study in first second; do
    cat > "$study.yaml" <<YAML
study: $study
base:
  dataset: {name: digits, train_count: 60, test_count: 20}
  validation: {last: 10}
  epochs: 1
  model: mlp
YAML
done

# The record is what --db says, then the variable, then the usual place.
export QUADRILLE_DB=kept/r.db
ends 0 run first.yaml
[ -f kept/r.db ] || fail "no kept/r.db"
[ -f kept/first/index.html ] || fail "no report beside it"
[ ! -e results ] || fail "the usual record is made, though another is named"
ends 0 run second.yaml
for command in 'list' 'status' 'show' 'sql select(1)' 'report first' 'doctor'; do
    [ "$command" != show ] \
        || command="show $("$quadrille" list --csv | sed -n '2s/,.*//p')"
    # shellcheck disable=SC2086  # a command and its argument
    ends 0 $command
done
QUADRILLE_DB=none.db ends 0 list --db kept/r.db
QUADRILLE_DB=none.db ends 1 list
says "none.db"
QUADRILLE_DB='' ends 1 list
says "results/results.db"
"$quadrille" complete report fir > out
grep -qx first out || fail "the record that is named completes no study"

# A study is named by the option or by the word alone, but not by both.
for command in list status report 'table trials' 'plot timeline --script'; do
    # shellcheck disable=SC2086  # a command and its arguments
    ends 0 $command second
    mv out alone
    # shellcheck disable=SC2086
    ends 0 $command --study second
    cmp -s alone out || fail "$command: the word and the option differ"
    # shellcheck disable=SC2086
    ends 2 $command second --study second
    says "the study is given twice: 'second' and --study second"
    # shellcheck disable=SC2086
    ends 2 $command secnd
    says "there is no study 'secnd'; did you mean 'second'?"
    # shellcheck disable=SC2086
    ends 2 $command second more
    says "'more' is not wanted"
done

# Tables and figures are listed where none is named, with what they are.
for command in table plot; do
    ends 0 $command --help
    says "Without a name: list the"
    ends 0 $command
    grep -q '^per_class  *Precision, recall and F1 of every class$' out \
        || fail "$command: no list"
    QUADRILLE_DB=none.db ends 0 $command
done
ends 0 table --json
says '{"table": "accuracy", "title": "Accuracy of every configuration"}'
mkdir plots
echo '-- My own
SELECT 1 AS one' > plots/mine.sql
ends 0 table --csv
says 'mine,My own'
rm -r plots

# One that no study has is told of before it is asked which study is meant.
ends 2 table nosuch
says "there is no table 'nosuch' (ablation,"
ends 2 plot curvs
says "there is no figure 'curvs'; did you mean 'curves'?"
ends 2 table trials
says "say which study: first, second"
ends 0 table trials first --format csv
mv out csv
ends 0 table trials first --csv
cmp -s csv out || fail "--csv is not --format csv"

# So are studies that trials are taken for, where one can be named.
for command in stop retry 'rm --yes'; do
    # shellcheck disable=SC2086  # a command and its argument
    ends 2 $command secnd
    says "no trial begins with 'secnd'; did you mean --study second?"
    # shellcheck disable=SC2086
    ends 2 $command first second
    says "no trial begins with 'first'; did you mean --study first?"
    # shellcheck disable=SC2086
    ends 2 $command second --study second
    says "either trials or --study STUDY, not both"
done
ends 2 tag secnd word
says "'secnd' is no trial's id"
for name in second '--study second'; do
    # shellcheck disable=SC2086  # an option and its value
    ends 0 stop $name
    says "nothing to stop: no trial of this study is running"
    # shellcheck disable=SC2086
    ends 0 retry $name
    says "nothing to retry: no trial of this study failed"
done
"$quadrille" list second --csv > listed
trial=$(sed -n '2s/,.*//p' listed)

# A setting's last word stands for the whole.
ends 2 show "$trial" --why lr
says "there is no setting 'lr'; did you mean 'optimizer.lr'?"
ends 2 plan first.yaml --set lr=0.1
says "did you mean 'optimizer.lr'?"
ends 0 rm second --yes
ends 2 list second
says "there is no study 'second' (there are: first)"
