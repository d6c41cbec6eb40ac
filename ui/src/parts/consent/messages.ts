import type { Same } from '@/shared/i18n'

export const zh = {
  title: '同意与拒收',
  ask: '问一次',
  who: '谁说的',
  purpose: '哪一样',
  how: '怎么说的',
  paper: '纸单号或备注',
  read: '先念给客户听',
  agreed: '客户同意',
  refused: '客户不同意',
  withdraw: '撤回',
  saved: '已记下',
  history: '全部记录（{count} 条）',
  notice: '告知版本 {version} · {shop} → {receiver}',
  none: '还没有问过。不问、不同意都不影响维修。',
}

export const en: Same<typeof zh> = {
  title: 'Consents',
  ask: 'Ask',
  who: 'Who said it',
  purpose: 'For what',
  how: 'How',
  paper: 'Paper number or note',
  read: 'Read to the customer first',
  agreed: 'They agree',
  refused: 'They do not agree',
  withdraw: 'Withdraw',
  saved: 'Recorded',
  history: 'Everything that was said ({count})',
  notice: 'Notice {version} · {shop} → {receiver}',
  none: 'Not asked yet. Service does not depend on it.',
}
