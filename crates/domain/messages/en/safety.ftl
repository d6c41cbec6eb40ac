# Safety life of gas appliances.
safety-gas-NG = Natural gas
safety-gas-LPG = LPG
safety-gas-MG = Manufactured gas
safety-life-statutory = { $gas }: statutory life { $years ->
    [one] one year
   *[other] { $years } years
}.
safety-maker-longer = The maker states { $years ->
    [one] one year
   *[other] { $years } years
}, longer than the law, so it counts.
safety-maker-shorter = The maker states { $years ->
    [one] one year
   *[other] { $years } years
}, shorter than the law: the data is wrong, the statutory life counts, and headquarters should check.
safety-maker-shorter-other = The maker states { $years ->
    [one] one year
   *[other] { $years } years
}, shorter than the law allows for { $gas }: the data is wrong, and headquarters should check.
safety-scrap-from-sale = Sold on { $sold }, plus { $years ->
    [one] one year
   *[other] { $years } years
}: to be used until { $on }.
safety-scrap-from-make = Day of sale unknown; reckoned from the make on { $made } plus { $years ->
    [one] one year
   *[other] { $years } years
}: to be used until { $on }.
safety-warn = Warning { $months ->
    [one] one month
   *[other] { $months } months
} ahead: near its end from { $on }.
safety-converted = Converted to another gas: the earlier end counts.
safety-missing-sale = An invoice, a payment or a delivery note would give the exact day of sale.
safety-missing-dates = Neither day of sale nor of make is known, so no life can be computed; look at the plate, the invoice or the payment.
safety-finding = Found: { $finding }.
safety-criterion-co_over_limit = carbon monoxide over the limit even after repair
safety-criterion-chamber_burnt = combustion chamber or heat exchanger badly burnt
safety-criterion-flame_roll_out = flame rolls out
safety-criterion-leak_after_repair = water or gas still leaks after repair
safety-criterion-insulation_breakdown = insulation breaks down
safety-state = Result: { $state }.
safety-state-ok = within its life
safety-state-approaching = its life ends within a year
safety-state-near = near the end of its life
safety-state-past = past its life; replacement advised
safety-state-stopped = stop using it at once
safety-state-unknown = life unknown
safety-demand-tell_customer = Tell the customer when the life ends
safety-demand-care_task = Plan a care call
safety-demand-replacement_lead = Note a lead for a new machine
safety-demand-red_bar = Red bar on the order
safety-demand-print_advice = Print the advice on the job sheet
safety-demand-advice_signed = The customer signs the advice
safety-demand-manager_approval = A manager approves repairs of gas and combustion parts
safety-demand-stop_use = Shut off the gas and label it out of use
safety-demand-find_date = Find the day of sale or make

safety-undecided = The safe service life could not be worked out: check the day of sale and the factory date.

safety-script-stop = Do not use the boiler any more and do not light it again.
safety-script-valve = If it is within reach, close the gas valve before the meter.
safety-script-windows = Open doors and windows.
safety-script-leave = Everybody goes outside at once, the old and the children first.
safety-script-switches = Touch no electrical switch and make no call indoors.
safety-script-ambulance = If anyone is dizzy or sick, call 120 from outside at once.
safety-script-gas-company = If there is a smell of gas, call the gas company's emergency line from outside.
safety-script-wait = Wait outside until the technician has measured and says it is safe.
