# Yearly maintenance.
maintenance-from-last = Reckoned from the last maintenance on { $on }
maintenance-from-commissioning = Reckoned from the commissioning on { $on }
maintenance-due = Within a year and before the heating season: by { $on }
maintenance-remind = To be agreed with the customer from { $on }
maintenance-state = Maintenance: { $state }
maintenance-state-planned = not yet due
maintenance-state-due = to be agreed now
maintenance-state-overdue = overdue
maintenance-missed = { $count ->
    [one] One due day has
   *[other] { $count } due days have
} passed since the last maintenance.
maintenance-extension = Maintenance was not kept in time, which may affect the maker's extended plan; the statutory warranty is not affected.
maintenance-loss = Missed repeatedly: without any contact the customer may be lost; plan a care call.
