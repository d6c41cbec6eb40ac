# Personal data.
privacy-consent-given = Consent was given { $at }.
privacy-consent-withdrawn = Consent was withdrawn { $at } and is so from then on.
privacy-consent-withdrawn-in-doubt = The time of a withdrawal is in doubt; it counts as withdrawn.
privacy-consent-unsaid = No consent was ever given.
privacy-consent-clock-suspect = { $count ->
    [one] One record was
   *[other] { $count } records were
  } made on a PC whose clock is in doubt; headquarters must check.
privacy-no-marketing = The customer wants no commercial messages.
privacy-danger-is-told = Safety and recall messages are sent all the same.
privacy-may-send = It may be sent.
privacy-may-not-send = It must not be sent.
privacy-record = Kind of record: { $record }.
privacy-record-contact-data = contact details and address
privacy-record-service-order = work order
privacy-record-complaint = complaint
privacy-record-payment = payment
privacy-record-warranty-fact = warranty facts
privacy-record-safety-fact = safety facts
privacy-record-emergency-note = note of an emergency
privacy-record-marketing-data = marketing data
privacy-record-consent-proof = proof of consent
privacy-record-access-log = log of views
privacy-record-impact-assessment = impact assessment
privacy-scrap-date-unknown = The machine's scrap date is not known; kept until it is.
privacy-kept-while-customer = Kept while the person is a customer.
privacy-kept-until-withdrawn = Kept until the consent is withdrawn.
privacy-kept-until = Kept until { $on }.
privacy-deletion-asked = Deletion was asked for on { $on }.
privacy-identity-unchecked = Make sure first that the person themself asks.
privacy-anonymised = The person is made anonymous; safety and warranty facts of the machine stay without the name.
privacy-deferred = Deletion waits until this is settled; until then the data is only stored and protected, and the person is told why.
privacy-hold-complaint = { $count ->
    [one] One complaint is
   *[other] { $count } complaints are
  } not settled.
privacy-hold-order = { $count ->
    [one] One work order is
   *[other] { $count } work orders are
  } not closed.
privacy-hold-case = { $count ->
    [one] One return or exchange is
   *[other] { $count } returns or exchanges are
  } not settled.
privacy-not-refusable = Withdrawing consent and stopping commercial messages cannot be refused.
privacy-refusal-reason = A refusal needs its reason in writing.
privacy-refusal-told = The person is told the reason.
privacy-export-name = Check the name.
privacy-export-address = Check the address.
privacy-export-others = { $count ->
    [one] One other person uses
   *[other] { $count } other people use
  } this number; their data is left out.
privacy-receiver = the boiler maker's headquarters
privacy-notice = For care reminders, birthday greetings or news of campaigns we ask you to agree that { $shop } keeps your name, phone and birthday and hands them to { $receiver }, who use them together. You may agree to each of the three by itself; service goes on as usual if you do not, and a word at any time ends it.
