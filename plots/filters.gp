# A strip for each network: lines of sixteen.
width = column_width
tile = (width - 0.1) / 16
height = (lines_kernels - 0.2) * tile + 0.18
eval begin

note(shown, all) = all == 0 ? ' (its checkpoint cannot be read)' : all > shown ? sprintf(' (%d of %d)', shown, all) : ''
set lmargin at screen 0.05 / width
set rmargin at screen 1 - 0.05 / width
set tmargin at screen 1
set bmargin at screen 0
set border 0
unset tics
unset colorbox
set palette defined (-1 '#0072B2', 0 '#ffffff', 1 '#D55E00')
set cbrange [-1:1]
set xrange [0:16]
set yrange [height / tile - 0.9:-0.9]
plot for [i=0:rows_kernels - 1] $kernels index i using 1:2:3 with image, \
     $strips using (0.06):($2 - 0.4):(cut(text_config[int($1)], 45).note($3, $4)) with labels left
