# One map; a cell is as wide as its number.
stats $data using 'x' nooutput
columns = int(STATS_max)
stats $data using 'y' nooutput
lines = int(STATS_max)
is_row(i) = column('level_y') == i
is_column(i) = column('level_x') == i

# As many digits after the point, in all cells alike, as tell apart what is
# coloured differently: a fiftieth of the scale.
stats $goal using 'least' nooutput
is_least = int(STATS_max)
stats $goal using 'loss' nooutput
is_loss = int(STATS_max)
stats $data using 'value' nooutput
low = STATS_min
high = STATS_max > STATS_min ? STATS_max : STATS_min + 1e-6
logarithmic = is_loss && low > 0 && high / low >= 20
scaled(v) = logarithmic ? log(v) : v
part(v) = (scaled(v) - scaled(low)) / (scaled(high) - scaled(low))
array cells[rows_data]
do for [i=1:rows_data] {
    stats $data using 'value' every ::(i - 1)::(i - 1) nooutput
    cells[i] = found('STATS_records') ? STATS_max : low
}
nearest = high - low
do for [i=1:rows_data] {
    do for [j=1:rows_data] {
        if (cells[i] > cells[j] && part(cells[i]) - part(cells[j]) > 0.02) { nearest = min(nearest, cells[i] - cells[j]) }
    }
}
form = form_of(max(is_loss ? nearest : min(nearest, 0.1), 1e-5))
letters = max(strlen(sprintf(form, low)), strlen(sprintf(form, high)))

longest = 3
do for [i=1:count_level_y] { longest = max(longest, min(strlen(text_level_y[i]), 24)) }
longest_x = 1
do for [i=1:count_level_x] { longest_x = max(longest_x, min(strlen(text_level_x[i]), 24)) }
left = letter_width * longest + 0.4
cell_height = 0.24
# Columns are as wide as what stands in them and below, if there is room; where
# there is not, what stands below is slanted.
wanted = letter_width * longest_x + 0.14
cell_width = max(max(0.48, 0.055 * letters + 0.12), min(wanted, (page_width - left - 0.9) / columns))
width = max(column_width, left + columns * cell_width + 0.9)
map_width = width - left - 0.9
slanted = wanted > map_width / columns + 0.01
bottom = 0.42 + (slanted ? 0.5 * letter_width * longest_x : 0)
height = lines * cell_height + 0.25 + bottom
eval begin

set lmargin at screen left / width
set rmargin at screen (left + map_width) / width
set tmargin at screen 1 - 0.25 / height
set bmargin at screen bottom / height
set border 0
set tics scale 0
set style fill solid 1.0 noborder
if (is_least) { set palette negative }
set xrange [0.5:columns + 0.5]
set yrange [0.5:lines + 0.5]
if (logarithmic) { set logscale cb }
set cbrange [low:high]
set label cut(text_axis_x[1], int(map_width / letter_width)) at screen (left + map_width / 2) / width, screen 0.12 / height center
set label cut(text_axis_y[1], int((height - 0.1) / letter_width)) at screen 0.14 / width, screen (bottom + lines * cell_height / 2) / height center rotate by 90
set label text_goal[1] at screen 1 - 0.05 / width, screen 1 - 0.1 / height right
set colorbox user origin screen (left + map_width + 0.15) / width, screen bottom / height size screen 0.12 / width, screen lines * cell_height / height
if (logarithmic) { eval log_ticks('cb', low, high, '%g') } else { set cbtics step(high - low) format form_of(step(high - low)) }
set cbtics offset -0.6, 0
set xtics ('' 0)
if (slanted) { set xtics rotate by 35 right offset 0.5, -0.1 } else { set xtics offset 0, 0.2 }
set ytics ('' 0)
do for [i=1:count_level_x] {
    stats [*:*][*:*] $data using (is_column(i) ? column('x') : NaN) nooutput
    set xtics add (cut(text_level_x[i], 24) STATS_max)
}
do for [i=1:count_level_y] {
    stats [*:*][*:*] $data using (is_row(i) ? column('y') : NaN) nooutput
    set ytics add (cut(text_level_y[i], 24) STATS_max)
}
share(v) = is_least ? 1 - part(v) : part(v)
ink(v) = share(v) > 0.55 ? 0x000000 : 0xffffff
plot $data using 'x':'y':(0.49):(0.48):'value' with boxxyerror fillcolor palette, \
     $data using 'x':'y':(sized(7, sprintf(form, column('value')))):(ink(column('value'))) with labels font ',7' textcolor rgb variable
