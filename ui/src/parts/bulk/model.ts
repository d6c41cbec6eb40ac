/** Who something can be given to. Pure. */
import type { Staff } from '@/bindings/contract'
import { codeText } from '@/shared/i18n'

/** 张师傅 · 技师; who goes out stands first where somebody is sent. */
export function peopleFor(
  rows: readonly Staff[],
  visiting = false,
): { id: string; text: string }[] {
  const order = visiting
    ? { technician: 0, manager: 1, clerk: 2 }
    : { clerk: 0, manager: 1, technician: 2 }
  return [...rows]
    .sort((a, b) => order[a.role] - order[b.role])
    .map((one) => ({ id: one.id, text: `${one.name} · ${codeText('role', one.role)}` }))
}
