# basis

# Safety life of gas appliances.
basis-gb17905-life = GB 17905-2008: the life of gas water heaters and heating boilers runs from the day of sale, 8 years on natural gas and LPG, 6 on manufactured gas; the maker may set a longer one, not a shorter.
basis-gb17905-criteria = GB 17905-2008: whatever its age, an appliance is scrapped when after repair its CO is still over the limit, the chamber or heat exchanger is badly burnt, flame rolls out, it still leaks water or gas, or its insulation breaks down.
basis-conversion-earlier = Maker's policy: a machine converted to another gas has the earlier end of both lives.

# Certificates.
basis-certificates = Maker's policy: who installs, commissions, repairs or services must hold a certificate in force (provinces may ask for more); the Ministry of Commerce's measures on appliance repair also demand skilled staff, and permits for special operations.
basis-certificate-override = Maker's policy: headquarters may, with a reason that is logged, let a certificate pass that has just expired.
# Return visits
basis-return-visit-month = Two effective return visits within a month of installation

# Commissioning.
basis-cjj12-5 = CJJ 12-2013 ch. 5: gas, gas pressure and water pressure must suit the appliance, pipes and joints are checked for leaks, it runs well and its safety devices work; main items are checked on all units, general ones on a sample; the label follows after the pass and the user's signature.
basis-same-readings = Maker's policy: exactly equal values at different machines are a reason to look closer, not a verdict.
# Complaints
basis-iso-10002-assess = ISO 10002: assess severity, safety, impact and the need of immediate action first
basis-iso-10002-acknowledge = ISO 10002: acknowledge at once, tell the state on request, until it is settled

# When 三包 validity starts and ends.
basis-sanbao-3 = Rules on repair, exchange and return, Art. 3: whoever sold the goods answers for them; the shop cannot send the customer to the maker.
basis-sanbao-4 = Rules on repair, exchange and return, Art. 4: the list is the least; better promises of maker or shop bind, also for goods that are not listed.
basis-sanbao-8 = Rules on repair, exchange and return, Art. 8: validity runs from the date of the invoice; time taken by repair and by waiting for parts is left out.
basis-sanbao-14 = Rules on repair, exchange and return, Art. 14: after an exchange validity runs anew from the day of the exchange.
basis-civil-201 = Civil Code Art. 201: counting by years, months and days, the first day is not counted.
basis-civil-202 = Civil Code Art. 202: years and months end on the corresponding day, or where there is none on the last day of the month.
basis-civil-203 = Civil Code Art. 203: where the last day is a statutory day of rest, the period ends at 24:00 of the first day after the rest.
basis-warranty-policy = Maker's warranty policy: the periods of each model and its main parts.
basis-warranty-commissioning = Maker's warranty policy: it runs from the first commissioning, but where that is long delayed, from a latest day after the sale.
basis-warranty-factory = Maker's warranty policy: where only the factory date is known, it runs from that date plus a time of grace.
basis-warranty-part-min = Maker's warranty policy: a part replaced in warranty is covered for what remains or for a least number of days, whichever ends later.
basis-warranty-contract = Contract: the warranty agreed with this customer.
basis-warranty-plan = Contract: an extended plan the customer bought.

# Yearly maintenance.
basis-yearly-maintenance = Maker's policy: maintenance at least once a year, before the heating season begins.

# Remedies, refunds, exclusions, charges.
basis-sanbao-6 = Rules on repair, exchange and return, Art. 6: the repairer answers for at least 30 days of normal use after a repair.
basis-sanbao-9 = Rules on repair, exchange and return, Art. 9: with a performance fault within 7 days of the sale the customer chooses return, exchange or repair; a return is refunded at the invoice price at once.
basis-sanbao-10 = Rules on repair, exchange and return, Art. 10: with a performance fault within 15 days of the sale the customer chooses exchange or repair.
basis-sanbao-11 = Rules on repair, exchange and return, Art. 11: repaired twice within validity and still not usable, it is exchanged for the same model free of charge or returned under Art. 13.
basis-sanbao-12 = Rules on repair, exchange and return, Art. 12: the seller exchanges it when the maker has not supplied parts for more than 90 days; the repairer pays for the exchange after more than 30 days of his own doing.
basis-sanbao-13 = Rules on repair, exchange and return, Art. 13: where an exchange is due and the customer returns it, in full if the same model cannot be had, less a fee for use if it can; days in repair or waiting for parts are not charged.
basis-sanbao-15 = Rules on repair, exchange and return, Art. 15: free repair within validity, labour and parts, and reasonable transport for big goods.
basis-sanbao-17 = Rules on repair, exchange and return, Art. 17: wrong use, unauthorised opening, neither card nor invoice, a card that does not match and force majeure are excluded; repair may be charged.
basis-consumer-23 = Consumer law, Art. 23: for durable goods the operator has the burden of proof over defects found within six months of receipt.
basis-consumer-24 = Consumer law, Art. 24: where neither rules nor agreement apply, return within seven days of receipt; later where the contract may be rescinded, otherwise exchange or repair; the operator bears transport.
basis-consumer-25 = Consumer law, Art. 25: what is sold online, by television, telephone or mail may go back within seven days of receipt without a reason, except goods made to order and goods confirmed at purchase as unsuitable; refund within seven days of their return.
basis-consumer-26 = Consumer law, Art. 26: a standard clause that reduces consumers' rights is void.
basis-consumer-54 = Consumer law, Art. 54: goods an authority found unqualified are taken back if the customer asks for it.
basis-consumer-52 = Consumer Protection Law Art. 52: damage to property is made good by repair, exchange, return, refund or compensation, by law or agreement.
basis-civil-582 = Civil Code Art. 582: for performance that does not conform one may reasonably choose repair, exchange, return or a lower price.
basis-civil-584 = Civil Code Art. 584: compensation equals the loss caused by the breach, and no more than could be foreseen.
basis-civil-621 = Civil Code Art. 621: goods not complained about within two years of receipt count as sound; a promised time of quality takes its place.
basis-remedy-promise = Maker's warranty: beyond the list, or better than the list, the promise counts, following the rules on repair, exchange and return.
basis-remedy-contract = Agreement with the customer: treated as the rules on repair, exchange and return prescribe.
basis-remedy-exclusion-clause = Maker's warranty: what the promise does not cover; the statutory minimum stays.
basis-remedy-rework = Maker's policy: a repair the customer paid for must last as long.
basis-remedy-goodwill = The shop's promise: unopened goods that do not suit are exchanged within the promised time.
basis-remedy-sales-terms = Terms of sale: they name the rate of the deduction.
basis-remedy-plan = The service plan the customer bought.
basis-remedy-price-list = The shop's price list.
# Personal data
basis-pipl-13-contract = Personal Information Protection Law Art. 13: needed for a contract with the person
basis-pipl-13-consent = Personal Information Protection Law Art. 13: the person consents
basis-pipl-13-duty = Personal Information Protection Law Art. 13: needed for a duty the law imposes
basis-pipl-13-emergency = Personal Information Protection Law Art. 13: needed in an emergency to protect life, health or property
basis-pipl-15 = Personal Information Protection Law Art. 15: consent can be withdrawn at any time, and easily
basis-pipl-45 = Personal Information Protection Law Art. 45: people may see and copy their own data
basis-pipl-47 = Personal Information Protection Law Art. 47: people may ask for deletion; what the law wants kept is stored and protected only
basis-pipl-50 = Personal Information Protection Law Art. 50: a refusal tells its reason
basis-consumer-29-messages = Consumer Protection Law Art. 29: no commercial messages to those who refuse them
# Complaints filed with the authority (12315)
basis-complaint-handling-14 = Interim measures on complaints to market regulation, Art. 14: the authority decides on acceptance within seven working days
basis-complaint-handling-21 = The same measures, Art. 21: mediation ends when there is no agreement within 45 working days of acceptance
basis-consumer-46 = Consumer protection law, Art. 46: the authority deals with a complaint and tells the consumer within seven working days
