//! Whose numbers somebody sees in full: the manager and the desk everybody's, a technician those of
//! the households they are sent to today or tomorrow, for they must call before they drive.

use chrono::{Days, NaiveDate};

use super::{Action, Actor, Answer, Context, permitted};
use crate::work_order::State;

/// What somebody has to do at a household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Errand {
    /// Whether the order is dispatched to the person who asks.
    pub theirs: bool,
    /// Where the order stands.
    pub state: State,
    /// The day of the visit, if one is agreed.
    pub visit_on: Option<NaiveDate>,
}

impl Errand {
    /// Whether it is theirs to call at present: dispatched or begun, and not only due after tomorrow.
    /// One whose day has passed is still to be done, and one without a day is to be done at once.
    #[must_use]
    pub fn is_near(&self, today: NaiveDate) -> bool {
        let open = matches!(self.state, State::Dispatched | State::InProgress);
        let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
        self.theirs && open && self.visit_on.is_none_or(|day| day <= tomorrow)
    }
}

/// Whether a person sees a household's numbers in full, by the table of permissions.
///
/// The desk's work of today is whoever calls, so the clerk's limit always holds at the desk; each
/// look is in the access log.
#[must_use]
pub fn may_see_phone(actor: Actor, errands: &[Errand], today: NaiveDate) -> bool {
    let context = Context {
        own_todays_work: Some(true),
        own_job: Some(errands.iter().any(|errand| errand.is_near(today))),
        ..Context::default()
    };
    permitted(Action::SeeFullPhone, actor, &context)
        .is_ok_and(|decision| decision.result.answer == Answer::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_technician_sees_the_number_of_an_own_open_visit_until_tomorrow_and_no_other() {
        let today = day("2026-12-31");
        let visit = |theirs, state, on: Option<&str>| {
            let errand = Errand {
                theirs,
                state,
                visit_on: on.map(day),
            };
            may_see_phone(Actor::Technician, &[errand], today)
        };
        for (theirs, state, on, seen) in [
            (true, State::Dispatched, Some("2026-12-31"), true),
            (true, State::Dispatched, Some("2027-01-01"), true),
            (true, State::Dispatched, Some("2027-01-02"), false),
            (true, State::InProgress, Some("2026-12-20"), true),
            (true, State::Dispatched, None, true),
            (false, State::Dispatched, Some("2026-12-31"), false),
            (true, State::Scheduled, Some("2026-12-31"), false),
            (true, State::WaitingPart, Some("2026-12-31"), false),
            (true, State::Postponed, Some("2026-12-31"), false),
            (true, State::Finished, Some("2026-12-31"), false),
            (true, State::Closed, Some("2026-12-31"), false),
            (true, State::Cancelled, None, false),
        ] {
            assert_eq!(visit(theirs, state, on), seen, "{theirs} {state:?} {on:?}");
        }
        assert!(!may_see_phone(Actor::Technician, &[], today));
    }

    #[test]
    fn the_desk_and_the_manager_see_every_number_and_headquarters_administration_none() {
        let today = day("2026-11-23");
        for (actor, seen) in [
            (Actor::Clerk, true),
            (Actor::Manager, true),
            (Actor::Visitor, false),
            (Actor::HqService, false),
            (Actor::HqAdmin, false),
        ] {
            assert_eq!(may_see_phone(actor, &[], today), seen, "{actor:?}");
        }
    }
}
