# A strip for each configuration: two lines of ten.
columns = 10
stats $data using 'row' nooutput
lines = STATS_max + 1.45
width = column_width
side = (width - 0.1) / columns
height = (lines + 0.6) * side + 0.05
eval begin
eval gallery

first(i) = column('column') == 0 && column('row') == 3.6 * column('strip')
plot $pixels matrix with image, \
     $data using ((column('column') + 0.5) * tile):((column('row') + 1.16) * tile):(sized(6, sprintf('%d→%d', column('truth'), column('predicted')))) with labels font ',6', \
     $data using (first(0) ? 0.04 * tile : NaN):((column('row') - 0.3) * tile):(text_config[int(column('config'))]) with labels left
