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
    (
        "total_typed",
        "请输入现在的条数，和上面列出的一样；刚才可能又多了几条，请重新打开看一看。",
        "Please type the number as it is listed; more may have come meanwhile, so open it once more.",
    ),
    (
        "part_twice",
        "同一种配件写了两行，请只留一行。",
        "This part stands in two rows; please keep one.",
    ),
    (
        "print_roll_only",
        "小票机只能打 80 毫米或 58 毫米的小票纸，请换纸张。",
        "A receipt printer prints on 80 or 58 mm rolls only; choose one.",
    ),
    (
        "printer_name",
        "请填网络地址（如 192.168.1.50）、共享名（如 \\\\电脑名\\打印机名）或端口（如 LPT1、/dev/usb/lp0）。",
        "A network address (192.168.1.50), a share (\\\\PC\\printer) or a port (LPT1, /dev/usb/lp0).",
    ),
    (
        "print_too_many",
        "一次最多打 200 张，请分几次。",
        "At most 200 at a time; print in parts.",
    ),
    (
        "theme",
        "请选浅色、深色或跟随系统。",
        "Choose light, dark or system.",
    ),
    (
        "density",
        "请选紧凑、标准或宽松。",
        "Choose compact, standard or comfortable.",
    ),
    (
        "lock_after_minutes",
        "请选 1 到 60 分钟，或“从不”。",
        "Choose 1 to 60 minutes, or never.",
    ),
];
