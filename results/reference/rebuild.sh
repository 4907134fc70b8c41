#!/bin/sh
# Makes the files beside this one that come from the record: trains what is not
# in it yet, then takes over what the reports' folders have. Only studies named
# are made, or else all of them.
#
#   results/reference/rebuild.sh [--db FILE] [STUDY]...
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
database=results/results.db
if [ "${1:-}" = --db ]; then
    database=$2
    shift 2
fi
[ $# -gt 0 ] || set -- paper ablation data_size paper_clean optimizers

# The figures and tables of a study that are kept here.
kept() {
    case $1 in
    paper) echo figure1 figure2 figure3 figure4 figure5 figure6 figure7 curves \
        confusion comparison errors claims accuracy per_class worst_classes \
        mcnemar halves scores cost settings trials checklist ;;
    ablation) echo effects curves ablation interaction accuracy settings checklist ;;
    data_size) echo data_size accuracy checklist ;;
    paper_clean) echo curves confusion claims accuracy mcnemar checklist ;;
    optimizers) echo parallel slice confirmed accuracy checklist ;;
    *) echo "rebuild.sh: '$1' is none of the studies kept here" >&2; return 1 ;;
    esac
}

for study; do
    names=$(kept "$study")
    # 5: all is trained, and an `expect:` is missed, which the report says.
    build/quadrille run "experiments/$study.yaml" --db "$database" --yes \
        || [ $? -eq 5 ]
    build/quadrille report "$study" --db "$database"
    from=$(dirname "$database")/$study
    mkdir -p "$here/$study"
    rm -f "$here/$study"/*
    for name in $names; do
        if [ -e "$from/$name.csv" ]; then # a table
            cp "$from/$name.md" "$from/$name.csv" "$from/$name.tex" "$here/$study"
        elif [ -e "$from/$name.svg" ]; then
            cp "$from/$name.svg" "$here/$study"
        else # one that the report has under other names only
            build/quadrille plot "$name" --study "$study" --db "$database" \
                --out "$here/$study"
        fi
    done
done

if grep -l 'cannot find the data set' "$here"/*/*.svg >&2; then
    echo "rebuild.sh: these show no images: set QUADRILLE_DATA" >&2
    exit 1
fi

# Every epoch of every trial, without its seconds, which no machine has twice.
build/quadrille sql --db "$database" --csv "
    SELECT t.study, t.phase, t.state, t.label, t.seed, t.trial, e.epoch, e.split,
        e.loss, e.accuracy
    FROM trials t JOIN epochs e USING (trial)
    WHERE t.study IN ('paper', 'ablation', 'data_size', 'paper_clean', 'optimizers')
    ORDER BY t.study, t.position, e.epoch, e.split" \
    | gzip -9n > "$here/metrics.csv.gz"
