/** What a person pinned on this PC: it stands first in the palette. */
import type { RecentPlace } from '@/bindings/contract'
import { t } from '@/shared/i18n'
import { notify } from '@/shared/use/toast'
import { useAction, useCall } from './query'
import type { RecordPage } from './records'

export function usePins() {
  // Beside the first screen: a record is shown without it.
  const places = useCall('recent.list', {}, { later: true })
  const change = useAction('recent.pin')
  const pinned = (record: RecordPage): RecentPlace | undefined =>
    places.data.value?.pinned.find((one) => one.kind === record.kind && one.id === record.id)
  async function toggle(record: RecordPage): Promise<void> {
    const on = !pinned(record)
    const after = await change.run({ kind: record.kind, id: record.id, pinned: on })
    if (after) return notify('ok', t(on ? 'manners.pin.done' : 'manners.pin.undone'))
    const refused = change.errors.value['pinned']
    if (refused) notify('info', t('manners.pin.full'))
  }
  return { pinned, toggle, busy: change.busy }
}
