/** Photos as the screens see them: files waiting to be added, pictures that were read, words. */
import type { PhotoFile, PhotoItem } from '@/bindings/contract'
import { dateTimeText } from '@/shared/format/date'
import { codeText, locale, t } from '@/shared/i18n'
import { call } from '@/shared/ipc'
import { onForget } from '@/shared/model/forget'

/** Most files at once; the program says so too. */
export const AT_ONCE = 50
/** Larger files are not even read; the program would refuse them. */
export const MOST_BYTES = 60 * 1024 * 1024
export const PICTURE_FILES = ['jpg', 'jpeg', 'png', 'webp', 'bmp', 'heic']

/** A file at a place on this PC. */
export function placed(path: string): PhotoFile {
  return { name: path.split(/[\\/]/).at(-1) ?? path, path }
}

/** The bytes of a file that has no place: pasted, or dropped in a browser. */
export async function carried(file: File, name: string): Promise<PhotoFile> {
  const url = await new Promise<string>((done, fail) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result))
    reader.onerror = () => fail(reader.error ?? new Error('unreadable'))
    reader.readAsDataURL(file)
  })
  return { name, data: url.slice(url.indexOf(',') + 1), modified_at: file.lastModified }
}

/** The pictures among what was copied. */
export function copiedPictures(data: DataTransfer | null): File[] {
  const items = [...(data?.items ?? [])]
  const files = items
    .filter((item) => item.kind === 'file')
    .map((item) => item.getAsFile())
    .filter((file) => file !== null)
  return files.filter((file) => file.type.startsWith('image/'))
}

/** When it was taken, as far as anybody knows. */
export function takenText(photo: PhotoItem, now: number): string {
  if (photo.taken_at === null) return t('photo.unknown')
  return dateTimeText(photo.taken_at, now, locale.value)
}

/** A picture in words, for whoever does not see it. */
export function altText(photo: PhotoItem, now: number): string {
  const words = { kind: codeText('photo_kind', photo.kind), when: takenText(photo, now) }
  if (!photo.note) return t('photo.alt', words)
  return t('photo.altNote', { ...words, note: photo.note })
}

/** Pictures never change, so what was read is kept: many small ones, a few large ones. */
export class Pictures {
  private readonly kept = new Map<string, Promise<string>>()
  private readonly most: number
  private readonly small: boolean
  constructor(most: number, small: boolean) {
    this.most = most
    this.small = small
  }
  /** The picture as an address for the page; reads it once. */
  get(id: string): Promise<string> {
    const found = this.kept.get(id)
    const picture =
      found ??
      call('photo.show', { id, small: this.small }).then(
        (shown) => `data:image/jpeg;base64,${shown.data}`,
      )
    this.kept.delete(id)
    this.kept.set(id, picture)
    // What failed is asked for again the next time.
    picture.catch(() => this.kept.delete(id))
    const oldest = this.kept.keys().next()
    if (this.kept.size > this.most && !oldest.done) this.kept.delete(oldest.value)
    return picture
  }
  /** Lets go of all. */
  clear(): void {
    this.kept.clear()
  }
}
export const thumbs = new Pictures(300, true)
export const pictures = new Pictures(8, false)
// They show houses: nobody else finds them here.
for (const cache of [thumbs, pictures]) onForget(() => cache.clear())

/** How close the viewer is, in steps: the whole picture, then closer. */
export const STEPS = 4
export const closer = (step: number) => Math.min(step + 1, STEPS - 1)
export const farther = (step: number) => Math.max(step - 1, 0)
/** A place in a list that goes round. */
export const around = (at: number, by: number, count: number) =>
  count === 0 ? 0 : (at + by + count) % count
