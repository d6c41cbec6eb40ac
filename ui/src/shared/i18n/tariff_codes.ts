/** Words for the lists headquarters publishes, and for the shop's own prices. */
import type { Same } from './same'

export const zh = {
  publication_kind: { price_list: '价目表', service_plans: '服务套餐' },
  publication_state: { published: '有效', withdrawn: '已撤回' },
}

export const en: Same<typeof zh> = {
  publication_kind: { price_list: 'Price list', service_plans: 'Service plans' },
  publication_state: { published: 'In force', withdrawn: 'Withdrawn' },
}

export const entitiesZh = {
  publication: '总部价目和套餐',
  own_price: '本店价',
}
export const entitiesEn: Same<typeof entitiesZh> = {
  publication: 'List of headquarters',
  own_price: 'Price of the shop',
}

export const fieldsZh = {
  effective_on: '执行日期',
  source: '来源',
  content: '内容',
  name_en: '英文名称',
}
export const fieldsEn: Same<typeof fieldsZh> = {
  effective_on: 'In force from',
  source: 'Source',
  content: 'Content',
  name_en: 'English name',
}
