//! What an attempt at commissioning is proved by: the photos that are there, and the signed sheet
//! (R051, R113).

use std::collections::BTreeMap;

use wuyou_domain::commissioning::{self as rule, Answer, Item, Kind};
use wuyou_domain::id::UnitId;
use wuyou_domain::photo::Kind as PhotoKind;
use wuyou_store::{View, inspection};

use super::sheet;
use crate::failure::Outcome;

/// What the answers rest on: the photos that are there now, and the number of the paper sheet, which
/// is the signed one where no other is named.
pub(super) fn proved(
    view: View<'_>,
    unit: UnitId,
    mut answers: Vec<Answer>,
    paper_no: Option<&str>,
) -> Outcome<Vec<Answer>> {
    let photos = wuyou_store::photo::count_by_item(view, unit)?;
    let list = &sheet::built_in()?.content;
    for answer in &mut answers {
        let Some(item) = list.item(&answer.item) else {
            continue;
        };
        answer.photos = counted(&photos, item);
        if item.kind == Kind::Signature && answer.text.is_none() && answer.photos == 0 {
            answer.text = paper_no.map(ToOwned::to_owned);
        }
    }
    Ok(answers)
}

/// The photos of an item; the signature's are those of the signed sheet.
pub(super) fn counted(photos: &BTreeMap<String, u32>, item: &Item) -> u32 {
    let name = match item.kind {
        Kind::Signature => PhotoKind::SignedSheet.code(),
        _ => item.code.as_str(),
    };
    photos.get(name).copied().unwrap_or(0)
}

/// Whether the attempt by which a machine is in use rests on the photo of a signed sheet that is gone.
pub(crate) fn signature_gone(view: View<'_>, unit: UnitId) -> Outcome<bool> {
    let all = inspection::of_unit(view, unit)?;
    let Some(row) = all.into_iter().find(|row| row.passed) else {
        return Ok(false);
    };
    let list = rule::of_version(&row.checklist_version).filter(|list| list.content.proofs);
    let (Some(list), Some(kept)) = (list, sheet::kept(&row)) else {
        return Ok(false);
    };
    let items = list.content.items.iter();
    let mut signed = items.filter(|item| item.kind == Kind::Signature);
    let Some(item) = signed.next() else {
        return Ok(false);
    };
    let answer = kept.answers.iter().find(|answer| answer.item == item.code);
    let by_photo = answer.is_some_and(|answer| answer.text.is_none());
    if !by_photo {
        return Ok(false);
    }
    // What was photographed before a later move proves it still.
    Ok(wuyou_store::photo::count_signed(view, unit, row.created_at)? == 0)
}
