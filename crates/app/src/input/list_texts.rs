//! What is said of a refused field of a list, or a mailing, in Chinese and English.

/// Codes of what is asked for many records at once.
pub(super) const TEXTS: &[(&str, &str, &str)] = &[
    (
        "greeting_too_many",
        "一次最多寄 200 家：请先按乡镇筛选，或勾选一部分。",
        "At most 200 households at once: narrow the list by town, or mark some of them.",
    ),
    (
        "until_too_far",
        "最多看到四百天以后，请选近一点的日子。",
        "The list goes at most 400 days ahead; choose an earlier day.",
    ),
];
