# return_visit

# Plan: two effective visits within a month.
return-visit-commissioned = Commissioned on { $on }; that day is not counted.
return-visit-first-window = First visit: { $from } to { $to }.
return-visit-second-window = Second visit: { $from } to { $to }.
return-visit-counts = The effective visit of { $on } counts.
return-visit-met = Enough effective visits, far enough apart: fulfilled.
return-visit-open = Not due yet; { $to } at the latest.
return-visit-missed = Not enough visits by { $to }: missed.
return-visit-lacking = { $count ->
    [one] One more effective visit is needed
   *[other] { $count } more effective visits are needed
  }, at least { $days ->
    [one] a day
   *[other] { $days } days
  } from those that count.
return-visit-too-close = Visits less than { $days ->
    [one] a day
   *[other] { $days } days
  } apart count once.
return-visit-late = The visit of { $on } came too late and does not count.
return-visit-exchanged = The machine was exchanged; the plan starts again from { $on }, when the new one was commissioned.
return-visit-refused = The customer refused on { $on }; the plan ends without blame.
return-visit-done-best = Tried in vain on { $days } different days, and wrote: done one's best, without blame.
return-visit-clock-suspect = { $count ->
    [one] One record was
   *[other] { $count } records were
  } made on a PC whose clock is in doubt; left out until headquarters has checked.
return-visit-if-clocks-right = If those times are right, the result is: { $outcome }.
return-visit-outcome-met = fulfilled
return-visit-outcome-open = open
return-visit-outcome-missed = missed
return-visit-outcome-unreachable-done-best = not reached, done one's best
return-visit-outcome-refused = refused

# Steps of a return visit.
return_visit-refused-not_yet = The window of the visit has not begun.
return_visit-refused-nobody_reached = Nobody of the household was reached.
return_visit-refused-not_answered = The question whether it works well was not answered.
return_visit-refused-no_result = The outcome of the visit is missing.
return_visit-refused-no_next_action = When the customer is not satisfied, say what happens next.
return_visit-refused-too_few_attempts = It was not tried on enough days yet.
return_visit-refused-nothing_written = No letter or message was sent yet.
return_visit-refused-no_number = The corrected number is missing.
return_visit-refused-own_visit = Nobody audits their own visit.
return_visit-refused-no_finding = Say what the audit found.

# Quality of visits.
visit-audit-too-short = It took { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
  } only, less than { $least }.
visit-audit-identical-answers = { $count } or more visits in a row have identical answers.
visit-audit-too-many-per-hour = More than { $most ->
    [one] one visit
   *[other] { $most } visits
  } within an hour.
visit-audit-all-top-scores = Every score this visitor brings is { $score }.
visit-audit-own-work = The visitor is who did the work.
