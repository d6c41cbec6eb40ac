//! What a map shares (高德, 微信位置): the name of the spot and its coordinates, behind the address.

use super::{Paper, Place, Taken};

/// What a map's share text says beside the address: the name of the spot and its coordinates.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Spot {
    name: Option<String>,
    /// Longitude and latitude, as they were written.
    at: Option<(String, String)>,
}

impl Spot {
    /// The place with the spot behind it: what a technician finds the house by.
    pub(super) fn on(self, place: Option<Place>) -> Option<Place> {
        let name = self.name.unwrap_or_default();
        let more = match self.at {
            Some((east, north)) => format!("{name}（坐标 {east},{north}）"),
            None => name,
        };
        match place {
            _ if more.is_empty() => place,
            None => Some(Place {
                town: None,
                detail: more,
            }),
            // The words may name it already.
            Some(place) if place.detail.contains(&more) => Some(place),
            Some(place) => {
                let comma = if place.detail.is_empty() { "" } else { "，" };
                Some(Place {
                    detail: format!("{}{comma}{more}", place.detail),
                    ..place
                })
            }
        }
    }
}

impl Paper {
    /// Crosses out what a map's share text brings: links, coordinates, the name of the spot. Digits
    /// in them are no phone and no serial.
    pub(super) fn spot(&mut self) -> Spot {
        let whole = self.slice(0, self.chars.len());
        let marks = ["地图", "[位置]", "amap.com", "map.qq.com", "map.baidu"];
        let shared = marks.iter().any(|mark| whole.contains(mark));
        self.links();
        let at = self.coordinates();
        // Quoted words are a spot only where a map speaks.
        let name = if shared || at.is_some() {
            self.spot_name()
        } else {
            None
        };
        Spot { name, at }
    }

    fn links(&mut self) {
        for from in 0..self.chars.len() {
            let starts = |word: &str| {
                let end = from + word.len();
                end <= self.chars.len() && self.slice(from, end).eq_ignore_ascii_case(word)
            };
            if !starts("http://") && !starts("https://") {
                continue;
            }
            let mut to = from;
            while self.is(to, |c| c.is_ascii_graphic()) {
                to += 1;
            }
            self.take(from, to, Taken::Spot);
        }
    }

    /// The first pair of decimals that lies in China, whichever of the two comes first.
    fn coordinates(&mut self) -> Option<(String, String)> {
        let mut at = 0;
        while at < self.chars.len() {
            let Some((first, mut next)) = self.decimal_from(at) else {
                at += 1;
                continue;
            };
            let (from, end) = (at, next);
            while self.is(next, |c| matches!(c, ' ' | ',' | '，')) {
                next += 1;
            }
            at = end;
            let Some((second, to)) = self.decimal_from(next).filter(|_| next > end) else {
                continue;
            };
            let degrees = |text: &str| text.parse::<f64>().unwrap_or(0.0);
            let east = |text: &str| (73.0..136.0).contains(&degrees(text));
            let north = |text: &str| (3.0..54.0).contains(&degrees(text));
            let pair = match (
                east(&first) && north(&second),
                north(&first) && east(&second),
            ) {
                (true, _) => (first, second),
                (_, true) => (second, first),
                _ => continue,
            };
            self.take(from, to, Taken::Spot);
            return Some(pair);
        }
        None
    }

    /// A number with at least three decimals that begins here, and its end.
    fn decimal_from(&self, from: usize) -> Option<(String, usize)> {
        let digit = |at: usize| self.is(at, |c| c.is_ascii_digit());
        let inside = from > 0 && self.is(from - 1, |c| c.is_ascii_alphanumeric() || c == '.');
        let mut at = from;
        while digit(at) {
            at += 1;
        }
        let whole = at - from;
        if inside || !(1..=3).contains(&whole) || !self.is(at, |c| c == '.') {
            return None;
        }
        at += 1;
        let point = at;
        while digit(at) {
            at += 1;
        }
        let decimals = at - point;
        (3..=10)
            .contains(&decimals)
            .then(|| (self.slice(from, at), at))
    }

    /// The name in quotes, or behind the mark of a place.
    fn spot_name(&mut self) -> Option<String> {
        let pairs = [('【', '】'), ('“', '”'), ('「', '」'), ('"', '"')];
        for from in 0..self.chars.len() {
            let Some((_, closing)) = pairs.iter().find(|(open, _)| self.is(from, |c| c == *open))
            else {
                continue;
            };
            let Some(length) = self.chars[from + 1..].iter().position(|c| c == closing) else {
                continue;
            };
            let to = from + 1 + length;
            let name = self.slice(from + 1, to).trim().to_owned();
            if (2..=30).contains(&name.chars().count()) && !name.contains("地图") {
                self.take(from, to + 1, Taken::Spot);
                return Some(name);
            }
        }
        let mark: Vec<char> = "[位置]".chars().collect();
        let from = self.chars.windows(mark.len()).position(|at| at == mark)?;
        let start = from + mark.len();
        let rest = self.chars[start..].iter();
        let length = rest.take_while(|c| !matches!(c, '\n' | ',' | '，')).count();
        let name = self.slice(start, start + length).trim().to_owned();
        self.take(from, start + length, Taken::Spot);
        let fits = (2..=30).contains(&name.chars().count());
        fits.then_some(name)
    }
}
