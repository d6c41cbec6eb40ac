/** Words for the closed codes of the archive: consents, photos, the parts of a timeline. */
import type { Same } from './same'

export const zh = {
  consent_purpose: { care: '使用关怀', birthday: '生日问候', marketing: '活动通知' },
  consent_state: { given: '同意', withdrawn: '不同意', unsaid: '没问过' },
  photo_kind: {
    house: '房屋',
    landmark: '地标',
    route: '路线',
    plate: '铭牌',
    seal: '封条',
    installation: '安装',
    before: '维修前',
    after: '维修后',
    signed_sheet: '纸质签字单',
    gas_alarm: '燃气报警',
    damage: '损坏处',
    invoice: '购机凭证',
    evidence: '证据',
    other: '其他',
  },
  photo_time: { camera: '相机记录', file: '文件时间' },
  photo_doubt: {
    time_far: '拍摄时间与上门相差一天以上',
    used_elsewhere: '同一张照片也用在别处',
  },
  timeline_part: {
    service: '报修和工单',
    contact: '联系和回访',
    complaint: '投诉和承诺',
    remedy: '退换和不实行三包',
    machine: '机器',
    money: '收款和配件',
    consent: '同意',
  },
}

export const en: Same<typeof zh> = {
  consent_purpose: { care: 'Care', birthday: 'Birthday greeting', marketing: 'Campaigns' },
  consent_state: { given: 'agreed', withdrawn: 'does not agree', unsaid: 'not asked' },
  photo_kind: {
    house: 'House',
    landmark: 'Landmark',
    route: 'Way there',
    plate: 'Serial plate',
    seal: 'Seal',
    installation: 'Installation',
    before: 'Before the work',
    after: 'After the work',
    signed_sheet: 'Signed sheet',
    gas_alarm: 'Gas alarm',
    damage: 'Damage',
    invoice: 'Proof of purchase',
    evidence: 'Evidence',
    other: 'Other',
  },
  photo_time: { camera: 'by the camera', file: 'by the file' },
  photo_doubt: {
    time_far: 'Taken more than a day before or after the visit',
    used_elsewhere: 'The same photo is used elsewhere too',
  },
  timeline_part: {
    service: 'Calls and orders',
    contact: 'Contacts and visits',
    complaint: 'Complaints and promises',
    remedy: 'Remedies and exclusions',
    machine: 'Machines',
    money: 'Payments and parts',
    consent: 'Consents',
  },
}
