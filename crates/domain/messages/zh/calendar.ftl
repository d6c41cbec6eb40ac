# Days and periods.
calendar-rolled = 法定休息日不算到期，顺延到 { $on }。
calendar-day-holiday = { $on }：{ $name }放假
calendar-day-make-up = { $on }：调休上班
calendar-day-weekend = { $on }：周末休息
calendar-day-working = { $on }：工作日
calendar-list-missing = 这一年的放假安排还没有导入，只按周末算，结果可能会变。

# Birthdays.
calendar-birthday-solar = 阳历生日：{ $on }
calendar-birthday-lunar = 农历生日，折合阳历 { $on }
calendar-birthday-leap = 农历闰月生日，折合阳历 { $on }（当年没有这个闰月的，按平月算）
calendar-birthday-remind = 提前 { $days } 天提醒：{ $on }
calendar-birthday-no-consent = 没有本人对生日关怀的单独同意，不提醒。
