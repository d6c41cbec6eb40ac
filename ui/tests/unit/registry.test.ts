/** Every entity and field that syncs has a word, and every code it may hold: conflicts show them. */
import { describe, expect, it } from 'vitest'
import { registry } from '@/bindings/contract'
import { messages } from '@/shared/i18n'
import { groupOf, valueText } from '@/shared/i18n/value'
import { setLocale } from '@/shared/i18n'

type Words = Record<string, Record<string, string> | undefined>
const languages = Object.entries(messages).map(
  ([language, all]) => [language, all.code as unknown as Words] as const,
)
const fields = Object.entries(registry).flatMap(([entity, of]) =>
  Object.entries(of as Record<string, string | readonly string[]>).map(
    ([field, kind]) => ({ entity, field, kind }) as const,
  ),
)

describe('what syncs', () => {
  it.each(languages)('has a word for every entity and field in %s', (_, words) => {
    const entities = Object.keys(registry).filter((entity) => !words['entity']?.[entity])
    expect(entities).toEqual([])
    const unnamed = fields.filter(({ field }) => !words['field']?.[field])
    expect([...new Set(unnamed.map(({ field }) => field))]).toEqual([])
  })
  it.each(languages)('has a word for every value of every code in %s', (_, words) => {
    const missing = fields.flatMap(({ entity, field, kind }) => {
      if (typeof kind === 'string') return []
      const group = groupOf(entity, field)
      return kind
        .filter((code) => group === null || !words[group]?.[code])
        .map((code) => `${entity}.${field}: ${code}`)
    })
    expect(missing).toEqual([])
  })
  it('is shown to a person as words and amounts', () => {
    setLocale('zh-CN')
    expect(valueText('work_order', 'state', 'in_progress')).toBe('处理中')
    expect(valueText('request', 'solved_by_phone', '1')).toBe('是')
    expect(valueText('work_order', 'charge_fen', '12050')).toBe('120.50 元')
    expect(valueText('customer', 'deleted_at', '2026-11-22')).toBe('删除')
    expect(valueText('customer', 'deleted_at', null)).toBe('保留')
    expect(valueText('customer', 'name', '王建军')).toBe('王建军')
    expect(valueText('newer', 'field', 'x')).toBe('x')
  })
})
