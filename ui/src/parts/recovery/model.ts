/** What was half typed when the program ended without order: which form it is, and where it is. */
import type { KeptDraft, KeptKind } from '@/bindings/contract'
import { dateTimeText } from '@/shared/format/date'
import { codeText, t, type Locale } from '@/shared/i18n'

const FOLDER: Record<KeptKind, string> = {
  customer: 'customers',
  unit: 'units',
  work_order: 'orders',
  complaint: 'complaints',
  remedy_case: 'remedies',
  return_visit: 'visits',
}

type Form =
  | 'intake'
  | 'customer'
  | 'unit'
  | 'complaint'
  | 'remedy'
  | 'cash'
  | 'day'
  | 'greeting'
  | 'event'
  | 'settings'
  | 'other'

/** Forms about no record that is there already, by how their key begins. */
const FORMS: [string, Form, string][] = [
  ['intake', 'intake', '/intake'],
  ['customer:', 'customer', '/customers/new'],
  ['unit:', 'unit', '/units/new'],
  ['complaint:', 'complaint', '/complaints/new'],
  ['remedy_case:', 'remedy', '/remedies'],
  ['cash-close', 'cash', '/money'],
  ['day-close', 'day', '/today/close'],
  ['greeting', 'greeting', '/customers'],
  ['shop_event:', 'event', '/calendar'],
  ['place_name:', 'settings', '/settings/place'],
  ['market_day:', 'settings', '/settings/market'],
]

export interface KeptForm {
  key: string
  path: string
  text: string
}

/** A kept form as a link. */
export function keptForm(draft: KeptDraft, now: number, locale: Locale): KeptForm {
  const when = dateTimeText(draft.saved_at, now, locale)
  if (draft.about) {
    const { kind, id, title } = draft.about
    // What is written on an evening's sheet stands there, not at its order.
    const path =
      kind === 'work_order' && draft.key.startsWith('sheet:') ? '/sheets' : `/${FOLDER[kind]}/${id}`
    const form = codeText('kept_kind', kind)
    return { key: draft.key, path, text: t('recovery.draftAbout', { form, title, when }) }
  }
  const [, form, path] = FORMS.find(([begin]) => draft.key.startsWith(begin)) ?? [
    '',
    'other' as const,
    '/today',
  ]
  return {
    key: draft.key,
    path,
    text: t('recovery.draft', { form: t(`recovery.form.${form}`), when }),
  }
}
