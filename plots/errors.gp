# A strip for each configuration: two lines of ten.
stats $data using 'row' nooutput
lines = STATS_max + 1.45
width = column_width
tile = (width - 0.1) / 10
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
set xrange [0:10]
set yrange [lines:-0.6]
first(i) = column('column') == 0 && column('row') == 3.6 * column('strip')
plot for [i=0:rows_data - 1] $pixels index i using 1:2:3 with image, \
     $data using (column('column') + 0.5):(column('row') + 1.16):(sized(6, sprintf('%d→%d', column('truth'), column('predicted')))) with labels font ',6', \
     $data using (first(0) ? 0.04 : NaN):(column('row') - 0.3):(text_config[int(column('config'))]) with labels left
