# request

# Suspected duplicates.
request-shared = 共同点：{ $what }。
request-suggested = 疑似重复（{ $points } 分），请人工确认，不会自动合并。
request-same-call = 两台电脑在短时间内接到同一电话、同一机器
request-same-phone = 同一电话
request-same-household = 同一户
request-same-unit = 同一机器
request-same-kind = 同一类型
request-near-in-time = 时间相近
