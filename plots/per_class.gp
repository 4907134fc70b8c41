# Classes from left to right, in each a mark for each configuration.
shown = min(count_configuration, 7)
lines = round_up(shown, 2)
stats $data using 'class' nooutput
classes = int(STATS_max) + 1
width = max(column_width, min(page_width, 0.35 + classes * (0.12 + 0.06 * shown)))
height = 2.0 + 0.17 * lines
eval begin

short(text) = strlen(text) <= 40 ? text : substr(text, 1, 39).'…'
array mark_types[7] = [7, 5, 9, 13, 6, 4, 8]
is(c) = column('configuration') == c
place(c) = column('class') + (c - (shown + 1) / 2.0) * 0.7 / shown
# Intervals are shown as far as they are no wider than the data.
stats $data using (column('configuration') <= shown ? 100 * column('f1') : NaN) nooutput
span = max(STATS_max - STATS_min, 0.1)
from = STATS_min
to = STATS_max
stats $data using (column('configuration') <= shown ? 100 * column('f1_low') : NaN) nooutput
from = found('STATS_records') ? max(min(from, STATS_min), from - span / 2) : from
stats $data using (column('configuration') <= shown ? 100 * column('f1_high') : NaN) nooutput
to = found('STATS_records') ? min(max(to, STATS_max), to + span / 2) : to
low = max(from - 0.05 * (to - from), 0)
high = min(to + 0.05 * (to - from), 100)
clip(x) = x < low ? low : x > high ? high : x
set lmargin at screen 0.52 / width
set rmargin at screen 1 - 0.06 / width
set tmargin at screen 1 - (0.1 + 0.17 * lines) / height
set bmargin at screen 0.42 / height
set key at screen 0.5 / width, screen 1 - 0.02 / height left top maxrows lines samplen 1 width 1
set xrange [-0.6:classes - 0.4]
set yrange [low:high]
set xtics classes > 20 ? 10 : 1 scale 0
set ytics step(high - low)
set xlabel 'class' offset 0, 0.7
set ylabel 'F1 (%)' offset 0.6, 0
if (classes <= 40) {
    do for [c=1:classes - 1] { set arrow from c - 0.5, graph 0 to c - 0.5, graph 1 nohead back linecolor rgb light linewidth 0.4 }
}
plot for [c=1:shown] $data using (is(c) ? place(c) : NaN):(clip(100 * column('f1_low'))):(0):(clip(100 * column('f1_high')) - clip(100 * column('f1_low'))) with vectors nohead linecolor rgb colour[c] linewidth 1 dashtype solid, \
     for [c=1:shown] $data using (is(c) ? place(c) : NaN):(100 * column('f1')) with points linecolor rgb colour[c] pointtype mark_types[c] pointsize 0.5, \
     for [c=1:shown] NaN with points linecolor rgb colour[c] pointtype mark_types[c] pointsize 0.6 title short(text_configuration[c])
