//! What is said of a refused field of a complaint or of a call about one, in Chinese and English.

/// Codes of fields of complaints and of what one calls about again.
pub(super) const TEXTS: &[(&str, &str, &str)] = &[
    (
        "cold_is_repair",
        "家里没暖气要派人去修：请按“登记”另记一个报修，投诉或退换案照常办。",
        "A cold house needs somebody sent: register it as a repair; the complaint or case goes on beside it.",
    ),
    (
        "formalise_first",
        "这样改就不只是抱怨了，请先点“转为正式投诉”，再改这一项。",
        "With this it is more than a grumble: take it formally first, then correct this.",
    ),
    (
        "stays_formal",
        "正式投诉不能改回抱怨，请选“一般”或“严重”。",
        "A formal complaint does not become a grumble again; choose ordinary or grave.",
    ),
    (
        "later_by_manager",
        "往后改时限会变宽，要由经理写明原因来改。",
        "A later time gives the shop more time: a manager corrects it and says why.",
    ),
    (
        "later_reason",
        "受理时间往后改，请写明原因。",
        "Say why the time of receipt moves later.",
    ),
    (
        "after_first_step",
        "受理时间不能晚于已经办过的步骤，请核对。",
        "It cannot have come in after a step that was taken; please check.",
    ),
    (
        "order_of_another",
        "这张工单是另一家的，请重选，或先改客户。",
        "This order is another household's; choose again, or correct the household first.",
    ),
    (
        "one_matter",
        "一次只能记一件事的催办，请选工单、来电、投诉或退换案中的一件。",
        "A call again is about one matter: choose the order, the call, the complaint or the case.",
    ),
];
