//! Self-checks that were read out on the phone, as they stand behind what was said: for whoever comes,
//! who need not repeat them, and for the count of what the knowledge base is used for (R010).

/// What a note of self-checks begins with.
pub const TRIED: &str = "（电话里已试：";
/// And what it ends with.
const END: &str = "）";

/// A note with the self-checks behind it, as whoever reads it next wants them.
#[must_use]
pub fn with_tried(text: &str, tried: &[String], solved: bool) -> String {
    let mut lines = vec![text.to_owned()];
    if !tried.is_empty() {
        let steps = tried.iter().enumerate();
        let steps: Vec<_> = steps
            .map(|(at, step)| format!("{}. {step}", at + 1))
            .collect();
        lines.push(format!("{TRIED}{}{END}", steps.join("；")));
    }
    if solved {
        lines.push("（客户自己解决）".to_owned());
    }
    lines.join("\n")
}

/// The self-checks of such a note; none where it holds none.
#[must_use]
pub fn tried_in(text: &str) -> Option<&str> {
    let (_, behind) = text.split_once(TRIED)?;
    let line = behind.lines().next().unwrap_or_default();
    Some(line.strip_suffix(END).unwrap_or(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_tried_is_read_back_as_it_was_noted_and_nothing_else_is() {
        let tried = ["看水压表".to_owned(), "补水到 1.5 bar".to_owned()];
        let noted = with_tried("不热\n没水压", &tried, true);
        assert_eq!(tried_in(&noted), Some("1. 看水压表；2. 补水到 1.5 bar"));
        assert!(noted.ends_with("（客户自己解决）"), "{noted}");
        assert_eq!(with_tried("不热", &[], false), "不热");
        assert_eq!(tried_in("不热（方便时间：下午）"), None);
    }
}
