//! Numbers that stand in any text: found, and shown without their middle.
//!
//! Whoever may not see a number must not find it in a note either, so it is looked for in whatever
//! is shown and not only in the fields that are meant for it.

use super::{Phone, PhoneKind, half_width_char};

/// Most groups of digits that make up one number: `+86 138 0471 2207`.
const GROUPS_MOST: usize = 5;
/// Fewest stars of a hidden number.
const STARS_LEAST: usize = 3;

/// A run of digits, by places in the text's characters.
#[derive(Debug, Clone, Copy)]
struct Group {
    from: usize,
    to: usize,
    /// A Latin letter stands right beside it: `wx13804712207`.
    touches: bool,
}

/// The text with every number hidden that `keep` does not know; `None` where nothing is to hide.
///
/// `keep` is asked with the plain digits and the kind. Digits that touch a Latin letter may be part of
/// something else, a serial or an id: of them only whole mobiles and landlines are numbers, as in an
/// address made of the number. Ids and hashes are not to be given in.
pub fn hide(text: &str, mut keep: impl FnMut(&str, PhoneKind) -> bool) -> Option<String> {
    // Most texts hold no number at all.
    text.chars().filter(|c| is_digit(*c)).nth(6)?;
    let chars: Vec<char> = text.chars().collect();
    let plain: Vec<char> = chars.iter().map(|c| half_width_char(*c)).collect();
    let groups = groups(&plain);
    let mut out = String::with_capacity(text.len());
    let (mut at, mut done, mut hid) = (0, 0, false);
    while at < groups.len() {
        let Some((to, numbers)) = longest(&plain, &groups, at) else {
            at += 1;
            continue;
        };
        if let (Some(first), Some(last)) = (groups.get(at), groups.get(to)) {
            let shown: Vec<String> = numbers
                .iter()
                .map(|one| (one, keep(one.digits(), one.kind())))
                .map(|(one, kept)| if kept { one.display() } else { one.masked() })
                .collect();
            let all_kept = numbers.iter().map(Phone::display).eq(shown.iter().cloned());
            if !all_kept {
                out.extend(&chars[done..first.from]);
                out.push_str(&shown.join(" "));
                done = last.to;
                hid = true;
            }
        }
        at = to + 1;
    }
    out.extend(&chars[done..]);
    hid.then_some(out)
}

/// Whether a text holds a number that was hidden: saved, it would take the place of the whole one.
#[must_use]
pub fn is_hidden(text: &str) -> bool {
    let chars: Vec<char> = text.chars().map(half_width_char).collect();
    let mut at = 0;
    while let Some(from) = (at..chars.len()).find(|place| chars[*place] == '*') {
        let to = (from..chars.len())
            .find(|place| chars[*place] != '*')
            .unwrap_or(chars.len());
        let before = from.checked_sub(1).and_then(|place| chars.get(place));
        let between = before.is_some_and(char::is_ascii_digit)
            && chars.get(to).is_some_and(char::is_ascii_digit);
        if between && to - from >= STARS_LEAST {
            return true;
        }
        at = to;
    }
    false
}

fn is_digit(c: char) -> bool {
    half_width_char(c).is_ascii_digit()
}

/// The runs of digits.
fn groups(chars: &[char]) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !chars[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let from = at;
        while at < chars.len() && chars[at].is_ascii_digit() {
            at += 1;
        }
        let letter = |place: Option<usize>| {
            let c = place.and_then(|place| chars.get(place));
            c.is_some_and(char::is_ascii_alphabetic)
        };
        groups.push(Group {
            from,
            to: at,
            touches: letter(from.checked_sub(1)) || letter(Some(at)),
        });
    }
    groups
}

/// The numbers that the most groups from `at` on make up, and the last of these groups. A figure
/// before a mobile does not take a part of it: `6 1380471 2207`.
fn longest(chars: &[char], groups: &[Group], at: usize) -> Option<(usize, Vec<Phone>)> {
    let found = from_group(chars, groups, at)?;
    let is_mobile = |found: &(usize, Vec<Phone>)| {
        let mut phones = found.1.iter();
        phones.all(|one| one.kind() == PhoneKind::Mobile)
    };
    let later = |from: usize| from_group(chars, groups, from).is_some_and(|one| is_mobile(&one));
    let shadows = !is_mobile(&found) && (at + 1..=found.0).any(later);
    (!shadows).then_some(found)
}

fn from_group(chars: &[char], groups: &[Group], at: usize) -> Option<(usize, Vec<Phone>)> {
    let read = |last: usize| {
        let parts = &groups[at..=last];
        let digits: String = parts
            .iter()
            .flat_map(|group| &chars[group.from..group.to])
            .collect();
        let touches = parts.iter().any(|group| group.touches);
        let whole = |one: &Phone| matches!(one.kind(), PhoneKind::Mobile | PhoneKind::Landline);
        numbers(&digits).filter(|numbers| !touches || numbers.iter().all(whole))
    };
    // A whole mobile stands alone, whatever comes after it.
    if let Some(alone) =
        read(at).filter(|one| one.iter().all(|one| one.kind() == PhoneKind::Mobile))
    {
        return Some((at, alone));
    }
    let mut to = at;
    while to + 1 < groups.len()
        && to + 1 - at < GROUPS_MOST
        && joins(&chars[groups[to].to..groups[to + 1].from])
    {
        to += 1;
    }
    (at..=to)
        .rev()
        .find_map(|last| read(last).map(|numbers| (last, numbers)))
}

/// What may stand between the groups of one number.
fn joins(between: &[char]) -> bool {
    (1..=3).contains(&between.len())
        && between
            .iter()
            .all(|c| matches!(c, ' ' | '-' | '.' | '(' | ')' | '·' | '_' | '/' | '~'))
}

/// One number, or two mobiles typed without a gap.
fn numbers(digits: &str) -> Option<Vec<Phone>> {
    if !(7..=25).contains(&digits.len()) {
        return None;
    }
    if let Ok(phone) = Phone::parse(digits) {
        return Some(vec![phone]);
    }
    let several = super::parse_list(digits).ok()?;
    several
        .iter()
        .all(|one| one.kind() == PhoneKind::Mobile)
        .then_some(several)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str) -> Option<String> {
        hide(text, |_, kind| {
            matches!(kind, PhoneKind::Local | PhoneKind::Service)
        })
    }

    #[test]
    fn a_number_is_hidden_however_it_is_typed_and_the_words_around_it_stay() {
        for (text, wanted) in [
            ("13804712207", "138****2207"),
            ("138 0471 2207", "138****2207"),
            ("打138-0471-2207，找儿子", "打138****2207，找儿子"),
            ("電話１３８０４７１２２０７。", "電話138****2207。"),
            ("+86 138 0471 2207", "+138****2207"),
            ("0471-6543210", "047****3210"),
            ("（0471）6543210转8", "（047****3210转8"),
            ("2026-11-23 13804712207", "2026-11-23 138****2207"),
            ("13804712207/19670679684", "138****2207/196****9684"),
            ("1380471220719670679684", "138****2207 196****9684"),
            ("老13804712207 新19670679684", "老138****2207 新196****9684"),
            ("微信wx13804712207", "微信wx138****2207"),
            ("V13804712207", "V138****2207"),
            ("tel8613804712207", "tel138****2207"),
            ("tel138 0471 2207x", "tel138****2207x"),
            ("13804712207b4", "138****2207b4"),
            ("tel04716543210", "tel047****3210"),
            ("138—0471——2207", "138****2207"),
            ("138_0471_2207", "138****2207"),
            ("138 / 0471 / 2207", "138****2207"),
            ("6 1380471 2207", "6 138****2207"),
            ("3 户 13804712207", "3 户 138****2207"),
        ] {
            assert_eq!(all(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_or_may_be_seen_stays_as_it_is() {
        for text in [
            "",
            "LH001-A-20261121-0007",
            "L1P1817090901223",
            "WEB-L1P18 第 3 台",
            "2026-11-23 10:30",
            "1795233600000",
            "400-810-0000",
            "水压 1.5 bar，电压 218.5",
        ] {
            assert_eq!(all(text), None, "{text}");
        }
        let kept = hide("13804712207 和 19670679684", |digits, _| {
            digits == "13804712207"
        });
        assert_eq!(kept.as_deref(), Some("13804712207 和 196****9684"));
    }

    #[test]
    fn a_hidden_number_is_recognised_when_it_comes_back() {
        for text in [
            "138****2207",
            "打 138****2207",
            "2*****0",
            "１３８＊＊＊＊２２０７",
        ] {
            assert!(is_hidden(text), "{text}");
        }
        for text in ["", "****", "3*4", "***注意***", "13804712207", "8 **** 9"] {
            assert!(!is_hidden(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_mobile_is_left_whole_in_any_text_around_it(
            before in "[ 一-龥，。:/a-zA-Z_-]{0,12}",
            tail in "[0-9]{9}",
            after in "[ 一-龥，。:/a-zA-Z_]{0,12}",
        ) {
            let number = format!("13{tail}");
            let text = format!("{before}{number}{after}");
            let shown = all(&text).unwrap_or(text);
            prop_assert!(!shown.contains(&number), "{shown}");
            prop_assert!(is_hidden(&shown));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}") {
            let once = all(&text).unwrap_or_else(|| text.clone());
            let _ = is_hidden(&once);
        }
    }
}
