import { describe, expect, it, vi } from 'vitest'
import type { PhotoItem } from '@/bindings/contract'
import { setLocale } from '@/shared/i18n'
import { useTransport } from '@/shared/ipc'
import {
  altText,
  around,
  carried,
  closer,
  copiedPictures,
  farther,
  Pictures,
  placed,
} from './model'

const NOW = 1_795_233_600_000
const photo: PhotoItem = {
  id: '1',
  owner: 'customer',
  owner_id: '2',
  kind: 'house',
  note: null,
  taken_at: null,
  taken_from: null,
  added_at: NOW,
  added_by: null,
  bytes: 1,
  width: 1,
  height: 1,
  here: true,
  doubts: [],
  removable: true,
  kinds: ['house', 'other'],
}

describe('a file that is to be added', () => {
  it('is known by its name, whatever system its place is of', () => {
    expect(placed('C:\\微信\\图 1.jpg').name).toBe('图 1.jpg')
    expect(placed('/home/店/2.png')).toEqual({ name: '2.png', path: '/home/店/2.png' })
  })
  it('carries its bytes where it has no place', async () => {
    const file = new File([new Uint8Array([1, 2, 255])], 'image.png', {
      type: 'image/png',
      lastModified: 7,
    })
    expect(await carried(file, '粘贴的图片 1')).toEqual({
      name: '粘贴的图片 1',
      data: 'AQL/',
      modified_at: 7,
    })
  })
  it('is no text that was copied beside a picture', () => {
    const picture = new File(['x'], 'image.png', { type: 'image/png' })
    const sheet = new File(['x'], 'a.xlsx', { type: 'application/vnd.ms-excel' })
    const items = [
      { kind: 'string', getAsFile: () => null },
      { kind: 'file', getAsFile: () => picture },
      { kind: 'file', getAsFile: () => sheet },
    ]
    expect(copiedPictures({ items } as unknown as DataTransfer)).toEqual([picture])
    expect(copiedPictures(null)).toEqual([])
  })
})

describe('a photo', () => {
  it('is told in words, with its note and when it was taken', () => {
    setLocale('zh-CN')
    expect(altText(photo, NOW)).toBe('房屋，拍摄时间不明')
    const known = { ...photo, note: '蓝色大门', taken_at: NOW - 3_600_000 }
    expect(altText(known, NOW)).toMatch(/^房屋：蓝色大门，.*11:00$/)
  })
  it('goes round in its list and never closer than it can be', () => {
    expect([around(2, 1, 3), around(0, -1, 3), around(0, 1, 0)]).toEqual([0, 2, 0])
    expect([farther(0), closer(0), closer(3)]).toEqual([0, 1, 3])
  })
})

describe('pictures that were read', () => {
  it('are read once, forgotten when there are many, and asked for again after a failure', async () => {
    const asked = vi.fn(async (_: string, payload: unknown) => {
      const { id } = payload as { id: string }
      if (id === 'bad') throw new Error('gone')
      return { data: id }
    })
    useTransport(asked)
    const pictures = new Pictures(2, true)
    expect(await pictures.get('a')).toBe('data:image/jpeg;base64,a')
    await pictures.get('a')
    expect(asked).toHaveBeenCalledTimes(1)
    await expect(pictures.get('bad')).rejects.toThrow()
    await expect(pictures.get('bad')).rejects.toThrow()
    expect(asked).toHaveBeenCalledTimes(3)
    await pictures.get('b')
    await pictures.get('c')
    await pictures.get('a')
    expect(asked).toHaveBeenCalledTimes(6)
  })
})
