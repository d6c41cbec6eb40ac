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
