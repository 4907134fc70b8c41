# A bar for each setting, each pair, and the seeds.
longest = 5
do for [i=1:count_effect] { longest = max(longest, min(strlen(text_effect[i]), 44)) }
left_margin = 0.062 * longest + 0.15
width = max(column_width, left_margin + 2.6)
height = 0.19 * rows_data + 0.56
eval begin

stats $data using (100 * column('share')) nooutput
most = max(STATS_max, 1)
set lmargin at screen left_margin / width
set rmargin at screen 1 - 0.75 / width
set tmargin at screen 1 - 0.06 / height
set bmargin at screen 0.46 / height
set border 1
unset ytics
set xrange [0:1.05 * most]
set yrange [rows_data - 0.4 : -0.6]
set xtics step(most)
set xlabel 'share of the variance (%)' offset 0, 0.6
set style fill solid 1.0 noborder
bar_of(i) = text_effect[int(i)] eq 'seeds' ? 0xbbbbbb : 0x0072B2
test_of(p) = p < 0.001 ? 'p < 0.001' : sprintf('p = %.3f', p)
plot $data using (0):0:(0):(100 * column('share')):($0 - 0.32):($0 + 0.32):(bar_of(column('effect'))) with boxxyerror linecolor rgb variable, \
     $data using (0):0:(cut(text_effect[int(column('effect'))], 44)) with labels right offset -0.5, 0, \
     $data using (1.05 * most):0:(column('p') >= 0 ? test_of(column('p')) : '') with labels left offset 0.5, 0 textcolor rgb grey
