# 时限：阶段、时钟、升级（policy: the service charter and headquarters' table）
sla-basis-table = 总部服务时限表
sla-basis-reply = 服务承诺：接到客户要求后，当天由人工回复
sla-basis-finish = 服务承诺：两到三天内完成
sla-unreviewed = 时限表 { $version } 中的数字尚待总部审核。

sla-received = 受理时间：{ $at }
sla-reopened = 工单重开，时限从 { $at } 重新起算
sla-target = 目标：{ $at } 之前
sla-limit = 时限：{ $at }，到时还没完成就算超时

sla-same-day-receipt = 截止受理当天 24:00（{ $on }），不论几点受理，也不论是否放假
sla-same-day-appointment = 截止约定的时间（{ $on }）
sla-first-day-receipt = { $on }：受理当天，不计入
sla-first-day-appointment = { $on }：约定当天，不计入
sla-mode-natural = 按自然日计 { $days } 天，节假日照算
sla-mode-working = 按工作日计 { $days } 天，休息日不算
sla-walk-counted = { $on }：{ $what }，第 { $number } 天
sla-walk-skipped = { $on }：{ $what }，不算
sla-walk-holiday-counted = { $on }：{ $name }放假，第 { $number } 天
sla-walk-holiday-skipped = { $on }：{ $name }放假，不算
sla-day-working = 工作日
sla-day-weekend = 周末
sla-day-make-up = 调休上班
sla-elapsed-minutes = 从 { $at } 起 { $count } 分钟，昼夜连续计算
sla-elapsed-hours = 从 { $at } 起 { $count } 小时，昼夜连续计算
sla-elapsed-days = 从 { $at } 起 { $count } 个 24 小时，昼夜连续计算

sla-no-clock = 这类单子的这个阶段没有规定时限
sla-confirmed-by-visits = 由安装后一个月内的两次回访（V1、V2）代替
sla-confirmed-by-sample = 按 { $percent }% 抽样回访，不逐单计时
sla-waits-appointment = 还没有和客户约定日期，约好后起算
sla-no-part = 没有订件，不计待件时限
sla-waits-finish = 完工后起算

sla-paused = { $cause }：{ $from } 至 { $to } 暂停，时限相应顺延
sla-paused-still = { $cause }：{ $from } 起暂停，恢复后时限相应顺延
sla-cause-customer = 客户要求改期
sla-cause-gas_stopped = 停气
sla-cause-road_closed = 封路
sla-missing-consent = { $from } 的改期没有客户同意的记录，不暂停计时。请补记联系记录。
sla-missing-notice = { $from } 的{ $cause }没有通知或照片作证，不暂停计时。请补上凭证。
sla-missing-contact = { $at } 的回复没有联系记录，不算回复。请补记联系记录。
sla-missing-day = { $at } 的预约没有写日期，时限无从起算。请补上约定日期。
sla-missing-new-day = 改约到 { $on } 没有客户同意的记录，仍按原来的约定计时。
sla-missing-place = 不知道在城里还是乡下，先按城里较短的时限计。
sla-automatic-message = { $at } 的自动消息不算回复，须由人工联系客户。

sla-suspect = { $at } 的记录时间可疑（{ $reason }），仍计入，总部可见。
sla-suspicion-behind_server = 电脑时间早于服务器已给出的时间
sla-suspicion-behind_counter = 电脑时间被往回调过
sla-suspicion-ahead_of_record = 发生时间晚于记录时间
sla-negative = 完成早于起算，用时不计入统计。

sla-met = 已于 { $at } 完成，没有超时
sla-met-late = 已于 { $at } 完成，超时 { $minutes } 分钟
sla-overdue = 已超时 { $minutes } 分钟
sla-state-met = 已完成
sla-state-running = 计时中，时间充裕
sla-state-warned = 已到预警时间，请抓紧处理
sla-state-overdue = 已超时
sla-state-paused = 暂停计时
sla-state-not-applicable = 不再计时
sla-spare-heating = 配件没有按时到，请给客户提供备用取暖设备。
sla-summary = { $stage }：{ $state }，时限 { $at }
sla-is-met = 已完成
sla-is-running = 计时中
sla-is-warned = 预警
sla-is-overdue = 超时
sla-is-paused = 暂停
sla-is-not_applicable = 不计时

sla-stage-first_reply = 首次回复
sla-stage-schedule = 预约
sla-stage-on_site = 到场
sla-stage-parts = 待件
sla-stage-finish = 完成
sla-stage-confirm = 回访确认
sla-alert = { $level } 预警：“{ $stage }”于 { $at } 到时，通知{ $receiver }
sla-receiver-clerk = 文员
sla-receiver-dealer_manager = 代理商经理
sla-receiver-hq_service = 总部售后
sla-receiver-hq_quality = 总部质量

sla-filed = 投诉提交主管部门：{ $on }（当天不计入）
sla-acceptance-until = 主管部门最迟 { $on } 决定是否受理
sla-accepted = 主管部门受理：{ $on }（当天不计入）
sla-mediation-until = 到 { $on } 仍未达成协议，调解终止
sla-no-heat-told = 客户 { $at } 再次来电说没暖气，从那时起按没暖气计时，原先的时限不往后移。
sla-danger-found = { $at } 现场发现危险，从那时起按危险计时，原先的时限不往后移。
sla-danger-never-rests = 危险的事不因客户改期而停表。
