# One line for each model; the key below, where there are few of them.
lines = round_up(min(count_line, 12), 2)
width = column_width
height = 2.2 + 0.17 * lines
eval begin

is(name, l) = (column('line') == l ? column(name) : NaN)
set lmargin at screen 0.52 / width
set rmargin at screen 1 - 0.1 / width
set tmargin at screen 1 - (0.1 + 0.17 * lines) / height
set bmargin at screen 0.44 / height
set key at screen 0.52 / width, screen 1 - 0.02 / height left top maxrows lines samplen 1.8 width 1
stats $data using 'accuracy' nooutput
spread = max(STATS_max - STATS_min, 0.05)
low = STATS_min - 0.1 * spread
high = min(STATS_max + 0.1 * spread, max(100, STATS_max))
# stats leaves out what the axes would: before they are set.
stats $data using 'images' nooutput
set yrange [low:high]
set ytics step(high - low)
set ylabel 'accuracy (%)' offset 0.6, 0
set logscale x
set xrange [STATS_min / 1.2:STATS_max * 1.2]
eval log_ticks('x', STATS_min / 1.2, STATS_max * 1.2, 'k')
set xlabel 'training images' offset 0, 0.6
plot for [l=1:min(count_line, 12)] $data using (is('images', l)):(is('low', l)):(is('high', l)) with filledcurves linecolor rgb colour_at(l - 1), \
     for [l=1:min(count_line, 12)] $data using (is('images', l)):(is('accuracy', l)) with linespoints linecolor rgb colour_at(l - 1) pointtype mark_at(l - 1) dashtype dash[(l - 1) % 7 + 1] pointsize 0.5 title cut(text_line[l], 40)
