/** Words for the codes of recalls and of what a shop does for its households unasked. */
import type { Same } from './same'

export const zh = {
  care_kind: { birthday: '生日', anniversary: '安装纪念日', season: '供暖前检查' },
  care_result: { fine: '一切都好', wish: '有事要办', message: '留了话' },
  care_reason: {
    unreachable: '打不通',
    moved: '搬走了',
    bad_time: '家里不方便',
    recent: '刚联系过',
    refused: '客户不要再打',
    other: '其他（写明）',
  },
  care_outcome: {
    fine: '一切都好',
    wish: '有事要办',
    message: '留了话',
    unreachable: '打不通',
    moved: '搬走了',
    bad_time: '家里不方便',
    recent: '刚联系过',
    refused: '客户不要再打',
    other: '其他（写明）',
  },
  recall_kind: { recall: '召回', stop_use: '停用通知' },
  recall_state: { published: '生效', withdrawn: '已撤回' },
  recall_action: {
    contact: '通知用户',
    inspect: '上门检查',
    replace_part: '更换部件',
    stop: '停用',
  },
  recall_outcome: {
    contacted: '已通知用户',
    inspected: '已上门检查',
    part_replaced: '已更换部件',
    stopped: '已停用',
  },
  recall_task_state: { open: '还没处理', begun: '处理中', done: '已完成' },
}

export const en: Same<typeof zh> = {
  care_kind: { birthday: 'Birthday', anniversary: 'Anniversary', season: 'Before heating' },
  care_result: { fine: 'All is well', wish: 'Something to do', message: 'Left a message' },
  care_reason: {
    unreachable: 'Not reached',
    moved: 'Moved away',
    bad_time: 'A bad time for them',
    recent: 'Spoke just now',
    refused: 'Wants no more calls',
    other: 'Other (say why)',
  },
  care_outcome: {
    fine: 'All is well',
    wish: 'Something to do',
    message: 'Left a message',
    unreachable: 'Not reached',
    moved: 'Moved away',
    bad_time: 'A bad time for them',
    recent: 'Spoke just now',
    refused: 'Wants no more calls',
    other: 'Other (say why)',
  },
  recall_kind: { recall: 'Recall', stop_use: 'Stop use' },
  recall_state: { published: 'In force', withdrawn: 'Withdrawn' },
  recall_action: {
    contact: 'Tell the user',
    inspect: 'Inspect on site',
    replace_part: 'Replace the part',
    stop: 'Stop it',
  },
  recall_outcome: {
    contacted: 'User told',
    inspected: 'Inspected',
    part_replaced: 'Part replaced',
    stopped: 'Stopped',
  },
  recall_task_state: { open: 'Nothing done yet', begun: 'Under way', done: 'Done' },
}

export const entitiesZh = {
  recall: '召回、停用通知',
  recall_outcome: '召回处理',
  care_call: '关怀电话',
  duty: '值班',
  shop_setting: '全店设置',
}
export const entitiesEn: Same<typeof entitiesZh> = {
  recall: 'Recall notice',
  recall_outcome: 'Recall work',
  care_call: 'Care call',
  duty: 'Rota',
  shop_setting: 'Settings of the shop',
}

export const fieldsZh = {
  version: '版本',
  title: '标题',
  advice: '怎么告诉用户',
  action: '要求',
  ranges: '编号范围',
  published_on: '发布日期',
  deadline_on: '最后期限',
  withdrawn_reason: '撤回原因',
  recall_id: '召回通知',
  recall_version: '通知版本',
  outcome: '处理结果',
  handled_at: '办理时间',
  night_on: '哪一晚',
}
export const fieldsEn: Same<typeof fieldsZh> = {
  version: 'Version',
  title: 'Title',
  advice: 'What to tell the user',
  action: 'Asked for',
  ranges: 'Serials',
  published_on: 'Published on',
  deadline_on: 'Last day',
  withdrawn_reason: 'Why withdrawn',
  recall_id: 'Notice',
  recall_version: 'Version of the notice',
  outcome: 'Outcome',
  handled_at: 'Handled at',
  night_on: 'Night',
}
