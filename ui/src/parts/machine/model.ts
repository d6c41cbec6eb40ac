/** The forms of a machine's life as values, and how they become calls. Pure. */
import type {
  CustodyEntry,
  CustodyOption,
  CustodyParty,
  Gas,
  MachineCommission,
  MachineDetail,
  MachineSale,
  MachineSell,
  MachineSheet,
  MachineStep,
  SaleChannel,
  SheetAnswer,
  SheetItem,
  SheetReading,
  UnitState,
} from '@/bindings/contract'
import { codeText, t } from '@/shared/i18n'
import { parseYuan } from '@/shared/format/text'

export const channels: SaleChannel[] = ['shop', 'visit', 'online', 'project', 'other']

export interface SaleValues {
  customerId: string | null
  customerName: string
  channel: SaleChannel | ''
  soldOn: string | null
  price: string
  invoiceNo: string
  invoiceOn: string | null
  deliverByOn: string | null
  deliveredOn: string | null
  installByOn: string | null
  document: string
  displayDeclared: boolean
}

export function saleValues(sale: MachineSale): SaleValues {
  return {
    customerId: null,
    customerName: '',
    channel: sale.channel ?? '',
    soldOn: sale.sold_on,
    price: sale.price_fen === null ? '' : String(sale.price_fen / 100),
    invoiceNo: sale.invoice_no ?? '',
    invoiceOn: sale.invoice_on,
    deliverByOn: sale.deliver_by_on,
    deliveredOn: sale.delivered_on,
    installByOn: sale.install_by_on,
    document: '',
    displayDeclared: false,
  }
}

/** Only what was changed: another PC may have completed the rest meanwhile. */
export function sellOf(unitId: string, before: SaleValues, values: SaleValues): MachineSell {
  const sell: MachineSell = { unit_id: unitId }
  if (values.customerId) sell.customer_id = values.customerId
  if (values.channel && values.channel !== before.channel) sell.channel = values.channel
  if (values.soldOn !== before.soldOn) sell.sold_on = values.soldOn ?? ''
  const fen = parseYuan(values.price)
  if (values.price !== before.price && fen !== undefined) sell.price_fen = fen
  if (values.invoiceNo !== before.invoiceNo) sell.invoice_no = values.invoiceNo.trim()
  if (values.invoiceOn !== before.invoiceOn) sell.invoice_on = values.invoiceOn ?? ''
  if (values.deliverByOn !== before.deliverByOn) sell.deliver_by_on = values.deliverByOn ?? ''
  if (values.deliveredOn !== before.deliveredOn) sell.delivered_on = values.deliveredOn ?? ''
  if (values.installByOn !== before.installByOn) sell.install_by_on = values.installByOn ?? ''
  if (values.document.trim()) sell.document = values.document.trim()
  if (values.displayDeclared) sell.display_declared = true
  return sell
}

export function hasSale(sale: MachineSale): boolean {
  return Boolean(sale.channel ?? sale.price_fen ?? sale.invoice_no ?? sale.invoice_on)
}

/** How the delivery stands beside its promise. */
export function lateText(sale: MachineSale): string {
  const days = sale.late_days
  if (days === null) return ''
  if (days === 0) return t('machine.onTime')
  if (days < 0) return t('machine.early', { days: -days })
  return t(sale.delivered_on ? 'machine.late' : 'machine.lateOpen', { days })
}

/** How the installation stands beside its promise. */
export function installText(sale: MachineSale): string {
  const days = sale.install_late_days
  if (days === null) return ''
  if (days === 0) return t('machine.installOnTime')
  if (days < 0) return t('machine.installEarly', { days: -days })
  return t(sale.installed ? 'machine.installLate' : 'machine.installLateOpen', { days })
}

export interface StepValues {
  on: string | null
  document: string
  note: string
  customerId: string | null
  customerName: string
  addressId: string
  partyName: string
  safeAgain: boolean
}

export const emptyStep = (): StepValues => ({
  on: null,
  document: '',
  note: '',
  customerId: null,
  customerName: '',
  addressId: '',
  partyName: '',
  safeAgain: false,
})

export function stepOf(
  unitId: string,
  state: UnitState | null,
  option: CustodyOption,
  values: StepValues,
): MachineStep {
  const needs = (need: CustodyOption['needs'][number]) => option.needs.includes(need)
  const step: MachineStep = {
    unit_id: unitId,
    step: option.step,
    expected_state: state,
    occurred_on: values.on,
    document: values.document.trim(),
    note: values.note.trim() || null,
  }
  if (needs('customer')) step.customer_id = values.customerId
  if (needs('address')) step.address_id = values.addressId || null
  if (needs('party_name')) step.party_name = values.partyName.trim() || null
  if (needs('safe_again')) step.safe_again = values.safeAgain
  return step
}

export function partyText(party: CustodyParty): string {
  return party.name ?? codeText('party', party.kind)
}

/** Who handed it to whom; nothing where it stayed. */
export function fromTo(entry: CustodyEntry): string {
  const [from, to] = [partyText(entry.from), partyText(entry.to)]
  return from === to ? to : t('machine.fromTo', { from, to })
}

/** The steps people take most, first; the rest follow. */
const ORDER: string[] = ['receive', 'install', 'transfer', 'relocate']
export function stepsInOrder(detail: MachineDetail): CustodyOption[] {
  const rank = (one: CustodyOption) => {
    const at = ORDER.indexOf(one.step)
    if (one.step === 'release') return -1
    return at < 0 ? ORDER.length : at
  }
  return [...detail.steps].sort((a, b) => rank(a) - rank(b))
}

export interface ItemValues {
  verdict: 'good' | 'bad' | 'na' | ''
  readings: Record<string, string>
  topics: string[]
  text: string
  reason: string
}

export interface SheetValues {
  gas: Gas | ''
  on: string | null
  inspectorId: string
  paperNo: string
  analyser: boolean
  displayDeclared: boolean
  items: Record<string, ItemValues>
}

export const emptyItem = (): ItemValues => ({
  verdict: '',
  readings: {},
  topics: [],
  text: '',
  reason: '',
})

export const emptySheet = (): SheetValues => ({
  gas: '',
  on: null,
  inspectorId: '',
  paperNo: '',
  analyser: false,
  displayDeclared: false,
  items: {},
})

/** The items that are asked: those of the analyser only where one is at hand. */
export function asked(sheet: MachineSheet, analyser: boolean): SheetItem[] {
  return sheet.items.filter((item) => analyser || !item.analyser)
}

/** A typed number, also with a full-width point or a comma; undefined for what is none. */
export function numberOf(text: string): number | undefined {
  const plain = text.trim().replace('，', '.').replace(',', '.').replace('。', '.')
  if (plain === '' || !/^-?\d*\.?\d*$/.test(plain)) return undefined
  const value = Number(plain)
  return Number.isFinite(value) ? value : undefined
}

export function outside(reading: SheetReading, text: string): boolean {
  const value = numberOf(text)
  if (value === undefined) return text.trim() !== ''
  return (
    (reading.min !== null && value < reading.min) || (reading.max !== null && value > reading.max)
  )
}

export function limitText({ min, max, unit }: SheetReading): string {
  if (min !== null && max !== null)
    return min === max ? `${min} ${unit}` : t('machine.sheet.limit', { min, max, unit })
  if (min !== null) return t('machine.sheet.atLeast', { min, unit })
  if (max !== null) return t('machine.sheet.atMost', { max, unit })
  return unit
}

/** What is answered so far; what was left alone is left out. */
export function answersOf(sheet: MachineSheet, values: SheetValues): SheetAnswer[] {
  return asked(sheet, values.analyser).flatMap((item) => {
    const one = values.items[item.code]
    const answer = one && answerOf(item, one)
    return answer ? [answer] : []
  })
}

function answerOf(item: SheetItem, one: ItemValues): SheetAnswer | undefined {
  const readings = Object.fromEntries(
    item.readings.flatMap((reading) => {
      const value = numberOf(one.readings[reading.code] ?? '')
      return value === undefined ? [] : [[reading.code, value]]
    }),
  )
  const measured = Object.keys(readings).length > 0
  const text = one.text.trim()
  const touched = one.verdict !== '' || measured || one.topics.length > 0 || text !== ''
  if (!touched) return undefined
  const na = one.verdict === 'na'
  return {
    item: item.code,
    passed: na ? null : one.verdict === '' ? null : one.verdict === 'good',
    readings,
    topics: one.topics,
    text: text || null,
    not_applicable: na ? one.reason.trim() : null,
  }
}

export function commissionOf(
  sheet: MachineSheet,
  values: SheetValues,
  workOrderId: string | null,
): MachineCommission {
  return {
    unit_id: sheet.unit_id,
    work_order_id: workOrderId,
    gas: values.gas || null,
    analyser: values.analyser,
    inspected_on: values.on,
    inspector_id: values.inspectorId || null,
    paper_no: values.paperNo.trim() || null,
    answers: answersOf(sheet, values),
    display_declared: values.displayDeclared || null,
  }
}
