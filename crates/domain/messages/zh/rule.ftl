# What is wrong with a question put to a rule. `field` is the path of the input.
rule-bad-line = 这一行不是 {"{"}"id","rule","input"{"}"} 形式的一行，请检查这一行。
rule-unknown-rule = 没有名为“{ $name }”的规则，可用的规则见 wuyou rules list。
rule-missing = 缺少“{ $field }”，请补上。
rule-unknown-field = 这条规则没有“{ $field }”这一项，请检查拼写。
rule-bad-value = “{ $field }”的值填得不对，应填什么见 wuyou rules list。
rule-unknown-code = “{ $field }”的值不在可选范围内，可选的值见 wuyou rules list。
rule-impossible-date = “{ $field }”不是有效日期，请按 年-月-日（如 2026-03-02）填写。
rule-impossible-instant = “{ $field }”不是有效时间，请按 2026-03-02T09:00:00+08:00 的格式填写。
rule-end-before-start = “{ $field }”早于开始的日期，请核对先后。
rule-in-future = “{ $field }”晚于计算当天，请核对日期。
rule-out-of-range = “{ $field }”超出可以计算的范围。
rule-evidence-missing = 没有“{ $field }”就无法判定，请补上依据。
rule-period-over = “{ $field }”已超有效期，不能再按此计算。
rule-bad-policy = 规则数据的“{ $field }”有问题，请改正后再导入。
