# The warranty card: the verdict.
warranty-in = In warranty until the end of { $on }, { $days ->
    [0] which is today
    [one] one day left
   *[other] { $days } days left
} ({ $kind }).
warranty-ended = The warranty is over: by { $kind } it ended on { $on }.
warranty-parts-still = The machine is out of warranty, but these parts are still covered: { $names_en }.
warranty-not-started = Not commissioned yet, so the warranty has not started; provisionally, from the sale, it ends on { $on }. Recompute after commissioning.
warranty-exchanged-away = This machine was exchanged on { $away }; its warranty ended on { $on }. From then on the new machine's counts.
warranty-no-promise = This kind of machine is not on the statutory list, and neither a maker's policy nor an agreement covers it: there is no warranty period.
warranty-model-unknown = It is not known what machine this is, so there is no period to compute.
warranty-unknown = Nothing shows when the warranty started; until there is evidence, treat it as not covered.

# Who promises the cover.
warranty-kind-statute = the statutory warranty
warranty-kind-policy = the maker's policy
warranty-kind-contract = the contract
warranty-kind-plan = the extended plan

# What the start rests on.
warranty-document-exchange = record of the exchange
warranty-document-invoice = invoice
warranty-document-digital_invoice = electronic invoice
warranty-document-hq_record = headquarters' record of the sale
warranty-document-certificate = warranty certificate
warranty-document-dealer_record = the shop's record of the sale
warranty-document-payment = record of payment
warranty-document-wechat_order = WeChat order
warranty-document-delivery_note = delivery note
warranty-document-commissioning = record of commissioning
warranty-document-factory = factory date
warranty-document-nothing = no evidence

# When it starts.
warranty-start = It runs from { $on } (evidence: { $document }).
warranty-start-exchange = This machine came in exchange: the full period runs anew from the day of the exchange, { $on }.
warranty-start-factory = There is no other evidence: factory date { $made } plus { $months ->
    [one] one month
   *[other] { $months } months
}, so it runs from { $on }.
warranty-start-latest = Sold on { $sold }; it starts at the latest { $months ->
    [one] one month
   *[other] { $months } months
} later, so it runs from { $on }.
warranty-start-commissioned = Sold on { $sold }, first commissioned on { $on }: it runs from the commissioning.
warranty-start-waiting = Sold on { $on } (evidence: { $document }) with no record of commissioning: provisionally it runs from the sale.
warranty-start-unknown = There is no evidence at all of when it started.

# When it ends.
warranty-months = By { $kind }: whole machine { $months ->
    [one] one month
   *[other] { $months } months
}, to { $on }.
warranty-months-from = { $months ->
    [one] One month
   *[other] { $months } months
} from { $start } (that day not counted), to { $on }.
warranty-unusable = { $from } to { $to }: in repair or waiting for a part, { $days ->
    [one] one day
   *[other] { $days } days
} (both ends counted).
warranty-extended = { $days ->
    [one] The day it could not be used does
   *[other] The { $days } days it could not be used do
} not count: extended to { $on }.
warranty-machine-to = The whole machine is covered until the end of { $on }.
warranty-unusable-customer = { $from } to { $to }: the customer let it wait, so the time counts as usual.
warranty-unusable-before = { $from } to { $to }: in repair or waiting for a part before the warranty began; nothing is added.
warranty-unusable-after = { $from } to { $to }: in repair or waiting for a part when the machine's warranty was over already; nothing is added.
warranty-plan = Extended plan “{ $name }”: { $months ->
    [one] one month
   *[other] { $months } months
} from { $start }{ $days ->
    [0] { "" }
    [one] , plus one day of repair
   *[other] , plus { $days } days of repair
}, to { $on }.
warranty-parts = Covered until { $on }: { $names_en }.
warranty-part-replaced = { $name_en } (replaced on { $replaced }): covered until { $on }.
warranty-other = For comparison: by { $kind }, { $months ->
    [one] one month
   *[other] { $months } months
} from { $start }, to { $on }. What is best for the customer counts.

# What evidence would help.
warranty-missing-digital-invoice = Electronic invoice: the customer may find it on the phone, or the shop may issue it again.
warranty-missing-payment = Record of payment: WeChat, Alipay or bank, showing date and amount.
warranty-missing-wechat-order = WeChat order, or a chat with machine, price and date.
warranty-missing-delivery-note = Delivery note or carrier's receipt.
warranty-missing-serial = Serial: headquarters can look up the sale by it.
warranty-missing-commissioning = Record of commissioning: if it has been done, its date settles the start.
warranty-missing-model = Model: see the plate on the machine, or take a photo of it.

# What to beware of.
warranty-provisional-not-commissioned = The dates are provisional; a record of commissioning may change them.
warranty-provisional-still-unusable = The machine is not repaired yet; reckoned to { $on }, the end moves on until it is.
warranty-note-repair-only = The start is reckoned from the factory date: free repair only, no return or exchange.
warranty-note-not-listed = { $name_en }: not on the statutory list; covered by the maker's policy and what was agreed.
warranty-note-row-unchecked = { $name_en }: headquarters has not checked this row of the statutory list, so it decides nothing yet.
warranty-note-maintenance = The maker asks for maintenance every year; remind the customer.
warranty-note-after-end = { $from } to { $to } began when the warranty was over already; it is added as given, but check whether it should be.
warranty-note-unreviewed = Headquarters has not checked all of the figures used.
warranty-note-repairs-anew = This machine came in exchange: repairs are counted from zero.
warranty-note-resold = Changed hands on { $on }: the warranty goes with the machine, any evidence of the new owner will do, and the former owner's data is not shown to the new one.
warranty-note-moved = Moved by others on { $on }: only damage caused by the move may be left out of the maker's policy; the rest stays covered.
warranty-note-no-policy = On the day of sale the maker's policy said nothing about this model.

# Machines of other makers.
warranty-other-brand = Another brand: our maker’s warranty does not apply; charged by the price list or the shop’s own price.
warranty-other-brand-own = If the machine is still under its own maker’s warranty, tell the customer first that they may turn to that maker.
