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
