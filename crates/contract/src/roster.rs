//! Who is away, who may be sent, and what becomes of the work of somebody who leaves (员工).

use uuid::Uuid;

use crate::explain::BothLanguages;
use crate::staff::{Role, Staff};

codes! {
    /// What the gate of certificates says of a person, a job and a day.
    pub enum GateAnswer {
        /// The person may go.
        Allowed,
        /// The person may go; the list of what is revoked has not been renewed for some days.
        Warned,
        /// The person may not go.
        Blocked,
        /// The person may not go by the certificates; headquarters lets them go on this day.
        Permitted,
        /// Headquarters has certified nobody of this shop yet, so nothing is checked.
        Unchecked,
    }

    /// A piece of open work.
    pub enum WorkKind {
        /// An order dispatched to the person.
        WorkOrder,
        /// A request the person answers for.
        Request,
        /// A complaint the person answers for.
        Complaint,
        /// A promise the person keeps.
        Promise,
        /// A remedy case the person answers for.
        RemedyCase,
    }

    /// Where a certificate stands today.
    pub enum CertificateStanding {
        /// In force.
        Valid,
        /// In force, and near its end.
        Expiring,
        /// Over.
        Expired,
        /// Suspended by headquarters.
        Suspended,
        /// Revoked for good.
        Revoked,
    }
}

request! {
    /// Says on which weekdays a person rests; on all others they work.
    pub struct StaffRestSet {
        /// Who.
        pub id: Uuid,
        /// The weekdays, Monday 1 to Sunday 7.
        pub days: Vec<u8>,
    }

    /// Shows a person with absences, certificates and open work.
    pub struct StaffGet {
        /// Who.
        pub id: Uuid,
    }

    /// Asks for the certificates of everybody.
    pub struct CertificateList {}

    /// Asks for the absences that are not over.
    pub struct AbsenceList {}

    /// Notes days on which a person is away.
    pub struct AbsenceCreate {
        /// Who.
        pub staff_id: Uuid,
        /// The first day.
        pub from_on: String,
        /// The last day; the same when absent.
        pub to_on: Option<String>,
        /// Why.
        pub reason: Option<String>,
    }

    /// Takes an absence back.
    pub struct AbsenceDelete {
        /// Which.
        pub id: Uuid,
    }

    /// Asks who could be sent to an order on the day of its visit.
    pub struct DispatchOptionsGet {
        /// The order.
        pub work_order_id: Uuid,
    }

    /// A person leaves: everything that waits for them goes to others, in one step.
    pub struct StaffLeave {
        /// Who leaves.
        pub id: Uuid,
        /// Who takes over what is not named in `items`.
        pub to_id: Option<Uuid>,
        /// Work that goes to somebody else than `to_id`.
        #[serde(default)]
        pub items: Vec<HandOver>,
    }

    /// Says what a person can do; what is not named they cannot.
    pub struct StaffSkillsSet {
        /// Who.
        pub id: Uuid,
        /// Codes of the list of skills.
        pub skills: Vec<String>,
    }

    /// Writes a certificate down from its paper, while headquarters has certified nobody of the shop.
    pub struct StaffCertificateSet {
        /// Who holds it.
        pub id: Uuid,
        /// `maker_install`, `maker_repair`, `local_gas`, `electrician` or `height`.
        pub kind: String,
        /// The number on it; nothing takes it back.
        pub no: Option<String>,
        /// Who gave it.
        pub issuer: Option<String>,
        /// The last day.
        pub valid_to: Option<String>,
    }

    /// Asks for everybody with what they can do, for a list to take out.
    pub struct RosterList {}

    /// Who takes over one piece of work.
    pub struct HandOver {
        /// The order, request, complaint or promise.
        pub id: Uuid,
        /// Who takes it over.
        pub to_id: Uuid,
    }
}

response! {
    /// Days on which a person is away.
    pub struct Absence {
        /// The row.
        pub id: Uuid,
        /// Who.
        pub staff_id: Uuid,
        /// Their name.
        pub name: String,
        /// The first day.
        pub from_on: String,
        /// The last day.
        pub to_on: String,
        /// Why.
        pub reason: Option<String>,
        /// Whether today is one of the days.
        pub now: bool,
        /// Visits of these days that are dispatched to them all the same: somebody else has to go.
        pub visits: Vec<AwayVisit>,
    }

    /// A visit that is dispatched to somebody who is away on its day.
    pub struct AwayVisit {
        /// The order.
        pub work_order_id: Uuid,
        /// Its number.
        pub no: String,
        /// The household's name.
        pub customer_name: Option<String>,
        /// The day of the visit.
        pub planned_on: String,
    }

    /// Absences by their first day.
    pub struct Absences {
        /// The rows.
        pub rows: Vec<Absence>,
    }

    /// A certificate headquarters gave.
    pub struct Certificate {
        /// The row.
        pub id: Uuid,
        /// `maker_install`, `maker_repair`, `local_gas`, `electrician` or `height`.
        pub kind: String,
        /// The number on it.
        pub no: String,
        /// Who gave it.
        pub issuer: Option<String>,
        /// The first day.
        pub valid_from: String,
        /// The last day.
        pub valid_to: String,
        /// Where it stands today.
        pub standing: CertificateStanding,
        /// How many days are left, once a warning is due (60, 30 and 7 days before its end).
        pub days_left: Option<i32>,
        /// Why it is suspended or revoked.
        pub reason: Option<String>,
    }

    /// A certificate and whose it is.
    pub struct CertificateOf {
        /// Who holds it.
        pub staff: String,
        /// The certificate.
        pub certificate: Certificate,
    }

    /// The certificates of everybody who works here.
    pub struct Certificates {
        /// The rows.
        pub rows: Vec<CertificateOf>,
    }

    /// Headquarters lets a person go whom the gate of certificates holds back.
    pub struct Permit {
        /// The row.
        pub id: Uuid,
        /// For which task: `install`, `commission`, `repair`, `maintenance`, …
        pub task: String,
        /// The first day.
        pub from_on: String,
        /// The last day.
        pub until_on: String,
        /// Why.
        pub reason: String,
        /// Who at headquarters gave it.
        pub given_by: String,
        /// It holds today or will.
        pub open: bool,
        /// Headquarters took it back, and why.
        pub withdrawn_reason: Option<String>,
    }

    /// A piece of work that waits for a person.
    pub struct OpenWork {
        /// What it is.
        pub kind: WorkKind,
        /// The row.
        pub id: Uuid,
        /// Its number; a promise has none.
        pub no: Option<String>,
        /// The household's name.
        pub customer_name: Option<String>,
        /// What it is about.
        pub text: Option<String>,
        /// Where it stands.
        pub state: String,
    }

    /// A certificate the shop wrote down itself; headquarters did not compare it.
    pub struct OwnCertificate {
        /// The row.
        pub id: Uuid,
        /// `maker_install`, …
        pub kind: String,
        /// The number on it.
        pub no: String,
        /// Who gave it.
        pub issuer: Option<String>,
        /// The last day.
        pub valid_to: String,
        /// Where it stands today.
        pub standing: CertificateStanding,
    }

    /// A skill of the list, and whether the person has it.
    pub struct SkillChoice {
        /// Its code.
        pub code: String,
        /// `family`, `energy` or `language`.
        pub kind: String,
        /// Its name.
        pub name: BothLanguages,
        /// The person has it.
        pub held: bool,
    }

    /// Somebody of the shop as the roster names them.
    pub struct RosterRow {
        /// Who.
        pub id: Uuid,
        /// Their name.
        pub name: String,
        /// Their role.
        pub role: Role,
        /// Their phone.
        pub phone: Option<String>,
        /// What they can do, by name.
        pub skills: Vec<String>,
        /// Their certificates that are in force, by number and last day.
        pub certificates: Vec<String>,
        /// They are away today.
        pub away: bool,
        /// The weekdays on which they rest, by name.
        pub rest_days: Vec<String>,
    }

    /// Everybody who works here.
    pub struct RosterPage {
        /// The rows.
        pub rows: Vec<RosterRow>,
        /// How many.
        pub total: u32,
    }

    /// A person with everything that belongs to the job.
    pub struct StaffDetail {
        /// Who.
        pub staff: Staff,
        /// Absences that are not over, and those of the last year.
        pub absences: Vec<Absence>,
        /// What headquarters certifies.
        pub certificates: Vec<Certificate>,
        /// What the shop wrote down itself; it counts until headquarters has certified anybody.
        pub own_certificates: Vec<OwnCertificate>,
        /// The list of skills, with what the person can do.
        pub skills: Vec<SkillChoice>,
        /// The weekdays on which they rest, Monday 1.
        pub rest_days: Vec<u8>,
        /// What headquarters lets the person do all the same.
        pub permits: Vec<Permit>,
        /// Whether headquarters has certified anybody of this shop; until then nothing is checked.
        pub certificates_in_use: bool,
        /// The day up to which revocations are known: the last sync.
        pub certificates_known_on: Option<String>,
        /// What waits for the person.
        pub open_work: Vec<OpenWork>,
    }

    /// Somebody who could be sent.
    pub struct DispatchOption {
        /// Who.
        pub staff_id: Uuid,
        /// Their name.
        pub name: String,
        /// Their role.
        pub role: Role,
        /// The last day of the absence that covers the day of the visit.
        pub absent_until_on: Option<String>,
        /// Why they are away.
        pub absent_reason: Option<String>,
        /// The day of the visit is one on which they rest.
        pub rests: bool,
        /// What the gate of certificates says.
        pub gate: GateAnswer,
        /// Why, as codes of the rule.
        pub gate_reasons: Vec<String>,
        /// How many pieces of work wait for them.
        pub open_count: u32,
        /// How many visits are dispatched to them on the day of the visit, this order aside.
        pub visits: u32,
        /// One of those is agreed for a time that overlaps with this visit's.
        pub overlaps: bool,
        /// The household asked for them (R106).
        pub wished: bool,
        /// What the visit asks for and they cannot do, where the shop has written skills down.
        pub missing_skills: Vec<BothLanguages>,
    }

    /// Who could be sent, those who can first.
    pub struct DispatchOptions {
        /// The day of the visit.
        pub planned_on: String,
        /// The people.
        pub rows: Vec<DispatchOption>,
    }
}
