# permission
permission-basis = The permission table
permission-question = The { $actor } wants to: { $action }.
permission-actor-clerk = clerk
permission-actor-technician = technician
permission-actor-manager = manager
permission-actor-visitor = temporary visitor
permission-actor-hq_service = headquarters service
permission-actor-hq_quality = headquarters quality
permission-actor-hq_admin = headquarters administration
permission-action-see_full_phone = see a phone number in full
permission-action-export_customers = export customers
permission-action-cancel_order = cancel a work order
permission-action-give_free_out_of_warranty = work free of charge out of warranty
permission-action-approve_return_or_exchange = approve a return or exchange
permission-action-change_rules = change deadlines, policies or certificates
permission-action-decide_conflict = decide a conflict
permission-limit-own-todays-work = Only for the person's own work of today.
permission-limit-own-job = Only for jobs dispatched to the person.
permission-limit-by-case = Only for a case the person handles.
permission-limit-reason = Only with a reason.
permission-limit-own-entry = Only what the person entered, within { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} of entering it.
permission-limit-amount = Up to { $amount }.
permission-limit-amount-or-rows = Up to { $amount }, or by row { $rows } of the remedy table.
permission-limit-conflict = May decide: { $kind }.
permission-limit-fails = This does not hold.
permission-limit-unknown = A fact the permission depends on is unknown; this condition counts as not met.
permission-yes = Allowed.
permission-no = Not allowed.
permission-masked = The number is shown with its middle digits hidden.
permission-statistics-only = Only statistics are shown.
permission-logged = This is written to the access log.
permission-conflict-light = light conflicts (a name, an owner)
permission-conflict-ordinary = ordinary conflicts
permission-conflict-serial = conflicts about a machine's serial number
permission-conflict-certificate = conflicts about a certificate
permission-conflict-remedy_case = conflicts about a return or exchange
permission-conflict-complaint_a_b = conflicts about an urgent or major complaint
