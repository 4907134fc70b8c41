# Classes from left to right, in each a mark for each configuration.
shown = 7
array position[count_configuration]
array nth[count_configuration]
there = 0
longest = 3
do for [c=1:count_configuration] {
    stats $data using (column('configuration') == c ? column('position') : NaN) nooutput
    position[c] = int(STATS_max)
    stats $data using (column('configuration') == c ? column('place') : NaN) nooutput
    nth[c] = 0
    if (STATS_max <= shown) { there = there + 1; nth[c] = there; longest = max(longest, label_letters(text_configuration[c])) }
}
stats $data using 'class' nooutput
classes = int(STATS_max) + 1
# The key has as many columns as there is room for, filled line by line.
width = max(column_width, min(page_width, 0.35 + classes * (0.12 + 0.06 * there)))
key_left = 0.56
key_width = letter_width * longest + 0.25
across = max(int((width - key_left) / key_width), 1)
width = max(width, key_left + key_width)
some_long = 0
do for [c=1:count_configuration] { if (nth[c] > 0 && is_long(text_configuration[c])) { some_long = 1 } }
line_height = some_long ? 0.3 : 0.17
above = 0.08 + line_height * round_up(there, across)
height = 2.0 + above
eval begin

is(c) = column('configuration') == c
place(c) = column('class') + (nth[c] - (there + 1) / 2.0) * 0.7 / there
# Intervals are shown as far as they are no wider than the data.
stats $data using (column('place') <= shown ? 100 * column('f1') : NaN) nooutput
span = max(STATS_max - STATS_min, 0.1)
from = STATS_min
to = STATS_max
stats $data using (column('place') <= shown ? 100 * column('f1_low') : NaN) nooutput
from = found('STATS_records') ? max(min(from, STATS_min), from - span / 2) : from
stats $data using (column('place') <= shown ? 100 * column('f1_high') : NaN) nooutput
to = found('STATS_records') ? min(max(to, STATS_max), to + span / 2) : to
low = max(from - 0.05 * (to - from), 0)
high = min(to + 0.05 * (to - from), 100)
clip(x) = x < low ? low : x > high ? high : x
set lmargin at screen 0.52 / width
set rmargin at screen 1 - 0.06 / width
set tmargin at screen 1 - (above + 0.02) / height
set bmargin at screen 0.42 / height
unset key
do for [c=1:count_configuration] {
    if (nth[c] > 0) {
        at_x = key_left + ((nth[c] - 1) % across) * key_width
        at_y = height - 0.1 - line_height * ((nth[c] - 1) / across)
        set label first_line(text_configuration[c]) at screen at_x / width, screen at_y / height left point linecolor rgb colour_at(position[c]) pointtype mark_at(position[c]) pointsize 0.6 offset 0.7, -0.2
        set label second_line(text_configuration[c]) at screen at_x / width, screen (at_y - 0.13) / height left offset 0.9, -0.2
    }
}
set xrange [-0.6:classes - 0.4]
set yrange [low:high]
set xtics classes > 20 ? 10 : 1 scale 0
set ytics step(high - low)
set xlabel 'class' offset 0, 0.7
set ylabel 'F1 (%)' offset 0.6, 0
if (classes <= 40) {
    do for [c=1:classes - 1] { set arrow from c - 0.5, graph 0 to c - 0.5, graph 1 nohead back linecolor rgb light linewidth 0.4 }
}
plot for [c=1:count_configuration] $data using (is(c) && nth[c] > 0 ? place(c) : NaN):(clip(100 * column('f1_low'))):(0):(clip(100 * column('f1_high')) - clip(100 * column('f1_low'))) with vectors nohead linecolor rgb colour_at(position[c]) linewidth 1 dashtype solid, \
     for [c=1:count_configuration] $data using (is(c) && nth[c] > 0 ? place(c) : NaN):(100 * column('f1')) with points linecolor rgb colour_at(position[c]) pointtype mark_at(position[c]) pointsize 0.5
