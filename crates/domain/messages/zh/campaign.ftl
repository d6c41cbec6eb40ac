# campaign
campaign-refused-no_plan = 还没有定下日期和地点。
campaign-refused-no_senior = 巡回队里至少要有一名高级技师。
campaign-refused-too_late = 宣传太晚：开始前的天数不够。
campaign-refused-no_poster = 还没有海报张贴的照片。
campaign-refused-not_yet = 还没到开始的日子。
campaign-refused-no_next = 要写明下次的时间和地点，或者写明不再安排的原因。
campaign-refused-next_not_later = 下次的日期要晚于这一次。
campaign-refused-none_told = 要写明已把下次的时间和地点告诉了多少人。
campaign-refused-no_reason = 要写明取消的原因。
