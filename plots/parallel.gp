# An axis for each setting, and one for the objective on the right.
axes = rows_axes + 1
apart = 1.05
left = 0.5
right = 0.8
width = max(column_width, apart * (axes - 1) + left + right)
height = 2.8
eval begin

apart = (width - left - right) / (axes - 1)
letters = int(apart / letter_width) - 1
# A name that is too long for its axis stands in two lines, the last what is
# behind its last dot.
dot(text, i) = i < 1 ? 0 : substr(text, i, i) eq '.' ? i : dot(text, i - 1)
is_split(text) = strlen(text) > letters && dot(text, strlen(text)) > 0
upper(text) = is_split(text) ? cut(substr(text, 1, dot(text, strlen(text))), letters) : ''
lower(text) = is_split(text) ? cut(substr(text, dot(text, strlen(text)) + 1, strlen(text)), letters) : cut(text, letters)
stats $goal using 'least' nooutput
is_least = int(STATS_max)
stats $range using 'low' nooutput
low = STATS_min
stats $range using 'high' nooutput
high = STATS_max
stats $data using 'at' nooutput
foot = found('STATS_records') && STATS_min < 0 ? -0.2 : -0.06
set lmargin at screen left / width
set rmargin at screen 1 - right / width
set tmargin at screen 1 - 0.42 / height
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
}
do for [a=1:axes - 1] {
    set label upper(text_name[a]) at a, screen 1 - 0.12 / height center
    set label lower(text_name[a]) at a, screen 1 - 0.27 / height center
}
# The goal's first word stands above the others.
first_space(text) = strstrt(text, ' ')
set label (strlen(text_goal[1]) <= letters ? '' : substr(text_goal[1], 1, first_space(text_goal[1]) - 1)) at axes, screen 1 - 0.12 / height center
set label (strlen(text_goal[1]) <= letters ? text_goal[1] : substr(text_goal[1], first_space(text_goal[1]) + 1, strlen(text_goal[1]))) at axes, screen 1 - 0.27 / height center
form = form_of(max(min((low > 0 && high / low >= 5 ? low : high - low) / 10, 0.1), 1e-5))
set label sprintf(form, high) at axes, 1 left offset 0.6, 0
set label sprintf(form, low) at axes, 0 left offset 0.6, 0
plot $data using 'axis':'at':(1):'rise':(is_least ? 1 - column('shade') : column('shade')) with vectors nohead linecolor palette linewidth 1 dashtype solid, \
     $marks using 'axis':'at':(cut(text_mark[int(column('mark'))], letters - 1)) with labels left offset 0.6, 0 @box
