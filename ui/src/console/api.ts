// Headquarters' HTTP API (docs/api.md) as the console uses it: same origin, session cookie.
import type { UnitState, WorkOrderKind, WorkOrderState } from '@/bindings/contract'

export type Colour = 'red' | 'yellow' | 'green' | 'grey'

export interface Session {
  name: string
  expires_at: number
}

export interface DealerSummary {
  dealer_code: string
  dealer_name: string
  open: number
  red: number
  yellow: number
  safety_open: number
  conflicts_open: number
  last_sync_at: number | null
  devices: number
  stale_devices: number
}

export interface Summary {
  now_at: number
  open: number
  by_state: Record<WorkOrderState, number>
  by_colour: Record<Colour, number>
  devices: { total: number; stale: number; revoked: number }
  dealers: DealerSummary[]
}

/** A case that waits for headquarters, with the proposal that stands. */
export interface RemedyCaseRow {
  dealer_code: string
  dealer_name: string
  id: string
  no: string
  customer_name: string | null
  serial: string | null
  ground: string
  claim: string
  text: string
  reported_at: number
  proposal_id: string
  proposed: string | null
  row: string | null
  refund_fen: number | null
  fee_fen: number | null
  expenses_fen: number | null
  difference_fen: number | null
  total_fen: number | null
  stake_fen: number | null
  basis_zh: string | null
  basis_en: string | null
  proposed_by: string | null
  proposed_at: number | null
  reason: string | null
  escalated_at: number | null
}

/** A refusal, by a dealer or by headquarters. */
export interface RemedyRefusalRow {
  dealer_code: string
  dealer_name: string
  no: string
  customer_name: string | null
  serial: string | null
  claim: string | null
  row: string | null
  reason: string | null
  basis_zh: string | null
  basis_en: string | null
  by: string | null
  by_headquarters: boolean
  at: number
  state: string
}

export interface RemedyCases {
  now_at: number
  waiting: RemedyCaseRow[]
  waiting_total: number
  next: string | null
  refusals: RemedyRefusalRow[]
  refusals_total: number
  refusals_next: string | null
}

/** A dealer that registered a serial. */
export interface SerialHolder {
  dealer_code: string
  dealer_name: string
  state: UnitState | null
  bound: boolean
  registered_at: number
  shipped_on: string | null
}

/** A serial whose dealers do not go together. */
export interface SerialRow {
  serial: string
  model_code: string | null
  holders: SerialHolder[]
  shipped_to_code: string | null
  shipped_to_name: string | null
  shipped_on: string | null
}

export interface Serials {
  now_at: number
  twice: SerialRow[]
  twice_total: number
  elsewhere: SerialRow[]
  elsewhere_total: number
}

export interface WorkOrderRow {
  dealer_code: string
  dealer_name: string
  id: string
  no: string
  kind: WorkOrderKind
  state: WorkOrderState
  colour: Colour
  safety: boolean
  customer_name: string | null
  town: string | null
  village: string | null
  technician_name: string | null
  fault_text: string | null
  model_code: string | null
  serial: string | null
  received_at: number
  reply_due_at: number | null
  replied_at: number | null
  finish_target_at: number | null
  finish_limit_at: number | null
  finished_at: number | null
  closed_at: number | null
  age_minutes: number
  last_event_at: number | null
  arrived_at: number | null
}

export interface WorkOrderPage {
  now_at: number
  items: WorkOrderRow[]
  next: string | null
}

export interface OrderFull extends WorkOrderRow {
  fault_code: string | null
  cause: string | null
  result: string | null
  part: string | null
  part_eta_at: number | null
  window_from_at: number | null
  window_to_at: number | null
  charge_fen: number | null
  reopened_count: number
  origin: string
  promise_version: string | null
  request_no: string | null
  created_at: number
  updated_at: number
}

interface EntryBase {
  id: string
  occurred_at: number
  arrived_at: number
  pc_code: string | null
  staff_name: string | null
}

export interface EventEntry extends EntryBase {
  type: 'event'
  step: string
  from_state: WorkOrderState | null
  to_state: WorkOrderState
  note: string | null
}

export interface ContactEntry extends EntryBase {
  type: 'contact'
  channel: string
  direction: string
  result: string | null
  text: string
  corrects_id: string | null
}

export type Entry = EventEntry | ContactEntry

export interface OrderDetail {
  now_at: number
  order: OrderFull
  customer: {
    id: string
    name: string
    kind: string
    address: string | null
    landmark: string | null
    phones: { id: string; masked: string; label: string | null }[]
  } | null
  timeline: Entry[]
  conflicts: { id: string; entity: string; field: string; resolved_at: number | null }[]
}

export interface Device {
  dealer_code: string
  dealer_name: string
  device_id: string
  name: string
  pc_code: string
  app_version: string
  enrolled_at: number
  last_seen_at: number | null
  revoked_at: number | null
  stale: boolean
  behind: number
  clock_skew_ms: number | null
  rejected: number
}

export interface Phones {
  phones: { id: string; number: string; label: string | null }[]
}

/** A refused request. `unreachable`: no answer at all; `unknown`: an answer that is no problem. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: string
  readonly status: number
  readonly details: Readonly<Record<string, unknown>>
  /** Seconds to wait, when the server says so. */
  readonly retryAfter: number | null

  constructor(
    code: string,
    status: number,
    details: Record<string, unknown> = {},
    retryAfter: number | null = null,
  ) {
    super(code)
    this.code = code
    this.status = status
    this.details = details
    this.retryAfter = retryAfter
  }

  /** Whether the session is over and one has to log in. */
  get signedOut(): boolean {
    return this.status === 401 && this.code.startsWith('auth.')
  }
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

async function problemOf(answer: Response): Promise<ProblemError> {
  const isProblem = (answer.headers.get('content-type') ?? '').includes('json')
  const body = isProblem ? record(await answer.json().catch(() => null)) : {}
  const code = typeof body['code'] === 'string' ? body['code'] : 'unknown'
  const wait = Number(answer.headers.get('retry-after'))
  return new ProblemError(
    code,
    answer.status,
    record(body['details']),
    Number.isFinite(wait) && wait > 0 ? wait : null,
  )
}

interface Options {
  /** What is posted; a GET when absent. */
  body?: unknown
  /** The page asks on its own, nobody pressed anything: does not count as use of the session. */
  background?: boolean
  signal?: AbortSignal
}

async function ask<T>(path: string, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  if (options.background) headers['x-wuyou-background'] = '1'
  let answer: Response
  try {
    answer = await fetch(`/api/v1/hq/${path}`, {
      method: options.body === undefined ? 'GET' : 'POST',
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new ProblemError('unreachable', 0)
  }
  if (!answer.ok) throw await problemOf(answer)
  if (answer.status === 204) return undefined as T
  return (await answer.json()) as T
}

export interface Asked {
  background?: boolean
  signal?: AbortSignal
}

export const hq = {
  login: (name: string, password: string) => ask<Session>('login', { body: { name, password } }),
  logout: () => ask<undefined>('logout', { body: {} }),
  me: (asked: Asked = {}) => ask<Session & { now_at: number }>('me', asked),
  summary: (asked: Asked = {}) => ask<Summary>('summary', asked),
  devices: (asked: Asked = {}) => ask<{ now_at: number; items: Device[] }>('devices', asked),
  serials: (asked: Asked = {}) => ask<Serials>('serials', asked),
  remedies: (page: { after?: string; refusals_after?: string }, asked: Asked = {}) => {
    const query = new URLSearchParams(page).toString()
    return ask<RemedyCases>(`remedy-cases${query === '' ? '' : `?${query}`}`, asked)
  },
  ruleRemedy: (row: RemedyCaseRow, verdict: 'approve' | 'refuse', note: string) =>
    ask<{ ruling_no: string }>(
      `remedy-cases/${encodeURIComponent(row.dealer_code)}/${encodeURIComponent(row.id)}/ruling`,
      { body: { proposal_id: row.proposal_id, verdict, note } },
    ),
  workOrders: (query: string, asked: Asked = {}) =>
    ask<WorkOrderPage>(`work-orders${query === '' ? '' : `?${query}`}`, asked),
  workOrder: (dealer: string, id: string, asked: Asked = {}) =>
    ask<OrderDetail>(`work-orders/${encodeURIComponent(dealer)}/${encodeURIComponent(id)}`, asked),
  phones: (dealer: string, id: string, reason: string) =>
    ask<Phones>(`work-orders/${encodeURIComponent(dealer)}/${encodeURIComponent(id)}/phones`, {
      body: { reason },
    }),
}
