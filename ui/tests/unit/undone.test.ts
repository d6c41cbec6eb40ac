/** Work over many records is one step of undo, and what it did not take back is said with why. */
import { beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Undone } from '@/bindings/contract'
import { setLocale } from '@/shared/i18n'
import { useBulk, type Bulk } from '@/shared/model/bulk'
import { undoneText } from '@/shared/model/undone'
import { show, useFake } from './fake'

beforeEach(() => setLocale('zh-CN'))
const undone = (change: Partial<Undone>): Undone => ({
  step: { what: 'bulk', title: '换负责人', at: 0, parts: 6 },
  taken: 6,
  kept: [],
  left: 0,
  ...change,
})
const kept = (no: number, code: string) => ({ what: 'today.assign', title: `LH-A-${no}`, code })

describe('work over many records', () => {
  it('begins and ends one step of undo, also when all of it is refused', async () => {
    const fake = useFake()
    let bulk: Bulk | undefined
    const Host = defineComponent(() => {
      bulk = useBulk()
      return () => h('p')
    })
    await show(Host)
    const items = [1, 2].map((n) => ({ id: String(n), title: String(n), to: '/' }))
    await bulk?.run(items, () => Promise.reject(new Error('no')), '换负责人')
    const steps = fake.calls.filter((one) => one.name.startsWith('undo.'))
    expect(steps).toEqual([
      { name: 'undo.group_begin', payload: { title: '换负责人' } },
      { name: 'undo.group_end', payload: {} },
    ])
    expect(bulk?.refused.value).toHaveLength(2)
  })

  it('says how many were taken back, and names three of the others with why', () => {
    expect(undoneText(undone({}), 'zh-CN')).toBe('已撤销“换负责人”：6 条都退回了。')
    const some = undone({
      taken: 2,
      kept: [1, 2, 3, 4].map((no) => kept(no, no === 1 ? 'undo.own_way' : 'undo.changed')),
    })
    const text = undoneText(some, 'zh-CN')
    expect(text).toMatch(/退回了 2 条，4 条没有退回。 LH-A-1：工单、投诉的这一步不能用撤销退回/)
    expect(text).toMatch(/LH-A-2：这一步不能撤销/)
    expect(text).not.toContain('LH-A-4')
    expect(text).toContain('还有 1 条')
    setLocale('en')
    expect(undoneText(some, 'en')).toMatch(/2 taken back, 4 not\. LH-A-1: This step of an order/)
  })
})
