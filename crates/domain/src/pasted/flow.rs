//! One sentence without a break, as it is spoken into WeChat: `你好我是李家沟三组王秀英家的壁挂炉打不着火`.
//! Where the words that lead to a place end, and where a complaint begins, is what cuts it.

use super::{is_han, is_name, is_way};
use crate::address;

/// What one piece of a text tells when it is more than an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flow {
    /// The place, from the region or town down to the way to the house.
    pub place: Option<String>,
    /// Who lives there or writes.
    pub name: Option<String>,
}

/// Words before a place or a name that belong to neither. A longer one stands before a shorter one
/// it begins with.
const LEADS: [&str; 31] = [
    "你好",
    "您好",
    "师傅",
    "老板",
    "麻烦",
    "请问",
    "打扰",
    "我家住在",
    "我家住",
    "我家在",
    "我住在",
    "我住",
    "我家是",
    "我们是",
    "我们在",
    "我们家",
    "我们",
    "我家",
    "我是",
    "我叫",
    "我在",
    "家住",
    "住在",
    "家在",
    "地址是",
    "地址",
    "这里是",
    "这边是",
    "俺家",
    "俺是",
    "咱家",
];
/// Of these, the ones a name may follow at once.
const NAME_LEADS: [&str; 5] = ["我是", "我叫", "俺是", "姓名", "户主"];
/// What is wrong, and with what: no place goes on behind such a word.
const MATTERS: [&str; 40] = [
    "壁挂炉",
    "锅炉",
    "炉子",
    "暖气",
    "地暖",
    "热水",
    "热水器",
    "机器",
    "显示",
    "报修",
    "报警",
    "故障",
    "漏水",
    "漏气",
    "不热",
    "不着火",
    "打不着",
    "不点火",
    "点不着",
    "不工作",
    "不出",
    "停机",
    "跳闸",
    "坏了",
    "有异响",
    "响",
    "煤气味",
    "燃气味",
    "修",
    "换",
    "保养",
    "清洗",
    "安装",
    "电话",
    "手机",
    "号码",
    "联系",
    "屋里",
    "家里",
    "下午",
];
/// What ends a name besides the words above.
const AFTER_NAME: [&str; 14] = [
    "家的", "家", "的", "我", "住", "在", "这", "那", "想", "要", "说", "早上", "上午", "晚上",
];
/// What a village may be called by when a group follows: nearly anything; without one, by these.
const VILLAGE_ENDS: [&str; 8] = ["村", "屯", "庄", "堡", "营子", "社区", "小区", "沟"];

/// Reads a piece; `None` when it is nothing but an address, or tells neither.
pub(super) fn read(piece: &str) -> Option<Flow> {
    place_in(piece).or_else(|| {
        let name = name_behind_lead(piece)?;
        Some(Flow {
            place: None,
            name: Some(name),
        })
    })
}

fn place_in(piece: &str) -> Option<Flow> {
    starts(piece).into_iter().find_map(|start| {
        let words = &piece[start..];
        let (place, rest) = place_at(words)?;
        let (name, rest) = match name_at_start(rest) {
            Some((name, rest)) => (Some(name), rest),
            None => (name_behind_lead(&piece[..start]), rest),
        };
        let (way, cut) = match name {
            Some(_) => ("", true),
            None => way_of(rest),
        };
        // Nothing but an address is read as one, whatever it is called.
        if start == 0 && name.is_none() && !cut {
            return None;
        }
        let name = name.or_else(|| name_behind_lead(rest));
        Some(Flow {
            place: Some(format!("{place}{way}").trim().to_owned()),
            name,
        })
    })
}

/// Where a place may begin: at the beginning, and behind every word that is none of it.
fn starts(piece: &str) -> Vec<usize> {
    let words = LEADS.iter().chain(&MATTERS);
    let behind = words.flat_map(|word| {
        piece
            .match_indices(word)
            .map(|(at, found)| at + found.len())
    });
    let mut starts: Vec<usize> = behind.chain([0]).collect();
    // The last letter of a word of complaint, as in 打不着火.
    let ends = piece.char_indices().filter(|(_, c)| {
        matches!(
            c,
            '火' | '了' | '热' | '响' | '灭' | '的' | '是' | '在' | '住'
        ) || c.is_ascii_alphanumeric()
    });
    starts.extend(ends.map(|(at, c)| at + c.len_utf8()));
    // 打不着 goes on with its 火, 热水 with its 器, 我家 with its 在.
    starts.retain(|at| !piece[*at..].starts_with(['火', '器', '了', '的', '在', '住']));
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// The place that begins here, with the rest behind its village or group.
fn place_at(words: &str) -> Option<(&str, &str)> {
    let parts = address::split(words);
    let village = parts.village?;
    let foreign = |text: &str| {
        let known = LEADS.iter().chain(&MATTERS);
        !text.chars().all(is_han)
            || text.contains(['在', '住'])
            || known.into_iter().any(|word| text.contains(word))
    };
    let length = village.chars().count();
    let ended = VILLAGE_ENDS.iter().any(|end| village.ends_with(end));
    if !(2..=6).contains(&length) || foreign(&village) || (parts.hamlet.is_none() && !ended) {
        return None;
    }
    let above = [parts.region, parts.town];
    if above.iter().flatten().any(|text| foreign(text)) {
        return None;
    }
    let last = parts.hamlet.unwrap_or(village);
    let end = words.find(&last)? + last.len();
    Some((&words[..end], &words[end..]))
}

/// How the house is found, and whether something else follows it.
fn way_of(rest: &str) -> (&str, bool) {
    let matter = MATTERS
        .iter()
        .chain(&LEADS)
        .filter_map(|word| rest.find(word))
        .min();
    let Some(at) = matter else {
        return (rest, false);
    };
    let way = rest[..at].trim_end_matches(['的', ' ']);
    // A word or two that tell no way are the beginning of what is wrong.
    let told = is_way(way) || way.starts_with([' ', '　']);
    (if told { way } else { "" }, true)
}

/// A name at the beginning of these words, if it clearly ends there; and what follows.
fn name_at_start(words: &str) -> Option<(String, &str)> {
    let words = words.trim_start_matches(['的', ' ', ':']);
    let ends: Vec<usize> = words
        .char_indices()
        .map(|(at, _)| at)
        .chain([words.len()])
        .collect();
    [3, 2].into_iter().find_map(|count| {
        let at = *ends.get(count)?;
        let (name, after) = words.split_at(at);
        let over = after.is_empty() || !after.starts_with(is_han);
        let known = AFTER_NAME.iter().chain(&MATTERS).chain(&LEADS);
        let ended = over || known.into_iter().any(|word| after.starts_with(word));
        // 李强住 is 李强, who lives somewhere.
        let goes_on = name.ends_with(['住', '在', '的']);
        (is_name(name) && !goes_on && ended).then(|| (name.to_owned(), after))
    })
}

/// A name behind words that say it is one.
fn name_behind_lead(words: &str) -> Option<String> {
    NAME_LEADS.iter().find_map(|lead| {
        let at = words.find(lead)? + lead.len();
        name_at_start(&words[at..]).map(|(name, _)| name)
    })
}
