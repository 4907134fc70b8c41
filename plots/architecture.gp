# A panel for each network, up to three beside each other.
panels = rows_data
across = min(panels, 3)
lines = round_up(panels, 3)
panel_width = panels == 1 ? column_width : 2.6
box_height = 0.3
step_height = 0.4
array tall[lines]
height = 0.05
do for [line=1:lines] {
    stats $boxes using ((column('panel') - 1) / 3 >= line - 1 && (column('panel') - 1) / 3 < line ? column('place') : NaN) nooutput
    tall[line] = 0.45 + (STATS_max + 1) * step_height
    height = height + tall[line]
}
width = across * panel_width
eval begin

# 1234567 → 1,234,567
grouped(n) = n < 1000 ? sprintf('%d', n) : grouped(floor(n / 1000.0)).sprintf(',%03d', n - 1000 * floor(n / 1000.0))
array top[lines]
top[1] = height - 0.05
do for [line=2:lines] { top[line] = top[line - 1] - tall[line - 1] }
line_of(p) = floor((p - 1) / 3.0) + 1
left_of(p) = (p - 1 - 3 * floor((p - 1) / 3.0)) * panel_width + 0.08
right_of(p) = left_of(p) + panel_width - 0.16
box_top(p, place) = top[int(line_of(p))] - 0.42 - place * step_height
cost(n, word) = n > 0 ? grouped(n).word : ''

set lmargin at screen 0
set rmargin at screen 1
set tmargin at screen 1
set bmargin at screen 0
unset border
unset tics
set xrange [0:width]
set yrange [0:height]
set style fill solid 1.0 border rgb grey
do for [p=1:panels] {
    stats [*:*][*:*] $boxes using (column('panel') == p ? column('parameters') : NaN) nooutput
    parameters = STATS_sum
    stats [*:*][*:*] $boxes using (column('panel') == p ? column('multiply_adds') : NaN) nooutput
    set label cut(text_model[p], int(panel_width * 14)) at left_of(p), top[int(line_of(p))] - 0.08 left
    set label sized(7, sprintf('%s parameters, %s multiply-adds', grouped(parameters), grouped(STATS_sum))) at left_of(p), top[int(line_of(p))] - 0.24 left font ',7' textcolor rgb grey
}
# A branch runs on beside the boxes until it is added.
plot $boxes using (left_of(column('panel'))):(box_top(column('panel'), column('place'))):(left_of(column('panel'))):(right_of(column('panel'))):(box_top(column('panel'), column('place')) - box_height):(box_top(column('panel'), column('place'))) with boxxyerror fillcolor rgb '#eef5fa' linewidth 0.5, \
     $boxes using (column('place') > 0 ? (left_of(column('panel')) + right_of(column('panel'))) / 2 : NaN):(box_top(column('panel'), column('place')) + step_height - box_height):(0):(box_height - step_height) with vectors head size 0.05, 25 filled linecolor rgb grey linewidth 0.75 dashtype solid, \
     $boxes using (column('depth') > 0 ? left_of(column('panel')) - 0.05 : NaN):(box_top(column('panel'), column('place')) + step_height - box_height):(0):(-step_height) with vectors nohead linecolor rgb colour[2] linewidth 1 dashtype solid, \
     $boxes using (left_of(column('panel')) + 0.06):(box_top(column('panel'), column('place')) - 0.09):(sized(7, cut(text_box[int(column('box'))], 32))) with labels left font ',7', \
     $boxes using (right_of(column('panel')) - 0.06):(box_top(column('panel'), column('place')) - 0.09):(sized(7, text_shape[int(column('shape'))])) with labels right font ',7', \
     $boxes using (left_of(column('panel')) + 0.06):(box_top(column('panel'), column('place')) - 0.22):(sized(6, cost(column('parameters'), ' parameters'))) with labels left font ',6' textcolor rgb grey, \
     $boxes using (right_of(column('panel')) - 0.06):(box_top(column('panel'), column('place')) - 0.22):(sized(6, cost(column('multiply_adds'), ' multiply-adds'))) with labels right font ',6' textcolor rgb grey
