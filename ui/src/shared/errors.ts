/** What the screen does about each error: how loud it is, and what a person can do at once. */
import { errorMessages, type ErrorCode } from '@/bindings/contract'
import { CallError } from './ipc'

/** How loud: `field` beside the field, `note` a passing note, `stop` a screen of its own. */
export type Severity = 'field' | 'note' | 'stop'
/** What is offered: nothing, trying again, showing the latest, choosing a person, a place to go. */
export type Action = 'none' | 'retry' | 'refresh' | 'sign_in' | 'open_sync' | 'open_settings'

interface Handling {
  severity: Severity
  action: Action
}

const field: Handling = { severity: 'field', action: 'none' }
const note: Handling = { severity: 'note', action: 'none' }
const again: Handling = { severity: 'note', action: 'retry' }
const refresh: Handling = { severity: 'note', action: 'refresh' }
const sync: Handling = { severity: 'note', action: 'open_sync' }
const stop: Handling = { severity: 'stop', action: 'retry' }

/** Complete by type: a new code of the contract does not compile until it is decided here. */
export const errorHandling: Record<ErrorCode, Handling> = {
  internal: again,
  'command.unknown': note,
  'command.bad_request': note,
  'permission.denied': { severity: 'note', action: 'sign_in' },
  'permission.not_signed_in': { severity: 'note', action: 'sign_in' },
  'permission.locked': refresh,
  'staff.wrong_pin': field,
  'staff.pin_wait': field,
  'staff.pin_needed': note,
  'staff.open_work': note,
  'staff.successor': field,
  'work_order.danger_open': note,
  'danger.finish_first': note,
  'danger.visit_first': note,
  'objection.own_work': note,
  'work_order.technician_absent': field,
  'work_order.certificate_gate': field,
  'work_order.certificate_list': field,
  'work_order.certificate_work': note,
  'staff.pin_format': field,
  'staff.last_manager': note,
  'staff.disabled': note,
  'setup.not_ready': note,
  'setup.first_sync': sync,
  'setup.already_done': note,
  'setup.folder': field,
  'setup.folder_fixed': note,
  'setup.dealer_code': field,
  'setup.other_dealer': field,
  'setup.enrolment_code': field,
  'setup.server_url': field,
  'input.invalid': field,
  'phone.hidden': note,
  'record.not_found': refresh,
  'other_machine.open_order': note,
  'complaint.step_not_allowed': refresh,
  'complaint.role': { severity: 'note', action: 'sign_in' },
  'complaint.changed': refresh,
  'complaint.complained_about': { severity: 'note', action: 'sign_in' },
  'complaint.own_handling': { severity: 'note', action: 'sign_in' },
  'complaint.taken_over': refresh,
  'complaint.lowering': note,
  'complaint.not_satisfied': note,
  'complaint.reopen_window': note,
  'complaint.request_taken': refresh,
  'complaint.over': refresh,
  'remedy_case.step_not_allowed': refresh,
  'remedy_case.role': { severity: 'note', action: 'sign_in' },
  'remedy_case.changed': refresh,
  'remedy_case.open_already': note,
  'remedy_case.locked': refresh,
  'remedy_case.evidence_missing': note,
  'remedy_case.not_offered': note,
  'remedy_case.own_proposal': { severity: 'note', action: 'sign_in' },
  'remedy_case.above_limit': note,
  'remedy_case.within_limit': note,
  'remedy_case.owed': note,
  'remedy_case.not_approved': note,
  'remedy_case.carried_out': note,
  'care.over': refresh,
  'recall.over': refresh,
  'service_plan.gone': refresh,
  'service_plan.settled': refresh,
  'promise.done': refresh,
  'request.done': refresh,
  'request.has_order': note,
  'request.safety': note,
  'work_order.warranty_charge': note,
  'work_order.payment_open': note,
  'work_order.payment_held': note,
  'work_order.parts_not_returned': note,
  'remedy_case.not_due': refresh,
  'remedy_case.request_taken': refresh,
  'remedy_case.no_household': note,
  'exclusion.role': { severity: 'note', action: 'sign_in' },
  'exclusion.over': refresh,
  'exclusion.not_upheld': note,
  'exclusion.own_claim': { severity: 'note', action: 'sign_in' },
  'exclusion.not_needed': refresh,
  'exclusion.finished': refresh,
  'money.not_agreed': note,
  'money.fixed': refresh,
  'money.charge_changed': note,
  'money.discount_role': { severity: 'note', action: 'sign_in' },
  'money.discount_limit': note,
  'money.free_not_given': note,
  'money.reversed': refresh,
  'customer.in_use': note,
  'unit.serial_taken': field,
  'machine.step_not_allowed': refresh,
  'machine.needs_remedy_case': note,
  'machine.step_role': { severity: 'note', action: 'sign_in' },
  'machine.release_first': { severity: 'note', action: 'sign_in' },
  'machine.changed': refresh,
  'machine.not_commissioned': note,
  'machine.commissioned_already': refresh,
  'machine.sheet_open': note,
  'work_order.checklist_open': note,
  'work_order.machine_missing': note,
  'work_order.household_fixed': note,
  'work_order.machine_done': { severity: 'note', action: 'sign_in' },
  'work_order.machine_fixed': note,
  'work_order.step_not_allowed': refresh,
  'work_order.step_role': { severity: 'note', action: 'sign_in' },
  'work_order.step_missing': field,
  'work_order.changed': refresh,
  'work_order.window_order': field,
  'work_order.not_yours': { severity: 'note', action: 'sign_in' },
  'work_order.cancel_started': refresh,
  'work_order.own_work': { severity: 'note', action: 'sign_in' },
  'work_order.not_satisfied': field,
  'work_order.needs_failed_contacts': note,
  'work_order.cancel_window': note,
  'work_order.safety': note,
  'work_order.reopen_window': note,
  'return_visit.own_work': { severity: 'note', action: 'sign_in' },
  'return_visit.alone': note,
  'return_visit.not_yet': note,
  'return_visit.over': refresh,
  'return_visit.number': refresh,
  'return_visit.step': refresh,
  'return_visit.no_start': note,
  'today.not_clear': field,
  'today.no_request': note,
  'alert.gone': refresh,
  'alert.for_manager': { severity: 'note', action: 'sign_in' },
  'input.future_time': field,
  'print.nothing': note,
  'print.missing_characters': note,
  'print.file': note,
  'print.no_printer': note,
  'print.printer': note,
  'conflict.already_resolved': refresh,
  'conflict.changed': refresh,
  'conflict.manager': { severity: 'note', action: 'sign_in' },
  'conflict.headquarters': note,
  'conflict.choose': note,
  'conflict.stopped': note,
  'conflict.value': field,
  'import.file': note,
  'import.web_page': note,
  'import.format': note,
  'import.password': note,
  'import.empty': note,
  'import.too_large': note,
  'import.sheet': note,
  'import.header': note,
  'import.columns': field,
  'import.column_range': field,
  'import.column_twice': field,
  'import.field_unknown': field,
  'import.field_kind': field,
  'import.report_folder': field,
  'import.busy': note,
  'import.cancelled': note,
  'import.report': note,
  'draft.too_large': note,
  'sync.not_connected': { severity: 'note', action: 'open_settings' },
  'sync.offline': note,
  'sync.captive_portal': note,
  'sync.revoked': sync,
  'sync.clock': sync,
  'sync.fork': sync,
  'sync.server': note,
  'sync.busy': note,
  'sync.other_history': sync,
  'store.folder_missing': stop,
  'store.key_store': stop,
  'store.in_use': stop,
  'store.too_new': stop,
  'store.damaged': stop,
  'desktop.start': note,
  'store.upgrade_room': stop,
  'store.upgrade_failed': stop,
  'update.off': note,
  'update.package': note,
  'update.signature': note,
  'update.cut': note,
  'update.target': note,
  'update.older': note,
  'update.expired': note,
  'update.none': refresh,
  'update.no_former': note,
  'update.data_newer': note,
  'update.install': again,
  'store.read_only': stop,
  'store.disk_full': again,
  'store.key_missing': stop,
  'store.busy': again,
  'store.failed': again,
  'backup.file': note,
  'backup.other_pc': note,
  'backup.code_typed': note,
  'backup.code_other': note,
  'backup.place': note,
  'backup.disk': note,
  'job.busy': note,
  'job.cancelled': note,
  'undo.nothing': note,
  'undo.own_way': note,
  'undo.sent': note,
  'undo.changed': refresh,
  'trash.too_old': refresh,
  'trash.holder': note,
  'file.place': field,
  'photo.empty': note,
  'photo.heic': note,
  'photo.format': note,
  'photo.damaged': note,
  'photo.too_large': note,
  'photo.too_many_points': note,
  'photo.file': note,
  'photo.twice': note,
  'photo.busy': note,
  'photo.cancelled': note,
  'photo.elsewhere': note,
  'photo.store': again,
  'photo.settled': { severity: 'note', action: 'sign_in' },
  'work_order.photos_missing': note,
  'export.busy': note,
  'export.cancelled': note,
  'backup.other_dealer': note,
  'example.merge': note,
  'example.merged': note,
}

const unreachable = {
  zh: '程序没有回应。已保存的都在；请关闭窗口再打开，还不行请联系总部。',
  en: 'The program does not answer. What was saved is kept; close the window and open it again, or call headquarters.',
}

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorMessages, code)
}

/** The text of a code for a person. */
export function textOfCode(code: string, locale: string): string {
  const language = locale.startsWith('zh') ? 'zh' : 'en'
  if (code === 'unreachable') return unreachable[language]
  return errorMessages[isErrorCode(code) ? code : 'internal'][language]
}

/** The text of whatever was thrown, for a person. */
export function textOfError(error: unknown, locale: string): string {
  return textOfCode(error instanceof CallError ? error.code : 'internal', locale)
}

/** What to do about whatever was thrown. */
export function handlingOf(error: unknown): Handling {
  if (error instanceof CallError && error.code !== 'unreachable') {
    return Object.hasOwn(errorHandling, error.code) ? errorHandling[error.code] : again
  }
  return again
}

/** Messages beside the fields: field name to text. */
export function fieldErrors(error: unknown, locale: string): Record<string, string> {
  const found: Record<string, string> = {}
  if (!(error instanceof CallError)) return found
  for (const one of error.fields) {
    found[one.field] ??= locale.startsWith('zh') ? one.message_zh : one.message_en
  }
  // A step that lacks something names its field instead of listing it.
  const single = error.details['field']
  if (typeof single === 'string') found[single] ??= textOfError(error, locale)
  return found
}
