# custody
custody-refused-no_from = 要写明从谁手里交出。
custody-refused-no_to = 要写明交到谁手里。
custody-refused-no_document = 要有单据。
custody-refused-same_owner = 新主人和原主人相同。
custody-refused-display_not_declared = 这台是样机，卖出前必须告诉客户。
custody-refused-not_commissioned = 调试检查还没有合格，不能投入使用。
custody-refused-not_safe = 还没有证明危险已消除，不能解除停用。
custody-refused-not_seen = 停用以后还没有人到现场查过，不能解除停用。
custody-refused-no_state_before = 要写明丢失前在哪里、是什么状态。
