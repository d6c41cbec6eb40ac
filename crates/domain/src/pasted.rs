//! A text pasted from WeChat, read for what an intake form asks: phones, serials, name, place (R139,
//! need 25). Everything is a proposal that a person ticks; the text itself is kept whole.
//!
//! Serials are looked for first, so that the digits inside one are never taken for a phone.

mod flow;
mod spot;

use crate::address;
use crate::phone::{Phone, PhoneKind, half_width_char, parse_list};
use crate::serial::{self, ModelBook, SERIAL_MAX};
use crate::text;

/// Most phones or serials proposed from one text.
const PROPOSED_MAX: usize = 5;
/// Shortest serial taken without a word that says it is one.
const SERIAL_CHARS_MIN: usize = 8;
/// Fewest digits of such a serial.
const SERIAL_DIGITS_MIN: usize = 5;
/// Most groups one serial may be typed in.
const SERIAL_GROUPS_MAX: usize = 5;

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pasted {
    /// The whole text, cleaned as every note is.
    pub text: String,
    /// The numbers, in order, each once.
    pub phones: Vec<Phone>,
    /// The serials, in order, each once.
    pub serials: Vec<PastedSerial>,
    /// Who writes or lives there.
    pub name: Option<String>,
    /// Where.
    pub place: Option<Place>,
}

/// A serial that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastedSerial {
    /// In its plain form, as it was written.
    pub serial: String,
    /// The model its form tells.
    pub model: Option<String>,
    /// Whether its rule and check character agree.
    pub checked: bool,
    /// A likely correct serial where they do not.
    pub suggestion: Option<String>,
}

/// An address that was read, as the form asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// 乡镇, where one is named.
    pub town: Option<String>,
    /// Everything below the town.
    pub detail: String,
}

/// Reads a pasted text. Nothing of it is lost: [`Pasted::text`] holds all of it.
#[must_use]
pub fn read(pasted: &str, models: &ModelBook) -> Pasted {
    let text = text::clean(pasted, true);
    let mut paper = Paper::new(&text);
    let spot = paper.spot();
    let serials = paper.serials(models);
    let phones = paper.phones();
    let (name, place) = paper.name_and_place();
    let place = spot.on(place);
    Pasted {
        text,
        phones,
        serials,
        name,
        place,
    }
}

/// The text in half-width characters, with what was already taken crossed out.
struct Paper {
    chars: Vec<char>,
    taken: Vec<Taken>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    No,
    Serial,
    Phone,
    /// A link, coordinates, or the name of a spot on a map.
    Spot,
}

impl Paper {
    fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().map(half_width_char).collect();
        let taken = vec![Taken::No; chars.len()];
        Self { chars, taken }
    }

    fn is(&self, at: usize, kind: impl Fn(char) -> bool) -> bool {
        self.chars.get(at).copied().is_some_and(kind)
    }

    fn slice(&self, from: usize, to: usize) -> String {
        self.chars[from..to].iter().collect()
    }

    fn take(&mut self, from: usize, to: usize, what: Taken) {
        self.taken[from..to].fill(what);
    }

    /// Whether one of these words stands right before, with nothing but punctuation between.
    fn labelled(&self, at: usize, labels: &[&str]) -> bool {
        let mut end = at;
        while end > 0
            && self.is(end - 1, |c| {
                matches!(c, ' ' | ':' | '是' | '为' | '#' | '.')
            })
        {
            end -= 1;
        }
        let before = self.slice(end.saturating_sub(8), end).to_uppercase();
        labels.iter().any(|label| before.ends_with(label))
    }

    /// The runs of ASCII letters and digits.
    fn runs(&self) -> Vec<(usize, usize)> {
        let mut runs = Vec::new();
        let mut from = None;
        for at in 0..=self.chars.len() {
            let inside = self.is(at, |c| c.is_ascii_alphanumeric())
                && self.taken.get(at) != Some(&Taken::Spot);
            match (from, inside) {
                (None, true) => from = Some(at),
                (Some(start), false) => {
                    runs.push((start, at));
                    from = None;
                }
                _ => {}
            }
        }
        runs
    }

    fn serials(&mut self, models: &ModelBook) -> Vec<PastedSerial> {
        let runs = self.runs();
        let mut serials: Vec<PastedSerial> = Vec::new();
        let mut next = 0;
        while let Some(&(from, _)) = runs.get(next) {
            let Some((groups, serial)) = self.serial_at(&runs[next..], models) else {
                next += 1;
                continue;
            };
            let to = runs[next + groups - 1].1;
            self.take(from, to, Taken::Serial);
            next += groups;
            let known = serials.iter().any(|known| known.serial == serial.serial);
            if !known && serials.len() < PROPOSED_MAX {
                serials.push(serial);
            }
        }
        serials
    }

    /// The serial that begins with the first of these runs, and how many runs it is written in.
    fn serial_at(
        &self,
        runs: &[(usize, usize)],
        models: &ModelBook,
    ) -> Option<(usize, PastedSerial)> {
        let (from, to) = *runs.first()?;
        let labels = ["编号", "序列号", "机身号", "条码", "SN", "S/N"];
        let labelled = self.labelled(from, &labels);
        // In several groups only where the form of a model says so.
        let mut joined = 1;
        while joined < runs.len().min(SERIAL_GROUPS_MAX) && self.close(runs, joined) {
            joined += 1;
        }
        for groups in (1..=joined).rev() {
            let typed = self.slice(from, runs[groups - 1].1);
            let plain = serial::normalise(&typed);
            if models.model_of_serial(&plain).is_some() {
                return Some((groups, judged(&typed, models)));
            }
        }
        let plain = serial::normalise(&self.slice(from, to));
        let digits = plain.chars().filter(char::is_ascii_digit).count();
        let letters = plain.len() - digits;
        let likely = letters > 0 && digits >= SERIAL_DIGITS_MIN && plain.len() >= SERIAL_CHARS_MIN;
        let said = labelled && digits >= SERIAL_DIGITS_MIN;
        let fits = plain.len() <= SERIAL_MAX && (likely || said);
        fits.then(|| (1, judged(&plain, models)))
    }

    /// Whether a run follows the one before after a single space or dash.
    fn close(&self, runs: &[(usize, usize)], index: usize) -> bool {
        let (before, next) = (runs[index - 1].1, runs[index].0);
        next == before + 1 && self.is(before, |c| matches!(c, ' ' | '-'))
    }

    fn phones(&mut self) -> Vec<Phone> {
        let mut phones: Vec<Phone> = Vec::new();
        let mut at = 0;
        while at < self.chars.len() {
            let Some(to) = self.stretch_from(at) else {
                at += 1;
                continue;
            };
            for phone in self.numbers_in(at, to) {
                let known = phones.iter().any(|known| known.digits() == phone.digits());
                if !known && phones.len() < PROPOSED_MAX {
                    phones.push(phone);
                }
            }
            at = to;
        }
        phones
    }

    /// The end of a stretch of digits and what people put between them, if one begins here.
    fn stretch_from(&self, from: usize) -> Option<usize> {
        let free = |at: usize| self.taken[at] == Taken::No;
        let begins = self.is(from, |c| c.is_ascii_digit() || matches!(c, '+' | '(')) && free(from);
        // A letter before a digit: a code, or a slip that nobody can read for sure.
        let after_letter = from > 0 && self.is(from - 1, |c| c.is_ascii_alphanumeric());
        if !begins || after_letter {
            return None;
        }
        let mut to = from;
        let mut last_digit = None;
        while to < self.chars.len() && free(to) {
            let c = self.chars[to];
            if c.is_ascii_digit() {
                last_digit = Some(to);
            } else if !matches!(c, ' ' | '-' | '.' | '(' | ')' | '+' | '/' | '、') {
                break;
            }
            to += 1;
        }
        let end = last_digit? + 1;
        let before_letter = self.is(end, |c| c.is_ascii_alphabetic());
        (!before_letter).then_some(end)
    }

    /// The numbers of a stretch. One that does not read as a whole may still hold mobiles, beside a
    /// date or a time of day.
    fn numbers_in(&mut self, from: usize, to: usize) -> Vec<Phone> {
        let said = self.labelled(from, &["电话", "座机", "手机", "号码", "TEL"]);
        let wanted = |phone: &Phone| said || phone.kind() != PhoneKind::Local;
        if let Ok(phones) = parse_list(&self.slice(from, to)) {
            if phones.iter().all(wanted) {
                self.take(from, to, Taken::Phone);
                return phones;
            }
            return Vec::new();
        }
        let mut phones = Vec::new();
        let runs: Vec<_> = self.runs();
        for (start, end) in runs.into_iter().filter(|(s, e)| *s >= from && *e <= to) {
            let Ok(phone) = Phone::parse(&self.slice(start, end)) else {
                continue;
            };
            if phone.kind() == PhoneKind::Mobile {
                self.take(start, end, Taken::Phone);
                phones.push(phone);
            }
        }
        phones
    }

    fn name_and_place(&self) -> (Option<String>, Option<Place>) {
        let pieces = self.pieces();
        let flows: Vec<_> = pieces
            .iter()
            .map(|piece| flow::read(&piece.words))
            .collect();
        let place = place_of(&pieces, &flows);
        let told = flows.into_iter().flatten().find_map(|flow| flow.name);
        let name = labelled_name(&pieces)
            .or(told)
            .or_else(|| name_beside_phone(&pieces));
        (name, place)
    }

    /// The text cut at line ends, commas and the like, and at what was taken.
    fn pieces(&self) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut words = String::new();
        // Whether a phone was the last thing of this line, and the first piece behind the line end.
        let (mut after_phone, mut line) = (false, 0);
        for at in 0..=self.chars.len() {
            let mark = self.taken.get(at).copied();
            let ends = |c: char| "\n,，。；;！!？?|、".contains(c);
            if mark == Some(Taken::No) && !self.is(at, ends) {
                words.push(self.chars[at]);
                continue;
            }
            let piece = std::mem::take(&mut words);
            if !piece.trim().is_empty() {
                let words = piece.trim().to_owned();
                let near_phone = std::mem::take(&mut after_phone);
                pieces.push(Piece { words, near_phone });
            }
            if mark == Some(Taken::Phone) {
                after_phone = true;
                if let Some(last) = pieces.get_mut(line..).and_then(<[Piece]>::last_mut) {
                    last.near_phone = true;
                }
            }
            if self.is(at, |c| c == '\n') {
                (after_phone, line) = (false, pieces.len());
            }
        }
        pieces
    }
}

/// Words between two marks.
struct Piece {
    words: String,
    /// A phone stands next to them on the same line.
    near_phone: bool,
}

fn judged(typed: &str, models: &ModelBook) -> PastedSerial {
    match serial::check(models, None, typed) {
        Ok(checked) => PastedSerial {
            serial: checked.serial,
            model: checked.model,
            checked: checked.checked,
            suggestion: None,
        },
        Err(problem) => PastedSerial {
            serial: serial::normalise(typed),
            model: None,
            checked: false,
            suggestion: problem.suggestion().map(ToOwned::to_owned),
        },
    }
}

/// The words behind one of these labels, if the piece begins with one.
fn behind<'a>(words: &'a str, labels: &[&str]) -> Option<&'a str> {
    let label = labels.iter().find(|label| words.starts_with(**label))?;
    let rest = words[label.len()..].trim_start_matches(|c: char| c == ':' || c.is_whitespace());
    (!rest.is_empty()).then_some(rest)
}

const PLACE_LABELS: [&str; 9] = [
    "详细地址",
    "收货地址",
    "家庭住址",
    "地址",
    "住址",
    "我家住在",
    "我家在",
    "家住",
    "住在",
];
const NAME_LABELS: [&str; 10] = [
    "客户姓名",
    "收货人",
    "联系人",
    "姓名",
    "户主",
    "客户",
    "名字",
    "我叫",
    "我是",
    "机主",
];

/// The first piece that is labelled as an address, else the first that reads like one; the way to
/// the house in the next piece belongs to it.
///
/// Of a whole sentence it is the part that its flow tells.
fn place_of(pieces: &[Piece], flows: &[Option<flow::Flow>]) -> Option<Place> {
    let told = |at: usize| flows.get(at)?.as_ref()?.place.as_deref();
    let labelled = pieces
        .iter()
        .position(|piece| behind(&piece.words, &PLACE_LABELS).is_some());
    let in_flow = || (0..flows.len()).find(|at| told(*at).is_some());
    let at = labelled.or_else(in_flow).or_else(|| {
        pieces.iter().position(|piece| {
            let parts = address::split(&piece.words);
            let short = piece.words.chars().count() <= 60;
            let village = parts.village.is_some_and(|village| {
                let ends = ["村", "屯", "庄", "堡", "营子", "社区", "小区"];
                ends.iter().any(|end| village.ends_with(end))
            });
            short && (parts.region.is_some() || parts.town.is_some() || village)
        })
    })?;
    let words = pieces[at].words.as_str();
    let whole = || behind(words, &PLACE_LABELS).unwrap_or(words);
    let mut full = told(at).unwrap_or_else(whole).to_owned();
    let way = pieces.get(at + 1).filter(|next| is_way(&next.words));
    if let Some(next) = way {
        full.push('，');
        full.push_str(&next.words);
    }
    let town = address::split(&full).town;
    let below = town
        .as_deref()
        .and_then(|town| full.find(town).map(|at| &full[at + town.len()..]));
    let detail = below.unwrap_or(&full).trim().to_owned();
    Some(Place { town, detail })
}

/// Whether words tell the way to a house: 供销社往北第二家.
fn is_way(words: &str) -> bool {
    const MARKS: [&str; 14] = [
        "往东",
        "往西",
        "往南",
        "往北",
        "对面",
        "旁边",
        "隔壁",
        "后院",
        "路口",
        "第一家",
        "第二家",
        "第三家",
        "单元",
        "号楼",
    ];
    words.chars().count() <= 30 && MARKS.iter().any(|mark| words.contains(mark))
}

/// A name behind a word that says so. Behind 我是 a whole sentence may follow: then its flow tells.
fn labelled_name(pieces: &[Piece]) -> Option<String> {
    let name = pieces.iter().find_map(|piece| {
        let spoken = ["我叫", "我是"]
            .iter()
            .any(|lead| piece.words.starts_with(lead));
        let rest = behind(&piece.words, &NAME_LABELS)?;
        let name = rest.split(char::is_whitespace).next()?;
        let longest = if spoken { 4 } else { 12 };
        let fits = (1..=longest).contains(&name.chars().count());
        (fits && name.chars().all(|c| is_han(c) || "()·".contains(c))).then_some(name)
    });
    name.map(ToOwned::to_owned)
}

/// A name next to a phone.
fn name_beside_phone(pieces: &[Piece]) -> Option<String> {
    let near = pieces.iter().filter(|piece| piece.near_phone);
    let mut words = near.flat_map(|piece| piece.words.split([' ', ':']));
    words.find(|word| is_name(word)).map(ToOwned::to_owned)
}

/// Whether a word alone may be a person's name: a common surname and one or two characters.
fn is_name(word: &str) -> bool {
    const ORDINARY: [&str; 24] = [
        "安装",
        "马上",
        "方便",
        "高压",
        "温度",
        "师傅",
        "老师",
        "电话",
        "任何",
        "时间",
        "明天",
        "白天",
        "黄色",
        "常用",
        "石头",
        "谢谢",
        "麻烦",
        "万一",
        "金额",
        "水压",
        "成功",
        "何时",
        "段时间",
        "单位",
    ];
    let count = word.chars().count();
    let first = word.chars().next();
    (2..=3).contains(&count)
        && word.chars().all(is_han)
        && first.is_some_and(|c| SURNAMES.contains(c))
        && !ORDINARY.iter().any(|ordinary| word.starts_with(ordinary))
        && !word.ends_with(['村', '镇', '乡', '组', '县', '市', '屯', '号', '家'])
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// The hundred and some surnames nearly everybody has.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文仇曲单解翟查华祁鲁安齐庄柳时佟关栾付闫肖芦";

#[cfg(test)]
mod tests;
