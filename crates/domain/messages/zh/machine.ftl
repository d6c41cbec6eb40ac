# Steps of state machines.
machine-taken = 可以这样做。
machine-refused = 不能这样做：{ $reason }
machine-refused-not_allowed = 现在的状态没有这一步。
machine-refused-role = 您的岗位不能做这一步。
