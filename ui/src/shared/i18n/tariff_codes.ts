/** Words for the lists headquarters publishes, and for the shop's own prices. */
import type { Same } from './same'

export const zh = {
  publication_kind: { price_list: '价目表', service_plans: '服务套餐' },
  publication_state: { published: '有效', withdrawn: '已撤回' },
  suggestion_answer: { planned: '已排上', unwanted: '今年不用' },
  plan_event: { sell: '售出', renew: '续买', cancel: '退订', recover: '收回多退的钱' },
  quote_event: { made: '出报价单', agreed: '客户同意' },
  plan_tier: { basic: '基础', gold: '金牌', extended: '延保' },
  plan_state: { coming: '还没开始', running: '有效', ended: '已到期', cancelled: '已退订' },
  plan_reason: {
    covers: '套餐承担',
    used_up: '套餐的次数用完了',
    excluded: '这种原因不在套餐内',
    not_included: '套餐不含这种服务',
    cancelled: '套餐已退订',
    not_started: '套餐还没开始',
    ended: '套餐已到期',
    no_plan: '没有套餐',
  },
}

export const en: Same<typeof zh> = {
  publication_kind: { price_list: 'Price list', service_plans: 'Service plans' },
  publication_state: { published: 'In force', withdrawn: 'Withdrawn' },
  suggestion_answer: { planned: 'Planned', unwanted: 'Not this year' },
  plan_event: { sell: 'Sold', renew: 'Renewed', cancel: 'Cancelled', recover: 'Came back' },
  quote_event: { made: 'Quote made', agreed: 'Customer agreed' },
  plan_tier: { basic: 'Basic', gold: 'Gold', extended: 'Extended' },
  plan_state: {
    coming: 'Not yet begun',
    running: 'In force',
    ended: 'Over',
    cancelled: 'Cancelled',
  },
  plan_reason: {
    covers: 'covered by the plan',
    used_up: 'the plan is used up',
    excluded: 'the plan does not cover this cause',
    not_included: 'the plan has no such work',
    cancelled: 'the plan was cancelled',
    not_started: 'the plan has not begun',
    ended: 'the plan is over',
    no_plan: 'no plan',
  },
}

export const entitiesZh = {
  publication: '总部价目和套餐',
  own_price: '本店价',
  plan_event: '服务套餐',
  quote_event: '报价',
  shipment: '出厂记录',
}
export const entitiesEn: Same<typeof entitiesZh> = {
  publication: 'List of headquarters',
  own_price: 'Price of the shop',
  plan_event: 'Service plan',
  quote_event: 'Quote',
  shipment: 'Shipped machines',
}

export const fieldsZh = {
  effective_on: '执行日期',
  source: '来源',
  content: '内容',
  block: '第几块',
  whole: '整份清单',
  key: '哪条建议',
  answer: '怎么定的',
  issue: '第几份',
  name_en: '英文名称',
  contract_id: '哪份合同',
  plan_code: '套餐代码',
  plan_name: '套餐',
  list_no: '总部版本',
  terms: '条款',
  start_on: '从哪天起',
  end_on: '到哪天',
  valid_until_on: '报价有效到',
}
export const fieldsEn: Same<typeof fieldsZh> = {
  effective_on: 'In force from',
  source: 'Source',
  content: 'Content',
  block: 'Block',
  whole: 'The whole list',
  key: 'Which suggestion',
  answer: 'What was decided',
  issue: 'Which one',
  name_en: 'English name',
  contract_id: 'Contract',
  plan_code: 'Plan code',
  plan_name: 'Plan',
  list_no: 'List of headquarters',
  terms: 'Terms',
  start_on: 'From',
  end_on: 'To',
  valid_until_on: 'Quote valid until',
}
