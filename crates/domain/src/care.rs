//! The care calls of a day (R019, R083): birthdays, the day a machine was installed, the check
//! before the heating season.
//!
//! What there is to call about follows from what is known; only that a call was made or left is
//! recorded. So every PC of a shop that knows the same chooses the same, and nothing is planned that
//! a withdrawn consent would have to take back.

mod policy;

use std::collections::HashSet;

use chrono::{Datelike as _, Days, NaiveDate};

pub use policy::{CarePolicy, PER_DAY_MOST, built_in};

use crate::calendar::lunar::{Birthday, BirthdayPolicy, birthday_reminder};
use crate::codes::codes;
use crate::id::{CareCallId, CustomerId, PersonId, UnitId};
use crate::policy::Document;
use crate::privacy::consent::{ConsentRow, Message, may_send};
use crate::privacy::policy::{MessageKind, PrivacyPolicy};
use crate::rule::RuleError;

codes! {
    /// What a care call is about.
    CareKind {
        /// 生日
        Birthday = "birthday",
        /// 安装纪念日
        Anniversary = "anniversary",
        /// 供暖季前检查
        Season = "season",
    }
}

codes! {
    /// How a call came out.
    CareResult {
        /// 一切都好
        Fine = "fine",
        /// 有事要办
        Wish = "wish",
        /// 留了话
        Message = "message",
    }
}

codes! {
    /// Why a call was left.
    SkipReason {
        /// 打不通
        Unreachable = "unreachable",
        /// 搬走了
        Moved = "moved",
        /// 家里不方便
        BadTime = "bad_time",
        /// 刚联系过
        Recent = "recent",
        /// 不要再打
        Refused = "refused",
        /// 其他
        Other = "other",
    }
}

/// What a household wishes, which every call asks first.
#[derive(Debug, Clone)]
pub struct Wishes {
    /// The household.
    pub customer: CustomerId,
    /// It wants no calls.
    pub no_call: bool,
    /// It wants no commercial messages.
    pub no_marketing: bool,
}

/// Something there is to call about, from a day to a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// What it is about.
    pub kind: CareKind,
    /// The household.
    pub customer: CustomerId,
    /// The person whose birthday it is.
    pub person: Option<PersonId>,
    /// The machine.
    pub unit: Option<UnitId>,
    /// The day itself; of a season its last day.
    pub on: NaiveDate,
    /// The last day of the call.
    pub until: NaiveDate,
    /// How many years it has been.
    pub years: u32,
    /// Those without maintenance come before the others.
    pub unmaintained: bool,
}

impl Occasion {
    /// The id of the call: one for each occasion, whichever PC makes it.
    #[must_use]
    pub fn id(&self) -> CareCallId {
        let about = match self.kind {
            CareKind::Birthday => self.person.map(|id| id.0),
            CareKind::Anniversary => self.unit.map(|id| id.0),
            CareKind::Season => None,
        };
        let about = about.unwrap_or(self.customer.0);
        let when = match self.kind {
            CareKind::Season => self.on.year().to_string(),
            _ => self.on.to_string(),
        };
        CareCallId::of(self.kind.code(), about, &when)
    }
}

/// By what care calls are decided.
#[derive(Debug, Clone, Copy)]
pub struct Rules<'a> {
    /// The figures of care calls.
    pub care: &'a CarePolicy,
    /// When one is reminded of a birthday.
    pub birthday: &'a Document<BirthdayPolicy>,
    /// What may be sent to whom.
    pub privacy: &'a Document<PrivacyPolicy>,
    /// What the people said.
    pub consents: &'a [ConsentRow],
}

impl Rules<'_> {
    fn may(
        &self,
        wishes: &Wishes,
        person: uuid::Uuid,
        kind: MessageKind,
        now_at: i64,
    ) -> Result<bool, RuleError> {
        if wishes.no_call {
            return Ok(false);
        }
        let message = Message {
            person,
            kind,
            send_at: now_at,
            no_marketing: wishes.no_marketing,
        };
        Ok(may_send(&message, self.consents, self.privacy)?
            .result
            .allowed)
    }

    /// The birthday of a person, from the reminder on, with that person's own consent.
    ///
    /// # Errors
    /// [`RuleError`] for a day no year has.
    pub fn birthday(
        &self,
        wishes: &Wishes,
        person: PersonId,
        (birthday, born_in): (Birthday, i32),
        (today, now_at): (NaiveDate, i64),
    ) -> Result<Option<Occasion>, RuleError> {
        if !self.may(wishes, person.0, MessageKind::Birthday, now_at)? {
            return Ok(None);
        }
        let reminder = birthday_reminder(self.birthday, birthday, true, today)?.result;
        let on = reminder.birthday_on;
        Ok(reminder.due.then(|| Occasion {
            kind: CareKind::Birthday,
            customer: wishes.customer,
            person: Some(person),
            unit: None,
            on,
            until: on,
            years: years(born_in, on),
            unmaintained: false,
        }))
    }

    /// The days of installation whose anniversary is called about today.
    #[must_use]
    pub fn anniversary_days(&self, today: NaiveDate) -> Vec<NaiveDate> {
        let back = 0..=u64::from(self.care.anniversary_days);
        back.filter_map(|days| today.checked_sub_days(Days::new(days)))
            .collect()
    }

    /// The anniversary of an installation, with the household's consent to care.
    ///
    /// # Errors
    /// [`RuleError`] of the policy.
    pub fn anniversary(
        &self,
        wishes: &Wishes,
        (unit, installed_on): (UnitId, NaiveDate),
        (today, now_at): (NaiveDate, i64),
    ) -> Result<Option<Occasion>, RuleError> {
        let days = self.anniversary_days(today).into_iter();
        let same = |day: &NaiveDate| {
            (day.month(), day.day()) == (installed_on.month(), installed_on.day())
        };
        let Some(on) = days.into_iter().find(same).filter(|on| *on > installed_on) else {
            return Ok(None);
        };
        if !self.may(wishes, wishes.customer.0, MessageKind::Care, now_at)? {
            return Ok(None);
        }
        let ahead = Days::new(self.care.anniversary_days.into());
        Ok(Some(Occasion {
            kind: CareKind::Anniversary,
            customer: wishes.customer,
            person: None,
            unit: Some(unit),
            on,
            until: on.checked_add_days(ahead).unwrap_or(on),
            years: years(installed_on.year(), on),
            unmaintained: false,
        }))
    }

    /// The last day of the calls before the heating season, while they are made.
    #[must_use]
    pub fn season(&self, today: NaiveDate) -> Option<NaiveDate> {
        let from = self.care.season_from.in_year(today.year())?;
        let to = self.care.season_to.in_year(today.year())?;
        (from..=to).contains(&today).then_some(to)
    }

    /// The check before the heating season: a service, not marketing.
    ///
    /// # Errors
    /// [`RuleError`] of the policy.
    pub fn season_check(
        &self,
        wishes: &Wishes,
        unmaintained: bool,
        (today, now_at): (NaiveDate, i64),
    ) -> Result<Option<Occasion>, RuleError> {
        let Some(to) = self.season(today) else {
            return Ok(None);
        };
        if !self.may(wishes, wishes.customer.0, MessageKind::Service, now_at)? {
            return Ok(None);
        }
        Ok(Some(Occasion {
            kind: CareKind::Season,
            customer: wishes.customer,
            person: None,
            unit: None,
            on: to,
            until: to,
            years: 0,
            unmaintained,
        }))
    }
}

fn years(from: i32, on: NaiveDate) -> u32 {
    u32::try_from(on.year() - from).unwrap_or(0)
}

/// The calls still to be made today: what ends first comes first, and of a season's those without
/// maintenance. What was handled today counts among the day's, so that nobody is given more than the
/// shop wanted.
#[must_use]
pub fn choose<S: std::hash::BuildHasher>(
    per_day: usize,
    mut occasions: Vec<Occasion>,
    handled: &HashSet<CareCallId, S>,
    handled_today: usize,
) -> Vec<Occasion> {
    occasions.retain(|one| !handled.contains(&one.id()));
    occasions.sort_by_key(|one| (one.until, one.kind, !one.unmaintained, one.id()));
    occasions.dedup_by_key(|one| one.id());
    occasions.truncate(per_day.saturating_sub(handled_today));
    occasions
}

#[cfg(test)]
mod tests;
