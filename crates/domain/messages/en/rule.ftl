# What is wrong with a question put to a rule. `field` is the path of the input.
rule-bad-line = This is no line of the form {"{"}"id","rule","input"{"}"}; check it.
rule-unknown-rule = There is no rule “{ $name }”; wuyou rules list prints all.
rule-missing = “{ $field }” is missing.
rule-unknown-field = The rule has no field “{ $field }”; check the spelling.
rule-bad-value = “{ $field }” has a wrong value; wuyou rules list says what it takes.
rule-unknown-code = “{ $field }” is none of the possible values; wuyou rules list prints them.
rule-impossible-date = “{ $field }” is no date; write it as 2026-03-02.
rule-impossible-instant = “{ $field }” is no point in time; write it as 2026-03-02T09:00:00+08:00.
rule-end-before-start = “{ $field }” lies before the start it belongs to.
rule-in-future = “{ $field }” lies after the day of the question.
rule-out-of-range = “{ $field }” is outside what can be calculated.
rule-evidence-missing = Without “{ $field }” this cannot be decided.
rule-period-over = “{ $field }”: the period is over, so there is nothing to calculate.
rule-bad-policy = There is a fault at “{ $field }” of the policy document; correct it and import it again.
