# GB/T 27922 自评。
assessment-level-below = 未达标
assessment-level-qualified = 达标
assessment-level-three-star = 三星
assessment-level-four-star = 四星
assessment-level-five-star = 五星
assessment-group = { $name }：{ $score } 分，满分 { $points } 分
assessment-level = 合计 { $score } 分：{ $level }
assessment-unscored = 还没有评：{ $name }
assessment-mandatory-zero = 一票项为 0 分：{ $name }
assessment-capped = 有一票项为 0 分，等级最高只到“{ $level }”。
assessment-next = 再得 { $points } 分可达到：{ $level }
