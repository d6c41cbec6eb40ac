# basis

# Safety life of gas appliances.
basis-gb17905-life = GB 17905-2008：燃气热水器、采暖热水炉从售出当日起计算使用年限，天然气、液化气 8 年，人工煤气 6 年；厂家可以定得更长，不能更短。
basis-gb17905-criteria = GB 17905-2008：修理后一氧化碳仍超标、燃烧室或换热器严重烧损、火焰外溢、仍漏水漏气、绝缘击穿的，不论年限都应判废。
basis-conversion-earlier = 厂家规定：改过气种的机器，按两种气种中较早到期的年限计算。
