// Generated from crates/contract by `cargo xtask codegen`. Do not edit.
/* eslint-disable */

export type Absence = { 
/**
 * The row.
 */
id: string, 
/**
 * Who.
 */
staff_id: string, 
/**
 * Their name.
 */
name: string, 
/**
 * The first day.
 */
from_on: string, 
/**
 * The last day.
 */
to_on: string, 
/**
 * Why.
 */
reason: string | null, 
/**
 * Whether today is one of the days.
 */
now: boolean, 
/**
 * Visits of these days that are dispatched to them all the same: somebody else has to go.
 */
visits: Array<AwayVisit>, };
export type AbsenceCreate = { 
/**
 * Who.
 */
staff_id: string, 
/**
 * The first day.
 */
from_on: string, 
/**
 * The last day; the same when absent.
 */
to_on?: string | null, 
/**
 * Why.
 */
reason?: string | null, };
export type AbsenceDelete = { 
/**
 * Which.
 */
id: string, };
export type AbsenceList = Record<symbol, never>;
export type Absences = { 
/**
 * The rows.
 */
rows: Array<Absence>, };
export type AccessAction = "view_customer" | "view_record" | "lookup" | "export" | "print" | "backup" | "reveal_phone";
export type AccessEntry = { 
/**
 * The row.
 */
id: string, 
/**
 * Who.
 */
staff: string, 
/**
 * What was done.
 */
action: AccessAction, 
/**
 * Whose file.
 */
customer_id: string | null, 
/**
 * The household's name, while it is here.
 */
customer_name: string | null, 
/**
 * Which list was taken out, which document printed.
 */
what: string | null, 
/**
 * What kind of record it was about: `work_order`, `unit`, `phone`, …
 */
record_kind: string | null, 
/**
 * The record.
 */
record_id: string | null, 
/**
 * Why.
 */
reason: string | null, 
/**
 * How many rows were taken out.
 */
row_count: number | null, 
/**
 * When; of several looks within ten minutes the first.
 */
occurred_at: number, };
export type AccessList = { 
/**
 * Only of this person.
 */
staff_id?: string | null, 
/**
 * Only about this household.
 */
customer_id?: string | null, 
/**
 * Only of this kind.
 */
action?: AccessAction | null, 
/**
 * Where to go on: `next` of the page before.
 */
after?: string | null, 
/**
 * Rows wanted; 50 when absent.
 */
limit?: number | null, };
export type AccessPage = { 
/**
 * The rows, the newest first.
 */
rows: Array<AccessEntry>, 
/**
 * Where to go on; null at the end.
 */
next: string | null, };
export type Acknowledged = { 
/**
 * When.
 */
at: number, 
/**
 * Who.
 */
by: string | null, };
export type Address = { 
/**
 * The row.
 */
id: string, 
/**
 * 乡镇
 */
town: string | null, 
/**
 * 村
 */
village: string | null, 
/**
 * The whole address below the town, as typed.
 */
detail: string | null, 
/**
 * A landmark.
 */
landmark: string | null, 
/**
 * How to get there.
 */
route_note: string | null, };
export type AddressInput = { 
/**
 * The row, when an existing address is edited.
 */
id?: string | null, 
/**
 * 乡镇
 */
town?: string | null, 
/**
 * 村; proposed from the detail when absent.
 */
village?: string | null, 
/**
 * The whole address below the town, as typed.
 */
detail?: string | null, 
/**
 * A landmark.
 */
landmark?: string | null, 
/**
 * How to get there.
 */
route_note?: string | null, };
export type Alert = { 
/**
 * The same on every PC.
 */
key: string, 
/**
 * What it is about.
 */
about: AlertAbout, 
/**
 * The row to open.
 */
about_id: string, 
/**
 * Its number; a promise has that of its order or complaint, a return visit that of its
 * order, or none.
 */
no: string | null, 
/**
 * The household.
 */
customer_name: string | null, 
/**
 * What it is about, in words.
 */
text: string | null, 
/**
 * Danger to life.
 */
safety: boolean, 
/**
 * How often the case had been reopened.
 */
round: number, 
/**
 * The stage.
 */
stage: AlertStage, 
/**
 * The level.
 */
level: AlertLevel, 
/**
 * Who is told.
 */
receiver: AlertReceiver, 
/**
 * When it became due.
 */
at: number, 
/**
 * Why, as a sentence.
 */
why: BothLanguages, 
/**
 * Who took note; null while nobody did.
 */
acknowledged: Acknowledged | null, 
/**
 * Whether the acting person may take note of it.
 */
may_acknowledge: boolean, 
/**
 * Whether it may be heard now.
 */
audible: boolean, };
export type AlertAbout = "work_order" | "request" | "complaint" | "promise" | "return_visit" | "remedy_case" | "unit";
export type AlertAcknowledge = { 
/**
 * What it is about.
 */
about: AlertAbout, 
/**
 * That row.
 */
about_id: string, 
/**
 * How often the case had been reopened.
 */
round: number, 
/**
 * The stage.
 */
stage: AlertStage, 
/**
 * The level.
 */
level: AlertLevel, };
export type AlertLevel = "l1" | "l2" | "l3" | "l4";
export type AlertList = Record<symbol, never>;
export type AlertLocked = Record<symbol, never>;
export type AlertNumbers = { 
/**
 * How many nobody took note of.
 */
waiting: number, 
/**
 * Danger to life that is not in safe hands yet.
 */
danger: number, 
/**
 * Dangers whose words nobody has read out yet.
 */
unread: number, 
/**
 * When the newest alert that may be heard became due; null without one.
 */
newest_at: number | null, };
export type AlertReceiver = "clerk" | "dealer_manager" | "hq_service" | "hq_quality";
export type AlertSafety = { 
/**
 * The order, or
 */
work_order_id?: string | null, 
/**
 * the request it is about.
 */
request_id?: string | null, 
/**
 * What was done.
 */
step: SafetyStep, };
export type AlertStage = "first_reply" | "schedule" | "on_site" | "parts" | "finish" | "confirm" | "acknowledge" | "reply" | "first_measure" | "close" | "keep" | "deliver" | "install" | "visit" | "decide" | "approve" | "ruling" | "tell" | "execute";
export type Alerts = { 
/**
 * Those nobody took note of first, danger first; at most 200.
 */
rows: Array<Alert>, 
/**
 * How many nobody took note of.
 */
waiting: number, 
/**
 * Danger to life that is not in safe hands yet.
 */
safety: Array<SafetyCase>, 
/**
 * What to say to the customer, in this order.
 */
script: Array<BothLanguages>, };
export type AppStatus = { 
/**
 * Whether the first run is done.
 */
ready: boolean, 
/**
 * Why the database cannot be opened, if it cannot: a code of the store.
 */
problem: string | null, 
/**
 * The program's version.
 */
version: string, 
/**
 * The data folder.
 */
data_dir: string, 
/**
 * Whether the first run may choose another data folder.
 */
offers_folder: boolean, 
/**
 * Where the key is kept: `system` or `file`.
 */
key_store: string | null, 
/**
 * The dealer code.
 */
dealer_code: string | null, 
/**
 * The shop's name.
 */
dealer_name: string | null, 
/**
 * This PC's letter in numbers.
 */
pc_code: string | null, 
/**
 * What this PC is called.
 */
device_name: string | null, 
/**
 * Headquarters' address; null when never connected.
 */
server_url: string | null, 
/**
 * Whether the PC is locked: until somebody says who they are, only what is open answers.
 */
locked: boolean, 
/**
 * Who is working now; while it is locked, who was.
 */
staff: Staff | null, 
/**
 * The PC is connected but has nobody who could work: the shop's people come with the first
 * sync (`sync.now`), until which commands answer `setup.first_sync`.
 */
awaiting_first_sync: boolean, 
/**
 * The settings.
 */
settings: Settings, 
/**
 * Whether example data is loaded.
 */
example_data: boolean, 
/**
 * How many households there are (for the first-week guide).
 */
customer_count: number, 
/**
 * The program's clock now.
 */
now_at: number, };
export type AppStatusGet = Record<symbol, never>;
export type AtHome = "always" | "spring_festival" | "heating_season" | "summer" | "seldom";
export type AwayDays = { 
/**
 * The first day.
 */
from_on: string, 
/**
 * The last day.
 */
to_on: string, };
export type AwayVisit = { 
/**
 * The order.
 */
work_order_id: string, 
/**
 * Its number.
 */
no: string, 
/**
 * The household's name.
 */
customer_name: string | null, 
/**
 * The day of the visit.
 */
planned_on: string, };
export type Backup = { 
/**
 * The file.
 */
path: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * When it was made.
 */
made_at: number, 
/**
 * `manual`, `daily`, `before_import`, `before_restore`, `before_migration`,
 * `before_update`.
 */
reason: string, };
export type BackupAge = "older" | "same" | "newer";
export type BackupCode = { 
/**
 * Groups of four letters and digits, in their order.
 */
groups: Array<string>, 
/**
 * Whose backups it opens.
 */
dealer_code: string | null, 
/**
 * Of which PC.
 */
device_name: string | null, 
/**
 * Whether it was noted already.
 */
noted: boolean, };
export type BackupCodeGet = { 
/**
 * The PIN of who asks, who has one.
 */
pin?: string | null, };
export type BackupCodeNoted = Record<symbol, never>;
export type BackupCreate = { 
/**
 * The file; a dated one in the data folder when absent.
 */
path?: string | null, };
export type BackupDifference = { 
/**
 * The kind of record.
 */
entity: string, 
/**
 * There today and not in the backup: not seen any more after a restore.
 */
new: number, 
/**
 * In both, and changed or deleted since.
 */
changed: number, 
/**
 * In the backup and not there today: back after a restore.
 */
back: number, };
export type BackupInside = { 
/**
 * The file.
 */
path: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * When the file was written.
 */
made_at: number | null, 
/**
 * Whether any of it is damaged; it cannot be restored then.
 */
damaged: boolean, 
/**
 * The last step of its schema.
 */
schema: number | null, 
/**
 * How its schema stands to this program.
 */
age: BackupAge, 
/**
 * The version of the program that wrote it last; unknown before that was noted.
 */
program: string | null, 
/**
 * Whose it is.
 */
dealer_code: string | null, 
/**
 * Whether it carries the photos themselves.
 */
has_pictures: boolean, 
/**
 * What it holds; none when too much is damaged to count.
 */
inside: DataCount | null, 
/**
 * What is there today; none when that cannot be opened.
 */
present: DataCount | null, 
/**
 * What differs, by kind of record; only kinds that do.
 */
differences: Array<BackupDifference>, };
export type BackupList = Record<symbol, never>;
export type BackupLook = { 
/**
 * The file.
 */
path: string, 
/**
 * The recovery code from paper, for a backup of another PC.
 */
code?: string | null, };
export type BackupRestore = { 
/**
 * The file.
 */
path: string, 
/**
 * The recovery code from paper, for a backup of another PC, or of this one before it was
 * set up anew.
 */
code?: string | null, };
export type Backups = { 
/**
 * The files.
 */
rows: Array<Backup>, 
/**
 * Whether a manager has noted the code with which they are read on another PC.
 */
code_noted: boolean, };
export type BasisKind = "statute" | "policy" | "contract" | "plan";
export type BothLanguages = { 
/**
 * Chinese.
 */
zh: string, 
/**
 * English.
 */
en: string, };
export type ByPhone = "yes" | "partly" | "no" | "safety_only";
export type CalendarDay = { 
/**
 * The day.
 */
on: string, 
/**
 * By the lunar calendar, where its tables reach.
 */
lunar: LunarDay | null, 
/**
 * The holiday it belongs to, or is worked for.
 */
holiday: HolidayDay | null, };
export type CalendarDays = { 
/**
 * The first day.
 */
from_on: string, 
/**
 * The last day, at most 61 days later.
 */
to_on: string, };
export type CalendarPage = { 
/**
 * The days.
 */
rows: Array<CalendarDay>, };
export type CallerLookup = { 
/**
 * The number so far (3 digits or more), or a name, pinyin or serial.
 */
query: string, };
export type CallerMatch = { 
/**
 * The household.
 */
customer: CustomerSummary, 
/**
 * Its people, 户主 first.
 */
people: Array<Person>, 
/**
 * Its phones.
 */
phones: Array<Phone>, 
/**
 * Its machines.
 */
units: Array<UnitSummary>, 
/**
 * Its open requests without an order.
 */
open_requests: Array<RequestSummary>, 
/**
 * Its open orders.
 */
open_orders: Array<WorkOrderSummary>, 
/**
 * Its open complaints and grumbles, the first due first.
 */
open_complaints: Array<ComplaintSummary>, 
/**
 * Its open remedy cases, the first due first.
 */
open_remedy_cases: Array<RemedyCaseSummary>, 
/**
 * What it was promised and waits for, the first due first.
 */
open_promises: Array<PromiseItem>, 
/**
 * What was repaired there within the last 30 days, latest first; at most 3.
 */
repaired: Array<RecentWork>, 
/**
 * The last five contacts.
 */
contacts: Array<TimelineEntry>, 
/**
 * Which field matched: `phone`, `name`, `pinyin`, `serial`, `address`.
 */
matched: string, };
export type CallerMatches = { 
/**
 * The number as it will be saved; null while it is not a whole number yet.
 */
normalised_phone: string | null, 
/**
 * Likely households, best first; at most 5.
 */
matches: Array<CallerMatch>, 
/**
 * Open requests from this number that belong to no household.
 */
requests_of_number: Array<RequestSummary>, };
export type CareCall = { 
/**
 * The call; the same on every PC.
 */
id: string, 
/**
 * What it is about.
 */
kind: CareKind, 
/**
 * The household.
 */
customer_id: string, 
/**
 * Its name.
 */
customer_name: string, 
/**
 * 村, or the town where the village is not known.
 */
village: string | null, 
/**
 * Its numbers.
 */
phones: Array<CarePhone>, 
/**
 * Whose birthday it is.
 */
person_name: string | null, 
/**
 * The birthday follows the lunar calendar.
 */
lunar: boolean, 
/**
 * The machine of an anniversary.
 */
serial: string | null, 
/**
 * The day itself; of a season its last day.
 */
on: string, 
/**
 * The last day of the call.
 */
until_on: string, 
/**
 * How many years it has been.
 */
years: number, 
/**
 * No maintenance in the last twelve months.
 */
unmaintained: boolean, };
export type CareCalls = { 
/**
 * Those still to be made.
 */
rows: Array<CareCall>, 
/**
 * How many there are in a day.
 */
per_day: number, 
/**
 * How many were made or left today.
 */
handled: number, };
export type CareFinish = { 
/**
 * Which call.
 */
id: string, 
/**
 * How it came out.
 */
result?: CareResult | null, 
/**
 * Why it was left.
 */
reason?: SkipReason | null, 
/**
 * Anything worth knowing; another reason needs it.
 */
note?: string | null, };
export type CareKind = "birthday" | "anniversary" | "season";
export type CareList = Record<symbol, never>;
export type CarePhone = { 
/**
 * As it is written.
 */
display: string, 
/**
 * 家里, 儿子, …
 */
label: string | null, };
export type CareResult = "fine" | "wish" | "message";
export type CareSet = { 
/**
 * How many, 0 to 50.
 */
per_day: number, };
export type CashClose = { 
/**
 * The row.
 */
id: string, 
/**
 * The day.
 */
on: string, 
/**
 * Each kind of money, in the order of the screen.
 */
methods: Array<DayMethod>, 
/**
 * What should have been there altogether.
 */
expected_fen: number, 
/**
 * What was counted altogether.
 */
counted_fen: number, 
/**
 * Counted less expected.
 */
difference_fen: number, 
/**
 * Why it differed.
 */
note: string | null, 
/**
 * When.
 */
closed_at: number, 
/**
 * By whom.
 */
closed_by: string | null, 
/**
 * The day was counted again later: that count stands.
 */
replaced: boolean, };
export type CashCloseList = Record<symbol, never>;
export type CashCloseNow = { 
/**
 * The day; today when absent.
 */
on?: string | null, 
/**
 * What was counted, for each kind of money.
 */
counted: Array<Counted>, 
/**
 * Why it differs.
 */
note?: string | null, };
export type CashCloses = { 
/**
 * The rows.
 */
rows: Array<CashClose>, 
/**
 * How many there are.
 */
total: number, };
export type CauseChoice = { 
/**
 * Its code.
 */
code: string, 
/**
 * Its name.
 */
name: BothLanguages, 
/**
 * The name of its class.
 */
class: BothLanguages, 
/**
 * It asks for the voltage of the mains.
 */
asks_mains: boolean, 
/**
 * It is a danger to life: stopped, tagged and told come before the finish.
 */
danger: boolean, };
export type CauseClass = "product" | "installation" | "use" | "environment" | "repair_quality" | "part_quality" | "outside" | "no_fault_found";
export type CauseModel = { 
/**
 * The model; null where no machine or no model was named.
 */
model_code: string | null, 
/**
 * Its name.
 */
model_name: BothLanguages | null, 
/**
 * How many.
 */
repairs: number, 
/**
 * How many of them came within 30 days after another repair.
 */
repeats: number, };
export type CauseReport = { 
/**
 * Which days.
 */
days: ReportDays, 
/**
 * Every class in its order; last those without one, where there are any.
 */
rows: Array<CauseRow>, 
/**
 * All of them.
 */
repairs: number, 
/**
 * All of the span before.
 */
before: number, 
/**
 * How many came within 30 days after another repair.
 */
repeats: number, };
export type CauseRow = { 
/**
 * The class; null for those nobody gave one.
 */
cause_class: CauseClass | null, 
/**
 * How many.
 */
repairs: number, 
/**
 * Their share in per cent; null of fewer than five repairs.
 */
percent: number | null, 
/**
 * How many of them came within 30 days after another repair.
 */
repeats: number, 
/**
 * How many there were in the span before.
 */
before: number, 
/**
 * Their share then.
 */
before_percent: number | null, 
/**
 * By model, the most first.
 */
models: Array<CauseModel>, 
/**
 * Repairs of models that are not listed.
 */
models_more: number, };
export type Certificate = { 
/**
 * The row.
 */
id: string, 
/**
 * `maker_install`, `maker_repair`, `local_gas`, `electrician` or `height`.
 */
kind: string, 
/**
 * The number on it.
 */
no: string, 
/**
 * Who gave it.
 */
issuer: string | null, 
/**
 * The first day.
 */
valid_from: string, 
/**
 * The last day.
 */
valid_to: string, 
/**
 * Where it stands today.
 */
standing: CertificateStanding, 
/**
 * How many days are left, once a warning is due (60, 30 and 7 days before its end).
 */
days_left: number | null, 
/**
 * Why it is suspended or revoked.
 */
reason: string | null, };
export type CertificateList = Record<symbol, never>;
export type CertificateOf = { 
/**
 * Who holds it.
 */
staff: string, 
/**
 * The certificate.
 */
certificate: Certificate, };
export type CertificateStanding = "valid" | "expiring" | "expired" | "suspended" | "revoked";
export type Certificates = { 
/**
 * The rows.
 */
rows: Array<CertificateOf>, };
export type Channel = "phone" | "wechat" | "visit" | "counter" | "letter" | "card" | "email" | "online" | "other";
export type ChargeBasis = "in_warranty" | "rework" | "consumer_law" | "price_list" | "typed" | "discount" | "excluded" | "above_list" | "plan";
export type ChargeChange = { 
/**
 * What it is for.
 */
kind: ChargeKind, 
/**
 * What it is called.
 */
name: string, 
/**
 * What was told.
 */
was_fen: number, 
/**
 * What decided that.
 */
was_basis: ChargeBasis, 
/**
 * What it costs now; null where it cannot be charged like that any more.
 */
is_fen: number | null, 
/**
 * What decides that.
 */
is_basis: ChargeBasis | null, };
export type ChargeKind = "labour" | "part" | "travel" | "other" | "discount";
export type ChargeLine = { 
/**
 * The row.
 */
id: string, 
/**
 * What it is for.
 */
kind: ChargeKind, 
/**
 * The line of the price list, or the part.
 */
code: string | null, 
/**
 * What it is called.
 */
name: string, 
/**
 * How many.
 */
quantity: number, 
/**
 * The price of one before warranty.
 */
unit_fen: number, 
/**
 * What the customer pays for them.
 */
amount_fen: number, 
/**
 * What decided that.
 */
basis: ChargeBasis, 
/**
 * Why, where a person decided.
 */
reason: string | null, };
export type ChargeTyped = { 
/**
 * What it is for; `discount` is given by itself.
 */
kind: ChargeKind, 
/**
 * The line of the price list, or the part.
 */
code?: string | null, 
/**
 * What it is called.
 */
name: string, 
/**
 * How many.
 */
quantity: number, 
/**
 * The price of one; for what the price list has, the list's price counts.
 */
unit_fen?: number | null, 
/**
 * Why more is charged than headquarters' list says; only a manager may.
 */
over_reason?: string | null, };
export type ChargesSet = { 
/**
 * Which order.
 */
work_order_id: string, 
/**
 * The lines.
 */
lines: Array<ChargeTyped>, 
/**
 * What is taken off the sum.
 */
discount_fen?: number | null, 
/**
 * Why.
 */
discount_reason?: string | null, };
export type ClockState = "met" | "running" | "warned" | "overdue" | "paused" | "not_applicable";
export type ComplaintAdvance = { 
/**
 * Which complaint.
 */
id: string, 
/**
 * The step.
 */
step: ComplaintStep, 
/**
 * The state the person saw; refused with `complaint.changed` when it is another by now.
 */
expected_state?: ComplaintState | null, 
/**
 * What was said with the customer.
 */
contact_text?: string | null, 
/**
 * assess, reclassify, `record_class`: the class.
 */
class?: ComplaintClass | null, 
/**
 * investigate: who.
 */
investigator_id?: string | null, 
/**
 * answer: what the cause is.
 */
cause?: string | null, 
/**
 * answer: which way the service failed.
 */
failure_type?: FailureType | null, 
/**
 * answer: what is offered.
 */
plan?: string | null, 
/**
 * `carry_out`, append: which measure was taken.
 */
recovery?: Recovery | null, 
/**
 * Why.
 */
reason?: string | null, 
/**
 * close: how content the customer is now, 1–5.
 */
sat_after?: number | null, 
/**
 * `go_external`: the number of the case outside.
 */
external_no?: string | null, 
/**
 * `conclude_external`: how it ended.
 */
conclusion?: string | null, 
/**
 * append, settle, `carry_out`: what is added, or what was done.
 */
text?: string | null, 
/**
 * `record_ruling`, `record_class`: the number of headquarters' answer.
 */
ruling_no?: string | null, 
/**
 * `record_ruling`, `record_class`: who gave it at headquarters.
 */
ruling_by?: string | null, 
/**
 * formalise: how grave it is.
 */
severity?: ComplaintSeverity | null, 
/**
 * formalise: how the customer wants it settled.
 */
remedy_sought?: string | null, 
/**
 * When it happened; now when absent. Never in the future.
 */
occurred_at?: number | null, };
export type ComplaintAssign = { 
/**
 * Which complaint.
 */
id: string, 
/**
 * Who.
 */
owner_id: string, };
export type ComplaintBlank = "item" | "remedy_sought" | "customer" | "caller_name" | "caller_phone" | "unit" | "work_order" | "about_staff";
export type ComplaintCategoriesGet = Record<symbol, never>;
export type ComplaintCategory = { 
/**
 * The code.
 */
code: string, 
/**
 * In words.
 */
name: BothLanguages, 
/**
 * About danger to life.
 */
safety: boolean, 
/**
 * Its items.
 */
items: Array<ComplaintItem>, };
export type ComplaintClass = "A" | "B" | "C" | "D";
export type ComplaintClassified = { 
/**
 * The class.
 */
class: ComplaintClass, 
/**
 * Whether it goes the formal way.
 */
formal: boolean, 
/**
 * Why.
 */
why: Why, };
export type ComplaintClassify = { 
/**
 * The household.
 */
customer_id?: string | null, 
/**
 * About what.
 */
category: string, 
/**
 * How grave it is as told.
 */
severity: ComplaintSeverity, 
/**
 * Danger.
 */
safety: boolean, 
/**
 * Injury or loss.
 */
injury: boolean, 
/**
 * The press, a public post, an authority.
 */
public_exposure: boolean, };
export type ComplaintClock = { 
/**
 * What must be done.
 */
what: ComplaintDuty, 
/**
 * Where it stands.
 */
state: ClockState, 
/**
 * By when.
 */
due_at: number, 
/**
 * When it was done.
 */
met_at: number | null, 
/**
 * How late it was done, or is.
 */
late_by_minutes: number | null, };
export type ComplaintCounts = Record<symbol, never>;
export type ComplaintCreate = { 
/**
 * The request it came in as; whatever is not given here is taken from it.
 */
request_id?: string | null, 
/**
 * The household.
 */
customer_id?: string | null, 
/**
 * The machine.
 */
unit_id?: string | null, 
/**
 * The order it is about.
 */
work_order_id?: string | null, 
/**
 * Who complains, where no household is known.
 */
caller_name?: string | null, 
/**
 * Their phone.
 */
caller_phone?: string | null, 
/**
 * How it came in; by phone when absent.
 */
channel?: Channel | null, 
/**
 * About what: a code of `complaint.categories`.
 */
category: string, 
/**
 * The item of the category.
 */
item?: string | null, 
/**
 * What was said; the request's words when absent.
 */
text?: string | null, 
/**
 * How the customer wants it settled; a formal complaint needs it.
 */
remedy_sought?: string | null, 
/**
 * How grave it is as told; a grumble when absent.
 */
severity?: ComplaintSeverity | null, 
/**
 * Danger: CO, leaking gas, fire. A category of danger counts as such.
 */
safety?: boolean | null, 
/**
 * Somebody was hurt, or property lost.
 */
injury?: boolean | null, 
/**
 * The press, a public post, or an authority (12315).
 */
public_exposure?: boolean | null, 
/**
 * Who is complained about.
 */
about_staff_id?: string | null, 
/**
 * Who answers for it; whoever takes it when absent.
 */
owner_id?: string | null, 
/**
 * How content the customer is now, 1–5.
 */
sat_before?: number | null, 
/**
 * When it was said; now when absent. Never in the future.
 */
received_at?: number | null, };
export type ComplaintDetail = { 
/**
 * As in lists.
 */
summary: ComplaintSummary, 
/**
 * Why it has its class.
 */
class_why: Why, 
/**
 * Its clocks as of now; none once it is over.
 */
clocks: Array<ComplaintClock>, 
/**
 * Why they end when they do.
 */
clocks_why: Why, 
/**
 * Who must answer for it, in words.
 */
owners: Array<BothLanguages>, 
/**
 * The request it came in as.
 */
request_id: string | null, 
/**
 * That request's number.
 */
request_no: string | null, 
/**
 * The order it is about.
 */
work_order_id: string | null, 
/**
 * The order's number.
 */
work_order_no: string | null, 
/**
 * The order that looks after the danger it told of.
 */
danger_order_id: string | null, 
/**
 * That order's number.
 */
danger_order_no: string | null, 
/**
 * The machine.
 */
unit: UnitSummary | null, 
/**
 * The household's phones.
 */
phones: Array<Phone>, 
/**
 * The caller's phone, where no household is known.
 */
caller_phone: string | null, 
/**
 * How it came in.
 */
channel: Channel, 
/**
 * How the customer wants it settled.
 */
remedy_sought: string | null, 
/**
 * How grave it was as told.
 */
severity: ComplaintSeverity, 
/**
 * Danger.
 */
safety: boolean, 
/**
 * Injury or loss.
 */
injury: boolean, 
/**
 * The press, a public post, an authority.
 */
public_exposure: boolean, 
/**
 * Who is complained about.
 */
about_staff_id: string | null, 
/**
 * Their name.
 */
about_staff: string | null, 
/**
 * Why it may not be corrected, or not by the acting person; null where it may.
 */
not_corrected: BothLanguages | null, 
/**
 * The item of the category.
 */
item: string | null, 
/**
 * Who complained, where no household is known.
 */
caller_name: string | null, 
/**
 * Who served: they decide and close as little as who is complained about.
 */
served: Array<string>, 
/**
 * Who answers for it.
 */
owner_id: string | null, 
/**
 * How content the customer was.
 */
sat_before: number | null, 
/**
 * How content the customer is.
 */
sat_after: number | null, 
/**
 * What the cause was.
 */
cause: string | null, 
/**
 * Which way the service failed.
 */
failure_type: FailureType | null, 
/**
 * What is offered.
 */
plan: string | null, 
/**
 * The number of the case outside.
 */
external_no: string | null, 
/**
 * How the case outside ended.
 */
conclusion: string | null, 
/**
 * Headquarters handles it: the dealer only adds to it.
 */
taken_over: boolean, 
/**
 * The last day it may be opened again; null while it is open.
 */
reopen_until_on: string | null, 
/**
 * So many grumbles of this customer about the same matter that a formal complaint is due.
 */
formal_suggested: number | null, 
/**
 * The steps the acting person's role may take now.
 */
allowed: Array<ComplaintOption>, 
/**
 * What happened, latest first.
 */
events: Array<ComplaintEvent>, 
/**
 * Fields with two versions.
 */
conflicts: Array<ConflictItem>, };
export type ComplaintDuty = "acknowledge" | "reply" | "first_measure" | "close";
export type ComplaintEvent = { 
/**
 * The row.
 */
id: string, 
/**
 * `register`, or the step.
 */
event: string, 
/**
 * The state after it.
 */
to_state: ComplaintState, 
/**
 * When.
 */
at: number, 
/**
 * Who.
 */
staff: string | null, 
/**
 * Who was named to investigate.
 */
handler: string | null, 
/**
 * What was said or decided.
 */
text: string | null, 
/**
 * The cause that was found.
 */
cause: string | null, 
/**
 * The class given.
 */
class: ComplaintClass | null, 
/**
 * The measure taken.
 */
recovery: Recovery | null, 
/**
 * How content the customer was.
 */
sat_after: number | null, };
export type ComplaintFilter = "open" | "overdue" | "unowned" | "grumbles" | "done" | "all";
export type ComplaintGet = { 
/**
 * Which complaint.
 */
id?: string | null, 
/**
 * Or its number.
 */
no?: string | null, };
export type ComplaintItem = { 
/**
 * The code.
 */
code: string, 
/**
 * In words.
 */
name: BothLanguages, };
export type ComplaintList = { 
/**
 * Which complaints; open ones when absent.
 */
filter?: ComplaintFilter | null, 
/**
 * Only this household's.
 */
customer_id?: string | null, 
/**
 * Only those about this order.
 */
work_order_id?: string | null, 
/**
 * Narrows by number, name, phone or words.
 */
query?: string | null, 
/**
 * In which order; `due` when absent.
 */
sort?: ComplaintSort | null, 
/**
 * Where to go on.
 */
after?: string | null, 
/**
 * Rows wanted, at most 200; 100 when absent.
 */
limit?: number | null, };
export type ComplaintNumbers = { 
/**
 * Open ones, grumbles among them.
 */
open: number, 
/**
 * With a time that has passed.
 */
overdue: number, 
/**
 * Nobody answers for it.
 */
unowned: number, 
/**
 * Grumbles.
 */
grumbles: number, };
export type ComplaintOption = { 
/**
 * The step.
 */
step: ComplaintStep, 
/**
 * Fields that must be filled, in the order they are asked.
 */
needs: Array<string>, 
/**
 * Fields that may be filled.
 */
offers: Array<string>, 
/**
 * Whether it is the likely one.
 */
primary: boolean, 
/**
 * Why this person may not take it: they are complained about, or handled it themselves.
 */
refused: BothLanguages | null, };
export type ComplaintPage = { 
/**
 * The rows.
 */
rows: Array<ComplaintSummary>, 
/**
 * Where to go on; null at the end.
 */
next: string | null, 
/**
 * How many rows there are in all.
 */
total: number, };
export type ComplaintSeverity = "high" | "normal" | "grumble";
export type ComplaintSort = "due" | "received" | "class" | "owner";
export type ComplaintState = "grumble" | "settled" | "received" | "acknowledged" | "assessed" | "investigating" | "answered" | "accepted" | "carrying_out" | "rejected" | "escalated" | "external" | "closed_satisfied" | "closed_external";
export type ComplaintStep = "settle" | "formalise" | "acknowledge" | "assess" | "investigate" | "answer" | "accept" | "reject" | "carry_out" | "close" | "escalate" | "go_external" | "conclude_external" | "reopen" | "reclassify" | "record_ruling" | "record_class" | "take_over" | "append";
export type ComplaintSummary = { 
/**
 * The row.
 */
id: string, 
/**
 * Its number.
 */
no: string, 
/**
 * Where it stands.
 */
state: ComplaintState, 
/**
 * Its class: as assessed, else as the rules give it.
 */
class: ComplaintClass, 
/**
 * Whether a person has assessed it.
 */
assessed: boolean, 
/**
 * The household.
 */
customer_id: string | null, 
/**
 * The household's name, or the caller's.
 */
customer_name: string | null, 
/**
 * About what.
 */
category: string, 
/**
 * The category in words.
 */
category_name: BothLanguages, 
/**
 * The item of the category in words.
 */
item_name: BothLanguages | null, 
/**
 * What was said.
 */
text: string, 
/**
 * Who answers for it.
 */
owner: string | null, 
/**
 * When it came in.
 */
received_at: number, 
/**
 * What is due next; null when nothing has a time.
 */
due_what: ComplaintDuty | null, 
/**
 * When.
 */
due_at: number | null, 
/**
 * How urgent that is now.
 */
urgency: Urgency, 
/**
 * How often it was opened again.
 */
reopened_count: number, 
/**
 * How often the customer called again about it.
 */
urged_count: number, 
/**
 * Two versions wait for a decision.
 */
conflicted: boolean, };
export type ComplaintUpdate = { 
/**
 * Which complaint.
 */
id: string, 
/**
 * The household.
 */
customer_id?: string | null, 
/**
 * The machine.
 */
unit_id?: string | null, 
/**
 * The order it is about.
 */
work_order_id?: string | null, 
/**
 * Who complains, where no household is known.
 */
caller_name?: string | null, 
/**
 * Their phone.
 */
caller_phone?: string | null, 
/**
 * How it came in.
 */
channel?: Channel | null, 
/**
 * About what.
 */
category?: string | null, 
/**
 * The item of the category.
 */
item?: string | null, 
/**
 * What was said.
 */
text?: string | null, 
/**
 * How the customer wants it settled.
 */
remedy_sought?: string | null, 
/**
 * How grave it is as told.
 */
severity?: ComplaintSeverity | null, 
/**
 * Danger.
 */
safety?: boolean | null, 
/**
 * Injury or loss.
 */
injury?: boolean | null, 
/**
 * The press, a public post, an authority.
 */
public_exposure?: boolean | null, 
/**
 * Who is complained about.
 */
about_staff_id?: string | null, 
/**
 * When it came in; its times count from then. Later than it was needs a manager and a reason.
 */
received_at?: number | null, 
/**
 * What is emptied.
 */
blank?: Array<ComplaintBlank> | null, 
/**
 * Why.
 */
reason?: string | null, };
export type Confidence = "a" | "b" | "c" | "d";
export type ConflictItem = { 
/**
 * The row of the conflict.
 */
id: string, 
/**
 * The entity: `customer`, `work_order`, …
 */
entity: string, 
/**
 * The row with two versions.
 */
row_id: string, 
/**
 * What the row is called: a name or number.
 */
title: string, 
/**
 * The field: `name`, `technician_id`, …
 */
field: string, 
/**
 * The household to open.
 */
customer_id: string | null, 
/**
 * The order to open.
 */
work_order_id: string | null, 
/**
 * The version that is shown until it is decided.
 */
kept: Version, 
/**
 * The other version.
 */
other: Version, 
/**
 * Who decides over it.
 */
decider: Decider, 
/**
 * Whether a value may be typed that neither version has; of a state, a person or a time
 * one of the two is chosen.
 */
writable: boolean, 
/**
 * When it was decided.
 */
resolved_at: number | null, 
/**
 * Who decided.
 */
resolved_by: string | null, 
/**
 * What was decided.
 */
resolution: Resolution | null, };
export type ConflictList = { 
/**
 * Decided ones too.
 */
include_resolved: boolean, 
/**
 * Every row, for taking the list out; the first 200 when absent.
 */
whole?: boolean | null, };
export type ConflictResolve = { 
/**
 * Which conflict.
 */
id: string, 
/**
 * What is decided.
 */
resolution: Resolution, 
/**
 * The new value, for `new`.
 */
value?: string | null, };
export type Conflicts = { 
/**
 * Undecided first, latest first.
 */
rows: Array<ConflictItem>, };
export type ConsentEntry = { 
/**
 * The row.
 */
id: string, 
/**
 * The person; null for the household's own.
 */
person_id: string | null, 
/**
 * Who said it, by their name at that time.
 */
person_name: string, 
/**
 * For what.
 */
purpose: ConsentPurpose, 
/**
 * Agreed; otherwise refused or taken back.
 */
given: boolean, 
/**
 * Which notice was read out.
 */
notice_version: string, 
/**
 * The shop the notice named.
 */
shop_name: string, 
/**
 * Whom it named as receiving the data.
 */
receiver_name: string, 
/**
 * How it was said.
 */
channel: Channel, 
/**
 * When.
 */
occurred_at: number, 
/**
 * Who asked.
 */
staff: string | null, 
/**
 * The proof, or anything else.
 */
note: string | null, };
export type ConsentList = { 
/**
 * Which household.
 */
customer_id: string, };
export type ConsentPurpose = "care" | "birthday" | "marketing";
export type ConsentRecord = { 
/**
 * Which household.
 */
customer_id: string, 
/**
 * Which of its people; the household's own when absent.
 */
person_id?: string | null, 
/**
 * For what.
 */
purpose: ConsentPurpose, 
/**
 * Agreed; otherwise refused or taken back.
 */
given: boolean, 
/**
 * How it was said; by phone when absent.
 */
channel?: Channel | null, 
/**
 * When it was said; now when absent.
 */
occurred_at?: number | null, 
/**
 * The notice that was read out, as [`Consents`] named it; a consent needs it.
 */
notice_version?: string | null, 
/**
 * The paper's number or anything else worth knowing.
 */
note?: string | null, };
export type ConsentStanding = { 
/**
 * For what.
 */
purpose: ConsentPurpose, 
/**
 * How it stands.
 */
state: ConsentState, 
/**
 * When that was said; null where nothing was.
 */
since_at: number | null, };
export type ConsentState = "given" | "withdrawn" | "unsaid";
export type Consents = { 
/**
 * The notice to read out before somebody agrees; it names both parties.
 */
notice: BothLanguages, 
/**
 * Its version, to be handed back.
 */
notice_version: string, 
/**
 * The household and its people.
 */
people: Array<PersonConsents>, 
/**
 * Everything that was said, the latest first.
 */
entries: Array<ConsentEntry>, };
export type ContactAdd = { 
/**
 * The household.
 */
customer_id?: string | null, 
/**
 * The order it is about.
 */
work_order_id?: string | null, 
/**
 * The request it is about.
 */
request_id?: string | null, 
/**
 * How; phone when absent.
 */
channel?: Channel | null, 
/**
 * Who started it; we did when absent.
 */
direction?: Direction | null, 
/**
 * How it ended; reached when absent.
 */
result?: ContactResult | null, 
/**
 * What was said.
 */
text: string, 
/**
 * The number, in any form.
 */
phone?: string | null, 
/**
 * When; now when absent. Never in the future.
 */
occurred_at?: number | null, 
/**
 * The contact this one corrects.
 */
corrects_id?: string | null, };
export type ContactAdded = { 
/**
 * The row.
 */
id: string, 
/**
 * When it happened.
 */
occurred_at: number, };
export type ContactResult = "reached" | "no_answer" | "wrong_number" | "refused";
export type Counted = { 
/**
 * Of which kind of money.
 */
method: PaymentMethod, 
/**
 * How much.
 */
counted_fen: number, };
export type Counter = { 
/**
 * The parts; those that lie in the shop first.
 */
parts: Array<CounterPart>, 
/**
 * The acting person may take something off.
 */
may_discount: boolean, 
/**
 * The acting person may charge more than headquarters' list says.
 */
may_exceed: boolean, };
export type CounterGet = Record<symbol, never>;
export type CounterLine = { 
/**
 * The part of the list; its own name when absent.
 */
code?: string | null, 
/**
 * What it is called.
 */
name: string, 
/**
 * How many.
 */
quantity: number, 
/**
 * The price of one; for what the price list has, the list's price counts.
 */
unit_fen?: number | null, 
/**
 * Why more is charged than headquarters' list says; only a manager may.
 */
over_reason?: string | null, };
export type CounterPart = { 
/**
 * Its line of the price list; without a price where the list has none.
 */
price: PriceItem, 
/**
 * How many lie in the shop; below zero when more was used than booked in.
 */
new_count: number, };
export type CounterSell = { 
/**
 * What is sold.
 */
lines: Array<CounterLine>, 
/**
 * What is taken off the sum; whoever may.
 */
discount_fen?: number | null, 
/**
 * Why.
 */
discount_reason?: string | null, 
/**
 * The household, when it is known. Without one and without a new name nobody is named.
 */
customer_id?: string | null, 
/**
 * Makes a household with this name when none is given.
 */
new_customer_name?: string | null, 
/**
 * The new household's number, in any form.
 */
phone?: string | null, 
/**
 * Why there is no number (无电话), needed of a new household without one.
 */
no_phone_reason?: string | null, 
/**
 * How it was paid: all of it. On credit only by a household.
 */
method: PaymentMethod, 
/**
 * 赊账: to be paid by then, in any typed form.
 */
due_on?: string | null, 
/**
 * A remark on the payment.
 */
note?: string | null, };
export type CounterSold = { 
/**
 * Its order, closed.
 */
summary: WorkOrderSummary, 
/**
 * What it cost.
 */
total_fen: number, 
/**
 * What is still to be paid: all of it on credit, else nothing.
 */
due_fen: number, 
/**
 * What was paid, for the receipt; null where nothing was, or on credit.
 */
payment_id: string | null, 
/**
 * The receipt's number, likewise.
 */
receipt_no: string | null, };
export type CoverageState = "covered" | "expired" | "not_started" | "unknown";
export type CustodyEntry = { 
/**
 * The row.
 */
id: string, 
/**
 * The step; null where a date was corrected.
 */
step: CustodyStep | null, 
/**
 * The state after it.
 */
state: UnitState | null, 
/**
 * The day.
 */
occurred_on: string, 
/**
 * From whom.
 */
from: CustodyParty, 
/**
 * To whom.
 */
to: CustodyParty, 
/**
 * The document.
 */
document: string, 
/**
 * Anything worth knowing.
 */
note: string | null, 
/**
 * Who wrote it down.
 */
staff_name: string | null, 
/**
 * A step before it was never recorded; headquarters asks about it.
 */
gap: boolean, 
/**
 * The other machine of an exchange.
 */
other_unit_id: string | null, 
/**
 * Its serial.
 */
other_serial: string | null, };
export type CustodyNeed = "customer" | "party_name" | "address" | "display_declared" | "safe_again";
export type CustodyOption = { 
/**
 * The step.
 */
step: CustodyStep, 
/**
 * What it asks for beside day and document.
 */
needs: Array<CustodyNeed>, };
export type CustodyParty = { 
/**
 * What it is.
 */
kind: PartyKind, 
/**
 * Its name, where it has one.
 */
name: string | null, 
/**
 * The household.
 */
customer_id: string | null, };
export type CustodyStep = "ship" | "receive" | "display" | "lend" | "take_back" | "sell" | "install" | "commission" | "fetch" | "bring_back" | "stop" | "release" | "transfer" | "relocate" | "return" | "exchange_out" | "send_back" | "scrap" | "lose" | "recover";
export type CustomerApart = { 
/**
 * One.
 */
id: string, 
/**
 * The other.
 */
other_id: string, 
/**
 * Whether they are two; false lets them be suggested again.
 */
apart: boolean, };
export type CustomerCreate = { 
/**
 * The household's name.
 */
name: string, 
/**
 * What kind; a household when absent.
 */
kind?: CustomerKind | null, 
/**
 * Phones; at most 10.
 */
phones: Array<PhoneInput>, 
/**
 * People; at most 20.
 */
people: Array<PersonInput>, 
/**
 * Addresses; at most 10.
 */
addresses: Array<AddressInput>, 
/**
 * Tags (狗凶, 进门穿鞋套, …); at most 20.
 */
tags: Array<string>, 
/**
 * Anything worth knowing.
 */
note?: string | null, 
/**
 * When a visit suits.
 */
preferred_time?: string | null, 
/**
 * Language or dialect in which they are best spoken to.
 */
language?: string | null, 
/**
 * They do not want to be called.
 */
no_call?: boolean | null, 
/**
 * They want no commercial messages.
 */
no_marketing?: boolean | null, 
/**
 * Whom they like to have.
 */
preferred_technician?: PreferredTechnician | null, 
/**
 * When somebody is at home; always when absent.
 */
at_home?: AtHome | null, };
export type CustomerDelete = { 
/**
 * Which household.
 */
id: string, };
export type CustomerDetail = { 
/**
 * The row.
 */
id: string, 
/**
 * How far this PC had read headquarters' log; forms hand it back.
 */
seq: number, 
/**
 * The household's name.
 */
name: string, 
/**
 * What kind.
 */
kind: CustomerKind, 
/**
 * Anything worth knowing.
 */
note: string | null, 
/**
 * When a visit suits.
 */
preferred_time: string | null, 
/**
 * Language or dialect in which they are best spoken to.
 */
language: string | null, 
/**
 * They do not want to be called.
 */
no_call: boolean, 
/**
 * They want no commercial messages.
 */
no_marketing: boolean, 
/**
 * When somebody is at home.
 */
at_home: AtHome, 
/**
 * Whom they like to have.
 */
preferred_technician_id: string | null, 
/**
 * Their name.
 */
preferred_technician: string | null, 
/**
 * Phones; numbers that are no longer theirs come last.
 */
phones: Array<Phone>, 
/**
 * People.
 */
people: Array<Person>, 
/**
 * Addresses.
 */
addresses: Array<Address>, 
/**
 * Tags.
 */
tags: Array<string>, 
/**
 * The same tags with the day each was given.
 */
tag_days: Array<TagDays>, 
/**
 * How they changed since the quarter before.
 */
tag_change: TagChange, 
/**
 * Machines.
 */
units: Array<UnitSummary>, 
/**
 * Orders that are not closed.
 */
open_orders: Array<WorkOrderSummary>, 
/**
 * Everything that happened, latest first: the first page.
 */
timeline: Array<TimelineEntry>, 
/**
 * Where `customer.timeline` goes on; null when this is all.
 */
timeline_next: string | null, 
/**
 * Households that may be the same.
 */
duplicates: Array<DuplicateHint>, 
/**
 * The files that were merged into this one.
 */
merged: Array<MergedFile>, 
/**
 * Fields with two versions.
 */
conflicts: Array<ConflictItem>, 
/**
 * When it was made.
 */
created_at: number, 
/**
 * When it was last changed.
 */
updated_at: number, 
/**
 * Who changed it last.
 */
updated_by: string | null, };
export type CustomerGet = { 
/**
 * Which household.
 */
id: string, };
export type CustomerKind = "household" | "company" | "project";
export type CustomerList = { 
/**
 * Narrows by name, pinyin, phone, serial, village or number.
 */
query?: string | null, 
/**
 * Only this town.
 */
town?: string | null, 
/**
 * Only households with somebody at home then; like a town's they come by village.
 */
at_home?: AtHome | null, 
/**
 * The order.
 */
sort?: CustomerSort | null, 
/**
 * Where to go on: `next` of the page before.
 */
after?: string | null, 
/**
 * Rows wanted, at most 200; 100 when absent.
 */
limit?: number | null, };
export type CustomerMerge = { 
/**
 * One household.
 */
id: string, 
/**
 * The other.
 */
other_id: string, };
export type CustomerPage = { 
/**
 * The rows.
 */
rows: Array<CustomerSummary>, 
/**
 * Where to go on; null at the end.
 */
next: string | null, 
/**
 * How many rows there are in all (without the page limit).
 */
total: number, };
export type CustomerSearch = { 
/**
 * Name, pinyin, initials, phone or its end, serial, village, number.
 */
query: string, 
/**
 * Most hits, at most 50; 20 when absent.
 */
limit?: number | null, };
export type CustomerSeen = { 
/**
 * The `seq` of the detail it was made from: who changed the same field since then gets a
 * conflict to decide instead of being overwritten.
 */
seq: number, 
/**
 * The phones, people and addresses it showed: only these are deleted when they are missing.
 */
rows: Array<string>, 
/**
 * The tags it showed, likewise.
 */
tags: Array<string>, };
export type CustomerSort = "recent" | "name" | "village";
export type CustomerSummary = { 
/**
 * The row.
 */
id: string, 
/**
 * The household's name.
 */
name: string, 
/**
 * What the village calls its people.
 */
nicknames: Array<string>, 
/**
 * What kind.
 */
kind: CustomerKind, 
/**
 * The first phone, grouped.
 */
phone: string | null, 
/**
 * How many phones there are.
 */
phone_count: number, 
/**
 * 乡镇
 */
town: string | null, 
/**
 * 村
 */
village: string | null, 
/**
 * The whole address below the town.
 */
detail: string | null, 
/**
 * Tags.
 */
tags: Array<string>, 
/**
 * When somebody is at home.
 */
at_home: AtHome, 
/**
 * How many machines.
 */
unit_count: number, 
/**
 * How many orders are open.
 */
open_order_count: number, 
/**
 * Two versions wait for a decision.
 */
conflicted: boolean, 
/**
 * When it was last changed.
 */
updated_at: number, };
export type CustomerSuspects = Record<symbol, never>;
export type CustomerTimeline = { 
/**
 * Which household.
 */
id: string, 
/**
 * Only this part; everything when absent.
 */
part?: TimelinePart | null, 
/**
 * Where to go on: `timeline_next` of the detail, or `next` of the page before.
 */
after?: string | null, 
/**
 * Entries wanted, at most 200; 50 when absent.
 */
limit?: number | null, };
export type CustomerTowns = Record<symbol, never>;
export type CustomerUnmerge = { 
/**
 * The household that was merged into another.
 */
id: string, };
export type CustomerUpdate = { 
/**
 * Which household.
 */
id: string, 
/**
 * What the form had read; all there is now when absent.
 */
seen?: CustomerSeen | null, 
/**
 * The name.
 */
name?: string | null, 
/**
 * What kind.
 */
kind?: CustomerKind | null, 
/**
 * Phones: rows that are missing here are deleted.
 */
phones?: Array<PhoneInput> | null, 
/**
 * People: rows that are missing here are deleted.
 */
people?: Array<PersonInput> | null, 
/**
 * Addresses: rows that are missing here are deleted.
 */
addresses?: Array<AddressInput> | null, 
/**
 * Tags: those that are missing here are deleted.
 */
tags?: Array<string> | null, 
/**
 * The note.
 */
note?: string | null, 
/**
 * When a visit suits.
 */
preferred_time?: string | null, 
/**
 * Language or dialect in which they are best spoken to.
 */
language?: string | null, 
/**
 * They do not want to be called.
 */
no_call?: boolean | null, 
/**
 * They want no commercial messages.
 */
no_marketing?: boolean | null, 
/**
 * Whom they like to have.
 */
preferred_technician?: PreferredTechnician | null, 
/**
 * When somebody is at home.
 */
at_home?: AtHome | null, };
export type DangerDone = { 
/**
 * Which.
 */
step: DangerStep, 
/**
 * When.
 */
at: number, 
/**
 * By whom.
 */
by: string | null, 
/**
 * The number of the tag.
 */
tag_no: string | null, 
/**
 * The number of the signed paper.
 */
paper_no: string | null, 
/**
 * The signed paper was photographed.
 */
by_photo: boolean, 
/**
 * The customer would not sign.
 */
refused: boolean, 
/**
 * Who saw it, or why.
 */
witness: string | null, 
/**
 * What was found, or how it was checked.
 */
text: string | null, };
export type DangerFound = { 
/**
 * `gas_leak`, `carbon_monoxide`, `fire`, `electric_shock`.
 */
code: string, 
/**
 * What it is.
 */
name: BothLanguages, 
/**
 * What to read out, in order.
 */
script: Array<BothLanguages>, 
/**
 * The words that tell of it, as often as they were said. A person who says that there is
 * no danger says it of these; the next word of danger is another matter.
 */
words: Array<string>, };
export type DangerRecord = { 
/**
 * Which order.
 */
work_order_id: string, 
/**
 * What was done.
 */
steps: DangerSteps, 
/**
 * When; now when absent.
 */
occurred_at?: number | null, };
export type DangerRelease = { 
/**
 * Which order.
 */
work_order_id: string, 
/**
 * How it was checked; as it was said with the finish when absent.
 */
check?: string | null, };
export type DangerStanding = { 
/**
 * It is about a danger.
 */
danger: boolean, 
/**
 * What is missing before the work goes on, in its order.
 */
missing: Array<DangerStep>, 
/**
 * What was recorded, the first first.
 */
done: Array<DangerDone>, 
/**
 * The machine stands stopped now.
 */
machine_stopped: boolean, 
/**
 * The acting person may record steps now.
 */
may_record: boolean, 
/**
 * The acting person may take the tag off now.
 */
may_release: boolean, 
/**
 * The acting person may take the mark back now.
 */
may_withdraw: boolean, 
/**
 * How it was checked with the finish, where the tag still hangs.
 */
check: string | null, };
export type DangerStep = "stop" | "tag" | "told" | "check" | "release" | "withdraw";
export type DangerSteps = { 
/**
 * The machine was stopped.
 */
stopped?: boolean | null, 
/**
 * What was found, with the reading.
 */
found?: string | null, 
/**
 * The number of the tag that hangs on it.
 */
tag_no?: string | null, 
/**
 * The number of the paper the customer signed.
 */
paper_no?: string | null, 
/**
 * The signed paper was photographed at this order.
 */
by_photo?: boolean | null, 
/**
 * The customer would not sign.
 */
refused?: boolean | null, 
/**
 * Then: who saw it, or why.
 */
witness?: string | null, };
export type DangerWithdraw = { 
/**
 * Which order.
 */
work_order_id: string, 
/**
 * Why it is no danger.
 */
reason: string, 
/**
 * How the machine was checked; needed where it stands stopped, which ends with it.
 */
check?: string | null, };
export type DataCount = { 
/**
 * Households.
 */
customers: number, 
/**
 * Machines.
 */
units: number, 
/**
 * Orders.
 */
orders: number, 
/**
 * Orders that are neither closed nor cancelled.
 */
open_orders: number, 
/**
 * Records of contacts.
 */
contacts: number, 
/**
 * Complaints.
 */
complaints: number, 
/**
 * Photos.
 */
photos: number, 
/**
 * When something was written last.
 */
last_at: number | null, };
export type DayClose = { 
/**
 * The row.
 */
id: string, 
/**
 * The figures as they stood.
 */
figures: DayFigures, 
/**
 * When.
 */
closed_at: number, 
/**
 * Who closed it.
 */
closed_by: string | null, 
/**
 * Something was left over: the report is red.
 */
red: boolean, 
/**
 * It was closed after it was over (补做): what came in and was done is the day's own, the
 * rest as it stood when it was closed.
 */
late: boolean, 
/**
 * Why it was left over.
 */
note: string | null, };
export type DayCloseList = Record<symbol, never>;
export type DayCloseNow = { 
/**
 * A day that was not closed when it was over; today when absent.
 */
day_on?: string | null, 
/**
 * Why something is left over. Without it a day is not closed while anything lacks an owner
 * or a next step.
 */
note?: string | null, };
export type DayCloses = { 
/**
 * The rows.
 */
rows: Array<DayClose>, 
/**
 * How many there are.
 */
total: number, };
export type DayFigures = { 
/**
 * The date, `YYYY-MM-DD`.
 */
day_on: string, 
/**
 * Requests that came in.
 */
received: number, 
/**
 * Of those, how many a person replied to on the same day.
 */
replied_same_day: number, 
/**
 * Orders finished.
 */
finished: number, 
/**
 * Cases still open.
 */
open: number, 
/**
 * Of those, past their time.
 */
overdue: number, 
/**
 * Changes headquarters does not have yet.
 */
unsent: number, 
/**
 * Open cases nobody answers for.
 */
without_owner: number, 
/**
 * Open cases without a next step.
 */
without_next: number, };
export type DayMethod = { 
/**
 * Which.
 */
method: PaymentMethod, 
/**
 * What should be there.
 */
expected_fen: number, 
/**
 * What was counted, once the day is closed.
 */
counted_fen: number | null, };
export type DayMoney = { 
/**
 * The day.
 */
on: string, 
/**
 * Each kind of money.
 */
methods: Array<DayMethod>, 
/**
 * Let out on credit that day.
 */
credit_fen: number, 
/**
 * Every payment of the day.
 */
payments: Array<Payment>, 
/**
 * What remedy cases paid and took.
 */
remedies: Array<DayRemedy>, 
/**
 * What service plans brought and gave back.
 */
plans: Array<DayPlan>, 
/**
 * When the day was closed.
 */
closed_at: number | null, 
/**
 * By whom.
 */
closed_by: string | null, 
/**
 * Why it differed.
 */
note: string | null, 
/**
 * Money was entered for this day after it was closed.
 */
changed_since: boolean, };
export type DayMoneyGet = { 
/**
 * The day; today when absent.
 */
on?: string | null, };
export type DayPlan = { 
/**
 * The row.
 */
id: string, 
/**
 * The contract's number.
 */
no: string, 
/**
 * The plan's name.
 */
plan_name: string, 
/**
 * The household.
 */
customer_name: string | null, 
/**
 * The kind of money.
 */
method: PaymentMethod, 
/**
 * Below zero when it went back.
 */
amount_fen: number, 
/**
 * The receipt's number.
 */
receipt_no: string, };
export type DayRemedy = { 
/**
 * The case.
 */
remedy_case_id: string, 
/**
 * Its number.
 */
no: string, 
/**
 * The household.
 */
customer_name: string | null, 
/**
 * The kind of money.
 */
method: PaymentMethod, 
/**
 * Below zero when it went to the customer.
 */
amount_fen: number, };
export type DayReport = { 
/**
 * The day is over: what is open, late or lacks something is as it stands now.
 */
late: boolean, 
/**
 * Days of the last week that nobody closed, the latest first.
 */
missed: Array<string>, 
/**
 * Days of the last week on which money changed hands and nobody closed the cash box.
 */
cash_missed: Array<string>, 
/**
 * The figures now.
 */
figures: DayFigures, 
/**
 * What lacks an owner or a next step; at most 50.
 */
left: Array<TodayItem>, 
/**
 * Cases that opened by themselves today, with the person they were given to; at most 50.
 */
given: Array<TodayItem>, 
/**
 * Days that were closed, latest first; at most 60.
 */
closes: Array<DayClose>, };
export type DayReportGet = { 
/**
 * A day that was not closed when it was over; today when absent.
 */
day_on?: string | null, };
export type Debt = { 
/**
 * The order.
 */
work_order_id: string, 
/**
 * Its number.
 */
no: string, 
/**
 * The household.
 */
customer_id: string | null, 
/**
 * Its name.
 */
customer_name: string | null, 
/**
 * 乡镇
 */
town: string | null, 
/**
 * 村
 */
village: string | null, 
/**
 * What it cost.
 */
total_fen: number, 
/**
 * What is still to be paid.
 */
due_fen: number, 
/**
 * By when, where that was said.
 */
due_on: string | null, 
/**
 * That day is over.
 */
overdue: boolean, 
/**
 * When the work was finished.
 */
finished_at: number, };
export type DebtList = { 
/**
 * Every row, for taking the list out; the first 500 when absent.
 */
whole?: boolean | null, };
export type Debts = { 
/**
 * The rows, at most 500 where not the whole list is asked for.
 */
rows: Array<Debt>, 
/**
 * How many there are.
 */
total: number, 
/**
 * What they owe together.
 */
due_fen: number, 
/**
 * Whom money is owed back, at most 500 where not the whole list is asked for.
 */
refunds: Array<OwedBack>, 
/**
 * How many of them there are.
 */
refunds_total: number, 
/**
 * What is owed back together.
 */
owed_back_fen: number, };
export type Decider = "desk" | "manager" | "headquarters";
export type Diagnosis = { 
/**
 * Where it is.
 */
path: string, 
/**
 * What it holds, word for word.
 */
text: string, };
export type DiagnosisWrite = { 
/**
 * The file; a dated one in the data folder when absent.
 */
path?: string | null, 
/**
 * The person has agreed to write over the file.
 */
replace: boolean, };
export type Direction = "in" | "out";
export type DispatchOption = { 
/**
 * Who.
 */
staff_id: string, 
/**
 * Their name.
 */
name: string, 
/**
 * Their role.
 */
role: Role, 
/**
 * The last day of the absence that covers the day of the visit.
 */
absent_until_on: string | null, 
/**
 * Why they are away.
 */
absent_reason: string | null, 
/**
 * The day of the visit is one on which they rest.
 */
rests: boolean, 
/**
 * What the gate of certificates says.
 */
gate: GateAnswer, 
/**
 * Why, as codes of the rule.
 */
gate_reasons: Array<string>, 
/**
 * How many pieces of work wait for them.
 */
open_count: number, 
/**
 * How many visits are dispatched to them on the day of the visit, this order aside.
 */
visits: number, 
/**
 * One of those is agreed for a time that overlaps with this visit's.
 */
overlaps: boolean, 
/**
 * The household asked for them (R106).
 */
wished: boolean, 
/**
 * What the visit asks for and they cannot do, where the shop has written skills down.
 */
missing_skills: Array<BothLanguages>, };
export type DispatchOptions = { 
/**
 * The day of the visit.
 */
planned_on: string, 
/**
 * The people.
 */
rows: Array<DispatchOption>, };
export type DispatchOptionsGet = { 
/**
 * The order.
 */
work_order_id: string, };
export type Done = Record<symbol, never>;
export type Draft = { 
/**
 * Which form.
 */
key: string, 
/**
 * The form's content.
 */
content: JsonValue, 
/**
 * When it was saved.
 */
saved_at: number, };
export type DraftFound = { 
/**
 * The draft.
 */
draft: Draft | null, };
export type DraftGet = { 
/**
 * Which form.
 */
key: string, };
export type DraftList = Record<symbol, never>;
export type DraftSave = { 
/**
 * Which form.
 */
key: string, 
/**
 * The form's content; at most 64 KiB as text.
 */
content: JsonValue, };
export type Drafts = { 
/**
 * The drafts.
 */
rows: Array<Draft>, };
export type DuplicateHint = { 
/**
 * The other household.
 */
customer_id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its village and phone, for comparison.
 */
detail: string, 
/**
 * `same_phone`, `same_name_and_village` or `same_serial`.
 */
reason: string, };
export type DutyHours = { 
/**
 * `HH:MM`.
 */
closes: string, 
/**
 * `HH:MM`.
 */
opens: string, };
export type DutyList = Record<symbol, never>;
export type DutyNight = { 
/**
 * The date on which it begins.
 */
on: string, 
/**
 * Who answers.
 */
staff_id: string | null, 
/**
 * Their name.
 */
staff_name: string | null, 
/**
 * The number they answer.
 */
phone: string | null, 
/**
 * Somebody is named who has left or is away.
 */
gone: boolean, };
export type DutyNights = { 
/**
 * The nights.
 */
rows: Array<DutyNight>, 
/**
 * How many there are.
 */
total: number, };
export type DutySet = { 
/**
 * The night that begins on this date.
 */
on: string, 
/**
 * Who.
 */
staff_id?: string | null, 
/**
 * The number they answer; their own when absent.
 */
phone?: string | null, };
export type DutyTonight = { 
/**
 * The night that is now, or begins today.
 */
night: DutyNight, 
/**
 * The shop is closed now.
 */
closed_now: boolean, 
/**
 * Whether the shop has ever named anybody; until then nothing is said.
 */
in_use: boolean, 
/**
 * The nights of the next seven nobody answers on.
 */
missing: Array<string>, };
export type DutyTonightGet = Record<symbol, never>;
export type DutyWeek = { 
/**
 * Seven nights.
 */
nights: Array<DutyNight>, 
/**
 * When the shop closes, `HH:MM`.
 */
closes: string, 
/**
 * When it opens, `HH:MM`.
 */
opens: string, };
export type DutyWeekGet = { 
/**
 * Its first night; today when absent.
 */
from_on?: string | null, };
export type ErrorText = { 
/**
 * The code.
 */
code: string, 
/**
 * What it says, and what to do.
 */
text: BothLanguages, };
export type ExampleContents = { 
/**
 * Households.
 */
households: number, 
/**
 * Their machines.
 */
machines: number, 
/**
 * Their orders.
 */
orders: number, 
/**
 * Their calls.
 */
requests: number, 
/**
 * Their complaints.
 */
complaints: number, 
/**
 * What they were promised.
 */
promises: number, 
/**
 * Calls asking whether they are content.
 */
return_visits: number, 
/**
 * All of these.
 */
total: number, 
/**
 * People of the example, who are only switched off.
 */
people: number, };
export type ExampleCount = Record<symbol, never>;
export type ExampleLoad = Record<symbol, never>;
export type ExampleRemove = { 
/**
 * How many records go, as the person typed it; asked for where there are more than twenty.
 */
total?: number | null, };
export type Exclusion = { 
/**
 * The claim.
 */
id: string, 
/**
 * On what ground.
 */
ground: ExclusionGround, 
/**
 * Its name.
 */
name: BothLanguages, 
/**
 * The article it rests on.
 */
article: BothLanguages, 
/**
 * What was found.
 */
text: string, 
/**
 * Whether the damage comes from it.
 */
caused_by_it: boolean | null, 
/**
 * When the defect was found.
 */
found_on: string | null, 
/**
 * Where it stands.
 */
state: ExclusionState, 
/**
 * The evidence asked for and held.
 */
evidence: Array<ExclusionEvidence>, 
/**
 * By the rules the ground holds with what is there.
 */
upheld: boolean, 
/**
 * Why, or why not.
 */
why: Why, 
/**
 * When it was claimed.
 */
claimed_at: number, 
/**
 * By whom.
 */
claimed_by: string | null, 
/**
 * When it was decided.
 */
decided_at: number | null, 
/**
 * By whom.
 */
decided_by: string | null, 
/**
 * Why it was refused or taken back.
 */
reason: string | null, 
/**
 * Headquarters' answer, where that was needed.
 */
ruling: string | null, 
/**
 * Evidence can be added.
 */
may_add: boolean, 
/**
 * The acting person may confirm it, with headquarters' answer where `needs_ruling`.
 */
may_confirm: boolean, 
/**
 * Why they may not.
 */
confirm_refused: BothLanguages | null, 
/**
 * Nobody else of the shop may confirm it.
 */
needs_ruling: boolean, 
/**
 * The acting person may refuse it.
 */
may_refuse: boolean, 
/**
 * The acting person may take it back.
 */
may_withdraw: boolean, };
export type ExclusionAdd = { 
/**
 * Which claim.
 */
id: string, 
/**
 * Whether the damage comes from it, now that it is known.
 */
caused_by_it?: boolean | null, 
/**
 * The evidence that came.
 */
evidence: Array<ExclusionEvidenceTyped>, };
export type ExclusionChoice = { 
/**
 * Which.
 */
ground: ExclusionGround, 
/**
 * Its name.
 */
name: BothLanguages, 
/**
 * The article it rests on.
 */
article: BothLanguages, 
/**
 * Only damage that comes from it is excluded.
 */
must_be_cause: boolean, 
/**
 * The evidence it asks for.
 */
evidence: Array<ExclusionEvidence>, };
export type ExclusionClaim = { 
/**
 * Of which order.
 */
work_order_id?: string | null, 
/**
 * Or of which case.
 */
remedy_case_id?: string | null, 
/**
 * On what ground.
 */
ground: ExclusionGround, 
/**
 * What was found.
 */
text: string, 
/**
 * Whether the damage comes from it; absent while nobody knows.
 */
caused_by_it?: boolean | null, 
/**
 * When the defect was found, in any typed form; the day of the report when absent.
 */
found_on?: string | null, 
/**
 * The evidence there is.
 */
evidence: Array<ExclusionEvidenceTyped>, };
export type ExclusionDecide = { 
/**
 * Which claim.
 */
id: string, 
/**
 * What.
 */
decision: ExclusionDecision, 
/**
 * Why; needed to refuse and to take back.
 */
reason?: string | null, 
/**
 * Where nobody else of the shop may confirm: the number of headquarters' answer.
 */
ruling_no?: string | null, 
/**
 * And who gave it.
 */
ruling_by?: string | null, };
export type ExclusionDecision = "confirm" | "refuse" | "withdraw";
export type ExclusionEvidence = { 
/**
 * Which.
 */
kind: ExclusionEvidenceKind, 
/**
 * Its name.
 */
name: BothLanguages, 
/**
 * The ground asks for it.
 */
must: boolean, 
/**
 * It is there.
 */
held: boolean, 
/**
 * What it shows.
 */
text: string | null, };
export type ExclusionEvidenceKind = "damage_photo" | "cause_code" | "customer_statement" | "seal_photo" | "cause_proof" | "certificate_photo" | "plate_photo" | "event_date" | "event_proof" | "maintenance_record" | "measured_values" | "manual_limits";
export type ExclusionEvidenceTyped = { 
/**
 * Which.
 */
kind: ExclusionEvidenceKind, 
/**
 * What it shows; left empty where it is not there.
 */
text?: string | null, };
export type ExclusionGet = { 
/**
 * Which order.
 */
work_order_id?: string | null, 
/**
 * Or which case.
 */
remedy_case_id?: string | null, };
export type ExclusionGround = "X1" | "X2" | "X3" | "X4" | "X5" | "X6" | "X7";
export type ExclusionState = "claimed" | "confirmed" | "refused" | "withdrawn";
export type Exclusions = { 
/**
 * The latest first.
 */
rows: Array<Exclusion>, 
/**
 * A claim can be made.
 */
may_claim: boolean, 
/**
 * A confirmed claim stands: the repair is charged.
 */
stands: boolean, 
/**
 * What may be claimed.
 */
choices: Array<ExclusionChoice>, };
export type ExportAll = { 
/**
 * What for; kept in the access log.
 */
reason: string, 
/**
 * The words of the screens, for headings and codes.
 */
words: ExportWords, 
/**
 * The file; a dated one in the data folder when absent.
 */
path?: string | null, 
/**
 * The person has agreed to write over the file.
 */
replace: boolean, };
export type ExportCancel = Record<symbol, never>;
export type ExportColumn = { 
/**
 * The field of the list's row; a dot leads into a part of it: `unit.serial`.
 */
key: string, 
/**
 * The heading.
 */
label: string, 
/**
 * What it holds.
 */
kind: ExportKind, 
/**
 * Words in place of codes.
 */
words?: { [key in string]: string } | null, };
export type ExportKind = "text" | "number" | "instant" | "date" | "money" | "yes_no";
export type ExportList = { 
/**
 * Which list: one of [`LISTS`].
 */
list: string, 
/**
 * What the screen asked of it: filters and order.
 */
request: JsonValue, 
/**
 * What the sheet is called.
 */
title: string, 
/**
 * The columns; at most 40.
 */
columns: Array<ExportColumn>, 
/**
 * The rows by their ids, where not all of the list is wanted; at most 2000.
 */
only?: Array<string> | null, 
/**
 * What for; kept in the access log.
 */
reason: string, 
/**
 * The file; a dated one in the data folder when absent.
 */
path?: string | null, 
/**
 * The person has agreed to write over the file.
 */
replace: boolean, };
export type ExportProgress = { 
/**
 * Whether one is running.
 */
running: boolean, 
/**
 * Rows read.
 */
done: number, 
/**
 * Rows there are; 0 until that is known.
 */
total: number, };
export type ExportProgressGet = Record<symbol, never>;
export type ExportWords = { 
/**
 * What the lists are called.
 */
lists: { [key in string]: string }, 
/**
 * What the entities are called.
 */
entities: { [key in string]: string }, 
/**
 * What the fields are called.
 */
fields: { [key in string]: string }, 
/**
 * Words in place of codes, by `entity.field`.
 */
codes: { [key in string]: { [key in string]: string } }, };
export type Exported = { 
/**
 * The file.
 */
path: string, 
/**
 * How many rows it holds.
 */
rows: number, };
export type ExportedAll = { 
/**
 * The file.
 */
path: string, 
/**
 * Its size.
 */
bytes: number, 
/**
 * How many files it holds, all photos counted as one.
 */
files: number, 
/**
 * Photos whose picture is on another PC only.
 */
photos_elsewhere: number, };
export type FailureType = "outcome" | "process";
export type FaultFind = { 
/**
 * The fault code or the customer's words.
 */
text: string, 
/**
 * The machine, when known: the same code means something else on another family.
 */
unit_id?: string | null, };
export type FaultFound = { 
/**
 * As the display shows it.
 */
code: string, 
/**
 * What is wrong.
 */
name: BothLanguages, 
/**
 * The likely causes, the most likely first.
 */
causes: Array<BothLanguages>, 
/**
 * What the customer can check while it is read out, in order.
 */
read_out: Array<BothLanguages>, 
/**
 * What the technician does, in order.
 */
on_site: Array<BothLanguages>, 
/**
 * Whether the phone is enough.
 */
by_phone: ByPhone, 
/**
 * What it demands for safety.
 */
safety: FaultSafety, 
/**
 * What to say about safety.
 */
safety_note: BothLanguages | null, 
/**
 * What it was found by.
 */
found_by: FaultFoundBy, };
export type FaultFoundBy = "code" | "symptom" | "name" | "pinyin";
export type FaultSafety = "none" | "caution" | "stop_use" | "class_a";
export type FaultsFound = { 
/**
 * Dangers: read out before anything else.
 */
dangers: Array<DangerFound>, 
/**
 * Faults, likeliest first; at most 6.
 */
faults: Array<FaultFound>, 
/**
 * It tells of a house without heat, and houses are heated now.
 */
no_heat: boolean, 
/**
 * The family of the machine the codes were looked up for; null when no machine is known.
 */
family: string | null, };
export type FestivalDue = { 
/**
 * Its first day.
 */
on: string, 
/**
 * Days until then.
 */
days: number, 
/**
 * Households at home only then whose machines are due until that day.
 */
households: number, };
export type FieldError = { 
/**
 * The field: `name`, `phones.0.number`.
 */
field: string, 
/**
 * Why: `required`, `too_long`, `bad_phone`, `bad_date`, `bad_serial`, …
 */
code: string, 
/**
 * In Chinese, with what to do.
 */
message_zh: string, 
/**
 * In English, with what to do.
 */
message_en: string, 
/**
 * A probable correction.
 */
suggestion: string | null, };
export type FieldValue = { 
/**
 * The field.
 */
field: string, 
/**
 * Its value.
 */
value: string | null, };
export type Gas = "natural_gas" | "lpg" | "manufactured_gas" | "electric";
export type GateAnswer = "allowed" | "warned" | "blocked" | "permitted" | "unchecked";
export type GreetingHousehold = { 
/**
 * The household.
 */
customer_id: string, 
/**
 * Its name in the shop.
 */
name: string, 
/**
 * As it stands on the label.
 */
addressee: string, 
/**
 * Where to; null where none is on record, and no label is printed.
 */
address: string | null, };
export type GreetingLeftOut = "no_marketing" | "no_call" | "withdrawn" | "no_consent" | "no_birthday";
export type GreetingOccasion = "spring_festival" | "heating_season" | "birthday" | "own";
export type GreetingPlan = { 
/**
 * What it is sent for.
 */
occasion: GreetingOccasion, 
/**
 * These households; those of the filter when absent. At most 200 either way.
 */
ids?: Array<string> | null, 
/**
 * The filter of the list: what was typed,
 */
query?: string | null, 
/**
 * the town,
 */
town?: string | null, 
/**
 * and when somebody is at home.
 */
at_home?: AtHome | null, };
export type GreetingPlanned = { 
/**
 * Those with an address, by village.
 */
rows: Array<GreetingHousehold>, 
/**
 * Those without.
 */
without_address: Array<GreetingHousehold>, 
/**
 * Those that get none.
 */
spared: Array<GreetingSpared>, 
/**
 * The words offered for this occasion.
 */
text: BothLanguages, };
export type GreetingRecorded = { 
/**
 * Contacts that were written.
 */
written: number, 
/**
 * Households that had theirs of today already.
 */
already: number, };
export type GreetingSent = { 
/**
 * What for.
 */
occasion: GreetingOccasion, 
/**
 * What is written on it, at most 120 characters.
 */
text: string, 
/**
 * The households; those that get none are passed over.
 */
ids: Array<string>, };
export type GreetingSpared = { 
/**
 * Why.
 */
reason: GreetingLeftOut, 
/**
 * How many households.
 */
count: number, };
export type HandOver = { 
/**
 * The order, request, complaint or promise.
 */
id: string, 
/**
 * Who takes it over.
 */
to_id: string, };
export type HolidayDay = { 
/**
 * The day.
 */
on: string, 
/**
 * What it is called.
 */
name: BothLanguages, 
/**
 * A day off; otherwise a day that is worked for one.
 */
off: boolean, };
export type ImportCancel = Record<symbol, never>;
export type ImportField = { 
/**
 * Its name.
 */
name: string, 
/**
 * In Chinese.
 */
label_zh: string, 
/**
 * In English.
 */
label_en: string, 
/**
 * Whether an import needs it.
 */
required: boolean, };
export type ImportInspect = { 
/**
 * The file's path.
 */
path: string, 
/**
 * Which sheet; when absent the first whose rows can be read.
 */
sheet?: string | null, 
/**
 * What the rows are; guessed when absent.
 */
kind?: ImportKind | null, 
/**
 * The row with the headings, counting from 0, when the one that is found is wrong. The
 * columns are guessed anew by it.
 */
header_row?: number | null, 
/**
 * The list has no headings: its first row is data already.
 */
no_header: boolean, };
export type ImportInspection = { 
/**
 * The sheets.
 */
sheets: Array<ImportSheet>, 
/**
 * The headings of the header row, by column.
 */
headings: Array<string>, 
/**
 * The first rows as text, for the eye.
 */
sample: Array<Array<string>>, 
/**
 * The fields of this kind.
 */
fields: Array<ImportField>, 
/**
 * The guess, or the mapping remembered for these headings.
 */
mapping: ImportMapping, 
/**
 * Whether the mapping was remembered from an earlier import.
 */
remembered: boolean, 
/**
 * Required fields without a column.
 */
missing: Array<string>, 
/**
 * Sheets with rows beside the one that is looked at: each is imported by itself.
 */
other_sheets: Array<ImportSheet>, };
export type ImportKind = "customers" | "repairs" | "serials";
export type ImportMapping = { 
/**
 * What the rows are.
 */
kind: ImportKind, 
/**
 * The sheet.
 */
sheet?: string | null, 
/**
 * The row with the headings; none for a list without headings.
 */
header_row?: number | null, 
/**
 * Field name to column.
 */
columns: { [key in string]: number }, };
export type ImportPreview = { 
/**
 * The file's path.
 */
path: string, 
/**
 * The mapping.
 */
mapping: ImportMapping, 
/**
 * First row wanted among the data rows.
 */
offset?: number | null, 
/**
 * Rows wanted, at most 200; 50 when absent.
 */
limit?: number | null, 
/**
 * Only rows with problems.
 */
problems_only: boolean, };
export type ImportPreviewPage = { 
/**
 * The rows.
 */
rows: Array<ImportPreviewRow>, 
/**
 * The counts over the whole file.
 */
summary: ImportSummary, };
export type ImportPreviewRow = { 
/**
 * The row in the file, counting from 1 as the office program shows it.
 */
file_row: number, 
/**
 * `new`, `update`, `unchanged`, `refused`, `skipped`.
 */
outcome: string, 
/**
 * Mapped fields as they would be saved.
 */
values: { [key in string]: string }, 
/**
 * Problems that refuse the row.
 */
problems: Array<ImportProblem>, 
/**
 * Remarks that do not refuse it.
 */
warnings: Array<ImportProblem>, 
/**
 * What it may repeat: the number of an earlier row of the file, or a household of the
 * shop by its name, phones and village.
 */
duplicate_of: string | null, };
export type ImportProblem = { 
/**
 * The field.
 */
field: string, 
/**
 * The stable code: `import.bad_phone`, …
 */
code: string, 
/**
 * In Chinese, with what to do.
 */
message_zh: string, 
/**
 * In English, with what to do.
 */
message_en: string, 
/**
 * The cell as it stands in the file.
 */
shown: string, 
/**
 * A probable correction.
 */
suggestion: string | null, };
export type ImportProgress = { 
/**
 * Whether one is running.
 */
running: boolean, 
/**
 * `reading`, `checking`, `backup`, `saving`, `done`.
 */
phase: string, 
/**
 * Rows done.
 */
done: number, 
/**
 * Rows in all.
 */
total: number, };
export type ImportProgressGet = Record<symbol, never>;
export type ImportReportProblem = { 
/**
 * `import.report`.
 */
code: string, 
/**
 * In Chinese, with how to get it again.
 */
message_zh: string, 
/**
 * In English, with how to get it again.
 */
message_en: string, 
/**
 * What stood in the way: a code of the store.
 */
reason: string, };
export type ImportRun = { 
/**
 * The file's path.
 */
path: string, 
/**
 * The mapping; guessed, or the one remembered for these headings, when absent.
 */
mapping?: ImportMapping | null, 
/**
 * What the rows are, when no mapping is given.
 */
kind?: ImportKind | null, 
/**
 * Only count, change nothing.
 */
dry_run: boolean, 
/**
 * Where to write the workbook of refused rows; beside the data when absent.
 */
report_path?: string | null, };
export type ImportSheet = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its rows.
 */
rows: number, };
export type ImportSummary = { 
/**
 * Whether nothing was changed.
 */
dry_run: boolean, 
/**
 * Data rows read (without blank, title and totals rows).
 */
read: number, 
/**
 * Rows taken: new, updated and unchanged ones.
 */
imported: number, 
/**
 * Rows that made something new.
 */
created: number, 
/**
 * Rows that changed something known.
 */
updated: number, 
/**
 * Rows that changed nothing.
 */
unchanged: number, 
/**
 * Rows that may repeat another household (imported all the same).
 */
duplicates_suggested: number, 
/**
 * Refused rows.
 */
refused: number, 
/**
 * Refused rows by code.
 */
refused_by_reason: { [key in string]: number }, 
/**
 * Rows passed over (blank, title, totals), by reason.
 */
skipped: { [key in string]: number }, 
/**
 * Remarks by code.
 */
warnings: { [key in string]: number }, 
/**
 * The workbook of refused rows, when there is one.
 */
report_path: string | null, 
/**
 * Why there is none although rows were refused. The import itself is done.
 */
report_problem: ImportReportProblem | null, 
/**
 * The backup made before the import.
 */
backup_path: string | null, 
/**
 * How long it took.
 */
duration_ms: number, 
/**
 * Sheets of the file with rows that this import left alone.
 */
other_sheets: Array<ImportSheet>, };
export type InspectionEntry = { 
/**
 * The row.
 */
id: string, 
/**
 * The day.
 */
inspected_on: string, 
/**
 * How it ended.
 */
status: SheetStatus | null, 
/**
 * Who inspected.
 */
staff_name: string | null, 
/**
 * The number of the paper sheet.
 */
paper_no: string | null, 
/**
 * The number of the pass label.
 */
label_no: string | null, 
/**
 * The version of the checklist.
 */
version: string, 
/**
 * Its values are those of another machine: to be looked at.
 */
suspect: boolean, 
/**
 * What was wrong.
 */
findings: Array<BothLanguages>, };
export type JobCancel = { 
/**
 * Which.
 */
kind: JobKind, };
export type JobKind = "import" | "export" | "photo" | "print" | "preview" | "backup" | "look" | "restore" | "verify" | "diagnosis" | "greeting";
export type JobProgress = { 
/**
 * Whether any is running.
 */
running: boolean, 
/**
 * What it is at.
 */
stage: JobStage, 
/**
 * How much of that is done.
 */
done: number, 
/**
 * How much there is; 0 while nobody knows.
 */
total: number, 
/**
 * Whether it can still be stopped.
 */
may_stop: boolean, };
export type JobProgressGet = { 
/**
 * Which.
 */
kind: JobKind, };
export type JobStage = "reading" | "copying" | "pictures" | "checking" | "comparing" | "setting" | "sending" | "backup" | "saving" | "replacing" | "done";
export type JsonValue = number | string | boolean | Array<JsonValue> | { [key in string]: JsonValue } | null;
export type KeptAbout = { 
/**
 * What it is.
 */
kind: KeptKind, 
/**
 * The row.
 */
id: string, 
/**
 * Its name, serial or number.
 */
title: string, };
export type KeptDraft = { 
/**
 * Which form.
 */
key: string, 
/**
 * What it is about, where that is a record that is there.
 */
about: KeptAbout | null, 
/**
 * When it was saved.
 */
saved_at: number, };
export type KeptKind = "customer" | "unit" | "work_order" | "complaint" | "remedy_case" | "return_visit";
export type KnowledgeReport = { 
/**
 * Which days.
 */
days: ReportDays, 
/**
 * The faults, the most used first.
 */
rows: Array<KnowledgeRow>, 
/**
 * Calls that used it.
 */
calls: number, 
/**
 * Of them those in which the customer put it right alone.
 */
solved: number, 
/**
 * Of them those that became an order.
 */
ordered: number, 
/**
 * Calls that used it in the span before.
 */
before: number, };
export type KnowledgeRow = { 
/**
 * Its code.
 */
code: string, 
/**
 * What it is; null for a code the knowledge base does not have.
 */
name: BothLanguages | null, 
/**
 * Calls.
 */
calls: number, 
/**
 * Calls in which self-checks were read out.
 */
read_out: number, 
/**
 * Calls in which the customer put it right alone.
 */
solved: number, 
/**
 * Their share in per cent; null of fewer than five calls.
 */
percent: number | null, 
/**
 * Calls that became an order.
 */
ordered: number, 
/**
 * Calls of the span before.
 */
before: number, };
export type LabelCut = "two_by_seven" | "three_by_eight";
export type LifeState = "ok" | "approaching" | "near" | "past" | "stopped" | "unknown";
export type LunarDay = { 
/**
 * 正月 is 1, 腊月 is 12.
 */
month: number, 
/**
 * The leap month (闰月) behind the month of the same number.
 */
leap: boolean, 
/**
 * 初一 is 1.
 */
day: number, };
export type MachineCommission = { 
/**
 * Which machine.
 */
unit_id: string, 
/**
 * The order it is part of.
 */
work_order_id?: string | null, 
/**
 * What it burns.
 */
gas?: Gas | null, 
/**
 * A flue gas analyser is at hand.
 */
analyser?: boolean | null, 
/**
 * The day; today when absent.
 */
inspected_on?: string | null, 
/**
 * Who inspected; who types it when absent.
 */
inspector_id?: string | null, 
/**
 * The number of the paper sheet.
 */
paper_no?: string | null, 
/**
 * The answers.
 */
answers: Array<SheetAnswer>, 
/**
 * The customer was told that it stood on display.
 */
display_declared?: boolean | null, };
export type MachineCommissioned = { 
/**
 * How it ended.
 */
verdict: SheetVerdict, 
/**
 * The machine now.
 */
machine: MachineDetail, 
/**
 * The warranty as it stands now.
 */
coverage: CoverageState, 
/**
 * From.
 */
warranty_starts_on: string | null, 
/**
 * Until.
 */
warranty_ends_on: string | null, 
/**
 * The end of its safe life.
 */
scrap_on: string | null, 
/**
 * The next maintenance.
 */
maintenance_due_on: string | null, };
export type MachineDetail = { 
/**
 * The machine.
 */
unit_id: string, 
/**
 * Where it stands.
 */
state: UnitState | null, 
/**
 * Its sale.
 */
sale: MachineSale, 
/**
 * Whether it can be sold now.
 */
can_sell: boolean, 
/**
 * Whether it has stood on display, so that a customer must be told.
 */
was_display: boolean, 
/**
 * First commissioned on.
 */
commissioned_on: string | null, 
/**
 * The number of the pass label.
 */
label_no: string | null, 
/**
 * Whether it waits for commissioning.
 */
can_commission: boolean, 
/**
 * Stopped for safety: why.
 */
stop: CustodyEntry | null, 
/**
 * The chain of custody, latest first.
 */
events: Array<CustodyEntry>, 
/**
 * What may be done now.
 */
steps: Array<CustodyOption>, 
/**
 * Attempts at commissioning, latest first.
 */
inspections: Array<InspectionEntry>, 
/**
 * Maintenance, the latest due first.
 */
maintenance: Array<MaintenanceEntry>, };
export type MachineGet = { 
/**
 * Which machine.
 */
unit_id: string, };
export type MachineJudge = { 
/**
 * Which machine.
 */
unit_id: string, 
/**
 * What it burns.
 */
gas?: Gas | null, 
/**
 * A flue gas analyser is at hand.
 */
analyser?: boolean | null, 
/**
 * The number of the paper sheet, which may be the signed one.
 */
paper_no?: string | null, 
/**
 * The answers.
 */
answers: Array<SheetAnswer>, };
export type MachineMaintained = { 
/**
 * Which machine.
 */
unit_id: string, 
/**
 * Done on; today when absent.
 */
done_on?: string | null, 
/**
 * Who did it; who types it when absent.
 */
staff_id?: string | null, 
/**
 * Anything worth knowing.
 */
note?: string | null, };
export type MachineSale = { 
/**
 * How it was sold.
 */
channel: SaleChannel | null, 
/**
 * Sold on.
 */
sold_on: string | null, 
/**
 * What was paid, fen.
 */
price_fen: number | null, 
/**
 * The number of the invoice.
 */
invoice_no: string | null, 
/**
 * The date on the invoice.
 */
invoice_on: string | null, 
/**
 * Promised to be delivered by.
 */
deliver_by_on: string | null, 
/**
 * Delivered on.
 */
delivered_on: string | null, 
/**
 * Days between promise and delivery (or today): above zero late, below zero early.
 */
late_days: number | null, 
/**
 * Promised to be installed by.
 */
install_by_on: string | null, 
/**
 * It is installed.
 */
installed: boolean, 
/**
 * Days between that promise and the installation (or today).
 */
install_late_days: number | null, };
export type MachineSell = { 
/**
 * Which machine.
 */
unit_id: string, 
/**
 * To whom; whose it is already when absent.
 */
customer_id?: string | null, 
/**
 * Where it goes.
 */
address_id?: string | null, 
/**
 * How it was sold.
 */
channel?: SaleChannel | null, 
/**
 * Sold on.
 */
sold_on?: string | null, 
/**
 * What was paid, fen.
 */
price_fen?: number | null, 
/**
 * The number of the invoice.
 */
invoice_no?: string | null, 
/**
 * The date on the invoice.
 */
invoice_on?: string | null, 
/**
 * Promised to be delivered by.
 */
deliver_by_on?: string | null, 
/**
 * Delivered on.
 */
delivered_on?: string | null, 
/**
 * Promised to be installed by.
 */
install_by_on?: string | null, 
/**
 * The receipt or contract; the invoice counts when absent.
 */
document?: string | null, 
/**
 * The customer was told that it stood on display.
 */
display_declared?: boolean | null, };
export type MachineSheet = { 
/**
 * The machine.
 */
unit_id: string, 
/**
 * Its serial.
 */
serial: string, 
/**
 * Whose it is.
 */
customer_name: string | null, 
/**
 * The version of the checklist.
 */
version: string, 
/**
 * What it burns; limits hold for it.
 */
gas: Gas | null, 
/**
 * The items in their order.
 */
items: Array<SheetItem>, 
/**
 * The topics of the usage briefing.
 */
topics: Array<SheetTopic>, 
/**
 * So many of them must have been explained.
 */
topics_at_least: number, 
/**
 * Whether a customer must be told that it stood on display.
 */
was_display: boolean, };
export type MachineSheetGet = { 
/**
 * Which machine.
 */
unit_id: string, 
/**
 * What it burns, where it is not registered or registered wrong.
 */
gas?: Gas | null, };
export type MachineStep = { 
/**
 * Which machine.
 */
unit_id: string, 
/**
 * The step.
 */
step: CustodyStep, 
/**
 * The state the screen showed; refused when it is another by now.
 */
expected_state?: UnitState | null, 
/**
 * The day; today when absent.
 */
occurred_on?: string | null, 
/**
 * The document: delivery note, invoice, repair sheet, signed slip.
 */
document?: string | null, 
/**
 * Anything worth knowing.
 */
note?: string | null, 
/**
 * The other household.
 */
customer_id?: string | null, 
/**
 * The new place of it.
 */
address_id?: string | null, 
/**
 * The borrower or carrier.
 */
party_name?: string | null, 
/**
 * The serial of the machine given for this one.
 */
other_serial?: string | null, 
/**
 * A machine of another model was agreed.
 */
other_model_agreed?: boolean | null, 
/**
 * The customer was told that it stood on display.
 */
display_declared?: boolean | null, 
/**
 * A check has shown that the danger is gone.
 */
safe_again?: boolean | null, };
export type MaintenanceDueGet = { 
/**
 * Up to this day, at most 400 days ahead; today when absent.
 */
until_on?: string | null, 
/**
 * Only of households of this town.
 */
town?: string | null, 
/**
 * Only of households with somebody at home then.
 */
at_home?: AtHome | null, 
/**
 * By village and household, for whoever goes there; the first due first when absent.
 */
by_village?: boolean | null, 
/**
 * Rows wanted, at most 400; 400 when absent.
 */
limit?: number | null, 
/**
 * Every row, for taking the list out, whatever the limit.
 */
whole?: boolean | null, };
export type MaintenanceDueList = { 
/**
 * The rows.
 */
rows: Array<MaintenanceDueRow>, 
/**
 * How many there are in all.
 */
total: number, 
/**
 * In the weeks before the Spring Festival, who waits for it.
 */
festival: FestivalDue | null, };
export type MaintenanceDueRow = { 
/**
 * The row.
 */
id: string, 
/**
 * The machine.
 */
unit_id: string, 
/**
 * Its serial.
 */
serial: string, 
/**
 * Whose it is.
 */
customer_id: string | null, 
/**
 * The household's name.
 */
customer_name: string | null, 
/**
 * The machine's model.
 */
model_code: string | null, 
/**
 * 乡镇 of the household.
 */
town: string | null, 
/**
 * 村 of it.
 */
village: string | null, 
/**
 * When somebody is at home there.
 */
at_home: AtHome, 
/**
 * Its last day.
 */
due_on: string, 
/**
 * How near it is.
 */
urgency: MaintenanceUrgency, };
export type MaintenanceEntry = { 
/**
 * The row.
 */
id: string, 
/**
 * Its last day.
 */
due_on: string, 
/**
 * To be agreed with the customer from this day on.
 */
remind_on: string, 
/**
 * Where it stands.
 */
state: MaintenanceTask, 
/**
 * How near it is; null unless open.
 */
urgency: MaintenanceUrgency | null, 
/**
 * Done on.
 */
done_on: string | null, 
/**
 * Who did it.
 */
staff_name: string | null, 
/**
 * Anything worth knowing.
 */
note: string | null, };
export type MaintenanceTask = "open" | "done" | "cancelled";
export type MaintenanceUrgency = "planned" | "due" | "overdue";
export type MarketCalendar = "lunar" | "solar";
export type MarketDay = { 
/**
 * The row.
 */
id: string, 
/**
 * Which town.
 */
town: string, 
/**
 * By which calendar.
 */
calendar: MarketCalendar, 
/**
 * The digits its days end in, 0 for 十.
 */
digits: Array<number>, 
/**
 * As the village says it: 逢三六九.
 */
said: string, };
export type MarketDayList = Record<symbol, never>;
export type MarketDayOn = { 
/**
 * The first day.
 */
from_on: string, 
/**
 * The last; the first alone when absent. At most 62 days.
 */
to_on?: string | null, };
export type MarketDayRemove = { 
/**
 * Which.
 */
id: string, };
export type MarketDaySave = { 
/**
 * Which town.
 */
town: string, 
/**
 * By which calendar.
 */
calendar: MarketCalendar, 
/**
 * The digits its days end in, as people write them: 三六九, 3,6,9, 五十.
 */
digits: string, };
export type MarketDays = { 
/**
 * By town.
 */
rows: Array<MarketDay>, };
export type MarketsOfDay = { 
/**
 * The day.
 */
on: string, 
/**
 * Which towns.
 */
towns: Array<string>, };
export type MarketsOfDays = { 
/**
 * The days with any.
 */
days: Array<MarketsOfDay>, };
export type MergedFile = { 
/**
 * Its household.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its note, which the one that stands for it does not show.
 */
note: string | null, 
/**
 * When it was merged.
 */
merged_at: number, 
/**
 * Who merged it.
 */
merged_by: string | null, };
export type Model = { 
/**
 * Its code.
 */
code: string, 
/**
 * Its name in Chinese.
 */
name_zh: string, 
/**
 * Its name in English.
 */
name_en: string, };
export type ModelList = Record<symbol, never>;
export type MoneyGet = { 
/**
 * Which order.
 */
work_order_id: string, };
export type MoneyGiveFree = { 
/**
 * Which order.
 */
work_order_id: string, 
/**
 * Why.
 */
reason: string, };
export type MoneyList = { 
/**
 * The first day; from the beginning when absent.
 */
from_on?: string | null, 
/**
 * The last day; to the end when absent.
 */
to_on?: string | null, };
export type MoneyMove = { 
/**
 * The row; of a remedy case, the case.
 */
id: string, 
/**
 * The day it counts for.
 */
on: string, 
/**
 * When, where that was kept.
 */
occurred_at: number | null, 
/**
 * What it was for.
 */
source: MoneySource, 
/**
 * The number of the order, the case or the contract.
 */
no: string, 
/**
 * The household.
 */
customer_name: string | null, 
/**
 * How.
 */
method: PaymentMethod, 
/**
 * How much; below zero when it went to the customer or was taken back.
 */
amount_fen: number, 
/**
 * The receipt's number.
 */
receipt_no: string | null, 
/**
 * 赊账: to be paid by then.
 */
due_on: string | null, 
/**
 * Who took it.
 */
staff: string | null, 
/**
 * A remark, or why it was taken back.
 */
note: string | null, 
/**
 * It was taken back.
 */
reversed: boolean, };
export type MoneyMoves = { 
/**
 * The rows, by day.
 */
rows: Array<MoneyMove>, 
/**
 * How many there are.
 */
total: number, };
export type MoneyRefund = { 
/**
 * Which order.
 */
work_order_id: string, 
/**
 * How.
 */
method: PaymentMethod, 
/**
 * How much.
 */
amount_fen: number, 
/**
 * Why.
 */
reason: string, };
export type MoneySource = "work_order" | "remedy_case" | "service_plan";
export type MoneyWaive = { 
/**
 * Which order.
 */
work_order_id: string, 
/**
 * How much.
 */
amount_fen: number, 
/**
 * Why.
 */
reason: string, };
export type Objection = { 
/**
 * The row.
 */
id: string, 
/**
 * What the customer said.
 */
text: string, 
/**
 * What was done about it.
 */
handling: string | null, 
/**
 * Whether that settled it.
 */
resolved: boolean, 
/**
 * The complaint it became, since it was open when the order was closed.
 */
complaint_id: string | null, 
/**
 * That complaint's number.
 */
complaint_no: string | null, 
/**
 * When it was said.
 */
at: number, 
/**
 * Who noted it.
 */
by: string | null, };
export type ObjectionAdd = { 
/**
 * Which order.
 */
work_order_id: string, 
/**
 * What was said and done.
 */
said: ObjectionTyped, 
/**
 * When; now when absent.
 */
occurred_at?: number | null, };
export type ObjectionEscalate = { 
/**
 * Which.
 */
id: string, };
export type ObjectionList = { 
/**
 * Which order.
 */
work_order_id: string, };
export type ObjectionSettle = { 
/**
 * Which.
 */
id: string, 
/**
 * What was done about it.
 */
handling: string, };
export type ObjectionTyped = { 
/**
 * What the customer objects to.
 */
text: string, 
/**
 * What was done about it.
 */
handling?: string | null, 
/**
 * Whether that settled it.
 */
resolved: boolean, };
export type Objections = { 
/**
 * The rows.
 */
rows: Array<Objection>, 
/**
 * Others may be noted now.
 */
may_add: boolean, 
/**
 * The acting person may say that one is settled: they did not do the work.
 */
may_settle: boolean, 
/**
 * The order is over: what is open is a complaint as soon as somebody says so.
 */
may_escalate: boolean, };
export type OpenWork = { 
/**
 * What it is.
 */
kind: WorkKind, 
/**
 * The row.
 */
id: string, 
/**
 * Its number; a promise has none.
 */
no: string | null, 
/**
 * The household's name.
 */
customer_name: string | null, 
/**
 * What it is about.
 */
text: string | null, 
/**
 * Where it stands.
 */
state: string, };
export type OrderMoney = { 
/**
 * Which order.
 */
work_order_id: string, 
/**
 * Work and parts are free: their price is locked at nothing.
 */
free: boolean, 
/**
 * Warranty has no say, or cannot be told without papers.
 */
undecided: boolean, 
/**
 * Why.
 */
why: Why | null, 
/**
 * The lines may be changed.
 */
may_change: boolean, 
/**
 * The acting person may take something off.
 */
may_discount: boolean, 
/**
 * The acting person may charge more than headquarters' list says.
 */
may_exceed: boolean, 
/**
 * What the way to this household costs by the list.
 */
travel: PriceItem | null, 
/**
 * What the machine's service plan takes over, where it ever had one and the work is not free
 * anyway.
 */
plan: OrderPlan | null, 
/**
 * The lines.
 */
lines: Array<ChargeLine>, 
/**
 * Lines that would cost something else now: they are saved again before the work is finished.
 */
changes: Array<ChargeChange>, 
/**
 * The quotes that were written down and what the customer agreed to, the first one first.
 */
quotes: Array<Quote>, 
/**
 * What the customer pays.
 */
total_fen: number, 
/**
 * What the customer agreed to.
 */
agreed_fen: number, 
/**
 * The customer has not agreed to all of it yet.
 */
to_agree: boolean, 
/**
 * Every payment, the first one first.
 */
payments: Array<Payment>, 
/**
 * What came in.
 */
paid_fen: number, 
/**
 * What nobody asks for any more.
 */
waived_fen: number, 
/**
 * How much the lines are above what the customer signed or agreed to, once the work is done.
 */
over_fen: number, 
/**
 * Nothing was charged for work that the rules charge: what it is worth by the list. A manager
 * gives it free before the order is closed. Null where nothing is to be given.
 */
to_give_fen: number | null, 
/**
 * What is still to be paid.
 */
due_fen: number, 
/**
 * What came in and was not to be paid: it goes back to the customer.
 */
owed_back_fen: number, 
/**
 * How much of that the customer may pay later.
 */
credit_fen: number, 
/**
 * By when.
 */
credit_due_on: string | null, };
export type OrderPart = { 
/**
 * Names it.
 */
code: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * How many.
 */
quantity: number, 
/**
 * How many old ones came back.
 */
old_returned: number, 
/**
 * The old one goes back to the maker.
 */
return_old: boolean, };
export type OrderParts = { 
/**
 * The rows.
 */
rows: Array<OrderPart>, 
/**
 * Parts to choose from: those of this machine first.
 */
choices: Array<PartChoice>, 
/**
 * Old parts are still to come back.
 */
old_missing: boolean, };
export type OrderPartsGet = { 
/**
 * Which order.
 */
work_order_id: string, };
export type OrderPartsUse = { 
/**
 * Which order.
 */
work_order_id: string, 
/**
 * The parts.
 */
parts: Array<PartUsed>, 
/**
 * Old parts that are brought in later: the codes.
 */
old_returned?: Array<string> | null, 
/**
 * Parts that were recorded and not used after all, by their codes: they lie in the shop
 * again, and no old one is waited for.
 */
not_used?: Array<string> | null, };
export type OrderPlan = { 
/**
 * Why, or why not.
 */
reason: PlanReason, 
/**
 * Name, number, version and clause.
 */
basis: string, 
/**
 * What costs nothing.
 */
covers: Array<ChargeKind>, 
/**
 * How many such orders are left, this one among them.
 */
left: number | null, 
/**
 * In sentences.
 */
why: Why, };
export type OtherMachine = { 
/**
 * The row.
 */
id: string, 
/**
 * The household it is at.
 */
customer_id: string, 
/**
 * The household's name.
 */
customer_name: string | null, 
/**
 * Whose machine it is.
 */
brand: string, 
/**
 * What stands on the plate.
 */
model: string | null, 
/**
 * The number on the plate.
 */
serial: string | null, 
/**
 * What it burns.
 */
gas: Gas | null, 
/**
 * When it was bought.
 */
bought_on: string | null, 
/**
 * A note.
 */
note: string | null, 
/**
 * How many orders were opened on it here.
 */
orders: number, };
export type OtherMachineDetail = { 
/**
 * The machine.
 */
machine: OtherMachine, 
/**
 * The orders, the latest first.
 */
orders: Array<WorkOrderSummary>, 
/**
 * Why our maker's warranty does not apply.
 */
why: Why, };
export type OtherMachineGet = { 
/**
 * Which one.
 */
id: string, };
export type OtherMachineList = { 
/**
 * Only those of a household.
 */
customer_id?: string | null, 
/**
 * Narrows by brand, model, number on the plate, or the household's name.
 */
query?: string | null, 
/**
 * Where to go on: `next` of the page before.
 */
after?: string | null, 
/**
 * Rows wanted, at most 200; 100 when absent.
 */
limit?: number | null, };
export type OtherMachinePage = { 
/**
 * The rows.
 */
rows: Array<OtherMachine>, 
/**
 * Where to go on; null at the end.
 */
next: string | null, 
/**
 * How many there are in all.
 */
total: number, };
export type OtherMachineSave = { 
/**
 * Which one; a new one when absent.
 */
id?: string | null, 
/**
 * The household it is at.
 */
customer_id: string, 
/**
 * Whose machine it is.
 */
brand: string, 
/**
 * What stands on the plate.
 */
model?: string | null, 
/**
 * The number on the plate, in any form.
 */
serial?: string | null, 
/**
 * What it burns.
 */
gas?: Gas | null, 
/**
 * When it was bought, as told.
 */
bought_on?: string | null, 
/**
 * A note.
 */
note?: string | null, };
export type OwedBack = { 
/**
 * The order.
 */
work_order_id: string, 
/**
 * Its number.
 */
no: string, 
/**
 * The household.
 */
customer_id: string | null, 
/**
 * Its name.
 */
customer_name: string | null, 
/**
 * What came in.
 */
paid_fen: number, 
/**
 * What goes back.
 */
owed_back_fen: number, 
/**
 * The order was cancelled.
 */
cancelled: boolean, };
export type OwnCertificate = { 
/**
 * The row.
 */
id: string, 
/**
 * `maker_install`, …
 */
kind: string, 
/**
 * The number on it.
 */
no: string, 
/**
 * Who gave it.
 */
issuer: string | null, 
/**
 * The last day.
 */
valid_to: string, 
/**
 * Where it stands today.
 */
standing: CertificateStanding, };
export type PartChoice = { 
/**
 * Names it.
 */
code: string, 
/**
 * Its name in Chinese.
 */
name: string, 
/**
 * Its name in English.
 */
name_en: string, 
/**
 * It fits this machine.
 */
fits: boolean, };
export type PartUsed = { 
/**
 * The part of the list.
 */
code?: string | null, 
/**
 * What it is called.
 */
name: string, 
/**
 * How many.
 */
quantity: number, 
/**
 * The old part was brought back.
 */
old_returned?: boolean | null, };
export type PartyKind = "factory" | "carrier" | "dealer" | "borrower" | "customer" | "unknown";
export type PastedPhone = { 
/**
 * Digits only.
 */
number: string, 
/**
 * Grouped for reading.
 */
display: string, };
export type PastedSerial = { 
/**
 * In its plain form, as it was written.
 */
serial: string, 
/**
 * Whether its check character agrees, or the machine is known here.
 */
valid: boolean, 
/**
 * The model its form tells.
 */
model_code: string | null, 
/**
 * A likely correct serial.
 */
suggestion: string | null, 
/**
 * The machine, where this shop knows it.
 */
known: UnitSummary | null, };
export type PastedText = { 
/**
 * The whole text, as it will be saved.
 */
text: string, 
/**
 * The numbers, in order; at most 5.
 */
phones: Array<PastedPhone>, 
/**
 * The serials, in order; at most 5.
 */
serials: Array<PastedSerial>, 
/**
 * Who writes or lives there.
 */
name: string | null, 
/**
 * 乡镇
 */
town: string | null, 
/**
 * Everything below the town.
 */
address: string | null, 
/**
 * The dangers and faults it tells of.
 */
faults: FaultsFound, };
export type Payer = "seller" | "repairer" | "customer";
export type Payment = { 
/**
 * The row.
 */
id: string, 
/**
 * The order's number.
 */
no: string, 
/**
 * The household.
 */
customer_name: string | null, 
/**
 * How.
 */
method: PaymentMethod, 
/**
 * How much; below zero for a reversal.
 */
amount_fen: number, 
/**
 * The receipt's number.
 */
receipt_no: string, 
/**
 * 赊账: to be paid by then.
 */
due_on: string | null, 
/**
 * When.
 */
occurred_at: number, 
/**
 * Who took it.
 */
staff: string | null, 
/**
 * A remark, or why it was taken back.
 */
note: string | null, 
/**
 * The payment this one takes back.
 */
reverses_id: string | null, 
/**
 * It was taken back.
 */
reversed: boolean, };
export type PaymentAdd = { 
/**
 * Which order.
 */
work_order_id: string, 
/**
 * How.
 */
method: PaymentMethod, 
/**
 * How much.
 */
amount_fen: number, 
/**
 * 赊账: the day it is to be paid, in any typed form.
 */
due_on?: string | null, 
/**
 * A remark.
 */
note?: string | null, 
/**
 * When; now when absent.
 */
occurred_at?: number | null, };
export type PaymentMethod = "cash" | "wechat" | "alipay" | "transfer" | "credit" | "waiver";
export type PaymentReverse = { 
/**
 * Which payment.
 */
payment_id: string, 
/**
 * Why.
 */
reason: string, };
export type Peer = { 
/**
 * The PC.
 */
device_id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * Its letter in numbers.
 */
pc_code: string, 
/**
 * When headquarters last heard from it.
 */
last_seen_at: number | null, 
/**
 * Whether it is this one.
 */
this: boolean, };
export type Permit = { 
/**
 * The row.
 */
id: string, 
/**
 * For which task: `install`, `commission`, `repair`, `maintenance`, …
 */
task: string, 
/**
 * The first day.
 */
from_on: string, 
/**
 * The last day.
 */
until_on: string, 
/**
 * Why.
 */
reason: string, 
/**
 * Who at headquarters gave it.
 */
given_by: string, 
/**
 * It holds today or will.
 */
open: boolean, 
/**
 * Headquarters took it back, and why.
 */
withdrawn_reason: string | null, };
export type Person = { 
/**
 * The row.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * What the village calls them.
 */
nickname: string | null, 
/**
 * 户主, 儿子, 邻居, …
 */
relation: string | null, 
/**
 * WeChat name.
 */
wechat: string | null, 
/**
 * Birthday.
 */
birthday_on: string | null, 
/**
 * The birthday follows the lunar calendar.
 */
birthday_lunar: boolean, 
/**
 * It is in a leap month of the lunar calendar.
 */
birthday_leap: boolean, };
export type PersonConsents = { 
/**
 * The person; null for the household's own.
 */
person_id: string | null, 
/**
 * Their name.
 */
name: string, 
/**
 * Every purpose once.
 */
standing: Array<ConsentStanding>, };
export type PersonInput = { 
/**
 * The row, when an existing person is edited.
 */
id?: string | null, 
/**
 * The name.
 */
name: string, 
/**
 * What the village calls them (外号, 小名).
 */
nickname?: string | null, 
/**
 * 户主, 儿子, 邻居, …
 */
relation?: string | null, 
/**
 * WeChat name.
 */
wechat?: string | null, 
/**
 * Birthday, `YYYY-MM-DD` or any typed form.
 */
birthday_on?: string | null, 
/**
 * The birthday follows the lunar calendar.
 */
birthday_lunar?: boolean | null, 
/**
 * It is in a leap month (闰月) of the lunar calendar.
 */
birthday_leap?: boolean | null, };
export type Phone = { 
/**
 * The row.
 */
id: string, 
/**
 * Digits only.
 */
number: string, 
/**
 * Grouped for reading: 138 0471 2207.
 */
display: string, 
/**
 * Whose it is or what for.
 */
label: string | null, 
/**
 * The person it belongs to.
 */
person_id: string | null, 
/**
 * The first day on which it was theirs.
 */
valid_from: string | null, 
/**
 * The last day on which it was theirs.
 */
valid_to: string | null, 
/**
 * The day on which it was confirmed.
 */
confirmed_on: string | null, 
/**
 * Other households that have this number too.
 */
shared_with: Array<PhoneSharer>, };
export type PhoneInput = { 
/**
 * The row, when an existing phone is edited.
 */
id?: string | null, 
/**
 * The number in any form; absent, an existing phone keeps its own.
 */
number?: string | null, 
/**
 * Whose it is or what for.
 */
label?: string | null, 
/**
 * The person it belongs to.
 */
person_id?: string | null, 
/**
 * The first day on which it was theirs, in any typed form.
 */
valid_from?: string | null, 
/**
 * The last day on which it was theirs: the number has passed to somebody else.
 */
valid_to?: string | null, 
/**
 * The day on which somebody of the household said that it is theirs.
 */
confirmed_on?: string | null, };
export type PhoneOf = "household" | "request" | "complaint";
export type PhoneReveal = { 
/**
 * Whose it is; a household's when absent.
 */
of?: PhoneOf | null, 
/**
 * The row.
 */
id: string, 
/**
 * Why; kept in the access log.
 */
reason: RevealReason, };
export type PhoneRevealed = { 
/**
 * The row.
 */
id: string, 
/**
 * Digits only.
 */
number: string, 
/**
 * Grouped for reading.
 */
display: string, };
export type PhoneSharer = { 
/**
 * The household.
 */
customer_id: string, 
/**
 * Its name.
 */
name: string, };
export type PhotoAdd = { 
/**
 * What they belong to.
 */
owner: PhotoOwner, 
/**
 * Which.
 */
owner_id: string, 
/**
 * What they show.
 */
kind: PhotoKind, 
/**
 * The item of the commissioning checklist they prove, of a machine.
 */
item?: string | null, 
/**
 * What is worth knowing.
 */
note?: string | null, 
/**
 * Kept at 800 KB instead of 200: papers that must be read.
 */
sharp?: boolean | null, 
/**
 * The files; at most 50.
 */
files: Array<PhotoFile>, };
export type PhotoCancel = Record<symbol, never>;
export type PhotoDelete = { 
/**
 * Which.
 */
id: string, };
export type PhotoDoubt = "time_far" | "used_elsewhere";
export type PhotoFile = { 
/**
 * Its name, for telling which one was refused.
 */
name: string, 
/**
 * Its place.
 */
path?: string | null, 
/**
 * Its bytes, base64.
 */
data?: string | null, 
/**
 * When it was last changed, if that is known beside the bytes.
 */
modified_at?: number | null, };
export type PhotoHeld = { 
/**
 * Which.
 */
id: string, 
/**
 * The name of its file.
 */
name: string, 
/**
 * The bytes of a small JPEG, base64; absent where they cannot be read.
 */
thumb: string | null, 
/**
 * When it was attached.
 */
held_at: number, };
export type PhotoHeldGet = Record<symbol, never>;
export type PhotoHold = { 
/**
 * The files; at most 20 wait at once.
 */
files: Array<PhotoFile>, };
export type PhotoItem = { 
/**
 * The row.
 */
id: string, 
/**
 * What it belongs to.
 */
owner: PhotoOwner, 
/**
 * Which.
 */
owner_id: string, 
/**
 * What it shows.
 */
kind: PhotoKind, 
/**
 * What is worth knowing.
 */
note: string | null, 
/**
 * When it was taken.
 */
taken_at: number | null, 
/**
 * How that is known.
 */
taken_from: PhotoTime | null, 
/**
 * When it was taken in.
 */
added_at: number, 
/**
 * By whom.
 */
added_by: string | null, 
/**
 * The size of the picture.
 */
bytes: number | null, 
/**
 * Points across.
 */
width: number | null, 
/**
 * Points down.
 */
height: number | null, 
/**
 * The picture is on this PC; otherwise it is on another.
 */
here: boolean, 
/**
 * Why it is to be looked at; empty for most.
 */
doubts: Array<PhotoDoubt>, 
/**
 * Whoever asks may take it away.
 */
removable: boolean, 
/**
 * What it may be said to show; a picture of a call is shown at its order too.
 */
kinds: Array<PhotoKind>, };
export type PhotoKind = "house" | "landmark" | "route" | "plate" | "seal" | "installation" | "before" | "after" | "signed_sheet" | "signed_quote" | "gas_alarm" | "damage" | "invoice" | "evidence" | "reported" | "other";
export type PhotoLetGo = { 
/**
 * Which; all when absent.
 */
ids?: Array<string> | null, };
export type PhotoList = { 
/**
 * What it is.
 */
owner: PhotoOwner, 
/**
 * Which.
 */
owner_id: string, };
export type PhotoOwner = "customer" | "unit" | "work_order" | "complaint" | "remedy_case" | "request";
export type PhotoProgress = { 
/**
 * Whether any are.
 */
running: boolean, 
/**
 * Files done.
 */
done: number, 
/**
 * Files in all.
 */
total: number, };
export type PhotoProgressGet = Record<symbol, never>;
export type PhotoRefused = { 
/**
 * Its name.
 */
name: string, 
/**
 * Why, as an error code.
 */
code: string, };
export type PhotoSave = { 
/**
 * Which photo.
 */
id: string, 
/**
 * The file; one in the program's export folder when absent.
 */
path?: string | null, 
/**
 * A file that is there may be written over: the person has agreed to that.
 */
replace: boolean, };
export type PhotoSaved = { 
/**
 * The file.
 */
path: string, };
export type PhotoShow = { 
/**
 * Which photo.
 */
id: string, 
/**
 * The small one of the lists.
 */
small: boolean, };
export type PhotoShown = { 
/**
 * The bytes of a JPEG, base64.
 */
data: string, };
export type PhotoTime = "camera" | "file";
export type PhotoUpdate = { 
/**
 * Which.
 */
id: string, 
/**
 * What it shows.
 */
kind?: PhotoKind | null, 
/**
 * What is worth knowing.
 */
note?: string | null, };
export type Photos = { 
/**
 * The photos.
 */
rows: Array<PhotoItem>, 
/**
 * What photos of such a record can show, the likeliest first.
 */
kinds: Array<PhotoKind>, };
export type PhotosAdded = { 
/**
 * How many were taken in.
 */
added: number, 
/**
 * The others.
 */
refused: Array<PhotoRefused>, 
/**
 * All photos of the record.
 */
photos: Photos, };
export type PhotosHeld = { 
/**
 * The pictures.
 */
rows: Array<PhotoHeld>, 
/**
 * The files that were not taken just now.
 */
refused: Array<PhotoRefused>, };
export type PlaceKind = "town" | "village";
export type PlaceName = { 
/**
 * The row.
 */
id: string, 
/**
 * What it is.
 */
kind: PlaceKind, 
/**
 * What it was called.
 */
old_name: string, 
/**
 * What it is called today.
 */
name: string, 
/**
 * Today's town of a village.
 */
town: string | null, };
export type PlaceNameList = Record<symbol, never>;
export type PlaceNameRead = { 
/**
 * 乡镇
 */
town?: string | null, 
/**
 * 村
 */
village?: string | null, 
/**
 * The whole address below the town.
 */
detail?: string | null, };
export type PlaceNameRemove = { 
/**
 * Which.
 */
id: string, };
export type PlaceNameSave = { 
/**
 * What it is.
 */
kind: PlaceKind, 
/**
 * What it was called.
 */
old_name: string, 
/**
 * What it is called today.
 */
name: string, 
/**
 * Today's town of a village, where other towns have one of the old name.
 */
town?: string | null, };
export type PlaceNames = { 
/**
 * Towns first.
 */
rows: Array<PlaceName>, };
export type PlaceRenamed = { 
/**
 * What it is.
 */
kind: PlaceKind, 
/**
 * As typed.
 */
old_name: string, 
/**
 * Today's.
 */
name: string, };
export type PlaceToday = { 
/**
 * 乡镇
 */
town: string | null, 
/**
 * 村
 */
village: string | null, 
/**
 * The whole address below the town.
 */
detail: string | null, 
/**
 * The names that were old; nothing where all are today's.
 */
renamed: Array<PlaceRenamed>, };
export type Plan = { 
/**
 * The orders, by what is due.
 */
rows: Array<PlanRow>, 
/**
 * Who has how much to do.
 */
workload: Array<Workload>, };
export type PlanAbsorb = { 
/**
 * Which order.
 */
work_order_id: string, 
/**
 * Why.
 */
reason: string, };
export type PlanCancel = { 
/**
 * Which contract.
 */
contract_id: string, 
/**
 * What goes back.
 */
refund_fen: number, 
/**
 * How.
 */
method: PaymentMethod, 
/**
 * Why.
 */
reason: string, };
export type PlanContract = { 
/**
 * The row.
 */
id: string, 
/**
 * The machine.
 */
unit_id: string, 
/**
 * Its serial.
 */
serial: string, 
/**
 * The contract's number.
 */
no: string, 
/**
 * The version of the list it was sold from.
 */
version: string, 
/**
 * What it gives.
 */
terms: PlanTerms, 
/**
 * Where it stands.
 */
state: PlanState, 
/**
 * The first day.
 */
start_on: string, 
/**
 * The last day.
 */
end_on: string, 
/**
 * It ends within thirty days and nothing follows it.
 */
ending: boolean, 
/**
 * How many repairs are left; no limit when null.
 */
repairs_left: number | null, 
/**
 * How many maintenances are left this contract year.
 */
maintenances_left: number, 
/**
 * Who bought it.
 */
buyer: string | null, 
/**
 * What was taken for it.
 */
paid_fen: number, 
/**
 * How.
 */
method: PaymentMethod, 
/**
 * The receipt's number.
 */
receipt_no: string, 
/**
 * When.
 */
sold_at: number, 
/**
 * By whom.
 */
sold_by: string | null, 
/**
 * The day it was cancelled.
 */
cancelled_on: string | null, 
/**
 * Why.
 */
cancel_reason: string | null, 
/**
 * What went back.
 */
refund_fen: number, 
/**
 * What a second cancellation of another PC paid out as well and did not come back.
 */
paid_twice_fen: number, 
/**
 * The number of another contract for the same days: two PCs sold one each.
 */
twin_no: string | null, 
/**
 * What the days that are left come to; all of it where two PCs sold one each.
 */
unused_fen: number, 
/**
 * The acting person may cancel it.
 */
may_cancel: boolean, };
export type PlanContracts = { 
/**
 * The contracts.
 */
rows: Array<PlanContract>, 
/**
 * Orders of the last 180 days beyond what the plans give.
 */
overdrawn: Array<PlanOverdrawn>, };
export type PlanGet = Record<symbol, never>;
export type PlanList = { 
/**
 * This machine.
 */
unit_id?: string | null, 
/**
 * This household's machines.
 */
customer_id?: string | null, 
/**
 * The contracts of every machine, for taking the list out; of the 5000 last ones when absent.
 */
whole?: boolean | null, };
export type PlanOffer = { 
/**
 * What it gives.
 */
terms: PlanTerms, 
/**
 * The first day it would have at the machine that was asked for.
 */
start_on: string | null, };
export type PlanOffers = { 
/**
 * The list; nothing where headquarters sent none.
 */
list: PriceHead | null, 
/**
 * Its plans.
 */
rows: Array<PlanOffer>, };
export type PlanOffersGet = { 
/**
 * For this machine: when each would begin.
 */
unit_id?: string | null, };
export type PlanOverdrawn = { 
/**
 * The order.
 */
work_order_id: string, 
/**
 * Its machine.
 */
unit_id: string, 
/**
 * Its number.
 */
no: string, 
/**
 * The acting person may say that the shop bears it.
 */
may_absorb: boolean, };
export type PlanReason = "covers" | "used_up" | "excluded" | "not_included" | "cancelled" | "not_started" | "ended" | "no_plan";
export type PlanRecover = { 
/**
 * Which contract.
 */
contract_id: string, 
/**
 * How.
 */
method: PaymentMethod, };
export type PlanRow = { 
/**
 * The order.
 */
summary: WorkOrderSummary, 
/**
 * Who goes.
 */
technician_id: string | null, 
/**
 * The visit.
 */
window_from_at: number | null, 
/**
 * The visit.
 */
window_to_at: number | null, 
/**
 * The number of an order for the same machine or household, finished within 30 days before.
 */
repeats_no: string | null, 
/**
 * Who is dispatched is away on the day of the visit.
 */
away: boolean, 
/**
 * Somebody else may be sent by the acting person.
 */
may_redispatch: boolean, 
/**
 * The visit may be moved by the acting person.
 */
may_move: boolean, };
export type PlanSell = { 
/**
 * Which machine.
 */
unit_id: string, 
/**
 * Which plan of the list.
 */
plan_code: string, 
/**
 * The contract it goes on from.
 */
renews_id?: string | null, 
/**
 * The first day, in any typed form; the earliest one when absent.
 */
start_on?: string | null, 
/**
 * What is taken for it; the list's price when absent.
 */
amount_fen?: number | null, 
/**
 * How it is paid.
 */
method: PaymentMethod, 
/**
 * The contract's number on paper; made when absent.
 */
no?: string | null, 
/**
 * A remark; why, where less is taken than the list says.
 */
note?: string | null, };
export type PlanState = "coming" | "running" | "ended" | "cancelled";
export type PlanTerms = { 
/**
 * Names it among the plans.
 */
code: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its name in English.
 */
name_en: string, 
/**
 * What it is sold as.
 */
tier: PlanTier, 
/**
 * What it costs.
 */
price_fen: number, 
/**
 * How long it runs.
 */
months: number, 
/**
 * What a repair does not cost.
 */
free: Array<ChargeKind>, 
/**
 * How many repairs; no limit when null.
 */
repairs: number | null, 
/**
 * How many maintenances a contract year.
 */
maintenances: number, 
/**
 * Within how many hours somebody comes.
 */
response_hours: number | null, 
/**
 * What it does not cover, in words.
 */
exclusions: string, 
/**
 * The clause that gives it.
 */
clause: string, };
export type PlanTier = "basic" | "gold" | "extended";
export type Preference = { 
/**
 * What the screen kept; null when nothing.
 */
value: JsonValue | null, };
export type PreferenceGet = { 
/**
 * Which one: lower-case letters, digits, `_` and `.`.
 */
key: string, };
export type PreferenceSet = { 
/**
 * Which one.
 */
key: string, 
/**
 * What the screen keeps; at most 16 KiB as text.
 */
value: JsonValue, };
export type PreferredTechnician = { 
/**
 * The person of the shop; null for nobody in particular.
 */
id?: string | null, };
export type PriceHead = { 
/**
 * Its number, the version.
 */
no: string, 
/**
 * From which day on it counts.
 */
effective_on: string, 
/**
 * Where it comes from.
 */
source: string, 
/**
 * The day it was published.
 */
published_on: string, };
export type PriceItem = { 
/**
 * Names it among the lines.
 */
code: string, 
/**
 * What it is for.
 */
kind: ChargeKind, 
/**
 * Its name in Chinese.
 */
name: string, 
/**
 * Its name in English.
 */
name_en: string, 
/**
 * The price of one that counts; null for a part that has none yet.
 */
unit_fen: number | null, 
/**
 * Headquarters' price.
 */
hq_fen: number | null, 
/**
 * The shop's own.
 */
own_fen: number | null, 
/**
 * The shop's own price is above headquarters' and does not count.
 */
above: boolean, };
export type PriceItems = { 
/**
 * The lines.
 */
rows: Array<PriceItem>, 
/**
 * Headquarters' list that counts today.
 */
hq: PriceHead | null, 
/**
 * The next one, from a later day on.
 */
coming: PriceHead | null, };
export type PriceKey = { 
/**
 * What it is for.
 */
kind: ChargeKind, 
/**
 * Its code.
 */
code: string, };
export type PriceListGet = Record<symbol, never>;
export type PriceListSave = { 
/**
 * The lines that are new or changed.
 */
items: Array<PriceTyped>, 
/**
 * The lines that are taken out.
 */
removed: Array<PriceKey>, };
export type PriceTyped = { 
/**
 * Names it among the lines; made from the name when absent.
 */
code?: string | null, 
/**
 * What it is for: labour, part or travel.
 */
kind: ChargeKind, 
/**
 * Its name.
 */
name: string, 
/**
 * The price of one.
 */
unit_fen: number, };
export type PrintDocument = "job_sheet" | "promise_card" | "promise_slip" | "warranty_card" | "visit_list" | "customer_file" | "remedy_decision" | "receipt" | "quote" | "order_course" | "commissioning_record" | "poster" | "greeting_labels" | "calibration";
export type PrintJob = { 
/**
 * Which document.
 */
document: PrintDocument, 
/**
 * Of which remedy cases, orders, promises, payments, quotes, attempts, machines, technicians or
 * households; at most 200. None for the page to calibrate with and for the poster of the shop, else those of the calendar.
 */
ids: Array<string>, 
/**
 * How labels are set; labels need it.
 */
labels?: PrintLabels | null, 
/**
 * The day of a visit list; today when absent.
 */
on?: string | null, 
/**
 * The paper; the one this PC used last for this document when absent.
 */
paper?: PrintPaper | null, 
/**
 * How far everything is moved to the right; as this PC used last on this paper when absent.
 */
right_um?: number | null, 
/**
 * How far everything is moved down, likewise.
 */
down_um?: number | null, 
/**
 * The language of the printed words; Chinese when absent.
 */
language?: UiLanguage | null, };
export type PrintLabels = { 
/**
 * What the card is sent for.
 */
occasion: GreetingOccasion, 
/**
 * How the sheet is cut.
 */
cut: LabelCut, 
/**
 * What is written on the card: set on labels of its own behind those of the addresses;
 * none where it is absent.
 */
text?: string | null, };
export type PrintMissing = { 
/**
 * The character.
 */
text: string, 
/**
 * Its code points, e.g. `U+2A6D6`.
 */
code_points: string, 
/**
 * On which pages, from 1.
 */
pages: Array<number>, };
export type PrintPage = { 
/**
 * The picture.
 */
svg: string, 
/**
 * How wide the paper is.
 */
width_um: number, 
/**
 * How high it is.
 */
height_um: number, };
export type PrintPaper = "a4" | "a5" | "form241x93" | "form241x140" | "form241x279" | "roll80" | "roll58";
export type PrintPreview = { 
/**
 * What.
 */
job: PrintJob, };
export type PrintPreviewed = { 
/**
 * The paper.
 */
paper: PrintPaper, 
/**
 * How far everything is moved to the right.
 */
right_um: number, 
/**
 * How far everything is moved down.
 */
down_um: number, 
/**
 * How many pages there are.
 */
page_count: number, 
/**
 * The first of them.
 */
pages: Array<PrintPage>, 
/**
 * What cannot be printed.
 */
missing: Array<PrintMissing>, 
/**
 * The name offered for the file.
 */
file_name: string, };
export type PrintSave = { 
/**
 * What.
 */
job: PrintJob, 
/**
 * The file; one in the program's print folder when absent.
 */
path?: string | null, 
/**
 * The characters that cannot be printed were seen and will be written in by hand.
 */
accept_missing?: boolean | null, 
/**
 * Open it in the system's viewer.
 */
open?: boolean | null, };
export type PrintSaved = { 
/**
 * The file.
 */
path: string, 
/**
 * How many pages it has.
 */
page_count: number, 
/**
 * Whether the system's viewer was asked to open it.
 */
opened: boolean, };
export type PrintSend = { 
/**
 * What.
 */
job: PrintJob, 
/**
 * The characters that cannot be printed were seen and will be written in by hand.
 */
accept_missing?: boolean | null, };
export type PrintSent = { 
/**
 * The printer, as it was named.
 */
printer: string, 
/**
 * How many pieces of paper come out.
 */
page_count: number, 
/**
 * How many were not sent any more, because somebody stopped it.
 */
left_count: number, };
export type PrintSettings = { 
/**
 * The number for service.
 */
phone: string | null, 
/**
 * The number for complaints.
 */
complaint_phone: string | null, 
/**
 * The local gas company's emergency number.
 */
emergency_phone: string | null, 
/**
 * The receipt printer of this PC.
 */
printer: string | null, };
export type PrintSettingsGet = Record<symbol, never>;
export type PrintSettingsSet = { 
/**
 * The number for service.
 */
phone?: string | null, 
/**
 * The number for complaints.
 */
complaint_phone?: string | null, 
/**
 * The local gas company's emergency number.
 */
emergency_phone?: string | null, 
/**
 * The receipt printer of this PC: `192.168.1.50`, `/dev/usb/lp0`, `\\PC\printer`, `LPT1`.
 */
printer?: string | null, };
export type PromiseCounts = Record<symbol, never>;
export type PromiseCreate = { 
/**
 * What was promised.
 */
text: string, 
/**
 * By which day, `YYYY-MM-DD` or as people type it.
 */
due_on: string, 
/**
 * Who keeps it; whoever notes it when absent.
 */
owner_id?: string | null, 
/**
 * To whom.
 */
customer_id?: string | null, 
/**
 * About which order.
 */
work_order_id?: string | null, 
/**
 * About which complaint.
 */
complaint_id?: string | null, };
export type PromiseFilter = "open" | "overdue" | "done" | "all";
export type PromiseGive = { 
/**
 * Which promise.
 */
id: string, 
/**
 * Who keeps it from now on.
 */
owner_id: string, 
/**
 * Why.
 */
reason: string, };
export type PromiseHandover = { 
/**
 * Whose it was.
 */
from: string | null, 
/**
 * Whose it became.
 */
to: string, 
/**
 * Why; the name of who left where `left` says so.
 */
reason: string, 
/**
 * Whose it was left the shop.
 */
left: boolean, 
/**
 * Who said so.
 */
by: string, 
/**
 * When.
 */
at: number, };
export type PromiseItem = { 
/**
 * The row.
 */
id: string, 
/**
 * What was promised.
 */
text: string, 
/**
 * By which day.
 */
due_on: string, 
/**
 * What became of it.
 */
state: PromiseState, 
/**
 * How near its day is.
 */
urgency: PromiseUrgency, 
/**
 * How many days after its day it was kept, or is still open; null while in time.
 */
late_by_days: number | null, 
/**
 * On which day it was kept.
 */
kept_on: string | null, 
/**
 * Why it was broken or withdrawn.
 */
reason: string | null, 
/**
 * Who keeps it.
 */
owner_id: string | null, 
/**
 * Their name.
 */
owner: string | null, 
/**
 * To whom.
 */
customer_id: string | null, 
/**
 * The household's name.
 */
customer_name: string | null, 
/**
 * About which order.
 */
work_order_id: string | null, 
/**
 * About which complaint.
 */
complaint_id: string | null, 
/**
 * The number of the order or complaint.
 */
no: string | null, 
/**
 * When it was given.
 */
made_at: number, 
/**
 * Into whose hands it went, the latest first.
 */
handovers: Array<PromiseHandover>, };
export type PromiseList = { 
/**
 * Which promises; open ones when absent.
 */
filter?: PromiseFilter | null, 
/**
 * Only to this household.
 */
customer_id?: string | null, 
/**
 * Only about this order.
 */
work_order_id?: string | null, 
/**
 * Only about this complaint.
 */
complaint_id?: string | null, 
/**
 * Narrows by words, name or whose it is.
 */
query?: string | null, 
/**
 * Where to go on.
 */
after?: string | null, 
/**
 * Rows wanted, at most 200; 100 when absent.
 */
limit?: number | null, };
export type PromiseNumbers = { 
/**
 * Not kept yet.
 */
open: number, 
/**
 * Of these, past their day.
 */
overdue: number, 
/**
 * Of these, due today.
 */
today: number, 
/**
 * Of those due in the 90 days before today: kept by their day.
 */
kept: number, 
/**
 * Of those due in the 90 days before today: broken, kept late, or past their day.
 */
broken: number, };
export type PromisePage = { 
/**
 * The rows.
 */
rows: Array<PromiseItem>, 
/**
 * Where to go on; null at the end.
 */
next: string | null, 
/**
 * How many rows there are in all.
 */
total: number, };
export type PromiseResolve = { 
/**
 * Which promise.
 */
id: string, 
/**
 * What became of it.
 */
state: PromiseState, 
/**
 * kept: on which day; today when absent.
 */
kept_on?: string | null, 
/**
 * broken, withdrawn: why.
 */
reason?: string | null, };
export type PromiseState = "open" | "kept" | "broken" | "withdrawn";
export type PromiseUrgency = "overdue" | "today" | "later" | "done";
export type Quote = { 
/**
 * The row; of a quote the paper is printed by it.
 */
id: string, 
/**
 * Which of the two.
 */
event: QuoteEvent, 
/**
 * The number on the paper.
 */
paper_no: string | null, 
/**
 * What it comes to.
 */
total_fen: number, 
/**
 * The last day of the price.
 */
valid_until_on: string | null, 
/**
 * Of a quote: the order costs something else now, or the price holds no longer.
 */
outdated: boolean, 
/**
 * How the customer said yes.
 */
channel: Channel | null, 
/**
 * Who of them.
 */
person_name: string | null, 
/**
 * A photo of the signed paper is there.
 */
by_photo: boolean, 
/**
 * What they said.
 */
note: string | null, 
/**
 * When.
 */
occurred_at: number, 
/**
 * Who wrote it down.
 */
staff: string | null, };
export type QuoteAgree = { 
/**
 * Which order.
 */
work_order_id: string, 
/**
 * How they were told.
 */
channel: Channel, 
/**
 * Who of them said yes; needed where nobody signed.
 */
person_name?: string | null, 
/**
 * The number of the paper they signed; needed of who was there in person, or its photo.
 */
paper_no?: string | null, 
/**
 * What they said.
 */
text?: string | null, 
/**
 * When; now when absent.
 */
occurred_at?: number | null, };
export type QuoteEvent = "made" | "agreed";
export type QuoteMake = { 
/**
 * Which order.
 */
work_order_id: string, 
/**
 * The last day of the price, in any typed form; fifteen days from today when absent.
 */
valid_until_on?: string | null, };
export type Reason = { 
/**
 * What it is.
 */
kind: ReasonKind, 
/**
 * The sentence.
 */
text: BothLanguages, };
export type ReasonKind = "basis" | "step" | "missing" | "note";
export type RecallAction = "contact" | "inspect" | "replace_part" | "stop";
export type RecallDone = { 
/**
 * The row.
 */
id: string, 
/**
 * What.
 */
outcome: RecallOutcome | null, 
/**
 * On which day.
 */
done_on: string, 
/**
 * Who.
 */
staff_name: string | null, 
/**
 * The order it was done with.
 */
work_order_id: string | null, 
/**
 * Its number.
 */
order_no: string | null, 
/**
 * Anything worth knowing.
 */
note: string | null, 
/**
 * The version of the notice at that time.
 */
version: number, 
/**
 * It was taken back and does not count.
 */
revoked: RecallRevoked | null, };
export type RecallKind = "recall" | "stop_use";
export type RecallList = { 
/**
 * Only this machine.
 */
unit_id?: string | null, 
/**
 * Only this household's machines.
 */
customer_id?: string | null, 
/**
 * Every row, for taking the list out; the first 400 when absent.
 */
whole?: boolean | null, };
export type RecallOrder = { 
/**
 * The order.
 */
id: string, 
/**
 * Its number.
 */
no: string, };
export type RecallOutcome = "contacted" | "inspected" | "part_replaced" | "stopped";
export type RecallRecord = { 
/**
 * The notice.
 */
recall_id: string, 
/**
 * The machine.
 */
unit_id: string, 
/**
 * What was done.
 */
outcome: RecallOutcome, 
/**
 * On which day; today when absent.
 */
done_on?: string | null, 
/**
 * Who did it; who types it when absent.
 */
staff_id?: string | null, 
/**
 * The order it was done with; work on the machine needs one.
 */
work_order_id?: string | null, 
/**
 * Anything worth knowing.
 */
note?: string | null, };
export type RecallRevoke = { 
/**
 * The record.
 */
id: string, 
/**
 * The machine it stands at.
 */
unit_id: string, 
/**
 * Why.
 */
reason: string, };
export type RecallRevoked = { 
/**
 * On which day.
 */
on: string, 
/**
 * Who.
 */
by: string | null, 
/**
 * Why.
 */
reason: string, };
export type RecallTask = { 
/**
 * The notice.
 */
recall_id: string, 
/**
 * Its number.
 */
no: string, 
/**
 * Its version; headquarters may change a notice.
 */
version: number, 
/**
 * What it is.
 */
kind: RecallKind, 
/**
 * In one line.
 */
title: string, 
/**
 * What is wrong.
 */
reason: string, 
/**
 * What to tell the household.
 */
advice: string | null, 
/**
 * What is asked for.
 */
action: RecallAction, 
/**
 * The day it was published.
 */
published_on: string, 
/**
 * The last day for it.
 */
deadline_on: string | null, 
/**
 * The machine.
 */
unit: UnitSummary, 
/**
 * Where the task stands.
 */
state: RecallTaskState, 
/**
 * Whether somebody can be sent to it: not when scrapped, at the factory or lost.
 */
reachable: boolean, 
/**
 * What was done, latest first.
 */
done: Array<RecallDone>, 
/**
 * The machine's latest orders, to choose from.
 */
orders: Array<RecallOrder>, };
export type RecallTaskState = "open" | "begun" | "done";
export type RecallTasks = { 
/**
 * What is open first, dangers before the rest; at most 400 where not the whole list
 * is asked for.
 */
rows: Array<RecallTask>, 
/**
 * How many there are in all.
 */
total: number, 
/**
 * How many of them are not done.
 */
open: number, 
/**
 * Notices in force that cannot be read here.
 */
unread: Array<RecallUnread>, };
export type RecallUnread = { 
/**
 * The notice.
 */
recall_id: string, 
/**
 * Its number.
 */
no: string, 
/**
 * In one line.
 */
title: string, };
export type Receipt = { 
/**
 * When.
 */
at: number, 
/**
 * Changes sent.
 */
pushed: number, 
/**
 * Changes received.
 */
pulled: number, 
/**
 * Bytes up and down.
 */
bytes: number, 
/**
 * `ok`, or a code.
 */
result: string, };
export type RecentKind = "customer" | "unit" | "work_order" | "complaint" | "remedy_case";
export type RecentList = Record<symbol, never>;
export type RecentNote = { 
/**
 * What it is.
 */
kind: RecentKind, 
/**
 * The row.
 */
id: string, };
export type RecentPin = { 
/**
 * What it is.
 */
kind: RecentKind, 
/**
 * The row.
 */
id: string, 
/**
 * Whether it is pinned from now on.
 */
pinned: boolean, };
export type RecentPlace = { 
/**
 * What it is.
 */
kind: RecentKind, 
/**
 * The row.
 */
id: string, 
/**
 * Its name, serial or number.
 */
title: string, 
/**
 * The household it belongs to.
 */
household: string | null, 
/**
 * When it was looked at; 0 for a pinned one.
 */
opened_at: number, };
export type RecentPlaces = { 
/**
 * The records.
 */
rows: Array<RecentPlace>, 
/**
 * What the person pinned, in their order; deleted ones are left out.
 */
pinned: Array<RecentPlace>, };
export type RecentWork = { 
/**
 * The order.
 */
work_order_id: string, 
/**
 * Its number.
 */
no: string, 
/**
 * The machine's serial, where one was named.
 */
serial: string | null, 
/**
 * When.
 */
finished_at: number, 
/**
 * How many days before.
 */
days: number, };
export type RecordPage = { 
/**
 * What it is.
 */
kind: RecentKind, 
/**
 * The row.
 */
id: string, };
export type Recovery = "apology" | "explanation" | "rework" | "part" | "refund" | "waiver" | "compensation" | "exchange" | "return" | "safety" | "other";
export type RecoveryCheck = "idle" | "waiting" | "running" | "whole" | "damaged" | "stopped";
export type RecoveryClose = Record<symbol, never>;
export type RecoveryFound = { 
/**
 * Whether the last end was without order and nobody has said yet that they know.
 */
open: boolean, 
/**
 * When the program was started that ended so, if that is known.
 */
began_at: number | null, 
/**
 * The check of the data.
 */
check: RecoveryCheck, 
/**
 * What was half typed then and is kept, the latest first.
 */
drafts: Array<KeptDraft>, };
export type RecoveryGet = Record<symbol, never>;
export type RefundMethod = "cash" | "wechat" | "alipay" | "transfer";
export type RejectedItem = { 
/**
 * The record whose page shows it, to be put right there; null when it is not here any more.
 */
record: RecordPage | null, 
/**
 * Its number on this PC.
 */
dseq: number, 
/**
 * The entity.
 */
entity: string, 
/**
 * What the row is called.
 */
title: string, 
/**
 * Why, as a stable code.
 */
code: string, 
/**
 * What was typed, field by field.
 */
values: Array<FieldValue>, 
/**
 * When it was made.
 */
at: number, 
/**
 * Who made it.
 */
staff: string | null, };
export type Remedies = { 
/**
 * In the order return, exchange, repair; never empty.
 */
offers: Array<RemedyOffer>, 
/**
 * Why.
 */
why: Why, };
export type RemedyAmounts = { 
/**
 * Days of use charged.
 */
days: number, 
/**
 * 折旧费: the deduction for them.
 */
fee_fen: number, 
/**
 * What the customer gets back of the price.
 */
refund_fen: number, 
/**
 * What goes back to the scheme that paid a part.
 */
subsidy_return_fen: number, 
/**
 * Expenses and losses that are paid.
 */
expenses_fen: number, 
/**
 * To another model: above zero the customer pays it, below zero they get it.
 */
difference_fen: number, 
/**
 * Everything the customer gets in money.
 */
total_fen: number, 
/**
 * What the shop gives away in money and goods; approval is measured by it.
 */
stake_fen: number, };
export type RemedyArticle = { 
/**
 * The law and its number.
 */
name: BothLanguages, 
/**
 * Its words.
 */
text: BothLanguages, 
/**
 * Where they come from; null for a promise or agreement.
 */
source: string | null, };
export type RemedyCaseAdvance = { 
/**
 * Which case.
 */
id: string, 
/**
 * The step.
 */
step: RemedyStep, 
/**
 * The state the person saw; refused with `remedy_case.changed` when it is another by now.
 */
expected_state?: RemedyState | null, 
/**
 * propose: what is given.
 */
claim?: RemedyClaim | null, 
/**
 * propose a reduction: by how many hundredths of the price.
 */
percent?: number | null, 
/**
 * propose an exchange for another model: its price.
 */
new_price_fen?: number | null, 
/**
 * accept, decline, close: what was said with the customer.
 */
contact_text?: string | null, 
/**
 * Why.
 */
reason?: string | null, 
/**
 * append, execute a repair: what is added or was done.
 */
text?: string | null, 
/**
 * `record_ruling`: the number of headquarters' answer.
 */
ruling_no?: string | null, 
/**
 * `record_ruling`: who gave it.
 */
ruling_by?: string | null, 
/**
 * execute: the document of the handing over.
 */
document?: string | null, 
/**
 * execute an exchange: the serial of the machine given.
 */
other_serial?: string | null, 
/**
 * execute: how the money went.
 */
method?: RefundMethod | null, 
/**
 * execute: the number of the receipt for it.
 */
receipt_no?: string | null, 
/**
 * execute: the day; today when absent.
 */
done_on?: string | null, 
/**
 * When it happened; now when absent. Never in the future.
 */
occurred_at?: number | null, };
export type RemedyCaseAssign = { 
/**
 * Which case.
 */
id: string, 
/**
 * Who.
 */
owner_id: string, };
export type RemedyCaseCounts = Record<symbol, never>;
export type RemedyCaseCreate = { 
/**
 * The complaint it comes from.
 */
complaint_id?: string | null, 
/**
 * The order it comes from.
 */
work_order_id?: string | null, 
/**
 * The call it comes from, which goes on as this case and is closed.
 */
request_id?: string | null, 
/**
 * The machine; that of the complaint, the order or the call when absent.
 */
unit_id?: string | null, 
/**
 * The case that was carried out wrongly and is corrected by this one.
 */
corrects_id?: string | null, 
/**
 * On what ground.
 */
ground: RemedyGround, 
/**
 * What the customer asks for.
 */
claim: RemedyClaim, 
/**
 * In their words.
 */
text: string, 
/**
 * Who answers for it; whoever opens it when absent.
 */
owner_id?: string | null, 
/**
 * When the fault was reported or the claim made; as the complaint, the order or the call
 * says, else now, when absent. Never in the future.
 */
reported_at?: number | null, };
export type RemedyCaseDetail = { 
/**
 * As in lists.
 */
summary: RemedyCaseSummary, 
/**
 * The machine.
 */
unit: UnitSummary, 
/**
 * The household's phones.
 */
phones: Array<Phone>, 
/**
 * The complaint it came from.
 */
complaint_id: string | null, 
/**
 * Its number.
 */
complaint_no: string | null, 
/**
 * The order it came from.
 */
work_order_id: string | null, 
/**
 * Its number.
 */
work_order_no: string | null, 
/**
 * The call it came in as.
 */
request_id: string | null, 
/**
 * That call's number.
 */
request_no: string | null, 
/**
 * The case this one corrects.
 */
corrects_id: string | null, 
/**
 * That case's number.
 */
corrects_no: string | null, 
/**
 * When the fault was reported.
 */
reported_at: number, 
/**
 * Who answers for it.
 */
owner_id: string | null, 
/**
 * Headquarters has refused what was typed as approved by it.
 */
overruled: RemedyOverruled | null, 
/**
 * Claim and evidence may be changed: nothing is proposed yet.
 */
editable: boolean, 
/**
 * What is on record.
 */
facts: RemedyFacts, 
/**
 * What the claim has to be shown by.
 */
evidence: Array<RemedyEvidence>, 
/**
 * Everything that must be there is.
 */
complete: boolean, 
/**
 * The repairs of the machine, latest first.
 */
repairs: Array<WarrantyRepair>, 
/**
 * How many of them count.
 */
repairs_counted: number, 
/**
 * Days of the repair that is under way.
 */
repair_days: number | null, 
/**
 * Expenses and losses claimed.
 */
expenses: Array<RemedyExpense>, 
/**
 * What may be given on this ground.
 */
offers: Array<RemedyCaseOffer>, 
/**
 * Why.
 */
why: Why, 
/**
 * What is proposed, or was approved.
 */
proposal: RemedyProposal | null, 
/**
 * What was paid to the customer so far.
 */
paid_fen: number, 
/**
 * The steps the acting person's role may take now.
 */
allowed: Array<RemedyCaseOption>, 
/**
 * What happened, latest first.
 */
events: Array<RemedyCaseEvent>, 
/**
 * Fields with two versions.
 */
conflicts: Array<ConflictItem>, };
export type RemedyCaseEvent = { 
/**
 * The row.
 */
id: string, 
/**
 * `open`, `expense`, or the step.
 */
event: string, 
/**
 * The state after it.
 */
to_state: RemedyState, 
/**
 * When.
 */
at: number, 
/**
 * Who.
 */
staff: string | null, 
/**
 * What was said or decided.
 */
text: string | null, 
/**
 * What is given.
 */
claim: RemedyClaim | null, 
/**
 * The row of the table.
 */
row: string | null, 
/**
 * What the customer gets in money.
 */
total_fen: number | null, 
/**
 * The expense.
 */
expense: RemedyExpense | null, 
/**
 * The number of headquarters' answer and who gave it.
 */
ruling: string | null, 
/**
 * How the money went.
 */
method: RefundMethod | null, 
/**
 * The number of the receipt.
 */
receipt_no: string | null, 
/**
 * The day it was done.
 */
done_on: string | null, 
/**
 * The document of the handing over.
 */
document: string | null, 
/**
 * The serial of the machine given.
 */
other_serial: string | null, 
/**
 * The articles a refusal rests on, as they were quoted.
 */
basis: BothLanguages | null, };
export type RemedyCaseExpense = { 
/**
 * Which case.
 */
id: string, 
/**
 * What for.
 */
kind: RemedyExpenseKind, 
/**
 * How much.
 */
amount_fen: number, 
/**
 * There is a receipt or another proof.
 */
proven: boolean, };
export type RemedyCaseGet = { 
/**
 * Which case.
 */
id?: string | null, 
/**
 * Or its number.
 */
no?: string | null, };
export type RemedyCaseList = { 
/**
 * Which cases; open ones when absent.
 */
filter?: RemedyFilter | null, 
/**
 * Only this household's.
 */
customer_id?: string | null, 
/**
 * Only about this machine.
 */
unit_id?: string | null, 
/**
 * Only from this complaint.
 */
complaint_id?: string | null, 
/**
 * Narrows by number, name, serial or words.
 */
query?: string | null, 
/**
 * Where to go on.
 */
after?: string | null, 
/**
 * Rows wanted, at most 200; 100 when absent.
 */
limit?: number | null, };
export type RemedyCaseNumbers = { 
/**
 * Open ones.
 */
open: number, 
/**
 * With a time that has passed.
 */
overdue: number, 
/**
 * Waiting for an approval.
 */
approval: number, };
export type RemedyCaseOffer = { 
/**
 * What.
 */
claim: RemedyClaim, 
/**
 * The rules let it be given on this ground.
 */
allowed: boolean, 
/**
 * The rules give it to the customer: it cannot be refused.
 */
owed: boolean, 
/**
 * The row of the table that gives it.
 */
row: string | null, 
/**
 * Who pays.
 */
payer: Payer, 
/**
 * A return costs a deduction for use.
 */
depreciation: boolean, 
/**
 * The exchange is for another model.
 */
other_model: boolean, 
/**
 * What must be shown for it and is not.
 */
lacking: Array<RemedyProof>, 
/**
 * The amounts; null while something needed is missing.
 */
amounts: RemedyAmounts | null, 
/**
 * The articles.
 */
articles: Array<RemedyArticle>, };
export type RemedyCaseOption = { 
/**
 * The step.
 */
step: RemedyStep, 
/**
 * Fields that must be filled, in the order they are asked.
 */
needs: Array<string>, 
/**
 * Fields that may be filled.
 */
offers: Array<string>, 
/**
 * Whether it is the likely one.
 */
primary: boolean, 
/**
 * Why this person may not take it, whatever they fill in.
 */
refused: BothLanguages | null, };
export type RemedyCasePage = { 
/**
 * The rows.
 */
rows: Array<RemedyCaseSummary>, 
/**
 * Where to go on; null at the end.
 */
next: string | null, 
/**
 * How many rows there are in all.
 */
total: number, };
export type RemedyCaseSettle = { 
/**
 * Which case.
 */
id: string, 
/**
 * What would be given.
 */
claim: RemedyClaim, 
/**
 * reduction: by how many hundredths of the price.
 */
percent?: number | null, 
/**
 * exchange: the price of another model.
 */
new_price_fen?: number | null, };
export type RemedyCaseSummary = { 
/**
 * The row.
 */
id: string, 
/**
 * Its number.
 */
no: string, 
/**
 * Where it stands.
 */
state: RemedyState, 
/**
 * On what ground.
 */
ground: RemedyGround, 
/**
 * What the customer asks for.
 */
claim: RemedyClaim, 
/**
 * The household.
 */
customer_id: string, 
/**
 * Its name.
 */
customer_name: string | null, 
/**
 * The machine.
 */
unit_id: string, 
/**
 * Its serial.
 */
serial: string | null, 
/**
 * In the customer's words.
 */
text: string, 
/**
 * What the customer gets by the proposal that stands.
 */
total_fen: number | null, 
/**
 * Who answers for it.
 */
owner: string | null, 
/**
 * When it was opened.
 */
opened_at: number, 
/**
 * What is due next: `decide`, `approve`, `ruling`, `tell`, `execute`, `close`.
 */
due_what: string | null, 
/**
 * When the next step is due; null once it is over.
 */
due_at: number | null, 
/**
 * How urgent that is now.
 */
urgency: Urgency, 
/**
 * How often it was opened again.
 */
reopened_count: number, 
/**
 * How often the customer called again about it.
 */
urged_count: number, 
/**
 * Two versions wait for a decision.
 */
conflicted: boolean, 
/**
 * What was typed as headquarters' approval is not what headquarters decided.
 */
overruled: boolean, };
export type RemedyCaseUpdate = { 
/**
 * Which case.
 */
id: string, 
/**
 * On what ground.
 */
ground?: RemedyGround | null, 
/**
 * What the customer asks for.
 */
claim?: RemedyClaim | null, 
/**
 * In their words.
 */
text?: string | null, 
/**
 * The number of the invoice.
 */
invoice_no?: string | null, 
/**
 * Its day.
 */
invoice_on?: string | null, 
/**
 * What was paid.
 */
price_fen?: number | null, 
/**
 * Of that, by a public scheme.
 */
subsidy_fen?: number | null, 
/**
 * The number of the warranty card.
 */
card_no?: string | null, 
/**
 * What the inspection found.
 */
fault_record?: string | null, 
/**
 * It is a performance fault.
 */
fault_confirmed?: boolean | null, 
/**
 * Whether the same model can be had.
 */
same_model_available?: boolean | null, 
/**
 * Whether the customer takes an exchange.
 */
accepts_exchange?: boolean | null, 
/**
 * Whose doing a long repair is.
 */
delay_cause?: RemedyDelay | null, 
/**
 * The deduction for use stands in the terms of the sale.
 */
dep_in_terms?: boolean | null, 
/**
 * The number of an authority's finding.
 */
finding_no?: string | null, 
/**
 * Which authority.
 */
finding_authority?: string | null, 
/**
 * Its day.
 */
finding_on?: string | null, 
/**
 * The day of receipt.
 */
received_on?: string | null, 
/**
 * How it was bought.
 */
sale_channel?: RemedyChannel | null, 
/**
 * How the goods look.
 */
goods_condition?: string | null, 
/**
 * The box is still closed.
 */
unopened?: boolean | null, 
/**
 * Made to measure.
 */
custom_made?: boolean | null, 
/**
 * The customer confirmed at purchase that it cannot go back.
 */
unsuitable_confirmed?: boolean | null, 
/**
 * What was agreed with the customer.
 */
agreement?: string | null, };
export type RemedyChannel = "shop" | "door" | "phone" | "wechat" | "online" | "tv" | "mail";
export type RemedyClaim = "exchange" | "return" | "repair" | "compensation" | "reduction";
export type RemedyDelay = "parts" | "repairer";
export type RemedyEvidence = { 
/**
 * What.
 */
proof: RemedyProof, 
/**
 * Nothing is decided without it.
 */
must: boolean, 
/**
 * It is there.
 */
held: boolean, 
/**
 * What is there: a number, a day, how many.
 */
shown: BothLanguages | null, };
export type RemedyExpense = { 
/**
 * What for.
 */
kind: RemedyExpenseKind, 
/**
 * How much.
 */
amount_fen: number, 
/**
 * There is a proof.
 */
proven: boolean, };
export type RemedyExpenseKind = "transport" | "removal" | "inspection" | "travel" | "other";
export type RemedyFacts = { 
/**
 * The number of the invoice.
 */
invoice_no: string | null, 
/**
 * Its day.
 */
invoice_on: string | null, 
/**
 * What was paid.
 */
price_fen: number | null, 
/**
 * Of that, by a public scheme.
 */
subsidy_fen: number | null, 
/**
 * The number of the warranty card.
 */
card_no: string | null, 
/**
 * What the inspection found.
 */
fault_record: string | null, 
/**
 * It is a performance fault.
 */
fault_confirmed: boolean | null, 
/**
 * Whether the same model can be had.
 */
same_model_available: boolean | null, 
/**
 * Whether the customer takes an exchange.
 */
accepts_exchange: boolean | null, 
/**
 * Whose doing a long repair is.
 */
delay_cause: RemedyDelay | null, 
/**
 * The deduction for use stands in the terms of the sale.
 */
dep_in_terms: boolean | null, 
/**
 * The number of an authority's finding.
 */
finding_no: string | null, 
/**
 * Which authority.
 */
finding_authority: string | null, 
/**
 * Its day.
 */
finding_on: string | null, 
/**
 * The day of receipt.
 */
received_on: string | null, 
/**
 * How it was bought.
 */
sale_channel: RemedyChannel | null, 
/**
 * How the goods look.
 */
goods_condition: string | null, 
/**
 * The box is still closed.
 */
unopened: boolean | null, 
/**
 * Made to measure.
 */
custom_made: boolean | null, 
/**
 * The customer confirmed at purchase that it cannot go back.
 */
unsuitable_confirmed: boolean | null, 
/**
 * What was agreed with the customer.
 */
agreement: string | null, };
export type RemedyFilter = "open" | "overdue" | "approval" | "refused" | "done" | "all";
export type RemedyGround = "quality" | "no_reason" | "agreed" | "finding" | "unsuitable";
export type RemedyOffer = { 
/**
 * What.
 */
option: RemedyOption, 
/**
 * Who pays.
 */
payer: Payer, 
/**
 * Whether a return costs depreciation.
 */
depreciation: boolean, 
/**
 * The offer as a sentence, with its article.
 */
text: BothLanguages, };
export type RemedyOpened = { 
/**
 * The case.
 */
id: string, 
/**
 * Its number.
 */
no: string, 
/**
 * What the customer may choose.
 */
claims: Array<RemedyClaim>, 
/**
 * The repairs that count, latest first.
 */
repairs: Array<WarrantyRepair>, };
export type RemedyOption = "return" | "exchange" | "repair";
export type RemedyOverruled = { 
/**
 * The number and the person that were typed.
 */
typed: string, 
/**
 * The number and the person of headquarters' own decision, which stands.
 */
own: string, 
/**
 * What headquarters says.
 */
text: string, };
export type RemedyOwed = { 
/**
 * Its order.
 */
work_order_id: string, 
/**
 * The order's number.
 */
no: string, 
/**
 * The machine.
 */
unit_id: string, 
/**
 * Its serial.
 */
serial: string, 
/**
 * The household.
 */
customer_id: string | null, 
/**
 * Its name.
 */
customer_name: string | null, 
/**
 * When the fault was reported.
 */
reported_at: number, 
/**
 * The repairs that count, latest first.
 */
repairs: Array<WarrantyRepair>, };
export type RemedyOwedGet = Record<symbol, never>;
export type RemedyOwedList = { 
/**
 * The reports.
 */
rows: Array<RemedyOwed>, 
/**
 * There are more machines with repairs before a report than were looked at: the latest
 * reports were.
 */
more: boolean, };
export type RemedyOwedOpen = { 
/**
 * The report's order.
 */
work_order_id: string, };
export type RemedyProof = "purchase_invoice" | "warranty_card" | "price" | "fault_record" | "repair_records" | "repair_days" | "finding" | "receipt" | "sale_channel" | "goods_condition" | "agreement" | "expense_receipts";
export type RemedyProposal = { 
/**
 * What.
 */
claim: RemedyClaim, 
/**
 * The row of the table that gives it.
 */
row: string | null, 
/**
 * The amounts.
 */
amounts: RemedyAmounts, 
/**
 * reduction: by how many hundredths.
 */
percent: number | null, 
/**
 * exchange: the price of another model.
 */
new_price_fen: number | null, 
/**
 * The articles, as they were quoted then.
 */
basis: BothLanguages, 
/**
 * The versions that decided.
 */
rules: string | null, 
/**
 * When it was proposed.
 */
at: number, 
/**
 * By whom.
 */
staff: string | null, 
/**
 * When it was approved.
 */
approved_at: number | null, 
/**
 * By whom.
 */
approved_by: string | null, 
/**
 * The number of headquarters' answer and who gave it.
 */
ruling: string | null, };
export type RemedySettled = { 
/**
 * The amounts; null while something needed is missing.
 */
amounts: RemedyAmounts | null, 
/**
 * Why, or what is missing.
 */
why: Why, 
/**
 * The acting person may approve as much.
 */
may_approve: boolean, };
export type RemedyState = "opened" | "proposed" | "with_headquarters" | "approved" | "refused" | "agreed" | "declined" | "executed" | "closed" | "withdrawn";
export type RemedyStep = "propose" | "approve" | "escalate" | "record_ruling" | "send_back" | "refuse" | "accept" | "decline" | "execute" | "revise" | "close" | "withdraw" | "reopen" | "append";
export type RepairedIn = { 
/**
 * The first day.
 */
from_on: string, 
/**
 * The last day.
 */
to_on: string, 
/**
 * Only those whose cause has no class.
 */
without_class?: boolean | null, 
/**
 * Only machines of this model.
 */
model_code?: string | null, 
/**
 * Only those without a machine whose model is known.
 */
without_model?: boolean | null, 
/**
 * Only those that came within 30 days after another repair.
 */
repeats?: boolean | null, };
export type ReportCausesGet = { 
/**
 * Which days; this month when absent.
 */
span?: ReportSpan | null, 
/**
 * The first of one's own days.
 */
from_on?: string | null, 
/**
 * The last of one's own days; days to come are left out.
 */
to_on?: string | null, };
export type ReportDays = { 
/**
 * The first day.
 */
from_on: string, 
/**
 * The last day.
 */
to_on: string, 
/**
 * The first day of the span before.
 */
before_from_on: string, 
/**
 * Its last day.
 */
before_to_on: string, };
export type ReportKnowledgeGet = { 
/**
 * Which days; this month when absent.
 */
span?: ReportSpan | null, 
/**
 * The first of one's own days.
 */
from_on?: string | null, 
/**
 * The last of one's own days; days to come are left out.
 */
to_on?: string | null, };
export type ReportSatisfactionGet = { 
/**
 * Which days; this month when absent.
 */
span?: ReportSpan | null, 
/**
 * The first of one's own days.
 */
from_on?: string | null, 
/**
 * The last of one's own days; days to come are left out.
 */
to_on?: string | null, };
export type ReportSpan = "this_month" | "last_month" | "season" | "year" | "own";
export type RequestAnswer = { 
/**
 * Which request.
 */
id: string, 
/**
 * What was answered.
 */
text: string, 
/**
 * The self-checks that were read out and tried.
 */
tried?: Array<string> | null, 
/**
 * Whether the customer put it right with them (客户自己解决).
 */
solved_by_phone?: boolean | null, };
export type RequestConvert = { 
/**
 * Which request.
 */
id: string, 
/**
 * What it is to be.
 */
kind: RequestKind, 
/**
 * Why, or what the customer said.
 */
note?: string | null, };
export type RequestConverted = { 
/**
 * The request.
 */
request: RequestSummary, 
/**
 * Its order, where the kind has one.
 */
work_order: WorkOrderDetail | null, 
/**
 * The case that this report has opened by itself.
 */
remedy_case: RemedyOpened | null, };
export type RequestCreate = { 
/**
 * What they call about, one line is enough.
 */
text: string, 
/**
 * Why they call; a repair when absent.
 */
kind?: RequestKind | null, 
/**
 * How they reach the shop; phone when absent.
 */
channel?: Channel | null, 
/**
 * The number they call from, in any form.
 */
caller_phone?: string | null, 
/**
 * Why there is no number (无电话), needed when it is absent.
 */
no_phone_reason?: string | null, 
/**
 * Who calls.
 */
caller_name?: string | null, 
/**
 * The household, when known.
 */
customer_id?: string | null, 
/**
 * Makes a household with this name when none is given.
 */
new_customer_name?: string | null, 
/**
 * The new household's town.
 */
town?: string | null, 
/**
 * The new household's address below the town.
 */
address?: string | null, 
/**
 * The machine, when known.
 */
unit_id?: string | null, 
/**
 * The machine of another maker, when it is about one; known on this PC alone.
 */
other_machine_id?: string | null, 
/**
 * A displayed fault code.
 */
fault_code?: string | null, 
/**
 * Danger to life: gas, CO, flue.
 */
safety?: boolean | null, 
/**
 * The house is without heat: a repair with clocks of its own (R017).
 */
no_heat?: boolean | null, 
/**
 * When it came in; now when absent. Earlier for paper notes, never in the future.
 */
received_at?: number | null, 
/**
 * Opens a work order of this kind at once; by the kind of request when absent
 * (repair, install and maintenance open one).
 */
open_order?: boolean | null, 
/**
 * What the order is for; by the kind of request when absent.
 */
order_kind?: WorkOrderKind | null, 
/**
 * The visit time that suits the customer this time; it stands with the words.
 */
preferred_time?: string | null, 
/**
 * The self-checks that were read out and tried in vain; whoever comes need not repeat them.
 */
tried?: Array<string> | null, 
/**
 * The pictures that were sent with it, of those that wait for the call (`photo.hold`).
 */
photos?: Array<string> | null, };
export type RequestDuplicate = { 
/**
 * The request.
 */
request: RequestSummary, 
/**
 * Its order.
 */
work_order: WorkOrderSummary | null, 
/**
 * It still waits for something, so the call is one more about it.
 */
open: boolean, 
/**
 * What they have in common: `same_call`, `same_phone`, `same_household`, `same_unit`,
 * `same_kind`, `near_in_time`.
 */
shared: Array<string>, 
/**
 * One call taken on two PCs.
 */
same_call: boolean, };
export type RequestDuplicates = { 
/**
 * The number, in any form.
 */
caller_phone?: string | null, 
/**
 * The household, when known.
 */
customer_id?: string | null, 
/**
 * The machine, when known.
 */
unit_id?: string | null, 
/**
 * Why they call; a repair when absent.
 */
kind?: RequestKind | null, };
export type RequestDuplicatesFound = { 
/**
 * Surest first; at most 5.
 */
rows: Array<RequestDuplicate>, 
/**
 * Open complaints it may be one more call about, the first due first; at most 5.
 */
complaints: Array<ComplaintSummary>, 
/**
 * Open remedy cases it may be one more call about, the first due first; at most 5.
 */
remedy_cases: Array<RemedyCaseSummary>, };
export type RequestGet = { 
/**
 * Which request.
 */
id: string, };
export type RequestKind = "repair" | "enquiry" | "install" | "maintenance" | "complaint" | "suggestion" | "praise" | "return" | "pre_sale";
export type RequestList = { 
/**
 * Only those in this state.
 */
state?: RequestState | null, 
/**
 * Where to go on.
 */
after?: string | null, 
/**
 * Rows wanted, at most 200; 100 when absent.
 */
limit?: number | null, };
export type RequestOpenOrder = { 
/**
 * Which request.
 */
id: string, 
/**
 * What the order is about.
 */
kind: WorkOrderKind, };
export type RequestPage = { 
/**
 * The rows.
 */
rows: Array<RequestSummary>, 
/**
 * Where to go on; null at the end.
 */
next: string | null, };
export type RequestReadText = { 
/**
 * The text.
 */
text: string, };
export type RequestRehouse = { 
/**
 * Which request.
 */
id: string, 
/**
 * Whose it is.
 */
customer_id: string, 
/**
 * How it came that it was registered wrongly; kept with both households.
 */
reason: string, };
export type RequestState = "open" | "ordered" | "answered" | "closed";
export type RequestSummary = { 
/**
 * The row.
 */
id: string, 
/**
 * Its number.
 */
no: string, 
/**
 * Why they call.
 */
kind: RequestKind, 
/**
 * How they reached the shop.
 */
channel: Channel, 
/**
 * Where it stands.
 */
state: RequestState, 
/**
 * The household.
 */
customer_id: string | null, 
/**
 * The household's name.
 */
customer_name: string | null, 
/**
 * The machine.
 */
unit_id: string | null, 
/**
 * What they call about.
 */
text: string, 
/**
 * When it came in.
 */
received_at: number, 
/**
 * Who answers for it.
 */
owner: string | null, 
/**
 * How often they called again.
 */
urged_count: number, 
/**
 * Danger to life.
 */
safety: boolean, 
/**
 * The house is without heat.
 */
no_heat: boolean, 
/**
 * The displayed fault code.
 */
fault_code: string | null, 
/**
 * What it came in as, where it was converted.
 */
first_kind: RequestKind | null, 
/**
 * The customer put it right with what was read out.
 */
solved_by_phone: boolean, 
/**
 * The order it became.
 */
work_order_id: string | null, 
/**
 * The complaint it goes on as.
 */
complaint_id: string | null, 
/**
 * That complaint's number.
 */
complaint_no: string | null, 
/**
 * The remedy case it goes on as.
 */
remedy_case_id: string | null, 
/**
 * That case's number.
 */
remedy_case_no: string | null, };
export type RequestTaken = { 
/**
 * The request.
 */
request: RequestSummary, 
/**
 * The order that was opened.
 */
work_order: WorkOrderDetail | null, 
/**
 * A person replies by then.
 */
reply_due_at: number, 
/**
 * The work should be done by then.
 */
finish_target_at: number, 
/**
 * The work is late after this.
 */
finish_limit_at: number, 
/**
 * The case that this report has opened by itself.
 */
remedy_case: RemedyOpened | null, };
export type RequestUrge = { 
/**
 * The open work order, or
 */
work_order_id?: string | null, 
/**
 * the open request, or
 */
request_id?: string | null, 
/**
 * the open complaint, or
 */
complaint_id?: string | null, 
/**
 * the open remedy case.
 */
remedy_case_id?: string | null, 
/**
 * What they said.
 */
text?: string | null, 
/**
 * The house is without heat now: what is open becomes that, with its times from this call.
 */
no_heat?: boolean | null, 
/**
 * How they called; phone when absent.
 */
channel?: Channel | null, 
/**
 * The number they called from, in any form. A new one is added to the household.
 */
caller_phone?: string | null, 
/**
 * Why there is no number.
 */
no_phone_reason?: string | null, 
/**
 * Who spoke, where it is not the household's head.
 */
caller_name?: string | null, 
/**
 * An address that was typed and belongs to no household here.
 */
place?: string | null, 
/**
 * When the call came; now when absent. Never before what it is about.
 */
received_at?: number | null, 
/**
 * When it suits them now.
 */
preferred_time?: string | null, 
/**
 * The code on the display; what is open takes it where it has none.
 */
fault_code?: string | null, 
/**
 * The self-checks that were read out and tried.
 */
tried?: Array<string> | null, 
/**
 * The pictures that were sent with it, of those that wait for the call (`photo.hold`).
 */
photos?: Array<string> | null, };
export type Resolution = "kept" | "other" | "new";
export type Restored = { 
/**
 * Where the data of before was put.
 */
previous_path: string, 
/**
 * How many households the restored data holds.
 */
customer_count: number, };
export type ReturnVisitAttempt = { 
/**
 * The visit.
 */
id: string, 
/**
 * How it ended.
 */
outcome: VisitOutcome, 
/**
 * The number that was called, in any form.
 */
phone?: string | null, 
/**
 * How a message was sent; WeChat when absent.
 */
channel?: Channel | null, 
/**
 * What is worth knowing.
 */
note?: string | null, 
/**
 * What is done next; needed where the visit was declined.
 */
next_action?: string | null, 
/**
 * When to try again; needed for another time agreed.
 */
again_at?: number | null, 
/**
 * When it was; now when absent.
 */
occurred_at?: number | null, 
/**
 * The person who served calls, because nobody else is there.
 */
own_work_known: boolean, };
export type ReturnVisitComplete = { 
/**
 * The visit.
 */
id: string, 
/**
 * The answers.
 */
answers: Array<VisitAnswerInput>, 
/**
 * How it came out.
 */
result?: ReturnVisitResult | null, 
/**
 * What was agreed further; needed unless the customer is satisfied or something is opened.
 */
next_action?: string | null, 
/**
 * What was said of the problem, for the order or complaint.
 */
problem?: string | null, 
/**
 * The manager is to call: a request is made of it.
 */
ask_manager: boolean, 
/**
 * Required questions may stay open, as when the customer had no more time.
 */
incomplete: boolean, 
/**
 * The number that was called, in any form.
 */
phone?: string | null, 
/**
 * By phone when absent.
 */
channel?: Channel | null, 
/**
 * How long it took.
 */
duration_seconds?: number | null, 
/**
 * When it was; now when absent.
 */
occurred_at?: number | null, 
/**
 * The person who served calls, because nobody else is there.
 */
own_work_known: boolean, };
export type ReturnVisitCorrectNumber = { 
/**
 * The visit.
 */
id: string, 
/**
 * The number, in any form.
 */
number: string, 
/**
 * Whose it is.
 */
label?: string | null, };
export type ReturnVisitCounts = Record<symbol, never>;
export type ReturnVisitDetail = { 
/**
 * As in the list.
 */
summary: ReturnVisitSummary, 
/**
 * Why the acting person cannot call now.
 */
barrier: ErrorText | null, 
/**
 * The one who served must say that nobody else is there.
 */
alone: boolean, 
/**
 * The household's numbers.
 */
phones: Array<Phone>, 
/**
 * Where it is, in one line.
 */
place: string, 
/**
 * When it likes to be called.
 */
preferred_time: string | null, 
/**
 * The machine's serial.
 */
serial: string | null, 
/**
 * What was wrong, and what was done.
 */
work: string | null, 
/**
 * What to say and ask.
 */
script: VisitScript, 
/**
 * Calls and messages so far, the latest first.
 */
attempts: Array<VisitAttempt>, 
/**
 * Effective visits, the earliest first: it satisfies the plan.
 */
records: Array<VisitRecord>, 
/**
 * Different days with a call in vain.
 */
failed_days: number, 
/**
 * How many are enough.
 */
failed_days_needed: number, 
/**
 * Whether a letter or message was sent.
 */
written_to: boolean, 
/**
 * The two visits of the first month.
 */
plan: VisitPlanState | null, };
export type ReturnVisitEvaluate = { 
/**
 * The visit.
 */
id: string, 
/**
 * The answers so far.
 */
answers: Array<VisitAnswerInput>, };
export type ReturnVisitFilter = "today" | "overdue" | "coming" | "wrong_number" | "done" | "call_again";
export type ReturnVisitGet = { 
/**
 * The visit.
 */
id: string, };
export type ReturnVisitKind = "first_visit" | "second_visit" | "yearly" | "after_repair" | "after_maintenance" | "after_complaint";
export type ReturnVisitList = { 
/**
 * Which; today's when absent.
 */
filter?: ReturnVisitFilter | null, 
/**
 * Only this kind.
 */
kind?: ReturnVisitKind | null, 
/**
 * Only this 乡镇.
 */
town?: string | null, 
/**
 * Only this 村.
 */
village?: string | null, 
/**
 * Only this household.
 */
customer_id?: string | null, 
/**
 * In which order; `due` when absent.
 */
sort?: ReturnVisitSort | null, 
/**
 * `next` of the page before.
 */
after?: string | null, 
/**
 * Rows wanted, at most 200.
 */
limit?: number | null, };
export type ReturnVisitNumbers = { 
/**
 * To be made today.
 */
today: number, 
/**
 * Late.
 */
overdue: number, 
/**
 * Later.
 */
coming: number, 
/**
 * Without a right number.
 */
wrong_number: number, 
/**
 * To be called again.
 */
call_again: number, };
export type ReturnVisitPage = { 
/**
 * The rows.
 */
rows: Array<ReturnVisitSummary>, 
/**
 * Give it back to read on.
 */
next: string | null, 
/**
 * How many there are in all; of what is done, those on this page.
 */
total: number, };
export type ReturnVisitPlan = { 
/**
 * The machine.
 */
unit_id: string, };
export type ReturnVisitPlanned = { 
/**
 * How many visits are new.
 */
planned: number, };
export type ReturnVisitResult = "satisfied" | "settled" | "to_order" | "to_complaint";
export type ReturnVisitSort = "due" | "place";
export type ReturnVisitState = "planned" | "due" | "trying" | "done" | "unreached" | "refused" | "wrong_number" | "sampled" | "audit_passed" | "audit_failed";
export type ReturnVisitSummary = { 
/**
 * The visit.
 */
id: string, 
/**
 * What it follows from.
 */
kind: ReturnVisitKind, 
/**
 * Where it stands today.
 */
state: ReturnVisitState, 
/**
 * Still open after the last day of its window.
 */
overdue: boolean, 
/**
 * The household.
 */
customer_id: string, 
/**
 * Its name.
 */
customer_name: string, 
/**
 * Its first phone, as shown.
 */
phone: string | null, 
/**
 * 乡镇
 */
town: string | null, 
/**
 * 村
 */
village: string | null, 
/**
 * The machine's model.
 */
model_name: string | null, 
/**
 * The order whose work it is about.
 */
work_order_id: string | null, 
/**
 * Its number.
 */
order_no: string | null, 
/**
 * Who did the work.
 */
served_by: string | null, 
/**
 * The acting person did the work and may not make the visit.
 */
own_work: boolean, 
/**
 * The day it follows from.
 */
anchor_on: string, 
/**
 * First day of its window.
 */
from_on: string, 
/**
 * Last day of its window.
 */
to_on: string, 
/**
 * When to try next.
 */
next_at: number | null, 
/**
 * How often the household was called or written to.
 */
attempts: number, 
/**
 * How the last call ended; absent before the first, and for a message.
 */
last_result: ContactResult | null, 
/**
 * When that was.
 */
last_at: number | null, 
/**
 * How it came out.
 */
result: ReturnVisitResult | null, 
/**
 * When it was made.
 */
done_at: number | null, 
/**
 * Who made it.
 */
visitor: string | null, 
/**
 * The score 1–5.
 */
csat: number | null, 
/**
 * What was agreed further.
 */
next_action: string | null, 
/**
 * Why it is suspicious; only the manager sees it.
 */
marks: Array<VisitSuspicion>, 
/**
 * Two versions wait for a decision.
 */
conflicted: boolean, };
export type ReturnVisitsFound = { 
/**
 * The rows.
 */
rows: Array<ReturnVisitSummary>, };
export type ReturnVisitsOfOrder = { 
/**
 * The order.
 */
work_order_id: string, };
export type RevealReason = "call_customer" | "check_number" | "danger" | "for_colleague";
export type Role = "clerk" | "technician" | "manager";
export type RosterList = Record<symbol, never>;
export type RosterPage = { 
/**
 * The rows.
 */
rows: Array<RosterRow>, 
/**
 * How many.
 */
total: number, };
export type RosterRow = { 
/**
 * Who.
 */
id: string, 
/**
 * Their name.
 */
name: string, 
/**
 * Their role.
 */
role: Role, 
/**
 * Their phone.
 */
phone: string | null, 
/**
 * What they can do, by name.
 */
skills: Array<string>, 
/**
 * Their certificates that are in force, by number and last day.
 */
certificates: Array<string>, 
/**
 * They are away today.
 */
away: boolean, 
/**
 * The weekdays on which they rest, by name.
 */
rest_days: Array<string>, };
export type SafetyCase = { 
/**
 * The order, or
 */
work_order_id: string | null, 
/**
 * the request.
 */
request_id: string | null, 
/**
 * Its number.
 */
no: string, 
/**
 * The household.
 */
customer_id: string | null, 
/**
 * The household's name.
 */
customer_name: string | null, 
/**
 * What the customer said.
 */
text: string | null, 
/**
 * When it came in.
 */
received_at: number, 
/**
 * A person replies by then.
 */
due_at: number | null, 
/**
 * Who read the words out.
 */
script_read: Acknowledged | null, 
/**
 * Who called headquarters.
 */
hq_called: Acknowledged | null, };
export type SafetyLife = { 
/**
 * Where it is in it.
 */
state: LifeState, 
/**
 * To be scrapped on.
 */
scrap_on: string | null, 
/**
 * Advice from this day on.
 */
warn_on: string | null, 
/**
 * Counted from the factory date, as the day of sale is not known.
 */
estimated: boolean, 
/**
 * Why.
 */
why: Why, };
export type SafetyStep = "script_read" | "hq_called";
export type SaleChannel = "shop" | "visit" | "online" | "project" | "other";
export type SatisfactionFigures = { 
/**
 * Orders that were finished.
 */
finished: number, 
/**
 * Orders whose household was asked.
 */
asked: number, 
/**
 * Their share in per cent; null of fewer than five orders.
 */
asked_percent: number | null, 
/**
 * Orders with a score.
 */
scored: number, 
/**
 * Of them those with a 4 or 5.
 */
satisfied: number, 
/**
 * Their share in per cent; null of fewer than five scores.
 */
percent: number | null, 
/**
 * The mean score; null of fewer than five scores.
 */
mean: number | null, };
export type SatisfactionReport = { 
/**
 * Which days.
 */
days: ReportDays, 
/**
 * In them.
 */
now: SatisfactionFigures, 
/**
 * In the span before.
 */
before: SatisfactionFigures, };
export type ScoreAnswer = { 
/**
 * The objection.
 */
id: string, 
/**
 * Whether it is right.
 */
accepted: boolean, 
/**
 * What is answered.
 */
text: string, };
export type ScoreAnswered = { 
/**
 * Whether the objection is right.
 */
accepted: boolean, 
/**
 * What was answered.
 */
text: string, 
/**
 * Who answered.
 */
by: string | null, 
/**
 * When.
 */
at: number, };
export type ScoreBoard = { 
/**
 * The first day.
 */
from_on: string, 
/**
 * The last day.
 */
to_on: string, 
/**
 * The months one can choose, this one first.
 */
months: Array<string>, 
/**
 * The people: those who work here, and who left but has rows.
 */
people: Array<ScorePerson>, 
/**
 * The figures of the shop.
 */
shop: Array<ScoreOfShop>, 
/**
 * Objections without an answer, of any month.
 */
objections: Array<ScoreObjection>, };
export type ScoreBoardGet = { 
/**
 * `YYYY-MM`; the last 90 days when absent.
 */
month?: string | null, };
export type ScoreCard = { 
/**
 * The person and the figures.
 */
person: ScorePerson, 
/**
 * The first day.
 */
from_on: string, 
/**
 * The last day.
 */
to_on: string, 
/**
 * The months one can choose, this one first.
 */
months: Array<string>, 
/**
 * Objections to figures of the month, or those without an answer where no month is chosen.
 */
objections: Array<ScoreObjection>, 
/**
 * It is one's own, and of a month.
 */
may_object: boolean, };
export type ScoreCardGet = { 
/**
 * Whose; one's own when absent.
 */
staff_id?: string | null, 
/**
 * `YYYY-MM`; the last 90 days when absent.
 */
month?: string | null, };
export type ScoreCase = { 
/**
 * What it is.
 */
kind: ScoreCaseKind, 
/**
 * The row.
 */
id: string, 
/**
 * Its number, or that of its order.
 */
no: string | null, 
/**
 * The order it leads to.
 */
order_id: string | null, 
/**
 * The household.
 */
customer_name: string | null, 
/**
 * What was said or promised.
 */
text: string | null, 
/**
 * When.
 */
at: number, 
/**
 * How much of it counts.
 */
done: number, 
/**
 * Of how much.
 */
of: number, 
/**
 * The whole of it counts.
 */
hit: boolean, };
export type ScoreCaseKind = "work_order" | "return_visit" | "complaint" | "promise" | "request";
export type ScoreCases = { 
/**
 * The rows, at most 500.
 */
rows: Array<ScoreCase>, 
/**
 * How many there are.
 */
total: number, };
export type ScoreCasesGet = { 
/**
 * Which figure.
 */
figure: ScoreCode, 
/**
 * Whose; everybody's when absent, for the manager alone.
 */
staff_id?: string | null, 
/**
 * `YYYY-MM`; the last 90 days when absent.
 */
month?: string | null, };
export type ScoreCode = "finished" | "on_time" | "first_time_fix" | "kept_appointments" | "satisfaction" | "etiquette" | "complaints" | "repeats" | "promises" | "audit_marks" | "solved_by_phone" | "recovered";
export type ScoreFigure = { 
/**
 * Which.
 */
figure: ScoreCode, 
/**
 * What counts.
 */
numerator: number, 
/**
 * Of what.
 */
denominator: number, 
/**
 * The share in per cent; null for a number, and where there are too few rows.
 */
percent: number | null, 
/**
 * It is a number and no share.
 */
is_count: boolean, 
/**
 * Less of it is better.
 */
less_is_better: boolean, 
/**
 * So few rows say nothing.
 */
too_few: boolean, 
/**
 * It may still change.
 */
provisional: boolean, 
/**
 * How it is counted.
 */
how: BothLanguages, };
export type ScoreObject = { 
/**
 * Which figure.
 */
figure: ScoreCode, 
/**
 * Of which month, `YYYY-MM`.
 */
month: string, 
/**
 * What is wrong with it.
 */
text: string, };
export type ScoreObjection = { 
/**
 * The row.
 */
id: string, 
/**
 * Whose figure it is.
 */
staff_id: string, 
/**
 * Their name.
 */
name: string | null, 
/**
 * Of which month.
 */
month: string, 
/**
 * Which figure.
 */
figure: ScoreCode, 
/**
 * What was said.
 */
text: string, 
/**
 * When.
 */
at: number, 
/**
 * The answers, the first first; two PCs may answer both.
 */
answers: Array<ScoreAnswered>, 
/**
 * The person who asks may answer it.
 */
may_answer: boolean, };
export type ScoreOfShop = { 
/**
 * In the period.
 */
now: ScoreFigure, 
/**
 * In the month before, or the 90 days before.
 */
before: ScoreFigure, };
export type ScorePerson = { 
/**
 * Who.
 */
staff_id: string, 
/**
 * Their name.
 */
name: string, 
/**
 * Their role.
 */
role: Role, 
/**
 * Left the shop.
 */
disabled: boolean, 
/**
 * The figures, in the order of the card.
 */
figures: Array<ScoreFigure>, };
export type SearchAll = { 
/**
 * Name, pinyin, initials, phone or its end, serial, village, the number of an order, a
 * complaint or a case, or words of what a complaint or case says.
 */
query: string, 
/**
 * Most hits, at most 50; 20 when absent.
 */
limit?: number | null, };
export type SearchHit = { 
/**
 * `customer`, `unit`, `other_machine`, `work_order`, `request`, `complaint`, `remedy_case`.
 */
kind: string, 
/**
 * The row.
 */
id: string, 
/**
 * The household to open.
 */
customer_id: string | null, 
/**
 * A name, serial or number.
 */
title: string, 
/**
 * Village, phone, state: enough to tell two alike apart.
 */
subtitle: string, 
/**
 * Which field matched: `phone`, `name`, `pinyin`, `serial`, `number`, `address`, `text`.
 */
matched: string, };
export type SearchHits = { 
/**
 * The hits.
 */
hits: Array<SearchHit>, };
export type SerialCheck = { 
/**
 * Normalised.
 */
serial: string, 
/**
 * Whether pattern and check character are right.
 */
valid: boolean, 
/**
 * The model read off the serial.
 */
model_code: string | null, 
/**
 * A probable correction of a single slip.
 */
suggestion: string | null, 
/**
 * The machine, if it is known.
 */
known: UnitSummary | null, 
/**
 * How headquarters shipped it to this shop.
 */
shipped: ShippedMachine | null, 
/**
 * What headquarters' lists say of it; nothing while it sent none, or the serial is wrong.
 */
shipment: ShipmentMark | null, };
export type ServiceCharge = "free" | "by_warranty" | "price_list";
export type Settings = { 
/**
 * The language of the screens.
 */
language: UiLanguage, 
/**
 * `light`, `dark` or `system`.
 */
theme: string, 
/**
 * `compact`, `standard` or `comfortable`.
 */
density: string, 
/**
 * Minutes without input after which this PC locks itself; 0 is never.
 */
lock_after_minutes: number, 
/**
 * Whether alerts are heard.
 */
sound: boolean, 
/**
 * Whether the program starts with this PC; null where there is no desktop to ask.
 */
starts_with_pc: boolean | null, 
/**
 * Whether new alerts are told by notes of the system, likewise.
 */
notes: boolean | null, 
/**
 * From when only a danger to life is heard, `HH:MM`; null without quiet hours.
 */
quiet_from: string | null, 
/**
 * Until when, `HH:MM`.
 */
quiet_to: string | null, 
/**
 * Whom to call at headquarters, grouped for reading; the shop's.
 */
hq_phone: string | null, };
export type SettingsGet = Record<symbol, never>;
export type SettingsSet = { 
/**
 * The language of the screens.
 */
language?: UiLanguage | null, 
/**
 * `light`, `dark` or `system`.
 */
theme?: string | null, 
/**
 * `compact`, `standard` or `comfortable`.
 */
density?: string | null, 
/**
 * What this PC is called in the shop.
 */
device_name?: string | null, 
/**
 * Minutes without input after which this PC locks itself, 1 to 60; 0 is never. The
 * manager's to choose.
 */
lock_after_minutes?: number | null, 
/**
 * Whether alerts are heard.
 */
sound?: boolean | null, 
/**
 * Whether the program starts with this PC.
 */
starts_with_pc?: boolean | null, 
/**
 * Whether new alerts are told by notes of the system.
 */
notes?: boolean | null, 
/**
 * Quiet hours begin, `HH:MM`; an empty text ends them.
 */
quiet_from?: string | null, 
/**
 * Quiet hours end, `HH:MM`.
 */
quiet_to?: string | null, 
/**
 * Whom to call at headquarters, for all PCs of the shop; an empty text takes it away. The
 * manager's to say.
 */
hq_phone?: string | null, };
export type SetupEnrol = { 
/**
 * Headquarters' address.
 */
server_url: string, 
/**
 * The one-time code.
 */
code: string, 
/**
 * What this PC is called in the shop.
 */
device_name?: string | null, 
/**
 * The language of the screens.
 */
language?: UiLanguage | null, };
export type SetupFolder = { 
/**
 * The folder, with its whole path.
 */
dir: string, };
export type SetupOffline = { 
/**
 * The dealer code on the contract.
 */
dealer_code: string, 
/**
 * The shop's name.
 */
dealer_name?: string | null, 
/**
 * What this PC is called in the shop.
 */
device_name?: string | null, 
/**
 * The owner's name; 店主 when absent.
 */
owner_name?: string | null, 
/**
 * The language of the screens.
 */
language?: UiLanguage | null, };
export type SheetAnswer = { 
/**
 * The item.
 */
item: string, 
/**
 * Good, or not.
 */
passed?: boolean | null, 
/**
 * The measured values.
 */
readings: { [key in string]: number }, 
/**
 * Not read any more: the photos that are there are counted.
 */
photos?: number | null, 
/**
 * The topics explained.
 */
topics: Array<string>, 
/**
 * The number of the label or of the signed sheet; of a briefing who was told.
 */
text?: string | null, 
/**
 * Why the item does not apply to this machine.
 */
not_applicable?: string | null, };
export type SheetFinding = { 
/**
 * The item.
 */
item: string, 
/**
 * The value at fault.
 */
reading: string | null, 
/**
 * The machine is not right, so it must not be started.
 */
defect: boolean, 
/**
 * The finding as a sentence.
 */
text: BothLanguages, };
export type SheetItem = { 
/**
 * Its place in the list, from 1.
 */
no: number, 
/**
 * Its stable name.
 */
code: string, 
/**
 * What is looked at.
 */
name: BothLanguages, 
/**
 * How it is answered.
 */
kind: SheetKind, 
/**
 * "Not applicable" is no answer to it.
 */
mandatory: boolean, 
/**
 * A photo belongs to the answer.
 */
photo: boolean, 
/**
 * How many photos of it there are; of the signature those of the signed sheet.
 */
photos: number, 
/**
 * Asked only where a flue gas analyser is at hand.
 */
analyser: boolean, 
/**
 * The values it asks for.
 */
readings: Array<SheetReading>, };
export type SheetKind = "tick" | "number" | "photo" | "topics" | "signature" | "label" | "notice";
export type SheetReading = { 
/**
 * Its stable name.
 */
code: string, 
/**
 * What is measured.
 */
name: BothLanguages, 
/**
 * V, Pa, bar, …
 */
unit: string, 
/**
 * The lowest value that passes.
 */
min: number | null, 
/**
 * The highest value that passes.
 */
max: number | null, };
export type SheetRecord = { 
/**
 * Which order.
 */
work_order_id?: string | null, 
/**
 * Or its number.
 */
no?: string | null, 
/**
 * When the work began; as the end when absent.
 */
started_at?: number | null, 
/**
 * When it was done; now when absent.
 */
finished_at?: number | null, 
/**
 * A cause of the list.
 */
cause_code?: string | null, 
/**
 * Or the cause in words.
 */
cause?: string | null, 
/**
 * Of which class that is, of a repair whose words do not tell.
 */
cause_class?: CauseClass | null, 
/**
 * What was done.
 */
result?: string | null, 
/**
 * The parts used.
 */
parts: Array<PartUsed>, 
/**
 * What the customer pays.
 */
charge_fen?: number | null, 
/**
 * How it was paid; nothing was paid when absent.
 */
method?: PaymentMethod | null, 
/**
 * 赊账: to be paid by then.
 */
due_on?: string | null, 
/**
 * The customer's signature, or the number of the paper.
 */
signature?: string | null, 
/**
 * The voltage of the mains, in tenths of a volt.
 */
mains_tenths?: number | null, 
/**
 * What the customer objected to.
 */
objection?: ObjectionTyped | null, 
/**
 * What was done against a danger, where the order is about one.
 */
danger?: DangerSteps | null, 
/**
 * How the machine was checked and found safe again; it stays stopped when absent.
 */
safe_check?: string | null, };
export type SheetRecorded = { 
/**
 * The order.
 */
summary: WorkOrderSummary, 
/**
 * What is still to be paid.
 */
due_fen: number, };
export type SheetRow = { 
/**
 * The order.
 */
summary: WorkOrderSummary, 
/**
 * Who went.
 */
technician_id: string | null, 
/**
 * The visit.
 */
window_from_at: number | null, 
/**
 * The visit.
 */
window_to_at: number | null, 
/**
 * Work and parts are free.
 */
free: boolean, 
/**
 * What the customer agreed to pay, where lines were set.
 */
total_fen: number | null, 
/**
 * The sheet was photographed: no signature or number is needed.
 */
signed_by_photo: boolean, 
/**
 * It is about a danger to life.
 */
danger: boolean, 
/**
 * What the sheet has to say about it: what is missing.
 */
danger_missing: Array<DangerStep>, };
export type SheetStatus = "passed" | "awaiting_label" | "awaiting_signature" | "incomplete" | "failed";
export type SheetTopic = { 
/**
 * Its stable name.
 */
code: string, 
/**
 * What is explained.
 */
name: BothLanguages, };
export type SheetVerdict = { 
/**
 * Where it stands.
 */
status: SheetStatus, 
/**
 * What is wrong or open, in the order of the checklist.
 */
findings: Array<SheetFinding>, 
/**
 * The machine may be started for the user.
 */
start_allowed: boolean, 
/**
 * A rectification notice must be handed over.
 */
notice_needed: boolean, 
/**
 * Why.
 */
why: Why, };
export type Sheets = { 
/**
 * The orders, by technician and visit.
 */
rows: Array<SheetRow>, 
/**
 * Causes.
 */
causes: Array<CauseChoice>, 
/**
 * Parts.
 */
parts: Array<PartChoice>, 
/**
 * A voltage of the mains below this deserves a second look, in tenths of a volt.
 */
mains_usual_from: number, 
/**
 * And above this.
 */
mains_usual_to: number, };
export type SheetsGet = Record<symbol, never>;
export type ShipmentMark = "checked" | "unchecked";
export type ShippedMachine = { 
/**
 * Its model.
 */
model_code: string, 
/**
 * The model's name in Chinese.
 */
model_name: string | null, 
/**
 * Made on.
 */
made_on: string | null, 
/**
 * Shipped on.
 */
shipped_on: string, 
/**
 * The number of the list.
 */
list_no: string, };
export type ShopEvent = { 
/**
 * The row.
 */
id: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * What it is.
 */
kind: ShopEventKind, 
/**
 * The first day.
 */
from_on: string, 
/**
 * The last day.
 */
to_on: string, 
/**
 * Where.
 */
place: string | null, 
/**
 * What is done there, one in each line.
 */
services: string | null, 
/**
 * Whom to call.
 */
phone: string | null, 
/**
 * A note.
 */
note: string | null, };
export type ShopEventIdea = { 
/**
 * Names it, with its year.
 */
key: string, 
/**
 * What it would be called.
 */
name: BothLanguages, 
/**
 * What it is.
 */
kind: ShopEventKind, 
/**
 * The first day.
 */
from_on: string, 
/**
 * The last day.
 */
to_on: string, 
/**
 * The holiday it hangs on; nothing for a season.
 */
holiday: BothLanguages | null, 
/**
 * The day of the holiday, or on which the season turns.
 */
about_on: string, 
/**
 * Why.
 */
reason: BothLanguages, 
/**
 * The year's list of holidays is not published yet: the days may become others.
 */
unlisted: boolean, };
export type ShopEventIdeas = { 
/**
 * By the first day.
 */
rows: Array<ShopEventIdea>, };
export type ShopEventKind = "free_check" | "duty" | "tour" | "promotion" | "training" | "other";
export type ShopEventList = { 
/**
 * The first day; today when absent.
 */
from_on?: string | null, 
/**
 * The last day; a year on when absent.
 */
to_on?: string | null, 
/**
 * Everything that was ever planned, for taking the list out.
 */
whole?: boolean | null, };
export type ShopEventRemove = { 
/**
 * Which.
 */
id: string, };
export type ShopEventSave = { 
/**
 * Which; a new one when absent.
 */
id?: string | null, 
/**
 * What it is called.
 */
name: string, 
/**
 * What it is.
 */
kind: ShopEventKind, 
/**
 * The first day.
 */
from_on: string, 
/**
 * The last day; the same when absent.
 */
to_on?: string | null, 
/**
 * Where.
 */
place?: string | null, 
/**
 * What is done there, one in each line.
 */
services?: string | null, 
/**
 * Whom to call; the shop's number when absent.
 */
phone?: string | null, 
/**
 * A note.
 */
note?: string | null, 
/**
 * The suggestion it is made of; it is not made again this year.
 */
suggestion?: string | null, };
export type ShopEventSuggest = Record<symbol, never>;
export type ShopEventUnwanted = { 
/**
 * Which.
 */
key: string, };
export type ShopEvents = { 
/**
 * What the shop does, by its first day.
 */
rows: Array<ShopEvent>, 
/**
 * The holidays among these days.
 */
holidays: Array<HolidayDay>, };
export type SkillChoice = { 
/**
 * Its code.
 */
code: string, 
/**
 * `family`, `energy` or `language`.
 */
kind: string, 
/**
 * Its name.
 */
name: BothLanguages, 
/**
 * The person has it.
 */
held: boolean, };
export type SkipReason = "unreachable" | "moved" | "bad_time" | "recent" | "refused" | "other";
export type SlaClock = { 
/**
 * Of which stage.
 */
stage: SlaStage, 
/**
 * Where it stands.
 */
state: ClockState, 
/**
 * Should be done by then.
 */
target_at: number | null, 
/**
 * Late after this.
 */
limit_at: number | null, 
/**
 * When it was done.
 */
met_at: number | null, 
/**
 * How long after the limit it was done, or is still not done.
 */
late_by_minutes: number | null, 
/**
 * Why, with the walk day by day.
 */
why: Why, };
export type SlaClocks = { 
/**
 * The order.
 */
work_order_id: string, 
/**
 * The version of the table that decides.
 */
version: string, 
/**
 * Its clocks, in the order of the work.
 */
clocks: Array<SlaClock>, };
export type SlaClocksGet = { 
/**
 * Which order.
 */
work_order_id: string, };
export type SlaStage = "first_reply" | "schedule" | "on_site" | "parts" | "finish" | "confirm";
export type Staff = { 
/**
 * The row.
 */
id: string, 
/**
 * The name.
 */
name: string, 
/**
 * The role.
 */
role: Role, 
/**
 * The phone, grouped; nobody's while the PC is locked or nobody is signed in.
 */
phone: string | null, 
/**
 * Whether a PIN is asked.
 */
has_pin: boolean, 
/**
 * Left the shop.
 */
disabled: boolean, };
export type StaffCertificateSet = { 
/**
 * Who holds it.
 */
id: string, 
/**
 * `maker_install`, `maker_repair`, `local_gas`, `electrician` or `height`.
 */
kind: string, 
/**
 * The number on it; nothing takes it back.
 */
no?: string | null, 
/**
 * Who gave it.
 */
issuer?: string | null, 
/**
 * The last day.
 */
valid_to?: string | null, };
export type StaffCreate = { 
/**
 * The name.
 */
name: string, 
/**
 * The role.
 */
role: Role, 
/**
 * The phone, in any form.
 */
phone?: string | null, 
/**
 * 4 to 8 digits; none when absent.
 */
pin?: string | null, };
export type StaffDetail = { 
/**
 * Who.
 */
staff: Staff, 
/**
 * Absences that are not over, and those of the last year.
 */
absences: Array<Absence>, 
/**
 * What headquarters certifies.
 */
certificates: Array<Certificate>, 
/**
 * What the shop wrote down itself; it counts until headquarters has certified anybody.
 */
own_certificates: Array<OwnCertificate>, 
/**
 * The list of skills, with what the person can do.
 */
skills: Array<SkillChoice>, 
/**
 * The weekdays on which they rest, Monday 1.
 */
rest_days: Array<number>, 
/**
 * What headquarters lets the person do all the same.
 */
permits: Array<Permit>, 
/**
 * Whether headquarters has certified anybody of this shop; until then nothing is checked.
 */
certificates_in_use: boolean, 
/**
 * The day up to which revocations are known: the last sync.
 */
certificates_known_on: string | null, 
/**
 * What waits for the person.
 */
open_work: Array<OpenWork>, };
export type StaffGet = { 
/**
 * Who.
 */
id: string, };
export type StaffLeave = { 
/**
 * Who leaves.
 */
id: string, 
/**
 * Who takes over what is not named in `items`.
 */
to_id?: string | null, 
/**
 * Work that goes to somebody else than `to_id`.
 */
items: Array<HandOver>, };
export type StaffList = { 
/**
 * Those who left, too.
 */
include_disabled: boolean, };
export type StaffLock = Record<symbol, never>;
export type StaffPage = { 
/**
 * By role and name.
 */
rows: Array<Staff>, };
export type StaffRestSet = { 
/**
 * Who.
 */
id: string, 
/**
 * The weekdays, Monday 1 to Sunday 7.
 */
days: Array<number>, };
export type StaffSkillsSet = { 
/**
 * Who.
 */
id: string, 
/**
 * Codes of the list of skills.
 */
skills: Array<string>, };
export type StaffSwitch = { 
/**
 * Who.
 */
id: string, 
/**
 * Their PIN, when they have one.
 */
pin?: string | null, };
export type StaffUpdate = { 
/**
 * Who.
 */
id: string, 
/**
 * The name.
 */
name?: string | null, 
/**
 * The role.
 */
role?: Role | null, 
/**
 * The phone.
 */
phone?: string | null, 
/**
 * A new PIN; empty removes it.
 */
pin?: string | null, 
/**
 * Left the shop.
 */
disabled?: boolean | null, };
export type StepMark = { 
/**
 * The state the mark stands for.
 */
state: WorkOrderState, 
/**
 * `done`, `now` or `next`.
 */
status: string, 
/**
 * When it was reached.
 */
at: number | null, 
/**
 * Who took the step.
 */
staff: string | null, };
export type StepOption = { 
/**
 * The step.
 */
step: WorkOrderStep, 
/**
 * Fields that must be filled, in the order they are asked.
 */
needs: Array<string>, 
/**
 * Whether it is the likely one.
 */
primary: boolean, };
export type Stock = { 
/**
 * The rows: what is below zero first.
 */
rows: Array<StockRow>, 
/**
 * The latest counts of all parts, the last one first.
 */
counts: Array<StockCounted>, 
/**
 * Parts with more used than booked in.
 */
below_zero: number, };
export type StockCount = { 
/**
 * The part.
 */
code: string, 
/**
 * Old parts taken off machines.
 */
old_part?: boolean | null, 
/**
 * How many lie there.
 */
counted: number, 
/**
 * Why it differs.
 */
note?: string | null, };
export type StockCountList = { 
/**
 * The parts, each once; at most 200.
 */
parts: Array<StockPartCounted>, 
/**
 * Why it differs.
 */
note?: string | null, };
export type StockCounted = { 
/**
 * The part.
 */
code: string, 
/**
 * What it was called.
 */
name: string, 
/**
 * Old parts taken off machines.
 */
old_part: boolean, 
/**
 * How many lay there; null for a count of an older program, which kept the difference alone.
 */
counted: number | null, 
/**
 * How many more than the books of the PC said.
 */
difference: number, 
/**
 * When.
 */
occurred_at: number, 
/**
 * By whom.
 */
staff: string | null, 
/**
 * Why it differed.
 */
note: string | null, };
export type StockList = { 
/**
 * Narrows by name or code.
 */
query?: string | null, };
export type StockPartCounted = { 
/**
 * The part.
 */
code: string, 
/**
 * How many lie there.
 */
counted: number, };
export type StockReceive = { 
/**
 * The parts.
 */
parts: Array<StockTyped>, 
/**
 * From where, with the number of the paper.
 */
note?: string | null, };
export type StockRow = { 
/**
 * Names it.
 */
code: string, 
/**
 * What it is called.
 */
name: string, 
/**
 * Its English name.
 */
name_en: string, 
/**
 * How many new ones; below zero when more was used than booked in.
 */
new_count: number, 
/**
 * How many old ones wait to go back.
 */
old_count: number, 
/**
 * Old ones go back to the maker.
 */
return_old: boolean, 
/**
 * When it last moved.
 */
moved_at: number | null, };
export type StockSendOld = { 
/**
 * The part.
 */
code: string, 
/**
 * How many.
 */
quantity: number, 
/**
 * The parcel or paper.
 */
note?: string | null, };
export type StockTyped = { 
/**
 * The part of the list; its own name when absent.
 */
code?: string | null, 
/**
 * What it is called.
 */
name: string, 
/**
 * How many.
 */
quantity: number, };
export type SuspectGroup = { 
/**
 * What: a number, or name and village.
 */
what: string, 
/**
 * `same_phone` or `same_name_and_village`.
 */
reason: string, 
/**
 * The households, the oldest first.
 */
rows: Array<CustomerSummary>, };
export type Suspects = { 
/**
 * At most 100 groups.
 */
groups: Array<SuspectGroup>, 
/**
 * There are more.
 */
more: boolean, };
export type SyncDetails = { 
/**
 * How sync stands.
 */
status: SyncStatus, 
/**
 * What waits, oldest first; at most 200.
 */
waiting: Array<WaitingChange>, 
/**
 * What was refused.
 */
rejected: Array<RejectedItem>, 
/**
 * The last syncs, latest first; at most 50.
 */
receipts: Array<Receipt>, 
/**
 * The shop's PCs as headquarters last told.
 */
peers: Array<Peer>, 
/**
 * Changes headquarters has confirmed in all.
 */
confirmed: number, 
/**
 * Bytes up and down this month.
 */
month_bytes: number, };
export type SyncDetailsGet = Record<symbol, never>;
export type SyncDiscard = { 
/**
 * Its number on this PC.
 */
dseq: number, };
export type SyncNow = Record<symbol, never>;
export type SyncReport = { 
/**
 * Changes sent and taken.
 */
pushed: number, 
/**
 * Changes received.
 */
pulled: number, 
/**
 * Conflicts to decide now.
 */
conflicts: number, 
/**
 * Changes refused in this sync.
 */
rejected: number, 
/**
 * Bytes up and down.
 */
bytes: number, 
/**
 * Round trips.
 */
rounds: number, };
export type SyncRetry = { 
/**
 * Its number on this PC.
 */
dseq: number, };
export type SyncState = "not_connected" | "synced" | "waiting" | "offline" | "working" | "problem";
export type SyncStatus = { 
/**
 * The state.
 */
state: SyncState, 
/**
 * Changes headquarters does not have yet.
 */
unsent: number, 
/**
 * When the oldest of them was made.
 */
oldest_unsent_at: number | null, 
/**
 * When headquarters last answered.
 */
last_sync_at: number | null, 
/**
 * Conflicts to decide.
 */
conflicts: number, 
/**
 * Changes headquarters refused.
 */
rejected: number, 
/**
 * The last failure's code, while it lasts.
 */
problem: string | null, 
/**
 * This PC's clock against headquarters', in milliseconds; null when never compared.
 */
clock_offset_ms: number | null, };
export type SyncStatusGet = Record<symbol, never>;
export type TagChange = { 
/**
 * The first day of this quarter.
 */
from_on: string, 
/**
 * What the household did not have when the quarter before ended.
 */
new: Array<TagDays>, 
/**
 * What it had then and has no more.
 */
gone: Array<TagDays>, };
export type TagDays = { 
/**
 * The tag.
 */
tag: string, 
/**
 * The day it was given.
 */
given_on: string, 
/**
 * The day it was taken off; null while the household has it.
 */
taken_off_on: string | null, };
export type TimelineEntry = { 
/**
 * The row it stands for.
 */
id: string, 
/**
 * What happened:
 * - `request`: a request came in; `code` is its kind, `text` what the customer said;
 * - `work_order`: an order was opened; `code` is its kind, `text` the fault;
 * - `order_event`: an order took a step; `code` is the step, `to_state` the state after
 *   it, `text` the note. Besides the steps of `work_order.advance` there are `register`
 *   (opened), `import` (from an old list) and `resolve` (a conflict over the state was
 *   decided);
 * - `contact`: somebody spoke with the customer; `code` is the channel, `result` how it
 *   ended, `text` what was said;
 * - `complaint`: a complaint; `title` is its category, `class` its class;
 * - `complaint_event`: a complaint took a step; `code` is the step;
 * - `promise`: a promise was given; `code` is the day it is due, `to_state` what became of it;
 * - `visit_answer`: a return visit was answered; `code` is its kind, `outcome` how it came
 *   out;
 * - `visit_end`: a return visit came to nothing; `to_state` says how;
 * - `consent`: `code` is the purpose, `to_state` `given` or `withdrawn`, `text` whose;
 * - `payment`: `code` is the method, `amount_fen` the sum, `to_state` `reversed` where it
 *   takes one back;
 * - `stock_move`: a part; `code` is the kind of movement, `text` the part, `quantity` how
 *   many, `to_state` `old` for an old one;
 * - `machine`: sold or installed; `code` is the state, `no` the serial;
 * - `inspection`: a checklist; `to_state` is how it ended;
 * - `custody`: a machine changed hands; `code` is the step;
 * - `maintenance`: a yearly maintenance was done;
 * - `photo`: photos taken in together; `code` is what the first shows, `quantity` how many;
 * - `remedy_case`: a remedy case; `code` is what is asked for, `to_state` where it stands;
 * - `remedy_event`: a remedy case took a step; `code` is the step, `amount_fen` its sum;
 * - `exclusion`: a claim that 三包 does not cover something; `code` is what happened to it,
 *   `to_state` its ground.
 */
kind: string, 
/**
 * When it happened.
 */
at: number, 
/**
 * Only the day is known.
 */
day_only: boolean, 
/**
 * What it is about, in words, where the code has none.
 */
title: BothLanguages | null, 
/**
 * The class of a complaint.
 */
class: string | null, 
/**
 * How a return visit came out.
 */
outcome: string | null, 
/**
 * Money.
 */
amount_fen: number | null, 
/**
 * How many of a part, or how many photos.
 */
quantity: number | null, 
/**
 * The complaint it belongs to.
 */
complaint_id: string | null, 
/**
 * The remedy case it belongs to.
 */
remedy_case_id: string | null, 
/**
 * The machine it is about, where `no` is its serial.
 */
unit_id: string | null, 
/**
 * The finer kind, see `kind`.
 */
code: string, 
/**
 * The text that was typed.
 */
text: string | null, 
/**
 * Who did it.
 */
staff: string | null, 
/**
 * The order it belongs to.
 */
work_order_id: string | null, 
/**
 * The order's or request's number.
 */
no: string | null, 
/**
 * The state after it, see `kind`.
 */
to_state: string | null, 
/**
 * How a contact ended; null for other kinds, and where nobody said.
 */
result: ContactResult | null, };
export type TimelinePage = { 
/**
 * The entries.
 */
rows: Array<TimelineEntry>, 
/**
 * Where to go on; null at the end.
 */
next: string | null, };
export type TimelinePart = "service" | "contact" | "complaint" | "remedy" | "machine" | "money" | "consent";
export type Today = { 
/**
 * The date, `YYYY-MM-DD`.
 */
date_on: string, 
/**
 * What is due, by due time; at most 400.
 */
rows: Array<TodayItem>, 
/**
 * How many there are with these filters.
 */
total: number, 
/**
 * How many there are of each kind, without the filter by kind.
 */
kinds: Array<TodayCount>, 
/**
 * Numbers of orders.
 */
numbers: WorkOrderNumbers, 
/**
 * Open cases past their time.
 */
overdue: number, 
/**
 * Open cases that were told beyond the clerk.
 */
escalated: number, 
/**
 * Open cases nobody answers for.
 */
without_owner: number, 
/**
 * Open cases without a next step.
 */
without_next: number, 
/**
 * Conflicts to decide.
 */
conflicts: number, 
/**
 * Changes headquarters does not have yet.
 */
unsent: number, 
/**
 * Whether this day was closed already.
 */
closed: boolean, 
/**
 * Headquarters has certified nobody of the shop yet: dispatches are not checked. Told to the
 * manager.
 */
certificates_unchecked: boolean, 
/**
 * Nobody has noted the recovery code: backups open on this PC alone. Told to the manager.
 */
code_not_noted: boolean, 
/**
 * Who sees every phone number and works without a PIN, while a technician uses this PC: the
 * technician can act in their name. Told to the manager.
 */
without_pin: Array<string>, };
export type TodayAssign = { 
/**
 * A request or a work order.
 */
kind: TodayKind, 
/**
 * Which one.
 */
id: string, 
/**
 * Who answers for it from now on.
 */
owner_id?: string | null, 
/**
 * When the next step is due; in the future.
 */
next_action_at?: number | null, };
export type TodayCount = { 
/**
 * The kind.
 */
kind: TodayKind, 
/**
 * How many.
 */
count: number, };
export type TodayGet = { 
/**
 * Only the acting person's, and what nobody answers for.
 */
mine: boolean, 
/**
 * Only lines of this kind.
 */
kind?: TodayKind | null, 
/**
 * Only what lacks this.
 */
lack?: TodayLack | null, 
/**
 * The first look when the program starts: the first lines, without the reports that should
 * have opened a remedy case, which take as long to find as everything else. Asked again
 * whole as soon as these are on screen.
 */
first: boolean, 
/**
 * Every row, for taking the list out; the first 400 when absent.
 */
whole?: boolean | null, };
export type TodayItem = { 
/**
 * What it is.
 */
kind: TodayKind, 
/**
 * The row to open.
 */
id: string, 
/**
 * Its number.
 */
no: string | null, 
/**
 * What it is about, as a code of its kind: `repair`, `enquiry`, …
 */
about: string, 
/**
 * In words.
 */
text: string, 
/**
 * The household.
 */
customer_id: string | null, 
/**
 * The household's name.
 */
customer_name: string | null, 
/**
 * 村, or the town where the village is not known.
 */
village: string | null, 
/**
 * What is due: `reply`, `visit`, `part`, `finish`, `schedule`, `confirm`, `close`, …
 */
what: string | null, 
/**
 * When; null when it has no time.
 */
due_at: number | null, 
/**
 * How urgent that is now.
 */
urgency: Urgency, 
/**
 * Who answers for it.
 */
owner_id: string | null, 
/**
 * Their name.
 */
owner: string | null, 
/**
 * The likeliest next step of an order.
 */
next_step: WorkOrderStep | null, 
/**
 * How far up it has been told, while nobody took note.
 */
level: AlertLevel | null, 
/**
 * Danger to life.
 */
safety: boolean, 
/**
 * How often the customer called again.
 */
urged_count: number, 
/**
 * Two versions wait for a decision.
 */
conflicted: boolean, 
/**
 * What it lacks.
 */
lacks: Array<TodayLack>, 
/**
 * Who is dispatched is away on the day of the visit: somebody else has to go.
 */
away: boolean, };
export type TodayKind = "request" | "work_order" | "complaint" | "remedy_case" | "remedy_owed" | "promise" | "return_visit" | "maintenance" | "recall" | "care" | "duty" | "certificate" | "service_plan" | "delivery" | "tag_off" | "check_failed" | "shop_event" | "day_close";
export type TodayLack = "owner" | "next_action";
export type Town = { 
/**
 * Its name.
 */
name: string, 
/**
 * How many households live there.
 */
customer_count: number, };
export type Towns = { 
/**
 * The fullest first.
 */
rows: Array<Town>, };
export type TrashItem = { 
/**
 * What it is.
 */
kind: TrashKind, 
/**
 * The row.
 */
id: string, 
/**
 * Its name, number, place, text or serial; a photo's note, or else the code of what it shows.
 */
title: string, 
/**
 * The household it belonged to.
 */
household: string | null, 
/**
 * When it was deleted.
 */
deleted_at: number, 
/**
 * Who deleted it.
 */
deleted_by: string | null, 
/**
 * Until when it can be brought back.
 */
until_at: number, };
export type TrashKind = "customer" | "person" | "phone" | "address" | "customer_tag" | "unit" | "photo";
export type TrashList = { 
/**
 * Where to go on: `next` of the page before.
 */
after?: string | null, 
/**
 * Rows wanted, at most 200; 50 when absent.
 */
limit?: number | null, };
export type TrashPage = { 
/**
 * The rows.
 */
rows: Array<TrashItem>, 
/**
 * Where to go on; null at the end.
 */
next: string | null, };
export type TrashRestore = { 
/**
 * What it is.
 */
kind: TrashKind, 
/**
 * The row.
 */
id: string, };
export type UiLanguage = "zh-CN" | "en";
export type UndoGroupBegin = { 
/**
 * What is done, in the words of the screen.
 */
title: string, };
export type UndoGroupEnd = Record<symbol, never>;
export type UndoKept = { 
/**
 * The command that made it.
 */
what: string, 
/**
 * What it was about.
 */
title: string, 
/**
 * Why not: a code of errors.
 */
code: string, };
export type UndoLast = Record<symbol, never>;
export type UndoList = Record<symbol, never>;
export type UndoStep = { 
/**
 * The command that made it.
 */
what: string, 
/**
 * The household, serial or text it was about.
 */
title: string, 
/**
 * When it was made.
 */
at: number, 
/**
 * How many edits it holds: more than one for work over many records.
 */
parts: number, };
export type UndoSteps = { 
/**
 * The edits.
 */
rows: Array<UndoStep>, };
export type Undone = { 
/**
 * The edit.
 */
step: UndoStep, 
/**
 * How many of its parts were taken back.
 */
taken: number, 
/**
 * Those that were not, and why.
 */
kept: Array<UndoKept>, 
/**
 * How many more could be taken back.
 */
left: number, };
export type UnitCheckSerial = { 
/**
 * The serial in any form.
 */
serial: string, };
export type UnitDetail = { 
/**
 * The machine.
 */
unit: UnitSummary, 
/**
 * A note.
 */
note: string | null, 
/**
 * Shipped to the dealer on.
 */
shipped_on: string | null, 
/**
 * What headquarters' lists say of it; nothing while it sent none.
 */
shipment: ShipmentMark | null, 
/**
 * Everything that happened to it, latest first.
 */
timeline: Array<TimelineEntry>, };
export type UnitGet = { 
/**
 * Which machine.
 */
id?: string | null, 
/**
 * Or its serial, in any form.
 */
serial?: string | null, };
export type UnitList = { 
/**
 * Narrows by serial, or by whatever finds the household: name, pinyin, phone, village.
 * Then the best 200 at most come in one page.
 */
query?: string | null, 
/**
 * Only machines of households in this town.
 */
town?: string | null, 
/**
 * Only this model.
 */
model_code?: string | null, 
/**
 * Only machines that fall into a recall or stop-use notice in force.
 */
recalled?: boolean | null, 
/**
 * Only machines no list of headquarters says were shipped to this shop.
 */
unchecked?: boolean | null, 
/**
 * In which order; by serial when absent.
 */
sort?: UnitSort | null, 
/**
 * Where to go on: `next` of the page before.
 */
after?: string | null, 
/**
 * Rows wanted, at most 200; 100 when absent.
 */
limit?: number | null, };
export type UnitListed = { 
/**
 * The machine.
 */
unit: UnitSummary, 
/**
 * 乡镇 of its household.
 */
town: string | null, 
/**
 * 村 of its household.
 */
village: string | null, 
/**
 * The gravest notice in force it falls into.
 */
recall: RecallKind | null, 
/**
 * Whether something is still to be done for it.
 */
recall_open: boolean, };
export type UnitPage = { 
/**
 * The rows.
 */
rows: Array<UnitListed>, 
/**
 * Where to go on; null at the end.
 */
next: string | null, 
/**
 * How many rows there are in all (without the page limit).
 */
total: number, };
export type UnitRegister = { 
/**
 * The serial in any form; it is normalised and its check character verified.
 */
serial: string, 
/**
 * The model; read off the serial when absent.
 */
model_code?: string | null, 
/**
 * The household it is at.
 */
customer_id?: string | null, 
/**
 * Where in the household.
 */
address_id?: string | null, 
/**
 * Where it is in its life; in use when bound, else in stock.
 */
state?: UnitState | null, 
/**
 * What it burns.
 */
gas?: Gas | null, 
/**
 * Sold on.
 */
sold_on?: string | null, 
/**
 * Installed on.
 */
installed_on?: string | null, 
/**
 * A note.
 */
note?: string | null, };
export type UnitSort = "serial" | "installed";
export type UnitState = "made" | "shipped" | "in_stock" | "display" | "lent" | "sold" | "installing" | "in_use" | "in_repair" | "stopped" | "stopped_in_repair" | "returned" | "exchanged_out" | "at_factory" | "scrapped" | "lost";
export type UnitSummary = { 
/**
 * The row.
 */
id: string, 
/**
 * The serial.
 */
serial: string, 
/**
 * The model.
 */
model_code: string | null, 
/**
 * The model's name in Chinese.
 */
model_name: string | null, 
/**
 * The household it is at.
 */
customer_id: string | null, 
/**
 * The household's name.
 */
customer_name: string | null, 
/**
 * Where it is in its life.
 */
state: UnitState | null, 
/**
 * What it burns.
 */
gas: Gas | null, 
/**
 * Made on.
 */
made_on: string | null, 
/**
 * Sold on.
 */
sold_on: string | null, 
/**
 * Installed on.
 */
installed_on: string | null, 
/**
 * Promised to be delivered by, while it is not delivered.
 */
deliver_by_on: string | null, 
/**
 * Promised to be installed by, while it is not installed.
 */
install_by_on: string | null, };
export type UnitUpdate = { 
/**
 * Which machine.
 */
id: string, 
/**
 * The household it is at.
 */
customer_id?: string | null, 
/**
 * Where it is in its life.
 */
state?: UnitState | null, 
/**
 * What it burns.
 */
gas?: Gas | null, 
/**
 * Sold on.
 */
sold_on?: string | null, 
/**
 * Installed on.
 */
installed_on?: string | null, 
/**
 * Why a date that stood there is another: warranty counts from it.
 */
reason?: string | null, 
/**
 * A note.
 */
note?: string | null, };
export type UpdateChoose = { 
/**
 * The version that was shown; another one that came meanwhile is not installed for it.
 */
version: string, 
/**
 * When.
 */
when: UpdateWhen, };
export type UpdateFetching = { 
/**
 * Its number.
 */
version: string, 
/**
 * What is here.
 */
done_bytes: number, 
/**
 * In all.
 */
size_bytes: number, };
export type UpdateFormer = { 
/**
 * Its number.
 */
version: string, 
/**
 * Why nobody can go back to it: a code.
 */
refused: string | null, 
/**
 * It is put back when the program ends.
 */
chosen: boolean, };
export type UpdateGet = Record<symbol, never>;
export type UpdateGoBack = Record<symbol, never>;
export type UpdateState = { 
/**
 * Whether this program takes updates.
 */
on: boolean, 
/**
 * The version that runs.
 */
version: string, 
/**
 * Whether a person has to install the file by the system's own tools.
 */
by_hand: boolean, 
/**
 * The version that waits.
 */
waiting: UpdateWaiting | null, 
/**
 * What is being fetched.
 */
fetching: UpdateFetching | null, 
/**
 * The former version, where it is kept.
 */
former: UpdateFormer | null, 
/**
 * When headquarters was asked last.
 */
asked_at: number | null, 
/**
 * The code of what went wrong last.
 */
problem: string | null, 
/**
 * Where the installer was laid for a person.
 */
laid_path: string | null, 
/**
 * Whether somebody is to be reminded now.
 */
reminds: boolean, 
/**
 * Whether the window is to be closed now: what was chosen is done then.
 */
closes: boolean, };
export type UpdateTake = { 
/**
 * The file.
 */
path: string, };
export type UpdateWaiting = { 
/**
 * Its number.
 */
version: string, 
/**
 * When it was made.
 */
made_on: string, 
/**
 * The last day on which it may be installed.
 */
expires_on: string, 
/**
 * What changes, in Chinese.
 */
notes_zh: string, 
/**
 * What changes, in English.
 */
notes_en: string, 
/**
 * The installer's length.
 */
size_bytes: number, 
/**
 * Whether its first start changes the data's form, so that the former version cannot open it.
 */
changes_data: boolean, 
/**
 * Whether it came as a file.
 */
by_file: boolean, 
/**
 * When it came.
 */
came_at: number, 
/**
 * What was chosen.
 */
choice: UpdateWhen | null, };
export type UpdateWhen = "now" | "at_close" | "later";
export type UpkeepPlan = Record<symbol, never>;
export type UpkeepPlanned = { 
/**
 * How many machines; none when all of them are planned.
 */
planned: number, };
export type UpkeepUnplanned = { 
/**
 * How many, without those that have no date at all.
 */
count: number, };
export type UpkeepUnplannedGet = Record<symbol, never>;
export type Urgency = "overdue" | "soon" | "today" | "later" | "done";
export type Verification = { 
/**
 * `ok`, or what is wrong.
 */
integrity: string, 
/**
 * The hash over all business rows in canonical order.
 */
state_hash: string, 
/**
 * Changes headquarters does not have yet.
 */
unsent: number, 
/**
 * Conflicts to decide.
 */
conflicts: number, 
/**
 * Changes headquarters refused.
 */
rejected: number, };
export type Verify = Record<symbol, never>;
export type Version = { 
/**
 * The value as a person reads it (names instead of ids).
 */
shown: string | null, 
/**
 * When it was typed.
 */
at: number | null, 
/**
 * Who typed it.
 */
staff: string | null, 
/**
 * On which PC.
 */
device: string | null, };
export type VisitAnswerInput = { 
/**
 * The question's code.
 */
question: string, 
/**
 * Yes or no.
 */
yes?: boolean | null, 
/**
 * A number; money in fen.
 */
number?: number | null, 
/**
 * Text, or the code of a choice.
 */
text?: string | null, 
/**
 * What holds of a list; empty when nothing does.
 */
codes?: Array<string> | null, };
export type VisitAnswerKind = "yes_no" | "scale_one_to_five" | "scale_zero_to_ten" | "number" | "money" | "text" | "choice" | "checks";
export type VisitAnswered = { 
/**
 * What was asked.
 */
text: BothLanguages, 
/**
 * What was answered.
 */
answer: BothLanguages, 
/**
 * What it sets going.
 */
follow_ups: Array<VisitFollowUp>, };
export type VisitAttempt = { 
/**
 * The contact.
 */
id: string, 
/**
 * When.
 */
occurred_at: number, 
/**
 * Who.
 */
staff: string | null, 
/**
 * How.
 */
channel: Channel, 
/**
 * How it ended; absent for a message.
 */
result: ContactResult | null, 
/**
 * What is worth knowing.
 */
text: string, 
/**
 * The number, as shown.
 */
phone: string | null, };
export type VisitEvaluation = { 
/**
 * What follows, in the order of the questions.
 */
follow_ups: Array<VisitFollowUp>, 
/**
 * Required questions without an answer.
 */
unanswered: Array<string>, 
/**
 * The result that fits.
 */
proposed: ReturnVisitResult, 
/**
 * The manager should call.
 */
ask_manager: boolean, };
export type VisitFollowUp = "repair_order" | "safety_order" | "maintenance_order" | "complaint" | "manager_call" | "suggestion" | "teach" | "lead" | "consent" | "care_note";
export type VisitOption = { 
/**
 * Its code.
 */
code: string, 
/**
 * Its name.
 */
name: BothLanguages, };
export type VisitOutcome = "no_answer" | "later" | "wrong_number" | "refused" | "written";
export type VisitPlanState = { 
/**
 * In words.
 */
outcome: BothLanguages, 
/**
 * The month counts against the shop.
 */
penalised: boolean, 
/**
 * Why.
 */
why: Why, };
export type VisitQuestion = { 
/**
 * Its code.
 */
code: string, 
/**
 * What is asked, word by word.
 */
text: BothLanguages, 
/**
 * How it is answered.
 */
kind: VisitAnswerKind, 
/**
 * Whether it must be answered.
 */
required: boolean, 
/**
 * Whether the visit does not count without it.
 */
decides: boolean, 
/**
 * The unit of a number.
 */
unit: BothLanguages | null, 
/**
 * What a choice offers.
 */
options: Array<VisitOption>, 
/**
 * What is read out before a consent is asked for.
 */
notice: BothLanguages | null, };
export type VisitRecord = { 
/**
 * The row.
 */
id: string, 
/**
 * When.
 */
occurred_at: number, 
/**
 * Who.
 */
staff: string | null, 
/**
 * How it came out.
 */
result: ReturnVisitResult, 
/**
 * What was agreed further.
 */
next_action: string | null, 
/**
 * What the customer suggests.
 */
suggestion: string | null, 
/**
 * The version of the questionnaire.
 */
version: string, 
/**
 * The answers, by the questions of today where those are still asked.
 */
answers: Array<VisitAnswered>, 
/**
 * How long it took.
 */
duration_seconds: number | null, 
/**
 * The order opened from it.
 */
follow_order_id: string | null, 
/**
 * The number of what was opened from it.
 */
follow_no: string | null, 
/**
 * Where that order stands.
 */
follow_state: WorkOrderState | null, 
/**
 * When it was finished.
 */
follow_finished_at: number | null, 
/**
 * The complaint taken from it.
 */
follow_complaint_id: string | null, 
/**
 * The number of that complaint.
 */
follow_complaint_no: string | null, 
/**
 * Made by the person who served.
 */
own_work: boolean, };
export type VisitScript = { 
/**
 * The questionnaire.
 */
code: string, 
/**
 * Its version; the answers keep it.
 */
version: string, 
/**
 * Its name.
 */
name: BothLanguages, 
/**
 * Its questions, in order.
 */
questions: Array<VisitQuestion>, };
export type VisitSuggestion = { 
/**
 * The visit it was said at.
 */
return_visit_id: string, 
/**
 * When.
 */
occurred_at: number, 
/**
 * What.
 */
text: string, 
/**
 * The household.
 */
customer_name: string, 
/**
 * 乡镇
 */
town: string | null, 
/**
 * Who took it down.
 */
staff: string | null, };
export type VisitSuggestionList = { 
/**
 * Only where this stands in what was said.
 */
text?: string | null, 
/**
 * `next` of the page before.
 */
after?: string | null, 
/**
 * Rows wanted, at most 200.
 */
limit?: number | null, };
export type VisitSuggestions = { 
/**
 * The rows.
 */
rows: Array<VisitSuggestion>, 
/**
 * Give it back to read on.
 */
next: string | null, };
export type VisitSuspicion = "too_short" | "identical_answers" | "too_many_per_hour" | "all_top_scores" | "own_work";
export type WaitingChange = { 
/**
 * Its number on this PC.
 */
dseq: number, 
/**
 * The entity.
 */
entity: string, 
/**
 * What the row is called.
 */
title: string, 
/**
 * The fields it sets, by name: exactly what is sent.
 */
fields: Array<string>, 
/**
 * When it was made.
 */
at: number, 
/**
 * Who made it.
 */
staff: string | null, };
export type WarrantyBasis = { 
/**
 * Its kind.
 */
kind: BasisKind, 
/**
 * Its name.
 */
name: BothLanguages, 
/**
 * From.
 */
starts_on: string | null, 
/**
 * The last day.
 */
ends_on: string | null, 
/**
 * Whether it is the one that decides.
 */
decides: boolean, };
export type WarrantyCard = { 
/**
 * The machine.
 */
unit_id: string, 
/**
 * The day it was worked out for.
 */
as_of: string, 
/**
 * In or out.
 */
state: CoverageState, 
/**
 * A date that cannot be; correct it first, until then nothing is worked out.
 */
wrong_date: WarrantyDate | null, 
/**
 * How well the beginning is proven.
 */
confidence: Confidence, 
/**
 * From.
 */
starts_on: string | null, 
/**
 * The last day.
 */
ends_on: string | null, 
/**
 * Days left while covered; 0 on the last day.
 */
days_left: number | null, 
/**
 * May change: not commissioned yet, a repair is under way, a list of holidays is missing.
 */
provisional: boolean, 
/**
 * Every basis, the deciding one first.
 */
bases: Array<WarrantyBasis>, 
/**
 * Main parts.
 */
parts: Array<WarrantyPart>, 
/**
 * Repairs, latest first.
 */
repairs: Array<WarrantyRepair>, 
/**
 * How many of the repairs count as the two after which an exchange is due.
 */
repairs_counted: number, 
/**
 * What the customer may ask for today if the machine is faulty.
 */
remedies: Remedies | null, 
/**
 * The safe life, for machines that burn gas.
 */
safety: SafetyLife | null, 
/**
 * Why.
 */
why: Why, };
export type WarrantyCardGet = { 
/**
 * Which machine.
 */
unit_id: string, };
export type WarrantyDate = "made_on" | "sold_on" | "installed_on" | "other";
export type WarrantyPart = { 
/**
 * The part.
 */
name: BothLanguages, 
/**
 * The last day.
 */
ends_on: string, 
/**
 * Whether it is still covered.
 */
covered: boolean, };
export type WarrantyRepair = { 
/**
 * The order.
 */
work_order_id: string, 
/**
 * Its number.
 */
no: string, 
/**
 * When it was finished.
 */
finished_on: string, 
/**
 * Whether it counts.
 */
counts: boolean, 
/**
 * Why it does or does not.
 */
reason: BothLanguages, };
export type Why = { 
/**
 * The sentences, in order.
 */
reasons: Array<Reason>, 
/**
 * Rows of the decision tables that applied, such as `T3.R1`.
 */
rows: Array<string>, 
/**
 * The policy documents that decided, as `kind version`.
 */
versions: Array<string>, };
export type WorkKind = "work_order" | "request" | "complaint" | "promise" | "remedy_case";
export type WorkOrderAdvance = { 
/**
 * Which order.
 */
id: string, 
/**
 * The step.
 */
step: WorkOrderStep, 
/**
 * The state the person saw; refused with `work_order.changed` when it is another by now.
 */
expected_state?: WorkOrderState | null, 
/**
 * schedule, `move_window`: beginning of the visit window.
 */
window_from_at?: number | null, 
/**
 * schedule, `move_window`: end of the visit window.
 */
window_to_at?: number | null, 
/**
 * dispatch, redispatch: who goes.
 */
technician_id?: string | null, 
/**
 * `wait_part`: the part and its source.
 */
part?: string | null, 
/**
 * `wait_part`: when it should arrive.
 */
part_eta_at?: number | null, 
/**
 * finish: why the machine failed.
 */
cause?: string | null, 
/**
 * finish of a repair: the class of a cause in words of one's own.
 */
cause_class?: CauseClass | null, 
/**
 * finish: what was done.
 */
result?: string | null, 
/**
 * finish: what the customer pays.
 */
charge_fen?: number | null, 
/**
 * finish: signature, or the number of the signed paper.
 */
signature?: string | null, 
/**
 * finish: the voltage of the mains, in tenths of a volt.
 */
mains_tenths?: number | null, 
/**
 * finish of an order about a danger: how the machine was checked and found safe again. Of the
 * manager it takes the tag off; without it the machine stays stopped.
 */
safe_check?: string | null, 
/**
 * confirm: whether the customer is satisfied.
 */
satisfied?: boolean | null, 
/**
 * cancel, postpone, reopen, redispatch, `move_window`, close by exception: why.
 */
reason?: string | null, 
/**
 * reply, confirm, cancel: what was said with the customer.
 */
contact_text?: string | null, 
/**
 * When it happened; now when absent. Never in the future.
 */
occurred_at?: number | null, };
export type WorkOrderCounts = Record<symbol, never>;
export type WorkOrderDetail = { 
/**
 * As in lists.
 */
summary: WorkOrderSummary, 
/**
 * The request it came from.
 */
request_id: string | null, 
/**
 * The case that the step just taken has opened by itself.
 */
remedy_case: RemedyOpened | null, 
/**
 * The same kind of work for the same machine or household, finished within 30 days before.
 */
repeats: RecentWork | null, 
/**
 * Whether the service costs something.
 */
service_charge: ServiceCharge, 
/**
 * The machine.
 */
unit: UnitSummary | null, 
/**
 * It is about a machine of another maker.
 */
other_brand: boolean, 
/**
 * That machine, where this PC knows it.
 */
other_machine: OtherMachine | null, 
/**
 * The household's phones.
 */
phones: Array<Phone>, 
/**
 * Where the machine stands, or else the household's first address, as one line.
 */
address: string | null, 
/**
 * The household's tags.
 */
tags: Array<string>, 
/**
 * Language or dialect in which the household is best spoken to.
 */
language: string | null, 
/**
 * They do not want to be called.
 */
no_call: boolean, 
/**
 * When somebody is at home.
 */
at_home: AtHome, 
/**
 * When a visit always suits them; what was said for this one stands with the words.
 */
preferred_time: string | null, 
/**
 * Who goes.
 */
technician_id: string | null, 
/**
 * Headquarters lets the technician go without the certificate: until when, why, and who.
 */
permit: string | null, 
/**
 * A person replies by then.
 */
reply_due_at: number | null, 
/**
 * The work should be done by then.
 */
finish_target_at: number | null, 
/**
 * The work is late after this.
 */
finish_limit_at: number | null, 
/**
 * When a person first replied.
 */
replied_at: number | null, 
/**
 * The visit window.
 */
window_from_at: number | null, 
/**
 * The visit window.
 */
window_to_at: number | null, 
/**
 * The missing part.
 */
part: string | null, 
/**
 * When it should arrive.
 */
part_eta_at: number | null, 
/**
 * Why the machine failed.
 */
cause: string | null, 
/**
 * What was done.
 */
result: string | null, 
/**
 * What the customer pays.
 */
charge_fen: number | null, 
/**
 * Signature or paper number.
 */
signature: string | null, 
/**
 * The voltage of the mains as measured, in tenths of a volt.
 */
mains_tenths: number | null, 
/**
 * It lies outside of what a household's mains should have.
 */
mains_unusual: boolean, 
/**
 * When the work was finished.
 */
finished_at: number | null, 
/**
 * When it was closed.
 */
closed_at: number | null, 
/**
 * How it stands against a danger to life.
 */
danger: DangerStanding, 
/**
 * The step bar.
 */
steps: Array<StepMark>, 
/**
 * The steps the acting person may take now.
 */
allowed: Array<StepOption>, 
/**
 * Everything that happened, latest first.
 */
timeline: Array<TimelineEntry>, 
/**
 * Fields with two versions.
 */
conflicts: Array<ConflictItem>, };
export type WorkOrderFilter = "open" | "overdue" | "unassigned" | "to_confirm" | "done" | "all";
export type WorkOrderGet = { 
/**
 * Which order.
 */
id?: string | null, 
/**
 * Or its number.
 */
no?: string | null, };
export type WorkOrderKind = "repair" | "install" | "maintenance" | "commissioning" | "inspection" | "demonstration" | "use_training" | "relocation" | "introduction" | "delivery" | "part_sale" | "tour";
export type WorkOrderList = { 
/**
 * Which orders; open ones when absent.
 */
filter?: WorkOrderFilter | null, 
/**
 * Only those in this state.
 */
state?: WorkOrderState | null, 
/**
 * Only of this service.
 */
kind?: WorkOrderKind | null, 
/**
 * Only repairs whose cause is of this class.
 */
cause_class?: CauseClass | null, 
/**
 * Only finished repairs, as the report by cause counts them.
 */
repaired?: RepairedIn | null, 
/**
 * Only this technician's.
 */
technician_id?: string | null, 
/**
 * Only this household's.
 */
customer_id?: string | null, 
/**
 * Narrows by number, name, village, phone, serial, within what else is asked for.
 */
query?: string | null, 
/**
 * In which order; `due` when absent.
 */
sort?: WorkOrderSort | null, 
/**
 * Where to go on.
 */
after?: string | null, 
/**
 * Rows wanted, at most 200; 100 when absent.
 */
limit?: number | null, };
export type WorkOrderNumbers = { 
/**
 * Open ones.
 */
open: number, 
/**
 * With a broken promise.
 */
overdue: number, 
/**
 * Close to one, or with a step past its time.
 */
soon: number, 
/**
 * Due today.
 */
today: number, 
/**
 * Nobody dispatched.
 */
unassigned: number, 
/**
 * Finished, customer not asked.
 */
to_confirm: number, };
export type WorkOrderPage = { 
/**
 * The rows.
 */
rows: Array<WorkOrderSummary>, 
/**
 * Where to go on; null at the end.
 */
next: string | null, 
/**
 * How many rows there are in all.
 */
total: number, 
/**
 * The words fit more households and orders than were looked through.
 */
too_many: boolean, };
export type WorkOrderRehouse = { 
/**
 * Which order.
 */
id: string, 
/**
 * Whose it is.
 */
customer_id: string, 
/**
 * How it came that it was registered wrongly; kept with both households.
 */
reason: string, };
export type WorkOrderSetOther = { 
/**
 * Which order.
 */
id: string, 
/**
 * The machine, of the same household; none takes it back.
 */
other_machine_id?: string | null, };
export type WorkOrderSetUnit = { 
/**
 * Which order.
 */
id: string, 
/**
 * The machine, of the same household.
 */
unit_id: string, 
/**
 * Why, of an order that was finished before: only a manager may.
 */
reason?: string | null, };
export type WorkOrderSort = "due" | "received" | "village" | "technician";
export type WorkOrderState = "registered" | "replied" | "scheduled" | "dispatched" | "in_progress" | "waiting_part" | "postponed" | "finished" | "confirmed" | "closed" | "cancelled";
export type WorkOrderStep = "reply" | "schedule" | "dispatch" | "redispatch" | "move_window" | "start" | "wait_part" | "part_arrived" | "finish" | "confirm" | "close" | "postpone" | "cancel" | "reopen";
export type WorkOrderSummary = { 
/**
 * The row.
 */
id: string, 
/**
 * Its number.
 */
no: string, 
/**
 * What it is about.
 */
kind: WorkOrderKind, 
/**
 * Where it stands.
 */
state: WorkOrderState, 
/**
 * The household.
 */
customer_id: string | null, 
/**
 * The household's name.
 */
customer_name: string | null, 
/**
 * 乡镇
 */
town: string | null, 
/**
 * 村
 */
village: string | null, 
/**
 * The fault in the customer's words.
 */
fault_text: string | null, 
/**
 * A displayed fault code.
 */
fault_code: string | null, 
/**
 * Who goes.
 */
technician: string | null, 
/**
 * When it came in.
 */
received_at: number, 
/**
 * What is due next: `reply`, `visit`, `part`, `finish`, `schedule`, `confirm`, `close`; null
 * when nothing is.
 */
due_what: string | null, 
/**
 * When; null when it has no time of its own.
 */
due_at: number | null, 
/**
 * How urgent that is now.
 */
urgency: Urgency, 
/**
 * The likeliest next step.
 */
next_step: WorkOrderStep | null, 
/**
 * The class of the cause, of a finished repair.
 */
cause_class: CauseClass | null, 
/**
 * Danger to life.
 */
safety: boolean, 
/**
 * The house is without heat.
 */
no_heat: boolean, 
/**
 * How often the customer called again.
 */
urged_count: number, 
/**
 * Two versions wait for a decision.
 */
conflicted: boolean, 
/**
 * When it was last changed.
 */
updated_at: number, };
export type Workload = { 
/**
 * Who.
 */
staff_id: string, 
/**
 * Their name.
 */
name: string, 
/**
 * Open orders dispatched to them.
 */
open: number, 
/**
 * Of those, visits of today.
 */
today: number, 
/**
 * When they are away, by the first day; what is over is left out.
 */
absences: Array<AwayDays>, 
/**
 * The weekdays on which they rest, Monday 1.
 */
rest_days: Array<number>, };

/** Every command: what it takes and what it answers. */
export interface Commands {
  'app.status': { request: AppStatusGet; response: AppStatus }
  'setup.use_folder': { request: SetupFolder; response: AppStatus }
  'setup.offline': { request: SetupOffline; response: AppStatus }
  'setup.enrol': { request: SetupEnrol; response: AppStatus }
  'settings.get': { request: SettingsGet; response: Settings }
  'settings.set': { request: SettingsSet; response: Settings }
  'example.load': { request: ExampleLoad; response: Done }
  'example.count': { request: ExampleCount; response: ExampleContents }
  'example.remove': { request: ExampleRemove; response: Done }
  'app.verify': { request: Verify; response: Verification }
  'staff.list': { request: StaffList; response: StaffPage }
  'staff.create': { request: StaffCreate; response: Staff }
  'staff.update': { request: StaffUpdate; response: Staff }
  'staff.switch': { request: StaffSwitch; response: Staff }
  'staff.lock': { request: StaffLock; response: Done }
  'staff.get': { request: StaffGet; response: StaffDetail }
  'staff.leave': { request: StaffLeave; response: Staff }
  'staff.skills': { request: StaffSkillsSet; response: StaffDetail }
  'staff.certificate': { request: StaffCertificateSet; response: StaffDetail }
  'staff.rest': { request: StaffRestSet; response: StaffDetail }
  'roster.list': { request: RosterList; response: RosterPage }
  'absence.list': { request: AbsenceList; response: Absences }
  'absence.create': { request: AbsenceCreate; response: Absence }
  'absence.delete': { request: AbsenceDelete; response: Done }
  'certificate.list': { request: CertificateList; response: Certificates }
  'dispatch.options': { request: DispatchOptionsGet; response: DispatchOptions }
  'access.list': { request: AccessList; response: AccessPage }
  'score.card': { request: ScoreCardGet; response: ScoreCard }
  'score.board': { request: ScoreBoardGet; response: ScoreBoard }
  'score.cases': { request: ScoreCasesGet; response: ScoreCases }
  'score.object': { request: ScoreObject; response: ScoreCard }
  'score.answer': { request: ScoreAnswer; response: ScoreBoard }
  'report.causes': { request: ReportCausesGet; response: CauseReport }
  'report.knowledge': { request: ReportKnowledgeGet; response: KnowledgeReport }
  'report.satisfaction': { request: ReportSatisfactionGet; response: SatisfactionReport }
  'duty.week': { request: DutyWeekGet; response: DutyWeek }
  'duty.list': { request: DutyList; response: DutyNights }
  'duty.set': { request: DutySet; response: DutyNight }
  'duty.hours': { request: DutyHours; response: Done }
  'duty.tonight': { request: DutyTonightGet; response: DutyTonight }
  'calendar.days': { request: CalendarDays; response: CalendarPage }
  'shop_event.list': { request: ShopEventList; response: ShopEvents }
  'shop_event.save': { request: ShopEventSave; response: ShopEvent }
  'shop_event.remove': { request: ShopEventRemove; response: Done }
  'shop_event.suggest': { request: ShopEventSuggest; response: ShopEventIdeas }
  'shop_event.unwanted': { request: ShopEventUnwanted; response: Done }
  'place_name.list': { request: PlaceNameList; response: PlaceNames }
  'place_name.save': { request: PlaceNameSave; response: PlaceName }
  'place_name.remove': { request: PlaceNameRemove; response: Done }
  'place_name.read': { request: PlaceNameRead; response: PlaceToday }
  'market_day.list': { request: MarketDayList; response: MarketDays }
  'market_day.save': { request: MarketDaySave; response: MarketDay }
  'market_day.remove': { request: MarketDayRemove; response: Done }
  'market_day.on': { request: MarketDayOn; response: MarketsOfDays }
  'greeting.plan': { request: GreetingPlan; response: GreetingPlanned }
  'greeting.sent': { request: GreetingSent; response: GreetingRecorded }
  'care.list': { request: CareList; response: CareCalls }
  'care.finish': { request: CareFinish; response: CareCalls }
  'care.set': { request: CareSet; response: CareCalls }
  'today.get': { request: TodayGet; response: Today }
  'today.assign': { request: TodayAssign; response: Done }
  'today.report': { request: DayReportGet; response: DayReport }
  'today.closes': { request: DayCloseList; response: DayCloses }
  'today.close': { request: DayCloseNow; response: DayReport }
  'alert.list': { request: AlertList; response: Alerts }
  'alert.locked': { request: AlertLocked; response: AlertNumbers }
  'alert.acknowledge': { request: AlertAcknowledge; response: Alerts }
  'alert.safety': { request: AlertSafety; response: Alerts }
  'customer.create': { request: CustomerCreate; response: CustomerDetail }
  'customer.update': { request: CustomerUpdate; response: CustomerDetail }
  'customer.get': { request: CustomerGet; response: CustomerDetail }
  'customer.delete': { request: CustomerDelete; response: Done }
  'customer.merge': { request: CustomerMerge; response: CustomerDetail }
  'customer.unmerge': { request: CustomerUnmerge; response: CustomerDetail }
  'customer.apart': { request: CustomerApart; response: Done }
  'customer.suspects': { request: CustomerSuspects; response: Suspects }
  'customer.timeline': { request: CustomerTimeline; response: TimelinePage }
  'consent.list': { request: ConsentList; response: Consents }
  'consent.record': { request: ConsentRecord; response: Consents }
  'customer.towns': { request: CustomerTowns; response: Towns }
  'customer.list': { request: CustomerList; response: CustomerPage }
  'customer.search': { request: CustomerSearch; response: SearchHits }
  'phone.reveal': { request: PhoneReveal; response: PhoneRevealed }
  'unit.register': { request: UnitRegister; response: UnitDetail }
  'unit.update': { request: UnitUpdate; response: UnitDetail }
  'unit.get': { request: UnitGet; response: UnitDetail }
  'unit.list': { request: UnitList; response: UnitPage }
  'unit.check_serial': { request: UnitCheckSerial; response: SerialCheck }
  'other_machine.save': { request: OtherMachineSave; response: OtherMachineDetail }
  'other_machine.get': { request: OtherMachineGet; response: OtherMachineDetail }
  'other_machine.list': { request: OtherMachineList; response: OtherMachinePage }
  'other_machine.remove': { request: OtherMachineGet; response: Done }
  'warranty.card': { request: WarrantyCardGet; response: WarrantyCard }
  'machine.get': { request: MachineGet; response: MachineDetail }
  'machine.sell': { request: MachineSell; response: MachineDetail }
  'machine.step': { request: MachineStep; response: MachineDetail }
  'machine.sheet': { request: MachineSheetGet; response: MachineSheet }
  'machine.judge': { request: MachineJudge; response: SheetVerdict }
  'machine.commission': { request: MachineCommission; response: MachineCommissioned }
  'machine.maintained': { request: MachineMaintained; response: MachineDetail }
  'machine.due': { request: MaintenanceDueGet; response: MaintenanceDueList }
  'machine.unplanned': { request: UpkeepUnplannedGet; response: UpkeepUnplanned }
  'machine.plan_upkeep': { request: UpkeepPlan; response: UpkeepPlanned }
  'model.list': { request: ModelList; response: Array<Model> }
  'caller.lookup': { request: CallerLookup; response: CallerMatches }
  'request.create': { request: RequestCreate; response: RequestTaken }
  'request.get': { request: RequestGet; response: RequestSummary }
  'request.list': { request: RequestList; response: RequestPage }
  'request.urge': { request: RequestUrge; response: ContactAdded }
  'request.answer': { request: RequestAnswer; response: RequestSummary }
  'request.open_order': { request: RequestOpenOrder; response: WorkOrderDetail }
  'request.convert': { request: RequestConvert; response: RequestConverted }
  'request.rehouse': { request: RequestRehouse; response: RequestSummary }
  'request.duplicates': { request: RequestDuplicates; response: RequestDuplicatesFound }
  'request.read_text': { request: RequestReadText; response: PastedText }
  'fault.find': { request: FaultFind; response: FaultsFound }
  'work_order.get': { request: WorkOrderGet; response: WorkOrderDetail }
  'work_order.list': { request: WorkOrderList; response: WorkOrderPage }
  'work_order.set_unit': { request: WorkOrderSetUnit; response: WorkOrderDetail }
  'work_order.rehouse': { request: WorkOrderRehouse; response: WorkOrderDetail }
  'work_order.set_other': { request: WorkOrderSetOther; response: WorkOrderDetail }
  'work_order.advance': { request: WorkOrderAdvance; response: WorkOrderDetail }
  'danger.record': { request: DangerRecord; response: WorkOrderDetail }
  'danger.release': { request: DangerRelease; response: WorkOrderDetail }
  'danger.withdraw': { request: DangerWithdraw; response: WorkOrderDetail }
  'objection.list': { request: ObjectionList; response: Objections }
  'objection.add': { request: ObjectionAdd; response: Objections }
  'objection.settle': { request: ObjectionSettle; response: Objections }
  'objection.escalate': { request: ObjectionEscalate; response: Objections }
  'work_order.counts': { request: WorkOrderCounts; response: WorkOrderNumbers }
  'sheet.list': { request: SheetsGet; response: Sheets }
  'work_order.record_sheet': { request: SheetRecord; response: SheetRecorded }
  'work_order.plan': { request: PlanGet; response: Plan }
  'money.get': { request: MoneyGet; response: OrderMoney }
  'money.charge': { request: ChargesSet; response: OrderMoney }
  'money.quote': { request: QuoteMake; response: OrderMoney }
  'money.agree': { request: QuoteAgree; response: OrderMoney }
  'money.pay': { request: PaymentAdd; response: OrderMoney }
  'money.reverse': { request: PaymentReverse; response: OrderMoney }
  'money.refund': { request: MoneyRefund; response: OrderMoney }
  'money.waive': { request: MoneyWaive; response: OrderMoney }
  'money.give_free': { request: MoneyGiveFree; response: OrderMoney }
  'money.debts': { request: DebtList; response: Debts }
  'money.day': { request: DayMoneyGet; response: DayMoney }
  'money.list': { request: MoneyList; response: MoneyMoves }
  'money.closes': { request: CashCloseList; response: CashCloses }
  'money.close_day': { request: CashCloseNow; response: DayMoney }
  'exclusion.get': { request: ExclusionGet; response: Exclusions }
  'exclusion.claim': { request: ExclusionClaim; response: Exclusions }
  'exclusion.add': { request: ExclusionAdd; response: Exclusions }
  'exclusion.decide': { request: ExclusionDecide; response: Exclusions }
  'price.list': { request: PriceListGet; response: PriceItems }
  'price.save': { request: PriceListSave; response: PriceItems }
  'stock.list': { request: StockList; response: Stock }
  'stock.receive': { request: StockReceive; response: Stock }
  'stock.count': { request: StockCount; response: Stock }
  'stock.count_list': { request: StockCountList; response: Stock }
  'stock.send_old': { request: StockSendOld; response: Stock }
  'order_parts.get': { request: OrderPartsGet; response: OrderParts }
  'order_parts.use': { request: OrderPartsUse; response: OrderParts }
  'counter.get': { request: CounterGet; response: Counter }
  'counter.sell': { request: CounterSell; response: CounterSold }
  'sla.clocks': { request: SlaClocksGet; response: SlaClocks }
  'complaint.create': { request: ComplaintCreate; response: ComplaintDetail }
  'complaint.classify': { request: ComplaintClassify; response: ComplaintClassified }
  'complaint.get': { request: ComplaintGet; response: ComplaintDetail }
  'complaint.list': { request: ComplaintList; response: ComplaintPage }
  'complaint.advance': { request: ComplaintAdvance; response: ComplaintDetail }
  'complaint.update': { request: ComplaintUpdate; response: ComplaintDetail }
  'complaint.assign': { request: ComplaintAssign; response: ComplaintDetail }
  'complaint.counts': { request: ComplaintCounts; response: ComplaintNumbers }
  'complaint.categories': { request: ComplaintCategoriesGet; response: Array<ComplaintCategory> }
  'remedy_case.create': { request: RemedyCaseCreate; response: RemedyCaseDetail }
  'remedy_case.get': { request: RemedyCaseGet; response: RemedyCaseDetail }
  'remedy_case.list': { request: RemedyCaseList; response: RemedyCasePage }
  'remedy_case.update': { request: RemedyCaseUpdate; response: RemedyCaseDetail }
  'remedy_case.expense': { request: RemedyCaseExpense; response: RemedyCaseDetail }
  'remedy_case.settle': { request: RemedyCaseSettle; response: RemedySettled }
  'remedy_case.advance': { request: RemedyCaseAdvance; response: RemedyCaseDetail }
  'remedy_case.assign': { request: RemedyCaseAssign; response: RemedyCaseDetail }
  'remedy_case.owed': { request: RemedyOwedGet; response: RemedyOwedList }
  'remedy_case.open_owed': { request: RemedyOwedOpen; response: RemedyCaseDetail }
  'remedy_case.counts': { request: RemedyCaseCounts; response: RemedyCaseNumbers }
  'recall.list': { request: RecallList; response: RecallTasks }
  'recall.record': { request: RecallRecord; response: RecallTasks }
  'recall.revoke': { request: RecallRevoke; response: RecallTasks }
  'service_plan.offers': { request: PlanOffersGet; response: PlanOffers }
  'service_plan.list': { request: PlanList; response: PlanContracts }
  'service_plan.sell': { request: PlanSell; response: PlanContracts }
  'service_plan.cancel': { request: PlanCancel; response: PlanContracts }
  'service_plan.absorb': { request: PlanAbsorb; response: PlanContracts }
  'service_plan.recover': { request: PlanRecover; response: PlanContracts }
  'promise.create': { request: PromiseCreate; response: PromiseItem }
  'promise.resolve': { request: PromiseResolve; response: PromiseItem }
  'promise.give': { request: PromiseGive; response: PromiseItem }
  'promise.list': { request: PromiseList; response: PromisePage }
  'promise.counts': { request: PromiseCounts; response: PromiseNumbers }
  'photo.list': { request: PhotoList; response: Photos }
  'photo.add': { request: PhotoAdd; response: PhotosAdded }
  'photo.hold': { request: PhotoHold; response: PhotosHeld }
  'photo.held': { request: PhotoHeldGet; response: PhotosHeld }
  'photo.let_go': { request: PhotoLetGo; response: PhotosHeld }
  'photo.progress': { request: PhotoProgressGet; response: PhotoProgress }
  'photo.cancel': { request: PhotoCancel; response: Done }
  'photo.update': { request: PhotoUpdate; response: Photos }
  'photo.delete': { request: PhotoDelete; response: Photos }
  'photo.show': { request: PhotoShow; response: PhotoShown }
  'photo.save': { request: PhotoSave; response: PhotoSaved }
  'contact.add': { request: ContactAdd; response: ContactAdded }
  'return_visit.list': { request: ReturnVisitList; response: ReturnVisitPage }
  'return_visit.counts': { request: ReturnVisitCounts; response: ReturnVisitNumbers }
  'return_visit.get': { request: ReturnVisitGet; response: ReturnVisitDetail }
  'return_visit.of_order': { request: ReturnVisitsOfOrder; response: ReturnVisitsFound }
  'return_visit.plan': { request: ReturnVisitPlan; response: ReturnVisitPlanned }
  'return_visit.evaluate': { request: ReturnVisitEvaluate; response: VisitEvaluation }
  'return_visit.attempt': { request: ReturnVisitAttempt; response: ReturnVisitDetail }
  'return_visit.complete': { request: ReturnVisitComplete; response: ReturnVisitDetail }
  'return_visit.correct_number': { request: ReturnVisitCorrectNumber; response: ReturnVisitDetail }
  'return_visit.suggestions': { request: VisitSuggestionList; response: VisitSuggestions }
  'search.all': { request: SearchAll; response: SearchHits }
  'conflict.list': { request: ConflictList; response: Conflicts }
  'conflict.resolve': { request: ConflictResolve; response: ConflictItem }
  'import.inspect': { request: ImportInspect; response: ImportInspection }
  'import.preview': { request: ImportPreview; response: ImportPreviewPage }
  'import.run': { request: ImportRun; response: ImportSummary }
  'import.progress': { request: ImportProgressGet; response: ImportProgress }
  'import.cancel': { request: ImportCancel; response: Done }
  'sync.status': { request: SyncStatusGet; response: SyncStatus }
  'sync.now': { request: SyncNow; response: SyncReport }
  'sync.details': { request: SyncDetailsGet; response: SyncDetails }
  'sync.retry': { request: SyncRetry; response: SyncDetails }
  'sync.discard': { request: SyncDiscard; response: SyncDetails }
  'draft.save': { request: DraftSave; response: Done }
  'draft.get': { request: DraftGet; response: DraftFound }
  'draft.delete': { request: DraftGet; response: Done }
  'draft.list': { request: DraftList; response: Drafts }
  'print.preview': { request: PrintPreview; response: PrintPreviewed }
  'print.save': { request: PrintSave; response: PrintSaved }
  'print.send': { request: PrintSend; response: PrintSent }
  'print.settings_get': { request: PrintSettingsGet; response: PrintSettings }
  'print.settings_set': { request: PrintSettingsSet; response: PrintSettings }
  'preference.get': { request: PreferenceGet; response: Preference }
  'preference.set': { request: PreferenceSet; response: Done }
  'recent.note': { request: RecentNote; response: Done }
  'recent.list': { request: RecentList; response: RecentPlaces }
  'recent.pin': { request: RecentPin; response: RecentPlaces }
  'undo.group_begin': { request: UndoGroupBegin; response: Done }
  'undo.group_end': { request: UndoGroupEnd; response: Done }
  'undo.last': { request: UndoLast; response: Undone }
  'undo.list': { request: UndoList; response: UndoSteps }
  'trash.list': { request: TrashList; response: TrashPage }
  'trash.restore': { request: TrashRestore; response: Done }
  'export.list': { request: ExportList; response: Exported }
  'export.all': { request: ExportAll; response: ExportedAll }
  'export.progress': { request: ExportProgressGet; response: ExportProgress }
  'export.cancel': { request: ExportCancel; response: Done }
  'diagnosis.write': { request: DiagnosisWrite; response: Diagnosis }
  'job.progress': { request: JobProgressGet; response: JobProgress }
  'job.cancel': { request: JobCancel; response: Done }
  'recovery.get': { request: RecoveryGet; response: RecoveryFound }
  'recovery.close': { request: RecoveryClose; response: Done }
  'update.get': { request: UpdateGet; response: UpdateState }
  'update.take': { request: UpdateTake; response: UpdateState }
  'update.choose': { request: UpdateChoose; response: UpdateState }
  'update.go_back': { request: UpdateGoBack; response: UpdateState }
  'backup.create': { request: BackupCreate; response: Backup }
  'backup.look': { request: BackupLook; response: BackupInside }
  'backup.restore': { request: BackupRestore; response: Restored }
  'backup.code': { request: BackupCodeGet; response: BackupCode }
  'backup.code_noted': { request: BackupCodeNoted; response: Done }
  'backup.list': { request: BackupList; response: Backups }
}

/** Every list that can be taken out. */
export const exportLists = [
  'absence.list',
  'access.list',
  'care.list',
  'certificate.list',
  'complaint.list',
  'conflict.list',
  'customer.list',
  'duty.list',
  'machine.due',
  'market_day.list',
  'money.closes',
  'money.debts',
  'money.list',
  'money.refunds',
  'other_machine.list',
  'place_name.list',
  'price.list',
  'promise.list',
  'recall.list',
  'remedy_case.list',
  'report.causes',
  'report.knowledge',
  'request.list',
  'return_visit.list',
  'return_visit.suggestions',
  'roster.list',
  'score.board',
  'service_plan.list',
  'sheet.list',
  'shop_event.list',
  'stock.list',
  'today.closes',
  'today.get',
  'trash.list',
  'unit.list',
  'work_order.list',
  'work_order.plan',
] as const

/** What went wrong, and what to tell a person. */
export const errorMessages = {
  'internal': { zh: "程序内部出错，已记入日志。刚才的操作没有保存，请再试一次；还不行请联系总部。", en: "Something went wrong inside the program and was logged. The last action was not saved; try again, or call headquarters." },
  'command.unknown': { zh: "没有这个操作。请把程序升级到最新版本。", en: "There is no such command. Update the program." },
  'command.bad_request': { zh: "填写的内容格式不对，没有保存。", en: "The request does not fit the command; nothing was saved." },
  'permission.denied': { zh: "您的岗位不能做这一步，请让经理来办。", en: "Your role may not do this; ask the manager." },
  'phone.hidden': { zh: "这里有中间打了星号的电话，存下去就找不回原来的号码了，没有保存。请写完整的号码，或只写后四位。", en: "There is a number with hidden digits here; saved, it would take the place of the whole one. Nothing was saved. Write the whole number, or only its last four digits." },
  'permission.not_signed_in': { zh: "请先选择是谁在操作。", en: "Say who is working first." },
  'staff.wrong_pin': { zh: "密码不对，请重新输入。", en: "That PIN is wrong; try again." },
  'permission.locked': { zh: "屏幕已锁定。请选自己的名字、输密码后继续；填到一半的内容都留着。", en: "The PC is locked. Choose your name and give your PIN to go on; what was half typed is kept." },
  'staff.pin_wait': { zh: "密码连续输错多次，请过一会儿再试（最多等 15 分钟）。忘了密码，请经理在“设置—人员”里给您设一个新的。", en: "The PIN was wrong several times; try again in a while (15 minutes at most). If you forgot it, the manager sets a new one under Settings, People." },
  'staff.pin_needed': { zh: "没有密码的人不能锁定，也不能解锁：谁都能冒用。请经理在“设置—人员”里给他设一个密码。", en: "Who has no PIN neither locks nor unlocks: anybody could use the name. Let the manager set one under Settings, People." },
  'staff.pin_format': { zh: "密码要 4 到 8 位数字。", en: "A PIN has 4 to 8 digits." },
  'staff.last_manager': { zh: "店里至少要留一位经理。", en: "The shop needs at least one manager." },
  'staff.open_work': { zh: "这位员工手里还有没办完的事。请在“员工”页打开他，点“办理离职”，先把事情交给别人。", en: "This person still has open work. Open them under People and choose “Leaves the shop” to hand it over first." },
  'staff.successor': { zh: "请给每件没办完的事选一位在岗的接手人（不能是离开的人自己）。", en: "Choose somebody who works here (not the one who leaves) for every piece of open work." },
  'work_order.technician_absent': { zh: "这位师傅那天请假。请换一位；一定要派他，请经理写明原因再派。", en: "This technician is away on that day. Choose somebody else; if it has to be them, the manager gives a reason." },
  'work_order.certificate_gate': { zh: "这位师傅没有当天有效的资格证（没有、过期、暂停或吊销），不能派这个活。请换一位；证书有误请联系总部。", en: "This technician holds no certificate that is valid on that day for this job (none, expired, suspended or revoked). Choose somebody else; if it is a mistake, call headquarters." },
  'work_order.certificate_work': { zh: "派去的师傅这一天没有有效的资格证，或总部已收回放行，不能开始、也不能完工，没有保存。还没开始的请点“换人”，改派有证的师傅；已经开始的请总部放行。", en: "Whoever was sent holds no certificate that is valid on this day, or headquarters took its permit back: the work can neither begin nor end; nothing was saved. Send another who is certified if the work has not begun; else ask headquarters for a permit." },
  'work_order.certificate_list': { zh: "资格证名单超过 30 天没有更新，不能再派燃气活。请联网同步一次，再派工。", en: "The list of certificates has not been renewed for over 30 days, so no gas job may be dispatched. Sync once, then dispatch." },
  'staff.disabled': { zh: "这位员工已离职，不能再操作。", en: "This person has left the shop." },
  'setup.not_ready': { zh: "这台电脑还没有完成首次设置。", en: "This PC has not been set up yet." },
  'setup.first_sync': { zh: "这台电脑已接入总部，但店里的员工名单还没有取到。请连上网络，按“立即同步”，成功后就能用了。", en: "This PC is connected, but the shop's people have not arrived yet. Connect to the network and sync once; then you can work." },
  'setup.already_done': { zh: "这台电脑已经设置好了。", en: "This PC is set up already." },
  'setup.folder': { zh: "这个文件夹不能放数据。请选这台电脑自己的硬盘上、能写入的文件夹（不要选网络共享）。", en: "Data cannot be kept in this folder. Choose one on this PC's own disk that can be written (no network share)." },
  'setup.folder_fixed': { zh: "数据文件夹是启动时指定的，不能在这里更换。", en: "The data folder was given at the start and cannot be changed here." },
  'setup.dealer_code': { zh: "代理商代码是 2 到 12 位大写字母和数字，请照合同填写。", en: "A dealer code has 2 to 12 capital letters and digits, as on the contract." },
  'setup.other_dealer': { zh: "这个接入码属于别的代理商，没有使用，本机数据没有改动。请向总部要本店的接入码。", en: "That code belongs to another dealer; it was not used up and nothing was changed here. Ask headquarters for your own." },
  'setup.enrolment_code': { zh: "接入码不对、已用过或已过期。请向总部要一个新的。", en: "The code is wrong, used or expired. Ask headquarters for a new one." },
  'setup.server_url': { zh: "总部地址不对。应以 https:// 开头。", en: "That address is wrong. It should begin with https://." },
  'input.invalid': { zh: "有几处没填对，请看标红的地方。没有保存。", en: "Some fields need attention; nothing was saved." },
  'record.not_found': { zh: "没有找到这条记录，可能已被删除。请刷新再看。", en: "The record was not found; it may have been deleted. Refresh." },
  'customer.in_use': { zh: "这家还有没办完的工单、来电、投诉或承诺，不能删除。请先办完。", en: "This household still has open orders, calls, complaints or promises and cannot be deleted. Finish them first." },
  'unit.serial_taken': { zh: "这台机器已登记在另一家名下。请核对铭牌；确实过户请在机器页办理。", en: "This machine is registered to another household. Check the plate; transfer it on the machine's page." },
  'machine.needs_remedy_case': { zh: "换机和退机要先办退换案：在这台机器的页面新建退换案，批准、客户同意以后，在案里办理。", en: "An exchange or a return needs a remedy case: open one from the machine's page; once it is approved and the customer agrees, it is carried out there." },
  'machine.step_not_allowed': { zh: "这台机器现在的状态不能办这一步。请看它的流转记录，先补上前面的一步。", en: "The machine cannot take this step from where it stands. See its chain of custody and record the step before it first." },
  'machine.step_role': { zh: "这一步不归您的岗位办，请让文员或经理来办。", en: "This step is not for your role; ask the desk or the manager." },
  'machine.release_first': { zh: "这台机器因安全停用，要经理确认危险已消除、解除停用后才能继续。请让经理来办。", en: "The machine is stopped for safety. Only the manager may release it, once the danger is gone; ask the manager." },
  'machine.changed': { zh: "这台机器的状态刚被别人改过，已显示最新情况，请再看一眼。", en: "Somebody changed this machine meanwhile; the latest is shown." },
  'machine.not_commissioned': { zh: "调试检查还没有合格，不能投入使用。请先做完安装调试检查。", en: "Commissioning is not passed, so the machine may not be used. Finish the checklist first." },
  'machine.commissioned_already': { zh: "这台机器已经调试合格。移机后才要重新调试。", en: "This machine is commissioned already. It is done again only after a move." },
  'machine.sheet_open': { zh: "检查还没有做完，不能算合格，没有保存。请补上标出的项目。", en: "The checklist is not complete, so it cannot pass; nothing was saved. Complete the marked items." },
  'work_order.checklist_open': { zh: "安装调试检查还没有合格，不能完工。请打开这台机器，做完“调试检查”。", en: "Commissioning is not passed, so the order cannot be finished. Open the machine and complete its checklist." },
  'work_order.machine_missing': { zh: "这张工单要装的是哪台机器还没登记，不能完工。请在工单的“机器”一栏选一台，或登记一台。", en: "Which machine this order puts to work is not known, so it cannot be finished. Choose or register it at “Machine” on the order." },
  'work_order.household_fixed': { zh: "工单或它的投诉已经办完，或已经在它的机器上记了停用挂牌、不实行三包、退换案，客户不能再改。已经完工的，请经理先重开工单，改好客户再完工。", en: "The order or its complaint is done, or a danger, an exclusion or a remedy case is on record at its machine, so its household is not changed. If the work is finished, let the manager open the order again first, and finish it for the right household." },
  'work_order.machine_done': { zh: "这张工单以前在原来那台机器上完过工，要改机器请经理来改，并写明原因；以前那次修理仍算在原来那台机器上。", en: "Work was finished on this order's machine before. Only a manager changes the machine, with a reason; the earlier repair stays with the machine it was made on." },
  'work_order.machine_fixed': { zh: "工单已经完工或取消，或已经在这台机器上记了停用挂牌，机器不能再改。确实错了请经理重开工单。", en: "The order is finished or cancelled, or a danger is on record at its machine, so the machine is not changed any more. If it is wrong, let the manager open the order again." },
  'other_machine.open_order': { zh: "这台机器上还有没办完的工单，不能删除。请先办完或取消那张工单。", en: "An order on this machine is still open. Finish or cancel it first." },
  'work_order.step_not_allowed': { zh: "工单现在的状态不能走这一步。", en: "The order cannot take this step from its present state." },
  'work_order.step_role': { zh: "这一步要文员或经理来办。", en: "This step is for the desk or the manager." },
  'work_order.step_missing': { zh: "这一步还缺内容，请填好标出的地方。", en: "This step needs the marked field." },
  'work_order.changed': { zh: "这张工单刚被别人改过，已显示最新情况，请再看一眼。", en: "Somebody changed this order meanwhile; the latest is shown." },
  'work_order.window_order': { zh: "上门时间的结束要晚于开始。", en: "The visit window must end after it begins." },
  'work_order.own_work': { zh: "做活的人不能自己确认或关闭，请让店里另一个人回访；只有一个人时，在“设置—员工”里加上帮忙回访的家人或店员，由他来点。", en: "Who did the work cannot confirm or close it; let somebody else of the shop call the customer. If you are alone, add a relative or helper under Settings, People, and let them take this step." },
  'objection.own_work': { zh: "异议是对这次上门提的，做活的人不能自己记成已解决。先记下怎么处理的，让店里另一个人问过客户再点“已处理好”；店里没有别人，关单时会转成投诉。", en: "The objection is about this visit, so who did the work does not say that it is settled. Note what was done, and let somebody else of the shop ask the customer; if there is nobody, it becomes a complaint when the order is closed." },
  'work_order.not_yours': { zh: "这张工单没有派给您。请让派到的师傅来点，或请文员按他的电话代办。", en: "This order is not dispatched to you; let the technician it is dispatched to take the step, or the desk on their report." },
  'work_order.cancel_started': { zh: "师傅已经开始处理，或这张工单以前完工过，不能取消。请改期，或办完工并写明结果。", en: "The work has begun, or was finished before, so the order cannot be cancelled. Postpone it, or finish it and write down the result." },
  'work_order.danger_open': { zh: "这张工单有危险：先记停用、挂牌、告知签字（或客户拒签），再往下走。", en: "This order is about a danger: record that the machine was stopped and tagged and the customer told and signed (or would not sign) before going on." },
  'danger.finish_first': { zh: "这台机器因为一张没办完的安全工单停用。请先在那张工单上完工，写明怎么复查的，再恢复使用。", en: "This machine is stopped for an order that is not finished. Finish that order with how it was checked, then put the machine back into use." },
  'danger.visit_first': { zh: "这台机器停用以后还没有人到现场查过，不能摘牌。请先派人上门复查、完工，再恢复使用。", en: "Nobody has been at this machine since it was stopped, so the tag stays on. Send somebody to check it and finish that order, then put it back into use." },
  'work_order.not_satisfied': { zh: "客户不满意不能确认，请选“重开”。", en: "The customer is not satisfied: reopen the order instead." },
  'work_order.needs_failed_contacts': { zh: "没有客户确认就关闭，要先有三次联系不上的记录，并写明原因。", en: "Closing without the customer needs three contacts in vain and a reason." },
  'work_order.cancel_window': { zh: "文员只能在 30 分钟内取消自己登记的工单，请经理来取消。", en: "A clerk may cancel only an own order within 30 minutes; ask the manager." },
  'work_order.safety': { zh: "安全类工单只能由总部取消。", en: "Only headquarters may cancel a safety order." },
  'work_order.reopen_window': { zh: "关闭超过 30 天，请登记新的报修。", en: "Closed more than 30 days ago: take a new request." },
  'complaint.step_not_allowed': { zh: "这起投诉现在的状态不能走这一步，请看最新情况。", en: "The complaint cannot take this step from its present state; look at the latest." },
  'complaint.role': { zh: "您的岗位不能走这一步，请经理或总部来办。", en: "This step is not for your role; ask the manager or headquarters." },
  'complaint.changed': { zh: "这起投诉刚被别人改过，已显示最新情况，请再看一眼。", en: "Somebody changed this complaint meanwhile; the latest is shown." },
  'complaint.complained_about': { zh: "被投诉的人、上门服务的人不能评判这起投诉，请让店里另一个人来办；店里没有别人，请联系总部。", en: "Who is complained about, or served, does not judge this complaint. Let somebody else of the shop take the step, or call headquarters." },
  'complaint.own_handling': { zh: "调查、答复或执行的人不能自己关闭，请让另一个人向客户确认后关闭；店里没有别人能关的，由经理写明原因关闭。", en: "Who investigated, answered or carried it out does not close it; let somebody else ask the customer and close it. Where the shop has nobody else, the manager closes it with a reason." },
  'complaint.taken_over': { zh: "总部已接管这起投诉，店里只能补充记录。", en: "Headquarters has taken this complaint over; the shop only adds to the record." },
  'complaint.lowering': { zh: "A 级、B 级投诉只有总部质量能降级，请联系总部。", en: "Only headquarters' quality lowers class A and B; call headquarters." },
  'complaint.not_satisfied': { zh: "客户不满意不能关闭，请选“客户不接受”。", en: "The customer is not content: record that they do not accept it instead." },
  'complaint.reopen_window': { zh: "关闭太久，已超过重开期限，请登记新的投诉。", en: "Closed too long ago to be opened again: take a new complaint." },
  'complaint.over': { zh: "这起投诉已经办结，登记的内容不能再改。确实错了，请先重开，或用“补充记录”写明。", en: "This complaint is over and is not corrected any more. Open it again first, or add to its record." },
  'complaint.request_taken': { zh: "这个来电已转成投诉，请打开那起投诉。", en: "This call is a complaint already; open that one." },
  'remedy_case.step_not_allowed': { zh: "这起退换案现在的状态不能走这一步，请看最新情况。", en: "The case cannot take this step from its present state; look at the latest." },
  'remedy_case.role': { zh: "您的岗位不能走这一步，请文员或经理来办。", en: "This step is not for your role; ask the desk or the manager." },
  'remedy_case.changed': { zh: "这起退换案刚被别人改过，已显示最新情况，请再看一眼。", en: "Somebody changed this case meanwhile; the latest is shown." },
  'remedy_case.open_already': { zh: "这台机器已有一起没办完的退换案，请打开那一起接着办。", en: "This machine has an open case already; go on with that one." },
  'remedy_case.request_taken': { zh: "这个来电已立成退换案，请打开那一起。", en: "This call is a remedy case already; open that one." },
  'remedy_case.not_due': { zh: "这次报修不用自动立退换案：可能已经立了，或保修期内修好还不到两次。请看机器的保修卡。", en: "This report opens no case: there may be one already, or there were not two repairs that count. See the machine's warranty card." },
  'remedy_case.no_household': { zh: "还没登记这台机器是谁家的，不能立退换案。请先打开这张单，登记客户。", en: "It is not registered whose machine this is, so no case can be opened. Open the order and register the customer first." },
  'remedy_case.locked': { zh: "方案已经提出，证据和诉求不能再改。要改，请经理退回或改方案。", en: "A proposal stands, so claim and evidence do not change any more. Have it sent back or revised first." },
  'remedy_case.evidence_missing': { zh: "证据还没齐，不能提方案。请补上标出“还缺”的几项。", en: "The evidence is not complete, so nothing can be proposed. Add what is marked as missing." },
  'remedy_case.not_offered': { zh: "按规则，这种理由不能这样办。另有约定的，理由改为“约定”并写明。", en: "The rules do not give this on this ground. If it was agreed, change the ground to “agreed” and note it." },
  'remedy_case.own_proposal': { zh: "方案是您提的，要由另一个人批准。店里没有别人，请报总部。", en: "You made the proposal, so somebody else approves it; if there is nobody, ask headquarters." },
  'remedy_case.above_limit': { zh: "金额超过您的批准权限，没有批准。请选“报总部”。", en: "The amount is above what you may approve; nothing was approved. Choose “to headquarters”." },
  'remedy_case.within_limit': { zh: "金额在经理权限内，由经理批准，不用报总部。", en: "The amount is within the manager's limit, who approves it; headquarters is not asked." },
  'remedy_case.owed': { zh: "按规则这是客户该得的，店里不能拒绝。请看方案里的条款。", en: "By the rules the customer has a right to this, so it cannot be refused; see the articles." },
  'remedy_case.not_approved': { zh: "现在的方案和批准的不是同一个（两台电脑都改过），请经理选“改方案”，重新提出和批准。", en: "What stands is not what was approved (two PCs changed it); let the manager revise it and have it approved again." },
  'remedy_case.carried_out': { zh: "已经执行过，不能重开。有错请“另立更正案”。", en: "It was carried out and is not reopened; open a case that corrects it." },
  'care.over': { zh: "这个关怀电话已经有人办了，或今天不用打了，没有保存。请刷新再看。", en: "This care call was made by somebody else or is not due today any more; nothing was saved. Refresh." },
  'recall.over': { zh: "总部已撤回或改了这份通知，这台机器不再在范围内，没有保存。请刷新再看。", en: "Headquarters withdrew or changed this notice and the machine does not fall in any more; nothing was saved. Refresh." },
  'service_plan.gone': { zh: "这个服务套餐已经不卖了，或这份合同已经退订、到期，没有保存。请刷新再看。", en: "This service plan is not offered any more, or the contract is cancelled or over; nothing was saved. Refresh." },
  'service_plan.settled': { zh: "这件事已经办好了，没有保存。请刷新再看。", en: "This is settled already; nothing was saved. Refresh." },
  'promise.done': { zh: "这条承诺已经有了结果，不能再改。请记一条新的承诺。", en: "This promise has an outcome already; note a new one." },
  'work_order.warranty_charge': { zh: "这台机器在保修范围内，维修免费，不能收人工和配件费。点“为什么”看依据。", en: "This repair is free under warranty; neither work nor parts may be charged. See why on the order's page." },
  'work_order.payment_held': { zh: "这张工单收过客户的钱。先把钱退给客户，在“费用与收款”里冲正那笔收款，再取消工单。", en: "The customer has paid for this order. Give the money back and take the payment back under costs and payments, then cancel the order." },
  'work_order.payment_open': { zh: "还有钱没有收清。请先在“费用与收款”里记收款或赊账，再关闭。", en: "Something is not paid yet. Record the payment, or that the customer pays later, then close the order." },
  'work_order.parts_not_returned': { zh: "换下的旧件还没有交回。请先在“配件”里记旧件交回，再关闭。", en: "The old parts are still out. Book them back under Parts, then close the order." },
  'exclusion.role': { zh: "您的岗位不能定这一条，请经理来确认。", en: "This is not for your role to decide; let a manager confirm it." },
  'exclusion.over': { zh: "这一条已经有结论了，不能再改。要改，请重新提出。", en: "This claim is over and does not change any more. Make a new one if needed." },
  'exclusion.not_upheld': { zh: "证据还没齐，或理由不成立，不能收费：先按免费修。请看“为什么”里还缺什么。", en: "The evidence is not complete or the ground does not hold, so the repair stays free. See under “why” what is missing." },
  'exclusion.own_claim': { zh: "这一条是您提的，要由店里另一位经理确认。", en: "You made this claim, so another manager confirms it." },
  'exclusion.not_needed': { zh: "这次修理本来就按价目表收费，不用提“不实行三包”。", en: "This repair is charged by the price list anyway; nothing needs to be claimed." },
  'exclusion.finished': { zh: "工单已完工或取消：活是按免费做的，事先没有报价，不能再补收。", en: "The order is finished or cancelled: it was done free without a price agreed before, so nothing is charged now." },
  'money.not_agreed': { zh: "客户还没有同意这个价钱。请先把报价告诉客户，在“费用与收款”里记下“客户同意”。", en: "The customer has not agreed to this price. Tell them, and record under Costs and payments that they agree." },
  'money.charge_changed': { zh: "有的项目现在不是客户听到的那个价了（套餐次数、价目表或保修有变化）。请在“费用与收款”里看哪一行变了，重新保存明细，告诉客户以后再完工。", en: "Some lines cost something else now than the customer was told (the plan, the price list or the warranty changed). See under Costs and payments which, save the lines again and tell the customer before finishing." },
  'money.fixed': { zh: "工单已完工或取消，费用不能再改。改错了请先重开工单。", en: "The order is finished or cancelled, so its costs stand. Reopen the order first if they are wrong." },
  'money.discount_role': { zh: "优惠要由经理来定。请经理换人登录后再改。", en: "Only a manager may take something off. Let the manager sign in." },
  'money.discount_limit': { zh: "优惠超过了经理能定的金额，请减少优惠，或联系总部。", en: "That is more than a manager may take off. Take off less, or ask headquarters." },
  'money.free_not_given': { zh: "这次修理不在保修期内，却没有收费。请经理先在“费用与收款”里点“免费处理”，写明原因，再关闭；该收钱的，请重开工单填费用。", en: "This repair is out of warranty and nothing was charged. Let a manager give it free under Costs and payments, with a reason, then close the order; if it is to be paid, reopen the order and set the costs." },
  'money.reversed': { zh: "这笔收款已经冲销过，不能再冲。", en: "This payment has been taken back already." },
  'request.done': { zh: "已办完，请重开工单或登记新报修。", en: "This is done already: reopen the order, or take a new request." },
  'request.has_order': { zh: "这件事的工单已经在办，不能直接改成别的。请先在工单里取消，再转；或者另外登记一个来电。", en: "Its order is under way, so it cannot become something else. Cancel the order first, or take another request." },
  'request.safety': { zh: "有危险的来电不能只在电话里答复，请开工单派人去看。", en: "A danger is not settled on the phone: open an order and send somebody." },
  'return_visit.own_work': { zh: "这家的活是您干的，不能由您回访。请换一个人打这个电话。", en: "You did this work, so you may not make the visit. Let somebody else call." },
  'return_visit.alone': { zh: "这家的活是您干的，店里又没有别人。可以由您回访：请勾选“店里只有我”再保存，总部会抽查。", en: "You did this work and nobody else is in the shop. You may call: tick that you are alone and save; headquarters will look at it." },
  'return_visit.not_yet': { zh: "还没到回访的日子，到了那天会出现在“今天”里。", en: "It is too early for this visit; it will appear under “Today” on its day." },
  'return_visit.over': { zh: "这次回访已经结束，不用再打。要改记录，请在客户的联系记录里另记一条。", en: "This visit is over; there is no need to call. To correct it, add a contact with the household." },
  'return_visit.number': { zh: "号码是错的。请先填对的号码，再回访。", en: "The number is wrong. Give the right one first." },
  'return_visit.step': { zh: "这次回访现在不能走这一步，请看清情况再选。", en: "This step does not fit where the visit stands; look at it again." },
  'return_visit.no_start': { zh: "这台机器没有安装日期，或没有登记是谁家的，排不出回访。请先补上。", en: "The machine has no installation date or no household, so no visits can be planned. Add them first." },
  'today.not_clear': { zh: "还有事情无人负责或没有下一步，今天不能日结。请先在下面补上；实在补不上，写明原因再日结（记为红色）。", en: "Some cases have no owner or no next step, so the day cannot be closed. Settle them below, or give the reason and close it in red." },
  'today.no_request': { zh: "这张工单是从老资料来的，没有来电记录。请打开工单派工或预约，它就有负责人和下一步了。", en: "This order comes from old files and has no call behind it. Open it and dispatch or schedule it: then it has an owner and a next step." },
  'alert.gone': { zh: "这条预警已经不在了：事情已经办了，或有新的变化。已显示最新情况。", en: "This alert no longer stands: the work was done, or something changed. The latest is shown." },
  'alert.for_manager': { zh: "这条预警要经理本人确认知悉。", en: "The manager has to take note of this alert in person." },
  'input.future_time': { zh: "时间在将来，请检查日期和电脑时钟。", en: "The time is in the future; check the date and the PC's clock." },
  'conflict.already_resolved': { zh: "这处冲突已经有人决定了。", en: "This conflict has been decided already." },
  'conflict.changed': { zh: "这一项后来又有人改过，现在的内容不是当时留下的那个。请先看现在的内容：要保留它，选“保留现在的”；要改成别的，请打开这条记录直接修改，再选“保留现在的”。", en: "Somebody has changed this since, so what stands now is not the version you compare. Look at the record: to keep what stands, choose the kept version; to change it, edit the record itself and then keep it." },
  'conflict.manager': { zh: "这一项要由经理来决定。经理决定之前，先按现在的内容办。", en: "This one is for the manager to decide; until then what stands now holds." },
  'conflict.headquarters': { zh: "这一项要由总部决定，请联系总部。决定之前，先按现在的内容办。", en: "This one is for headquarters to decide: call them. Until then what stands now holds." },
  'conflict.stopped': { zh: "这台机器因为危险停用了，不能在这里改回使用。请选停用的那个版本；确实安全了，由经理在机器页面“解除停用”。", en: "This machine was stopped for danger and is not put back into use here. Choose the version that is stopped; when it is safe again, the manager releases it on the machine's page." },
  'conflict.choose': { zh: "这一项只能从两个版本里选一个，不能另写。", en: "Choose one of the two versions here; another value cannot be written." },
  'conflict.value': { zh: "请填写新的内容。", en: "Give the new value." },
  'import.file': { zh: "打不开这个文件。请确认它没有损坏、没有密码，并且是表格文件（xlsx、xls、ods、csv）。", en: "The file cannot be opened. Check that it is an undamaged spreadsheet (xlsx, xls, ods, csv) without a password." },
  'import.web_page': { zh: "这是网页格式的表格，只是名字像 Excel 文件。请用 WPS 或 Excel 打开，另存为 xlsx 再导入。", en: "This is a web page under the name of a spreadsheet. Open it in WPS or Excel, save it as xlsx and import that." },
  'import.format': { zh: "这不是能导入的表格。请用 WPS 或 Excel 打开，另存为 xlsx 再导入。", en: "This is not a table that can be imported. Open it in WPS or Excel, save it as xlsx and import that." },
  'import.password': { zh: "这个文件有密码。请用 WPS 或 Excel 打开，去掉密码另存为 xlsx 再导入。", en: "The file has a password. Open it in WPS or Excel, save it without one as xlsx and import that." },
  'import.empty': { zh: "这个文件是空的，没有可导入的行。", en: "The file is empty; there are no rows to import." },
  'import.too_large': { zh: "文件太大。请分成几个文件再导入。", en: "The file is too large; split it." },
  'import.sheet': { zh: "文件里没有这个工作表。", en: "The file has no such sheet." },
  'import.header': { zh: "没有找到表头。请指定表头在第几行。", en: "No header row was found; say which row it is." },
  'import.columns': { zh: "还有必要的列没有对应，请选好再导入。", en: "Required columns are not mapped yet." },
  'import.column_range': { zh: "对应的列超出了表格的范围，请重新选。", en: "A field is mapped to a column that the sheet does not have." },
  'import.column_twice': { zh: "同一列对应了两项内容，请只留一项。", en: "Two fields are mapped to the same column; keep one of them." },
  'import.field_unknown': { zh: "对应表里有程序不认识的项目，请去掉它。", en: "The mapping names a field that does not exist." },
  'import.field_kind': { zh: "这种表格没有这一项，请去掉它，或改选表格的种类。", en: "Files of this kind have no such field; leave it out or choose another kind." },
  'import.report_folder': { zh: "退回行的表格要存的文件夹不存在，还没有开始导入。请先建好文件夹，或换一个地方。", en: "The folder for the workbook of refused rows does not exist; nothing was imported. Make the folder or choose another place." },
  'import.busy': { zh: "正在导入另一个文件，请等它完成。", en: "Another import is running; wait for it." },
  'import.cancelled': { zh: "导入已取消，什么都没有改动。", en: "The import was cancelled; nothing was changed." },
  'import.report': { zh: "数据已经导入，但退回行的表格没有写成。请换一个能保存的文件夹，把同一个文件再导入一次：已导入的不会重复，退回的行会重新写进表格。", en: "The rows are imported, but the workbook of refused rows could not be written. Import the same file again with another place for it: nothing is imported twice, and the refused rows are written anew." },
  'draft.too_large': { zh: "草稿太长，没有保存。", en: "The draft is too long and was not saved." },
  'sync.not_connected': { zh: "这台电脑还没有接入总部。", en: "This PC is not connected to headquarters." },
  'sync.offline': { zh: "现在连不上总部。改动都在本机，联网后会自动上报。", en: "Headquarters cannot be reached. Everything is kept here and will be sent later." },
  'sync.captive_portal': { zh: "网络要求先登录（弹出网页）。请在浏览器里登录网络后再同步。", en: "The network wants a log-in first. Log in with a browser, then sync." },
  'sync.revoked': { zh: "总部已停用这台电脑的接入。本机数据还在，请联系总部。", en: "Headquarters has revoked this PC. The data is still here; call headquarters." },
  'sync.clock': { zh: "电脑时钟不对，安全连接建立不了。请校准日期和时间。", en: "The PC's clock is wrong, so no secure connection can be made. Set date and time." },
  'sync.fork': { zh: "这台电脑的数据像是从备份恢复或整机复制来的，刚才没能和总部对上。数据都在本机，下次同步会自动再试；一直不行请联系总部，不要删除数据文件夹。", en: "This PC's data looks restored or cloned and could not be brought together with headquarters just now. Everything is kept here and the next sync tries again; if it goes on, call headquarters and keep the data folder." },
  'sync.server': { zh: "总部服务器暂时出错，稍后会自动再试。", en: "Headquarters' server has a problem; it will be tried again." },
  'sync.busy': { zh: "正在同步，请稍候。", en: "A sync is running." },
  'sync.other_history': { zh: "总部的数据库已更换，正在重新核对。请联系总部确认。", en: "Headquarters' database was replaced. Call headquarters." },
  'store.folder_missing': { zh: "数据文件夹找不到了，可能是放数据的硬盘没有接好。请接上硬盘，再按“再试一次”。数据没有改动，不用重新设置。", en: "The data folder is not there; perhaps its disk is not plugged in. Plug it in and try again. Nothing was changed, and there is no need to set up anew." },
  'store.in_use': { zh: "无忧售后已经在这台电脑上打开了（或另一个用户正在用）。请切换到已打开的窗口。", en: "Wuyou is already open on this PC (or another user has it open). Switch to that window." },
  'store.too_new': { zh: "数据是用更新的版本保存的。请升级程序，数据没有改动。", en: "The data was written by a newer version. Update the program; nothing was changed." },
  'store.damaged': { zh: "数据文件损坏，打不开。请用“恢复备份”，原文件会保留。", en: "The data file is damaged. Restore a backup; the file is kept." },
  'store.upgrade_room': { zh: "新版本第一次打开数据前，要先完整备份一份，但磁盘剩下的空间不够。请清出空间（至少是数据文件大小的两倍），再按“再试一次”。数据没有改动，原来的版本照样能用。", en: "Before a newer version opens the data for the first time it makes a whole copy, and the disk has no room for it. Free some space, at least twice the size of the data file, and try again. Nothing was changed, and the former version still works." },
  'store.upgrade_failed': { zh: "数据没能升级到新版本的格式，已原样退回，什么都没有丢。请先按“再试一次”；还不行，请装回原来的版本继续用，并联系总部，升级前的备份在数据文件夹的备份里。", en: "The data could not be brought to the form of the new version and was left exactly as it was. Try again; if that does not help, install the former version, go on with it and call headquarters. The copy from before the upgrade lies among the backups." },
  'store.read_only': { zh: "数据文件夹是只读的，不能保存。请检查磁盘和权限。", en: "The data folder is read-only; check disk and permissions." },
  'store.disk_full': { zh: "磁盘满了，刚才的内容没有保存。请清出空间再试。", en: "The disk is full; the last entry was not saved. Free some space." },
  'store.key_missing': { zh: "找不到数据的钥匙（可能换了电脑或系统用户）。请用原来的用户登录，或联系总部重新接入。", en: "The key of the data is missing (another PC or user?). Log in as the former user, or ask headquarters to connect anew." },
  'store.key_store': { zh: "系统的密码库还没有解锁（刚开机时会这样），数据暂时打不开。请重新登录系统或解锁密码库，再按“再试一次”。数据没有改动。", en: "The system's key store is locked (as it may be just after the start), so the data cannot be opened yet. Log in anew or unlock it, then try again. Nothing was changed." },
  'update.off': { zh: "这个程序没有内置更新用的钥匙，不能在这里更新。新版本请向总部要安装包。", en: "This program was built without a key for updates, so it cannot be updated here. Ask headquarters for an installer." },
  'update.package': { zh: "这不是无忧售后的更新文件，没有更新。请选总部发来的那份更新文件。", en: "This is not a package of Wuyou; nothing was updated. Choose the file headquarters sent (it ends in “.wyu”)." },
  'update.signature': { zh: "更新文件不是总部发布的原样（签名对不上），没有更新，已安装的版本没有动。请向总部重新要一份，并告诉总部这份是从哪里来的。", en: "The package is not as headquarters released it (the signature does not hold). Nothing was updated. Ask headquarters for another copy and say where this one came from." },
  'update.cut': { zh: "更新文件不完整，可能没有拷完。没有更新，请重新拷贝或下载一份。", en: "The package is not whole; perhaps it was not copied to the end. Nothing was updated. Copy or download it again." },
  'update.target': { zh: "这个更新文件是给另一种系统用的，没有更新。请向总部要适合这台电脑的文件。", en: "This package is for another kind of system; nothing was updated. Ask headquarters for the one for this PC." },
  'update.older': { zh: "这个更新文件不比现在的版本（或见过的版本）新，没有更新。", en: "This package is not newer than the present version, or than one that was seen; nothing was updated." },
  'update.expired': { zh: "这个更新文件已过期，没有更新。请向总部要最新的；如果电脑的日期不对，请先调好日期。", en: "This package has expired; nothing was updated. Ask headquarters for the latest one; if this PC's date is wrong, put it right first." },
  'update.none': { zh: "没有等着安装的新版本。", en: "No new version waits to be installed." },
  'update.no_former': { zh: "这台电脑上没有保存上一个版本，退不回去。请向总部要上一个版本的安装包。", en: "The former version is not kept on this PC. Ask headquarters for its installer." },
  'update.data_newer': { zh: "新版本已经升级了数据的格式，上一个版本打不开，所以不能退回，数据没有改动。请联系总部；更新之前的备份在数据文件夹的备份里。", en: "The new version has brought the data to a form the former one cannot open, so there is no going back; nothing was changed. Call headquarters; the copy from before the update lies among the backups." },
  'update.install': { zh: "新版本没有装上，现在用的还是原来的版本，数据没有改动。请再试一次；还不行请向总部要安装包。", en: "The new version was not installed; the present one goes on and nothing was changed. Try again; if that does not help, ask headquarters for an installer." },
  'store.busy': { zh: "数据正忙，请稍后再试。没有保存。", en: "The data is busy; try again. Nothing was saved." },
  'store.failed': { zh: "读写数据出错，刚才的操作没有保存。", en: "Reading or writing the data failed; the last action was not saved." },
  'print.nothing': { zh: "没有可打印的内容，请先选好要打印哪一张。", en: "There is nothing to print; choose what to print first." },
  'print.missing_characters': { zh: "有的字打不出来，纸上会是空框，所以没有存。请核对这些字；确实要用，就选“照样打印”，拿到纸后用笔补上。", en: "Some characters cannot be printed and would come out as empty boxes, so nothing was saved. Check them; to go on, choose to print all the same and write them in by hand." },
  'print.file': { zh: "打印文件写不进去。请换一个位置：写出完整的文件名、以 .pdf 结尾（小票机用的以 .prn 结尾）；并看看硬盘或优盘是否插好、这个文件是不是正开着或设成了只读。单子没有丢，可以再存一次。", en: "The file could not be written. Choose another place with a whole path ending in .pdf (.prn for a receipt printer), and check that the disk is plugged in and the file is neither open elsewhere nor read-only. Nothing is lost; save it again." },
  'print.no_printer': { zh: "还没有设小票机。请在打印窗口的“印在纸上的电话和小票机”里填上小票机的地址；或者先存成 PDF。", en: "No receipt printer is set. Enter its address under “Numbers on the paper and receipt printer” in the print window, or save a PDF." },
  'print.printer': { zh: "小票机没有收下这张单子。请看看小票机有没有开、有没有纸、线或网络通不通、地址对不对；等一会儿没有出纸，再打一次；急用可以先存成 PDF。单子没有丢。", en: "The receipt printer did not take the document. Check that it is on, has paper, is connected and its address is right; if nothing comes out after a while, print again; or save a PDF. Nothing is lost." },
  'backup.file': { zh: "这个备份打不开或不完整，现有数据没有改动。", en: "This backup cannot be opened or is incomplete; the present data was not changed." },
  'backup.other_pc': { zh: "这个备份不是在这台电脑现在的数据文件夹里做的，要用恢复码才打得开。请把做备份的那台电脑的恢复码（经理记在纸上的）填进去再试；没有记过，请向总部要接入码接入，数据会从总部取回来。现有数据没有改动。", en: "This backup was not made in the present data folder of this PC and opens only with a recovery code. Enter the code of the PC it was made on, which its manager keeps on paper; if nobody noted it, connect to headquarters with an enrolment code and the data will come from there. The present data was not changed." },
  'backup.code_typed': { zh: "恢复码抄错了：一共十四组，每组四个，最后一组用来核对，现在对不上。请照着纸一组一组再看一遍。现有数据没有改动。", en: "The recovery code is mistyped: it has fourteen groups of four, and its check at the end does not fit. Compare it with the paper group by group. The present data was not changed." },
  'backup.code_other': { zh: "恢复码没有抄错，但不是这个备份的：请换成做这个备份的那台电脑的恢复码，或另选一个备份。现有数据没有改动。", en: "The recovery code is right in itself but not of this backup. Use the code of the PC the backup was made on, or choose another backup. The present data was not changed." },
  'job.busy': { zh: "同样的事正在进行，请等它完成或先停下它。", en: "The same work is running already; wait for it or stop it first." },
  'job.cancelled': { zh: "已停止：没有留下写了一半的东西，现有数据没有改动。", en: "Stopped: nothing half-written is left, and the present data was not changed." },
  'backup.disk': { zh: "放备份的 U 盘或文件夹不见了，或者写到一半断开了。没有留下写了一半的备份，现有数据没有改动。插好再试，或换个地方。", en: "The disk or folder for the backup is gone, or went away while it was written. No half-written backup is left and the present data was not changed. Plug it in again, or choose another place." },
  'backup.place': { zh: "备份不能存成这个文件：请写出完整的位置，不要放进程序自己的数据文件夹，也不要盖掉别的文件。什么都没有改动。", en: "The backup cannot be written to this file: give its whole path, outside the program's data folder, and not over another file. Nothing was changed." },
  'undo.nothing': { zh: "没有可以撤销的操作。收款请用“冲销”，登记错的工单请用“取消工单”。", en: "There is nothing to undo. Reverse a payment on its order; cancel an order that was registered by mistake." },
  'undo.own_way': { zh: "工单、投诉的这一步不能用撤销退回。请打开它，用它自己的办法：改时间、换人、改期或取消。", en: "This step of an order or complaint is not taken back this way. Open it and use its own: move the visit, send another, postpone or cancel." },
  'undo.sent': { zh: "这一步已经上报，别的电脑可能已经照着办了，不能撤销。请打开工单，用换人、改时间、改期或取消。", en: "This step was sent; another PC may have acted on it already, so it cannot be undone. Open the order and send another, move the visit, postpone or cancel." },
  'undo.changed': { zh: "这一步不能撤销：后来有人又改过同一处，或者所属的记录已删除。现在的内容没有动，请打开记录直接修改。", en: "This step cannot be undone: somebody changed the same place since, or what it belongs to was deleted. Nothing was changed; edit the record itself." },
  'trash.too_old': { zh: "删除超过 30 天，不能再恢复。", en: "Deleted more than 30 days ago; it cannot be brought back." },
  'trash.holder': { zh: "它所属的客户也删除了，请先恢复客户。", en: "The household it belongs to is deleted too; bring that back first." },
  'file.place': { zh: "不能存成这个文件：请写出完整的位置和文件名，文件夹要已经存在，不要放进程序自己的文件里，也不要盖掉别的文件。什么都没有写。", en: "It cannot be written to this file: give its whole path in a folder that exists, not over the program's own or any other file. Nothing was written." },
  'photo.empty': { zh: "这个文件是空的，没有图片。请重新从手机传一次。", en: "The file is empty; send it from the phone once more." },
  'photo.heic': { zh: "这是苹果手机的 HEIC 照片，程序读不了。请在手机上改存为 JPEG（设置—相机—格式—兼容性最佳），或用微信发过来再存。", en: "This is an iPhone photo (HEIC), which the program does not read. Send it as JPEG (Settings, Camera, Formats, Most Compatible) or through WeChat." },
  'photo.format': { zh: "这不是能读的图片。请用 JPEG、PNG、WebP 或 BMP 图片；PDF 和文档请拍成照片。", en: "This is not a picture that can be read. Use JPEG, PNG, WebP or BMP; photograph a PDF or a document." },
  'photo.damaged': { zh: "这张图片不完整或已损坏。请重新从手机传一次。", en: "This picture is incomplete or damaged; send it from the phone once more." },
  'photo.too_large': { zh: "文件超过 60 MB。请先在手机上缩小，或截一张图再传。", en: "The file is larger than 60 MB. Make it smaller on the phone, or send a screenshot of it." },
  'photo.too_many_points': { zh: "这张图片超过 6500 万像素，电脑内存吃不消。请在手机相机里选低一档的像素，或截一张图再传。", en: "This picture has more than 65 million points, too many for the PC's memory. Choose a smaller size in the camera, or send a screenshot of it." },
  'photo.file': { zh: "打不开这个文件。请看看手机、优盘是否还连着，文件是不是还在。", en: "The file cannot be opened. Check that the phone or stick is still connected and the file is still there." },
  'photo.twice': { zh: "这张照片这里已经有了，没有重复添加。", en: "This photo is here already; it was not added again." },
  'photo.busy': { zh: "正在添加另一批照片，请等它完成。", en: "Other photos are being added; wait for them." },
  'photo.cancelled': { zh: "已停止添加，这一批照片都没有保存。", en: "Adding was stopped; none of these photos was kept." },
  'photo.elsewhere': { zh: "照片在别的电脑上，这台电脑没有它的内容。", en: "The picture is on another PC; this one does not have it." },
  'photo.store': { zh: "照片文件读写不了，客户和工单的数据不受影响。请检查硬盘；不行就用“设置—备份”里您自己做的备份恢复，照片会一起回来。", en: "The file of photos cannot be read or written; the data of customers and orders is not affected. Check the disk; if that does not help, restore a backup you made under Settings, which brings the photos back." },
  'photo.settled': { zh: "工单、投诉或退换案已经办结，照片是依据，只有经理能删。", en: "The order, complaint or case is closed and was judged by this photo; only the manager takes it away." },
  'work_order.photos_missing': { zh: "完工时以纸质签字单的照片作签字，现在照片没有了。请在工单的“照片”里重新添加签字单照片，再关闭。", en: "The photo of the signed sheet stood for the signature and is gone. Add it again under Photos of the order, then close it." },
  'export.busy': { zh: "正在导出另一个列表，请等它完成。", en: "Another list is being taken out; wait for it." },
  'export.cancelled': { zh: "导出已取消，没有写文件。", en: "The export was cancelled; no file was written." },
  'desktop.start': { zh: "这台电脑没有让程序改开机启动，设置没有变。请看看杀毒软件或系统的“启动应用”是不是拦住了。", en: "This PC did not let the program change what starts with it; the setting is as it was. Check the system's list of start-up apps and the virus scanner." },
  'example.merge': { zh: "示例客户不能和真实客户合并：移除示例时，真实客户的工单、投诉、承诺会一起没了。练习合并请用两户示例客户。", en: "A household of the example is not merged with a real one: its orders, complaints and promises would go with the example. Practise on two of the example." },
  'example.merged': { zh: "有示例客户和真实客户合并在一起，示例没有移除。请先在客户页把合并拆开，再移除示例。", en: "A household of the example is merged with a real one, and nothing was removed. Take the merge apart on the customer’s page first." },
  'backup.other_dealer': { zh: "这个备份是别的代理商的，不能恢复到本店的数据上。现有数据没有改动。", en: "This backup belongs to another dealer and cannot take the place of this shop's data. The present data was not changed." },
} as const

export type ErrorCode = keyof typeof errorMessages

/** What syncs: every entity with its fields and what each holds. */
export const registry = {
  staff: {
    name: 'text',
    role: ['clerk', 'technician', 'manager'],
    phone: 'text',
    pin_hash: 'text',
    disabled: 'flag',
    rest_days: 'text',
    deleted_at: 'instant',
  },
  customer: {
    name: 'text',
    kind: ['household', 'company', 'project'],
    note: 'text',
    preferred_time: 'text',
    origin: ['pc', 'import', 'usb', 'hq'],
    import_key: 'text',
    merged_into: 'reference',
    language: 'text',
    no_call: 'flag',
    no_marketing: 'flag',
    preferred_technician_id: 'reference',
    at_home: ['always', 'spring_festival', 'heating_season', 'summer', 'seldom'],
    deleted_at: 'instant',
  },
  person: {
    customer_id: 'reference',
    name: 'text',
    relation: 'text',
    wechat: 'text',
    birthday_on: 'date',
    birthday_lunar: 'flag',
    birthday_leap: 'flag',
    nickname: 'text',
    deleted_at: 'instant',
  },
  phone: {
    customer_id: 'reference',
    person_id: 'reference',
    number: 'text',
    label: 'text',
    valid_from: 'date',
    valid_to: 'date',
    confirmed_on: 'date',
    deleted_at: 'instant',
  },
  address: {
    customer_id: 'reference',
    town: 'text',
    village: 'text',
    detail: 'text',
    landmark: 'text',
    route_note: 'text',
    deleted_at: 'instant',
  },
  customer_tag: {
    customer_id: 'reference',
    tag: 'text',
    given_on: 'date',
    deleted_at: 'instant',
  },
  consent: {
    customer_id: 'reference',
    person_id: 'reference',
    person_name: 'text',
    purpose: ['care', 'birthday', 'marketing'],
    given: 'flag',
    notice_version: 'text',
    shop_name: 'text',
    receiver_name: 'text',
    channel: ['phone', 'wechat', 'visit', 'counter', 'letter', 'card', 'email', 'online', 'other'],
    occurred_at: 'instant',
    staff_id: 'reference',
    note: 'text',
    deleted_at: 'instant',
  },
  household_apart: {
    customer_id: 'reference',
    other_id: 'reference',
    apart: 'flag',
    deleted_at: 'instant',
  },
  unit: {
    serial: 'text',
    model_code: 'text',
    customer_id: 'reference',
    address_id: 'reference',
    state: ['in_stock', 'sold', 'in_use', 'stopped', 'returned', 'scrapped', 'made', 'shipped', 'display', 'lent', 'installing', 'in_repair', 'stopped_in_repair', 'exchanged_out', 'at_factory', 'lost'],
    made_on: 'date',
    shipped_on: 'date',
    sold_on: 'date',
    installed_on: 'date',
    gas: ['natural_gas', 'lpg', 'manufactured_gas', 'electric'],
    note: 'text',
    sale_channel: ['shop', 'visit', 'online', 'project', 'other'],
    price_fen: 'fen',
    invoice_no: 'text',
    invoice_on: 'date',
    deliver_by_on: 'date',
    delivered_on: 'date',
    commissioned_on: 'date',
    label_no: 'text',
    install_by_on: 'date',
    deleted_at: 'instant',
  },
  request: {
    no: 'text',
    kind: ['repair', 'enquiry', 'install', 'maintenance', 'complaint', 'suggestion', 'praise', 'return', 'pre_sale'],
    channel: ['phone', 'wechat', 'visit', 'counter', 'letter', 'card', 'email', 'online', 'other'],
    customer_id: 'reference',
    unit_id: 'reference',
    caller_phone: 'text',
    caller_name: 'text',
    text: 'text',
    safety: 'flag',
    received_at: 'instant',
    owner_id: 'reference',
    next_action_at: 'instant',
    state: ['open', 'ordered', 'answered', 'closed'],
    urged_count: 'number',
    fault_code: 'text',
    first_kind: ['repair', 'enquiry', 'install', 'maintenance', 'complaint', 'suggestion', 'praise', 'return', 'pre_sale'],
    solved_by_phone: 'flag',
    no_heat: 'flag',
    no_heat_at: 'instant',
    deleted_at: 'instant',
  },
  work_order: {
    no: 'text',
    kind: ['repair', 'install', 'maintenance', 'commissioning', 'inspection', 'demonstration', 'use_training', 'relocation', 'introduction', 'delivery', 'part_sale', 'tour'],
    request_id: 'reference',
    customer_id: 'reference',
    unit_id: 'reference',
    state: ['registered', 'replied', 'scheduled', 'dispatched', 'in_progress', 'waiting_part', 'postponed', 'finished', 'confirmed', 'closed', 'cancelled'],
    technician_id: 'reference',
    fault_text: 'text',
    fault_code: 'text',
    received_at: 'instant',
    reply_due_at: 'instant',
    finish_target_at: 'instant',
    finish_limit_at: 'instant',
    promise_version: 'text',
    replied_at: 'instant',
    window_from_at: 'instant',
    window_to_at: 'instant',
    part: 'text',
    part_eta_at: 'instant',
    cause: 'text',
    result: 'text',
    charge_fen: 'fen',
    signature: 'text',
    finished_at: 'instant',
    closed_at: 'instant',
    safety: 'flag',
    origin: ['pc', 'import', 'usb', 'hq'],
    import_key: 'text',
    reopened_count: 'number',
    technician_name: 'text',
    no_heat: 'flag',
    no_heat_at: 'instant',
    danger_at: 'instant',
    postponed_at: 'instant',
    mains_tenths: 'number',
    other_brand: 'flag',
    cause_class: ['product', 'installation', 'use', 'environment', 'repair_quality', 'part_quality', 'outside', 'no_fault_found'],
    deleted_at: 'instant',
  },
  order_event: {
    work_order_id: 'reference',
    step: 'text',
    from_state: 'text',
    to_state: 'text',
    occurred_at: 'instant',
    staff_id: 'reference',
    note: 'text',
    technician_id: 'reference',
    window_to_at: 'instant',
    unit_id: 'reference',
    deleted_at: 'instant',
  },
  contact: {
    customer_id: 'reference',
    request_id: 'reference',
    work_order_id: 'reference',
    channel: ['phone', 'wechat', 'visit', 'counter', 'letter', 'card', 'email', 'online', 'other'],
    direction: ['in', 'out'],
    text: 'text',
    result: ['reached', 'no_answer', 'wrong_number', 'refused'],
    occurred_at: 'instant',
    staff_id: 'reference',
    phone: 'text',
    corrects_id: 'reference',
    return_visit_id: 'reference',
    deleted_at: 'instant',
  },
  return_visit: {
    kind: ['first_visit', 'second_visit', 'yearly', 'after_repair', 'after_maintenance', 'after_complaint'],
    customer_id: 'reference',
    unit_id: 'reference',
    work_order_id: 'reference',
    complaint_id: 'reference',
    state: ['planned', 'due', 'trying', 'done', 'unreached', 'refused', 'wrong_number', 'sampled', 'audit_passed', 'audit_failed'],
    anchor_on: 'date',
    from_on: 'date',
    to_on: 'date',
    next_at: 'instant',
    served_by_id: 'reference',
    policy_version: 'text',
    deleted_at: 'instant',
  },
  visit_answer: {
    return_visit_id: 'reference',
    contact_id: 'reference',
    occurred_at: 'instant',
    staff_id: 'reference',
    questionnaire_code: 'text',
    questionnaire_version: 'text',
    answers: 'text',
    result: ['satisfied', 'settled', 'to_order', 'to_complaint'],
    next_action: 'text',
    suggestion: 'text',
    duration_seconds: 'number',
    works: 'flag',
    csat: 'number',
    nps: 'number',
    own_work: 'flag',
    follow_request_id: 'reference',
    follow_order_id: 'reference',
    deleted_at: 'instant',
  },
  complaint: {
    no: 'text',
    customer_id: 'reference',
    unit_id: 'reference',
    work_order_id: 'reference',
    request_id: 'reference',
    caller_name: 'text',
    caller_phone: 'text',
    channel: ['phone', 'wechat', 'visit', 'counter', 'letter', 'card', 'email', 'online', 'other'],
    category: 'text',
    item: 'text',
    text: 'text',
    remedy_sought: 'text',
    severity: ['high', 'normal', 'grumble'],
    safety: 'flag',
    injury: 'flag',
    public_exposure: 'flag',
    received_at: 'instant',
    about_staff_id: 'reference',
    owner_id: 'reference',
    state: ['grumble', 'settled', 'received', 'acknowledged', 'assessed', 'investigating', 'answered', 'accepted', 'carrying_out', 'rejected', 'escalated', 'external', 'closed_satisfied', 'closed_external'],
    class: ['A', 'B', 'C', 'D'],
    sat_before: 'number',
    sat_after: 'number',
    cause: 'text',
    failure_type: ['outcome', 'process'],
    plan: 'text',
    external_no: 'text',
    conclusion: 'text',
    taken_over: 'flag',
    reopened_count: 'number',
    deleted_at: 'instant',
  },
  complaint_event: {
    complaint_id: 'reference',
    event: 'text',
    from_state: 'text',
    to_state: 'text',
    occurred_at: 'instant',
    staff_id: 'reference',
    text: 'text',
    class: ['A', 'B', 'C', 'D'],
    handler_id: 'reference',
    sat_after: 'number',
    recovery: ['apology', 'explanation', 'rework', 'part', 'refund', 'waiver', 'compensation', 'exchange', 'return', 'safety', 'other'],
    cause: 'text',
    deleted_at: 'instant',
  },
  promise: {
    text: 'text',
    due_on: 'date',
    owner_id: 'reference',
    state: ['open', 'kept', 'broken', 'withdrawn'],
    kept_on: 'date',
    customer_id: 'reference',
    work_order_id: 'reference',
    complaint_id: 'reference',
    made_at: 'instant',
    reason: 'text',
    deleted_at: 'instant',
  },
  promise_event: {
    promise_id: 'reference',
    event: ['hand_over', 'leave'],
    from_owner_id: 'reference',
    to_owner_id: 'reference',
    text: 'text',
    by_id: 'reference',
    occurred_at: 'instant',
    deleted_at: 'instant',
  },
  remedy_case: {
    no: 'text',
    customer_id: 'reference',
    unit_id: 'reference',
    complaint_id: 'reference',
    work_order_id: 'reference',
    corrects_id: 'reference',
    ground: ['quality', 'no_reason', 'agreed', 'finding', 'unsuitable'],
    claim: ['exchange', 'return', 'repair', 'compensation', 'reduction'],
    text: 'text',
    opened_at: 'instant',
    reported_at: 'instant',
    owner_id: 'reference',
    state: ['opened', 'proposed', 'with_headquarters', 'approved', 'refused', 'agreed', 'declined', 'executed', 'closed', 'withdrawn'],
    invoice_no: 'text',
    invoice_on: 'date',
    price_fen: 'fen',
    subsidy_fen: 'fen',
    card_no: 'text',
    fault_record: 'text',
    fault_confirmed: 'flag',
    same_model_available: 'flag',
    accepts_exchange: 'flag',
    delay_cause: ['parts', 'repairer'],
    dep_in_terms: 'flag',
    finding_no: 'text',
    finding_authority: 'text',
    finding_on: 'date',
    received_on: 'date',
    sale_channel: ['shop', 'door', 'phone', 'wechat', 'online', 'tv', 'mail'],
    goods_condition: 'text',
    unopened: 'flag',
    custom_made: 'flag',
    unsuitable_confirmed: 'flag',
    agreement: 'text',
    proposal_id: 'reference',
    total_fen: 'fen',
    reopened_count: 'number',
    request_id: 'reference',
    deleted_at: 'instant',
  },
  remedy_event: {
    remedy_case_id: 'reference',
    event: 'text',
    from_state: 'text',
    to_state: 'text',
    occurred_at: 'instant',
    staff_id: 'reference',
    text: 'text',
    claim: ['exchange', 'return', 'repair', 'compensation', 'reduction'],
    row: 'text',
    days: 'number',
    fee_fen: 'fen',
    refund_fen: 'fen',
    subsidy_return_fen: 'fen',
    expenses_fen: 'fen',
    difference_fen: 'fen',
    total_fen: 'fen',
    stake_fen: 'fen',
    percent: 'number',
    new_price_fen: 'fen',
    basis_zh: 'text',
    basis_en: 'text',
    rules: 'text',
    proposal_id: 'reference',
    expense_kind: ['transport', 'removal', 'inspection', 'travel', 'other'],
    amount_fen: 'fen',
    proven: 'flag',
    ruling_no: 'text',
    ruling_by: 'text',
    method: ['cash', 'wechat', 'alipay', 'transfer'],
    receipt_no: 'text',
    done_on: 'date',
    document: 'text',
    other_unit_id: 'reference',
    deleted_at: 'instant',
  },
  remedy_ruling: {
    remedy_case_id: 'reference',
    proposal_id: 'reference',
    verdict: ['approve', 'refuse'],
    text: 'text',
    ruling_no: 'text',
    ruling_by: 'text',
    occurred_at: 'instant',
    deleted_at: 'instant',
  },
  danger_step: {
    work_order_id: 'reference',
    unit_id: 'reference',
    step: ['stop', 'tag', 'told', 'check', 'release', 'withdraw'],
    tag_no: 'text',
    paper_no: 'text',
    by_photo: 'flag',
    refused: 'flag',
    witness: 'text',
    text: 'text',
    occurred_at: 'instant',
    staff_id: 'reference',
    deleted_at: 'instant',
  },
  objection: {
    work_order_id: 'reference',
    text: 'text',
    handling: 'text',
    resolved: 'flag',
    complaint_id: 'reference',
    occurred_at: 'instant',
    staff_id: 'reference',
    deleted_at: 'instant',
  },
  exclusion_event: {
    work_order_id: 'reference',
    remedy_case_id: 'reference',
    event: ['claim', 'evidence', 'confirm', 'refuse', 'withdraw'],
    claim_id: 'reference',
    ground: ['X1', 'X2', 'X3', 'X4', 'X5', 'X6', 'X7'],
    evidence: ['damage_photo', 'cause_code', 'customer_statement', 'seal_photo', 'cause_proof', 'certificate_photo', 'plate_photo', 'event_date', 'event_proof', 'maintenance_record', 'measured_values', 'manual_limits'],
    text: 'text',
    caused_by_it: 'flag',
    found_on: 'date',
    ruling_no: 'text',
    ruling_by: 'text',
    basis_zh: 'text',
    basis_en: 'text',
    rules: 'text',
    occurred_at: 'instant',
    staff_id: 'reference',
    deleted_at: 'instant',
  },
  charge_line: {
    work_order_id: 'reference',
    kind: ['labour', 'part', 'travel', 'other', 'discount'],
    code: 'text',
    name: 'text',
    quantity: 'number',
    unit_fen: 'fen',
    amount_fen: 'fen',
    basis: ['in_warranty', 'rework', 'consumer_law', 'price_list', 'typed', 'discount', 'excluded', 'above_list', 'plan'],
    reason: 'text',
    agreed_fen: 'fen',
    agreed_at: 'instant',
    place: 'number',
    deleted_at: 'instant',
  },
  payment: {
    work_order_id: 'reference',
    method: ['cash', 'wechat', 'alipay', 'transfer', 'credit', 'waiver'],
    amount_fen: 'fen',
    receipt_no: 'text',
    due_on: 'date',
    reverses_id: 'reference',
    note: 'text',
    occurred_at: 'instant',
    staff_id: 'reference',
    deleted_at: 'instant',
  },
  quote_event: {
    work_order_id: 'reference',
    event: ['made', 'agreed'],
    paper_no: 'text',
    total_fen: 'fen',
    valid_until_on: 'date',
    terms: 'text',
    channel: ['phone', 'wechat', 'visit', 'counter', 'letter', 'card', 'email', 'online', 'other'],
    person_name: 'text',
    by_photo: 'flag',
    note: 'text',
    occurred_at: 'instant',
    staff_id: 'reference',
    deleted_at: 'instant',
  },
  stock_move: {
    part_code: 'text',
    part_name: 'text',
    old_part: 'flag',
    quantity: 'number',
    kind: ['receive', 'use', 'take_back', 'old_in', 'old_out', 'count'],
    work_order_id: 'reference',
    note: 'text',
    occurred_at: 'instant',
    staff_id: 'reference',
    counted: 'number',
    deleted_at: 'instant',
  },
  cash_close: {
    closed_on: 'date',
    expected_cash_fen: 'fen',
    counted_cash_fen: 'fen',
    expected_wechat_fen: 'fen',
    counted_wechat_fen: 'fen',
    expected_alipay_fen: 'fen',
    counted_alipay_fen: 'fen',
    expected_transfer_fen: 'fen',
    counted_transfer_fen: 'fen',
    note: 'text',
    occurred_at: 'instant',
    staff_id: 'reference',
    deleted_at: 'instant',
  },
  inspection: {
    unit_id: 'reference',
    work_order_id: 'reference',
    checklist: 'text',
    checklist_version: 'text',
    results: 'text',
    status: 'text',
    passed: 'flag',
    inspected_on: 'date',
    staff_id: 'reference',
    paper_no: 'text',
    photo_count: 'number',
    label_no: 'text',
    suspect: 'flag',
    deleted_at: 'instant',
  },
  custody_event: {
    unit_id: 'reference',
    step: 'text',
    from_state: 'text',
    to_state: 'text',
    occurred_on: 'date',
    from_kind: ['factory', 'carrier', 'dealer', 'borrower', 'customer', 'unknown'],
    from_name: 'text',
    from_customer_id: 'reference',
    to_kind: ['factory', 'carrier', 'dealer', 'borrower', 'customer', 'unknown'],
    to_name: 'text',
    to_customer_id: 'reference',
    document: 'text',
    staff_id: 'reference',
    note: 'text',
    gap: 'flag',
    other_unit_id: 'reference',
    work_order_id: 'reference',
    display_declared: 'flag',
    deleted_at: 'instant',
  },
  maintenance: {
    unit_id: 'reference',
    due_on: 'date',
    remind_on: 'date',
    state: ['open', 'done', 'cancelled'],
    done_on: 'date',
    staff_id: 'reference',
    work_order_id: 'reference',
    note: 'text',
    deleted_at: 'instant',
  },
  photo: {
    customer_id: 'reference',
    unit_id: 'reference',
    work_order_id: 'reference',
    complaint_id: 'reference',
    remedy_case_id: 'reference',
    kind: ['house', 'landmark', 'route', 'plate', 'seal', 'installation', 'before', 'after', 'signed_sheet', 'signed_quote', 'gas_alarm', 'damage', 'invoice', 'evidence', 'reported', 'other'],
    note: 'text',
    content_key: 'text',
    source_key: 'text',
    taken_at: 'instant',
    taken_from: ['camera', 'file'],
    bytes: 'number',
    width: 'number',
    height: 'number',
    item: 'text',
    request_id: 'reference',
    deleted_at: 'instant',
  },
  alert_ack: {
    kind: ['alert', 'script_read', 'hq_called'],
    work_order_id: 'reference',
    request_id: 'reference',
    round: 'number',
    stage: 'text',
    level: 'text',
    due_at: 'instant',
    acknowledged_at: 'instant',
    staff_id: 'reference',
    note: 'text',
    about: ['complaint', 'promise', 'return_visit', 'remedy_case', 'unit'],
    about_id: 'reference',
    deleted_at: 'instant',
  },
  day_close: {
    day_on: 'date',
    closed_at: 'instant',
    staff_id: 'reference',
    received: 'number',
    replied_same_day: 'number',
    finished: 'number',
    open: 'number',
    overdue: 'number',
    unsent: 'number',
    without_owner: 'number',
    without_next: 'number',
    note: 'text',
    deleted_at: 'instant',
  },
  conflict: {
    entity: 'text',
    row_id: 'reference',
    field: 'text',
    kept_value: 'text',
    kept_at: 'instant',
    kept_by: 'reference',
    kept_device: 'reference',
    other_value: 'text',
    other_at: 'instant',
    other_by: 'reference',
    other_device: 'reference',
    resolved_at: 'instant',
    resolved_by: 'reference',
    resolution: ['kept', 'other', 'new'],
    deleted_at: 'instant',
  },
  absence: {
    staff_id: 'reference',
    from_on: 'date',
    to_on: 'date',
    reason: 'text',
    deleted_at: 'instant',
  },
  certificate: {
    staff_id: 'reference',
    kind: ['maker_install', 'maker_repair', 'local_gas', 'electrician', 'height'],
    no: 'text',
    issuer: 'text',
    valid_from: 'date',
    valid_to: 'date',
    state: ['valid', 'suspended', 'revoked'],
    reason: 'text',
    deleted_at: 'instant',
  },
  certificate_permit: {
    staff_id: 'reference',
    task: 'text',
    from_on: 'date',
    until_on: 'date',
    reason: 'text',
    given_by: 'text',
    state: ['valid', 'withdrawn'],
    withdrawn_reason: 'text',
    deleted_at: 'instant',
  },
  score_objection: {
    staff_id: 'reference',
    month: 'text',
    figure: 'text',
    event: ['object', 'accept', 'decline'],
    objection_id: 'reference',
    text: 'text',
    by_id: 'reference',
    occurred_at: 'instant',
    deleted_at: 'instant',
  },
  access_entry: {
    staff_id: 'reference',
    action: ['view_customer', 'view_record', 'lookup', 'export', 'print', 'backup', 'reveal_phone'],
    customer_id: 'reference',
    what: 'text',
    reason: 'text',
    row_count: 'number',
    occurred_at: 'instant',
    record_kind: 'text',
    record_id: 'reference',
    deleted_at: 'instant',
  },
  recall: {
    no: 'text',
    kind: ['recall', 'stop_use'],
    state: ['published', 'withdrawn'],
    version: 'number',
    title: 'text',
    reason: 'text',
    advice: 'text',
    action: ['contact', 'inspect', 'replace_part', 'stop'],
    ranges: 'text',
    published_on: 'date',
    deadline_on: 'date',
    withdrawn_reason: 'text',
    deleted_at: 'instant',
  },
  recall_outcome: {
    recall_id: 'reference',
    recall_version: 'number',
    unit_id: 'reference',
    outcome: ['contacted', 'inspected', 'part_replaced', 'stopped'],
    done_on: 'date',
    staff_id: 'reference',
    work_order_id: 'reference',
    note: 'text',
    revokes_id: 'reference',
    deleted_at: 'instant',
  },
  care_call: {
    customer_id: 'reference',
    kind: ['birthday', 'anniversary', 'season'],
    person_id: 'reference',
    unit_id: 'reference',
    due_on: 'date',
    result: ['fine', 'wish', 'message'],
    reason: ['unreachable', 'moved', 'bad_time', 'recent', 'refused', 'other'],
    note: 'text',
    handled_at: 'instant',
    staff_id: 'reference',
    deleted_at: 'instant',
  },
  duty: {
    night_on: 'date',
    staff_id: 'reference',
    phone: 'text',
    deleted_at: 'instant',
  },
  publication: {
    no: 'text',
    kind: ['price_list', 'service_plans'],
    state: ['published', 'withdrawn'],
    effective_on: 'date',
    source: 'text',
    content: 'text',
    published_on: 'date',
    withdrawn_reason: 'text',
    issue: 'number',
    deleted_at: 'instant',
  },
  own_price: {
    kind: ['labour', 'part', 'travel'],
    code: 'text',
    name: 'text',
    name_en: 'text',
    unit_fen: 'fen',
    place: 'number',
    deleted_at: 'instant',
  },
  plan_event: {
    unit_id: 'reference',
    customer_id: 'reference',
    event: ['sell', 'renew', 'cancel', 'recover'],
    contract_id: 'reference',
    no: 'text',
    plan_code: 'text',
    plan_name: 'text',
    list_no: 'text',
    terms: 'text',
    start_on: 'date',
    end_on: 'date',
    method: ['cash', 'wechat', 'alipay', 'transfer'],
    amount_fen: 'fen',
    receipt_no: 'text',
    done_on: 'date',
    note: 'text',
    occurred_at: 'instant',
    staff_id: 'reference',
    deleted_at: 'instant',
  },
  shop_setting: {
    care_per_day: 'number',
    duty_closes: 'text',
    duty_opens: 'text',
    hq_phone: 'text',
    deleted_at: 'instant',
  },
  own_certificate: {
    staff_id: 'reference',
    kind: ['maker_install', 'maker_repair', 'local_gas', 'electrician', 'height'],
    no: 'text',
    issuer: 'text',
    valid_to: 'date',
    deleted_at: 'instant',
  },
  staff_skill: {
    staff_id: 'reference',
    skill: 'text',
    deleted_at: 'instant',
  },
  shop_event: {
    name: 'text',
    kind: ['free_check', 'duty', 'tour', 'promotion', 'training', 'other'],
    from_on: 'date',
    to_on: 'date',
    place: 'text',
    services: 'text',
    phone: 'text',
    note: 'text',
    deleted_at: 'instant',
  },
  place_name: {
    kind: ['town', 'village'],
    old_name: 'text',
    name: 'text',
    town: 'text',
    deleted_at: 'instant',
  },
  market_day: {
    town: 'text',
    calendar: ['lunar', 'solar'],
    digits: 'text',
    deleted_at: 'instant',
  },
  shipment: {
    no: 'text',
    block: 'number',
    state: ['published', 'withdrawn'],
    content: 'text',
    whole: 'text',
    published_on: 'date',
    withdrawn_reason: 'text',
    deleted_at: 'instant',
  },
  event_suggestion: {
    key: 'text',
    answer: ['planned', 'unwanted'],
    deleted_at: 'instant',
  },
} as const
