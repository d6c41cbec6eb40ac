//! Several numbers in one text: pieces, groups of digits, and whole numbers made of them.

use super::{Phone, PhoneKind, PhoneProblem, area_code_len, half_width};

/// Longest text that can be a list of phone numbers, in bytes.
const TEXT_MAX: usize = 600;
/// Most digit groups looked at in one piece of text; more is not a list of phone numbers.
const MAX_GROUPS: usize = 16;

/// Takes all numbers of one cell or input field, in order, each number once.
///
/// Splits at `/ 、 ; , 或 和` and line breaks, and at spaces where the groups make up several whole
/// numbers. Words beside a number become its label.
///
/// # Errors
/// The problem of the first piece that holds digits but no number; [`PhoneProblem::Empty`] when
/// there is no digit at all.
pub fn parse_list(text: &str) -> Result<Vec<Phone>, PhoneProblem> {
    if text.len() > TEXT_MAX {
        return Err(PhoneProblem::TooLong);
    }
    let text = half_width(text);
    let mut phones: Vec<Phone> = Vec::new();
    for piece in text
        .split(is_list_separator)
        .filter(|p| p.chars().any(char::is_alphanumeric))
    {
        if !piece.chars().any(|c| c.is_ascii_digit()) {
            label_last(&mut phones, piece)?;
            continue;
        }
        for phone in parse_piece(piece)? {
            if !phones.iter().any(|p| p.digits == phone.digits) {
                phones.push(phone);
            }
        }
    }
    if phones.is_empty() {
        Err(PhoneProblem::Empty)
    } else {
        Ok(phones)
    }
}

fn is_list_separator(c: char) -> bool {
    matches!(
        c,
        '/' | '、' | ';' | ',' | '\n' | '\r' | '|' | '\\' | '或' | '和' | '及' | '&'
    )
}

/// A word alone between separators belongs to the number before it.
fn label_last(phones: &mut [Phone], piece: &str) -> Result<(), PhoneProblem> {
    let Some(last) = phones.last_mut() else {
        return Ok(());
    };
    if piece.chars().any(|c| c.is_ascii_alphabetic()) {
        return Err(PhoneProblem::Letters);
    }
    if last.label.is_none() {
        last.label = clean_label(piece);
    }
    Ok(())
}

/// One piece between separators: its groups of digits and its words.
fn parse_piece(piece: &str) -> Result<Vec<Phone>, PhoneProblem> {
    let (number, extension) = split_extension(piece);
    let (groups, words) = split_groups(number)?;
    if groups.len() > MAX_GROUPS {
        return Err(PhoneProblem::TooLong);
    }
    let Some(mut phones) = partition(&groups) else {
        return Err(problem_of(&groups.concat()));
    };
    let label = extension
        .map(|e| format!("转{e}"))
        .or_else(|| clean_label(&words));
    if let Some(last) = phones.last_mut() {
        last.label = label;
    }
    Ok(phones)
}

/// `85551234转802`: the number and the extension's digits.
fn split_extension(piece: &str) -> (&str, Option<String>) {
    for marker in ["转", "分机", "ext", "EXT", "Ext"] {
        if let Some((number, rest)) = piece.split_once(marker) {
            let digits: String = rest.chars().filter(char::is_ascii_digit).collect();
            let only_digits = rest.chars().all(|c| !c.is_alphabetic());
            if only_digits && (1..=6).contains(&digits.len()) {
                return (number, Some(digits));
            }
        }
    }
    (piece, None)
}

/// The runs of digits of a piece, and its words. A letter touching a digit is a typing slip.
fn split_groups(piece: &str) -> Result<(Vec<String>, String), PhoneProblem> {
    let (mut groups, mut words) = (Vec::new(), String::new());
    let mut run = String::new();
    let mut before = ' ';
    for c in piece.chars() {
        let slip = (c.is_ascii_alphabetic() && before.is_ascii_digit())
            || (c.is_ascii_digit() && before.is_ascii_alphabetic());
        if slip {
            return Err(PhoneProblem::Letters);
        }
        if c.is_ascii_digit() {
            run.push(c);
        } else {
            if !run.is_empty() {
                groups.push(std::mem::take(&mut run));
            }
            words.push(if c.is_alphabetic() { c } else { ' ' });
        }
        before = c;
    }
    if !run.is_empty() {
        groups.push(run);
    }
    if words.split_whitespace().any(|w| w.len() == 1) {
        return Err(PhoneProblem::Letters); // A lone Latin letter is a digit gone wrong.
    }
    Ok((groups, words))
}

fn clean_label(words: &str) -> Option<String> {
    const NOISE: [&str; 10] = [
        "电话",
        "手机",
        "手机号",
        "联系电话",
        "号码",
        "TEL",
        "PHONE",
        "MOBILE",
        "座机",
        "固话",
    ];
    let kept: Vec<&str> = words
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty() && !NOISE.contains(&w.to_uppercase().as_str()))
        .collect();
    let label: String = kept.join(" ").chars().take(20).collect();
    (!label.is_empty()).then_some(label)
}

/// Joins neighbouring groups into as few whole numbers as possible.
fn partition(groups: &[String]) -> Option<Vec<Phone>> {
    // best[i] holds the shortest list of numbers that uses exactly the first i groups.
    let mut best: Vec<Option<Vec<Phone>>> = vec![None; groups.len() + 1];
    best[0] = Some(Vec::new());
    for end in 1..=groups.len() {
        for start in 0..end {
            let Some(head) = best[start].clone() else {
                continue;
            };
            let Some(tail) = whole_numbers(&groups[start..end].concat()) else {
                continue;
            };
            let shorter = best[end]
                .as_ref()
                .is_none_or(|b| head.len() + tail.len() < b.len());
            if shorter {
                best[end] = Some([head, tail].concat());
            }
        }
    }
    best.pop().flatten().filter(|phones| !phones.is_empty())
}

/// The digits as one number, or as mobiles typed without any separator.
fn whole_numbers(digits: &str) -> Option<Vec<Phone>> {
    if let Some(phone) = classify(digits) {
        return Some(vec![phone]);
    }
    if digits.len() < 22 || !digits.len().is_multiple_of(11) {
        return None;
    }
    (0..digits.len() / 11)
        .map(|i| classify(&digits[i * 11..(i + 1) * 11]).filter(|p| p.kind == PhoneKind::Mobile))
        .collect()
}

fn classify(digits: &str) -> Option<Phone> {
    let of = |kind, d: &str| {
        Some(Phone {
            digits: d.to_owned(),
            kind,
            label: None,
        })
    };
    if let Some(kind) = kind_of(digits) {
        return of(kind, digits);
    }
    // 0086 138…, 86 138…, and 0 138… of the days when mobiles were dialled with a zero.
    for prefix in ["0086", "86", "0"] {
        if let Some(rest) = digits.strip_prefix(prefix) {
            match kind_of(rest) {
                Some(PhoneKind::Mobile) => return of(PhoneKind::Mobile, rest),
                Some(PhoneKind::Landline) if prefix != "0" => return of(PhoneKind::Landline, rest),
                _ => {}
            }
            // +86 10 8888 6666: the area code loses its zero behind the country code.
            let area = format!("0{rest}");
            if prefix != "0" && rest.len() >= 10 && kind_of(&area) == Some(PhoneKind::Landline) {
                return of(PhoneKind::Landline, &area);
            }
        }
    }
    None
}

fn kind_of(d: &str) -> Option<PhoneKind> {
    let bytes = d.as_bytes();
    let first = *bytes.first()?;
    match (d.len(), first) {
        (11, b'1') if (b'3'..=b'9').contains(&bytes[1]) => Some(PhoneKind::Mobile),
        (10, b'4' | b'8') if &d[1..3] == "00" => Some(PhoneKind::Service),
        (7 | 8, b'2'..=b'9') => Some(PhoneKind::Local),
        (10..=12, b'0') => {
            let local = d.get(area_code_len(d)..)?;
            let starts_well = matches!(local.as_bytes().first(), Some(b'2'..=b'9'));
            let long_enough = local.len() == 8 || (local.len() == 7 && area_code_len(d) == 4);
            (starts_well && long_enough && d.as_bytes()[1] != b'0').then_some(PhoneKind::Landline)
        }
        _ => None,
    }
}

fn problem_of(digits: &str) -> PhoneProblem {
    let core = digits
        .strip_prefix("0086")
        .or_else(|| digits.strip_prefix("86"))
        .unwrap_or(digits);
    let full = match core.as_bytes().first() {
        Some(b'1') => 11..=11,
        Some(b'0') => 11..=12,
        _ => 7..=8,
    };
    if core.len() < *full.start() {
        PhoneProblem::TooShort
    } else if core.len() > *full.end() && core.len() > 11 {
        PhoneProblem::TooLong
    } else {
        PhoneProblem::UnknownPrefix
    }
}
