/** Words for the codes of the day's list. */
import type { Same } from './same'

export const zh = {
  today_kind: {
    request: '来电',
    work_order: '工单',
    complaint: '投诉',
    remedy_case: '退换案',
    remedy_owed: '追溯立案',
    promise: '承诺',
    return_visit: '回访',
    maintenance: '保养',
    recall: '召回',
    care: '关怀',
    duty: '值班',
    certificate: '资格证',
    service_plan: '服务套餐',
    delivery: '送货、安装',
    tag_off: '等摘牌',
    check_failed: '调试没通过',
    shop_event: '活动',
    day_close: '日结',
  },
}

export const en: Same<typeof zh> = {
  today_kind: {
    request: 'Call',
    work_order: 'Order',
    complaint: 'Complaint',
    remedy_case: 'Remedy case',
    remedy_owed: 'Case due',
    promise: 'Promise',
    return_visit: 'Return visit',
    maintenance: 'Maintenance',
    recall: 'Recall',
    care: 'Care',
    duty: 'Rota',
    certificate: 'Certificate',
    service_plan: 'Service plan',
    delivery: 'Delivery and installation',
    tag_off: 'Tag to come off',
    check_failed: 'Failed its checklist',
    shop_event: 'Calendar',
    day_close: 'Close of the day',
  },
}
