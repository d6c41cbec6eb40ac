# Days and periods.
calendar-rolled = A right does not end on a rest day: it ends on { $on }.
calendar-day-holiday = { $on }: holiday ({ $name_en })
calendar-day-make-up = { $on }: make-up working day
calendar-day-weekend = { $on }: weekend
calendar-day-working = { $on }: working day
calendar-list-missing = The year's list of holidays has not been imported; only weekends were taken into account, so the result may change.
