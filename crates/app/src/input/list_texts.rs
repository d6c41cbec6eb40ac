//! What is said of a refused field of a list, a mailing or a market day, in Chinese and English.

/// Codes of what is asked for many records at once.
pub(super) const TEXTS: &[(&str, &str, &str)] = &[
    (
        "greeting_too_many",
        "一次最多寄 200 家：请先按乡镇筛选，或勾选一部分。",
        "At most 200 households at once: narrow the list by town, or mark some of them.",
    ),
    (
        "market_digits",
        "请写逢几，例如三六九，或 3,6,9。",
        "Give the digits the market days end in, e.g. 3,6,9.",
    ),
    (
        "market_span",
        "一次最多查 62 天，结束不能早于开始。",
        "At most 62 days at once, and the end not before the beginning.",
    ),
    (
        "until_too_far",
        "最多看到四百天以后，请选近一点的日子。",
        "The list goes at most 400 days ahead; choose an earlier day.",
    ),
];
