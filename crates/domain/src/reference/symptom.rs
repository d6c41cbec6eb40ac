//! What customers say: words of danger with the script to read out at once, and symptoms with the
//! fault codes they lead to (R010, R126, R037). Found in what a clerk types while the customer
//! speaks, so a match is a proposal and the clerk decides; a danger is shown rather once too often.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::document::{check_codes, shipped_content};
use super::fault::squeeze;
use super::{FaultBook, FaultCode};
use crate::localized::Localized;
use crate::phone::half_width;
use crate::pinyin;
use crate::policy::{Content, bad_policy};
use crate::rule::RuleError;

/// Most words of one danger or symptom.
const WORDS_MAX: usize = 40;
/// Most lines of a script; more nobody reads out in time.
const SCRIPT_MAX: usize = 8;
/// Longest text looked through for a name or its pinyin: those are typed, not told.
const NAME_CHARS_MAX: usize = 12;
/// Shortest text looked up by name.
const NAME_CHARS_MIN: usize = 2;

/// Words of both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Chinese, found anywhere in the text.
    pub zh: Vec<String>,
    /// English in lower case, found as whole words.
    pub en: Vec<String>,
}

/// A danger to life, as customers tell of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Danger {
    /// `gas_leak`, …
    pub code: String,
    /// What it is.
    pub name: Localized,
    /// How customers say it.
    pub words: Words,
    /// What the clerk reads out at once, in order.
    pub script: Vec<Localized>,
}

/// A symptom, as customers tell of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Symptom {
    /// `no_ignition`, …
    pub code: String,
    /// What it is.
    pub name: Localized,
    /// How customers say it.
    pub words: Words,
    /// The fault codes behind it, the likeliest first.
    pub faults: Vec<String>,
    /// It leaves the house without heat.
    #[serde(default)]
    pub no_heat: bool,
}

/// All dangers and symptoms.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SymptomBook {
    /// The dangers.
    pub dangers: Vec<Danger>,
    /// The symptoms.
    pub symptoms: Vec<Symptom>,
}

shipped_content!(SymptomBook, "symptoms.json");

impl Words {
    fn check(&self, place: &str) -> Result<(), RuleError> {
        for (language, words) in [("zh", &self.zh), ("en", &self.en)] {
            let place = format!("{place}.{language}");
            if words.is_empty() || words.len() > WORDS_MAX {
                return Err(bad_policy(place, "1 to 40 words are wanted"));
            }
            for (index, word) in words.iter().enumerate() {
                let plain = match language {
                    "zh" => squeezed(word),
                    _ => spaced(word),
                };
                // One character alone stands in every second sentence.
                if plain != *word || word.chars().count() < 2 {
                    let reason = "two characters or more, half-width, in lower case";
                    return Err(bad_policy(format!("{place}[{index}]"), reason));
                }
            }
        }
        Ok(())
    }
}

impl Content for SymptomBook {
    const KIND: &'static str = "symptoms";

    fn check(&self) -> Result<(), RuleError> {
        check_codes("dangers", self.dangers.iter().map(|one| one.code.as_str()))?;
        check_codes(
            "symptoms",
            self.symptoms.iter().map(|one| one.code.as_str()),
        )?;
        for (index, danger) in self.dangers.iter().enumerate() {
            let place = format!("dangers[{index}]");
            danger.name.check(&format!("{place}.name"))?;
            danger.words.check(&format!("{place}.words"))?;
            if danger.script.is_empty() || danger.script.len() > SCRIPT_MAX {
                return Err(bad_policy(format!("{place}.script"), "1 to 8 are wanted"));
            }
            for (line, text) in danger.script.iter().enumerate() {
                text.check(&format!("{place}.script[{line}]"))?;
            }
        }
        for (index, symptom) in self.symptoms.iter().enumerate() {
            let place = format!("symptoms[{index}]");
            symptom.name.check(&format!("{place}.name"))?;
            symptom.words.check(&format!("{place}.words"))?;
            check_codes(
                &format!("{place}.faults"),
                symptom.faults.iter().map(String::as_str),
            )?;
        }
        Ok(())
    }
}

impl SymptomBook {
    /// The dangers a text tells of, in the book's order. A word that is plainly denied
    /// (没有煤气味, "no smell of gas") is none; a question (有没有煤气味) still is one.
    #[must_use]
    pub fn dangers_in(&self, text: &str) -> Vec<&Danger> {
        let told = self.dangers_told(text).into_iter();
        told.map(|(danger, _)| danger).collect()
    }

    /// Whether a text tells of a house without heat. "热水不热" does not: the words of another
    /// symptom hold those of a cold house there.
    #[must_use]
    pub fn tells_no_heat(&self, text: &str) -> bool {
        let told = Told::new(text);
        let places = |cold: bool| {
            let symptoms = self.symptoms.iter().filter(move |one| one.no_heat == cold);
            symptoms.flat_map(|one| told.places_of(&one.words))
        };
        let others: Vec<Place> = places(false).collect();
        places(true).any(|place| !others.iter().any(|other| other.covers(&place)))
    }

    /// The dangers a text tells of, each with every word that tells of it, as often as it stands
    /// there: who was told that there is none has heard these words and no others.
    #[must_use]
    pub fn dangers_told(&self, text: &str) -> Vec<(&Danger, Vec<String>)> {
        let told = Told::new(text);
        let words = |danger: &Danger| -> Vec<String> {
            let places = told.places_of(&danger.words);
            let outer = |place: &&Place| !places.iter().any(|other| other.covers(place));
            places
                .iter()
                .filter(outer)
                .filter_map(|place| told.word(place))
                .collect()
        };
        let dangers = self.dangers.iter().map(|danger| (danger, words(danger)));
        dangers.filter(|(_, words)| !words.is_empty()).collect()
    }

    /// The symptoms a text tells of. A longer word covers a shorter one inside it: 热水不热 is not
    /// also 不热.
    #[must_use]
    pub fn symptoms_in(&self, text: &str) -> Vec<&Symptom> {
        let told = Told::new(text);
        let found: Vec<(&Symptom, BTreeSet<Place>)> = self
            .symptoms
            .iter()
            .map(|symptom| (symptom, told.places_of(&symptom.words)))
            .collect();
        let all: Vec<Place> = found
            .iter()
            .flat_map(|(_, at)| at.iter().copied())
            .collect();
        let stands = |place: &Place| !all.iter().any(|other| other.covers(place));
        found
            .into_iter()
            .filter(|(_, places)| places.iter().any(stands))
            .map(|(symptom, _)| symptom)
            .collect()
    }
}

/// Where a word stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    chinese: bool,
    from: usize,
    to: usize,
}

impl Place {
    /// Whether the other lies inside this one and is shorter.
    fn covers(&self, other: &Self) -> bool {
        self.chinese == other.chinese
            && self.from <= other.from
            && other.to <= self.to
            && self.to - self.from > other.to - other.from
    }
}

/// A text in the two forms words are looked for in.
struct Told {
    chinese: String,
    latin: String,
}

impl Told {
    fn new(text: &str) -> Self {
        Self {
            chinese: squeezed(text),
            latin: format!(" {} ", spaced(text)),
        }
    }

    fn word(&self, place: &Place) -> Option<String> {
        let word = if place.chinese {
            self.chinese.get(place.from..place.to)
        } else {
            // A place in English begins with the space before the word.
            self.latin.get(place.from + 1..=place.to)
        };
        word.map(ToOwned::to_owned)
    }

    fn places_of(&self, words: &Words) -> BTreeSet<Place> {
        let place = |chinese, from, len| Place {
            chinese,
            from,
            to: from + len,
        };
        let mut places = BTreeSet::new();
        for word in &words.zh {
            let at = self.chinese.match_indices(word.as_str());
            let at = at.filter(|(from, _)| !is_denied(&self.chinese[..*from]));
            places.extend(at.map(|(from, _)| place(true, from, word.len())));
        }
        for word in &words.en {
            let whole = format!(" {word} ");
            let at = self.latin.match_indices(&whole);
            let at = at.filter(|(from, _)| !is_denied_in_english(&self.latin[..*from]));
            places.extend(at.map(|(from, _)| place(false, from, word.len())));
        }
        places
    }
}

/// Whether what stands before a Chinese word denies it.
fn is_denied(before: &str) -> bool {
    const ASKED: [&str; 3] = ["有没有", "有没", "是不是"];
    const DENIED: [&str; 4] = ["没有", "没", "无", "不"];
    const BETWEEN: [&str; 8] = ["闻到", "闻见", "发现", "什么", "任何", "再", "是", "出现"];
    let mut before = before;
    while let Some(rest) = BETWEEN.iter().find_map(|word| before.strip_suffix(word)) {
        before = rest;
    }
    let asked = ASKED.iter().any(|word| before.ends_with(word));
    !asked && DENIED.iter().any(|word| before.ends_with(word))
}

fn is_denied_in_english(before: &str) -> bool {
    [" no", " not", " without", " never", " any"]
        .iter()
        .any(|word| before.ends_with(word))
}

/// Half-width, in lower case, without white space and punctuation between Chinese characters.
fn squeezed(text: &str) -> String {
    let chars = half_width(text).to_lowercase();
    chars.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Half-width, in lower case, everything but letters and digits as single spaces.
fn spaced(text: &str) -> String {
    let plain = half_width(text).to_lowercase();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// What a fault was found by, surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FoundBy {
    /// The code itself.
    Code,
    /// A symptom.
    Symptom,
    /// Its name, or a cause of it.
    Name,
    /// The pinyin of its name or of a symptom.
    Pinyin,
}

impl FoundBy {
    /// The stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Symptom => "symptom",
            Self::Name => "name",
            Self::Pinyin => "pinyin",
        }
    }
}

/// A fault that what was typed may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaultFound<'a> {
    /// The fault.
    pub fault: &'a FaultCode,
    /// What it was found by.
    pub by: FoundBy,
}

/// The faults a text may mean, likeliest first, at most `most`: those whose code it shows, then those
/// its symptoms lead to, then those it names. With a family only codes of that family count: the
/// same code means something else on another.
#[must_use]
pub fn find_faults<'a>(
    faults: &'a FaultBook,
    symptoms: &SymptomBook,
    family: Option<&str>,
    text: &str,
    most: usize,
) -> Vec<FaultFound<'a>> {
    let fits = |fault: &&FaultCode| family.is_none_or(|family| fault.is_on(family));
    let on_machine: Vec<&FaultCode> = faults.codes.iter().filter(fits).collect();
    let mut found: Vec<FaultFound<'a>> = Vec::new();
    let mut add = |some: Vec<&'a FaultCode>, by: FoundBy| {
        for fault in some {
            if !found.iter().any(|known| known.fault == fault) {
                found.push(FaultFound { fault, by });
            }
        }
    };
    let shown = codes_in(text);
    let by_code = shown.iter().flat_map(|code| {
        let on_machine = on_machine.iter().copied();
        on_machine.filter(move |fault| squeeze(&fault.code) == *code)
    });
    add(by_code.collect(), FoundBy::Code);
    add(
        led_to(&symptoms.symptoms_in(text), &on_machine),
        FoundBy::Symptom,
    );
    let typed = squeezed(text);
    if (NAME_CHARS_MIN..=NAME_CHARS_MAX).contains(&typed.chars().count()) {
        add(named(&typed, &on_machine), FoundBy::Name);
        add(spelt(&typed, symptoms, &on_machine), FoundBy::Pinyin);
    }
    found.truncate(most);
    found
}

/// The faults symptoms lead to: those that most of them mean first, then in the symptoms' order.
fn led_to<'a>(symptoms: &[&Symptom], faults: &[&'a FaultCode]) -> Vec<&'a FaultCode> {
    let mut meant: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for symptom in symptoms {
        for (rank, code) in symptom.faults.iter().enumerate() {
            let entry = meant.entry(code).or_insert((0, rank));
            *entry = (entry.0 + 1, entry.1.min(rank));
        }
    }
    let mut led: Vec<_> = faults
        .iter()
        .filter_map(|fault| Some((meant.get(fault.code.as_str())?, *fault)))
        .collect();
    led.sort_by_key(|((count, rank), fault)| (Reverse(*count), *rank, fault.code.as_str()));
    led.into_iter().map(|(_, fault)| fault).collect()
}

fn named<'a>(typed: &str, faults: &[&'a FaultCode]) -> Vec<&'a FaultCode> {
    let holds =
        |text: &Localized| squeezed(&text.zh).contains(typed) || squeezed(&text.en).contains(typed);
    let by_name = faults.iter().filter(|fault| holds(&fault.name));
    let by_cause = faults
        .iter()
        .filter(|fault| fault.causes.iter().any(|cause| holds(&cause.text)));
    by_name.chain(by_cause).copied().collect()
}

fn spelt<'a>(typed: &str, symptoms: &SymptomBook, faults: &[&'a FaultCode]) -> Vec<&'a FaultCode> {
    if !typed.bytes().all(|b| b.is_ascii_lowercase()) {
        return Vec::new();
    }
    let begins = |text: &str| {
        let spelling = pinyin::of_text(text);
        let mut forms = spelling.full.iter().chain(&spelling.initials);
        forms.any(|form| form.starts_with(typed))
    };
    let meant: Vec<&Symptom> = symptoms
        .symptoms
        .iter()
        .filter(|symptom| symptom.words.zh.iter().any(|word| begins(word)))
        .collect();
    let by_name = faults.iter().filter(|fault| begins(&fault.name.zh));
    by_name.copied().chain(led_to(&meant, faults)).collect()
}

/// The codes a text shows, as they are compared: one or two letters and up to three digits that
/// stand alone. `E1`, `e 01`, `显示F5`; not the beginning of a serial.
fn codes_in(text: &str) -> Vec<String> {
    let chars: Vec<char> = half_width(text).chars().collect();
    let is = |at: usize, kind: fn(&char) -> bool| chars.get(at).is_some_and(kind);
    let mut codes = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let alone = at == 0 || !chars[at - 1].is_ascii_alphanumeric();
        let mut end = at;
        while is(end, char::is_ascii_alphabetic) {
            end += 1;
        }
        let letters = end - at;
        if letters == 0 || !alone {
            at += 1;
            continue;
        }
        if is(end, |c| matches!(c, ' ' | '-')) && is(end + 1, char::is_ascii_digit) {
            end += 1;
        }
        let digits_from = end;
        while is(end, char::is_ascii_digit) {
            end += 1;
        }
        let digits = end - digits_from;
        let whole = !is(end, char::is_ascii_alphanumeric);
        if letters <= 2 && (1..=3).contains(&digits) && whole {
            codes.push(squeeze(&chars[at..end].iter().collect::<String>()));
        }
        at = end.max(at + 1);
    }
    codes
}

#[cfg(test)]
mod tests;
