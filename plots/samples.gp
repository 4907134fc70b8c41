# Tiles of a unit each, classes from left to right.
stats $data using 'column' nooutput
columns = STATS_max + 1
stats $data using 'row' nooutput
lines = STATS_max + 1
width = column_width
side = (width - 0.1) / columns
height = (lines + 0.6) * side + 0.05
eval begin

set lmargin at screen 0.05 / width
set rmargin at screen 1 - 0.05 / width
set tmargin at screen 1
set bmargin at screen 0.05 / height
set border 0
unset tics
unset colorbox
set palette gray negative
set cbrange [0:255]
# Axes count pixels.
set xrange [-0.5:columns * tile - 0.5]
set yrange [lines * tile - 0.5:-0.6 * tile - 0.5]
plot $pixels matrix with image, \
     $data using (column('row') == 0 ? (column('column') + 0.5) * tile : NaN):(-0.35 * tile):(sprintf('%d', column('class'))) with labels
