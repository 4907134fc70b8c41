#!/bin/sh
# The SQL functions in a plain sqlite3: the same names and the same answers as
# in 'quadrille sql', and what is no JSON is refused.
quadrille=$(realpath "$1")
extension=$(dirname "$quadrille")/quadrille_statistics
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failed=0

complain()
{
    echo "$1"
    failed=1
}

# The oracles' numbers: a, b and c with five seeds each.
data="WITH d (seed, a, b, c) AS (VALUES (1, 97.9, 97.5, 97.0),
    (2, 98.1, 97.9, 97.2), (3, 98.0, 97.7, 97.4), (4, 98.3, 97.9, 97.1),
    (5, 97.8, 97.6, 97.3)),
    long (x, net) AS (SELECT a, 'a' FROM d UNION ALL SELECT b, 'b' FROM d
        UNION ALL SELECT c, 'c' FROM d),
    answers (confidence, right) AS (VALUES (0.5, 1), (0.52, 0), (0.9, 1),
        (0.93, 1), (1, 1), (0, 0))"

# Each line a query of one number; digits enough for 1e-10, few enough to be
# the same after any rounding.
cat >queries <<END
stddev(a) FROM d
median(a) FROM d
ci95_low(a) FROM d
ci95_high(a) FROM d
half_seeds(a) FROM d
paired_t_p(a, b) FROM d
paired_low(a, b) FROM d
paired_high(a, b) FROM d
sign_flip_p(a, b) FROM d
welch_p(a, b) FROM d
welch_low(a, b) FROM d
welch_high(a, b) FROM d
ece(confidence, right) FROM answers
wilson_low(9900, 10000)
wilson_high(9900, 10000)
mcnemar_exact(1, 7)
mcnemar_midp(1, 7)
agresti_min_low(10, 25, 100)
agresti_min_high(10, 25, 100)
student_p(2.5, 4)
student_quantile(0.975, 4)
f_p(4.2, 3, 16)
points(0.0123)
points(-0.00004)
value FROM json_each(holm('[0.01, 0.04, 0.03, 0.005]')) WHERE key = 1
json_extract(anova(x, json_object('net', net)), '\$[0].f') FROM long
json_extract(anova(x, json_object('net', net)), '\$[1].df') FROM long
END
cat >expected <<END
0.1923538406
98.0
97.78116116
98.25883884
8.0
0.002570260765
0.1758336002
0.4241663998
0.0625
0.03411695961
0.02885805206
0.5711419479
0.03166666667
0.9878530177
0.9917706639
0.0703125
0.0390625
0.03535488781
0.2587627592
0.06676654481
2.776445105
0.02267874216
1.23
0.0
0.06
27.46808511
12.0
END

# All in one query, which the program takes too: a row each, in their order.
{
    echo "$data"
    sed "s/.*/SELECT printf('%!.10g', (SELECT &))/; 2,\$s/^/UNION ALL /" queries
} >all.sql
sqlite3 -batch -list -cmd ".load $extension" :memory: "$(cat all.sql)" \
    >loaded 2>&1
diff expected loaded || complain "a plain sqlite3 answers otherwise"

# The program wants a record, whatever is in it.
cat >tiny.yaml <<END
study: tiny
base: {dataset: {name: digits, train_count: 20, test_count: 20}, epochs: 1,
    validation: none, model: mlp}
END
"$quadrille" run tiny.yaml >log 2>&1 || complain "cannot run: $(cat log)"
"$quadrille" sql --csv "$(cat all.sql)" 2>&1 | tr -d '\r' | sed 1d >asked
diff expected asked || complain "'quadrille sql' answers otherwise"

for wrong in "holm('x')" "anova(1, 'x')"; do
    sqlite3 -batch -cmd ".load $extension" :memory: "SELECT $wrong" \
        >out 2>&1 && complain "not refused: $wrong"
    grep -q 'takes' out || complain "not explained: $(cat out)"
done
exit "$failed"
