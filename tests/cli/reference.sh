#!/bin/sh
# What results/reference holds fits together: its tables' numbers are those that
# plain SQL, with nothing of ours, works out from its dump of all epochs.
set -eu

reference=$PWD/results/reference
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "reference.sh: $1" >&2
    exit 1
}

gunzip -c "$reference/metrics.csv.gz" > "$work/metrics.csv"
sqlite3 "$work/r.db" << SQL
CREATE TABLE metric (study, phase, state, label, seed INTEGER, trial,
    epoch INTEGER, split, loss REAL, accuracy REAL);
.import --csv --skip 1 "$work/metrics.csv" metric

-- Student's t at 0.975 with n - 1 degrees of freedom, from printed tables.
CREATE TABLE student (n INTEGER, t REAL);
INSERT INTO student VALUES (2, 12.7062047361747), (3, 4.30265272974946),
    (4, 3.18244630528371), (5, 2.77644510519779), (6, 2.57058183563631);

CREATE TABLE final AS
SELECT *, max(epoch) FROM metric
WHERE split = 'test' AND state = 'done' GROUP BY study, trial;

CREATE VIEW spread AS
SELECT study, phase, label, count(*) AS n, mean,
    CASE WHEN count(*) > 1 THEN
        sqrt(sum((accuracy - mean) * (accuracy - mean)) / (count(*) - 1))
        END AS sd,
    min(accuracy) AS least, max(accuracy) AS most
FROM (SELECT *, avg(accuracy) OVER (PARTITION BY study, phase, label) AS mean
    FROM final)
GROUP BY study, phase, label;
SQL

# answer SQL: one cell.
answer() {
    sqlite3 "$work/r.db" "$1"
}

# A study's table comes in as a table of that name.
import() {
    answer "DROP TABLE IF EXISTS $2"
    sqlite3 "$work/r.db" ".import --csv \"$reference/$1/$2.csv\" $2"
}

near() {
    echo "abs($1 - ($2)) <= 1e-9"
}

# shown STUDY TABLE COLUMN: the cells that people read, in Markdown and in LaTeX.
shown() {
    awk -F ' [|] ' -v head="$3" '/^[|] / {
        if (!column)
            for (i = 1; i <= NF; i++)
                if ($i == head)
                    column = i
        if (++line > 2) {
            gsub(/[*]/, "", $column)
            print $column
        }
    }' "$reference/$1/$2.md" > "$work/$2.md"
    awk -F ' & ' -v head="$3" '/ & / {
        if (!column)
            for (i = 1; i <= NF; i++) {
                name = $i
                gsub(/\\shortstack\[[lr]\]/, "", name)
                gsub(/\\\\/, " ", name)
                gsub(/[{}\\]/, "", name)
                gsub(/[$]uparrow[$]/, "↑", name)
                if (name == head)
                    column = i
            }
        if (++line > 1) {
            gsub(/\\textbf|[{}]/, "", $column)
            gsub(/[$]\\pm[$]/, "±", $column)
            gsub(/[$]-[$]/, "-", $column)
            gsub(/^--$/, "–", $column)
            print $column
        }
    }' "$reference/$1/$2.tex" > "$work/$2.tex"
}

# same STUDY TABLE: what is shown is what is expected.
same() {
    for format in md tex; do
        diff "$work/expected" "$work/$2.$format" \
            || fail "$1/$2.$format is not what $2.csv says"
    done
}

# check STUDY TABLE PHASE: mean, spread and interval of each configuration, as
# numbers and as they are shown. Trials that diverged have no row in the dump.
check() {
    import "$1" "$2"
    rows=$(answer "SELECT count(*) FROM $2")
    right=$(answer "
        SELECT count(*) FROM $2 a
        JOIN spread s ON s.study = '$1' AND s.phase = '$3'
            AND s.label = a.configuration
        LEFT JOIN student t ON t.n = s.n
        WHERE a.split = 'test' AND a.n = s.n AND $(near a.mean s.mean)
            AND CASE WHEN s.n = 1 THEN a.sd = '' AND a.ci95_low = '' ELSE
                $(near a.sd s.sd)
                AND $(near a.ci95_low 's.mean - t.t * s.sd / sqrt(s.n)')
                AND $(near a.ci95_high 's.mean + t.t * s.sd / sqrt(s.n)') END")
    known=$(answer "SELECT count(*) FROM spread
        WHERE study = '$1' AND phase = '$3'")
    { [ "$rows" -gt 0 ] && [ "$rows" = "$right" ] && [ "$rows" = "$known" ]; } \
        || fail "$1/$2.csv: $right of $rows lines are as in the dump, which has $known"

    # One number of digits for all.
    shown "$1" "$2" 'accuracy (%) ↑'
    digits=$(sed -n '1s/^[0-9]*[.]\([0-9]*\).*/\1/p' "$work/$2.md")
    answer "SELECT printf('%.*f', ${#digits}, 100 * mean) || CASE WHEN sd = ''
        THEN '' ELSE printf(' ± %.*f', ${#digits}, 100 * sd) END FROM $2" \
        > "$work/expected"
    same "$1" "$2"
}

for table in "$reference"/*/accuracy.csv; do
    check "$(basename "$(dirname "$table")")" accuracy sweep
done
for table in "$reference"/*/confirmed.csv; do
    [ ! -e "$table" ] \
        || check "$(basename "$(dirname "$table")")" confirmed confirm
done

# Differences over common seeds, and Holm's correction of the p that the table
# gives.
sqlite3 "$work/r.db" << 'SQL'
CREATE VIEW pair AS
SELECT a.study, a.label AS first, b.label AS second, count(*) AS n,
    avg(b.accuracy - a.accuracy) AS mean
FROM final a JOIN final b ON b.study = a.study AND b.seed = a.seed
WHERE a.phase = 'sweep' AND b.phase = 'sweep'
GROUP BY a.study, a.label, b.label;
CREATE VIEW difference AS
SELECT p.*, t * sqrt((
    SELECT sum((b.accuracy - a.accuracy - p.mean)
        * (b.accuracy - a.accuracy - p.mean))
    FROM final a JOIN final b ON b.study = a.study AND b.seed = a.seed
    WHERE a.study = p.study AND a.label = p.first AND b.label = p.second
    ) / (n - 1) / n) AS half
FROM pair p JOIN student USING (n);
SQL
import ablation ablation
right=$(answer "
    SELECT count(*) FROM ablation a
    JOIN difference d ON d.study = 'ablation' AND d.first = 'full'
        AND d.second = a.configuration
    WHERE a.pairs = d.n AND $(near a.difference d.mean)
        AND $(near a.low 'd.mean - d.half') AND $(near a.high 'd.mean + d.half')
        AND abs(a.holm - (
            SELECT max(min(1, b.p * (SELECT count(*) FROM ablation c
                WHERE c.baseline = '0' AND 0 + c.p >= 0 + b.p)))
            FROM ablation b WHERE b.baseline = '0' AND 0 + b.p <= 0 + a.p))
            <= 1e-9")
[ "$right" = 11 ] || fail "ablation/ablation.csv: $right of 11 differences are the dump's"
shown ablation ablation 'difference (points)'
answer "SELECT CASE WHEN baseline = '1' THEN '–'
    ELSE replace(printf('%+.2f', 100 * difference), '-0.00', '+0.00') END FROM ablation" > "$work/expected"
same ablation ablation
shown ablation ablation '95 % interval'
answer "SELECT CASE WHEN baseline = '1' THEN '–' ELSE
    printf('[%+.2f, %+.2f]', 100 * low, 100 * high) END FROM ablation" \
    > "$work/expected"
sed -i 's/\\\([][]\)/\1/g' "$work/ablation.md" # brackets are escaped there
same ablation ablation

# Made where the images were to be had.
! grep -l 'cannot find the data set' "$reference"/*/*.svg || fail "these show no images"
