//! The form text is indexed and asked in: single characters, and one door for every user string.
//!
//! Chinese is not separated into words, and names are short: so every character is a token of its
//! own and a query is a phrase of characters (`建国` → `"建 国"`). Runs of Latin letters or digits
//! stay together and match from their beginning.

use wuyou_domain::phone;

/// Separates the texts of one document, so that no phrase runs from one into the next. Private
/// use: a query cannot contain it.
const BARRIER: char = '\u{e000}';
/// Longest query looked at, in characters.
const QUERY_MAX: usize = 80;

/// First digits that are shown of every number.
const SHOWN_START: usize = 3;

/// Whether a character is something to search by.
fn is_token(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{2600}'..='\u{27bf}' | '\u{1f000}'..='\u{1faff}')
}

/// Adds a text to a document, characters apart.
pub(crate) fn add(document: &mut String, text: &str) {
    if !document.is_empty() {
        document.push(BARRIER);
    }
    let mut in_run = false;
    for c in phone::half_width(text).chars() {
        if !is_token(c) {
            in_run = false;
            document.push(' ');
        } else if c.is_ascii() {
            if !in_run {
                document.push(' ');
            }
            in_run = true;
            document.push(c);
        } else {
            in_run = false;
            document.push(' ');
            document.push(c);
        }
    }
    document.push(' ');
}

/// The one door from a user's string to an FTS5 query: every part a quoted phrase, all of them
/// wanted. `None` when nothing in it can be searched by. The result has no operators, column
/// filters or wildcards but a trailing `*` after a run of Latin letters or digits.
#[must_use]
pub fn fts_query(typed: &str) -> Option<String> {
    query_of(typed, |_| true)
}

/// The same for somebody who must not find a number by its beginning: more digits than are shown of
/// a hidden number match as a whole only.
#[must_use]
pub(crate) fn fts_query_whole(typed: &str) -> Option<String> {
    query_of(typed, |last| {
        let end = last.chars().rev().take_while(char::is_ascii_digit).count();
        end <= SHOWN_START
    })
}

fn query_of(typed: &str, may_begin: impl Fn(&str) -> bool) -> Option<String> {
    let typed: String = typed.chars().take(QUERY_MAX).collect();
    let mut query = String::new();
    for term in typed.split_whitespace() {
        let mut phrase = String::new();
        add(&mut phrase, term);
        let tokens: Vec<&str> = phrase.split_whitespace().collect();
        let Some(last) = tokens.last() else { continue };
        if !query.is_empty() {
            query.push(' ');
        }
        query.push('"');
        // Tokens hold letters, digits and symbols only; doubling quotes is the second fence.
        query.push_str(&tokens.join(" ").replace('"', "\"\""));
        query.push('"');
        if last.is_ascii() && may_begin(last) {
            query.push('*');
        }
    }
    (!query.is_empty()).then_some(query)
}

/// What a typed text looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Nothing to search by.
    Empty,
    /// A phone number or a part of one, or the end of a serial or order number: digits.
    Digits(String),
    /// Latin letters: pinyin, in lower case.
    Letters(String),
    /// Letters and digits: a serial or an order number, as typed but in capitals.
    Code(String),
    /// Anything else: names, villages.
    Words,
}

/// Tells what a typed text looks like.
pub(crate) fn shape(typed: &str) -> Shape {
    let text: String = phone::half_width(typed)
        .trim()
        .chars()
        .take(QUERY_MAX)
        .collect();
    let separator = |c: char| matches!(c, ' ' | '-' | '\u{3000}' | '(' | ')' | '+' | '.');
    if !text.chars().any(is_token) {
        return Shape::Empty;
    }
    if text.chars().all(|c| c.is_ascii_digit() || separator(c)) {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let known = phone::Phone::parse(&text).map(|phone| phone.digits().to_owned());
        return Shape::Digits(known.unwrap_or(digits));
    }
    if text.chars().all(|c| c.is_ascii_alphabetic() || c == '\'') {
        let letters = text.chars().filter(char::is_ascii_alphabetic);
        return Shape::Letters(letters.collect::<String>().to_ascii_lowercase());
    }
    if text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Shape::Code(text.to_ascii_uppercase());
    }
    Shape::Words
}

/// The letters and digits of a serial or number, in capitals.
pub(crate) fn plain_code(text: &str) -> String {
    let mut plain: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    plain.make_ascii_uppercase();
    plain
}

/// The first text after every text that begins with `prefix`.
pub(crate) fn after_prefix(prefix: &str) -> String {
    let mut end = prefix.to_owned();
    end.push(char::MAX);
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_phrases_of_characters() {
        assert_eq!(fts_query("建国").as_deref(), Some("\"建 国\""));
        assert_eq!(
            fts_query(" 王建国  槐树3号 ").as_deref(),
            Some("\"王 建 国\" \"槐 树 3 号\"")
        );
        assert_eq!(fts_query("Tom").as_deref(), Some("\"Tom\"*"));
    }

    #[test]
    fn operators_and_quotes_of_a_user_are_never_syntax() {
        assert_eq!(fts_query("\"*()^:-+{}").as_deref(), None);
        assert_eq!(fts_query("secret:vip").as_deref(), Some("\"secret vip\"*"));
        assert_eq!(
            fts_query("a\" OR \"b").as_deref(),
            Some("\"a\"* \"OR\"* \"b\"*")
        );
        assert_eq!(fts_query("\0\u{e000}").as_deref(), None);
    }

    #[test]
    fn a_typed_text_is_told_by_its_shape() {
        assert_eq!(shape("138 0471-2207"), Shape::Digits("13804712207".into()));
        assert_eq!(
            shape("+86 13804712207"),
            Shape::Digits("13804712207".into())
        );
        assert_eq!(shape("２２０７"), Shape::Digits("2207".into()));
        assert_eq!(shape("Wang"), Shape::Letters("wang".into()));
        assert_eq!(shape("l1p24-a"), Shape::Code("L1P24-A".into()));
        assert_eq!(shape("王 2207"), Shape::Words);
        assert_eq!(shape(" \u{3000}-"), Shape::Empty);
    }
}
