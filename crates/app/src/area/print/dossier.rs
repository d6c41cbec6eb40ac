//! All that is kept of a household, as it stands on paper.

use wuyou_contract::consent::{
    ConsentEntry, ConsentList, ConsentPurpose, ConsentState, PersonConsents,
};
use wuyou_contract::customer::{
    Address, CustomerDetail, CustomerGet, CustomerTimeline, Person, Phone, TimelineEntry,
};
use wuyou_domain::address::landmark_beside;
use wuyou_domain::explain::Language;
use wuyou_domain::id::CustomerId;
use wuyou_domain::paper::{CustomerFile, Happened, Line};
use wuyou_domain::time::local_date;

use super::collect::Loader;
use super::spell::{self, pick};
use crate::area::{consent, customer, phone as hidden};
use crate::failure::Outcome;

/// Entries of the history on one paper; a page has some forty.
const HISTORY_MOST: usize = 1_000;
const PAGE: u32 = 200;

impl Loader<'_> {
    pub(super) fn customer_file(&self, id: CustomerId) -> Outcome<CustomerFile> {
        let request = CustomerGet { id: id.0 };
        let detail = customer::shown(self.app, self.acting, &request)?;
        let detail = hidden::printed(self.app, self.acting, detail)?;
        let asked = ConsentList { customer_id: id.0 };
        let consents = consent::list(self.app, self.acting, asked)?;
        let (history, more) = self.history(id)?;
        let photos = self
            .app
            .database()?
            .read(|view| wuyou_store::photo::count_of_household(view, id))?;
        Ok(CustomerFile {
            since: self.date(detail.created_at),
            people: self.people(&detail),
            phones: detail.phones.iter().map(|one| self.phone(one)).collect(),
            addresses: detail.addresses.iter().map(place).collect(),
            wishes: self.wishes(&detail),
            note: detail.note,
            photos: self.photos(photos),
            machines: detail
                .units
                .iter()
                .map(|unit| Line {
                    name: unit.serial.clone(),
                    until: self.machine(unit),
                })
                .collect(),
            consents: consents
                .people
                .iter()
                .flat_map(|person| self.agreed(person, &consents.entries))
                .collect(),
            history,
            shortened: more.then(|| {
                pick(
                    "更早的没有印。",
                    "Older entries are not printed.",
                    self.language,
                )
                .to_owned()
            }),
            name: detail.name,
        })
    }

    fn history(&self, id: CustomerId) -> Outcome<(Vec<Happened>, bool)> {
        let mut history = Vec::new();
        let mut after = None;
        loop {
            let asked = CustomerTimeline {
                id: id.0,
                part: None,
                after,
                limit: Some(PAGE),
            };
            let page = customer::timeline(self.app, self.acting, asked)?;
            let page = hidden::printed(self.app, self.acting, page)?;
            history.extend(page.rows.iter().map(|entry| self.happened(entry)));
            after = page.next;
            if after.is_none() || history.len() >= HISTORY_MOST {
                return Ok((history, after.is_some()));
            }
        }
    }

    /// How many photos there are; they stay in the program.
    fn photos(&self, count: u32) -> Option<String> {
        match (count, self.language) {
            (0, Language::Zh) => Some("没有".to_owned()),
            (0, Language::En) => Some("none".to_owned()),
            (_, Language::Zh) => Some(format!("{count} 张，存在电脑里")),
            (1, Language::En) => Some("1, kept in the program".to_owned()),
            (_, Language::En) => Some(format!("{count}, kept in the program")),
        }
    }

    fn date(&self, at: i64) -> Option<String> {
        let on = local_date(at)?.to_string();
        Some(spell::stored_day(&on, self.language))
    }

    fn happened(&self, entry: &TimelineEntry) -> Happened {
        let (zh, en) = what(entry);
        let mut what = pick(zh, en, self.language).to_owned();
        let amount = entry.amount_fen.map(spell::yuan);
        let quantity = entry.quantity.map(|count| format!("×{}", count.abs()));
        for more in [amount, quantity].into_iter().flatten() {
            what.push(' ');
            what.push_str(&more);
        }
        let title = entry
            .title
            .as_ref()
            .map(|name| spell::of(name, self.language));
        let text = [title, entry.text.clone()];
        let text = text.into_iter().flatten().collect::<Vec<_>>().join("　");
        let by = [entry.no.clone(), entry.staff.clone()];
        let by = by.into_iter().flatten().collect::<Vec<_>>().join(" ");
        Happened {
            at: self.date(entry.at).unwrap_or_default(),
            what,
            text: (!text.is_empty()).then_some(text),
            by: (!by.is_empty()).then_some(by),
        }
    }

    /// The number, whose it is, and until when.
    fn phone(&self, phone: &Phone) -> String {
        let mut text = phone.display.clone();
        let until = phone.valid_to.as_ref().map(|on| {
            let on = spell::stored_day(on, self.language);
            match self.language {
                Language::Zh => format!("用到 {on}"),
                Language::En => format!("until {on}"),
            }
        });
        for more in [phone.label.clone(), until].into_iter().flatten() {
            text.push_str(" · ");
            text.push_str(&more);
        }
        text
    }

    fn wishes(&self, detail: &CustomerDetail) -> Vec<String> {
        let say = |said: bool, zh, en| said.then(|| pick(zh, en, self.language).to_owned());
        let more = [
            detail.preferred_time.clone(),
            detail.language.clone(),
            detail.preferred_technician.clone(),
            spell::at_home(detail.at_home, self.language).map(str::to_owned),
            say(detail.no_call, "不要打电话", "not to be called"),
            say(detail.no_marketing, "不收活动消息", "no campaign messages"),
        ];
        detail
            .tags
            .iter()
            .cloned()
            .chain(more.into_iter().flatten())
            .collect()
    }

    /// Everybody of the household, with what they are to it and their birthday.
    fn people(&self, detail: &CustomerDetail) -> Vec<String> {
        let people = detail.people.iter();
        people
            .map(|one| {
                let called = one.nickname.as_deref();
                let called = called.map_or_else(String::new, |called| format!("「{called}」"));
                let relation = one.relation.as_deref();
                let relation =
                    relation.map_or_else(String::new, |relation| format!("（{relation}）"));
                format!("{}{called}{relation}{}", one.name, self.birthday(one))
            })
            .collect()
    }

    /// The birthday by the calendar it is kept in.
    fn birthday(&self, person: &Person) -> String {
        let Some(on) = &person.birthday_on else {
            return String::new();
        };
        let calendar = match (person.birthday_lunar, person.birthday_leap) {
            (false, _) => pick("生日", "birthday", self.language),
            (true, false) => pick("农历生日", "lunar birthday", self.language),
            (true, true) => pick(
                "农历闰月生日",
                "birthday in a lunar leap month",
                self.language,
            ),
        };
        format!(" {calendar} {on}")
    }

    /// What a person said about each purpose; nothing where they were not asked.
    fn agreed(&self, person: &PersonConsents, said_all: &[ConsentEntry]) -> Vec<Line> {
        let said = person.standing.iter();
        let said = said.filter(|one| one.state != ConsentState::Unsaid);
        said.map(|one| {
            let purpose = match one.purpose {
                ConsentPurpose::Care => pick("使用关怀", "care", self.language),
                ConsentPurpose::Birthday => pick("生日问候", "birthday greeting", self.language),
                ConsentPurpose::Marketing => pick("活动通知", "campaigns", self.language),
            };
            let state = match one.state {
                ConsentState::Given => pick("同意", "agreed", self.language),
                ConsentState::Withdrawn | ConsentState::Unsaid => {
                    pick("不同意", "does not agree", self.language)
                }
            };
            let since = one
                .since_at
                .and_then(|at| self.date(at))
                .unwrap_or_default();
            // The words that were read out, and whom they named.
            let told = said_all.iter().find(|entry| {
                entry.purpose == one.purpose
                    && entry.person_id == person.person_id
                    && Some(entry.occurred_at) == one.since_at
            });
            let notice = told.map_or_else(String::new, |entry| {
                let by = pick("告知", "notice", self.language);
                format!(
                    " · {by} {} · {} / {}",
                    entry.notice_version, entry.shop_name, entry.receiver_name
                )
            });
            Line {
                name: format!("{} · {purpose}", person.name),
                until: format!("{state} {since}{notice}"),
            }
        })
        .collect()
    }
}

fn place(address: &Address) -> String {
    let detail = address.detail.as_deref().or(address.village.as_deref());
    let parts = [
        address.town.as_deref(),
        detail,
        landmark_beside(detail, address.landmark.as_deref()),
        address.route_note.as_deref(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// What happened, in both languages.
fn what(entry: &TimelineEntry) -> (&'static str, &'static str) {
    match entry.kind.as_str() {
        "request" => ("来电", "Call"),
        "work_order" => ("开工单", "Order opened"),
        "order_event" => step(&entry.code),
        "complaint" => ("投诉", "Complaint"),
        "complaint_event" => ("投诉处理", "Complaint handled"),
        "promise" => ("承诺", "Promise"),
        "visit_answer" => ("回访", "Return visit"),
        "visit_end" => ("回访没成", "Return visit in vain"),
        "consent" if entry.to_state.as_deref() == Some("given") => ("同意", "Agreed"),
        "consent" => ("不同意", "Did not agree"),
        "quote" => ("报价单", "Quote"),
        "payment" => ("收款", "Payment"),
        "stock_move" => ("配件", "Part"),
        "machine" if entry.code == "sold" => ("售出", "Sold"),
        "machine" => ("安装", "Installed"),
        "other_machine" => ("别家品牌机器登记", "Machine of another brand"),
        "inspection" => ("调试检查", "Commissioning"),
        "custody" => ("机器流转", "Machine moved"),
        "maintenance" => ("保养", "Maintenance"),
        "objection" => ("现场异议", "Objection on site"),
        "remedy_case" => ("退换案", "Remedy case"),
        "remedy_event" => ("退换案办理", "Remedy case handled"),
        "exclusion" => ("不实行三包", "Not covered by 三包"),
        "danger_step" => ("停用挂牌", "Stop and tag"),
        "photo" => ("照片", "Photos"),
        "plan_event" if entry.code == "cancel" => ("退订服务套餐", "Service plan cancelled"),
        "plan_event" if entry.code == "recover" => ("多退的套餐款收回", "Plan money came back"),
        "plan_event" => ("服务套餐", "Service plan"),
        _ => ("联系", "Contact"),
    }
}

/// A step of an order.
pub(super) fn step(code: &str) -> (&'static str, &'static str) {
    match code {
        "register" => ("登记", "Registered"),
        "reply" => ("回复", "Replied"),
        "schedule" => ("约时间", "Time agreed"),
        "dispatch" => ("派工", "Dispatched"),
        "redispatch" => ("换人", "Given to another"),
        "move_window" => ("改时间", "Time moved"),
        "undo" => ("撤销一步", "Step taken back"),
        "set_unit" => ("改机器", "Another machine"),
        "rehouse" => ("改客户", "Another household"),
        "undispatch" => ("撤销派工", "Dispatch taken back"),
        "start" => ("开始", "Begun"),
        "wait_part" => ("等配件", "Waits for a part"),
        "finish" => ("完工", "Finished"),
        "confirm" => ("客户确认", "Confirmed"),
        "close" => ("关闭", "Closed"),
        "cancel" => ("取消", "Cancelled"),
        "postpone" => ("改期", "Postponed"),
        "reopen" => ("重开", "Reopened"),
        "import" => ("旧资料", "Old record"),
        _ => ("办理", "Handled"),
    }
}
