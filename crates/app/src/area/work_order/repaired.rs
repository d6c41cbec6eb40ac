//! Finished repairs of a span of days, as the report by cause counts them (R118): what leads from a
//! number of it to its orders.

use wuyou_contract::ErrorCode;
use wuyou_contract::work_order::RepairedIn;
use wuyou_domain::reference::{CauseBook, CauseClass};
use wuyou_domain::text;
use wuyou_domain::time::{end_of_day, start_of_day};
use wuyou_store::View;
use wuyou_store::work_order::{OfClass, OfModel, Repaired, causes_in_words};

use super::repeat::REPEAT_MS;
use crate::app::Acting;
use crate::failure::Outcome;
use crate::input::Form;

/// What is asked for, found in order.
pub(super) struct Asked {
    from_at: i64,
    to_at: i64,
    class: Option<CauseClass>,
    without_class: bool,
    model: OfModel,
    repeats: bool,
}

/// Reads what is asked for; `class` is the class of the list's own filter.
pub(super) fn read(acting: &Acting, asked: &RepairedIn, class: Option<&str>) -> Outcome<Asked> {
    let mut form = Form::new(acting.now_at);
    let from = form.planned_date("repaired.from_on", &asked.from_on);
    let to = form.planned_date("repaired.to_on", &asked.to_on);
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        form.wrong("repaired.to_on", "days_order", None);
    }
    let model_code = asked.model_code.as_deref();
    let model_code = form.line("repaired.model_code", model_code, text::LINE_MAX);
    form.finish()?;
    let model = match model_code {
        Some(code) => OfModel::This(code),
        None if asked.without_model == Some(true) => OfModel::Without,
        None => OfModel::Any,
    };
    Ok(Asked {
        from_at: from.and_then(start_of_day).ok_or(ErrorCode::Internal)?,
        to_at: to.and_then(end_of_day).ok_or(ErrorCode::Internal)?,
        class: class.and_then(CauseClass::from_code),
        without_class: asked.without_class == Some(true),
        model,
        repeats: asked.repeats == Some(true),
    })
}

/// The same for the store: causes without a class are of the class their words name.
pub(super) fn query(view: View<'_>, asked: Asked) -> Outcome<Repaired> {
    let book = CauseBook::built_in();
    let mut words = match asked.class.is_some() || asked.without_class {
        true => causes_in_words(view, (asked.from_at, asked.to_at))?,
        false => Vec::new(),
    };
    let class = match asked.class {
        Some(class) => {
            words.retain(|text| book.class_of_text(text) == Some(class));
            OfClass::This(class.code().to_owned(), words)
        }
        None if asked.without_class => {
            words.retain(|text| book.class_of_text(text).is_some());
            OfClass::Without(words)
        }
        None => OfClass::Any,
    };
    Ok(Repaired {
        from_at: asked.from_at,
        to_at: asked.to_at,
        class,
        model: asked.model,
        repeats_within_ms: asked.repeats.then_some(REPEAT_MS),
    })
}
