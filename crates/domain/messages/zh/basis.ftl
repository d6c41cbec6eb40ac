# basis

# Safety life of gas appliances.
basis-gb17905-life = GB 17905-2008：燃气热水器、采暖热水炉从售出当日起计算使用年限，天然气、液化气 8 年，人工煤气 6 年；厂家可以定得更长，不能更短。
basis-gb17905-criteria = GB 17905-2008：修理后一氧化碳仍超标、燃烧室或换热器严重烧损、火焰外溢、仍漏水漏气、绝缘击穿的，不论年限都应判废。
basis-conversion-earlier = 厂家规定：改过气种的机器，按两种气种中较早到期的年限计算。

# Certificates.
basis-certificates = 厂家规定：安装、调试、维修、保养人员须持有效资格证上岗（各省可另加要求）；商务部《家电维修服务业管理办法》也要求从业人员具备相应技能、特种作业持证。
basis-certificate-override = 厂家规定：资格证刚过期的，总部可以说明理由短期特批，并记录在案。
# Return visits
basis-return-visit-month = 安装后一个月内做到两次有效回访

# Commissioning.
basis-cjj12-5 = CJJ 12-2013 第 5 章：气种、气压、水压要与燃具相配，管路接头检漏，试运行正常，安全装置有效；主控项目全查，一般项目抽查；合格并经用户签字后贴合格标示。
basis-same-readings = 厂家规定：不同机器的测量值完全相同的，作为疑点抽查，不直接定性。
# Complaints
basis-iso-10002-assess = ISO 10002：受理后先初评严重程度、安全、影响和是否需要立即处理
basis-iso-10002-acknowledge = ISO 10002：收到投诉立即告知客户，随时可查进度，直到办结

# When 三包 validity starts and ends.
basis-sanbao-3 = 三包规定第三条：谁卖的谁负责三包，店里不能推给厂家。
basis-sanbao-4 = 三包规定第四条：目录定的是最低要求；厂家或店里承诺得更好的，按承诺办，目录以外的商品也一样。
basis-sanbao-8 = 三包规定第八条：有效期从开发票那天算起，修理和等配件的时间要扣除。
basis-sanbao-14 = 三包规定第十四条：换货以后，有效期从换货那天重新算。
basis-civil-201 = 民法典第二百零一条：按年、月、日计算的，开始那天不算，从第二天算起。
basis-civil-202 = 民法典第二百零二条：按年、月计算的，到对应的那一天为止；没有那一天的，到月底。
basis-civil-203 = 民法典第二百零三条：最后一天碰上法定休息日的，顺延到休息结束后的第一天，当天 24:00 为止。
basis-warranty-policy = 厂家保修政策：按型号定的整机和主要部件保修期。
basis-warranty-commissioning = 厂家保修政策：从首次调试起算；售出后迟迟不调试的，有一个最迟的起算日。
basis-warranty-factory = 厂家保修政策：除了出厂日期什么凭证都没有的，从出厂日期加一段宽限起算。
basis-warranty-part-min = 厂家保修政策：保修期内换上的配件，保到剩下的期限和最短保修天数里较晚的那天。
basis-warranty-contract = 合同：和这位客户约定的保修期。
basis-warranty-plan = 合同：客户另外买的延保。

# Yearly maintenance.
basis-yearly-maintenance = 厂家规定：每年至少保养一次，在采暖季开始前完成。

# Remedies, refunds, exclusions, charges.
basis-sanbao-6 = 三包规定第六条：修理方要保证修好的机器至少正常使用30天。
basis-sanbao-9 = 三包规定第九条：售出7天内出现性能故障，退货、换货、修理由客户选；退货按发票价一次退清。
basis-sanbao-10 = 三包规定第十条：售出15天内出现性能故障，换货、修理由客户选。
basis-sanbao-11 = 三包规定第十一条：有效期内修过两次还不能正常使用，免费换同型号同规格，或按第十三条退货。
basis-sanbao-12 = 三包规定第十二条：送修后因厂家不供配件超过90天，由销售方换货；因修理方自己的原因超过30天，由修理方出钱换货。
basis-sanbao-13 = 三包规定第十三条：该换货而客户要退的，没有同型号就全额退，有同型号而不愿换就扣折旧费；修理和等件的天数不算。
basis-sanbao-15 = 三包规定第十五条：有效期内免费修理，包括工时费和材料费；大件给合理的运输费用。
basis-sanbao-17 = 三包规定第十七条：使用不当、私自拆动、没有凭证和发票、凭证不符、不可抗力造成的，不实行三包，可以收费修理。
basis-consumer-23 = 消费者权益保护法第二十三条：耐用商品收货后六个月内发现毛病有争议的，由经营者举证。
basis-consumer-24 = 消费者权益保护法第二十四条：没有国家规定和约定的，收货七天内可以退货；以后符合解除合同条件的可以退，不符合的可以换或修；运输等必要费用由经营者承担。
basis-consumer-25 = 消费者权益保护法第二十五条：网络、电视、电话、邮购等方式卖的，收货七天内可以无理由退货，定做的和购买时确认不宜退的除外；退回后七天内退款。
basis-consumer-26 = 消费者权益保护法第二十六条：用格式条款减少消费者权利的，条款无效。
basis-consumer-54 = 消费者权益保护法第五十四条：行政部门认定不合格的商品，客户要求退货的，经营者负责退货。
basis-consumer-52 = 消费者权益保护法第五十二条：造成财产损害的，按法律或约定修理、更换、退货、退款或赔偿损失。
basis-civil-582 = 民法典第五百八十二条：履行不符合约定的，可以合理选择修理、更换、退货、减少价款等。
basis-civil-584 = 民法典第五百八十四条：赔偿额相当于违约造成的损失，不超过订立合同时应当预见到的。
basis-civil-621 = 民法典第六百二十一条：收货后两年没有提出质量问题的，当作合格；另有质量保证期的，按保证期。
basis-remedy-promise = 厂家保修承诺：国家目录以外的，或比国家规定更好的，按承诺、参照三包规定办理。
basis-remedy-contract = 与客户的约定：参照三包规定办理。
basis-remedy-exclusion-clause = 厂家保修条款：承诺范围以外的情形；不影响国家规定的三包。
basis-remedy-rework = 厂家政策：客户付费的维修，同样保证用满规定的天数。
basis-remedy-goodwill = 本店承诺：没拆封、不合适的商品在承诺期内可以调换。
basis-remedy-sales-terms = 销售条款：写明了折旧率。
basis-remedy-plan = 客户购买的服务计划。
basis-remedy-price-list = 本店价目表。
# Personal data
basis-pipl-13-contract = 个人信息保护法第13条：为订立、履行合同所必需
basis-pipl-13-consent = 个人信息保护法第13条：取得本人同意
basis-pipl-13-duty = 个人信息保护法第13条：为履行法定职责或义务所必需
basis-pipl-13-emergency = 个人信息保护法第13条：紧急情况下为保护生命健康和财产安全所必需
basis-pipl-15 = 个人信息保护法第15条：同意可以随时撤回，撤回要方便
basis-pipl-45 = 个人信息保护法第45条：本人可以查阅、复制自己的信息
basis-pipl-47 = 个人信息保护法第47条：本人可以要求删除；依法还需保存的，只存储和保护
basis-pipl-50 = 个人信息保护法第50条：拒绝本人的请求要说明理由
basis-consumer-29-messages = 消费者权益保护法第29条：客户拒绝的，不得发送商业信息
# 向主管部门投诉（12315）
basis-complaint-handling-14 = 《市场监督管理投诉举报处理暂行办法》第十四条：主管部门在七个工作日内决定是否受理
basis-complaint-handling-21 = 同办法第二十一条：受理后四十五个工作日内未达成协议的，终止调解
basis-consumer-46 = 《消费者权益保护法》第四十六条：主管部门在七个工作日内处理并告知消费者
