# return_visit

# Plan: two effective visits within a month.
return-visit-commissioned = 调试日 { $on }，当天不算。
return-visit-first-window = 第一次回访：{ $from } 至 { $to }。
return-visit-second-window = 第二次回访：{ $from } 至 { $to }。
return-visit-counts = { $on } 的有效回访计入。
return-visit-met = 有效回访次数和间隔都够，达标。
return-visit-open = 还没到期，最晚 { $to }。
return-visit-missed = 到 { $to } 为止次数不够，未达标。
return-visit-lacking = 还差 { $count } 次有效回访，与已计入的至少隔 { $days } 天。
return-visit-too-close = 间隔不足 { $days } 天的回访只算一次。
return-visit-late = { $on } 的回访已超期，不计入。
return-visit-exchanged = 机器已换，从新机调试日 { $on } 重新计划。
return-visit-refused = 客户 { $on } 拒绝回访，计划结束，不扣分。
return-visit-done-best = 已在 { $days } 个不同的日子联系未果，并发过信函或微信，视为已尽力，不扣分。
return-visit-clock-suspect = 有 { $count } 条记录的电脑时间可疑，暂不计入，请总部核实。
return-visit-if-clocks-right = 如果这些时间属实，结果是：{ $outcome }。
return-visit-outcome-met = 达标
return-visit-outcome-open = 进行中
return-visit-outcome-missed = 未达标
return-visit-outcome-unreachable-done-best = 未联系上，已尽力
return-visit-outcome-refused = 拒访

# Steps of a return visit.
return_visit-refused-not_yet = 还没到回访期。
return_visit-refused-nobody_reached = 没有联系上这一户的人。
return_visit-refused-not_answered = “是否正常工作”还没有得到回答。
return_visit-refused-no_result = 还没有选回访结果。
return_visit-refused-no_next_action = 客户不满意时，要写明下一步怎么办。
return_visit-refused-too_few_attempts = 尝试联系的天数还不够。
return_visit-refused-nothing_written = 还没有寄信或发微信。
return_visit-refused-no_number = 要填写更正后的号码。
return_visit-refused-own_visit = 自己做的回访不能由自己质检。
return_visit-refused-no_finding = 要写明质检发现了什么。

# Quality of visits.
visit-audit-too-short = 通话只有 { $seconds } 秒，少于 { $least } 秒。
visit-audit-identical-answers = 连续 { $count } 份以上答案完全相同。
visit-audit-too-many-per-hour = 一小时内回访超过 { $most } 次。
visit-audit-all-top-scores = 这位回访人的评分全部是 { $score } 分。
visit-audit-own-work = 回访人就是服务人。
