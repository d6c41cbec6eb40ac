//! Rural addresses: what can be told apart is split off, and the text as typed always stays.
//!
//! `柳河镇东沟村三组 供销社往北第二家` is a township, a village, a group and a landmark. Nobody types
//! them alike, so every part is a guess for lists and grouping; letters and orders show the full text.

use crate::phone::half_width;
use serde::{Deserialize, Serialize};

/// The parts of an address that could be told apart.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AddressParts {
    /// The text as typed, outer white space removed.
    pub full: String,
    /// Province, city and county, if named.
    pub region: Option<String>,
    /// Township or street office (镇, 乡, 街道).
    pub town: Option<String>,
    /// Village, hamlet or housing estate.
    pub village: Option<String>,
    /// Group, team or house number inside it (三组, 5号楼2单元).
    pub hamlet: Option<String>,
    /// How to find the house.
    pub landmark: Option<String>,
}

/// Splits an address.
#[must_use]
pub fn split(text: &str) -> AddressParts {
    let full = text.trim().to_owned();
    let mut rest: &str = &full;
    let region = take_region(&mut rest);
    let town = take_through(&mut rest, &["街道办事处", "街道", "镇", "乡", "苏木"], 8);
    let (village, hamlet, landmark) = split_village(rest);
    AddressParts {
        region,
        town,
        village,
        hamlet,
        landmark,
        full,
    }
}

/// The landmark where the detailed address does not tell it already, as an imported one does.
#[must_use]
pub fn landmark_beside<'a>(detail: Option<&str>, landmark: Option<&'a str>) -> Option<&'a str> {
    landmark.filter(|mark| !detail.is_some_and(|detail| detail.contains(mark)))
}

/// The group's number in one form, for comparing: `三组` and `３组` are `3组`.
#[must_use]
pub fn hamlet_key(hamlet: &str) -> String {
    let mut out = String::new();
    let mut tens = false;
    for c in half_width(hamlet)
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '第')
    {
        match "零一二三四五六七八九".chars().position(|d| d == c) {
            Some(digit) => {
                tens = false;
                out.push_str(&digit.to_string());
            }
            None if c == '十' => {
                if out.chars().last().is_none_or(|l| !l.is_ascii_digit()) {
                    out.push('1');
                }
                tens = true;
            }
            None => {
                if std::mem::take(&mut tens) {
                    out.push('0');
                }
                out.push(c);
            }
        }
    }
    out
}

fn take_region(rest: &mut &str) -> Option<String> {
    let start = *rest;
    for ends in [
        &["省", "自治区"][..],
        &["市", "自治州", "盟"][..],
        &["自治县", "县", "区", "旗", "市"][..],
    ] {
        let _taken = take_through(rest, ends, 8);
    }
    let region = start[..start.len() - rest.len()].trim();
    (!region.is_empty()).then(|| region.to_owned())
}

/// Takes everything through the first of `ends`, if it comes within `max` characters and behind at
/// least one character of a name, and something that is not part of a longer word follows.
fn take_through(rest: &mut &str, ends: &[&str], max: usize) -> Option<String> {
    let trimmed = rest.trim_start();
    let (at, end) = ends
        .iter()
        .filter_map(|end| {
            let skip = trimmed.chars().next()?.len_utf8();
            Some((trimmed.get(skip..)?.find(end)? + skip, *end))
        })
        .min()?;
    let head = &trimmed[..at];
    let after = &trimmed[at + end.len()..];
    let is_name = head.chars().count() < max && head.chars().all(is_name_char);
    // 乡政府, 镇中学 and 小区, 社区, 市场 are no borders; nor is a village called 某某县村.
    let goes_on = ["政府", "中学", "小学", "卫生院", "场", "村", "委", "屯"];
    let word = matches!((head.chars().last(), end), (Some('小' | '社' | '园'), "区"));
    if !is_name
        || word
        || (goes_on.iter().any(|g| after.starts_with(g)) && head.chars().count() < 2)
    {
        return None;
    }
    *rest = after.trim_start();
    Some(format!("{head}{end}"))
}

fn is_name_char(c: char) -> bool {
    c.is_alphabetic() && !c.is_ascii() && !matches!(c, '村' | '组' | '屯' | '社' | '队')
}

fn split_village(rest: &str) -> (Option<String>, Option<String>, Option<String>) {
    let some = |s: &str| {
        let s = s.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, ',' | '，' | '、' | '-' | '.')
        });
        (!s.is_empty()).then(|| s.to_owned())
    };
    if let Some((start, end)) = hamlet_range(rest) {
        let head = &rest[..start];
        // What stands before a number far behind a space is a way description, not a village.
        if head.trim().chars().filter(|c| c.is_whitespace()).count() == 0 {
            return (some(head), some(&rest[start..end]), some(&rest[end..]));
        }
    }
    // 上庄村 ends at its 村, although a 庄 comes before.
    let border = village_end(rest, &["村"])
        .or_else(|| village_end(rest, &["屯", "庄", "堡", "营子", "社区", "小区"]));
    let space = rest.find(char::is_whitespace);
    let not_office = |at: &usize| !rest[*at..].starts_with('委') && !rest[*at..].starts_with('口');
    match border
        .filter(not_office)
        .filter(|b| space.is_none_or(|s| s >= *b))
        .or(space)
    {
        Some(at) => (some(&rest[..at]), None, some(&rest[at..])),
        // 小营子, 王家窑: a short name alone is the village; anything longer tells the way.
        None if rest.chars().count() <= 6 => (some(rest), None, None),
        None => (None, None, some(rest)),
    }
}

/// Where the first of `ends` ends, if at least one character stands before it.
fn village_end(rest: &str, ends: &[&str]) -> Option<usize> {
    let skip = rest.chars().next()?.len_utf8();
    ends.iter()
        .filter_map(|end| Some(rest.get(skip..)?.find(end)? + skip + end.len()))
        .min()
}

/// Where the first run of "number + group word" stands: `三组`, `第4社`, `5号楼2单元301室`.
fn hamlet_range(text: &str) -> Option<(usize, usize)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut i = 0;
    while i < chars.len() {
        if let Some(mut end) = hamlet_at(text, &chars, i) {
            let start = chars[i].0;
            while let Some(next) = chars.iter().position(|(at, _)| *at == end) {
                let Some(further) = hamlet_at(text, &chars, next) else {
                    break;
                };
                end = further;
            }
            return Some((start, end));
        }
        i += 1;
    }
    None
}

/// The end of one "number + group word" beginning at character `i`.
fn hamlet_at(text: &str, chars: &[(usize, char)], i: usize) -> Option<usize> {
    const UNITS: [&str; 10] = [
        "组", "社", "队", "号楼", "号院", "号", "单元", "栋", "室", "楼",
    ];
    let numeric = |c: char| c.is_numeric() || "一二三四五六七八九十百".contains(c);
    let mut j = i;
    if chars.get(j).is_some_and(|(_, c)| *c == '第') {
        j += 1;
    }
    let first = j;
    while chars.get(j).is_some_and(|(_, c)| numeric(*c)) {
        j += 1;
    }
    let at = chars.get(j).filter(|_| j > first && j - first <= 5)?.0;
    let unit = UNITS.iter().find(|u| text[at..].starts_with(**u))?;
    // 三社区 is a place, not a group.
    let place = *unit == "社" && text[at + unit.len()..].starts_with('区');
    (!place).then_some(at + unit.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_landmark_that_the_address_tells_already_is_not_told_again() {
        let told = Some("沙河村4组 供销社往北第二家");
        assert_eq!(landmark_beside(told, Some("供销社往北第二家")), None);
        assert_eq!(landmark_beside(told, Some("桥头")), Some("桥头"));
        assert_eq!(landmark_beside(None, Some("桥头")), Some("桥头"));
        assert_eq!(landmark_beside(told, None), None);
    }

    #[test]
    fn village_group_and_landmark_are_told_apart() {
        for (typed, town, village, hamlet, landmark) in [
            (
                "东沟村三组 供销社往北第二家",
                "",
                "东沟村",
                "三组",
                "供销社往北第二家",
            ),
            ("沙河村4组", "", "沙河村", "4组", ""),
            ("王家窑2组", "", "王家窑", "2组", ""),
            ("小营子6组 小学后身", "", "小营子", "6组", "小学后身"),
            ("大槐树村第十二社", "", "大槐树村", "第十二社", ""),
            (
                "柳河镇东沟村三组，村委会对面",
                "柳河镇",
                "东沟村",
                "三组",
                "村委会对面",
            ),
            ("清水乡 柳树屯5队", "清水乡", "柳树屯", "5队", ""),
            (
                "幸福小区5号楼2单元301室",
                "",
                "幸福小区",
                "5号楼2单元301室",
                "",
            ),
            ("上庄村 红砖门楼", "", "上庄村", "", "红砖门楼"),
            ("三道湾", "", "三道湾", "", ""),
            (
                "供销社往北第二家红砖门楼",
                "",
                "",
                "",
                "供销社往北第二家红砖门楼",
            ),
            ("镇东村7组", "", "镇东村", "7组", ""),
        ] {
            let parts = split(typed);
            let got = [&parts.town, &parts.village, &parts.hamlet, &parts.landmark]
                .map(|p| p.as_deref().unwrap_or_default());
            assert_eq!(got, [town, village, hamlet, landmark], "{typed}");
            assert_eq!(parts.full, typed);
        }
    }

    #[test]
    fn province_to_county_come_off_first() {
        let parts = split("吉林省通化市柳河县红旗镇前进村7组");
        assert_eq!(parts.region.as_deref(), Some("吉林省通化市柳河县"));
        assert_eq!(parts.town.as_deref(), Some("红旗镇"));
        assert_eq!(parts.village.as_deref(), Some("前进村"));
    }

    #[test]
    fn group_numbers_compare_whatever_digits_they_are_typed_in() {
        for (typed, key) in [
            ("三组", "3组"),
            ("３组", "3组"),
            ("第十二社", "12社"),
            ("二十组", "20组"),
            ("十组", "10组"),
        ] {
            assert_eq!(hamlet_key(typed), key);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_kept_whole(text in "\\PC{0,60}") {
            prop_assert_eq!(split(&text).full, text.trim());
            let _key = hamlet_key(&text);
        }

        #[test]
        fn address_like_text_never_panics(text in "[省市县区镇乡村组社队号第0-9一二三十 A东沟]{0,24}") {
            let _parts = split(&text);
            let _key = hamlet_key(&text);
        }
    }
}
