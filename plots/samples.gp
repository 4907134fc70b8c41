# Tiles of a unit each, classes from left to right.
stats $data using 'column' nooutput
columns = STATS_max + 1
stats $data using 'row' nooutput
lines = STATS_max + 1
width = column_width
tile = (width - 0.1) / columns
height = (lines + 0.6) * tile + 0.05
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
set xrange [0:columns]
set yrange [lines:-0.6]
plot for [i=0:rows_data - 1] $pixels index i using 1:2:3 with image, \
     $data using (column('row') == 0 ? column('column') + 0.5 : NaN):(-0.35):(sprintf('%d', column('class'))) with labels
