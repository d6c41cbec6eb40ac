import type { Same } from '@/shared/i18n/same'

export const zh = {
  title: '头一周清单',
  lead: '做过的会自己打勾。点一条就到那一页。',
  leadExample: '现在是示例数据，练手做的不算数；清除示例数据以后开始打勾。',
  count: '{done} / {total}',
  away: '收起来，F1 里可以再打开',
  awayShort: '收起来',
  back: '头一周清单',
  ticked: '做过了',
  open: '还没做',
  all: '头一周该做的都做过了。',
  step: {
    example: '用示例数据练练手',
    call: '登记第一个来电',
    unit: '登记一台机器',
    plan: '把一张工单排上日子',
    sheet: '把一张纸单录回来、办完',
    close: '做一次日结',
    backup: '做一次备份',
    staff: '加一位同事，设好密码',
  },
}

export const en: Same<typeof zh> = {
  title: 'The first week',
  lead: 'What is done ticks itself. Each line leads to its place.',
  leadExample:
    'This is example data: what is tried in it does not count. Ticks begin when it is removed.',
  count: '{done} of {total}',
  away: 'Put away; F1 brings it back',
  awayShort: 'Put away',
  back: 'The first week',
  ticked: 'Done',
  open: 'Not yet',
  all: 'All of the first week is done.',
  step: {
    example: 'Practise with example data',
    call: 'Take the first call',
    unit: 'Register a machine',
    plan: 'Put an order on a day',
    sheet: 'Type a paper sheet back and finish its order',
    close: 'Close a day',
    backup: 'Make a backup',
    staff: 'Add a colleague with a PIN',
  },
}
