# Tiles of a unit each, classes from left to right.
stats $data using 'column' nooutput
columns = STATS_max + 1
stats $data using 'row' nooutput
lines = STATS_max + 1
width = column_width
side = (width - 0.1) / columns
height = (lines + 0.6) * side + 0.05
eval begin
eval gallery

plot $pixels matrix with image, \
     $data using (column('row') == 0 ? (column('column') + 0.5) * tile : NaN):(-0.35 * tile):(sprintf('%d', column('class'))) with labels
