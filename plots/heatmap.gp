# One map; a cell is as wide as its number.
stats $data using 'x' nooutput
columns = int(STATS_max)
stats $data using 'y' nooutput
lines = int(STATS_max)
longest = 3
do for [i=1:count_level_y] { longest = max(longest, min(strlen(text_level_y[i]), 16)) }
short(text, letters) = strlen(text) <= letters ? text : substr(text, 1, letters - 1).'…'
cell_width = 0.48
cell_height = 0.24
left = 0.062 * longest + 0.45
width = max(column_width, left + columns * cell_width + 0.9)
height = lines * cell_height + 0.75
map_width = width - left - 0.9
eval begin

stats $goal using 'least' nooutput
is_least = int(STATS_max)
stats $data using 'value' nooutput
low = STATS_min
high = STATS_max > STATS_min ? STATS_max : STATS_min + 1e-6
set lmargin at screen left / width
set rmargin at screen (left + map_width) / width
set tmargin at screen 1 - 0.25 / height
set bmargin at screen 0.5 / height
set border 0
set tics scale 0
set style fill solid 1.0 noborder
if (is_least) { set palette negative }
set xrange [0.5:columns + 0.5]
set yrange [0.5:lines + 0.5]
stats [*:*][*:*] $goal using 'loss' nooutput
logarithmic = int(STATS_max) && low > 0 && high / low >= 20
if (logarithmic) { set logscale cb }
set cbrange [low:high]
set xlabel short(text_axis_x[1], 40) offset 0, 0.8
set ylabel short(text_axis_y[1], int(7 * lines * cell_height + 10)) offset 0.4, 0
set label text_goal[1] at screen 1 - 0.05 / width, screen 1 - 0.1 / height right
set colorbox user origin screen (left + map_width + 0.15) / width, screen 0.5 / height size screen 0.12 / width, screen (height - 0.75) / height
if (logarithmic) { eval log_ticks('cb', low, high, '%g') } else { set cbtics step(high - low) }
set cbtics offset -0.6, 0
set xtics ('' 0)
set ytics ('' 0)
do for [i=1:count_level_x] {
    stats [*:*][*:*] $data using (column('level_x') == i ? column('x') : NaN) nooutput
    set xtics add (short(text_level_x[i], 8) STATS_max)
}
do for [i=1:count_level_y] {
    stats [*:*][*:*] $data using (column('level_y') == i ? column('y') : NaN) nooutput
    set ytics add (short(text_level_y[i], 16) STATS_max)
}
scaled(v) = logarithmic ? log(v) : v
part(v) = (scaled(v) - scaled(low)) / (scaled(high) - scaled(low))
share(v) = is_least ? 1 - part(v) : part(v)
ink(v) = share(v) > 0.55 ? 0x000000 : 0xffffff
plot $data using 'x':'y':(0.49):(0.48):'value' with boxxyerror fillcolor palette, \
     $data using 'x':'y':(sized(7, sprintf('%.3g', column('value')))):(ink(column('value'))) with labels font ',7' textcolor rgb variable
