//! What is said of a refused field of the shop's people, in Chinese and English.

/// Codes of fields of absences.
pub(super) const TEXTS: &[(&str, &str, &str)] = &[
    (
        "absence_order",
        "最后一天不能早于第一天。",
        "The last day cannot be before the first.",
    ),
    (
        "absence_long",
        "请假最长一年，请核对年份。",
        "An absence lasts a year at most; check the year.",
    ),
    (
        "absence_past",
        "这些天已经过去了，请核对日期。",
        "These days are over already; check the dates.",
    ),
    (
        "absence_twice",
        "这几天里他已经登记过请假；要改请先撤销原来的。",
        "An absence on some of these days is noted already; take that one back first.",
    ),
];
