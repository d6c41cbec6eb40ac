//! Amounts of money in the characters that cannot be altered (大写), as a receipt wants them.

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const GROUPS: [&str; 5] = ["", "万", "亿", "万亿", "亿亿"];
const GROUP: u64 = 10_000;

/// An amount in capital characters: `¥1,004.05` is 壹仟零肆元零伍分.
#[must_use]
pub fn in_capitals(fen: i64) -> String {
    let size = fen.unsigned_abs();
    let (yuan, jiao, rest) = (size / 100, size / 10 % 10, size % 10);
    let mut text = String::from(if fen < 0 { "负" } else { "" });
    if yuan > 0 || size == 0 {
        text.push_str(&whole(yuan));
        text.push('元');
    }
    match (jiao, rest) {
        (0, 0) => text.push('整'),
        (0, rest) => {
            if yuan > 0 {
                text.push(DIGITS[0]);
            }
            text.push(digit(rest));
            text.push('分');
        }
        (jiao, rest) => {
            text.push(digit(jiao));
            text.push('角');
            if rest == 0 {
                text.push('整');
            } else {
                text.push(digit(rest));
                text.push('分');
            }
        }
    }
    text
}

/// A whole number; zeros between two digits are said once.
fn whole(number: u64) -> String {
    if number == 0 {
        return DIGITS[0].to_string();
    }
    let mut groups = Vec::new();
    let mut left = number;
    while left > 0 {
        groups.push(left % GROUP);
        left /= GROUP;
    }
    let mut text = String::new();
    let mut gap = false;
    for (place, group) in groups.iter().enumerate().rev() {
        if *group == 0 {
            gap = true;
            continue;
        }
        let hollow = gap || *group < GROUP / 10;
        if hollow && !text.is_empty() {
            text.push(DIGITS[0]);
        }
        text.push_str(&within(*group));
        text.push_str(GROUPS.get(place).copied().unwrap_or_default());
        gap = false;
    }
    text
}

/// The four digits of a group, without the zeros before the first.
fn within(group: u64) -> String {
    let mut text = String::new();
    let mut gap = false;
    for place in (0..PLACES.len()).rev() {
        let value = group / 10_u64.pow(u32::try_from(place).unwrap_or_default()) % 10;
        if value == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push(DIGITS[0]);
            gap = false;
        }
        text.push(digit(value));
        text.push_str(PLACES.get(place).copied().unwrap_or_default());
    }
    text
}

fn digit(value: u64) -> char {
    let at = usize::try_from(value).unwrap_or_default();
    DIGITS.get(at).copied().unwrap_or(DIGITS[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_a_bank_writes_them() {
        for (fen, text) in [
            (0, "零元整"),
            (1, "壹分"),
            (10, "壹角整"),
            (12, "壹角贰分"),
            (100, "壹元整"),
            (105, "壹元零伍分"),
            (1_000, "壹拾元整"),
            (10_005, "壹佰元零伍分"),
            (14_950, "壹佰肆拾玖元伍角整"),
            (100_405, "壹仟零肆元零伍分"),
            (680_000, "陆仟捌佰元整"),
            (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
            (10_000_000, "壹拾万元整"),
            (10_000_100, "壹拾万零壹元整"),
            (10_050_000, "壹拾万零伍佰元整"),
            (20_300_000, "贰拾万叁仟元整"),
            (10_000_000_000, "壹亿元整"),
            (10_000_000_100, "壹亿零壹元整"),
            (10_010_000_000, "壹亿零壹拾万元整"),
            (-5_000, "负伍拾元整"),
        ] {
            assert_eq!(in_capitals(fen), text, "{fen}");
        }
    }

    #[test]
    fn no_two_amounts_up_to_a_hundred_thousand_yuan_are_written_alike() {
        let mut seen = std::collections::BTreeSet::new();
        for fen in (0..10_000_000).step_by(97) {
            let text = in_capitals(fen);
            assert!(!text.contains("零零"), "{fen} {text}");
            assert!(seen.insert(text), "{fen}");
        }
    }

    #[test]
    fn the_largest_amount_there_is_has_a_text() {
        assert!(in_capitals(i64::MAX).ends_with("柒分"));
        assert!(in_capitals(i64::MIN).starts_with('负'));
    }
}
