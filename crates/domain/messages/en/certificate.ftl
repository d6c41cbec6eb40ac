# certificate

# The gate of dispatch.
certificate-type-maker_install = Maker's qualification for installation
certificate-type-maker_repair = Maker's qualification for repair
certificate-type-local_gas = Local gas certificate
certificate-type-electrician = Electrician's certificate
certificate-type-height = Certificate for work at height
certificate-verdict-held = in force
certificate-verdict-not_yet_valid = not in force yet
certificate-verdict-expired = expired
certificate-verdict-suspended = suspended
certificate-verdict-revoked = revoked
certificate-verdict-missing = none
certificate-task-install = Installation
certificate-task-commission = Commissioning
certificate-task-repair_gas = Repair (gas side)
certificate-task-repair = Repair
certificate-task-maintenance = Maintenance
certificate-task-phone = Advice by phone
certificate-task-return_visit = Return visit
certificate-task-helper = Helper
certificate-standing-valid = in force
certificate-standing-suspended = suspended
certificate-standing-revoked = revoked
certificate-standing-expired = expired
certificate-reason-certificate_missing = A required certificate is missing
certificate-reason-certificate_not_yet_valid = The certificate is not in force yet
certificate-reason-certificate_expired = The certificate has expired
certificate-reason-certificate_suspended = The certificate is suspended
certificate-reason-certificate_revoked = The certificate is revoked
certificate-reason-revocation_list_stale = The list of revocations has not been renewed for days
certificate-reason-revocation_list_too_old = The list of revocations is too old for gas jobs
certificate-reason-second_person_only = Only as second person beside a certified lead
certificate-reason-lead_missing = No certified lead is named
certificate-reason-lead_not_certified = The lead may not do this task
certificate-reason-hq_override = Let pass by headquarters
certificate-reason-override_not_applicable = Headquarters' override does not apply
certificate-judged = { $kind }: { $verdict } (valid until { $until })
certificate-lacking = { $kind }: none
certificate-none-needed = This task needs no certificate
certificate-list-none = No list of revocations has been received; gas jobs that need a certificate cannot be dispatched. Connect, or import the list.
certificate-list-stale = The list of revocations ({ $on }) has not been renewed for { $days ->
    [one] one day
   *[other] { $days } days
}; connect soon.
certificate-list-too-old = The list of revocations ({ $on }) has not been renewed for { $days ->
    [one] one day
   *[other] { $days } days
}; gas jobs that need a certificate cannot be dispatched.
certificate-second-person = A helper goes only as second person beside a certified lead
certificate-override = Expired by no more than { $days ->
    [one] one day
   *[other] { $days } days
}: headquarters let it pass, which is logged
certificate-override-not = Headquarters can let pass only certificates expired by no more than { $days ->
    [one] one day
   *[other] { $days } days
}
certificate-lead-missing = Name the certified lead.
certificate-lead-not-certified = The lead may not do this task either

# Steps of a certificate.
certificate-refused-retakes_used = No retake is left; enrol again.
certificate-refused-no_period = The first or last valid day is missing, or the last is before the first.
certificate-refused-period_over = The period of validity is over.
certificate-refused-not_yet = That day has not come yet.
certificate-refused-no_cause = Say what it is suspended for: a complaint of class A, or an audit.
certificate-refused-no_reason = A reason is needed.
certificate-refused-no_successor = The number of the new certificate is missing.
certificate-refused-no_dealer = The dealer the holder works for now is missing.
