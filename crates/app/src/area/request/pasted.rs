//! A text pasted from WeChat, as proposals for the intake form.

use wuyou_contract::request::{PastedPhone, PastedSerial, PastedText, RequestReadText};
use wuyou_domain::id::UnitId;
use wuyou_domain::pasted;
use wuyou_domain::serial::ModelBook;
use wuyou_store::View;

use crate::app::{Acting, App};
use crate::area::{fault, unit};
use crate::failure::Outcome;
use crate::input::Form;

/// Reads a pasted text for what the form asks (R139). Nothing is saved.
pub(crate) fn read_text(
    app: &App,
    acting: &Acting,
    request: RequestReadText,
) -> Outcome<PastedText> {
    let mut form = Form::new(acting.now_at);
    let text = form.required_note("text", &request.text);
    form.finish()?;
    let models = ModelBook::built_in();
    let read = pasted::read(&text, models);
    let serials = app.database()?.read(|view| {
        let serials = read.serials.iter();
        let shown = serials.map(|serial| serial_shown(view, serial));
        shown.collect::<Outcome<Vec<_>>>()
    })?;
    let model = serials.first().and_then(|serial| {
        let known = serial
            .known
            .as_ref()
            .and_then(|unit| unit.model_code.as_deref());
        models.find(known.or(serial.model_code.as_deref())?)
    });
    let faults = fault::found_in(
        &text,
        model.map(|model| model.family.as_str()),
        acting.now_at,
    );
    let phones = read.phones.iter().map(|phone| PastedPhone {
        number: phone.digits().to_owned(),
        display: phone.display(),
    });
    let (town, address) = match read.place {
        Some(place) => (place.town, Some(place.detail)),
        None => (None, None),
    };
    Ok(PastedText {
        phones: phones.collect(),
        serials,
        name: read.name,
        town,
        address: address.filter(|address| !address.is_empty()),
        faults,
        text: read.text,
    })
}

fn serial_shown(view: View<'_>, serial: &pasted::PastedSerial) -> Outcome<PastedSerial> {
    let known = wuyou_store::unit::find(view, UnitId::of_serial(&serial.serial))?;
    let known = known.filter(|unit| unit.deleted_at.is_none());
    Ok(PastedSerial {
        serial: serial.serial.clone(),
        valid: serial.checked || known.is_some(),
        model_code: serial.model.clone(),
        suggestion: serial.suggestion.clone(),
        known: known.map(unit::summary),
    })
}
