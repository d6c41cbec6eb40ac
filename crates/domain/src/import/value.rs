//! Single values with words in them: amounts of money, gas, results of repairs.

use crate::phone::half_width;
use serde::{Deserialize, Serialize};

/// Most money one row can say, in fen (10 million yuan).
const FEN_MAX: i64 = 1_000_000_000;

/// Words that stand for "nothing here".
pub(super) fn is_placeholder(text: &str) -> bool {
    let text = half_width(text);
    let text = text.trim();
    text.is_empty()
        || matches!(
            text,
            "无" | "暂无" | "没有" | "空" | "N/A" | "n/a" | "NA" | "null" | "NULL"
        )
        || is_dashes(text)
}

/// Dashes and slashes alone.
pub(super) fn is_dashes(text: &str) -> bool {
    text.chars()
        .all(|c| matches!(c, '-' | '/' | '\\' | '—' | '–' | '_' | '.' | '、') || c.is_whitespace())
}

/// Reads an amount: `260元`, `￥1,200.50`, `免费`; in fen. Free of charge is 0.
///
/// # Errors
/// The text is no amount, is negative, has parts of a fen or is beyond all reason.
pub fn parse_amount_fen(text: &str) -> Result<i64, AmountProblem> {
    const FREE: [&str; 9] = [
        "免费",
        "免收",
        "不收费",
        "未收费",
        "保内",
        "保修",
        "包修",
        "没收",
        "free",
    ];
    let text: String = half_width(text)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let text = text.to_lowercase();
    if text.is_empty() {
        return Err(AmountProblem);
    }
    if FREE.iter().any(|f| text.starts_with(f)) {
        return Ok(0);
    }
    let text = text
        .trim_start_matches(['¥', '￥', '\u{ffe5}'])
        .trim_start_matches("rmb")
        .trim_start_matches("人民币")
        .trim_start_matches("收");
    let text = ["元整", "块钱", "元钱", "元", "块", "圆", "rmb", "yuan"]
        .iter()
        .find_map(|end| text.strip_suffix(end))
        .unwrap_or(text);
    let plain: String = text.chars().filter(|c| *c != ',').collect();
    let (yuan, fen) = plain.split_once('.').unwrap_or((&plain, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let fen = fen.trim_end_matches('0');
    if yuan.is_empty() || yuan.len() > 9 || fen.len() > 2 || !digits(yuan) || !digits(fen) {
        return Err(AmountProblem);
    }
    let fen: i64 = format!("{fen:0<2}").parse().map_err(|_| AmountProblem)?;
    let yuan: i64 = yuan.parse().map_err(|_| AmountProblem)?;
    let sum = yuan * 100 + fen;
    if sum > FEN_MAX {
        Err(AmountProblem)
    } else {
        Ok(sum)
    }
}

/// A text that is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an amount of money")]
pub struct AmountProblem;

/// The gas a machine burns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gas {
    /// Natural gas (12T).
    Natural,
    /// Liquefied petroleum gas (20Y).
    Lpg,
    /// Manufactured town gas.
    Town,
}

impl Gas {
    /// Reads the words of old lists; `None` for anything else.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let text = half_width(text).to_uppercase();
        match text.trim() {
            t if t.contains("液化")
                || t.contains("20Y")
                || t.contains("LPG")
                || t.contains("罐装") =>
            {
                Some(Self::Lpg)
            }
            t if t.contains("天然")
                || t.contains("12T")
                || t.contains("10T")
                || t == "NG"
                || t == "NATURAL GAS" =>
            {
                Some(Self::Natural)
            }
            t if t.contains("煤气") || t.contains("人工") => Some(Self::Town),
            _ => None,
        }
    }
}

/// What came of a repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RepairResult {
    /// 换件修好
    PartReplaced,
    /// 已修好
    Repaired,
    /// 用户误操作
    UserError,
    /// 未见故障
    NoFaultFound,
    /// 待件
    AwaitingPart,
    /// 补水正常
    WaterRefilled,
    /// 未修好
    NotRepaired,
    /// Anything else: the text tells.
    Other,
}

impl RepairResult {
    /// Reads the words of old lists.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        // The order matters: 换件待件 waits, 未修好 is not repaired.
        const WORDS: [(&[&str], RepairResult); 7] = [
            (
                &["待件", "等件", "缺件", "缺货", "订件", "等配件", "待配件"],
                RepairResult::AwaitingPart,
            ),
            (
                &[
                    "误操作",
                    "操作不当",
                    "使用不当",
                    "不会用",
                    "用户原因",
                    "user error",
                ],
                RepairResult::UserError,
            ),
            (
                &["未见", "无故障", "没有故障", "没毛病", "no fault"],
                RepairResult::NoFaultFound,
            ),
            (
                &["未修", "没修", "修不好", "不修"],
                RepairResult::NotRepaired,
            ),
            (&["换", "replaced"], RepairResult::PartReplaced),
            (&["补水", "加水"], RepairResult::WaterRefilled),
            (
                &[
                    "修好", "已修", "修复", "解决", "恢复", "正常", "repaired", "fixed",
                ],
                RepairResult::Repaired,
            ),
        ];
        let text = text.to_lowercase();
        let found = WORDS
            .iter()
            .find(|(words, _)| words.iter().any(|w| text.contains(w)));
        found.map_or(Self::Other, |(_, result)| *result)
    }

    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::PartReplaced => "part_replaced",
            Self::Repaired => "repaired",
            Self::UserError => "user_error",
            Self::NoFaultFound => "no_fault_found",
            Self::AwaitingPart => "awaiting_part",
            Self::WaterRefilled => "water_refilled",
            Self::NotRepaired => "not_repaired",
            Self::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_of_every_form_are_fen() {
        for (typed, fen) in [
            ("260元", 26_000),
            ("免费", 0),
            ("保内免费", 0),
            ("120.5", 12_050),
            ("120.50", 12_050),
            ("0", 0),
            ("￥1,200", 120_000),
            ("１２０．５元", 12_050),
            ("80块", 8_000),
            ("1200.00元整", 120_000),
        ] {
            assert_eq!(parse_amount_fen(typed), Ok(fen), "{typed}");
        }
        for typed in ["", "-5", "一百", "1.234", "80+20", "99999999999", "元", "."] {
            assert_eq!(parse_amount_fen(typed), Err(AmountProblem), "{typed}");
        }
    }

    #[test]
    fn results_of_old_lists_have_their_code() {
        for (typed, result) in [
            ("换件修好", RepairResult::PartReplaced),
            ("已修好", RepairResult::Repaired),
            ("用户误操作", RepairResult::UserError),
            ("未见故障", RepairResult::NoFaultFound),
            ("待件", RepairResult::AwaitingPart),
            ("补水正常", RepairResult::WaterRefilled),
            ("换主板，等件", RepairResult::AwaitingPart),
            ("未修好", RepairResult::NotRepaired),
            ("客户不在家", RepairResult::Other),
        ] {
            assert_eq!(RepairResult::from_text(typed), result, "{typed}");
        }
    }

    #[test]
    fn gas_is_read_by_its_everyday_names() {
        assert_eq!(Gas::from_text("天然气"), Some(Gas::Natural));
        assert_eq!(Gas::from_text(" 液化气(罐)"), Some(Gas::Lpg));
        assert_eq!(Gas::from_text("12t"), Some(Gas::Natural));
        assert_eq!(Gas::from_text("电"), None);
    }

    proptest! {
        #[test]
        fn any_text_never_panics(text in "\\PC{0,30}") {
            let _amount = parse_amount_fen(&text);
            let _gas = Gas::from_text(&text);
            let _result = RepairResult::from_text(&text);
        }
    }
}
