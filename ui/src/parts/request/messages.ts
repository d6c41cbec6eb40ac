import type { Same } from '@/shared/i18n/same'

export const zh = {
  convert: '转为别的…',
  convertTo: '转为',
  convertKeep: '编号、内容和起算时间都不变',
  convertNote: '说明（可不填）',
  converted: '已转为{kind}，编号不变',
  convertedOrder: '已转为{kind}，工单 {no}',
  wasOnce: '原来是{kind}',
  goOnComplaint: '登记这起投诉',
  goOnRemedy: '立退换案',
  isComplaint: '已登记为投诉 {no}',
  isRemedy: '已立退换案 {no}',
}

export const en: Same<typeof zh> = {
  convert: 'Make it another kind…',
  convertTo: 'Becomes',
  convertKeep: 'number, words and starting time stay',
  convertNote: 'Note (optional)',
  converted: 'It is now: {kind}; the number stays',
  convertedOrder: 'It is now: {kind}; order {no}',
  wasOnce: 'came in as: {kind}',
  goOnComplaint: 'Take the complaint',
  goOnRemedy: 'Open the remedy case',
  isComplaint: 'goes on as complaint {no}',
  isRemedy: 'goes on as remedy case {no}',
}
