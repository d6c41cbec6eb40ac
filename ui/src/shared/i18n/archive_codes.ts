/** Words for the closed codes of the archive: consents, the parts of a timeline. */
import type { Same } from './same'

export const zh = {
  consent_purpose: { care: '使用关怀', birthday: '生日问候', marketing: '活动通知' },
  consent_state: { given: '同意', withdrawn: '不同意', unsaid: '没问过' },
  timeline_part: {
    service: '报修和工单',
    contact: '联系和回访',
    complaint: '投诉和承诺',
    machine: '机器',
    money: '收款和配件',
    consent: '同意',
  },
  stock_kind: {
    receive: '配件入库',
    use: '用了配件',
    take_back: '配件退回',
    old_in: '旧件交回',
    old_out: '旧件返厂',
    count: '盘点',
  },
}

export const en: Same<typeof zh> = {
  consent_purpose: { care: 'Care', birthday: 'Birthday greeting', marketing: 'Campaigns' },
  consent_state: { given: 'agreed', withdrawn: 'does not agree', unsaid: 'not asked' },
  timeline_part: {
    service: 'Calls and orders',
    contact: 'Contacts and visits',
    complaint: 'Complaints and promises',
    machine: 'Machines',
    money: 'Payments and parts',
    consent: 'Consents',
  },
  stock_kind: {
    receive: 'Part received',
    use: 'Part used',
    take_back: 'Part taken back',
    old_in: 'Old part handed in',
    old_out: 'Old part sent off',
    count: 'Counted',
  },
}
