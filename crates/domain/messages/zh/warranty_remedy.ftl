# What the customer may ask for.
remedy-scope-statutory = 这台机器在国家三包目录内，按三包规定办理。
remedy-scope-policy = 按厂家的保修承诺、参照三包规定办理。
remedy-scope-contract = 按与这位客户的约定、参照三包规定办理。
remedy-scope-none = 这台机器不在国家三包目录内，也没有保修承诺或约定，按消费者权益保护法办理。

remedy-r1 = { $reported }报修，在售出后 { $days } 天内（截止 { $end }24:00）：退货、换货、修理由客户选；退货按发票价全额退款。
remedy-r2 = { $reported }报修，在售出后 { $days } 天内（截止 { $end }24:00）：换货或修理由客户选。
remedy-r3 = 保修期内性能故障已修过 { $repairs } 次，又出故障：免费换同型号同规格的机器。
remedy-r4 = 送修已 { $waited } 天，因厂家不供配件超过 { $days } 天没修好：由销售方免费换同型号同规格的机器。
remedy-r3-other = 保修期内性能故障已修过 { $repairs } 次，又出故障：该免费换货，但没有同型号同规格的机器。
remedy-r4-other = 送修已 { $waited } 天，因厂家不供配件超过 { $days } 天没修好：该由销售方免费换货，但没有同型号同规格的机器。
remedy-r1-over = 售出后 { $days } 天内可以直接退货，这个期限到 { $end }24:00 为止，已经过了。
remedy-r2-over = 售出后 { $days } 天内可以直接换货，这个期限到 { $end }24:00 为止，已经过了。
remedy-r5 = 送修已 { $waited } 天，因修理方自己的原因超过 { $days } 天没修好：由修理方出钱免费换机。
remedy-r6 = 该换货，但没有同型号同规格的机器，客户也不要别的型号：可以退货，不收折旧费。
remedy-r7 = 该换货，也有同型号同规格的机器，但客户不愿换：可以退货，用过的天数要收折旧费。
remedy-r8 = 该换货，没有同型号同规格的机器，客户愿意换别的型号：换货，差价多退少补。
remedy-r9 = { $reported }报修，在保修期内（截止 { $end }24:00）：免费修理，工时费、材料费都不收。
remedy-r9-plan = { $reported }报修，在客户买的延保期内（到 { $end }24:00）：免费修理；延保只管修，不管退换。
remedy-r10 = 同一故障在{ $done }刚修好，保证 { $days } 天正常使用（截止 { $end }）：免费返修，不另收费。
remedy-r11 = { $authority } { $on }出具的 { $document } 认定商品不合格：客户要退就退，全额退款，不收折旧费，并承担合理费用。
remedy-r12-return = 收货后 { $days } 天内（截止 { $end }24:00）质量有问题：可以退货，也可以换货或修理。
remedy-r12-later = 收货后 { $days } 天的退货期到 { $end }24:00 为止，已经过了：可以换货或修理。
remedy-r12-rescind = 符合法律规定的解除合同条件：现在仍可以退货。
remedy-r13 = { $reported }报修，保修期到 { $end }24:00 为止，已经过了：报价收费修理。
remedy-r13-excluded = 属于不实行三包的情形（{ $name }）：报价收费修理，不能拒绝服务。
remedy-r13-unlisted = { $received }收货，没有另外的承诺，{ $months } 个月内可以提质量问题，到 { $end }24:00 为止，已经过了：报价收费修理。
remedy-r13-receipt-unknown = 不知道哪天收的货，暂时不能算在可以提质量问题的期限内：先报价收费修理，查到收货日期后重新判断。
remedy-r13-unproven = 购买日期没有任何证明，暂时不能算在保修期内：先报价收费修理，补上证明后重新判断。
remedy-estimated = 购买日期只能按出厂日期推算：只免费修理，不退不换。

remedy-if-refused = 如果客户不愿换货要退货：有同型号的，退货要收折旧费；没有同型号、客户又不要别的型号的，全额退款。
remedy-missing-fault = 还要由技师确认是性能故障。
remedy-missing-availability = 客户不愿换货：请先查有没有同型号同规格的机器，退货收不收折旧费由它决定。
remedy-missing-answer = 没有同型号同规格的机器：请问客户愿不愿意换别的型号；不愿意可以全额退货。
remedy-missing-delay-cause = 送修已 { $waited } 天：请登记没修好的原因，是等配件还是修理方自己的原因。
remedy-missing-handed-in = 登记了没修好的原因，但没有送修日期：请补上。
remedy-missing-receipt = 不知道收货日期：请查签收单、物流记录或安装日期。
remedy-missing-longer-promise = 有没有更长的质量保证：说明书、包装、合同上写着的，按写的办。
remedy-missing-sale-proof = 能帮上忙的购买证明：付款记录、微信订单、送货单、电子发票。
remedy-missing-finding-no = 要有认定不合格的文书编号。
remedy-missing-finding-authority = 要写明是哪个部门认定的。
remedy-missing-finding-date = 要写明认定的日期。

remedy-article-r1 = 三包规定第九条
remedy-article-r2 = 三包规定第十条
remedy-article-r3 = 三包规定第十一条
remedy-article-r4 = 三包规定第十二条
remedy-article-r5 = 三包规定第十二条
remedy-article-r6 = 三包规定第十三条
remedy-article-r7 = 三包规定第十三条
remedy-article-r8 = 三包规定第十三条
remedy-article-r9 = 三包规定第十五条
remedy-article-r10 = 三包规定第六条
remedy-article-r11 = 消费者权益保护法第五十四条
remedy-article-r12 = 消费者权益保护法第二十四条
remedy-article-r13 = 收费标准

advice-return-full = 可以退货：全额退款，不收折旧费；由本店承担，再和厂家结算（{ $article }）。
advice-return-deducted = 可以退货：退款时扣折旧费；由本店承担，再和厂家结算（{ $article }）。
advice-exchange = 可以换货：免费换一台同型号同规格的；由本店承担，再和厂家结算（{ $article }）。
advice-exchange-other = 可以换货：换别的型号，差价多退少补；由本店承担，再和厂家结算（{ $article }）。
advice-exchange-other-repairer = 可以换货：换别的型号，差价多退少补；费用由修理方承担（{ $article }）。
advice-exchange-repairer = 可以换货：免费换一台同型号同规格的；费用由修理方承担（{ $article }）。
advice-repair-free = 可以修理：免费，工时费、材料费都不收；由本店承担，再和厂家结算（{ $article }）。
advice-repair-plan = 可以修理：免费，由客户买的延保承担。
advice-repair-again = 可以修理：免费返修；费用由修理方承担（{ $article }）。
advice-repair-paid = 可以修理：先报价，客户同意后收费修理。

# Which repairs count.
repair-counted = { $on } { $visit }：算一次（{ $reason }）
repair-not-counted = { $on } { $visit }：不算（{ $reason }）
repair-count = 算作性能故障维修的共 { $count } 次。
repair-exchange-on-next-fault = 已修过 { $count } 次：保修期内再出故障，客户可以要求换货，或按规定退货。
repair-review = 已有 { $times } 次上门没查出故障：请总部复核这台机器。
repair-retroactive = { $on }的维修（{ $visit }）到 { $known }才传过来：以前的判断没有算上它，请重新看一遍。
repair-count-completed_repair = 保修期内修好的性能故障
repair-count-rework_same_fault = 刚修过又出同一故障，再算一次
repair-count-same_visit = 同一次上门修两处，只算一次
repair-count-before_exchange = 换机以前的维修，新机器从零算起
repair-count-unauthorised = 不是承担三包的修理方修的；如果损坏是他造成的，看“私自拆动”一条
repair-count-not_a_repair = 保养、清洗、调试、设置、改气源
repair-count-no_fault_found = 没查出故障，只作记录
repair-count-not_the_machine = 不是这台机器的问题：使用、电压、气源、水压或别的设备
repair-count-not_completed = 还没修好，等件或停修；送修天数照算
repair-count-outside_validity = 报修时已过保修期

# Refunds.
refund-in-validity = { $on }提出退货，在保修期内（截止 { $end }24:00）。
refund-days = 从开票 { $from } 到退货 { $to }共 { $owned } 天，扣除修理和等件 { $unusable } 天，按 { $days } 天算折旧。
refund-fee = 折旧费：{ $price } × 每天 { $percent }% × { $days } 天 = { $fee }（不足一分的舍去）
refund-capped = 折旧费最多收到货款为止。
refund-amount = 退货款：{ $refund }
refund-in-full = 全额退款，不收折旧费：{ $refund }
refund-subsidy = 客户实付 { $paid }，退给客户；国家补贴 { $subsidy } 退回补贴渠道，不退给客户。
refund-missing-rate = 没有法定折旧率，销售条款里也没写明折旧率：不能收折旧费。
refund-expense-paid = 合理费用：{ $kind } { $amount }，一并支付。
refund-expense-proof = { $kind } { $amount }：补上票据后支付。
refund-expense-not-covered = { $kind } { $amount }：这种退货不包括这项费用。
refund-total = 一共付给客户：{ $total }
refund-due = 货 { $back }退回，{ $days } 天内退款，最晚 { $due }；遇节假日不顺延。
expense-transport = 运费
expense-removal = 拆装费
expense-inspection = 检验费
expense-travel = 交通误工费
expense-other = 其他费用

# Exclusions.
exclusion-X1 = 使用、保养、存放不当造成损坏
exclusion-X2 = 私自拆动造成损坏
exclusion-X3 = 没有三包凭证和有效发票
exclusion-X4 = 凭证型号与机器不符或被涂改
exclusion-X5 = 雷击、洪水等不可抗力造成损坏
exclusion-X6 = 没按规定做年度保养
exclusion-X7 = 气源、电压、水质超出说明书范围
exclusion-claimed = 店里提出不实行三包的理由：{ $name }。
exclusion-upheld = 证据齐全，理由成立：报价收费修理。
exclusion-statutory-minimum = 这是厂家自己的条款，不能减少国家规定的三包：理由不成立。
exclusion-no-legal-approval = 厂家条款还没有总部法务批准，不能使用：理由不成立。
exclusion-sale-proven = 购买日期有别的证明，丢了票据不等于没有证明：理由不成立。
exclusion-not-the-cause = 损坏不是它造成的，只是拆开过、没保养过不算：理由不成立。
exclusion-burden-of-proof = 收货后头几个月发现的毛病，要由店里举证；证据没附齐：理由不成立。
exclusion-evidence-incomplete = 该有的证据没附齐：理由不成立。
exclusion-cause-not-established = 还没查明损坏是不是它造成的：理由不成立。
exclusion-operator-proves = 到 { $until }为止发现的毛病，由店里负责举证。
exclusion-missing-receipt = 不知道收货日期：只能当作还在店里举证的期限内。
exclusion-missing-evidence = 要附上：{ $name }
exclusion-still-served = 只是改为收费修理，不能拒绝服务；先报价，客户同意再修。
exclusion-paper-claimed = 提出不实行三包（待经理确认，确认前不收费）：
exclusion-paper-confirmed = 不实行三包（已确认，按报价收费）：
exclusion-refused-not-upheld = 证据还没齐，或理由不成立
exclusion-refused-own = 是您提的，要由店里另一位经理确认
exclusion-refused-ruling = 店里没有别的经理，要有总部的答复
evidence-damage_photo = 损坏部位照片
evidence-cause_code = 原因代码
evidence-customer_statement = 客户的说明
evidence-seal_photo = 封签破损照片
evidence-cause_proof = 损坏由它造成的证明
evidence-certificate_photo = 三包凭证照片
evidence-plate_photo = 机器铭牌照片
evidence-event_date = 事情发生的日期
evidence-event_proof = 雷击、洪水等的证明
evidence-maintenance_record = 保养记录
evidence-measured_values = 气压、电压或水质的实测值
evidence-manual_limits = 说明书规定的范围

# Returns without a reason.
no-reason-period = { $received }收货，当天不算，{ $days } 天到 { $raw }。
no-reason-within = { $requested }提出，没有过期：可以退货，不用说理由；货品要完好，退回的运费没有约定的由客户出，货退回后 { $days } 天内退款。
no-reason-too-late = { $requested }才提出，已经过期：不能无理由退货。
no-reason-not-distance = 在门店或上门当面买的：法律没有规定无理由退货，本店另有承诺的按承诺办。
no-reason-not-in-force = { $received }收货，这项权利从 { $on }起才有：不能无理由退货，本店另有承诺的按承诺办。
no-reason-custom-made = 是按客户要求定做的：不能无理由退货。
no-reason-confirmed = 已经安装点火，客户购买时也确认过装后不退：不能无理由退货。
no-reason-manager = 已经安装点火，但没有客户“装后不退”的确认：请经理决定；只是拆开检查过，不影响退货。
no-reason-missing-confirmation = 请查有没有客户购买时确认“装后不退”的记录。
goodwill-within = { $requested }提出，没拆封：本店可以调换，不算质量问题。
goodwill-too-late = { $requested }才提出，已过本店承诺的调换期。
goodwill-opened = 已经拆封：本店的调换承诺只限没拆封的。

# Charges.
charge-in-warranty = 在保修期内：工时、材料、上门都不收费，金额锁定为零。
charge-rework = 同一故障返修：不收费，金额锁定为零。
charge-consumer-law = 按消费者权益保护法免费修理：金额锁定为零。
charge-line = { $name } × { $quantity }，单价 { $unit }，计 { $amount }
charge-line-plan = { $name } × { $quantity }，原价 { $amount }，由“{ $plan }”承担，不收费
charge-plan-used-up = “{ $name }”的服务次数已经用完。
charge-override-applied = 改收 { $amount }，原因：{ $reason }
charge-override-locked = 免费的金额已锁定，不能改。
charge-override-not-permitted = 改价要经理同意：没有改。
charge-override-reason = 改价要写明原因：没有改。
charge-override-above-limit = 减免超过权限（{ $limit }）：没有改。
charge-override-above-list = 不能收得比价目表高：没有改。
charge-total = 应收：{ $total }

remedy-undecided = 能退、能换还是只能修，这次算不出来：记录里有日期对不上。请核对这台机器的售出、安装、报修和完工日期。
remedy-undecided-repairs = 修过几次算不出来：维修记录里有日期对不上，或记录太多。请核对维修记录。

# Service plans.
plan-none = 这台机器没有服务套餐。
plan-covers = 服务套餐 { $plan }，{ $from }到 { $to }有效：包含的项目不收费。
plan-used-up = 服务套餐 { $plan }：包含的次数已经用完。
plan-excluded = 服务套餐 { $plan }：这种原因不在套餐内。
plan-not-included = 服务套餐 { $plan }：不包含这种服务。
plan-cancelled = 服务套餐 { $plan }：{ $on }已退订。
plan-not-started = 服务套餐 { $plan }：{ $on }起才有效。
plan-ended = 服务套餐 { $plan }：{ $on }已到期。
