//! Whether what was registered wrongly of a complaint may be put right: never what it takes from those
//! who judge, and never what makes it milder or its times later without the right person's word.

use super::Class;

/// A correction as far as the rule goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction {
    /// It is not settled or closed.
    pub open: bool,
    /// Headquarters handles it.
    pub taken_over: bool,
    /// Whoever corrects is complained about, or served.
    pub by_judged: bool,
    /// A manager corrects.
    pub by_manager: bool,
    /// Why is written down.
    pub reasoned: bool,
    /// It is on the formal way.
    pub formal: bool,
    /// A person has given the class: it stays whatever is corrected.
    pub assessed: bool,
    /// The class as it was registered.
    pub was: Class,
    /// The class as it is corrected.
    pub becomes: Class,
    /// A danger or an injury was ticked and is no more.
    pub takes_danger_back: bool,
    /// When it came in: as it was registered, and as it is corrected.
    pub received_at: (i64, i64),
    /// The first step that was taken with it.
    pub first_step_at: Option<i64>,
}

/// Why it may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotCorrected {
    /// It is over: it is opened again first.
    Over,
    /// Headquarters handles it.
    TakenOver,
    /// Nobody rewrites what is said of themselves or their work.
    ComplainedAbout,
    /// Only headquarters makes a grave one milder.
    Lowering,
    /// A grumble of this weight is taken formally first.
    FormaliseFirst,
    /// A formal complaint does not become a grumble again.
    StaysFormal,
    /// Only a manager gives the shop more time.
    LaterByManager,
    /// And says why.
    LaterReason,
    /// It cannot have come in after something was done about it.
    AfterFirstStep,
}

/// Whether a correction may be made.
///
/// # Errors
/// [`NotCorrected`], the first reason that holds.
pub fn may_correct(one: &Correction) -> Result<(), NotCorrected> {
    let (was_at, becomes_at) = one.received_at;
    let later = becomes_at > was_at;
    let milder = one.becomes.is_milder_than(one.was) && !one.assessed;
    let reasons = [
        (!one.open, NotCorrected::Over),
        (one.taken_over, NotCorrected::TakenOver),
        (one.by_judged, NotCorrected::ComplainedAbout),
        (
            !one.formal && one.becomes != Class::D,
            NotCorrected::FormaliseFirst,
        ),
        (
            one.formal && one.becomes == Class::D && !one.assessed,
            NotCorrected::StaysFormal,
        ),
        (
            one.was.is_co_owned() && (milder || one.takes_danger_back),
            NotCorrected::Lowering,
        ),
        (later && !one.by_manager, NotCorrected::LaterByManager),
        (later && !one.reasoned, NotCorrected::LaterReason),
        (
            one.first_step_at.is_some_and(|step| becomes_at > step) && becomes_at != was_at,
            NotCorrected::AfterFirstStep,
        ),
    ];
    match reasons.into_iter().find(|(holds, _)| *holds) {
        Some((_, why)) => Err(why),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Correction = Correction {
        open: true,
        taken_over: false,
        by_judged: false,
        by_manager: false,
        reasoned: false,
        formal: true,
        assessed: false,
        was: Class::C,
        becomes: Class::C,
        takes_danger_back: false,
        received_at: (1_000, 1_000),
        first_step_at: Some(5_000),
    };

    #[test]
    #[allow(clippy::type_complexity, reason = "a table of cases")]
    fn a_slip_is_put_right_and_nothing_is_made_milder_or_later_without_the_right_word() {
        use NotCorrected as No;
        let with = |change: fn(&mut Correction)| {
            let mut one = PLAIN;
            change(&mut one);
            may_correct(&one)
        };
        let cases: [(fn(&mut Correction), Result<(), No>); 18] = [
            (|_| {}, Ok(())),
            (|one| one.open = false, Err(No::Over)),
            (|one| one.taken_over = true, Err(No::TakenOver)),
            (|one| one.by_judged = true, Err(No::ComplainedAbout)),
            (|one| one.becomes = Class::A, Ok(())),
            (|one| one.becomes = Class::D, Err(No::StaysFormal)),
            (|one| one.was = Class::B, Err(No::Lowering)),
            (|one| (one.was, one.assessed) = (Class::B, true), Ok(())),
            (
                |one| {
                    (one.was, one.becomes) = (Class::A, Class::A);
                    one.takes_danger_back = true;
                },
                Err(No::Lowering),
            ),
            (
                |one| (one.formal, one.was, one.becomes) = (false, Class::D, Class::D),
                Ok(()),
            ),
            (
                |one| (one.formal, one.was) = (false, Class::D),
                Err(No::FormaliseFirst),
            ),
            (|one| one.received_at.1 = 10, Ok(())),
            (|one| one.received_at.1 = 1_001, Err(No::LaterByManager)),
            (
                |one| (one.by_manager, one.received_at.1) = (true, 1_001),
                Err(No::LaterReason),
            ),
            (
                |one| {
                    (one.by_manager, one.reasoned) = (true, true);
                    one.received_at.1 = 5_000;
                },
                Ok(()),
            ),
            (
                |one| {
                    (one.by_manager, one.reasoned) = (true, true);
                    one.received_at.1 = 5_001;
                },
                Err(No::AfterFirstStep),
            ),
            (
                // A PC whose clock was behind took the step; what is not corrected is not judged.
                |one| one.first_step_at = Some(10),
                Ok(()),
            ),
            (
                |one| (one.first_step_at, one.received_at.1) = (Some(10), 20),
                Err(No::AfterFirstStep),
            ),
        ];
        for (at, (change, expected)) in cases.into_iter().enumerate() {
            assert_eq!(with(change), expected, "case {at}");
        }
    }
}
