# Days and periods.
calendar-rolled = 法定休息日不算到期，顺延到 { $on }。
calendar-day-holiday = { $on }：{ $name }放假
calendar-day-make-up = { $on }：调休上班
calendar-day-weekend = { $on }：周末休息
calendar-day-working = { $on }：工作日
calendar-list-missing = 这一年的放假安排还没有导入，只按周末算，结果可能会变。
