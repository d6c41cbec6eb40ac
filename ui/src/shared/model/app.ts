/** How the program and sync stand: what the frame of every screen shows. */
import type { AppStatus, SyncStatus } from '@/bindings/contract'
import { t, type Locale } from '@/shared/i18n'
import { agoText, dateTimeText } from '@/shared/format/date'
import { countText } from '@/shared/format/text'
import { useCall } from './query'

export const useAppStatus = () => useCall('app.status', {}, { every: 20_000, keep: true })
export const useSyncStatus = () => useCall('sync.status', {}, { every: 3_000, keep: true })

export type PillTone = 'ok' | 'warn' | 'bad' | 'info' | 'neutral'
export interface Pill {
  tone: PillTone
  text: string
}

/** The words of the sync pill: always true, never alarming when the network is only away. */
export function pillOf(status: SyncStatus | undefined, now: number, locale: Locale): Pill {
  if (!status) return { tone: 'neutral', text: t('common.sync.unknown') }
  const count = countText(status.unsent)
  const last =
    status.last_sync_at == null
      ? ''
      : ` · ${t('common.sync.lastSync', { when: dateTimeText(status.last_sync_at, now, locale) })}`
  switch (status.state) {
    case 'working':
      return { tone: 'info', text: t('common.sync.working') }
    case 'problem': {
      // Without a failure it is a decision that waits: nothing is wrong, a person is asked.
      const todo = status.conflicts + status.rejected
      if (status.problem === null && todo > 0) {
        return { tone: 'warn', text: t('common.sync.decide', { count: countText(todo) }) }
      }
      return { tone: 'bad', text: t('common.sync.problem') }
    }
    case 'not_connected':
      return { tone: 'neutral', text: t('common.sync.notConnected') }
    case 'offline':
      return {
        tone: 'warn',
        text:
          (status.unsent > 0 ? t('common.sync.offline', { count }) : t('common.sync.offlineNone')) +
          last,
      }
    case 'waiting':
      return { tone: 'warn', text: t('common.sync.waiting', { count }) + last }
    case 'synced':
      return {
        tone: 'ok',
        text:
          status.last_sync_at == null
            ? t('common.sync.syncedNever')
            : t('common.sync.synced', { when: agoText(status.last_sync_at, now) }),
      }
  }
}

/** `柳河服务网点 · PC-A` */
export function shopText(status: AppStatus | undefined): string {
  if (!status?.ready) return t('common.shell.noShop')
  const pc = status.device_name ?? (status.pc_code ? `PC-${status.pc_code}` : '')
  return [status.dealer_name ?? status.dealer_code, pc].filter(Boolean).join(' · ')
}
