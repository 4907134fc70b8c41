# An axis for each setting, and one for the objective on the right.
axes = rows_axes + 1
width = max(column_width, 1.05 * axes + 0.3)
height = 2.6
eval begin

short(text, letters) = strlen(text) <= letters ? text : substr(text, 1, letters - 1).'…'
stats $goal using 'least' nooutput
is_least = int(STATS_max)
stats $range using 'low' nooutput
low = STATS_min
stats $range using 'high' nooutput
high = STATS_max
stats $data using 'at' nooutput
foot = found('STATS_records') && STATS_min < 0 ? -0.2 : -0.06
set lmargin at screen 0.35 / width
set rmargin at screen 1 - 0.75 / width
set tmargin at screen 1 - 0.3 / height
set bmargin at screen 0.1 / height
set border 0
# LaTeX' boxes would need another package.
box = GPVAL_TERM eq 'cairolatex' ? '' : 'boxed'
set style textbox opaque noborder margins 0.3, 0.3
unset tics
unset colorbox
set xrange [1:axes]
set yrange [foot:1.05]
set cbrange [0:1]
do for [a=1:axes] {
    set arrow from a, 0 to a, 1 nohead linecolor rgb grey linewidth 0.75 front
    set label (a < axes ? short(text_name[a], 16) : text_goal[1]) at a, graph 1.09 center
}
set label sprintf('%.4g', high) at axes, 1 left offset 0.6, 0
set label sprintf('%.4g', low) at axes, 0 left offset 0.6, 0
plot $data using 'axis':'at':(1):'rise':(is_least ? 1 - column('shade') : column('shade')) with vectors nohead linecolor palette linewidth 1 dashtype solid, \
     $marks using 'axis':'at':(short(text_mark[int(column('mark'))], 10)) with labels left offset 0.6, 0 @box
