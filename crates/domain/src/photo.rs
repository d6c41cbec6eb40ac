//! Photos: what they show, when they were taken, and which of them are to be looked at (待核查).
//!
//! A photo is proof only if it was made there and then (R113). One that was taken long before or
//! after the visit, or that already proves another job, is shown as doubtful: a reason to look,
//! never a verdict.

use chrono::NaiveDateTime;

use crate::codes::codes;
use crate::staff::Role;
use crate::time::{DAY_MS, instant_of_local};

/// Most photos taken in at once.
pub const AT_ONCE_MAX: usize = 50;
/// Most pictures that are attached to one call.
pub const OF_CALL_MAX: usize = 20;
/// How far from the visit a photo may be taken.
const SLACK_MS: i64 = DAY_MS;
/// No camera of a shop is older (2005-01-01 in China); a clock that says so was never set.
const OLDEST_AT: i64 = 1_104_508_800_000;

codes! {
    /// What a photo belongs to.
    Owner {
        /// A household.
        Customer = "customer",
        /// A machine.
        Unit = "unit",
        /// A work order.
        WorkOrder = "work_order",
        /// A complaint.
        Complaint = "complaint",
        /// A remedy case.
        RemedyCase = "remedy_case",
        /// A call, before and beside what it became.
        Request = "request",
    }
}

codes! {
    /// What a photo shows.
    Kind {
        /// 房屋
        House = "house",
        /// 地标
        Landmark = "landmark",
        /// 路线
        Route = "route",
        /// 铭牌
        Plate = "plate",
        /// 封条
        Seal = "seal",
        /// 安装
        Installation = "installation",
        /// 维修前
        Before = "before",
        /// 维修后
        After = "after",
        /// 纸质签字单
        SignedSheet = "signed_sheet",
        /// 签了字的报价单
        SignedQuote = "signed_quote",
        /// 燃气报警
        GasAlarm = "gas_alarm",
        /// 损坏
        Damage = "damage",
        /// 购机凭证
        Invoice = "invoice",
        /// 证据
        Evidence = "evidence",
        /// 来电时发来: what the customer sent with a call.
        Reported = "reported",
        /// 其他
        Other = "other",
    }
}

codes! {
    /// How it is known when a photo was taken.
    TakenFrom {
        /// The camera wrote it into the picture.
        Camera = "camera",
        /// The time of the file.
        File = "file",
    }
}

codes! {
    /// Why a photo is to be looked at.
    Doubt {
        /// It was taken more than a day before or after the visit.
        TimeFar = "time_far",
        /// The same picture stands at another record of this kind.
        UsedElsewhere = "used_elsewhere",
    }
}

/// A camera's clock when the shutter opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CameraTime {
    /// Its reading.
    pub local: NaiveDateTime,
    /// The minutes its zone is before UTC; China's when it does not say.
    pub offset_minutes: Option<i32>,
}

/// From when to when somebody was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Visit {
    /// The work began.
    pub from_at: i64,
    /// It was finished; the same as the beginning while it goes on.
    pub to_at: i64,
}

/// What is known of a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// What it shows.
    pub kind: Kind,
    /// When it was taken.
    pub taken_at: Option<i64>,
    /// The visit it proves.
    pub visit: Option<Visit>,
    /// At how many other records of the same kind the same picture stands.
    pub elsewhere: u32,
}

/// What a photo of such a record can show; the likeliest first.
#[must_use]
pub const fn kinds(owner: Owner) -> &'static [Kind] {
    use Kind as K;
    match owner {
        Owner::Customer => &[K::House, K::Landmark, K::Route, K::Other],
        Owner::Unit => &[
            K::Plate,
            K::Seal,
            K::Installation,
            K::Damage,
            K::Invoice,
            K::SignedSheet,
            K::Other,
        ],
        Owner::WorkOrder => &[
            K::Before,
            K::After,
            K::SignedSheet,
            K::SignedQuote,
            K::GasAlarm,
            K::Plate,
            K::Seal,
            K::Installation,
            K::Damage,
            K::Reported,
            K::Other,
        ],
        Owner::Complaint => &[
            K::Evidence,
            K::Damage,
            K::SignedSheet,
            K::Reported,
            K::Other,
        ],
        Owner::RemedyCase => &[
            K::Evidence,
            K::Damage,
            K::Plate,
            K::Seal,
            K::Invoice,
            K::SignedSheet,
            K::Reported,
            K::Other,
        ],
        Owner::Request => &[K::Reported, K::Plate, K::Damage, K::GasAlarm, K::Other],
    }
}

/// When a photo was taken: the camera's word, else the file's time. Never later than now; a clock
/// that was never set says nothing.
#[must_use]
pub fn taken(
    camera: Option<CameraTime>,
    file_at: Option<i64>,
    now_at: i64,
) -> Option<(i64, TakenFrom)> {
    let camera = camera.and_then(instant).map(|at| (at, TakenFrom::Camera));
    let file = file_at.map(|at| (at, TakenFrom::File));
    let told = |found: &(i64, TakenFrom)| found.0 >= OLDEST_AT;
    let (at, from) = camera.filter(told).or(file.filter(told))?;
    Some((at.min(now_at), from))
}

fn instant(time: CameraTime) -> Option<i64> {
    match time.offset_minutes {
        None => instant_of_local(time.local),
        Some(minutes) => {
            let read = time.local.and_utc().timestamp_millis();
            Some(read.saturating_sub(i64::from(minutes) * 60_000))
        }
    }
}

/// Why a photo is to be looked at; nothing is wrong with most.
#[must_use]
pub fn doubts(seen: &Seen) -> Vec<Doubt> {
    let far = seen.taken_at.zip(seen.visit).is_some_and(|(at, visit)| {
        let early = at < visit.from_at.saturating_sub(SLACK_MS);
        let late = at > visit.to_at.saturating_add(SLACK_MS);
        // Paper that was signed there is photographed in the shop when it comes back.
        let away = early || (late && seen.kind != Kind::SignedSheet);
        // What a customer sends with a call proves no visit.
        away && seen.kind != Kind::Reported
    });
    let found = [
        (far, Doubt::TimeFar),
        (seen.elsewhere > 0, Doubt::UsedElsewhere),
    ];
    let found = found.into_iter().filter(|(is, _)| *is);
    found.map(|(_, doubt)| doubt).collect()
}

/// Whether a record in this state has been judged by its photos: the job is over, the answer to a
/// complaint was given, a remedy was proposed.
#[must_use]
pub fn is_settled(owner: Owner, state: &str) -> bool {
    match owner {
        // A call is judged as what it became.
        Owner::Customer | Owner::Unit | Owner::Request => false,
        Owner::WorkOrder => matches!(state, "closed" | "cancelled"),
        Owner::Complaint => matches!(state, "closed_satisfied" | "closed_external"),
        Owner::RemedyCase => state != "opened",
    }
}

/// Whether somebody may take a photo away. What a closed job or a decided case was judged by only
/// the manager takes away.
#[must_use]
pub fn may_remove(role: Role, settled: bool) -> bool {
    role == Role::Manager || (role == Role::Clerk && !settled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR_MS;
    use chrono::NaiveDate;

    /// 2026-11-21 10:00 in China.
    const NOON: i64 = 1_795_226_400_000;

    fn seen(kind: Kind, taken_at: i64) -> Vec<Doubt> {
        let visit = Visit {
            from_at: NOON,
            to_at: NOON + 2 * HOUR_MS,
        };
        doubts(&Seen {
            kind,
            taken_at: Some(taken_at),
            visit: Some(visit),
            elsewhere: 0,
        })
    }

    #[test]
    fn a_photo_more_than_a_day_from_the_visit_is_to_be_looked_at_and_a_day_is_none() {
        let end = NOON + 2 * HOUR_MS;
        for (at, far) in [
            (NOON - DAY_MS - 1, true),
            (NOON - DAY_MS, false),
            (NOON + HOUR_MS, false),
            (end + DAY_MS, false),
            (end + DAY_MS + 1, true),
        ] {
            let expected: &[Doubt] = if far { &[Doubt::TimeFar] } else { &[] };
            assert_eq!(seen(Kind::Before, at), expected, "{at}");
        }
    }

    #[test]
    fn a_signed_sheet_may_be_photographed_late_and_never_before_the_visit() {
        assert_eq!(seen(Kind::SignedSheet, NOON + 9 * DAY_MS), []);
        assert_eq!(seen(Kind::SignedSheet, NOON - 2 * DAY_MS), [Doubt::TimeFar]);
    }

    #[test]
    fn the_same_picture_at_another_record_is_to_be_looked_at_whatever_its_time() {
        let mut photo = Seen {
            kind: Kind::After,
            taken_at: None,
            visit: None,
            elsewhere: 1,
        };
        assert_eq!(doubts(&photo), [Doubt::UsedElsewhere]);
        photo.elsewhere = 0;
        assert_eq!(doubts(&photo), []);
    }

    #[test]
    fn the_camera_is_believed_before_the_file_and_neither_beyond_now_nor_before_it_was_set() {
        let local = NaiveDate::from_ymd_opt(2026, 11, 21)
            .and_then(|day| day.and_hms_opt(10, 0, 0))
            .unwrap();
        let camera = |offset_minutes| {
            Some(CameraTime {
                local,
                offset_minutes,
            })
        };
        let later = NOON + DAY_MS;
        let at = |camera, file| taken(camera, file, later);
        assert_eq!(
            at(camera(None), Some(NOON + 5)),
            Some((NOON, TakenFrom::Camera))
        );
        assert_eq!(at(camera(Some(480)), None), Some((NOON, TakenFrom::Camera)));
        // A phone in Japan's zone.
        let japan = Some((NOON - HOUR_MS, TakenFrom::Camera));
        assert_eq!(at(camera(Some(540)), None), japan);
        assert_eq!(at(None, Some(NOON)), Some((NOON, TakenFrom::File)));
        assert_eq!(at(None, Some(later + 1)), Some((later, TakenFrom::File)));
        assert_eq!(at(None, Some(0)), None);
        let unset = Some(CameraTime {
            local: NaiveDate::from_ymd_opt(1980, 1, 1)
                .and_then(|day| day.and_hms_opt(0, 0, 0))
                .unwrap(),
            offset_minutes: None,
        });
        assert_eq!(at(unset, Some(NOON)), Some((NOON, TakenFrom::File)));
    }

    #[test]
    fn every_record_has_kinds_and_every_kind_a_record() {
        for owner in Owner::ALL {
            assert!(kinds(*owner).contains(&Kind::Other), "{owner:?}");
        }
        for kind in Kind::ALL {
            let shown = Owner::ALL.iter().any(|owner| kinds(*owner).contains(kind));
            assert!(shown, "{kind:?}");
        }
    }

    #[test]
    fn the_states_by_which_a_record_is_settled_are_states_of_theirs() {
        use crate::{complaint, remedy_case, work_order};
        let settled = |owner, states: Vec<&'static str>| {
            let found = states.into_iter().filter(|state| is_settled(owner, state));
            found.collect::<Vec<_>>()
        };
        let orders = work_order::State::ALL.iter().map(|s| s.code()).collect();
        assert_eq!(settled(Owner::WorkOrder, orders), ["closed", "cancelled"]);
        let complaints = complaint::state::State::ALL
            .iter()
            .map(|s| s.code())
            .collect();
        let closed = ["closed_satisfied", "closed_external"];
        assert_eq!(settled(Owner::Complaint, complaints), closed);
        let cases = remedy_case::state::State::ALL;
        let open: Vec<_> = cases
            .iter()
            .filter(|state| !is_settled(Owner::RemedyCase, state.code()))
            .collect();
        assert_eq!(open, [&remedy_case::state::State::Opened]);
    }

    #[test]
    fn what_a_closed_job_was_judged_by_only_the_manager_takes_away() {
        for (role, settled, may) in [
            (Role::Clerk, false, true),
            (Role::Clerk, true, false),
            (Role::Manager, true, true),
            (Role::Technician, false, false),
        ] {
            assert_eq!(may_remove(role, settled), may, "{role:?} {settled}");
        }
    }
}
