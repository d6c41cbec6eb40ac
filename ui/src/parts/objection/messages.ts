import type { Same } from '@/shared/i18n/same'

export const zh = {
  title: '现场异议',
  hint: '客户当面有意见就记下来；关单时还没解决的，自动成为投诉。',
  add: '客户有异议',
  text: '客户说什么',
  textHint: '例如：嫌上门费贵，说上次没收',
  handling: '当场怎么处理的',
  handlingHint: '例如：看价目表解释，客户认可',
  resolved: '已解决',
  open: '还没解决',
  save: '记下',
  saved: '异议已记下',
  settle: '已处理好',
  settled: '异议已处理好',
  became: '已转投诉',
  sheet: '客户有异议',
}

export const en: Same<typeof zh> = {
  title: 'Objections on the spot',
  hint: 'Note what the customer objects to; what is open when the order is closed becomes a complaint.',
  add: 'Customer objects',
  text: 'What the customer says',
  textHint: 'Such as: travel fee too high, was none last time',
  handling: 'What was done about it',
  handlingHint: 'Such as: showed the price list, accepted',
  resolved: 'Settled',
  open: 'Open',
  save: 'Note it',
  saved: 'Objection noted',
  settle: 'Settled now',
  settled: 'Objection settled',
  became: 'Became a complaint',
  sheet: 'Customer objects',
}
