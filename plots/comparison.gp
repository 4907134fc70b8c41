# One line for each configuration, the best on top.
longest = 4
some_long = 0
do for [i=1:count_config] {
    longest = max(longest, label_letters(text_config[i]))
    some_long = some_long || is_long(text_config[i])
}
left_margin = letter_width * longest + 0.15
width = max(column_width, left_margin + 2.6)
height = (some_long ? 0.32 : 0.17) * rows_means + 0.56
eval begin

set lmargin at screen left_margin / width
set rmargin at screen 1 - 0.42 / width
set tmargin at screen 1 - 0.06 / height
set bmargin at screen 0.46 / height
stats $data using 'accuracy' nooutput
span = max(STATS_max - STATS_min, 0.05)
from = STATS_min
to = STATS_max
# Intervals are shown as far as they are no wider than the data; few seeds
# make very wide ones.
stats $means using 'low' nooutput
from = found('STATS_records') ? max(min(from, STATS_min), from - span) : from
stats $means using 'high' nooutput
to = found('STATS_records') ? min(max(to, STATS_max), to + span) : to
# Nor beyond what an accuracy can be.
from = max(from, 0)
to = min(to, 100)
low = max(from - 0.06 * (to - from + 0.05), 0)
high = min(to + 0.06 * (to - from + 0.05), 100)
set xrange [low:high]
set yrange [rows_means + 0.6 : 0.4]
set border 1
unset ytics
set xtics step(high - low)
set xlabel 'accuracy (%)' offset 0, 0.6
set style fill solid 1.0 noborder
label_of(c) = text_config[int(c)]
clip(x) = x < low ? low : x > high ? high : x
plot $means using (clip(column('mean'))):'rank':(clip(column('low'))):(clip(column('high'))):(column('rank') - 0.3):(column('rank') + 0.3) with boxxyerror fillcolor rgb '#cfe3f0', \
     $means using 'mean':(column('rank') - 0.3):(0):(0.6) with vectors nohead linecolor rgb colour[1] linewidth 1.5 dashtype solid, \
     $data using 'accuracy':'rank' with points linecolor rgb 'black' pointtype 7 pointsize 0.35, \
     $means using (low):(column('rank') - 0.2 * is_long(label_of(column('config')))):(first_line(label_of(column('config')))) with labels right offset -0.5, 0, \
     $means using (low):(column('rank') + 0.2):(second_line(label_of(column('config')))) with labels right offset -0.5, 0, \
     $means using (high):'rank':(sprintf('n = %d', column('n'))) with labels left offset 0.5, 0 textcolor rgb grey
