//! A machine's chain of custody (`model.md` §3.7).
//!
//! Each step hands the machine from a party to a party and has a document. A PC that has been
//! offline may not know the steps before: a machine sold that never came in is entered all the
//! same, and headquarters is asked about the gap (流转缺口). The table therefore has two parts:
//! [`TRANSITIONS`], and the leaps forward of [`GAPS`].

mod table;

use serde::{Deserialize, Serialize};

pub use table::{GAPS, MADE_BY, TRANSITIONS};

use crate::codes::codes;
use crate::machine::{self, Reason, Refused as MachineRefused, Row, Who, demand, says};

codes! {
    /// Where a machine stands. One whose making nobody recorded stands as [`State::Made`].
    State {
        /// 生产入库
        Made = "made",
        /// 出厂发运
        Shipped = "shipped",
        /// 代理商在库
        InStock = "in_stock",
        /// 门店样机
        Display = "display",
        /// 借用
        Lent = "lent",
        /// 已售待装
        Sold = "sold",
        /// 安装中
        Installing = "installing",
        /// 使用中
        InUse = "in_use",
        /// 维修中（取回）
        InRepair = "in_repair",
        /// 停用（安全）
        Stopped = "stopped",
        /// 停用维修中（取回）: fetched while stopped; the stop goes with it.
        StoppedInRepair = "stopped_in_repair",
        /// 已退回
        Returned = "returned",
        /// 已换出
        ExchangedOut = "exchanged_out",
        /// 返厂
        AtFactory = "at_factory",
        /// 报废
        Scrapped = "scrapped",
        /// 丢失/被盗
        Lost = "lost",
    }
}

impl State {
    /// Whether it was stopped for danger; only its release ends that.
    #[must_use]
    pub const fn is_stopped(self) -> bool {
        matches!(self, Self::Stopped | Self::StoppedInRepair)
    }

    /// Whether it works at a household, or will as soon as it is installed or back.
    #[must_use]
    pub const fn may_work(self) -> bool {
        matches!(
            self,
            Self::Sold | Self::InUse | Self::Installing | Self::InRepair
        )
    }
}

codes! {
    /// A step of a machine.
    Event {
        /// 发运
        Ship = "ship",
        /// 到货入库
        Receive = "receive",
        /// 摆样
        Display = "display",
        /// 借出
        Lend = "lend",
        /// 撤样/归还
        TakeBack = "take_back",
        /// 售出
        Sell = "sell",
        /// 开始安装
        Install = "install",
        /// 调试合格，投入使用
        Commission = "commission",
        /// 取回维修
        Fetch = "fetch",
        /// 修好送回
        BringBack = "bring_back",
        /// 停用
        Stop = "stop",
        /// 解除停用
        Release = "release",
        /// 转赠/过户
        Transfer = "transfer",
        /// 移机
        Relocate = "relocate",
        /// 退回
        Return = "return",
        /// 换出
        ExchangeOut = "exchange_out",
        /// 返厂
        SendBack = "send_back",
        /// 报废
        Scrap = "scrap",
        /// 报失
        Lose = "lose",
        /// 找回
        Recover = "recover",
    }
}

codes! {
    /// Who holds a machine.
    PartyKind {
        /// 厂家
        Factory = "factory",
        /// 承运人
        Carrier = "carrier",
        /// 代理商
        Dealer = "dealer",
        /// 借用人
        Borrower = "borrower",
        /// 客户
        Customer = "customer",
        /// 不明: the other side of a loss.
        Unknown = "unknown",
    }
}

codes! {
    /// What happens together with a step.
    Effect {
        /// The handing over is kept: parties, time, document.
        RecordCustody = "record_custody",
        /// Headquarters is asked about a step that was never recorded (流转缺口).
        AskAboutGap = "ask_about_gap",
        /// The customer's papers say that it stood on display.
        DeclareDisplay = "declare_display",
        /// The warranty follows the machine; what is known of the former owner is hidden from the
        /// new one.
        ChangeOwner = "change_owner",
        /// It needs the new address, and is commissioned again there.
        CommissionAgain = "commission_again",
        /// Warranty, visits and maintenance are planned from commissioning.
        StartPlans = "start_plans",
        /// A sign on the machine, and a warning on every PC: it is not to be used.
        Tag = "tag",
        /// The warranty of the machine ends; that of the one given for it begins.
        EndWarranty = "end_warranty",
        /// Headquarters is told of the loss.
        ReportLoss = "report_loss",
    }
}

codes! {
    /// Why a step is refused.
    Refusal {
        /// From whom is missing.
        NoFrom = "no_from",
        /// To whom is missing.
        NoTo = "no_to",
        /// No document.
        NoDocument = "no_document",
        /// The new owner is the old one.
        SameOwner = "same_owner",
        /// The customer was not told that it stood on display.
        DisplayNotDeclared = "display_not_declared",
        /// The checklist of commissioning is not passed (R117).
        NotCommissioned = "not_commissioned",
        /// The danger is not proven to be gone.
        NotSafe = "not_safe",
        /// Nobody was there since it was stopped.
        NotSeen = "not_seen",
        /// Where it stood before the loss is not said, or nothing can be lost there.
        NoStateBefore = "no_state_before",
    }
}

impl Reason for Refusal {
    const AREA: &'static str = "custody";

    fn code(self) -> &'static str {
        self.code()
    }
}

/// One side of a handing over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// What it is.
    pub kind: PartyKind,
    /// Which one: a dealer's code, a customer's id, a carrier's name. Empty for the factory.
    #[serde(default)]
    pub name: String,
}

/// The facts a step is judged by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Facts {
    /// Who holds it by the record; absent while nobody has recorded it.
    pub holder: Option<Party>,
    /// From whom.
    pub from: Option<Party>,
    /// To whom; the same where it stays with its holder.
    pub to: Option<Party>,
    /// The document: delivery note, invoice, repair sheet, signed slip.
    pub document: Option<String>,
    /// Whether it has ever stood on display.
    pub was_display: bool,
    /// Whether the customer was told so.
    pub display_declared: bool,
    /// Whether the checklist of commissioning is passed where the machine stands now; moving it
    /// elsewhere begins anew.
    pub commissioning_passed: bool,
    /// Whether a check has shown that the danger is gone.
    pub safe_again: bool,
    /// Whether somebody was at it when it was stopped or since; not known and not demanded if absent.
    pub seen: Option<bool>,
    /// Where it stood before the loss, by the record (when recovered).
    pub before_loss: Option<State>,
}

/// A step that may be taken.
pub type Taken = machine::Taken<State, Effect>;
/// A step that is refused.
pub type Refused = machine::Refused<Refusal>;

/// Takes a step, or says why not.
///
/// # Errors
/// [`Refused`].
pub fn next(
    state: State,
    event: Event,
    who: impl Into<Who>,
    facts: &Facts,
) -> Result<Taken, Refused> {
    let who = who.into();
    let (row, leaps) = match machine::find(TRANSITIONS, &state, &event, who) {
        Err(MachineRefused::NotAllowed) => (machine::find(GAPS, &state, &event, who)?, true),
        found => (found?, false),
    };
    guard_papers(facts)?;
    guard(state, event, facts)?;
    let to = end(row, facts)?;
    // Whoever hands it over does not hold it by the record: a step in between is missing.
    let elsewhere = facts.holder.is_some() && facts.holder != facts.from;
    let gap = (leaps || elsewhere).then_some(Effect::AskAboutGap);
    let own = effects(state, event, facts);
    Ok(Taken {
        state: to,
        effects: [Effect::RecordCustody]
            .into_iter()
            .chain(own)
            .chain(gap)
            .collect(),
    })
}

/// Where a step leads by the facts: nobody comes into use without commissioning by way of a stop or
/// a repair, and a loss changes nothing of what was before it.
fn end(row: &Row<State, Event>, facts: &Facts) -> Result<State, Refused> {
    let found = |to: State| {
        let mut rows = TRANSITIONS.iter();
        rows.any(|other| other.event == Event::Recover && other.to == to)
    };
    match row.event {
        Event::Recover => facts
            .before_loss
            .filter(|before| found(*before))
            .ok_or(Refused::Guard(Refusal::NoStateBefore)),
        Event::Release | Event::BringBack
            if row.to == State::InUse && !facts.commissioning_passed =>
        {
            Ok(State::Installing)
        }
        _ => Ok(row.to),
    }
}

/// Whether a step from a state is one that nobody recorded the steps before.
#[must_use]
pub fn is_gap(state: State, event: Event) -> bool {
    GAPS.iter()
        .any(|row| row.from == state && row.event == event)
}

fn guard_papers(facts: &Facts) -> Result<(), Refused> {
    let named = |party: &Option<Party>| {
        let party = party.as_ref();
        party.is_some_and(|party| party.kind == PartyKind::Factory || says(Some(&party.name)))
    };
    // Nobody knows the other side of a loss by name.
    let unknown = |party: &Option<Party>| {
        party
            .as_ref()
            .is_some_and(|party| party.kind == PartyKind::Unknown)
    };
    let side = |party: &Option<Party>| named(party) || unknown(party);
    demand(side(&facts.from), Refusal::NoFrom)?;
    demand(side(&facts.to), Refusal::NoTo)?;
    demand(says(facts.document.as_ref()), Refusal::NoDocument)
}

fn guard(state: State, event: Event, facts: &Facts) -> Result<(), Refused> {
    match event {
        Event::Transfer => demand(facts.from != facts.to, Refusal::SameOwner),
        Event::Sell | Event::Install | Event::Commission if stood_on_display(state, facts) => {
            demand(facts.display_declared, Refusal::DisplayNotDeclared)?;
            guard_commissioned(event, facts)
        }
        Event::Commission => guard_commissioned(event, facts),
        Event::Release => {
            demand(facts.safe_again, Refusal::NotSafe)?;
            demand(facts.seen != Some(false), Refusal::NotSeen)
        }
        _ => Ok(()),
    }
}

/// A sample that went back to stock stays a sample; once sold, it has been declared.
fn stood_on_display(state: State, facts: &Facts) -> bool {
    let unsold = matches!(
        state,
        State::Made | State::Shipped | State::InStock | State::Display | State::Lent
    );
    state == State::Display || unsold && facts.was_display
}

fn guard_commissioned(event: Event, facts: &Facts) -> Result<(), Refused> {
    let asked = event == Event::Commission;
    demand(
        !asked || facts.commissioning_passed,
        Refusal::NotCommissioned,
    )
}

fn effects(state: State, event: Event, facts: &Facts) -> Vec<Effect> {
    let display = stood_on_display(state, facts).then_some(Effect::DeclareDisplay);
    match event {
        Event::Sell | Event::Install => display.into_iter().collect(),
        Event::Commission => display.into_iter().chain([Effect::StartPlans]).collect(),
        Event::Transfer => vec![Effect::ChangeOwner],
        Event::Relocate => vec![Effect::CommissionAgain],
        Event::Stop => vec![Effect::Tag],
        Event::BringBack if state == State::StoppedInRepair => vec![Effect::Tag],
        Event::Return | Event::ExchangeOut => vec![Effect::EndWarranty],
        Event::Lose => vec![Effect::ReportLoss],
        Event::Ship
        | Event::Receive
        | Event::Display
        | Event::Lend
        | Event::TakeBack
        | Event::Fetch
        | Event::BringBack
        | Event::Release
        | Event::SendBack
        | Event::Scrap
        | Event::Recover => vec![],
    }
}

#[cfg(test)]
mod tests;
