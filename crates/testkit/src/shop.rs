//! Invented households of an invented county: names, phones, villages, serials.

use rand::RngExt;
use rand::rngs::SmallRng;

use crate::pick;

const SURNAMES: &[&str] = &[
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林",
    "何", "郭", "马", "罗", "曾", "单", "仇", "翟", "查", "解", "区", "朴", "尉迟", "欧阳", "司马",
];
const GIVEN: &[&str] = &[
    "建国", "秀英", "桂兰", "志强", "海燕", "玉梅", "伟", "芳", "重阳", "长生", "乐", "行之",
    "淑珍", "国庆", "红梅", "大勇", "小军", "文斌", "春花", "占魁", "䶮", "宝山", "全有", "得水",
];
const TOWNS: &[&str] = &["柳河镇", "大青山乡", "王庄镇", "槐树镇", "东河乡"];
const VILLAGES: &[&str] = &[
    "大槐树村",
    "小南沟村",
    "前营子村",
    "后营子村",
    "石桥村",
    "李家屯",
    "下坝村",
    "三道梁村",
    "重兴村",
];

/// An invented household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Household {
    /// Its name.
    pub name: String,
    /// A mobile number, unique by its position.
    pub phone: String,
    /// 乡镇
    pub town: String,
    /// 村
    pub village: String,
    /// Group and house.
    pub detail: String,
    /// A serial, unique by its position (its check character is not computed).
    pub serial: String,
}

/// `count` households; the same for the same generator state.
pub fn households(rng: &mut SmallRng, count: usize) -> Vec<Household> {
    (0..count).map(|at| household(rng, at)).collect()
}

fn household(rng: &mut SmallRng, at: usize) -> Household {
    Household {
        name: format!("{}{}", pick(rng, SURNAMES), pick(rng, GIVEN)),
        phone: format!(
            "1{}{:09}",
            pick(rng, &[3, 5, 7, 8, 9]),
            (at * 7_919 + 104_729) % 1_000_000_000
        ),
        town: (*pick(rng, TOWNS)).to_owned(),
        village: (*pick(rng, VILLAGES)).to_owned(),
        detail: format!(
            "{}组{}号",
            rng.random_range(1..9_u8),
            rng.random_range(1..200_u8)
        ),
        serial: format!("L1P24{:011}", at * 104_729 % 100_000_000_000),
    }
}
