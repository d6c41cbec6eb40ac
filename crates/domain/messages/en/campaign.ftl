# campaign
campaign-refused-no_plan = Day and place are not fixed yet.
campaign-refused-no_senior = The team needs at least one senior technician.
campaign-refused-too_late = Too late to announce: too few days before the start.
campaign-refused-no_poster = There is no photo of a poster in its place yet.
campaign-refused-not_yet = The first day has not come yet.
campaign-refused-no_next = Tell the next time and place, or why there is no next one.
campaign-refused-next_not_later = The next one must be later than this one.
campaign-refused-none_told = Say how many people were told of the next time and place.
campaign-refused-no_reason = Cancelling needs a reason.
