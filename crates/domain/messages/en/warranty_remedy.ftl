# What the customer may ask for.
remedy-scope-statutory = This machine is on the statutory list; the rules on repair, exchange and return apply.
remedy-scope-policy = The maker's warranty applies, following the rules on repair, exchange and return.
remedy-scope-contract = What was agreed with this customer applies, following the rules on repair, exchange and return.
remedy-scope-none = This machine is not on the statutory list, and no warranty was promised or agreed; the consumer law applies.

remedy-r1 = Reported on { $reported }, within { $days } days of the sale (until 24:00 on { $end }): return, exchange or repair, as the customer chooses; a return is refunded at the full invoice price.
remedy-r2 = Reported on { $reported }, within { $days } days of the sale (until 24:00 on { $end }): exchange or repair, as the customer chooses.
remedy-r3 = { $repairs ->
        [one] Repaired once for performance faults within warranty
       *[other] Repaired { $repairs } times for performance faults within warranty
    }, and faulty again: exchange for the same model, free of charge.
remedy-r4 = In repair for { $waited } days; the maker has not supplied parts for more than { $days } days: the seller exchanges it for the same model, free of charge.
remedy-r3-other = { $repairs ->
        [one] Repaired once for performance faults within warranty
       *[other] Repaired { $repairs } times for performance faults within warranty
    }, and faulty again: an exchange free of charge is due, but the same model cannot be had.
remedy-r4-other = In repair for { $waited } days; the maker has not supplied parts for more than { $days } days: the seller owes an exchange free of charge, but the same model cannot be had.
remedy-r1-over = Within { $days } days of the sale it could simply be returned; that ended at 24:00 on { $end }.
remedy-r2-over = Within { $days } days of the sale it could simply be exchanged; that ended at 24:00 on { $end }.
remedy-r5 = In repair for { $waited } days, more than { $days } days through the repairer's own doing: the repairer pays for an exchange.
remedy-r6 = An exchange is due, the same model cannot be had and the customer refuses another: return without deduction.
remedy-r7 = An exchange is due and the same model can be had, but the customer refuses it: return, less a fee for the days of use.
remedy-r8 = An exchange is due, the same model cannot be had and the customer accepts another: exchange, with the difference in price settled either way.
remedy-r9 = Reported on { $reported }, within warranty (until 24:00 on { $end }): free repair, labour and parts included.
remedy-r9-plan = Reported on { $reported }, within the extended plan the customer bought (until 24:00 on { $end }): free repair; the plan gives repair only, no return and no exchange.
remedy-r10 = The same fault was repaired on { $done }; a repair must last { $days } days (until { $end }): it is done again free of charge.
remedy-r11 = { $authority } found the goods unqualified on { $on } (document { $document }): return at the full price without deduction, and reasonable expenses, if the customer asks for it.
remedy-r12-return = Within { $days } days of receipt (until 24:00 on { $end }) and faulty: return, exchange or repair.
remedy-r12-later = The { $days } days after receipt in which it could be returned ended at 24:00 on { $end }: exchange or repair.
remedy-r12-rescind = The law allows this contract to be rescinded: it can still be returned.
remedy-r13 = Reported on { $reported }, after warranty ended at 24:00 on { $end }: repair by quotation, at the customer's cost.
remedy-r13-excluded = Excluded from free repair ({ $name }): repair by quotation, at the customer's cost; service is not refused.
remedy-r13-unlisted = Received on { $received }; without another promise defects can be claimed for { $months } months, until 24:00 on { $end }, which is over: repair by quotation, at the customer's cost.
remedy-r13-receipt-unknown = The day of receipt is not known, so it cannot count as in time for a claim yet: repair by quotation, and decide again once it is found.
remedy-r13-unproven = Nothing proves the day of purchase, so it cannot count as under warranty yet: repair by quotation, and decide again when there is proof.
remedy-estimated = The day of purchase is only reckoned from the factory date: free repair, no return and no exchange.

remedy-if-refused = If the customer would rather return it than take the exchange: less a fee for use where the same model can be had; in full where it cannot and the customer wants no other.
remedy-missing-fault = A technician has to confirm that it is a performance fault.
remedy-missing-availability = The customer refuses the exchange: find out whether the same model can be had; a deduction for use depends on it.
remedy-missing-answer = The same model cannot be had: ask whether the customer accepts another; if not, it can be returned in full.
remedy-missing-delay-cause = In repair for { $waited } days: record why, missing parts or the repairer's own doing.
remedy-missing-handed-in = A reason for the delay is recorded, but not the day it was handed in: add it.
remedy-missing-receipt = The day of receipt is not known: look for a signed receipt, the carrier's record or the day of installation.
remedy-missing-longer-promise = Was a longer time of quality promised, in the manual, on the box or in the contract? Then that counts.
remedy-missing-sale-proof = Proof of purchase that would help: payment record, WeChat order, delivery note, electronic invoice.
remedy-missing-finding-no = The number of the finding is needed.
remedy-missing-finding-authority = The authority that made the finding is needed.
remedy-missing-finding-date = The date of the finding is needed.

remedy-article-r1 = rules on repair, exchange and return, Art. 9
remedy-article-r2 = rules on repair, exchange and return, Art. 10
remedy-article-r3 = rules on repair, exchange and return, Art. 11
remedy-article-r4 = rules on repair, exchange and return, Art. 12
remedy-article-r5 = rules on repair, exchange and return, Art. 12
remedy-article-r6 = rules on repair, exchange and return, Art. 13
remedy-article-r7 = rules on repair, exchange and return, Art. 13
remedy-article-r8 = rules on repair, exchange and return, Art. 13
remedy-article-r9 = rules on repair, exchange and return, Art. 15
remedy-article-r10 = rules on repair, exchange and return, Art. 6
remedy-article-r11 = consumer law, Art. 54
remedy-article-r12 = consumer law, Art. 24
remedy-article-r13 = price list

advice-return-full = Return: full refund without deduction; at our cost, settled with the maker ({ $article }).
advice-return-deducted = Return: refund less a fee for use; at our cost, settled with the maker ({ $article }).
advice-exchange = Exchange: for the same model, free of charge; at our cost, settled with the maker ({ $article }).
advice-exchange-other = Exchange: for another model, with the difference in price settled either way; at our cost, settled with the maker ({ $article }).
advice-exchange-other-repairer = Exchange: for another model, with the difference in price settled either way; at the repairer's cost ({ $article }).
advice-exchange-repairer = Exchange: for the same model, free of charge; at the repairer's cost ({ $article }).
advice-repair-free = Repair: free of charge, labour and parts included; at our cost, settled with the maker ({ $article }).
advice-repair-plan = Repair: free of charge, covered by the extended plan the customer bought.
advice-repair-again = Repair: done again free of charge; at the repairer's cost ({ $article }).
advice-repair-paid = Repair: quote first, then repair at the customer's cost once the customer agrees.

# Which repairs count.
repair-counted = { $on } { $visit }: counts ({ $reason })
repair-not-counted = { $on } { $visit }: does not count ({ $reason })
repair-count = { $count ->
        [one] One repair of a performance fault counts.
       *[other] { $count } repairs of performance faults count.
    }
repair-exchange-on-next-fault = { $count ->
        [one] Repaired once
       *[other] Repaired { $count } times
    }: with another fault within warranty the customer may ask for an exchange, or return it under the rules.
repair-review = { $times ->
        [one] One visit found no fault
       *[other] { $times } visits found no fault
    }: headquarters should look at this machine.
repair-retroactive = The repair of { $on } ({ $visit }) only became known on { $known }: earlier decisions did not count it and need another look.
repair-count-completed_repair = performance fault repaired within warranty
repair-count-rework_same_fault = the same fault soon after a repair counts again
repair-count-same_visit = two faults on one visit count once
repair-count-before_exchange = before the exchange; the new machine starts at none
repair-count-unauthorised = not repaired by an authorised outlet; if that caused the damage, see unauthorised opening
repair-count-not_a_repair = maintenance, cleaning, adjustment, setting or gas conversion
repair-count-no_fault_found = no fault found; recorded only
repair-count-not_the_machine = not this machine: use, voltage, gas, water pressure or other equipment
repair-count-not_completed = not completed; the days in repair run on
repair-count-outside_validity = reported after warranty had ended

# Refunds.
refund-in-validity = The return was asked for on { $on }, within warranty (until 24:00 on { $end }).
refund-days = From the invoice on { $from } to the return on { $to }: { $owned } days, less { $unusable } in repair or waiting for parts; { $days } days of use are charged.
refund-fee = Fee for use: { $price } × { $percent }% a day × { $days } days = { $fee } (fractions of a fen are dropped)
refund-capped = The fee is never more than the price.
refund-amount = Refund for the goods: { $refund }
refund-in-full = Refund in full, without deduction: { $refund }
refund-subsidy = The customer paid { $paid } and gets that back; the public subsidy of { $subsidy } goes back to the scheme, not to the customer.
refund-missing-rate = There is no statutory rate, and the terms of sale name none: no fee for use may be charged.
refund-expense-paid = Reasonable expense: { $kind }, { $amount }, paid as well.
refund-expense-proof = { $kind }, { $amount }: paid once there is a receipt.
refund-expense-not-covered = { $kind }, { $amount }: not covered by this kind of return.
refund-total = The customer gets in all: { $total }
refund-due = The goods came back on { $back }; the money is due within { $days } days, by { $due } at the latest; rest days do not extend it.
expense-transport = transport
expense-removal = removal and installation
expense-inspection = inspection
expense-travel = travel and lost working time
expense-other = other expenses

# Exclusions.
exclusion-X1 = damage by wrong use, upkeep or storage
exclusion-X2 = damage by unauthorised opening
exclusion-X3 = neither warranty card nor valid invoice
exclusion-X4 = card for another model, or altered
exclusion-X5 = damage by lightning, flood or other force majeure
exclusion-X6 = yearly maintenance not done
exclusion-X7 = gas, voltage or water outside the limits of the manual
exclusion-claimed = The shop claims an exclusion: { $name }.
exclusion-upheld = The evidence is complete and the claim holds: repair by quotation, at the customer's cost.
exclusion-statutory-minimum = This is a clause of the maker and cannot reduce what the law prescribes: the claim does not hold.
exclusion-no-legal-approval = The legal staff of headquarters has not approved this clause: the claim does not hold.
exclusion-sale-proven = The day of purchase is proven otherwise; a lost paper is not a lack of proof: the claim does not hold.
exclusion-not-the-cause = The damage does not come from it; that it was opened or not maintained is not enough: the claim does not hold.
exclusion-burden-of-proof = In the first months after receipt the shop has to prove it, and evidence is not attached: the claim does not hold.
exclusion-evidence-incomplete = Evidence it demands is not attached: the claim does not hold.
exclusion-cause-not-established = Nobody has established that the damage comes from it: the claim does not hold.
exclusion-operator-proves = For defects found until { $until } the shop has the burden of proof.
exclusion-missing-receipt = The day of receipt is not known, so the shop still has the burden of proof.
exclusion-missing-evidence = Attach: { $name }
exclusion-still-served = The repair is charged, not refused; quote first, and repair once the customer agrees.
exclusion-paper-claimed = Claimed as not covered (a manager has to confirm it; nothing is charged before):
exclusion-paper-confirmed = Not covered (confirmed; charged by quotation):
exclusion-refused-not-upheld = evidence is missing, or the ground does not hold
exclusion-refused-own = you claimed it, so another manager confirms it
exclusion-refused-ruling = there is no other manager, so headquarters' answer is needed
evidence-damage_photo = photo of the damage
evidence-cause_code = code of the cause
evidence-customer_statement = the customer's statement
evidence-seal_photo = photo of the broken seal
evidence-cause_proof = proof that the damage comes from it
evidence-certificate_photo = photo of the warranty card
evidence-plate_photo = photo of the machine's plate
evidence-event_date = the day it happened
evidence-event_proof = proof of lightning, flood and the like
evidence-maintenance_record = maintenance record
evidence-measured_values = measured gas pressure, voltage or water values
evidence-manual_limits = the limits in the manual

# Returns without a reason.
no-reason-period = Received on { $received }; that day is not counted, and { $days } days end on { $raw }.
no-reason-within = Asked for on { $requested }, in time: it may go back without a reason; the goods must be in good condition, the customer pays for sending them unless agreed otherwise, and the money is due { $days } days after they came back.
no-reason-too-late = Asked for on { $requested }, too late: no return without a reason.
no-reason-not-distance = Bought face to face, in the shop or at home: the law gives no return without a reason; a promise of the shop stands.
no-reason-not-in-force = Received on { $received }; this right exists only since { $on }: no return without a reason; a promise of the shop stands.
no-reason-custom-made = Made to the customer's order: no return without a reason.
no-reason-confirmed = Installed and fired, and the customer confirmed at purchase that it cannot go back then: no return without a reason.
no-reason-manager = Installed and fired, but there is no such confirmation by the customer: the manager decides; opening the box to look does not end the right.
no-reason-missing-confirmation = Look for the customer's confirmation at purchase that it cannot go back once installed.
goodwill-within = Asked for on { $requested } and unopened: the shop exchanges it; this is not counted as a fault.
goodwill-too-late = Asked for on { $requested }, after the shop's promise had ended.
goodwill-opened = The box was opened; the shop's promise is for unopened goods.

# Charges.
charge-in-warranty = Under warranty: labour, parts and travel are free, and the amount is locked at nothing.
charge-rework = The same fault is repaired again: free, and the amount is locked at nothing.
charge-consumer-law = Free repair under the consumer law: the amount is locked at nothing.
charge-line = { $name_en } × { $quantity } at { $unit }: { $amount }
charge-line-plan = { $name_en } × { $quantity }, normally { $amount }: covered by “{ $plan }”, not charged
charge-plan-used-up = No services are left in “{ $name }”.
charge-override-applied = { $amount } is charged instead; reason: { $reason }
charge-override-locked = A free repair is locked; the amount was not changed.
charge-override-not-permitted = Only a manager may change the amount; it was not changed.
charge-override-reason = A reason is needed to change the amount; it was not changed.
charge-override-above-limit = More would be waived than this person may ({ $limit }); the amount was not changed.
charge-override-above-list = No more may be charged than the price list says; the amount was not changed.
charge-total = To be paid: { $total }

remedy-undecided = What the customer may ask for could not be worked out: some recorded dates do not fit together. Check the days of sale, installation, report and finish of this appliance.
remedy-undecided-repairs = The repairs could not be counted: some of their dates do not fit together, or there are too many. Check the repair records.

# Service plans.
plan-none = The machine has no service plan.
plan-covers = Service plan { $plan }, in force from { $from } to { $to }: what it includes is not charged.
plan-used-up = Service plan { $plan }: what it includes is used up.
plan-excluded = Service plan { $plan }: it does not cover this cause.
plan-not-included = Service plan { $plan }: it does not include such work.
plan-cancelled = Service plan { $plan }: cancelled on { $on }.
plan-not-started = Service plan { $plan }: in force only from { $on } on.
plan-ended = Service plan { $plan }: ended on { $on }.
