# The scorecard.
score-how-finished = Orders finished in the period and not cancelled, with whom they were dispatched to.
score-how-on-time = Of the orders whose limit lies in the period, how many were finished by it; one that is past its limit and open has failed, cancelled ones are left out.
score-how-first-time-fix = Of the repairs closed in the period, how many took one visit and were followed by no repair of the same machine within { $days } days; those without a fault are left out. Until { $days } days have passed it may change.
score-how-kept-appointments = Of the windows agreed with customers in the period, how many had the technician there within the window; what the customer moved or cancelled before its end is left out, and what has no time of arrival.
score-how-satisfaction = Of the customers who gave a score at a return visit in the period, how many gave 4 or 5; it counts for who did the work, not for who called; calls after a complaint are left out.
score-how-etiquette = Points the customer says were kept ÷ points asked for at return visits in the period: six each time (badge, shoe covers, mat, cleaning up, explaining, signature).
score-how-complaints = Complaints taken formally in the period that are about the person or their work; beside it the orders finished meanwhile. Grumbles settled at once are left out.
score-how-repeats = Of the orders finished in the period, how many were followed within { $days } days by another of the same kind for the same machine (or household, where no machine is registered). Until { $days } days have passed it may change.
score-how-promises = Of the promises due in the period whose day is over, how many were kept by their day; those the customer released us from are left out.
score-how-audit-marks = Of the return visits the person called for in the period, how many the rules of the audit found suspicious or headquarters' check failed. Suspicious is not wrong: one may object.
score-how-solved-by-phone = Of the repair calls of the period, how many were solved on the phone with the self-checks.
score-how-recovered = Of the complaints closed in the period that came in from an unhappy customer (3 or less), how many ended with 4 or 5; those without a score at either end are left out.
