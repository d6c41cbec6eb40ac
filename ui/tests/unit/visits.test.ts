import userEvent from '@testing-library/user-event'
import { screen, waitFor, within } from '@testing-library/vue'
import { beforeEach, describe, expect, it } from 'vitest'
import ReturnVisitsView from '@/features/return_visit/ReturnVisitsView.vue'
import VisitDetail from '@/features/return_visit/VisitDetail.vue'
import OrderVisits from '@/parts/return_visit/OrderVisits.vue'
import { setLocale } from '@/shared/i18n'
import { payloadsOf, show, useFake } from './fake'

const visit = (n: number) => `00000020-0000-4000-8000-${String(n).padStart(12, '0')}`
beforeEach(() => setLocale('zh-CN'))

const group = (name: RegExp) => screen.findByRole('group', { name })

describe('the call of a return visit', () => {
  it('is answered with digits alone and saved with what the answers come to', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(VisitDetail, { id: visit(0) })
    const first = await group(/修好了吗/)
    within(first).getAllByRole('button')[0]?.focus()
    // Yes, yes, typed once with Enter, the first choice, ticks until Enter, five points, eight points.
    await user.keyboard('11')
    await user.keyboard('0{Enter}')
    await user.keyboard('1')
    await user.keyboard('1242{Enter}')
    await user.keyboard('58')
    await user.keyboard('来前先打电话{Enter}')
    await waitFor(() =>
      expect(screen.getByRole('button', { name: '满意' }).getAttribute('aria-pressed')).toBe(
        'true',
      ),
    )
    await user.click(screen.getByRole('button', { name: /保存回访/ }))
    await waitFor(() => expect(payloadsOf(fake, 'return_visit.complete')).toHaveLength(1))
    expect(payloadsOf(fake, 'return_visit.complete')[0]).toMatchObject({
      id: visit(0),
      result: 'satisfied',
      phone: '13804712207',
      answers: [
        { question: 'fixed', yes: true },
        { question: 'on_time', yes: true },
        { question: 'refills', number: 0 },
        { question: 'noise', text: 'none' },
        { question: 'etiquette', codes: ['badge', 'cleanup'] },
        { question: 'satisfaction', number: 5 },
        { question: 'recommend', number: 8 },
        { question: 'remarks', text: '来前先打电话' },
      ],
    })
  })

  it('proposes an order as soon as the machine does not work', async () => {
    useFake()
    const user = userEvent.setup()
    await show(VisitDetail, { id: visit(0) })
    await user.click(within(await group(/修好了吗/)).getByRole('button', { name: /否/ }))
    await waitFor(() =>
      expect(screen.getByRole('button', { name: '转工单' }).getAttribute('aria-pressed')).toBe(
        'true',
      ),
    )
    expect(screen.getByText('开维修工单')).toBeTruthy()
    expect(screen.getByLabelText(/出了什么问题/)).toBeTruthy()
  })

  it('says at each question what was left out, and saves it when that is meant', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(VisitDetail, { id: visit(0) })
    await user.click(within(await group(/修好了吗/)).getByRole('button', { name: /是/ }))
    await user.click(screen.getByRole('button', { name: '满意' }))
    await user.click(screen.getByRole('button', { name: /保存回访/ }))
    expect(await screen.findAllByText('这一题还没有问。')).toHaveLength(4)
    await user.click(screen.getByLabelText(/没问完也保存/))
    await user.click(screen.getByRole('button', { name: /保存回访/ }))
    await waitFor(() => expect(payloadsOf(fake, 'return_visit.complete')).toHaveLength(2))
  })

  it('notes with one press that nobody answered', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(VisitDetail, { id: visit(0) })
    await user.click(await screen.findByRole('button', { name: '没人接' }))
    await waitFor(() =>
      expect(payloadsOf(fake, 'return_visit.attempt')).toMatchObject([
        { id: visit(0), outcome: 'no_answer', phone: '13804712207' },
      ]),
    )
  })

  it('is declined only with a next step', async () => {
    const fake = useFake()
    const user = userEvent.setup()
    await show(VisitDetail, { id: visit(0) })
    await user.click(await screen.findByRole('button', { name: '不愿接受' }))
    await user.click(screen.getByRole('button', { name: '记下' }))
    expect(payloadsOf(fake, 'return_visit.attempt')).toHaveLength(0)
    await user.type(screen.getByLabelText(/下一步怎么办/), '下次保养时问')
    await user.click(screen.getByRole('button', { name: '记下' }))
    await waitFor(() =>
      expect(payloadsOf(fake, 'return_visit.attempt')).toMatchObject([
        { id: visit(0), outcome: 'refused', next_action: '下次保养时问' },
      ]),
    )
  })

  it('cannot be made before its day, nor with a wrong number', async () => {
    useFake()
    await show(VisitDetail, { id: visit(4) })
    expect(await screen.findByText('还没到回访的日子。')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /保存回访/ })).toBeNull()
    await show(VisitDetail, { id: visit(6) })
    expect(await screen.findByLabelText(/填对的号码/)).toBeTruthy()
  })
})

describe('the queue', () => {
  it('lists what is due today and chooses the first household', async () => {
    useFake()
    const { router } = await show(ReturnVisitsView, {}, '/visits')
    await waitFor(() => expect(router.currentRoute.value.params['id']).toBe(visit(0)))
    expect(screen.getByRole('button', { name: /逾期 2/ })).toBeTruthy()
  })

  it('shows what customers suggested', async () => {
    useFake()
    await show(ReturnVisitsView, {}, '/visits?filter=suggestions')
    expect(await screen.findAllByText('师傅来前先打个电话')).toHaveLength(2)
  })
})

describe('an order', () => {
  it('shows how satisfied the household was', async () => {
    useFake()
    await show(OrderVisits, { id: visit(0) })
    expect(await screen.findByText('5 分')).toBeTruthy()
  })
})
