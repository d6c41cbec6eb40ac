# Bonus points of staff.
bonus-work-repair = repair
bonus-work-install = installation
bonus-work-commissioning = commissioning
bonus-work-maintenance = maintenance
bonus-work-return-visit = return visit
bonus-work-tour = tour service
bonus-person = { $staff }: { $points } points from { $work } { $work ->
    [one] work
   *[other] works
} and { $complaints } { $complaints ->
    [one] complaint
   *[other] complaints
}
bonus-floor = { $staff }: the lines add up to { $sum }; a total is at least 0.
bonus-not-payable = { $staff }: not to be paid out yet: { $reason }
bonus-not-payable-pending = no manager has decided
bonus-not-payable-returned = the manager sent the points back
bonus-not-payable-approver-missing = it is not known who approved
bonus-not-payable-own-approval = nobody approves the own points
bonus-not-payable-changed-since-approval = the points are not those that were approved
bonus-not-payable-no-rule = no rules were in force on the day of some work
bonus-not-payable-complaint-open = a complaint is not decided yet
bonus-no-retroactive = The rules in force on the day of the work decide; later rules change nothing.
