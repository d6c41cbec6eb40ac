// Settings as data: what a form of a person asks for, and what a restore would mean.
import type {
  AccessEntry,
  AppStatus,
  Backup,
  BackupDifference,
  BackupInside,
  Role,
  Staff,
  StaffCreate,
  StaffUpdate,
} from '@/bindings/contract'
import { dateOf } from '@/shared/format/date'

export const SECTIONS = [
  'look',
  'pc',
  'update',
  'people',
  'place',
  'market',
  'access',
  'alert',
  'backup',
  'trash',
  'headquarters',
  'example',
] as const
export type Section = (typeof SECTIONS)[number]

export function sectionOf(text: unknown): Section {
  return SECTIONS.find((section) => section === text) ?? 'look'
}

export const ROLES: Role[] = ['clerk', 'technician', 'manager']

export interface PersonForm {
  name: string
  role: Role
  phone: string
  pin: string
  removePin: boolean
  disabled: boolean
}

export function formOf(person: Staff | null): PersonForm {
  return {
    name: person?.name ?? '',
    role: person?.role ?? 'clerk',
    phone: person?.phone ?? '',
    pin: '',
    removePin: false,
    disabled: person?.disabled ?? false,
  }
}

/** Digits in half width; a PIN is typed on any keyboard. */
export function tidyPin(typed: string): string {
  return typed.normalize('NFKC').replace(/\s/g, '')
}

export type PersonProblem = 'name' | 'pin'

/** What is not right yet. The program checks again. */
export function personProblems(form: PersonForm): PersonProblem[] {
  const problems: PersonProblem[] = []
  if (form.name.trim() === '') problems.push('name')
  const pin = tidyPin(form.pin)
  if (!form.removePin && pin !== '' && !/^[0-9]{4,8}$/.test(pin)) problems.push('pin')
  return problems
}

export function createRequest(form: PersonForm): StaffCreate {
  return {
    name: form.name.trim(),
    role: form.role,
    phone: form.phone.trim() || null,
    pin: tidyPin(form.pin) || null,
  }
}

/** Only what was changed: another PC's change of another field must not be undone. */
export function updateRequest(form: PersonForm, before: Staff): StaffUpdate {
  const request: StaffUpdate = { id: before.id }
  const was = formOf(before)
  if (form.name.trim() !== was.name) request.name = form.name.trim()
  if (form.role !== was.role) request.role = form.role
  if (form.phone.trim() !== was.phone) request.phone = form.phone.trim()
  if (form.removePin) request.pin = ''
  else if (tidyPin(form.pin) !== '') request.pin = tidyPin(form.pin)
  if (form.disabled !== was.disabled) request.disabled = form.disabled
  return request
}

/** Who works first, then by role and name; those who left at the end. */
export function sortedPeople(people: Staff[]): Staff[] {
  const rank: Record<Role, number> = { manager: 0, clerk: 1, technician: 2 }
  return [...people].sort(
    (a, b) =>
      Number(a.disabled) - Number(b.disabled) ||
      rank[a.role] - rank[b.role] ||
      a.name.localeCompare(b.name, 'zh-CN'),
  )
}

export const BACKUP_REASONS = [
  'manual',
  'daily',
  'before_import',
  'before_restore',
  'before_migration',
  'before_update',
] as const
export type BackupReason = (typeof BACKUP_REASONS)[number] | 'file'

export function reasonOf(backup: Backup): BackupReason {
  return BACKUP_REASONS.find((reason) => reason === backup.reason) ?? 'manual'
}

export function latestBackups(backups: Backup[]): Backup[] {
  return [...backups].sort((a, b) => b.made_at - a.made_at)
}

/** What is counted on both sides. */
export const COUNTED = [
  'customers',
  'units',
  'orders',
  'open_orders',
  'contacts',
  'complaints',
  'photos',
] as const

/** Whether what was looked at may take the place of the data. */
export function mayRestore(inside: BackupInside | undefined): boolean {
  return inside !== undefined && !inside.damaged && inside.age !== 'newer'
}

/** The kinds of record people ask about stand first. */
const FIRST = ['customer', 'unit', 'request', 'work_order', 'contact', 'complaint', 'payment']
function ordered(rows: BackupDifference[]): BackupDifference[] {
  const rank = (entity: string) => (FIRST.includes(entity) ? FIRST.indexOf(entity) : FIRST.length)
  return [...rows].sort((a, b) => rank(a.entity) - rank(b.entity))
}
export const leavesSight = (inside: BackupInside) =>
  ordered(inside.differences.filter((one) => one.new > 0))
export const returns = (inside: BackupInside) =>
  ordered(inside.differences.filter((one) => one.back > 0))

/** A name for a backup file that sorts by day and holds nothing a file system refuses. */
export function backupName(dealer: string | null, nowAt: number): string {
  const on = dateOf(nowAt).replaceAll('-', '')
  const who = (dealer ?? '').replace(/[^A-Za-z0-9]/g, '')
  return ['wuyou', who, on].filter((part) => part !== '').join('-') + '.db'
}

const LOCK_MINUTES = [1, 2, 5, 10, 15, 20, 30, 60]

/** Minutes to choose from, with what is set now; never is 0 and stands last. */
export function lockChoices(status: Pick<AppStatus, 'settings'>): number[] {
  const now = status.settings.lock_after_minutes
  const all = new Set([...LOCK_MINUTES, ...(now > 0 ? [now] : [])])
  return [...all].sort((a, b) => a - b).concat(0)
}

const RECORDS: Record<string, string> = {
  work_order: 'orders',
  complaint: 'complaints',
  unit: 'units',
  remedy_case: 'remedies',
  return_visit: 'visits',
}

/** Where the record of an entry of the access log is shown; null where it has no place of its own. */
export function placeOfRecord(
  row: Pick<AccessEntry, 'record_kind' | 'record_id' | 'customer_id'>,
): string | null {
  const area = RECORDS[row.record_kind ?? '']
  if (area && row.record_id) return `/${area}/${row.record_id}`
  return row.customer_id ? `/customers/${row.customer_id}` : null
}
