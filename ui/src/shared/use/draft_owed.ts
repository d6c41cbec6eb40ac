/** Drafts that could not be saved: kept here and tried again, while the frame says so. */
import { computed, shallowReactive } from 'vue'
import type { JsonValue } from '@/bindings/contract'
import { CallError, call } from '@/shared/ipc'

const AGAIN = 3_000
const owed = shallowReactive(new Map<string, JsonValue>())
/** Who works now: drafts are theirs, and nobody else's are tried in their name. */
let owner = ''
const mine = (key: string) => `${owner}\n${key}`
/** The open forms, each with what saves it at once. */
const forms = new Set<() => Promise<void>>()

/** Says who works now. */
export function setDraftOwner(id: string | null | undefined): void {
  owner = id ?? ''
  if (owed.size > 0) timer ??= setTimeout(() => void again(), AGAIN)
}

/** A form is open as long as it has not called what this answers. */
export function openForm(flush: () => Promise<void>): () => void {
  forms.add(flush)
  return () => forms.delete(flush)
}

/** Saves what is half typed in every open form: before somebody else works here. */
export async function flushDrafts(): Promise<void> {
  await Promise.allSettled([...forms].map((flush) => flush()))
}
let timer: ReturnType<typeof setTimeout> | undefined

/** How many drafts are on the screen or in memory only. */
export const draftsOwed = computed(() => owed.size)

/** Saves a draft and tells whether it is safe; one that is not is tried again until it is. */
export async function saveDraft(key: string, content: JsonValue): Promise<boolean> {
  const own = mine(key)
  try {
    await call('draft.save', { key, content })
    owed.delete(own)
    return true
  } catch (error) {
    // One of before whose writer nobody knows keeps its numbers: the stars do not take their place.
    if (error instanceof CallError && error.code === 'phone.hidden') {
      owed.delete(own)
      return false
    }
    // One that waits while the PC is locked is kept when its writer is back.
    owed.set(own, content)
    timer ??= setTimeout(() => void again(), AGAIN)
    return false
  }
}

/** What a form that is opened again had said last. */
export const owedDraft = (key: string): JsonValue | undefined => owed.get(mine(key))

/** The form was saved or thrown away. */
export function forgetDraft(key: string): void {
  owed.delete(mine(key))
}

async function again(): Promise<void> {
  timer = undefined
  const whose = `${owner}\n`
  for (const [own, content] of [...owed]) {
    // Meanwhile a later one may have been saved, or somebody else may work here.
    const stands = owed.get(own) === content && whose === `${owner}\n`
    if (stands && own.startsWith(whose)) await saveDraft(own.slice(whose.length), content)
  }
}
