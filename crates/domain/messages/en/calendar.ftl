# Days and periods.
calendar-rolled = A right does not end on a rest day: it ends on { $on }.
calendar-day-holiday = { $on }: holiday ({ $name_en })
calendar-day-make-up = { $on }: make-up working day
calendar-day-weekend = { $on }: weekend
calendar-day-working = { $on }: working day
calendar-list-missing = The year's list of holidays has not been imported; only weekends were taken into account, so the result may change.

# Birthdays.
calendar-birthday-solar = Birthday: { $on }
calendar-birthday-lunar = Birthday of the lunar calendar, this time on { $on }
calendar-birthday-leap = Birthday in a leap month of the lunar calendar, this time on { $on } (in the plain month where the year lacks that leap month)
calendar-birthday-remind = Reminder { $days ->
    [one] one day
   *[other] { $days } days
} ahead: { $on }
calendar-birthday-no-consent = No reminder: the person's own consent to birthday greetings is missing.
