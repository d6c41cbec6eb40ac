/** Pictures that wait for the call that is being taken: the program keeps them at once. */
import { computed, ref } from 'vue'
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
  /** How many are being read and kept right now, and whoever waits for that. */
  const working = ref(0)
  const busy = computed(() => working.value > 0 || letGo.busy.value)
  let waiting: (() => void)[] = []
  /** Pictures that were not taken, since this screen was opened. */
  let refused = 0

  /** One after the other, in the order they came. */
  let last = Promise.resolve()
  function during(work: () => Promise<void>): Promise<void> {
    working.value++
    last = last.then(work).finally(() => {
      working.value--
      if (working.value > 0) return
      for (const go of waiting) go()
      waiting = []
    })
    return last
  }
  /** While the call is being saved: what came now would be missing from it. */
  let shut = false
  function open(): boolean {
    if (shut) notify('bad', t('photo.heldLater'))
    return !shut
  }
  const add = async (files: PhotoFile[]) => open() && (await during(() => keep(files)))
  const addFiles = async (files: File[], pasted: boolean) =>
    open() && (await during(() => read(files, pasted)))

  /** Keeps them; says by name what was not taken. */
  async function keep(files: PhotoFile[]): Promise<void> {
    const room = OF_CALL - rows.value.length
    if (files.length > room) notify('info', t('photo.heldFull', { count: OF_CALL }))
    const taken = files.slice(0, Math.max(room, 0))
    if (taken.length === 0) return
    const answer = await hold.run({ files: taken })
    refused += answer ? answer.refused.length : taken.length
    for (const one of answer?.refused ?? [])
      notify(
        'bad',
        t('photo.notTaken', { name: one.name, why: textOfCode(one.code, locale.value) }),
      )
  }
  /** Files without a place: pasted, or chosen in a browser. */
  async function read(files: File[], pasted: boolean): Promise<void> {
    const whole: PhotoFile[] = []
    for (const [at, file] of files.entries()) {
      const number = rows.value.length + at + 1
      const name = pasted ? t('photo.pasted', { number }) : file.name
      const code = file.size > MOST_BYTES ? 'photo.too_large' : 'photo.file'
      try {
        if (file.size > MOST_BYTES) throw new Error(code)
        whole.push(await carried(file, name))
      } catch {
        refused++
        notify('bad', t('photo.notTaken', { name, why: textOfCode(code, locale.value) }))
      }
    }
    if (whole.length > 0) await keep(whole)
  }
  async function drop(ids: string[] | null): Promise<void> {
    if (ids === null && rows.value.length === 0) return
    await letGo.run({ ids })
  }
  /** A command with what was sent with the call; a function, so that it is asked for last. */
  function sent<T extends object>(request: T): T & { photos?: string[] } {
    if (rows.value.length === 0) return request
    return { ...request, photos: rows.value.map((one) => one.id) }
  }
  /** Waits for what is still being taken in. False, with a word, when a picture of it was not taken or
   *  what waits is not known: it would be missing from this call and go with the next one. No more are
   *  taken in from here until `reopen`. */
  async function whole(): Promise<boolean> {
    const before = refused
    shut = true
    if (working.value > 0) await new Promise<void>((go) => waiting.push(go))
    if (refused > before) return false
    if (query.data.value === undefined) await query.refetch()
    if (query.data.value !== undefined) return true
    notify('bad', t('photo.heldUnknown'))
    return false
  }
  const reopen = () => void (shut = false)
  return { rows, busy, add, addFiles, drop, sent, whole, reopen }
}
