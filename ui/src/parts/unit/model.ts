/** What the check of a serial tells, and how the form becomes a call. Pure. */
import type {
  Gas,
  SerialCheck,
  UnitDetail,
  UnitRegister,
  UnitState,
  UnitUpdate,
} from '@/bindings/contract'

export const gases: Gas[] = ['natural_gas', 'lpg', 'manufactured_gas', 'electric']
/** What a machine can be registered as; whatever comes later follows from its steps. */
export const states: UnitState[] = ['in_stock', 'sold', 'in_use', 'stopped', 'returned', 'scrapped']

export interface UnitFormValues {
  serial: string
  model: string
  customerId: string | null
  customerName: string
  state: UnitState | ''
  gas: Gas | ''
  soldOn: string | null
  installedOn: string | null
  /** Why a date that stood there is another. */
  reason: string
  note: string
}

export const emptyValues = (): UnitFormValues => ({
  serial: '',
  model: '',
  customerId: null,
  customerName: '',
  state: '',
  gas: '',
  soldOn: null,
  installedOn: null,
  reason: '',
  note: '',
})

export function valuesOf({ unit, note }: UnitDetail): UnitFormValues {
  return {
    serial: unit.serial,
    model: unit.model_code ?? '',
    customerId: unit.customer_id,
    customerName: unit.customer_name ?? '',
    state: unit.state ?? '',
    gas: unit.gas ?? '',
    soldOn: unit.sold_on,
    installedOn: unit.installed_on,
    reason: '',
    note: note ?? '',
  }
}

/** What a person should hear about the serial typed so far. */
export type SerialAdvice = 'typing' | 'wrong' | 'ok' | 'known'

/** Fewer characters than any serial has: still being typed. */
const SHORTEST = 8

export function adviceOf(check: SerialCheck | undefined): SerialAdvice {
  if (!check) return 'typing'
  if (check.known) return 'known'
  if (check.valid) return 'ok'
  return check.serial.length < SHORTEST && !check.suggestion ? 'typing' : 'wrong'
}

export function registerOf(values: UnitFormValues, addressId: string | null): UnitRegister {
  return {
    serial: values.serial.trim(),
    model_code: values.model || null,
    customer_id: values.customerId,
    address_id: values.customerId ? addressId : null,
    state: values.state || null,
    gas: values.gas || null,
    sold_on: values.soldOn,
    installed_on: values.installedOn,
    note: values.note.trim() || null,
  }
}

/** Whether a date that stood there is to be another: warranty counts from it. */
export const correctsDate = (before: UnitFormValues, values: UnitFormValues): boolean =>
  (before.soldOn !== null && values.soldOn !== before.soldOn) ||
  (before.installedOn !== null && values.installedOn !== before.installedOn)

/** Only what was changed. */
export function updateOf(id: string, before: UnitFormValues, values: UnitFormValues): UnitUpdate {
  const change: UnitUpdate = { id }
  if (values.customerId !== before.customerId) change.customer_id = values.customerId
  if (values.state !== before.state && values.state) change.state = values.state
  if (values.gas !== before.gas && values.gas) change.gas = values.gas
  if (values.soldOn !== before.soldOn) change.sold_on = values.soldOn ?? ''
  if (values.installedOn !== before.installedOn) change.installed_on = values.installedOn ?? ''
  if (correctsDate(before, values)) change.reason = values.reason.trim() || null
  if (values.note !== before.note) change.note = values.note.trim()
  return change
}
