/** A machine of another maker as its form holds it. Pure. */
import type { Gas, OtherMachine, OtherMachineSave } from '@/bindings/contract'
import { joinDot } from '@/shared/format/text'

export interface OtherMachineValues {
  customerId: string | null
  customerName: string
  brand: string
  model: string
  serial: string
  gas: Gas | ''
  boughtOn: string | null
  note: string
}

export const valuesOf = (machine: OtherMachine | null): OtherMachineValues => ({
  customerId: machine?.customer_id ?? null,
  customerName: machine?.customer_name ?? '',
  brand: machine?.brand ?? '',
  model: machine?.model ?? '',
  serial: machine?.serial ?? '',
  gas: machine?.gas ?? '',
  boughtOn: machine?.bought_on ?? null,
  note: machine?.note ?? '',
})

const orNull = (text: string) => text.trim() || null

export function saveOf(id: string | null, values: OtherMachineValues): OtherMachineSave {
  return {
    id,
    customer_id: values.customerId ?? '',
    brand: values.brand.trim(),
    model: orNull(values.model),
    serial: orNull(values.serial),
    gas: values.gas || null,
    bought_on: values.boughtOn,
    note: orNull(values.note),
  }
}

/** What one calls it: brand and model. */
export const nameOf = (machine: OtherMachine): string =>
  [machine.brand, machine.model].filter(Boolean).join(' ')

/** With the number on its plate. */
export const fullNameOf = (machine: OtherMachine): string =>
  joinDot(nameOf(machine), machine.serial)

/** In a list of machines of both kinds another maker's is told apart by this. */
const PREFIX = 'other:'
export const choiceOf = (machine: OtherMachine): string => PREFIX + machine.id
export const chosenOther = (choice: string): string | null =>
  choice.startsWith(PREFIX) ? choice.slice(PREFIX.length) : null
export const chosenOurs = (choice: string): string | null =>
  choice === '' || choice.startsWith(PREFIX) ? null : choice
