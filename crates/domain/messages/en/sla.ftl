# Promised times: stages, clocks, escalation
sla-basis-table = Headquarters' table of service times
sla-basis-reply = Service charter: a person replies on the day a customer calls
sla-basis-finish = Service charter: work is finished within two to three days
sla-unreviewed = Headquarters has not yet checked the figures of table { $version }.

sla-received = Received: { $at }
sla-reopened = Reopened: the time runs anew from { $at }
sla-target = Target: before { $at }
sla-limit = Limit: { $at }; what is not done by then is late

sla-same-day-receipt = Until 24:00 of the day of receipt ({ $on }), however late the call and whether or not it is a holiday
sla-same-day-appointment = Until the agreed time ({ $on })
sla-first-day-receipt = { $on }: the day of receipt, not counted
sla-first-day-appointment = { $on }: the agreed day, not counted
sla-mode-natural = { $days ->
    [one] One calendar day is counted, holidays included
   *[other] { $days } calendar days are counted, holidays included
}
sla-mode-working = { $days ->
    [one] One working day is counted, rest days are not
   *[other] { $days } working days are counted, rest days are not
}
sla-walk-counted = { $on }: { $what }, day { $number }
sla-walk-skipped = { $on }: { $what }, not counted
sla-walk-holiday-counted = { $on }: holiday ({ $name_en }), day { $number }
sla-walk-holiday-skipped = { $on }: holiday ({ $name_en }), not counted
sla-day-working = working day
sla-day-weekend = weekend
sla-day-make-up = make-up working day
sla-elapsed-minutes = { $count ->
    [one] One minute from { $at }, day and night
   *[other] { $count } minutes from { $at }, day and night
}
sla-elapsed-hours = { $count ->
    [one] One hour from { $at }, day and night
   *[other] { $count } hours from { $at }, day and night
}
sla-elapsed-days = { $count ->
    [one] 24 hours from { $at }, day and night
   *[other] { $count } times 24 hours from { $at }, day and night
}

sla-no-clock = No time is set for this stage of such a case
sla-confirmed-by-visits = The two return visits in the month after the installation (V1, V2) take its place
sla-confirmed-by-sample = A sample of { $percent } % is asked; the single case has no clock
sla-waits-appointment = No day has been agreed with the customer yet; the time runs from then
sla-no-part = No part was ordered, so none is waited for
sla-waits-finish = The time runs from the end of the work

sla-paused = { $cause }: at rest from { $from } to { $to }; what is due moves accordingly
sla-paused-still = { $cause }: at rest since { $from }; what is due moves once it goes on
sla-cause-customer = Put off by the customer
sla-cause-gas_stopped = Gas cut off
sla-cause-road_closed = Road closed
sla-missing-consent = Putting off at { $from } has no record of the customer's consent, so the clock runs on. Please add the contact.
sla-missing-notice = { $cause } at { $from } has no notice or photo to prove it, so the clock runs on. Please add it.
sla-missing-contact = The reply at { $at } has no record of the contact and does not count. Please add it.
sla-missing-day = The appointment made at { $at } names no day, so no time can be counted from it. Please add the day.
sla-missing-new-day = Moving the visit to { $on } has no record of the customer's consent; the first appointment counts.
sla-missing-place = It is not known whether this is in town or in the country; the shorter time of the town counts.
sla-automatic-message = The automatic message at { $at } is no reply; a person must talk to the customer.

sla-suspect = The time of the record at { $at } is doubtful ({ $reason }); it counts, and headquarters sees it.
sla-suspicion-behind_server = the PC showed an earlier time than the server had given
sla-suspicion-behind_counter = the PC's clock was set back
sla-suspicion-ahead_of_record = it was recorded before it is said to have happened
sla-negative = It ended before it began; the duration is left out of all averages.

sla-met = Done at { $at }, in time
sla-met-late = Done at { $at }, { $minutes ->
    [one] one minute late
   *[other] { $minutes } minutes late
}
sla-overdue = { $minutes ->
    [one] One minute late
   *[other] { $minutes } minutes late
}
sla-state-met = Done
sla-state-running = Running, in good time
sla-state-warned = The warning time has come; please hurry
sla-state-overdue = Late
sla-state-paused = At rest
sla-state-not-applicable = No longer measured
sla-spare-heating = The part has not come in time; please lend the household a spare heater.
sla-summary = { $stage }: { $state }, limit { $at }
sla-is-met = done
sla-is-running = running
sla-is-warned = warned
sla-is-overdue = late
sla-is-paused = at rest
sla-is-not_applicable = not measured

sla-stage-first_reply = First reply
sla-stage-schedule = Appointment
sla-stage-on_site = Arrival on site
sla-stage-parts = Waiting for a part
sla-stage-finish = Finish
sla-stage-confirm = Asking the customer
sla-alert = Alert { $level }: “{ $stage }” came due at { $at }; tell { $receiver }
sla-receiver-clerk = the clerk
sla-receiver-dealer_manager = the dealer's manager
sla-receiver-hq_service = service at headquarters
sla-receiver-hq_quality = quality at headquarters

sla-filed = Filed with the authority: { $on } (this day is not counted)
sla-acceptance-until = The authority decides by { $on } whether to accept it
sla-accepted = Accepted by the authority: { $on } (this day is not counted)
sla-mediation-until = Without an agreement by { $on } mediation ends
sla-no-heat-told = The customer called again at { $at } without heating: from then on the times of a cold house count, and nothing moves later.
sla-danger-found = At { $at } a danger was found on the spot: from then on the times of a danger count, and nothing moves later.
sla-danger-never-rests = A danger does not rest because the customer puts the visit off.

alert-basis-complaint = times of a complaint
alert-basis-promise = ledger of promises: the day the customer was promised
alert-basis-sale = the day promised with the sale
alert-basis-return-visit = two visits within a month of the installation
alert-basis-remedy-case = times of the steps of a return or exchange
alert-duty-acknowledge = Tell the customer it was received
alert-duty-reply = Answer the customer
alert-duty-first_measure = Take the first measure
alert-duty-close = Settle it
alert-duty-keep = Keep the promise
alert-duty-deliver = Deliver the machine
alert-duty-install = Install the machine
alert-duty-visit = Return visit
alert-duty-decide = Propose or refuse
alert-duty-approve = Approve the proposal
alert-duty-ruling = Headquarters decides
alert-duty-tell = Tell the customer the outcome
alert-duty-execute = Carry it out
alert-at-once = Alert { $level }: a complaint of this class is told to { $receiver } as soon as it is noted ({ $basis })
alert-warning = Alert { $level }: “{ $duty }” is due by { $due }, { $percent }% of the time have passed; tell { $receiver } ({ $basis })
alert-before = Alert { $level }: “{ $duty }” is due by { $due }, which is near; tell { $receiver } ({ $basis })
alert-limit = Alert { $level }: “{ $duty }” was due by { $due } and is not done; tell { $receiver } ({ $basis })
alert-after = Alert { $level }: “{ $duty }” was due by { $due }, { $hours } hours more have passed; tell { $receiver } ({ $basis })
