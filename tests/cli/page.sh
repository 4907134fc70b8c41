#!/bin/sh
# A report's page and LaTeX tables, read by programs that know nothing of us:
# tidy, xmllint, pdflatex, and Chromium in light, dark, wide and narrow. Only
# what is installed here is asked, and only on demand: QUADRILLE_PAGES=1. With
# QUADRILLE_PAGES=DIR the report and Chromium's pictures of it stay there.
set -eu

quadrille=$(realpath "$1")
if [ -z "${QUADRILLE_PAGES:-}" ]; then
    echo "page.sh: skipped; QUADRILLE_PAGES=1 asks for it"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "page.sh: $1" >&2
    [ ! -s "$work/log" ] || head -n 20 "$work/log" >&2
    exit 1
}

has() {
    command -v "$1" > "$work/where" || {
        echo "page.sh: $1 is not installed, so it is not asked"
        return 1
    }
}

cat > "$work/pages.yaml" <<'YAML'
study: pages
description: "<b>bold</b> & 100 % of $x_1$, \\input{x}"
base: {dataset: {name: digits, train_count: 200, test_count: 100}, epochs: 2}
sweep:
  - ablate:
      "no-dropout <i>&_%$#{}~^\\": {dropout: 0}
    grid:
      model: [cnn]
  - grid:
      model: [mlp, simple_rnn]
      batch_size: [16, 32]
seeds: 2
expect:
  - {model: mlp, metric: test/accuracy, at_least: 0.01}
report:
  - {figure: curves, name: figure5, only: {model: mlp}}
  - {table: accuracy, name: only-plain, only: {model: [mlp, simple_rnn]}}
  - table: claims
YAML
(cd "$work" && "$quadrille" run pages.yaml --db r.db > log 2>&1) \
    || fail "the experiment fails"
page=$work/pages/index.html
grep -q 'figure-figure5' "$page" || fail "figure5 is not in the page"

# Names of schemas are no addresses that a browser asks.
sed 's|http://www.w3.org/[0-9a-z/]*||g' "$page" > "$work/bare"
! grep -oE '(src|href)=.(https?:)?//[^ >]*|url\([^#]' "$work/bare" \
    > "$work/log" || fail "the page asks for something elsewhere"

if has tidy; then
    tidy -e -q "$page" > "$work/log" 2>&1 || fail "tidy is not content"
fi
# libxml2 knows no element that is younger than HTML 4.
if has xmllint; then
    xmllint --html --memory --noout "$page" 2>&1 | grep 'error :' \
        | grep -v 'Tag [a-z0-9]* invalid$' > "$work/log" || true
    [ ! -s "$work/log" ] || fail "xmllint finds errors"
fi
if has pdflatex; then
    for table in "$work"/pages/*.md; do
        name=$(basename "$table" .md)
        [ -e "$work/pages/$name.tex" ] || continue
        printf '%s\n' '\documentclass{article}' '\usepackage[T1]{fontenc}' \
            '\usepackage{array,booktabs,graphicx,textcomp}' \
            '\begin{document}' "\\input{$name.tex}" '\end{document}' \
            > "$work/pages/all-of-it.tex"
        (cd "$work/pages" && pdflatex -interaction=nonstopmode -halt-on-error \
            -no-shell-escape all-of-it.tex) > "$work/log" 2>&1 || {
            grep -A 5 '^!' "$work/log" > "$work/why" && mv "$work/why" "$work/log"
            fail "pdflatex refuses $name.tex"
        }
        ! grep '^Overfull .hbox' "$work/log" > "$work/why" || {
            mv "$work/why" "$work/log"
            fail "$name.tex is wider than a page"
        }
    done
fi
if has chromium; then
    mkdir "$work/pictures"
    for width in 1280 390; do
        for theme in 0 1; do
            chromium --headless --no-sandbox --disable-gpu --hide-scrollbars \
                --blink-settings="preferredColorScheme=$theme" \
                --window-size="$width,2400" --user-data-dir="$work/browser" \
                --screenshot="$work/pictures/$width-$theme.png" \
                "file://$page" > "$work/log" 2>&1 || fail "Chromium fails"
            [ -s "$work/pictures/$width-$theme.png" ] \
                || fail "Chromium draws nothing"
        done
    done
    # Printed, a wide table keeps its last column.
    chromium --headless --no-sandbox --disable-gpu --no-pdf-header-footer \
        --user-data-dir="$work/browser" --print-to-pdf="$work/page.pdf" \
        "file://$page" > "$work/log" 2>&1 || fail "Chromium does not print"
    if has pdftotext; then
        pdftotext "$work/page.pdf" "$work/page.txt"
        tr '\n' ' ' < "$work/page.txt" | grep -q 'with p < 0.05' \
            || fail "McNemar's last column is not on paper"
    fi
    # 0 is dark, 1 light: a page that minds looks different.
    ! cmp -s "$work/pictures/1280-0.png" "$work/pictures/1280-1.png" \
        || fail "the page is the same in the dark"
fi
case $QUADRILLE_PAGES in
*/*) mkdir -p "$QUADRILLE_PAGES" && cp -r "$work/pages" \
    "$work/pictures" "$QUADRILLE_PAGES" ;;
esac
