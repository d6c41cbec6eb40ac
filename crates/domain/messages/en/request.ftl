# request

# Suspected duplicates.
request-shared = In common: { $what }.
request-suggested = Suspected duplicate ({ $points ->
    [one] one point
   *[other] { $points } points
  }); a person decides, nothing is merged by itself.
request-same-call = the same number and machine on two PCs within a short time
request-same-phone = the same number
request-same-household = the same household
request-same-unit = the same machine
request-same-kind = the same kind
request-near-in-time = near in time
