import type { Same } from '@/shared/i18n/same'

export const zh = {
  title: '旧地名（撤乡并镇）',
  lead: '登记了旧名，用旧名也能找到这家；登记地址、导入旧表时会换成现名。全店的电脑都一样。',
  kind: '改名的是',
  town: '在哪个乡镇（别的乡镇也有同名村时才填）',
  old: '旧名',
  today: '现名',
  add: '登记旧名',
  none: '还没有登记旧地名。',
  remove: '删除',
  removed: '已删除旧名“{old}”',
  saved: '记下了：{old} 现在叫 {name}',
  told: '{name}原来叫{old}，已按现名写。',
  giveBack: '改回旧名',
}

export const en: Same<typeof zh> = {
  title: 'Old names of places',
  lead: 'Households are found by the old name too; addresses typed or imported get today’s. The same on all PCs of the shop.',
  kind: 'What was renamed',
  town: 'In which town (only where others have a village of that name)',
  old: 'Old name',
  today: 'Today’s name',
  add: 'Add old name',
  none: 'No old names yet.',
  remove: 'Delete',
  removed: 'Old name “{old}” deleted',
  saved: 'Kept: {old} is called {name} today',
  told: '{name} was called {old}; today’s name was put.',
  giveBack: 'Put the old name back',
}
