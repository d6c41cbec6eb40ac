# Operating figures.
kpi-figure-percent = { $numerator } ÷ { $denominator } = { $value } %.
kpi-figure-hours = { $hours } h over { $orders } { $orders ->
    [one] order
   *[other] orders
}: { $value } h on average.
kpi-figure-per-100 = { $complaints } { $complaints ->
    [one] complaint
   *[other] complaints
} for { $units } { $units ->
    [one] unit
   *[other] units
} in service: { $value } per 100 units and year.
kpi-no-rows = Nothing to divide by, so there is no figure.
kpi-excluded = { $n } { $n ->
    [one] row
   *[other] rows
} left out: { $reason }
kpi-suspects-failed = { $n } { $n ->
    [one] row counts
   *[other] rows count
} as failed: the times contradict each other; a clock was wrong
kpi-provisional = Provisional: the period is not over or not every row is ripe.
kpi-exclusion-cancelled = cancelled
kpi-exclusion-no-fault-found = no fault found, shown apart
kpi-exclusion-clock-suspect = the times contradict each other; a clock was wrong
kpi-exclusion-not-yet-due = not yet due
kpi-exclusion-open = not finished yet
kpi-exclusion-not-active-at-start = not active at the start of the period
kpi-exclusion-death = death
kpi-exclusion-demolition = demolition
kpi-exclusion-moved-away = moved away
kpi-exclusion-refunded = taken back
kpi-exclusion-not-eligible = could not have bought again yet
kpi-first-time-fix = Closed repairs count as fixed with one visit and no other order for the same system of the same unit within { $days } days.
kpi-mttr = From the call to the end of the work, in hours.
kpi-mttr-without-pause = Without the pauses the customer caused: { $hours } hours on average.
kpi-reply-same-day = A reply counts until 24:00 of the day of the call; orders cancelled later count too.
kpi-on-time = Open orders past their limit have failed.
kpi-churn = Lost: another brand, removed, serviced elsewhere, or heating without any contact in the period and { $missed } yearly maintenances missed.
kpi-repurchase-all = Households that bought again on a later day, of all that bought.
kpi-repurchase-eligible = Households that bought again, of those that did or whose first unit is at least { $months } months old.
kpi-rfm = { $n } { $n ->
    [one] customer
   *[other] customers
} scored; frequency and money count the { $months } months after { $since }.
kpi-rfm-few = { $n } { $n ->
    [one] customer
   *[other] customers
} of the dealer are fewer than { $least }, so { $groups } groups are made.
kpi-complaint-rate = { $units } { $units ->
    [one] unit
   *[other] units
} in service in the middle of the period, on { $on }.
kpi-part-of-year = The period is { $parts }/{ $of_year } of a year.
kpi-clv-past = Past margins: { $past }
kpi-clv-years = { $years } { $years ->
    [one] year
   *[other] years
} to the end of the unit's life, { $retain } % stay each year, yearly margin { $margin }: { $expected }
kpi-clv-replacement = { $replace } % buy a new unit from us, margin { $margin }: { $expected }
kpi-clv-total = Together: { $total }
