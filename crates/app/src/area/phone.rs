//! Numbers hidden from whoever may not see them: one pass over every answer, so that no command can
//! forget it, and one number shown for a reason.

use std::cell::RefCell;
use std::collections::HashSet;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wuyou_contract::access::AccessAction;
use wuyou_contract::phone::{PhoneOf, PhoneReveal, PhoneRevealed};
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::permission::{Actor, Errand, may_see_phone};
use wuyou_domain::phone::{self, Phone, PhoneKind};
use wuyou_domain::time::local_date;
use wuyou_domain::work_order::State;
use wuyou_store::phone::{self as store, ErrandRow, NumberOf};
use wuyou_store::search::Reach;
use wuyou_store::{StoreError, View};

use super::access::{self, Entry};
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::show::code_text;

/// Fields whose text is no words: pictures, places in a list, what stands on a plate.
const NO_WORDS: [&str; 6] = ["svg", "data", "next", "serial", "receipt_no", "label_no"];

/// The lists of a household's form, the rows they hold, and their texts beside the numbers.
const ROWS: [(&str, &str, &[&str]); 3] = [
    (
        "addresses",
        "address",
        &["town", "village", "detail", "landmark", "route_note"],
    ),
    (
        "people",
        "person",
        &["name", "nickname", "relation", "wechat"],
    ),
    ("phones", "phone", &["label"]),
];

/// By how much of a number this person finds people: who sees numbers without their middle must not
/// find it by trying.
pub(crate) fn reach(acting: &Acting) -> Reach {
    let today = local_date(acting.now_at).unwrap_or_default();
    let code = acting.role.as_ref().and_then(code_text);
    let actor = code.and_then(|code| Actor::from_code(&code));
    match actor {
        Some(actor) if may_see_phone(actor, &[], today) => Reach::Parts,
        _ => Reach::Whole,
    }
}

/// Fewest figures of a hash.
const HASH_LEAST: usize = 32;

/// Hides the numbers a person may not see.
pub(crate) struct Masker<'a> {
    app: &'a App,
    acting: Acting,
    actor: Actor,
    /// What the person has typed themselves is no secret to them.
    typed: HashSet<String>,
}

impl<'a> Masker<'a> {
    /// What hides numbers from this person; nothing for somebody who sees them all.
    pub(crate) fn of(app: &'a App, acting: &Acting) -> Option<Self> {
        let code = acting.role.as_ref().and_then(code_text)?;
        let actor = Actor::from_code(&code)?;
        let today = local_date(acting.now_at).unwrap_or_default();
        (!may_see_phone(actor, &[], today)).then(|| Self {
            app,
            acting: *acting,
            actor,
            typed: HashSet::new(),
        })
    }

    /// Looks at what is asked: its numbers are known to the person.
    ///
    /// # Errors
    /// `phone.hidden` when a hidden number comes in to be saved.
    pub(crate) fn ask(&mut self, command: &str, request: &mut Value) -> Result<(), ApiError> {
        let mut typed = HashSet::new();
        each_text(request, &mut |text| {
            let _ = phone::hide(text, |digits, _| {
                typed.insert(digits.to_owned());
                true
            });
        });
        if command == "customer.update" && has_hidden(request) {
            self.keep_rows(request)?;
        }
        // Only what came in: what was put back for it is as secret as before.
        self.typed = typed;
        // Half a form is no record; the whole one is looked at when it is saved.
        if command != "draft.save" && has_hidden(request) {
            return Err(ErrorCode::PhoneHidden.into());
        }
        Ok(())
    }

    /// A list of rows comes back whole when one of them was changed. A text of it that is as the
    /// person was shown it was not changed: what stands there stays.
    fn keep_rows(&self, request: &mut Value) -> Outcome<()> {
        self.app.database()?.read(|view| {
            let known = RefCell::new(None);
            for (list, entity, fields) in ROWS {
                let rows = request.get_mut(list).and_then(Value::as_array_mut);
                for row in rows.into_iter().flatten() {
                    let id = row.get("id").and_then(Value::as_str);
                    let Some(id) = id.and_then(|id| uuid::Uuid::try_parse(id).ok()) else {
                        continue;
                    };
                    let Some(stands) = view.row(entity, id)? else {
                        continue;
                    };
                    for field in fields {
                        let (Some(Value::String(sent)), Some(whole)) =
                            (row.get_mut(*field), stands.text(field))
                        else {
                            continue;
                        };
                        let shown = phone::hide(whole, |digits, kind| {
                            self.is_shown(view, &known, digits, kind)
                        });
                        if shown.is_some_and(|shown| shown.trim() == sent.trim()) {
                            whole.clone_into(sent);
                        }
                    }
                }
            }
            Ok(())
        })
    }

    /// Hides what is to be hidden in an answer.
    pub(crate) fn answer(&self, answer: &mut Value) -> Outcome<()> {
        self.app.database()?.read(|view| {
            let known = RefCell::new(None);
            hide_in(answer, &|digits, kind| {
                self.is_shown(view, &known, digits, kind)
            });
            Ok(())
        })
    }

    /// The same for what is not answered as it is, but printed.
    pub(crate) fn part<T: Serialize + DeserializeOwned>(&self, part: T) -> Outcome<T> {
        let wrong = |error: serde_json::Error| {
            ApiError::new(ErrorCode::Internal).with_detail("reason", error.to_string())
        };
        let mut value = serde_json::to_value(part).map_err(wrong)?;
        self.answer(&mut value)?;
        Ok(serde_json::from_value(value).map_err(wrong)?)
    }

    fn is_shown(
        &self,
        view: View<'_>,
        known: &RefCell<Option<HashSet<String>>>,
        digits: &str,
        kind: PhoneKind,
    ) -> bool {
        if self.typed.contains(digits) {
            return true;
        }
        let mut known = known.borrow_mut();
        let shown = known.get_or_insert_with(|| {
            self.shown(view).unwrap_or_else(|error| {
                tracing::error!(%error, "whose numbers may be seen could not be read");
                HashSet::new()
            })
        });
        let nobodys = match kind {
            PhoneKind::Mobile | PhoneKind::Landline => false,
            // Too short to be told from any other figure: only what is on record is a number.
            PhoneKind::Local | PhoneKind::Service => !store::is_known(view, digits).unwrap_or(true),
        };
        nobodys || shown.contains(digits)
    }

    /// The numbers this person sees: the shop's own, and those of the households they are sent to.
    fn shown(&self, view: View<'_>) -> Result<HashSet<String>, StoreError> {
        let mut shown: HashSet<String> = store::of_shop(view)?
            .iter()
            .flat_map(|typed| numbers_of(typed))
            .collect();
        if let Some(staff) = self.acting.staff {
            let errands = store::errands(view, staff)?;
            let near = errands.into_iter().filter(|row| self.is_near(row));
            shown.extend(store::of_errands(view, near)?);
        }
        Ok(shown)
    }

    fn is_near(&self, row: &ErrandRow) -> bool {
        let today = local_date(self.acting.now_at).unwrap_or_default();
        let errand = State::from_code(&row.state).map(|state| Errand {
            theirs: true,
            state,
            visit_on: row.window_from_at.and_then(local_date),
        });
        errand.is_some_and(|errand| may_see_phone(self.actor, &[errand], today))
    }
}

/// Whether this person saw a number of it only without its middle.
pub(crate) fn is_hidden_for(app: &App, acting: &Acting, content: &Value) -> bool {
    has_hidden(content) && Masker::of(app, acting).is_some()
}

/// Something printed, as this person may see it.
pub(crate) fn printed<T: Serialize + DeserializeOwned>(
    app: &App,
    acting: &Acting,
    part: T,
) -> Outcome<T> {
    match Masker::of(app, acting) {
        Some(masker) => masker.part(part),
        None => Ok(part),
    }
}

/// Whether a hidden number stands anywhere in what is asked.
fn has_hidden(value: &Value) -> bool {
    let mut is_hidden = false;
    each_text(value, &mut |text| is_hidden |= phone::is_hidden(text));
    is_hidden
}

/// The numbers in a line of the shop's, which may hold several and words beside them.
fn numbers_of(typed: &str) -> HashSet<String> {
    let several = phone::parse_list(typed).unwrap_or_default().into_iter();
    let mut numbers: HashSet<String> = several.map(|one| one.digits().to_owned()).collect();
    // A short one (110) beside it makes the line no list.
    let _ = phone::hide(typed, |digits, _| {
        numbers.insert(digits.to_owned());
        true
    });
    numbers
}

fn each_text(value: &Value, see: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => see(text),
        Value::Array(parts) => parts.iter().for_each(|part| each_text(part, see)),
        Value::Object(fields) => fields.values().for_each(|part| each_text(part, see)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn hide_in(value: &mut Value, keep: &impl Fn(&str, PhoneKind) -> bool) {
    match value {
        Value::String(text) => {
            if let Some(hidden) = is_words(text).then(|| phone::hide(text, keep)).flatten() {
                *text = hidden;
            }
        }
        Value::Array(parts) => parts.iter_mut().for_each(|part| hide_in(part, keep)),
        Value::Object(fields) => fields
            .iter_mut()
            .filter(|(name, _)| !NO_WORDS.contains(&name.as_str()))
            .for_each(|(_, part)| hide_in(part, keep)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Ids and keys made of them are digits and letters without any meaning.
fn is_words(text: &str) -> bool {
    let is_id = |part: &str| part.len() == 36 && uuid::Uuid::try_parse(part).is_ok();
    if text.len() >= HASH_LEAST && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        // Nobody's number: it would have to be typed among twenty other figures.
        return false;
    }
    text.len() < 36
        || !text.bytes().all(|byte| byte.is_ascii_graphic())
        || !text
            .split(|c: char| !c.is_ascii_hexdigit() && c != '-')
            .any(is_id)
}

/// Shows one number in full and writes down who asked for it, and why. What cannot be written down
/// is not shown.
pub(crate) fn reveal(app: &App, acting: &Acting, request: PhoneReveal) -> Outcome<PhoneRevealed> {
    let (of, kind) = match request.of.unwrap_or(PhoneOf::Household) {
        PhoneOf::Household => (NumberOf::Phone, "phone"),
        PhoneOf::Request => (NumberOf::Request, "request"),
        PhoneOf::Complaint => (NumberOf::Complaint, "complaint"),
    };
    let database = app.database()?;
    let found = database.read(|view| store::number_of(view, of, request.id))?;
    let number = found.ok_or(ErrorCode::NotFound)?;
    access::write(
        app,
        acting,
        &[Entry {
            customer: number.customer_id.map(|id| id.0),
            record: Some((kind, request.id)),
            reason: code_text(&request.reason),
            ..Entry::of(AccessAction::RevealPhone)
        }],
    )?;
    let display = Phone::parse(&number.digits)
        .map_or_else(|_| number.digits.clone(), |phone| phone.display());
    Ok(PhoneRevealed {
        id: request.id,
        number: number.digits,
        display,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_number_of_a_line_of_the_shop_is_the_shops() {
        for (typed, wanted) in [
            (
                "0471-6543210 / 13804712207",
                vec!["04716543210", "13804712207"],
            ),
            ("服务 13804712207，火警 119", vec!["13804712207"]),
            ("96777", vec![]),
        ] {
            let wanted: HashSet<String> = wanted.into_iter().map(ToOwned::to_owned).collect();
            assert_eq!(numbers_of(typed), wanted, "{typed}");
        }
    }

    #[test]
    fn ids_places_and_pictures_are_left_alone_and_words_at_any_depth_are_not() {
        let id = "01934317-0431-7555-8234-123456789012";
        let before = json!({
            "id": id, "key": format!("order:{id}:3"), "next": "7.13804712207",
            "serial": "13804712207", "svg": "M 0431 85551234", "at": 13_804_712_207_i64,
            "rows": [{"note": "打 13804712207", "phones": ["138 0471 2207"]}],
        });
        let mut after = before.clone();
        hide_in(&mut after, &|_, _| false);
        let mut wanted = before;
        wanted["rows"] = json!([{"note": "打 138****2207", "phones": ["138****2207"]}]);
        assert_eq!(after, wanted);
    }
}
