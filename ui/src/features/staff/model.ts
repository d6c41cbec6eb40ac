// The people of the shop as data: who is away, how a certificate stands, what still has no successor.
import type {
  Absence,
  Certificate,
  CertificateStanding,
  OpenWork,
  Role,
  Staff,
  StaffLeave,
} from '@/bindings/contract'

/** Who is away today, by person; of several absences the one that lasts longest. */
export function awayToday(absences: readonly Absence[]): Map<string, Absence> {
  const away = new Map<string, Absence>()
  for (const one of absences) {
    if (!one.now) continue
    const known = away.get(one.staff_id)
    if (!known || known.to_on < one.to_on) away.set(one.staff_id, one)
  }
  return away
}

const RANK: Record<Role, number> = { technician: 0, clerk: 1, manager: 2 }

/** Those who can take work over: everybody who works here but the one who leaves. */
export function successorsOf(people: readonly Staff[], leaving: string): Staff[] {
  return people
    .filter((one) => !one.disabled && one.id !== leaving)
    .sort((a, b) => RANK[a.role] - RANK[b.role] || a.name.localeCompare(b.name, 'zh-CN'))
}

/** Work nobody is chosen for yet: neither by itself nor by the choice for all. */
export function unassigned(
  work: readonly OpenWork[],
  all: string,
  own: Readonly<Record<string, string>>,
): OpenWork[] {
  return work.filter((one) => !(own[one.id] || all))
}

export function leaveRequest(
  id: string,
  all: string,
  own: Readonly<Record<string, string>>,
): StaffLeave {
  const items = Object.entries(own)
    .filter(([, to]) => to !== '' && to !== all)
    .map(([work, to]) => ({ id: work, to_id: to }))
  return { id, to_id: all || null, items }
}

/** How loud a certificate's standing is. */
export function toneOf(standing: CertificateStanding): 'ok' | 'warn' | 'bad' {
  if (standing === 'valid') return 'ok'
  return standing === 'expiring' ? 'warn' : 'bad'
}

/** Those that need somebody's attention first, then by end. */
export function sortedCertificates(rows: readonly Certificate[]): Certificate[] {
  const rank = { bad: 0, warn: 1, ok: 2 }
  return [...rows].sort(
    (a, b) =>
      rank[toneOf(a.standing)] - rank[toneOf(b.standing)] || a.valid_to.localeCompare(b.valid_to),
  )
}
