//! The lines of an order held against the price list: what the list has costs what it says, and no
//! line goes above headquarters' price but by a manager with a reason.

use wuyou_contract::money::{ChargeBasis, ChargeKind};
use wuyou_domain::policy::Document;
use wuyou_domain::reference::PartBook;
use wuyou_domain::staff::Role;
use wuyou_domain::tariff::{Listed, Wanted, no_goods};
use wuyou_domain::time::local_date;
use wuyou_domain::warranty::remedy::{ChargeItem, LineKind, PriceItem, PriceList};
use wuyou_store::work_order::WorkOrderRow;
use wuyou_store::{View, customer, unit};

use super::decide::{Decided, Typed};
use crate::app::Acting;
use crate::area::price::{self, Prices};
use crate::area::work_order;
use crate::failure::Outcome;
use crate::input::single;

/// The price list for one order.
pub(super) struct OrderPrices {
    prices: Prices,
    /// The household's township.
    town: Option<String>,
    /// The acting person may charge above headquarters' list.
    may_exceed: bool,
}

/// What a line costs before warranty and plans, and what told it.
pub(super) struct Priced {
    pub(super) basis: ChargeBasis,
    pub(super) reason: Option<String>,
}

/// The lines as the rule takes them.
pub(super) struct ForRule {
    pub(super) document: Document<PriceList>,
    pub(super) items: Vec<ChargeItem>,
    /// One for each typed line that the rule prices, in their order.
    pub(super) priced: Vec<Priced>,
    /// For each line of goods, in their order: why a manager let them be sold.
    pub(super) goods: Vec<Option<String>>,
}

/// Only a manager charges more than headquarters' list says.
pub(super) fn may_exceed(acting: &Acting) -> Outcome<bool> {
    Ok(work_order::role(acting)? == Role::Manager)
}

impl OrderPrices {
    pub(super) fn of(view: View<'_>, acting: &Acting, order: &WorkOrderRow) -> Outcome<Self> {
        let today = local_date(acting.now_at).unwrap_or_default();
        Ok(Self {
            prices: price::on_day(view, today)?,
            town: town(view, order)?,
            may_exceed: may_exceed(acting)?,
        })
    }

    /// What the way to the household costs.
    pub(super) fn travel(&self) -> Option<&Listed> {
        self.prices.way_to(self.town.as_deref())
    }

    /// Each line at the price that counts: the list's, or the typed one where it has none.
    /// `free` tells what costs nothing anyway: no price is needed for that.
    pub(super) fn for_rule(
        &self,
        typed: &[Typed],
        free: impl Fn(ChargeKind) -> bool,
    ) -> Outcome<ForRule> {
        let mut meant = Vec::new();
        let mut items = Vec::new();
        let mut priced = Vec::new();
        let mut goods = Vec::new();
        for (place, line) in typed.iter().enumerate() {
            let Some(kind) = line_kind(line.kind) else {
                goods.push(self.goods(line, free(line.kind))?);
                continue;
            };
            let wanted = Wanted {
                kind,
                code: line.code.as_deref(),
                name: &line.name,
            };
            let (listed, told) = self.price(wanted, line, free(line.kind))?;
            // Each line is one of its own: two kinds may share a code.
            let code = format!("line {place}");
            let typed_fen = line.unit_fen.unwrap_or(0);
            meant.push(PriceItem {
                code: code.clone(),
                kind,
                name: line.name.clone(),
                name_en: listed.map_or_else(|| line.name.clone(), |item| item.name_en.clone()),
                unit_fen: listed.map_or(typed_fen, |item| item.unit_fen),
            });
            items.push(ChargeItem {
                code,
                quantity: line.quantity,
            });
            priced.push(told);
        }
        Ok(ForRule {
            document: self.prices.document(meant),
            items,
            priced,
            goods,
        })
    }

    /// Goods are sold whatever warranty says; what the list or the book of parts has, or work in other
    /// words, would be charged under their name where it is free, and above the list. Beside free
    /// work a manager sells them, with a reason, which is given back.
    fn goods(&self, line: &Typed, free: bool) -> Outcome<Option<String>> {
        let wrong = |name: &str, code: &str| {
            let field = format!("lines.{}.{name}", line.place);
            Err(single(&field, code, None).into())
        };
        let listed = self.prices.listed.iter().chain(self.travel());
        let listed = listed.map(|row| &row.item);
        let typed = (line.code.as_deref(), line.name.as_str());
        match no_goods(typed, listed, PartBook::built_in()) {
            Some(LineKind::Part) => return wrong("kind", "listed_part"),
            Some(LineKind::Labour | LineKind::Travel) => return wrong("kind", "listed_work"),
            None => {}
        }
        let reason = match (&line.over_reason, &line.granted) {
            (Some(reason), _) if self.may_exceed => Some(reason.clone()),
            (_, granted) => granted.clone(),
        };
        let paid = line.unit_fen.unwrap_or(0) > 0;
        match reason {
            None if free && paid && self.may_exceed => wrong("over_reason", "goods_reason"),
            None if free && paid => wrong("kind", "goods_manager"),
            reason => Ok(reason),
        }
    }

    /// The line of the list whose price counts; nothing where the typed price does.
    fn price(
        &self,
        wanted: Wanted<'_>,
        line: &Typed,
        free: bool,
    ) -> Outcome<(Option<&PriceItem>, Priced)> {
        let town = self.town.as_deref();
        let ceiling = self.prices.ceiling(wanted, town);
        let above = |fen: i64| !free && ceiling.is_some_and(|most| fen > most);
        let wrong = |code: &str| {
            let field = format!("lines.{}.unit_fen", line.place);
            Err(single(&field, code, None).into())
        };
        if line.unit_fen.is_some_and(above)
            && let Some(reason) = self.reason_above(line)?
        {
            let told = Priced {
                basis: ChargeBasis::AboveList,
                reason: Some(reason.clone()),
            };
            return Ok((None, told));
        }
        let told = |basis| Priced {
            basis,
            reason: None,
        };
        let mut rows = self.prices.listed.iter();
        if let Some(row) = rows.find(|row| wanted.means(&row.item)) {
            return match above(row.item.unit_fen) {
                true => wrong("above_list"),
                false => Ok((Some(&row.item), told(ChargeBasis::PriceList))),
            };
        }
        match line.unit_fen {
            Some(fen) if above(fen) => wrong("above_list"),
            None if !free => wrong("price_missing"),
            _ => Ok((None, told(ChargeBasis::Typed))),
        }
    }
}

impl OrderPrices {
    /// Why a line may be above the list: a manager's word of now, or of before for this very price.
    /// Nothing where nobody asked for more, so that the list counts.
    fn reason_above<'t>(&self, line: &'t Typed) -> Outcome<Option<&'t String>> {
        let wrong = |name: &str, code: &str| {
            let field = format!("lines.{}.{name}", line.place);
            Err(single(&field, code, None).into())
        };
        match (&line.over_reason, &line.granted) {
            (Some(reason), _) if self.may_exceed => Ok(Some(reason)),
            (None, _) if self.may_exceed && line.over_asked => wrong("over_reason", "over_reason"),
            (_, Some(granted)) => Ok(Some(granted)),
            (None, None) if !line.over_asked => Ok(None),
            _ => wrong("unit_fen", "above_list"),
        }
    }

    /// The most one sum may be without lines: the dearest work of headquarters' list, the way, and
    /// the parts booked on the order. Nothing where the list cannot tell.
    pub(super) fn most_in_one(&self, view: View<'_>, order: &WorkOrderRow) -> Outcome<Option<i64>> {
        let Some(hq) = &self.prices.hq else {
            return Ok(None);
        };
        let work = hq.content.items.iter();
        let work = work.filter(|item| item.kind == LineKind::Labour);
        let Some(work) = work.map(|item| item.unit_fen).max() else {
            return Ok(None);
        };
        let way = hq.content.way_to(self.town.as_deref());
        let mut most = work + way.map_or(0, |item| item.unit_fen);
        for used in wuyou_store::stock::of_order(view, order.id)? {
            let wanted = Wanted {
                kind: LineKind::Part,
                code: Some(&used.code),
                name: &used.name,
            };
            let mut rows = self.prices.listed.iter();
            let Some(row) = rows.find(|row| wanted.means(&row.item)) else {
                return Ok(None);
            };
            most += row.hq_fen.unwrap_or(row.item.unit_fen) * used.used.max(0);
        }
        Ok(Some(most))
    }

    /// What work that nobody was charged for is worth by the list: the cheapest work, and the parts
    /// booked on the order. What the list has no price for is worth nothing known.
    pub(super) fn worth(&self, view: View<'_>, order: &WorkOrderRow) -> Outcome<Vec<Decided>> {
        let line = |kind, item: &PriceItem, quantity: i64| Decided {
            kind,
            code: Some(item.code.clone()),
            name: item.name.clone(),
            quantity,
            unit_fen: item.unit_fen,
            amount_fen: item.unit_fen.saturating_mul(quantity),
            basis: ChargeBasis::PriceList,
            reason: None,
        };
        let rows = || self.prices.listed.iter().map(|row| &row.item);
        let work = rows().filter(|item| item.kind == LineKind::Labour);
        let work = work.min_by_key(|item| item.unit_fen);
        let mut lines = Vec::from_iter(work.map(|item| line(ChargeKind::Labour, item, 1)));
        for used in wuyou_store::stock::of_order(view, order.id)? {
            let wanted = Wanted {
                kind: LineKind::Part,
                code: Some(&used.code),
                name: &used.name,
            };
            let item = rows().find(|item| wanted.means(item));
            let item = item.filter(|_| used.used > 0);
            lines.extend(item.map(|item| line(ChargeKind::Part, item, used.used)));
        }
        Ok(lines)
    }

    /// The acting person may go above the list.
    pub(super) const fn may_exceed(&self) -> bool {
        self.may_exceed
    }
}

/// The township the machine stands in, or else the household's.
fn town(view: View<'_>, order: &WorkOrderRow) -> Outcome<Option<String>> {
    let Some(household) = order.customer_id else {
        return Ok(None);
    };
    let places = customer::addresses_of(view, household)?;
    let machine = match order.unit_id {
        Some(id) => unit::find(view, id)?.and_then(|unit| unit.address_id),
        None => None,
    };
    let own = places.iter().find(|place| Some(place.id) == machine);
    let own = own.and_then(|place| place.town.clone());
    Ok(own.or_else(|| places.into_iter().find_map(|place| place.town)))
}

pub(super) const fn line_kind(kind: ChargeKind) -> Option<LineKind> {
    match kind {
        ChargeKind::Labour => Some(LineKind::Labour),
        ChargeKind::Part => Some(LineKind::Part),
        ChargeKind::Travel => Some(LineKind::Travel),
        ChargeKind::Other | ChargeKind::Discount => None,
    }
}
