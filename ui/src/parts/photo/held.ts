/** Pictures that wait for the call that is being taken: the program keeps them at once. */
import { computed } from 'vue'
import type { PhotoFile } from '@/bindings/contract'
import { locale, t } from '@/shared/i18n'
import { textOfCode } from '@/shared/errors'
import { useAction, useCall } from '@/shared/model/query'
import { notify } from '@/shared/use/toast'
import { carried, MOST_BYTES } from './model'

/** Most pictures of one call; the program says so too. */
export const OF_CALL = 20

export type HeldPhotos = ReturnType<typeof useHeldPhotos>

export function useHeldPhotos() {
  const query = useCall('photo.held', {}, { keep: true })
  const hold = useAction('photo.hold')
  const letGo = useAction('photo.let_go')
  const rows = computed(() => query.data.value?.rows ?? [])
  const busy = computed(() => hold.busy.value || letGo.busy.value)

  /** Keeps them; says by name what was not taken. */
  async function add(files: PhotoFile[]): Promise<void> {
    const room = OF_CALL - rows.value.length
    if (files.length > room) notify('info', t('photo.heldFull', { count: OF_CALL }))
    const taken = files.slice(0, Math.max(room, 0))
    if (taken.length === 0) return
    const answer = await hold.run({ files: taken })
    for (const one of answer?.refused ?? [])
      notify(
        'bad',
        t('photo.notTaken', { name: one.name, why: textOfCode(one.code, locale.value) }),
      )
  }
  /** Files without a place: pasted, or chosen in a browser. */
  async function addFiles(files: File[], pasted: boolean): Promise<void> {
    const read: PhotoFile[] = []
    for (const [at, file] of files.entries()) {
      const number = rows.value.length + at + 1
      const name = pasted ? t('photo.pasted', { number }) : file.name
      const code = file.size > MOST_BYTES ? 'photo.too_large' : 'photo.file'
      try {
        if (file.size > MOST_BYTES) throw new Error(code)
        read.push(await carried(file, name))
      } catch {
        notify('bad', t('photo.notTaken', { name, why: textOfCode(code, locale.value) }))
      }
    }
    if (read.length > 0) await add(read)
  }
  async function drop(ids: string[] | null): Promise<void> {
    if (ids === null && rows.value.length === 0) return
    await letGo.run({ ids })
  }
  /** A command with what was sent with the call. */
  function sent<T extends object>(request: T): T & { photos?: string[] } {
    if (rows.value.length === 0) return request
    return { ...request, photos: rows.value.map((one) => one.id) }
  }
  return { rows, busy, add, addFiles, drop, sent }
}
