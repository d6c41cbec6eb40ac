# Yearly maintenance.
maintenance-from-last = 从上次保养 { $on } 算起
maintenance-from-commissioning = 从调试 { $on } 算起
maintenance-due = 一年内、采暖季开始前保养：最晚 { $on }
maintenance-remind = 从 { $on } 起与客户约时间
maintenance-state = 保养：{ $state }
maintenance-state-planned = 未到时间
maintenance-state-due = 该约了
maintenance-state-overdue = 已过期未做
maintenance-missed = 上次保养以来已错过 { $count } 次。
maintenance-extension = 没有按时保养，厂家延保可能受影响；法定三包不受影响。
maintenance-loss = 连续错过保养，又没有联系的，可能已经流失，请关怀回访。
