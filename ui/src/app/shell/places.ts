/** Every screen one can go to, in the order of the menu; the palette knows the others too. */
import { messages, t, type MessageKey } from '@/shared/i18n'

export interface Place {
  path: string
  label: MessageKey
  /** How its Chinese name is typed without an input method: spelling, then initials. */
  spelled: string
}

/** The menu. The first nine have Alt and their digit, settings Alt+0. */
export const MENU: Place[] = [
  { path: '/today', label: 'common.nav.today', spelled: 'jinri jr' },
  { path: '/intake', label: 'common.nav.intake', spelled: 'laidian ld' },
  { path: '/orders', label: 'common.nav.orders', spelled: 'gongdan gd' },
  { path: '/complaints', label: 'common.nav.complaints', spelled: 'tousu ts' },
  { path: '/visits', label: 'common.nav.visits', spelled: 'huifang hf' },
  { path: '/customers', label: 'common.nav.customers', spelled: 'kehu kh' },
  { path: '/units', label: 'common.nav.units', spelled: 'jiqi jq' },
  { path: '/money', label: 'common.nav.money', spelled: 'shoukuan sk' },
  { path: '/stock', label: 'common.nav.stock', spelled: 'peijian pj' },
  { path: '/import', label: 'common.nav.import', spelled: 'daoru dr' },
  { path: '/sync', label: 'common.nav.sync', spelled: 'tongbu tb' },
  { path: '/staff', label: 'common.nav.staff', spelled: 'yuangong yg' },
  { path: '/settings', label: 'common.nav.settings', spelled: 'shezhi sz' },
]

/** Screens without an entry in the menu. */
export const OTHERS: Place[] = [
  { path: '/counter', label: 'counter.title', spelled: 'guitaimaipeijian gtmpj maipeijian mpj' },
  { path: '/calendar', label: 'event.title', spelled: 'huodongrili hdrl' },
  { path: '/other-machines', label: 'other.title', spelled: 'biejiapinpai bjpp' },
  { path: '/maintenance', label: 'unit.due.title', spelled: 'gaibaoyangdejiqi gbydjq by' },
  { path: '/promises', label: 'manners.place.promises', spelled: 'chengnuotaizhang cntz cn' },
  { path: '/remedies', label: 'manners.place.remedies', spelled: 'tuihuanan tha th' },
  { path: '/plan', label: 'manners.place.plan', spelled: 'paibanjihua pbjh pb' },
  { path: '/sheets', label: 'manners.place.sheets', spelled: 'wanjianludan wjld' },
  { path: '/report', label: 'report.title', spelled: 'tongji tj' },
  { path: '/staff/scores', label: 'manners.place.scores', spelled: 'fuwupingfen fwpf' },
  { path: '/today/close', label: 'manners.place.dayClose', spelled: 'rijie rj' },
  { path: '/settings/trash', label: 'manners.place.trash', spelled: 'huishouzhan hsz' },
  { path: '/settings/backup', label: 'manners.place.backup', spelled: 'beifenyuhuifu bfyhf bf' },
  { path: '/settings/people', label: 'manners.place.people', spelled: 'renyuanyumima ryymm ry' },
  { path: '/settings/access', label: 'manners.place.access', spelled: 'fangwenjilu fwjl' },
  { path: '/settings/look', label: 'manners.place.look', spelled: 'waiguan wg' },
  { path: '/settings/pc', label: 'manners.place.diagnosis', spelled: 'zhenduanwenjian zdwj' },
]

/** The keys of a place in the menu; none beyond the ninth but for the last. */
export function keysOf(path: string): string | undefined {
  const at = MENU.findIndex((place) => place.path === path)
  if (at === MENU.length - 1) return 'Alt+0'
  return at >= 0 && at < 9 ? `Alt+${at + 1}` : undefined
}

/** The text of a key in both languages: who reads one may type the other. */
function bothTexts(label: MessageKey): string[] {
  const read = (table: unknown) =>
    label.split('.').reduce((at, part) => (at as Record<string, unknown>)[part], table)
  return [String(read(messages['zh-CN'])), String(read(messages.en))]
}

/** How well something fits what was typed: 2 is its whole name, 1 the beginning or a part, 0 not. */
export function fits(label: MessageKey, spelled: string, typed: string): 0 | 1 | 2 {
  const query = typed.trim().toLowerCase()
  if (query === '') return 0
  const names = [t(label), ...bothTexts(label)].map((name) => name.toLowerCase())
  const spellings = spelled.split(' ')
  if (names.includes(query) || spellings[0] === query) return 2
  if (names.some((name) => name.includes(query))) return 1
  return spellings.some((one) => one.startsWith(query)) ? 1 : 0
}
