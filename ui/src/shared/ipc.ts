/**
 * The one door to the program.
 *
 * In the window a call goes through Tauri's single command `call`; in a browser (tests, the
 * loopback host, headquarters' console) it is posted to `/call/<name>`. Nothing else may import
 * `@tauri-apps`: a screen that talks to the program by itself cannot be tested without it.
 */
import { invoke, isTauri } from '@tauri-apps/api/core'
import { getCurrentWebview } from '@tauri-apps/api/webview'
import type { Commands, ErrorCode, FieldError } from '@/bindings/contract'

export type CommandName = keyof Commands
export type RequestOf<K extends CommandName> = Commands[K]['request']
export type ResponseOf<K extends CommandName> = Commands[K]['response']

/** A refused or failed call. `unreachable` means that the program itself did not answer. */
export class CallError extends Error {
  override readonly name = 'CallError'
  readonly code: ErrorCode | 'unreachable'
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: ErrorCode | 'unreachable', message: string, details: Record<string, unknown>) {
    super(message)
    this.code = code
    this.details = details
  }

  /** The fields that were not right, by name. */
  get fields(): FieldError[] {
    const fields = this.details['fields']
    return Array.isArray(fields) ? (fields as FieldError[]) : []
  }
}

/** How a call travels; tests put their own in place. */
export type Transport = (name: string, payload: unknown) => Promise<unknown>

interface WireError {
  code: ErrorCode
  message: string
  details?: Record<string, unknown>
}

function isWireError(value: unknown): value is WireError {
  return typeof value === 'object' && value !== null && 'code' in value && 'message' in value
}

function refused(value: unknown): CallError {
  if (isWireError(value)) return new CallError(value.code, value.message, value.details ?? {})
  return new CallError('internal', String(value), {})
}

const throughTauri: Transport = async (name, payload) => {
  try {
    return await invoke('call', { name, payload })
  } catch (error) {
    throw refused(error)
  }
}

const throughHttp: Transport = async (name, payload) => {
  let answer: Response
  try {
    answer = await fetch(`/call/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(payload),
    })
  } catch (error) {
    throw new CallError('unreachable', String(error), {})
  }
  if (answer.ok) return answer.json()
  const body: unknown = await answer.json().catch(() => undefined)
  if (isWireError(body)) throw refused(body)
  throw new CallError('unreachable', `${answer.status}`, {})
}

let transport: Transport = isTauri() ? throughTauri : throughHttp

/** Puts another way to the program in place (tests only). */
export function useTransport(other: Transport): void {
  transport = other
}

/** Calls a command of the program. */
export async function call<K extends CommandName>(
  name: K,
  request: RequestOf<K>,
): Promise<ResponseOf<K>> {
  return (await transport(name, request)) as ResponseOf<K>
}

/** Whether the system's file dialogs can be had; in a browser a path is typed instead. */
export const hasFileDialogs = isTauri()

/** What a file dialog offers: a name for people, endings without the dot. */
export interface FileFilter {
  name: string
  extensions: string[]
}

/** Asks for an existing file; null when the person chose none. */
export async function pickFile(filters: FileFilter[]): Promise<string | null> {
  return invoke<string | null>('plugin:dialog|open', {
    options: { filters, multiple: false, directory: false },
  })
}

/** Asks for existing files; none when the person chose none. */
export async function pickFiles(filters: FileFilter[]): Promise<string[]> {
  const chosen = await invoke<string[] | null>('plugin:dialog|open', {
    options: { filters, multiple: true, directory: false },
  })
  return chosen ?? []
}

/**
 * Files dropped on the window, with the place on the page, while the answered function has not been
 * called. In a browser the page hears of them by itself.
 */
export function onFilesDropped(
  dropped: (paths: string[], x: number, y: number) => void,
): () => void {
  if (!isTauri()) return () => undefined
  const heard = getCurrentWebview().onDragDropEvent(({ payload }) => {
    if (payload.type !== 'drop') return
    const scale = window.devicePixelRatio || 1
    dropped(payload.paths, payload.position.x / scale, payload.position.y / scale)
  })
  return () => void heard.then((unlisten) => unlisten())
}

/** Asks for an existing folder; null when the person chose none. */
export async function pickFolder(): Promise<string | null> {
  return invoke<string | null>('plugin:dialog|open', {
    options: { multiple: false, directory: true },
  })
}

/** Asks where to write a file; null when the person chose no place. */
export async function saveFile(name: string, filters: FileFilter[]): Promise<string | null> {
  return invoke<string | null>('plugin:dialog|save', { options: { defaultPath: name, filters } })
}
