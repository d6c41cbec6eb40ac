/**
 * Drafts: what is half typed survives a closed window, a crash and a power cut.
 *
 * A change is saved 1.5 s after the last key, when a field is left, when the window loses focus and
 * when the screen is left. A draft found at the start is put back, and the screen says so.
 */
import { computed, nextTick, onBeforeUnmount, onMounted, ref, toRaw, watch, type Ref } from 'vue'
import type { JsonValue } from '@/bindings/contract'
import { call } from '@/shared/ipc'
import { forgetDraft, openForm, owedDraft, saveDraft } from './draft_owed'

const PAUSE = 1_500
/** Where a draft says what the form held before anything was typed. */
const FROM = '$from'

/**
 * What a draft puts back into a form. A field nobody had changed follows what stands now: another
 * person or PC may have changed it meanwhile, and saving must not turn it back. A form that holds
 * what it has `seen` compares by itself.
 */
function rebased<T extends object>(content: object, empty: T): T {
  const { [FROM]: from, ...typed } = content as Record<string, unknown>
  if (!from || typeof from !== 'object' || 'seen' in empty) return { ...empty, ...typed } as T
  const changed = Object.entries(typed).filter(
    ([field, value]) =>
      JSON.stringify(value) !== JSON.stringify((from as Record<string, unknown>)[field]),
  )
  return { ...empty, ...Object.fromEntries(changed) } as T
}

export interface DraftHandle {
  /** When a draft of an earlier time was put back; null when there was none. */
  restoredAt: Ref<number | null>
  /** When the present content was last saved. */
  savedAt: Ref<number | null>
  /** Whether the first look for a draft is over. */
  ready: Ref<boolean>
  /** While a draft is put back: what opens by itself then leaves the keyboard where it is. */
  restoring: Ref<boolean>
  /** Saves at once. */
  flush: () => Promise<void>
  /** Forgets the draft: after the form was saved. */
  clear: () => Promise<void>
  /** Forgets the draft and empties the form. */
  drop: () => Promise<void>
}

/** Keeps `form` as a draft under `key`; `empty` makes the form as it is at first. */
export function useDraft<T extends object>(key: string, form: Ref<T>, empty: () => T): DraftHandle {
  const restoredAt = ref<number | null>(null)
  const savedAt = ref<number | null>(null)
  const ready = ref(false)
  const restoring = ref(false)
  let saved = JSON.stringify(empty())
  let timer: ReturnType<typeof setTimeout> | undefined

  const text = () => JSON.stringify(toRaw(form.value))
  const isEmpty = (content: string) => content === JSON.stringify(empty())

  async function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const content = text()
    if (!ready.value || content === saved) return
    saved = content
    if (isEmpty(content)) {
      forgetDraft(key)
      await call('draft.delete', { key })
      savedAt.value = null
      return
    }
    const typed = { ...(JSON.parse(content) as object), [FROM]: empty() }
    if (await saveDraft(key, typed as unknown as JsonValue)) savedAt.value = Date.now()
  }
  // What cannot be saved does not disturb the typing: the frame tells of it, see draft_owed.
  const flushQuietly = () => {
    flush().catch(() => undefined)
  }

  async function clear(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    saved = text()
    restoredAt.value = null
    savedAt.value = null
    forgetDraft(key)
    await call('draft.delete', { key })
  }

  async function drop(): Promise<void> {
    form.value = empty()
    await clear()
  }

  async function putBack(content: object): Promise<void> {
    restoring.value = true
    form.value = rebased(content, empty())
    saved = text()
    // Once for what it opens, once for what that shows.
    await nextTick()
    await nextTick()
    restoring.value = false
  }
  async function restore(): Promise<void> {
    // What another screen has filled in already is nothing typed.
    const first = text()
    const unsaved = owedDraft(key)
    if (unsaved && typeof unsaved === 'object' && !Array.isArray(unsaved)) {
      ready.value = true
      return putBack(unsaved)
    }
    try {
      const { draft } = await call('draft.get', { key })
      if (!draft || typeof draft.content !== 'object' || Array.isArray(draft.content)) return
      // What was typed while the draft was being read wins.
      if (draft.content === null || (text() !== first && !isEmpty(text()))) return
      restoredAt.value = draft.saved_at
      savedAt.value = draft.saved_at
      const back = putBack(draft.content)
      ready.value = true
      await back
    } finally {
      ready.value = true
    }
  }

  watch(
    form,
    () => {
      if (timer !== undefined || !ready.value) return
      timer = setTimeout(flushQuietly, PAUSE)
    },
    { deep: true },
  )

  let closed = () => {}
  onMounted(() => {
    closed = openForm(flush)
    restore().catch(() => undefined)
    document.addEventListener('focusout', flushQuietly)
    window.addEventListener('blur', flushQuietly)
    window.addEventListener('pagehide', flushQuietly)
  })
  onBeforeUnmount(() => {
    closed()
    document.removeEventListener('focusout', flushQuietly)
    window.removeEventListener('blur', flushQuietly)
    window.removeEventListener('pagehide', flushQuietly)
    flushQuietly()
  })
  return { restoredAt, savedAt, ready, restoring, flush, clear, drop }
}

/**
 * As `useDraft`, for a form whose fields are refs of their own. Empty is what they hold now, so it
 * is called once they have their first values.
 */
export function useDraftOf(key: string, fields: Record<string, Ref>): DraftHandle {
  // A copy: a field may hold a list that is changed in its place.
  const look = () =>
    JSON.parse(
      JSON.stringify(
        Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, one.value])),
      ),
    ) as Record<string, unknown>
  const first = JSON.stringify(look())
  const form = computed({
    get: look,
    set: (values) => {
      for (const [name, one] of Object.entries(fields)) if (name in values) one.value = values[name]
    },
  })
  return useDraft(key, form, () => JSON.parse(first) as Record<string, unknown>)
}
