import type { Same } from '@/shared/i18n/same'

export const zh = {
  title: '赶集日',
  lead: '登记各乡镇哪天逢集：排班、约时间、派工时会提醒。全店的电脑都一样。',
  town: '乡镇',
  calendar: '按哪种日历',
  digits: '逢几（例如：三六九）',
  digitsHint: '三六九、1 4 7、五十都行；十就是逢十、二十、三十。',
  add: '登记赶集日',
  none: '还没有登记赶集日。',
  remove: '删除',
  removed: '已删除 {town} 的赶集日',
  saved: '记下了：{town} {said}',
  held: '{town} 逢集',
  heldOn: '这天 {towns} 逢集，上午家里可能没人。',
  join: '、',
}

export const en: Same<typeof zh> = {
  title: 'Market days',
  lead: 'When each town holds its market: plans, appointments and dispatches say so. The same on all PCs of the shop.',
  town: 'Town',
  calendar: 'Calendar',
  digits: 'Days ending in (e.g. 3 6 9)',
  digitsHint: '3 6 9, 147 or 5 10; 10 stands for the 10th, 20th and 30th.',
  add: 'Add market days',
  none: 'No market days yet.',
  remove: 'Delete',
  removed: 'Market days of {town} deleted',
  saved: 'Kept: {town} {said}',
  held: '{town}: market',
  heldOn: 'There is a market in {towns} that day; in the morning nobody may be at home.',
  join: ', ',
}
