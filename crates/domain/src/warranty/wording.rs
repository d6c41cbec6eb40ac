//! The reasons of the warranty card, as message keys in the order a clerk reads them: the verdict,
//! how the deciding end came about, plans and parts, then the other bases for comparison.

use chrono::NaiveDate;

use super::assess::{BasisWalk, Case, PlanWalk};
use super::cover::{CoverKind, Coverage, OutReason, PartCover, Provisional, Standing};
use super::start::{Confidence, Found, Start, StartDocument};
use super::unusable::Extension;
use super::validity::explain_excluded;
use crate::calendar::{note_lists, plus_months, roll_lines};
use crate::explain::{Arg, Basis, Explanation, Line, line};

/// The whole explanation of a card.
pub(super) fn explain(
    case: &Case<'_>,
    bases: &[BasisWalk],
    plans: &[PlanWalk],
    coverage: &Coverage,
) -> Explanation {
    let mut why = Explanation::default();
    why.steps.push(verdict(case, coverage));
    why.steps.extend(parts_still_covered(case, coverage));
    if coverage.out_reason == Some(OutReason::ExchangedAway) {
        // What would have been is no use to anybody: the other machine has the validity now.
        why.rows.push("T2.R5");
        push_basis(&mut why, Basis::statute("basis-sanbao-14"));
    } else {
        derivation(&mut why, case, bases, plans, coverage);
    }
    missing(&mut why, case, coverage);
    events(&mut why, case);
    notes(&mut why, case, coverage);
    versions(&mut why, case, bases, plans);
    why
}

/// How the end came about, and what else covers the machine.
fn derivation(
    why: &mut Explanation,
    case: &Case<'_>,
    bases: &[BasisWalk],
    plans: &[PlanWalk],
    coverage: &Coverage,
) {
    if let Some(basis) = bases.first() {
        deciding(why, case, basis);
    }
    plan_lines(why, plans);
    part_lines(why, coverage);
    for basis in bases.iter().skip(1) {
        name_basis(why, basis);
        why.steps.extend(other_basis(basis));
    }
    articles_of_dates(why, bases, plans);
}

fn verdict(case: &Case<'_>, coverage: &Coverage) -> Line {
    let kind = kind_key(coverage.decided_by.unwrap_or(CoverKind::Contract));
    match (coverage.standing, coverage.out_reason, coverage.end_on) {
        (Standing::In, _, Some(end)) => line!(
            "warranty-in",
            on = end,
            days = coverage.remaining_days.unwrap_or(0),
            kind = kind
        ),
        (Standing::NotStarted, _, Some(end)) => line!("warranty-not-started", on = end),
        (Standing::Out, Some(OutReason::ExchangedAway), _) => {
            let away_on = case.facts.exchanged_away_on.unwrap_or(case.rules.as_of);
            line!(
                "warranty-exchanged-away",
                on = coverage.end_on.unwrap_or(away_on),
                away = away_on
            )
        }
        (Standing::Out, _, Some(end)) => line!("warranty-ended", on = end, kind = kind),
        (Standing::Out, _, None) => line!("warranty-no-promise"),
        _ if coverage.bases.is_empty() => line!("warranty-model-unknown"),
        _ => line!("warranty-unknown"),
    }
}

/// An old machine whose main parts are still covered: easily overlooked at the counter.
fn parts_still_covered(case: &Case<'_>, coverage: &Coverage) -> Option<Line> {
    let parts = coverage
        .parts
        .iter()
        .filter(|part| case.rules.as_of <= part.end_on);
    let parts: Vec<&PartCover> = parts.collect();
    if coverage.out_reason != Some(OutReason::Ended) || parts.is_empty() {
        return None;
    }
    let (names, names_en) = names_of(&parts);
    Some(line!(
        "warranty-parts-still",
        names = names,
        names_en = names_en
    ))
}

/// Names of parts in a row, in Chinese and in English.
fn names_of(parts: &[&PartCover]) -> (String, String) {
    let zh: Vec<&str> = parts.iter().map(|part| part.name_zh.as_str()).collect();
    let en: Vec<&str> = parts.iter().map(|part| part.name_en.as_str()).collect();
    (zh.join("、"), en.join(", "))
}

fn kind_key(kind: CoverKind) -> Arg {
    Arg::Key(format!("warranty-kind-{}", kind.code()))
}

fn document_key(document: StartDocument) -> Arg {
    Arg::Key(format!("warranty-document-{}", document.code()))
}

/// How the start was found.
pub(super) fn start_lines(found: &Found) -> Vec<Line> {
    let (Some(on), document) = (found.start.on, found.start.document) else {
        return vec![line!("warranty-start-unknown")];
    };
    let by = document_key(document);
    let line = match (document, found.sold_on, found.added_months) {
        (StartDocument::Exchange, ..) => line!("warranty-start-exchange", on = on),
        (StartDocument::Factory, Some(made), Some(months)) => {
            line!(
                "warranty-start-factory",
                on = on,
                made = made,
                months = months
            )
        }
        (_, Some(sold), Some(months)) => {
            line!(
                "warranty-start-latest",
                on = on,
                sold = sold,
                months = months
            )
        }
        (StartDocument::Commissioning, Some(sold), None) => {
            line!("warranty-start-commissioned", on = on, sold = sold)
        }
        _ if !found.start.started => line!("warranty-start-waiting", on = on, document = by),
        _ => line!("warranty-start", on = on, document = by),
    };
    vec![line]
}

/// What would settle or improve the start.
pub(super) fn better_evidence(start: &Start) -> Vec<Line> {
    match start.confidence {
        Confidence::A => Vec::new(),
        Confidence::B if start.provisional => vec![line!("warranty-missing-commissioning")],
        Confidence::B => vec![line!("warranty-missing-digital-invoice")],
        Confidence::C | Confidence::D => vec![
            line!("warranty-missing-digital-invoice"),
            line!("warranty-missing-payment"),
            line!("warranty-missing-wechat-order"),
            line!("warranty-missing-delivery-note"),
            line!("warranty-missing-serial"),
        ],
    }
}

/// How the deciding end came about, step by step.
fn deciding(why: &mut Explanation, case: &Case<'_>, basis: &BasisWalk) {
    name_basis(why, basis);
    why.rows.push(basis.found.row);
    why.steps.extend(start_lines(&basis.found));
    let (Some(start), Some(extension)) = (basis.found.start.on, &basis.extension) else {
        return;
    };
    let months = basis.cover.months;
    // The same addition gave the end, so it cannot fail here.
    let months_end = plus_months(start, months).unwrap_or(extension.validity.raw_end);
    let kind = kind_key(basis.cover.kind);
    why.steps.push(line!(
        "warranty-months",
        kind = kind,
        months = months,
        on = months_end
    ));
    excluded(why, extension);
    why.steps.extend(roll_lines(
        case.rules.holidays,
        &extension.validity.rolled(),
    ));
    why.steps
        .push(line!("warranty-machine-to", on = extension.validity.end));
}

/// The times that were excluded, and those that were not.
fn excluded(why: &mut Explanation, extension: &Extension) {
    explain_excluded(&extension.counted, &extension.validity, why);
    if !extension.counted.is_empty() {
        push_basis(why, Basis::statute("basis-sanbao-8"));
    } else if !extension.left_out.is_empty() {
        why.rows.push("T2.R1");
    }
    if extension.joined {
        why.rows.push("T2.R3");
    }
    if extension.open {
        why.rows.push("T2.R4");
    }
    why.steps.extend(extension.left_out.iter().cloned());
}

fn name_basis(why: &mut Explanation, basis: &BasisWalk) {
    match basis.cover.kind {
        CoverKind::Statute => {
            push_basis(why, Basis::statute("basis-sanbao-3"));
            push_basis(why, Basis::statute("basis-sanbao-8"));
        }
        CoverKind::Policy => {
            push_basis(why, Basis::policy("basis-warranty-policy"));
            push_basis(why, Basis::statute("basis-sanbao-4"));
        }
        CoverKind::Contract | CoverKind::Plan => {
            push_basis(why, Basis::contract("basis-warranty-contract"));
            push_basis(why, Basis::statute("basis-sanbao-4"));
        }
    }
    match basis.found.start.document {
        StartDocument::Exchange => push_basis(why, Basis::statute("basis-sanbao-14")),
        StartDocument::Factory => push_basis(why, Basis::policy("basis-warranty-factory")),
        _ if matches!(basis.found.row, "T1.R2" | "T1.R3") => {
            push_basis(why, Basis::policy("basis-warranty-commissioning"));
        }
        _ => {}
    }
}

fn push_basis(why: &mut Explanation, basis: Basis) {
    if !why.basis.contains(&basis) {
        why.basis.push(basis);
    }
}

fn plan_lines(why: &mut Explanation, plans: &[PlanWalk]) {
    for plan in plans {
        let cover = &plan.cover;
        why.steps.push(line!(
            "warranty-plan",
            name = cover.name.as_str(),
            start = cover.start_on,
            months = cover.months,
            days = cover.excluded_days,
            on = cover.end_on
        ));
    }
    if !plans.is_empty() {
        why.rows.push("T2.R7");
        push_basis(why, Basis::contract("basis-warranty-plan"));
    }
}

/// Parts with the same end in one sentence, replaced ones by themselves.
fn part_lines(why: &mut Explanation, coverage: &Coverage) {
    let mut groups: Vec<(NaiveDate, Vec<&PartCover>)> = Vec::new();
    for part in coverage
        .parts
        .iter()
        .filter(|part| part.replaced_on.is_none())
    {
        match groups.iter_mut().find(|(end, _)| *end == part.end_on) {
            Some((_, parts)) => parts.push(part),
            None => groups.push((part.end_on, vec![part])),
        }
    }
    for (end, parts) in groups {
        let (names, names_en) = names_of(&parts);
        why.steps.push(line!(
            "warranty-parts",
            names = names,
            names_en = names_en,
            on = end
        ));
    }
    for part in &coverage.parts {
        if let Some(replaced_on) = part.replaced_on {
            why.steps.push(line!(
                "warranty-part-replaced",
                name = part.name_zh.as_str(),
                name_en = part.name_en.as_str(),
                replaced = replaced_on,
                on = part.end_on
            ));
            push_basis(why, Basis::policy("basis-warranty-part-min"));
        }
    }
    if !coverage.parts.is_empty() {
        why.rows.push("T2.R6");
    }
}

/// A basis that does not decide, for comparison.
fn other_basis(basis: &BasisWalk) -> Option<Line> {
    let (start, end) = (basis.found.start.on?, basis.cover.end_on?);
    let kind = kind_key(basis.cover.kind);
    let months = basis.cover.months;
    Some(line!(
        "warranty-other",
        kind = kind,
        start = start,
        months = months,
        on = end
    ))
}

/// The articles by which days and months were counted.
fn articles_of_dates(why: &mut Explanation, bases: &[BasisWalk], plans: &[PlanWalk]) {
    let of_bases = bases.iter().filter_map(|basis| basis.extension.as_ref());
    let mut extensions = of_bases
        .chain(plans.iter().map(|plan| &plan.extension))
        .peekable();
    if extensions.peek().is_none() {
        return;
    }
    push_basis(why, Basis::statute("basis-civil-201"));
    push_basis(why, Basis::statute("basis-civil-202"));
    if extensions.any(|extension| extension.validity.end > extension.validity.raw_end) {
        push_basis(why, Basis::statute("basis-civil-203"));
    }
}

fn missing(why: &mut Explanation, case: &Case<'_>, coverage: &Coverage) {
    if coverage.bases.is_empty() && !case.norms.is_known {
        why.missing.push(line!("warranty-missing-model"));
    }
    let away = coverage.out_reason == Some(OutReason::ExchangedAway);
    if let Some(start) = coverage.start.filter(|_| !away) {
        why.missing.extend(better_evidence(&start));
    }
}

/// What happened to the machine beside its repairs.
fn events(why: &mut Explanation, case: &Case<'_>) {
    if case.facts.came_by_exchange_on.is_some() {
        why.notes.push(line!("warranty-note-repairs-anew"));
    }
    if let Some(on) = case.facts.resold_on.iter().max() {
        why.rows.push("T2.R8");
        why.notes.push(line!("warranty-note-resold", on = *on));
    }
    let by_others = case.facts.moves.iter().filter(|moved| !moved.authorised);
    if let Some(moved) = by_others.max_by_key(|moved| moved.on) {
        why.rows.push("T2.R9");
        why.notes.push(line!("warranty-note-moved", on = moved.on));
    }
}

fn notes(why: &mut Explanation, case: &Case<'_>, coverage: &Coverage) {
    for flag in &coverage.provisional {
        match flag {
            Provisional::NotCommissioned => {
                why.notes
                    .push(line!("warranty-provisional-not-commissioned"));
            }
            Provisional::FactoryDate => why.notes.push(line!("warranty-note-repair-only")),
            Provisional::StillUnusable => {
                let as_of = case.rules.as_of;
                why.notes
                    .push(line!("warranty-provisional-still-unusable", on = as_of));
            }
            // Noted with the lists themselves.
            Provisional::HolidaysMissing => {}
        }
    }
    if let Some(class) = case.norms.unlisted {
        let (name, name_en) = (class.name_zh.as_str(), class.name_en.as_str());
        why.notes.push(line!(
            "warranty-note-not-listed",
            name = name,
            name_en = name_en
        ));
    }
    if let Some(good) = case.norms.listed.filter(|good| !good.may_decide()) {
        let (name, name_en) = (good.name_zh.as_str(), good.name_en.as_str());
        why.notes.push(line!(
            "warranty-note-row-unchecked",
            name = name,
            name_en = name_en
        ));
    }
    if case.facts.model.is_some() && case.norms.model.is_none() {
        why.notes.push(line!("warranty-note-no-policy"));
    }
    let covered = matches!(coverage.standing, Standing::In | Standing::NotStarted);
    if coverage.yearly_maintenance && covered {
        why.notes.push(line!("warranty-note-maintenance"));
    }
}

/// The documents that decided, and whether headquarters has checked them.
fn versions(why: &mut Explanation, case: &Case<'_>, bases: &[BasisWalk], plans: &[PlanWalk]) {
    let norms = &case.norms;
    let mut unreviewed = false;
    if let Some(list) = norms
        .list
        .filter(|_| norms.listed.is_some() || norms.unlisted.is_some())
    {
        why.versions.push(list.version_ref());
        let checked = norms.listed.is_none_or(|good| good.reviewed_by.is_some());
        unreviewed |= list.reviewed_by.is_none() && !checked;
    }
    if let Some(policy) = norms.policy {
        why.versions.push(policy.version_ref());
        unreviewed |= policy.reviewed_by.is_none() && norms.model.is_some();
    }
    if unreviewed {
        why.notes.push(line!("warranty-note-unreviewed"));
    }
    let of_bases = bases.iter().filter_map(|basis| basis.extension.as_ref());
    for extension in of_bases.chain(plans.iter().map(|plan| &plan.extension)) {
        let validity = extension.validity;
        let dates = [validity.raw_end, validity.end];
        note_lists(why, case.rules.holidays, &dates, validity.holiday_unknown);
    }
}
