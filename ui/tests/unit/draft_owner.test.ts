/** Drafts on a shared PC: each is its writer's, also while it could not be saved yet. */
import { afterEach, expect, it, vi } from 'vitest'
import { CallError, useTransport } from '@/shared/ipc'
import { flushDrafts, openForm, owedDraft, saveDraft, setDraftOwner } from '@/shared/use/draft_owed'

afterEach(() => vi.useRealTimers())

it('what could not be saved waits for its writer and is nobody else’s', async () => {
  vi.useFakeTimers()
  const saved: unknown[] = []
  let full = true
  useTransport((name, payload) => {
    if (full) return Promise.reject(new CallError('store.disk_full', '', {}))
    saved.push([name, payload])
    return Promise.resolve({})
  })
  setDraftOwner('clerk')
  expect(await saveDraft('intake', { text: '屋里不热' })).toBe(false)
  setDraftOwner('technician')
  expect(owedDraft('intake')).toBeUndefined()
  full = false
  await vi.advanceTimersByTimeAsync(10_000)
  expect(saved).toEqual([])
  setDraftOwner('clerk')
  expect(owedDraft('intake')).toEqual({ text: '屋里不热' })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(saved).toHaveLength(1)
})

it('every open form is saved before somebody else works here', async () => {
  const flush = vi.fn(() => Promise.resolve())
  const close = openForm(flush)
  await flushDrafts()
  close()
  await flushDrafts()
  expect(flush).toHaveBeenCalledTimes(1)
})
