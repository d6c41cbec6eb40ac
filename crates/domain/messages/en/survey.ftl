# Satisfaction measures.
survey-dimension-tangibles = tangibles
survey-dimension-reliability = reliability
survey-dimension-responsiveness = responsiveness
survey-dimension-assurance = assurance
survey-dimension-empathy = empathy
survey-level-dissatisfied = dissatisfied
survey-level-satisfied = satisfied
survey-level-highly-satisfied = highly satisfied
survey-gap = { $dimension }: gap { $gap } from { $pairs } answered { $pairs ->
    [one] pair
   *[other] pairs
}
survey-gap-missing = { $dimension }: only { $pairs } of { $items } pairs answered, not counted
survey-level = Mean gap over all pairs { $gap }: { $level } (up to ±{ $tolerance } counts as "as expected")
survey-form-invalid = The form does not count: it needs at least { $pairs } answered pairs and enough in every dimension.
survey-straight-line = All 44 answers are the same; such a form is left out of an index unless asked for.
survey-weights-ignored = The weights add up to { $sum } instead of 100, outside { $from }–{ $to }; all dimensions count alike.
survey-weights-rescaled = The weights add up to { $sum } and were rescaled to 100.
survey-index-forms = { $n } of { $forms } forms count.
survey-index-interval = Mean weighted gap { $mean }, 95 % confidence interval { $low } to { $high } (Student's t).
survey-index-single = Mean weighted gap { $mean }; a single form has no confidence interval.
survey-index-invalid = { $n } { $n ->
    [one] form
   *[other] forms
} left out: too few answers.
survey-index-straight-out = { $n } { $n ->
    [one] form
   *[other] forms
} left out: all answers the same.
survey-index-straight-in = { $n } { $n ->
    [one] form
   *[other] forms
} with all answers the same included as asked.
survey-index-weights-ignored = { $n } { $n ->
    [one] form that counts has
   *[other] forms that count have
} weights too far from 100 in sum; all dimensions count alike there.
survey-index-weights-rescaled = { $n } { $n ->
    [one] form that counts has
   *[other] forms that count have
} weights that do not add up to 100; they were rescaled.
survey-sample-too-small = Sample too small: { $n } respondents, at least { $least } are needed.
survey-csat = { $satisfied } of { $n } answered { $from } or more.
survey-no-answers = No answers, so there is no figure.
survey-nps = { $promoters } promoters less { $detractors } detractors of { $n } answers: { $nps }
survey-ces = Mean effort { $mean } from { $n } answers.
