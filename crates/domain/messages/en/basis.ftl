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
