#!/bin/sh
# Figures by the command: in files, in the terminal, in three sizes, as a script
# and as a query; a table of the user's own; with QUADRILLE_TEST_LATEX=1, which takes pdflatex, every one
# of them in a document.
set -eu

# shellcheck source=tests/cli/shared/begin.sh
. "$(dirname "$0")/shared/begin.sh"

cat > grid.yaml <<'YAML'
study: tiny
base:
  dataset: {name: digits, train_count: 64, test_count: 32}
  epochs: 2
  model: mlp
sweep:
  grid:
    batch_size: [16, 32]
    optimizer.lr: [0.001, 0.01]
seeds: 2
YAML
# Its report without figures.
mkdir none
PATH="$work/none" "$quadrille" run grid.yaml > out 2> log || fail "run fails"

plot() {
    "$quadrille" plot "$@" > out 2> log || fail "plot $* fails"
}

plot comparison --format svg,tex --out paper
plot comparison --format svg --style slide --out slide
width() {
    sed -n 's/.*viewBox="0 0 \([0-9]*\) .*/\1/p' "$1/comparison.svg" \
        | head -n 1
}
[ "$(width slide)" -ge "$((2 * $(width paper) - 2))" ] || fail "slides are no larger"
[ -f paper/comparison-tex.pdf ] || fail "no picture beside the tex"

# In letters: the labels are whole, the axis has its name.
plot heatmap --term
grep -q "optimizer.lr" out || fail "no label in the terminal"
grep -q "The two settings" out || fail "no caption in the terminal"
"$quadrille" plot samples --term > out 2> log && fail "images in letters"
grep -q "made of images" log || fail "it does not say why there are no images"
plot curves --sql
grep -q "^-- @data" out || fail "no query"
plot curves --script
grep -q "set output ''curves.svg''" out || fail "no script"

"$quadrille" plot curves --style large > out 2> log && fail "an unknown style"
grep -q "there are: paper, web, slide" log || fail "styles are not listed"
"$quadrille" plot curves --format gif > out 2> log && fail "an unknown format"

# A table of the user's own, on definitions that the program carries; then on
# the user's own, which go first; and on such as there are nowhere.
mkdir plots plots/with
cat > plots/mine.sql <<'SQL'
-- Mine

-- @with chosen
WITH odd AS (SELECT * FROM chosen WHERE place % 2 = 1)

-- @data
SELECT count(*) AS half FROM odd;
SQL
mine() {
    "$quadrille" table mine --format csv 2> log | tr -d '\r' | tail -n 1
}
[ "$(mine)" = 2 ] || fail "two of four are odd"
echo 'WITH chosen AS (SELECT 1 AS place UNION ALL SELECT 2)' > plots/with/chosen.sql
[ "$(mine)" = 1 ] || fail "one's own definitions are not used"
sed -i 's/@with chosen/@with nothing/' plots/mine.sql
[ -z "$(mine)" ] || fail "definitions that are nowhere"
grep -q "there is no 'plots/with/nothing.sql'" log || fail "it does not say what is missing"

# A report that asks for a table under a name of its own, which the user's own
# file then makes none: it says so, and has the rest.
rm -r plots
{
    cat grid.yaml
    echo 'report: [{table: importance, name: shares}]'
} > named.yaml
PATH="$work/none" "$quadrille" run named.yaml > out 2> log || fail "run fails"
[ -f results/tiny/shares.md ] || fail "no table by the study's own name"
mkdir plots
printf '%s\n' '-- Mine' '-- @data' 'SELECT 1 AS x' > plots/importance.sql
PATH="$work/none" "$quadrille" report tiny > out 2> log || fail "report fails"
grep -q "The table 'shares' .* is not known" results/tiny/report.md \
    || fail "it does not say which table is none"
rm -r plots

[ "${QUADRILLE_TEST_LATEX:-}" ] || exit 0
printf '%s\n' '\documentclass{article}' '\usepackage{graphicx,color}' \
    '\begin{document}' > all.tex
for figure in architecture comparison confusion confusion_difference curves \
    data_size effects errors filters heatmap importance parallel pareto \
    per_class samples slice timeline; do
    plot "$figure" --format tex
    printf '%s\n' "\\input{$figure.tex}" >> all.tex
done
printf '%s\n' '\end{document}' >> all.tex
pdflatex -interaction=nonstopmode -halt-on-error all.tex > log \
    || fail "LaTeX does not take it"
