//! Payments as receipts, and the shop's poster with its prices.

use wuyou_contract::ErrorCode;
use wuyou_contract::money::{ChargeBasis, ChargeLine, OrderMoney, PaymentMethod, PriceListGet};
use wuyou_domain::explain::Language;
use wuyou_domain::id::{PaymentId, PlanEventId, ShopEventId};
use wuyou_domain::paper::{Line, Poster, PosterEvent, Receipt, in_capitals};
use wuyou_domain::service_plan::Plan;
use wuyou_domain::time::local_date;
use wuyou_store::View;
use wuyou_store::money::{self as store, PaymentRow};
use wuyou_store::service_plan::{self as plans, PlanEventRow};

use super::collect::Loader;
use super::spell;
use crate::area::{money, price, work_order};
use crate::failure::Outcome;
use crate::show::code_from;

/// What a line is for; where 三包 does not cover it, why.
fn named(line: &ChargeLine) -> String {
    let name = match line.quantity {
        1 => line.name.clone(),
        many => format!("{} × {many}", line.name),
    };
    let told = match line.basis {
        ChargeBasis::Excluded => "不实行三包：",
        ChargeBasis::AboveList => "高于价目表：",
        ChargeBasis::Plan => "",
        _ => return name,
    };
    match &line.reason {
        Some(reason) => format!("{name}（{told}{reason}）"),
        None => name,
    }
}

impl Loader<'_> {
    /// The receipt of a payment; of a row that takes one back, the receipt of that one. What is
    /// only promised has none.
    pub(super) fn receipt(&self, id: PaymentId) -> Outcome<Receipt> {
        let plan = |view: View<'_>| plans::find(view, PlanEventId(id.0));
        if let Some(row) = self.app.database()?.read(plan)? {
            return self.plan_receipt(row);
        }
        let (paid, back, costs, order) = self.app.database()?.read(|view| -> Outcome<_> {
            let named = store::payment(view, id)?;
            let paid = match named.reverses_id {
                Some(first) => store::payment(view, first)?,
                None => named,
            };
            let all = store::payments(view, paid.work_order_id)?;
            let back = all.into_iter().find(|one| one.reverses_id == Some(paid.id));
            let costs = money::shown(self.acting, view, paid.work_order_id)?;
            let order = work_order::detail(self.acting, view, paid.work_order_id)?;
            Ok((paid, back, costs, order))
        })?;
        let method = code_from(Some(&paid.method)).unwrap_or(PaymentMethod::Cash);
        if matches!(method, PaymentMethod::Credit | PaymentMethod::Waiver) {
            return Err(ErrorCode::PrintNothing.into());
        }
        let machine = order.unit.as_ref().map(|unit| self.machine(unit));
        let serial = order.unit.as_ref().map(|unit| unit.serial.clone());
        let kind = spell::kind(order.summary.kind, self.language).to_owned();
        let purpose: Vec<String> = [Some(kind), machine, serial]
            .into_iter()
            .flatten()
            .collect();
        Ok(Receipt {
            received: spell::moment(paid.occurred_at, self.language).unwrap_or_default(),
            purpose: purpose.join(" · "),
            lines: self.lines_of(&costs),
            amount: spell::yuan(paid.amount_fen),
            in_capitals: in_capitals(paid.amount_fen),
            method: self.paid_by(method).to_owned(),
            sums: self.sums(&costs),
            taken_back: back.map(|back| self.taken_back(&back)),
            no: paid.no,
            receipt_no: paid.receipt_no,
            payer: paid.customer_name,
            taken_by: paid.staff,
            note: paid.note,
        })
    }

    /// The receipt of a service plan; of its cancellation, what went back.
    fn plan_receipt(&self, row: PlanEventRow) -> Outcome<Receipt> {
        let plan: Option<Plan> = row
            .terms
            .as_deref()
            .and_then(|json| serde_json::from_str(json).ok());
        let day = |on: &Option<String>| {
            on.as_deref()
                .map_or_else(|| "?".to_owned(), |on| spell::stored_day(on, self.language))
        };
        let name = plan.as_ref().map_or(row.plan_name.as_str(), |plan| {
            spell::pick(&plan.name, &plan.name_en, self.language)
        });
        let kind = match row.event.as_str() {
            "cancel" => ("服务套餐退订", "Service plan cancelled"),
            "recover" => ("多退的套餐款收回", "Plan money came back"),
            _ => ("服务套餐", "Service plan"),
        };
        let kind = spell::pick(kind.0, kind.1, self.language);
        let mut lines = vec![Line {
            name: name.to_owned(),
            until: spell::yuan(row.amount_fen),
        }];
        if row.start_on.is_some() {
            lines.push(Line {
                name: spell::pick("有效期", "In force", self.language).to_owned(),
                until: format!("{} – {}", day(&row.start_on), day(&row.end_on)),
            });
        }
        let method = code_from(Some(&row.method)).unwrap_or(PaymentMethod::Cash);
        Ok(Receipt {
            received: spell::moment(row.occurred_at, self.language).unwrap_or_default(),
            purpose: [kind, row.serial.as_str()].join(" · "),
            lines,
            amount: spell::yuan(row.amount_fen),
            in_capitals: in_capitals(row.amount_fen),
            method: self.paid_by(method).to_owned(),
            sums: Vec::new(),
            taken_back: None,
            no: row.no,
            receipt_no: row.receipt_no,
            payer: row.customer_name,
            taken_by: row.staff,
            note: row.note,
        })
    }

    /// When, by whom and why.
    fn taken_back(&self, back: &PaymentRow) -> String {
        let when = spell::moment(back.occurred_at, self.language);
        let parts = [when, back.staff.clone(), back.note.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    fn lines_of(&self, costs: &OrderMoney) -> Vec<Line> {
        let lines = costs.lines.iter();
        lines
            .map(|line| Line {
                name: named(line),
                until: spell::yuan(line.amount_fen),
            })
            .collect()
    }

    fn sums(&self, costs: &OrderMoney) -> Vec<Line> {
        let all = [
            ("应收合计", "To pay in all", costs.total_fen),
            ("已收合计", "Paid in all", costs.paid_fen),
            ("还欠", "Still to pay", costs.due_fen),
        ];
        all.map(|(zh, en, fen)| Line {
            name: spell::pick(zh, en, self.language).to_owned(),
            until: spell::yuan(fen),
        })
        .to_vec()
    }

    const fn paid_by(&self, method: PaymentMethod) -> &'static str {
        match (method, self.language) {
            (PaymentMethod::Cash, Language::Zh) => "现金",
            (PaymentMethod::Cash, Language::En) => "cash",
            (PaymentMethod::Wechat, Language::Zh) => "微信",
            (PaymentMethod::Wechat, Language::En) => "WeChat",
            (PaymentMethod::Alipay, Language::Zh) => "支付宝",
            (PaymentMethod::Alipay, Language::En) => "Alipay",
            (PaymentMethod::Transfer, Language::Zh) => "转账",
            (PaymentMethod::Transfer, Language::En) => "transfer",
            (PaymentMethod::Credit, Language::Zh) => "赊账",
            (PaymentMethod::Credit, Language::En) => "on credit",
            (PaymentMethod::Waiver, Language::Zh) => "免收",
            (PaymentMethod::Waiver, Language::En) => "waived",
        }
    }

    /// What hangs on the wall: the numbers stand on every paper, the prices are the shop's list.
    pub(super) fn poster(&self, event: Option<ShopEventId>) -> Outcome<Poster> {
        let event = event.map(|id| self.poster_event(id)).transpose()?;
        let list = price::list(self.app, self.acting, PriceListGet {})?;
        let priced = list.rows.iter().filter_map(|row| {
            let until = spell::yuan(row.unit_fen?);
            let name = spell::pick(&row.name, &row.name_en, self.language).to_owned();
            Some(Line { name, until })
        });
        let today = local_date(self.acting.now_at).unwrap_or_default();
        let day = spell::stored_day(&today.to_string(), self.language);
        Ok(Poster {
            event,
            prices: priced.collect(),
            as_of: match (self.language, &list.hq) {
                (Language::Zh, Some(hq)) => format!("总部价目表 {}，{day}公布", hq.no),
                (Language::Zh, None) => format!("{day}公布"),
                (Language::En, Some(hq)) => format!("Price list {} as of {day}", hq.no),
                (Language::En, None) => format!("As of {day}"),
            },
        })
    }

    /// What the poster of an event says.
    fn poster_event(&self, id: ShopEventId) -> Outcome<PosterEvent> {
        let row = self
            .app
            .database()?
            .read(|view| wuyou_store::shop_event::get(view, id))?;
        let from = spell::stored_day(&row.from_on, self.language);
        let to = spell::stored_day(&row.to_on, self.language);
        let services = row.services.as_deref().unwrap_or_default().lines();
        let services = services.map(str::trim).filter(|line| !line.is_empty());
        Ok(PosterEvent {
            name: row.name,
            when: if from == to {
                from
            } else {
                format!("{from} – {to}")
            },
            place: row.place,
            services: services.map(ToOwned::to_owned).collect(),
            phone: row.phone,
        })
    }
}
