//! Sentences from message keys, through Project Fluent.

use std::sync::LazyLock;

use chrono::{Datelike as _, NaiveDate};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

use super::{Arg, Explanation, Line};
use crate::time::{DAY_MS, local_date, start_of_day};

/// The languages explanations are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

macro_rules! bundles {
    ($($area:literal),* $(,)?) => {
        const ZH: &[&str] = &[$(include_str!(concat!("../../messages/zh/", $area, ".ftl"))),*];
        const EN: &[&str] = &[$(include_str!(concat!("../../messages/en/", $area, ".ftl"))),*];
    };
}

bundles!(
    "assessment",
    "basis",
    "bonus",
    "buyer_profile",
    "calendar",
    "campaign",
    "certificate",
    "commissioning",
    "complaint",
    "custody",
    "kpi",
    "machine",
    "maintenance",
    "permission",
    "privacy",
    "remedy_case",
    "request",
    "return_visit",
    "rule",
    "safety",
    "score",
    "sla",
    "survey",
    "warranty",
    "warranty_remedy",
    "work_order",
);

type Bundle = FluentBundle<FluentResource>;

static CHINESE: LazyLock<Bundle> = LazyLock::new(|| bundle("zh-CN", ZH));
static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| bundle("en", EN));

fn bundle(language: &str, sources: &[&str]) -> Bundle {
    let language = language.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // The marks Fluent puts round each value would show as boxes in old fonts.
    bundle.set_use_isolating(false);
    for source in sources {
        // The files are part of the program; a test proves that they parse and do not collide.
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

const fn bundle_of(language: Language) -> &'static LazyLock<Bundle> {
    match language {
        Language::Zh => &CHINESE,
        Language::En => &ENGLISH,
    }
}

/// The text of one sentence. A key nobody has written yet shows as itself.
#[must_use]
pub fn render(line: &Line, language: Language) -> String {
    let mut args = FluentArgs::new();
    for (name, arg) in &line.args {
        match arg {
            Arg::Number(number) => args.set(*name, *number),
            other => args.set(*name, shown(other, language)),
        }
    }
    message(line.key, Some(&args), language)
}

/// The text of a message without values: the word for a code, an article.
#[must_use]
pub fn render_key(key: &str, language: Language) -> String {
    message(key, None, language)
}

fn message(key: &str, args: Option<&FluentArgs<'_>>, language: Language) -> String {
    let bundle = bundle_of(language);
    let pattern = bundle.get_message(key).and_then(|message| message.value());
    match pattern {
        Some(pattern) => bundle
            .format_pattern(pattern, args, &mut Vec::new())
            .into_owned(),
        None => key.to_owned(),
    }
}

/// The whole explanation as text, one sentence a line: basis, steps, missing evidence, notes.
#[must_use]
pub fn render_all(why: &Explanation, language: Language) -> Vec<String> {
    let basis = why
        .basis
        .iter()
        .map(|basis| render_key(basis.key, language));
    let lines = why.steps.iter().chain(&why.missing).chain(&why.notes);
    basis
        .chain(lines.map(|line| render(line, language)))
        .collect()
}

fn shown(arg: &Arg, language: Language) -> String {
    match arg {
        Arg::Date(date) => date_text(*date, language),
        Arg::Instant(at) => instant_text(*at, language),
        Arg::Number(number) => number.to_string(),
        Arg::Decimal(number) => decimal_text(*number),
        Arg::Fen(fen) => fen_text(*fen),
        Arg::Text(text) => text.clone(),
        Arg::Key(key) => render_key(key, language),
    }
}

fn date_text(date: NaiveDate, language: Language) -> String {
    match language {
        Language::En => date.format("%a %-d %b %Y").to_string(),
        Language::Zh => {
            let day = ["一", "二", "三", "四", "五", "六", "日"]
                [date.weekday().num_days_from_monday() as usize];
            format!("{}（周{day}）", date.format("%Y年%-m月%-d日"))
        }
    }
}

fn instant_text(at: i64, language: Language) -> String {
    let Some(date) = local_date(at.saturating_sub(1)) else {
        return at.to_string();
    };
    let into_day = at.saturating_sub(start_of_day(date).unwrap_or(at));
    let minutes = into_day.clamp(0, DAY_MS) / 60_000;
    let clock = format!("{:02}:{:02}", minutes / 60, minutes % 60);
    format!("{} {clock}", date_text(date, language))
}

fn decimal_text(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

fn fen_text(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    let yuan = (fen / 100).to_string();
    let mut grouped = String::new();
    for (place, digit) in yuan.chars().enumerate() {
        if place > 0 && (yuan.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}¥{grouped}.{:02}", fen % 100)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;
    use crate::explain::{Basis, VersionRef, line};

    /// Every message key that stands in the sources as `line!("…"`, `Basis::statute("…"` and so on.
    /// Keys made from codes are tested beside their codes.
    fn keys_in_sources() -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if !path.ends_with("render.rs") && !path.ends_with("explain.rs") {
                    let text: String = std::fs::read_to_string(&path).unwrap();
                    let text: String = text.split_whitespace().collect();
                    for before in [
                        "line!(\"",
                        "Arg::Key(\"",
                        "Basis::statute(\"",
                        "Basis::policy(\"",
                        "Basis::contract(\"",
                        "render_key(\"",
                    ] {
                        for part in text.split(before).skip(1) {
                            let key: String = part.chars().take_while(|c| *c != '"').collect();
                            keys.insert(key);
                        }
                    }
                }
            }
        }
        keys
    }

    fn ids(sources: &[&str]) -> Vec<String> {
        let mut ids = Vec::new();
        for source in sources {
            let resource = FluentResource::try_new((*source).to_owned());
            let resource = resource.map_err(|(_, errors)| errors).unwrap();
            for entry in resource.entries() {
                if let fluent_syntax::ast::Entry::Message(message) = entry {
                    ids.push(message.id.name.to_owned());
                }
            }
        }
        ids
    }

    #[test]
    fn what_two_answers_share_is_named_once() {
        let reasons = Explanation {
            basis: vec![Basis::policy("basis-certificates")],
            rows: vec!["R003"],
            notes: vec![line!("calendar-list-missing", year = 2027_u32)],
            versions: vec![VersionRef {
                kind: "holidays".to_owned(),
                version: "2026".to_owned(),
            }],
            ..Explanation::default()
        };
        let mut why = Explanation::default();
        why.absorb(reasons.clone());
        assert_eq!(why, reasons);
        why.absorb(reasons.clone());
        let rows = vec!["R003", "R003"];
        assert_eq!(why, Explanation { rows, ..reasons });
    }

    #[test]
    fn every_key_the_rules_use_is_written_in_both_languages() {
        for (language, sources) in [("zh", ZH), ("en", EN)] {
            let written: BTreeSet<String> = ids(sources).into_iter().collect();
            let missing: Vec<_> = keys_in_sources()
                .into_iter()
                .filter(|key| !written.contains(key))
                .collect();
            assert_eq!(missing, Vec::<String>::new(), "{language}");
        }
    }

    #[test]
    fn both_languages_have_the_same_messages_and_none_twice() {
        let (mut zh, mut en) = (ids(ZH), ids(EN));
        zh.sort();
        en.sort();
        assert_eq!(zh, en);
        let once: BTreeSet<_> = zh.iter().collect();
        assert_eq!(once.len(), zh.len(), "a key is written twice");
    }

    #[test]
    fn both_languages_use_the_same_values_in_a_message() {
        let values = |source: &str| {
            let mut all: Vec<(String, BTreeSet<String>)> = Vec::new();
            for row in source.lines() {
                if let Some((key, _)) = row
                    .split_once(" =")
                    .filter(|_| !row.starts_with([' ', '#']))
                {
                    all.push((key.to_owned(), BTreeSet::new()));
                }
                for part in row.split('$').skip(1) {
                    let name = part
                        .chars()
                        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_');
                    if let Some((_, names)) = all.last_mut() {
                        let name: String = name.collect();
                        names.insert(name.trim_end_matches("_en").to_owned());
                    }
                }
            }
            all.sort();
            all
        };
        for (zh, en) in ZH.iter().zip(EN) {
            assert_eq!(values(zh), values(en));
        }
    }

    #[test]
    fn midnight_is_shown_as_the_end_of_its_day() {
        let end = crate::time::end_of_day(NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()).unwrap();
        assert_eq!(
            instant_text(end, Language::Zh),
            "2026年11月21日（周六） 24:00"
        );
        assert_eq!(
            instant_text(end + 60_000, Language::En),
            "Sun 22 Nov 2026 00:01"
        );
    }

    #[test]
    fn money_is_shown_in_yuan_with_both_decimals() {
        for (fen, text) in [
            (0, "¥0.00"),
            (5, "¥0.05"),
            (616_080, "¥6,160.80"),
            (-100_000_000, "-¥1,000,000.00"),
        ] {
            assert_eq!(fen_text(fen), text);
        }
    }
}
