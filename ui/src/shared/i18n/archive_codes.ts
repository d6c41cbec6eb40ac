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
}
