# Self-assessment by GB/T 27922.
assessment-level-below = below the standard
assessment-level-qualified = meets the standard
assessment-level-three-star = three stars
assessment-level-four-star = four stars
assessment-level-five-star = five stars
assessment-group = { $name_en }: { $score } of { $points } points
assessment-level = { $score } points: { $level }
assessment-unscored = Not assessed yet: { $name_en }
assessment-mandatory-zero = A mandatory item has 0 points: { $name_en }
assessment-capped = With a mandatory item at 0 the level is no better than "{ $level }".
assessment-next = { $points } more points are needed for: { $level }
