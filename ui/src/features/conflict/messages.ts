import type { Same } from '@/shared/i18n/same'

export const zh = {
  title: '两个版本，等您决定',
  none: '没有要决定的。',
  noneHint: '两台电脑离线时改了同一处，会在这里等您选。',
  headline: '{title} · {field}',
  why: '为什么有两个？',
  whyBody:
    '两台电脑没联网时都改了这一项，谁也没看到谁的。程序不替您选：两边都留着，由您决定哪个对。决定会记下是谁、什么时候定的，并同步到各台电脑。',
  decided: '{who} {when} 决定：{value}',
  decidedNew: '另写了一个',
  showDecided: '也看已决定的',
  saved: '已决定：{title} · {field}',
  openCustomer: '打开客户',
  openOrder: '打开工单',
  unknownWho: '不知道是谁',
}

export const en: Same<typeof zh> = {
  title: 'Two versions, for you to decide',
  none: 'Nothing to decide.',
  noneHint: 'When two PCs change the same thing offline, it waits here for you.',
  headline: '{title} · {field}',
  why: 'Why are there two?',
  whyBody:
    'Two PCs changed this while offline and did not see each other. The program does not choose for you: both are kept until a person decides. The decision, with who and when, goes to all PCs.',
  decided: 'Decided by {who}, {when}: {value}',
  decidedNew: 'a new value',
  showDecided: 'Show decided ones too',
  saved: 'Decided: {title} · {field}',
  openCustomer: 'Open customer',
  openOrder: 'Open order',
  unknownWho: 'somebody unknown',
}
