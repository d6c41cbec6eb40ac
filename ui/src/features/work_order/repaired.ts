/** Finished repairs of a span of days, as the report by cause leads to them. Pure. */
import type { LocationQuery } from 'vue-router'
import type { RepairedIn } from '@/bindings/contract'

/** What the address asks for; null where it names no days. */
export function repairedOf(query: LocationQuery): RepairedIn | null {
  const text = (key: string) => (typeof query[key] === 'string' ? query[key] : '')
  const [from_on, to_on, model] = [text('from'), text('to'), text('model')]
  if (from_on === '' || to_on === '') return null
  return {
    from_on,
    to_on,
    without_class: query['cause'] === 'none',
    model_code: model === '' || model === 'none' ? null : model,
    without_model: model === 'none',
    repeats: query['repeats'] === '1',
  }
}

/** The address without them. */
export function withoutRepaired(query: LocationQuery): LocationQuery {
  const { from, to, model, repeats, cause, ...rest } = query
  void [from, to, model, repeats]
  return cause === undefined || cause === 'none' ? rest : { ...rest, cause }
}
