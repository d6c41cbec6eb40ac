# The warranty card: the verdict.
warranty-in = 在保修期内，{ $on }24:00 到期，{ $days ->
    [0] 今天是最后一天
   *[other] 还剩 { $days } 天
}（按{ $kind }）。
warranty-ended = 保修已到期：按{ $kind }，保到 { $on }为止。
warranty-parts-still = 整机过了保修期，但{ $names }还在保。
warranty-not-started = 还没调试，保修还没开始算；先从售出那天暂算到 { $on }，调试后重算。
warranty-exchanged-away = 这台机器 { $away }已经换走，它的保修到 { $on }为止，以后看新机器的。
warranty-no-promise = 这种机器不在国家三包目录里，也没有厂家政策或合同约定，没有保修期可算。
warranty-model-unknown = 不知道是什么机器，算不出保修期。
warranty-unknown = 没有证据说明保修从哪天开始，补到证据以前先按不在保处理。

# Who promises the cover.
warranty-kind-statute = 国家三包
warranty-kind-policy = 厂家政策
warranty-kind-contract = 合同约定
warranty-kind-plan = 延保

# What the start rests on.
warranty-document-exchange = 换货记录
warranty-document-invoice = 发票
warranty-document-digital_invoice = 电子发票
warranty-document-hq_record = 总部的销售记录
warranty-document-certificate = 三包凭证
warranty-document-dealer_record = 店里的销售记录
warranty-document-payment = 付款记录
warranty-document-wechat_order = 微信订单
warranty-document-delivery_note = 送货单
warranty-document-commissioning = 调试记录
warranty-document-factory = 出厂日期
warranty-document-nothing = 没有凭证

# When it starts.
warranty-start = 从 { $on }起算，凭{ $document }。
warranty-start-exchange = 这台是换来的新机，从换货那天 { $on }起重新算满整个保修期。
warranty-start-factory = 没有别的凭证，按出厂日期 { $made }加 { $months } 个月，从 { $on }起算。
warranty-start-latest = { $sold }售出，最迟过 { $months } 个月开始算，所以从 { $on }起算。
warranty-start-commissioned = { $sold }售出，{ $on }首次调试，从调试那天起算。
warranty-start-waiting = 凭{ $document }，{ $on }售出，还没有调试记录，暂从售出那天起算。
warranty-start-unknown = 没有任何凭证，不知道从哪天起算。

# When it ends.
warranty-months = { $kind }：整机 { $months } 个月，算到 { $on }。
warranty-months-from = 从 { $start }起 { $months } 个月（当天不算），算到 { $on }。
warranty-unusable = { $from }到 { $to }修理或等配件，不能用，共 { $days } 天（头尾都算）。
warranty-extended = 不能用的 { $days } 天不占保修期，顺延到 { $on }。
warranty-machine-to = 整机保到 { $on }24:00。
warranty-unusable-customer = { $from }到 { $to }是客户自己要等，照算在保修期里。
warranty-unusable-before = { $from }到 { $to }修理或等配件，是保修开始以前的事，不加进去。
warranty-unusable-after = { $from }到 { $to }修理或等配件，整机保修那时已经到期，不加进去。
warranty-plan = 延保“{ $name }”：从 { $start }起 { $months } 个月{ $days ->
    [0] { "" }
   *[other] ，修理占去的 { $days } 天补上
}，到 { $on }。
warranty-parts = { $names }：保到 { $on }。
warranty-part-replaced = { $name }（{ $replaced }换过）：保到 { $on }。
warranty-other = 对照：按{ $kind }，从 { $start }起 { $months } 个月，到 { $on }。取对客户最有利的。

# What evidence would help.
warranty-missing-digital-invoice = 电子发票：请客户在手机里找一找，或请开票的店补开。
warranty-missing-payment = 付款记录：微信、支付宝或银行的，看得到日期和金额就行。
warranty-missing-wechat-order = 微信订单，或聊天里谈好机器和价钱的截图，要带日期。
warranty-missing-delivery-note = 送货单或物流签收单。
warranty-missing-serial = 机器编号：报给总部，可以查销售记录。
warranty-missing-commissioning = 调试记录：已经装好调试过的话，补上日期就能定下来。
warranty-missing-model = 型号：看机身铭牌，或拍铭牌照片。

# What to beware of.
warranty-provisional-not-commissioned = 现在的日期是暂定的，补上调试记录后可能会变。
warranty-provisional-still-unusable = 机器现在还没修好，先算到 { $on }；修好以前，到期日还会往后推。
warranty-note-repair-only = 起算日是按出厂日期推的：只能免费修，不能凭它退货、换货。
warranty-note-not-listed = { $name }不在国家三包目录里，按厂家政策和合同约定保修。
warranty-note-row-unchecked = 国家三包目录里{ $name }这一行总部还没核对，暂不作为依据。
warranty-note-maintenance = 厂家要求每年保养一次，记得提醒客户。
warranty-note-after-end = { $from }到 { $to }这一段开始时，保修已经到期；这里照给的时间加了进去，该不该加要先核对。
warranty-note-unreviewed = 用到的保修数字总部还没有全部核对。
warranty-note-repairs-anew = 换来的新机，修理次数从零算起。
warranty-note-resold = { $on }转过手：保修跟着机器走，新主人有任何凭证都认；原主人的资料不能给新主人看。
warranty-note-moved = { $on }由别人移过机：只有移机弄坏的地方可以不按厂家政策保修，其他照保。
warranty-note-no-policy = 卖出那天，厂家政策里还没有这个型号的规定。

# Machines of other makers.
warranty-other-brand = 别家品牌：不适用本厂三包，按价目表或本店价收费。
warranty-other-brand-own = 机器若还在它自己厂家的保修期内，请先告诉客户可以找那家厂家。
