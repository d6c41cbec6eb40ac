# 潜在客户与成交客户的相似度。
buyer-profile-township = 乡镇
buyer-profile-house-type = 房屋类型
buyer-profile-area = 面积（m²）
buyer-profile-heating = 采暖方式
buyer-profile-income-band = 收入档
buyer-profile-channel = 来源渠道
buyer-profile-reason = 购买原因
buyer-profile-model = 机型
buyer-profile-buyers = 与 { $n } 户成交客户比较。
buyer-profile-hidden = { $attribute }：有 { $n } 个取值不足 { $least } 户，不显示占比
buyer-profile-hidden-too = { $attribute }：另有 1 个取值也不显示占比，否则能推算出人数太少的取值
buyer-profile-like = { $attribute }：{ $value }，成交客户中占 { $percent }%，相似 { $similarity }
buyer-profile-unlike = { $attribute }：{ $value }，成交客户中不足 { $least } 户；最常见的是 { $common }
buyer-profile-not-compared = 没有比较：{ $attribute }（不清楚、成交客户太少、占比不显示或不计）
buyer-profile-score = 相似度 { $score }（满分 100）
buyer-profile-no-score = 没有可比较的，所以没有相似度。
buyer-profile-no-price = 相似度只用来安排先联系谁，价格和服务不得因此不同。
