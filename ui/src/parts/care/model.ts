/** A care call as it is read out. Pure. */
import type { CareCall, CareResult, SkipReason } from '@/bindings/contract'

export const results: readonly CareResult[] = ['fine', 'wish', 'message']
export const reasons: readonly SkipReason[] = [
  'unreachable',
  'moved',
  'bad_time',
  'recent',
  'refused',
  'other',
]

/** Which sentence tells what the call is about, and the years it names: by Chinese count the day of birth is the first. */
export function sentenceOf(call: Pick<CareCall, 'kind' | 'lunar' | 'years'>): {
  key: 'birthday' | 'birthdayLunar' | 'anniversary' | 'season'
  years: number
} {
  if (call.kind !== 'birthday') return { key: call.kind, years: call.years }
  return call.lunar
    ? { key: 'birthdayLunar', years: call.years + 1 }
    : { key: 'birthday', years: call.years }
}
