# 员工绩效积分。
bonus-work-repair = 维修
bonus-work-install = 安装
bonus-work-commissioning = 调试
bonus-work-maintenance = 保养
bonus-work-return-visit = 回访
bonus-work-tour = 巡回服务
bonus-person = { $staff }：{ $points } 分，工作 { $work } 项，投诉 { $complaints } 件
bonus-floor = { $staff }：各项合计 { $sum }，总分最低为 0。
bonus-not-payable = { $staff }：暂不能兑现：{ $reason }
bonus-not-payable-pending = 经理还没有审批
bonus-not-payable-returned = 经理已退回
bonus-not-payable-approver-missing = 没有写明审批人
bonus-not-payable-own-approval = 不能审批自己的积分
bonus-not-payable-changed-since-approval = 积分与批准时不一致
bonus-not-payable-no-rule = 有的工作当天没有生效的规则
bonus-not-payable-complaint-open = 有投诉还没有结论
bonus-no-retroactive = 按工作当天生效的规则计分，以后改规则不追溯。
