# Commissioning.
commissioning-finding = Item { $no }, { $item_en }: { $fault }
commissioning-finding-value = Item { $no }, { $item_en } { $value } { $unit }: { $fault }
commissioning-fault-not_good = not good
commissioning-fault-out_of_limits = outside the limits
commissioning-fault-not_answered = not checked
commissioning-fault-reading_missing = the value is missing
commissioning-fault-photo_missing = the photo is missing
commissioning-fault-too_few_topics = too few topics were explained
commissioning-fault-not_applicable_refused = “not applicable” is no answer here, or its reason is missing
commissioning-fault-signature_missing = the user has not signed yet
commissioning-fault-proof_missing = signed, but neither the number of the signed sheet nor its photo is there
commissioning-fault-who_missing = nobody is named who was told
commissioning-fault-label_missing = the pass label is not on yet
commissioning-fault-label_too_early = no pass label before it has passed and is signed
commissioning-fault-notice_missing = the rectification notice has not been handed over yet
commissioning-status = Commissioning: { $status }
commissioning-status-passed = passed
commissioning-status-awaiting_label = passed, label to be stuck on
commissioning-status-awaiting_signature = passed, user to sign
commissioning-status-incomplete = not complete
commissioning-status-failed = failed
commissioning-not-to-be-started = Write the rectification notice; the machine must not be started until this is put right.
commissioning-same-readings = { $units }: { $readings ->
    [one] one measured value is
   *[other] { $readings } measured values are
} exactly the same; check whether they were copied
