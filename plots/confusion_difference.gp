# One matrix, white where nothing differs.
stats $data using 'truth' nooutput
classes = int(STATS_max) + 1
side = max(2.4, 0.24 * classes)
width = max(column_width, side + 1.25)
height = side + 0.85
eval begin

letters = int((width - 0.55) / letter_width)
# All with a digit after the point, or none; nothing is written in empty cells.
stats $data using (column('difference') != floor(column('difference'))) nooutput
form = STATS_max > 0 ? '%+.1f' : '%+.0f'
number(x) = sprintf(form, x)
stats $data using (abs(column('difference'))) nooutput
most = max(STATS_max, 1e-9)
ink(x) = abs(x) / most > 0.75 ? 0xffffff : 0x000000
set palette defined (-1 '#0072B2', 0 '#ffffff', 1 '#D55E00')
set cbrange [-most:most]
set cbtics step(2 * most) offset -0.6, 0
set colorbox user origin screen (0.6 + side) / width, screen 0.42 / height size screen 0.12 / width, screen side / height
set lmargin at screen 0.5 / width
set rmargin at screen (0.5 + side) / width
set bmargin at screen 0.42 / height
set tmargin at screen (0.42 + side) / height
set border 15 linewidth 0.5 linecolor rgb light
set tics scale 0
set style fill solid 1.0 noborder
set xtics classes > 20 ? 10 : 1 offset 0, 0.6
set ytics classes > 20 ? 10 : 1 offset 0.6, 0
set xrange [-0.5:classes - 0.5]
set yrange [classes - 0.5:-0.5]
set xlabel 'predicted' offset 0, 1.1
set ylabel 'true' offset 0.6, 0
set label cut(text_config[2], letters) at screen 0.5 / width, screen 1 - 0.14 / height left
set label '− '.cut(text_config[1], letters - 2) at screen 0.5 / width, screen 1 - 0.3 / height left
plot $data using 'predicted':'truth':(0.5):(0.5):'difference' with boxxyerror fillcolor palette, \
     $data using (column('difference') != 0 ? column('predicted') : NaN):'truth':(number(column('difference'))):(ink(column('difference'))) with labels font sprintf(',%d', classes > 20 ? 3 : 5) textcolor rgb variable
