//! The table of steps, and of the leaps forward over steps that nobody recorded.

use super::{Event, State};
use crate::machine::{Row, Who, row};

const FACTORY: &[Who] = &[Who::HqService, Who::HqAdmin];
const DESK: &[Who] = &[Who::Clerk, Who::Manager];
const FIELD: &[Who] = &[Who::Clerk, Who::Technician, Who::Manager];
/// A danger is stopped by whoever sees it.
const SAFETY: &[Who] = &[
    Who::Clerk,
    Who::Technician,
    Who::Manager,
    Who::HqService,
    Who::HqQuality,
];
const RELEASERS: &[Who] = &[Who::Manager, Who::HqQuality];
const SENDERS: &[Who] = &[Who::Clerk, Who::Manager, Who::HqService];
const SCRAPPERS: &[Who] = &[Who::HqQuality, Who::HqAdmin];
const FINDERS: &[Who] = &[Who::Manager, Who::HqService];

/// Who may record that a machine was made; it then stands as [`State::Made`].
pub const MADE_BY: &[Who] = FACTORY;

/// The table of recorded steps. Whatever is neither here nor in [`GAPS`] is forbidden.
///
/// Where a step has several ends the facts choose: what was never commissioned where it stands goes
/// on being installed, and what is found again stands where it stood before the loss.
pub const TRANSITIONS: &[Row<State, Event>] = {
    use Event as E;
    use State as S;
    &[
        row(S::Made, E::Ship, S::Shipped, FACTORY),
        row(S::Shipped, E::Receive, S::InStock, DESK),
        row(S::InStock, E::Display, S::Display, DESK),
        row(S::InStock, E::Lend, S::Lent, DESK),
        row(S::Display, E::TakeBack, S::InStock, DESK),
        row(S::Lent, E::TakeBack, S::InStock, DESK),
        row(S::InStock, E::Sell, S::Sold, DESK),
        row(S::Display, E::Sell, S::Sold, DESK),
        row(S::Lent, E::Sell, S::Sold, DESK),
        row(S::Sold, E::Install, S::Installing, FIELD),
        row(S::Installing, E::Commission, S::InUse, FIELD),
        row(S::InUse, E::Fetch, S::InRepair, FIELD),
        row(S::Stopped, E::Fetch, S::StoppedInRepair, FIELD),
        row(S::InRepair, E::BringBack, S::InUse, FIELD),
        row(S::InRepair, E::BringBack, S::Installing, FIELD),
        row(S::StoppedInRepair, E::BringBack, S::Stopped, FIELD),
        // An old list knows no installation: what it calls sold may be in daily use.
        row(S::Sold, E::Stop, S::Stopped, SAFETY),
        row(S::Installing, E::Stop, S::Stopped, SAFETY),
        row(S::InUse, E::Stop, S::Stopped, SAFETY),
        row(S::InRepair, E::Stop, S::StoppedInRepair, SAFETY),
        row(S::Stopped, E::Release, S::InUse, RELEASERS),
        row(S::Stopped, E::Release, S::Installing, RELEASERS),
        row(S::StoppedInRepair, E::Release, S::InRepair, RELEASERS),
        row(S::InUse, E::Transfer, S::InUse, DESK),
        row(S::InUse, E::Relocate, S::Installing, FIELD),
        row(S::Sold, E::Return, S::Returned, DESK),
        row(S::Installing, E::Return, S::Returned, DESK),
        row(S::InUse, E::Return, S::Returned, DESK),
        row(S::InRepair, E::Return, S::Returned, DESK),
        row(S::Stopped, E::Return, S::Returned, DESK),
        row(S::StoppedInRepair, E::Return, S::Returned, DESK),
        row(S::Sold, E::ExchangeOut, S::ExchangedOut, DESK),
        row(S::Installing, E::ExchangeOut, S::ExchangedOut, DESK),
        row(S::InUse, E::ExchangeOut, S::ExchangedOut, DESK),
        row(S::InRepair, E::ExchangeOut, S::ExchangedOut, DESK),
        row(S::Stopped, E::ExchangeOut, S::ExchangedOut, DESK),
        row(S::StoppedInRepair, E::ExchangeOut, S::ExchangedOut, DESK),
        row(S::Returned, E::SendBack, S::AtFactory, SENDERS),
        row(S::ExchangedOut, E::SendBack, S::AtFactory, SENDERS),
        row(S::AtFactory, E::Scrap, S::Scrapped, SCRAPPERS),
        row(S::Shipped, E::Lose, S::Lost, SENDERS),
        row(S::InStock, E::Lose, S::Lost, SENDERS),
        row(S::Display, E::Lose, S::Lost, SENDERS),
        row(S::Lent, E::Lose, S::Lost, SENDERS),
        row(S::Sold, E::Lose, S::Lost, SENDERS),
        row(S::Installing, E::Lose, S::Lost, SENDERS),
        row(S::InUse, E::Lose, S::Lost, SENDERS),
        row(S::InRepair, E::Lose, S::Lost, SENDERS),
        row(S::Stopped, E::Lose, S::Lost, SENDERS),
        row(S::StoppedInRepair, E::Lose, S::Lost, SENDERS),
        row(S::Returned, E::Lose, S::Lost, SENDERS),
        row(S::ExchangedOut, E::Lose, S::Lost, SENDERS),
        row(S::Lost, E::Recover, S::Shipped, FINDERS),
        row(S::Lost, E::Recover, S::InStock, FINDERS),
        row(S::Lost, E::Recover, S::Display, FINDERS),
        row(S::Lost, E::Recover, S::Lent, FINDERS),
        row(S::Lost, E::Recover, S::Sold, FINDERS),
        row(S::Lost, E::Recover, S::Installing, FINDERS),
        row(S::Lost, E::Recover, S::InUse, FINDERS),
        row(S::Lost, E::Recover, S::InRepair, FINDERS),
        row(S::Lost, E::Recover, S::Stopped, FINDERS),
        row(S::Lost, E::Recover, S::StoppedInRepair, FINDERS),
        row(S::Lost, E::Recover, S::Returned, FINDERS),
        row(S::Lost, E::Recover, S::ExchangedOut, FINDERS),
    ]
};

/// Leaps forward over steps that nobody recorded. They are taken, and headquarters is asked.
pub const GAPS: &[Row<State, Event>] = {
    use Event as E;
    use State as S;
    &[
        row(S::Made, E::Receive, S::InStock, DESK),
        row(S::Made, E::Display, S::Display, DESK),
        row(S::Shipped, E::Display, S::Display, DESK),
        row(S::Made, E::Lend, S::Lent, DESK),
        row(S::Shipped, E::Lend, S::Lent, DESK),
        row(S::Made, E::Sell, S::Sold, DESK),
        row(S::Shipped, E::Sell, S::Sold, DESK),
        row(S::Made, E::Install, S::Installing, FIELD),
        row(S::Shipped, E::Install, S::Installing, FIELD),
        row(S::InStock, E::Install, S::Installing, FIELD),
        row(S::Display, E::Install, S::Installing, FIELD),
        row(S::Lent, E::Install, S::Installing, FIELD),
        row(S::Made, E::Commission, S::InUse, FIELD),
        row(S::Shipped, E::Commission, S::InUse, FIELD),
        row(S::InStock, E::Commission, S::InUse, FIELD),
        row(S::Display, E::Commission, S::InUse, FIELD),
        row(S::Lent, E::Commission, S::InUse, FIELD),
        row(S::Sold, E::Commission, S::InUse, FIELD),
    ]
};
