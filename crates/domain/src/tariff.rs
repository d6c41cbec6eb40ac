//! The price list of headquarters (价目表, R104): work, parts and maintenance, and what the way costs
//! by township or distance; and what becomes of it beside the prices of a shop.
//!
//! Headquarters' list is a ceiling. A shop may be cheaper, and may price what the list does not have;
//! a price above the list does not count, and an order goes above it only by a manager with a reason
//! (R114).

mod goods;
mod read;

use serde::{Deserialize, Serialize};

pub use goods::no_goods;
pub use read::{RowFault, read_rows};

use crate::policy::{Content, bad_policy};
use crate::rule::RuleError;
use crate::warranty::remedy::{LineKind, PriceItem, PriceList};

/// More lines than this are no list.
pub const LINES_MAX: usize = 500;
/// Farther than this nobody drives for one visit.
const KM_MAX: u32 = 500;
/// No single price is higher.
const UNIT_FEN_MAX: i64 = 10_000_000;

/// Headquarters' price list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PriceBook {
    /// Work, parts, maintenance.
    pub items: Vec<PriceItem>,
    /// What the way costs.
    pub travel: Vec<TravelFee>,
}

/// What the way to a household costs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TravelFee {
    /// To this township (乡镇); absent where the distance decides, or for all others.
    pub town: Option<String>,
    /// Up to so many kilometres; beside a township, how far it is.
    pub km_to: Option<u32>,
    /// For one way there, in fen.
    pub unit_fen: i64,
    /// For this dealer alone, by its code; absent for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dealer: Option<String>,
}

impl TravelFee {
    /// The line of a price list it is.
    #[must_use]
    pub fn item(&self) -> PriceItem {
        let (code, zh, en) = match (&self.town, self.km_to) {
            (Some(town), _) => (town.clone(), town.clone(), town.clone()),
            (None, Some(km)) => (
                format!("<={km}"),
                format!("{km} 公里内"),
                format!("up to {km} km"),
            ),
            (None, None) => (
                "*".to_owned(),
                "其他乡镇".to_owned(),
                "other towns".to_owned(),
            ),
        };
        let (code, zh, en) = match &self.dealer {
            Some(dealer) => (
                format!("{dealer}:{code}"),
                format!("{zh}，{dealer}"),
                format!("{en}, {dealer}"),
            ),
            None => (code, zh, en),
        };
        PriceItem {
            code: format!("travel:{code}"),
            kind: LineKind::Travel,
            name: format!("上门费（{zh}）"),
            name_en: format!("Travel ({en})"),
            unit_fen: self.unit_fen,
        }
    }
}

impl Content for PriceBook {
    const KIND: &'static str = "price_book";

    fn check(&self) -> Result<(), RuleError> {
        let lines = self.items.len() + self.travel.len();
        if lines == 0 || lines > LINES_MAX {
            return Err(bad_policy("items", "1 to 500 lines"));
        }
        for (index, fee) in self.travel.iter().enumerate() {
            let place = |name: &str| format!("travel[{index}].{name}");
            if !(0..=UNIT_FEN_MAX).contains(&fee.unit_fen) {
                return Err(bad_policy(place("unit_fen"), "out of range"));
            }
            if fee.km_to.is_some_and(|km| !(1..=KM_MAX).contains(&km)) {
                return Err(bad_policy(place("km_to"), "1 to 500 km"));
            }
            if fee
                .town
                .as_deref()
                .is_some_and(|town| plain(town).is_empty())
            {
                return Err(bad_policy(place("town"), "must not be empty"));
            }
            let before = &self.travel[..index];
            if before.iter().any(|other| same_fee(other, fee)) {
                return Err(bad_policy(place("town"), "stands there twice"));
            }
        }
        PriceList { items: self.all() }.check()
    }
}

impl PriceBook {
    /// Every line, the ways as well.
    #[must_use]
    pub fn all(&self) -> Vec<PriceItem> {
        let travel = self.travel.iter().map(TravelFee::item);
        self.items.iter().cloned().chain(travel).collect()
    }

    /// The list as one dealer has it: its own fee for a way stands before that of all, and those of
    /// other dealers are left out.
    #[must_use]
    pub fn for_dealer(mut self, code: &str) -> Self {
        let own = |fee: &TravelFee| fee.dealer.as_deref() == Some(code);
        let (mut travel, mut others): (Vec<_>, Vec<_>) = self.travel.into_iter().partition(own);
        others.retain(|fee| fee.dealer.is_none() && !travel.iter().any(|mine| same_way(mine, fee)));
        for fee in &mut travel {
            fee.dealer = None;
        }
        travel.append(&mut others);
        self.travel = travel;
        self
    }

    /// What the way to a household in this township costs; of all others where it is not named.
    #[must_use]
    pub fn way_to(&self, town: Option<&str>) -> Option<PriceItem> {
        let town = plain(town.unwrap_or_default());
        let named = self.travel.iter().find(|fee| {
            let own = fee.town.as_deref().map(plain);
            !town.is_empty() && own.as_deref() == Some(town.as_str())
        });
        let all_others = || {
            let mut fees = self.travel.iter();
            fees.find(|fee| fee.town.is_none() && fee.km_to.is_none())
        };
        named.or_else(all_others).map(TravelFee::item)
    }

    /// The most that may be charged for one of a line without a manager's reason. What the list does
    /// not have has no ceiling.
    #[must_use]
    pub fn ceiling(&self, line: Wanted<'_>, town: Option<&str>) -> Option<i64> {
        if let Some(item) = self.items.iter().find(|item| line.means(item)) {
            return Some(item.unit_fen);
        }
        if line.kind != LineKind::Travel {
            return None;
        }
        // A farther way than the household's is above the list; without one for it, the way chosen.
        self.way_to(town).map(|item| item.unit_fen).or_else(|| {
            let mut ways = self.travel.iter().map(TravelFee::item);
            ways.find(|item| line.means(item)).map(|item| item.unit_fen)
        })
    }
}

/// Two fees for the same way of the same dealers.
fn same_fee(one: &TravelFee, other: &TravelFee) -> bool {
    one.dealer == other.dealer && same_way(one, other)
}

/// Two fees for the same way.
fn same_way(one: &TravelFee, other: &TravelFee) -> bool {
    match (&one.town, &other.town) {
        (Some(one), Some(other)) => plain(one) == plain(other),
        (None, None) => one.km_to == other.km_to,
        _ => false,
    }
}

/// A township's name without white space and without what kind of place it is: 柳南乡 is also typed
/// 柳南.
fn plain(town: &str) -> String {
    let text: String = town.chars().filter(|c| !c.is_whitespace()).collect();
    let kinds = ["街道办事处", "街道", "镇", "乡"];
    let short = kinds.iter().find_map(|kind| text.strip_suffix(kind));
    match short {
        Some(short) if short.chars().count() >= 2 => short.to_owned(),
        _ => text,
    }
}

/// A line somebody wants to charge.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// What it is for.
    pub kind: LineKind,
    /// The line of the list it was chosen by.
    pub code: Option<&'a str>,
    /// What it is called.
    pub name: &'a str,
}

impl Wanted<'_> {
    /// Whether this line of a list is meant: by its code, or by its name in either language.
    #[must_use]
    pub fn means(&self, item: &PriceItem) -> bool {
        let name = self.name.trim();
        item.kind == self.kind
            && (self.code == Some(item.code.as_str())
                || item.name.trim() == name
                || item.name_en.trim().eq_ignore_ascii_case(name))
    }
}

/// A line of the list a shop works by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The line, with the price that counts.
    pub item: PriceItem,
    /// Headquarters' price.
    pub hq_fen: Option<i64>,
    /// The shop's own.
    pub own_fen: Option<i64>,
}

impl Listed {
    /// The shop's own price is above headquarters' and does not count.
    #[must_use]
    pub fn is_above(&self) -> bool {
        match (self.hq_fen, self.own_fen) {
            (Some(hq), Some(own)) => own > hq,
            _ => false,
        }
    }
}

/// The list a shop works by: headquarters' lines first, each at the shop's own price where that is
/// lower, then what only the shop has.
#[must_use]
pub fn merged(hq: Option<&PriceBook>, own: &[PriceItem]) -> Vec<Listed> {
    let book = hq.map(PriceBook::all).unwrap_or_default();
    let wanted = |item: &PriceItem, listed: &PriceItem| {
        let wanted = Wanted {
            kind: item.kind,
            code: Some(item.code.as_str()),
            name: &item.name,
        };
        wanted.means(listed)
    };
    let of_hq = book.iter().map(|item| {
        let mine = own.iter().find(|one| wanted(one, item));
        let own_fen = mine.map(|one| one.unit_fen);
        Listed {
            hq_fen: Some(item.unit_fen),
            own_fen,
            item: PriceItem {
                unit_fen: own_fen.map_or(item.unit_fen, |fen| fen.min(item.unit_fen)),
                ..item.clone()
            },
        }
    });
    let only_own = own.iter();
    let only_own = only_own.filter(|one| !book.iter().any(|item| wanted(one, item)));
    let only_own = only_own.map(|one| Listed {
        item: one.clone(),
        hq_fen: None,
        own_fen: Some(one.unit_fen),
    });
    of_hq.chain(only_own).collect()
}

#[cfg(test)]
mod tests;
