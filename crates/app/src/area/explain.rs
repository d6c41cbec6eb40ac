//! Reasons of the rules as the screens show them: sentences in both languages.

use wuyou_contract::explain::{BothLanguages, Reason, ReasonKind, Why};
use wuyou_domain::explain::{Explanation, Language, Line, render, render_key};
use wuyou_domain::localized::Localized;

/// A sentence in both languages.
pub(crate) fn sentence(line: &Line) -> BothLanguages {
    BothLanguages {
        zh: render(line, Language::Zh),
        en: render(line, Language::En),
    }
}

/// A text of the reference content.
pub(crate) fn both(text: &Localized) -> BothLanguages {
    BothLanguages {
        zh: text.zh.clone(),
        en: text.en.clone(),
    }
}

/// The word for a code in both languages.
pub(crate) fn word(key: &str) -> BothLanguages {
    BothLanguages {
        zh: render_key(key, Language::Zh),
        en: render_key(key, Language::En),
    }
}

/// A whole explanation.
pub(crate) fn why(explanation: &Explanation) -> Why {
    let basis = explanation.basis.iter().map(|basis| Reason {
        kind: ReasonKind::Basis,
        text: word(basis.key),
    });
    let lines = [
        (ReasonKind::Step, &explanation.steps),
        (ReasonKind::Missing, &explanation.missing),
        (ReasonKind::Note, &explanation.notes),
    ];
    let lines = lines.into_iter().flat_map(|(kind, lines)| {
        lines.iter().map(move |line| Reason {
            kind,
            text: sentence(line),
        })
    });
    Why {
        reasons: basis.chain(lines).collect(),
        rows: explanation.rows.iter().map(ToString::to_string).collect(),
        versions: explanation
            .versions
            .iter()
            .map(|version| format!("{} {}", version.kind, version.version))
            .collect(),
    }
}
