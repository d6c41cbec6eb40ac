/** Drafts that could not be saved: kept here and tried again, while the frame says so. */
import { computed, shallowReactive } from 'vue'
import type { JsonValue } from '@/bindings/contract'
import { CallError, call } from '@/shared/ipc'

const AGAIN = 3_000
const owed = shallowReactive(new Map<string, JsonValue>())
let timer: ReturnType<typeof setTimeout> | undefined

/** How many drafts are on the screen or in memory only. */
export const draftsOwed = computed(() => owed.size)

/** Saves a draft and tells whether it is safe; one that is not is tried again until it is. */
export async function saveDraft(key: string, content: JsonValue): Promise<boolean> {
  try {
    await call('draft.save', { key, content })
    owed.delete(key)
    return true
  } catch (error) {
    // A colleague's draft with hidden numbers stays theirs: tried again under another name, the stars
    // would take the place of the numbers after all.
    if (error instanceof CallError && error.code === 'phone.hidden') {
      owed.delete(key)
      return false
    }
    // Drafts are the PC's: one that waits while it is locked is kept when somebody is back.
    owed.set(key, content)
    timer ??= setTimeout(() => void again(), AGAIN)
    return false
  }
}

/** What a form that is opened again had said last. */
export const owedDraft = (key: string): JsonValue | undefined => owed.get(key)

/** The form was saved or thrown away. */
export function forgetDraft(key: string): void {
  owed.delete(key)
}

async function again(): Promise<void> {
  timer = undefined
  for (const [key, content] of [...owed]) {
    // Meanwhile a later one may have been saved.
    if (owed.get(key) === content) await saveDraft(key, content)
  }
}
