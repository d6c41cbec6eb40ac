//! Claims as screens and papers show them.

use wuyou_contract::exclusion::{
    Exclusion, ExclusionChoice, ExclusionEvidence, ExclusionEvidenceKind, ExclusionGround,
    ExclusionState, Exclusions,
};
use wuyou_contract::explain::BothLanguages;
use wuyou_domain::explain::Basis;
use wuyou_domain::id::WorkOrderId;
use wuyou_domain::remedy_case::articles;
use wuyou_domain::staff::Role;
use wuyou_domain::warranty::remedy::{
    ClaimRefusal, ClaimState, Evidence, ExclusionCode, RemedyRules, confirm_claim,
};
use wuyou_store::View;

use super::decide::{confirmation, may_withdraw};
use super::record::{Claim, claims};
use super::{About, parted};
use crate::app::Acting;
use crate::area::explain::{both, why, word};
use crate::area::money;
use crate::area::work_order::role;
use crate::failure::Outcome;
use crate::show::code_from;

pub(super) fn shown(acting: &Acting, view: View<'_>, about: &About) -> Outcome<Exclusions> {
    let claims = claims(about.events(view)?);
    let free = match about {
        About::Order(order) => money::must_be_free(view, order, acting.now_at).is_ok(),
        About::Case(_) => true,
    };
    let may = about.mine(acting).is_ok() && about.open().is_ok();
    let counting = about.claims(view)?;
    let stands = counting
        .iter()
        .any(|claim| claim.state() == ClaimState::Confirmed);
    Ok(Exclusions {
        rows: claims
            .iter()
            .map(|claim| one(acting, view, about, claim))
            .collect::<Outcome<_>>()?,
        may_claim: may && (free || !counting.is_empty()),
        stands,
        choices: ExclusionCode::ALL.iter().copied().map(choice).collect(),
    })
}

fn ground(code: ExclusionCode) -> ExclusionGround {
    code_from(Some(code.code())).unwrap_or(ExclusionGround::X1)
}

fn name(code: ExclusionCode) -> BothLanguages {
    word(&format!("exclusion-{}", code.code()))
}

/// The article a ground rests on, by its name.
fn article(code: ExclusionCode) -> BothLanguages {
    if code.is_clause() {
        return word("basis-remedy-exclusion-clause");
    }
    let basis = Basis::statute("basis-sanbao-17");
    match articles().ok().and_then(|book| book.content.of(&basis)) {
        Some(article) => both(&article.name),
        None => word(basis.key),
    }
}

fn demanded(code: ExclusionCode) -> &'static [Evidence] {
    let rules = RemedyRules::built_in().ok();
    let policy = rules.and_then(|rules| rules.policy.content.exclusion(code));
    policy.map_or(&[], |policy| &policy.evidence)
}

fn piece(kind: Evidence, must: bool, text: Option<&String>) -> ExclusionEvidence {
    ExclusionEvidence {
        kind: code_from(Some(kind.code())).unwrap_or(ExclusionEvidenceKind::DamagePhoto),
        name: word(&format!("evidence-{}", kind.code())),
        must,
        held: text.is_some(),
        text: text.cloned(),
    }
}

fn choice(code: ExclusionCode) -> ExclusionChoice {
    let evidence = demanded(code).iter();
    ExclusionChoice {
        ground: ground(code),
        name: name(code),
        article: article(code),
        must_be_cause: code.must_be_cause(),
        evidence: evidence.map(|kind| piece(*kind, true, None)).collect(),
    }
}

fn one(acting: &Acting, view: View<'_>, about: &About, claim: &Claim) -> Outcome<Exclusion> {
    let code = claim.ground();
    let verdict = about.verdict(view, claim, acting.now_at)?;
    let upheld = verdict.result.upheld;
    let manager = role(acting)? == Role::Manager;
    let may = about.mine(acting).is_ok() && about.open().is_ok();
    let open = may && about.must_count(view, claim).is_ok();
    let undecided = claim.state() == ClaimState::Claimed;
    let refused = confirm_claim(&confirmation(acting, view, claim, (upheld, false))?);
    let needs_ruling = refused == Err(ClaimRefusal::RulingNeeded);
    let decision = claim.decision();
    let asked = demanded(code).iter().copied();
    let extra = Evidence::ALL.iter().copied();
    let extra = extra.filter(|kind| !demanded(code).contains(kind) && claim.shows(*kind).is_some());
    let evidence = asked.map(|kind| (kind, true));
    let evidence = evidence.chain(extra.map(|kind| (kind, false)));
    let ruling = decision.and_then(|row| row.ruling_no.clone().zip(row.ruling_by.clone()));
    Ok(Exclusion {
        id: claim.first.id.0,
        ground: ground(code),
        name: name(code),
        article: article(code),
        text: claim.first.text.clone().unwrap_or_default(),
        caused_by_it: claim.caused_by_it(),
        found_on: claim.first.found_on.clone(),
        state: code_from(Some(claim.state().code())).unwrap_or(ExclusionState::Withdrawn),
        evidence: evidence
            .map(|(kind, must)| piece(kind, must, claim.shows(kind)))
            .collect(),
        upheld,
        why: why(&verdict.why),
        claimed_at: claim.first.occurred_at,
        claimed_by: claim.first.staff_name.clone(),
        decided_at: decision.map(|row| row.occurred_at),
        decided_by: decision.and_then(|row| row.staff_name.clone()),
        reason: decision.and_then(|row| row.text.clone()),
        ruling: ruling.map(|(no, by)| format!("{no} · {by}")),
        may_add: open && undecided,
        may_confirm: manager && open && (refused.is_ok() || needs_ruling),
        confirm_refused: (manager && open && undecided)
            .then(|| refusal(refused.err()))
            .flatten(),
        needs_ruling,
        may_refuse: manager && undecided,
        may_withdraw: !claim.state().is_over()
            && may_withdraw(acting, claim)?
            && (may || matches!(about, About::Order(_))),
    })
}

fn refusal(refused: Option<ClaimRefusal>) -> Option<BothLanguages> {
    let key = match refused? {
        ClaimRefusal::Decided => return None,
        ClaimRefusal::NotUpheld => "exclusion-refused-not-upheld",
        ClaimRefusal::OwnClaim => "exclusion-refused-own",
        ClaimRefusal::RulingNeeded => "exclusion-refused-ruling",
    };
    Some(word(key))
}

/// The live claims about an order as a paper tells them: the ground, its article, and whether it
/// is confirmed.
pub(crate) fn told(view: View<'_>, order: WorkOrderId) -> Outcome<Vec<BothLanguages>> {
    let (claims, _) = parted(view, order)?;
    let live = claims.iter().filter(|claim| !claim.state().is_over());
    let told = live.map(|claim| {
        let code = claim.ground();
        let head = match claim.state() {
            ClaimState::Confirmed => word("exclusion-paper-confirmed"),
            _ => word("exclusion-paper-claimed"),
        };
        let (name, article) = (name(code), article(code));
        BothLanguages {
            zh: format!("{}{} {}。{}", head.zh, code.code(), name.zh, article.zh),
            en: format!("{} {} {}. {}", head.en, code.code(), name.en, article.en),
        }
    });
    Ok(told.collect())
}
