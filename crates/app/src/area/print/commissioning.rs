//! An attempt at commissioning as it stands on paper: every item with its answer, for both to sign.

use wuyou_contract::explain::BothLanguages;
use wuyou_domain::commissioning::{Answer, Condition, Item, Kind, Reading, Status};
use wuyou_domain::explain::Language;
use wuyou_domain::id::InspectionId;
use wuyou_domain::paper::{Checked, CommissioningRecord};

use super::collect::{Loader, whole};
use super::machine::place;
use super::spell;
use crate::area::machine::{Answered, Recorded, recorded};
use crate::area::unit;
use crate::failure::Outcome;

impl Loader<'_> {
    pub(super) fn commissioning_record(&self, id: InspectionId) -> Outcome<CommissioningRecord> {
        let (made, unit, address, no) = self.app.database()?.read(|view| -> Outcome<_> {
            let made = recorded(view, id)?;
            let row = wuyou_store::unit::get(view, made.row.unit_id)?;
            let household = whole(view, row.customer_id)?;
            let address = household.and_then(|full| full.place_of(Some(made.row.unit_id)).cloned());
            let order = made.row.work_order_id;
            let no = order
                .map(|order| wuyou_store::work_order::get(view, order))
                .transpose()?
                .map(|order| order.no);
            Ok((made, unit::summary(row), address, no))
        })?;
        let Recorded {
            row,
            answered,
            sentences,
        } = made;
        let status = Status::from_code(&row.status);
        Ok(CommissioningRecord {
            no: no.unwrap_or_else(|| unit.serial.clone()),
            customer: unit.customer_name.clone(),
            address: address.and_then(|row| place(&row)),
            machine: Some(self.machine(&unit)),
            serial: unit.serial,
            done_on: spell::stored_day(&row.inspected_on, self.language),
            inspector: row.staff_name,
            status: status.map_or_else(String::new, |status| self.status(status).to_owned()),
            paper_no: row.paper_no,
            label_no: row.label_no,
            items: answered
                .as_ref()
                .map(|all| self.items(all))
                .unwrap_or_default(),
            topics: answered
                .as_ref()
                .map(|all| self.topics(all))
                .unwrap_or_default(),
            findings: sentences.iter().map(|text| self.said(text)).collect(),
            version: row.checklist_version,
        })
    }

    fn items(&self, all: &Answered) -> Vec<Checked> {
        let items = all.list.items.iter();
        items
            .filter_map(|item| {
                let answer = all.answers.iter().find(|answer| answer.item == item.code);
                asked(item, answer, all).then(|| self.checked(item, answer, all))
            })
            .collect()
    }

    fn checked(&self, item: &Item, answer: Option<&Answer>, all: &Answered) -> Checked {
        let mut findings = all.findings.iter();
        let bad = findings.any(|found| found.item == item.code && found.fault.is_defect());
        let values = item.readings.iter().filter_map(|reading| {
            let value = answer?.readings.get(&reading.code)?;
            Some(self.value(reading, *value, all))
        });
        let photos = answer.map_or(0, |answer| answer.photos);
        let photos = (item.photo && photos > 0).then(|| match self.language {
            Language::Zh => format!("照片 {photos} 张"),
            Language::En => format!("{photos} photos"),
        });
        let values = values.chain(photos);
        Checked {
            no: item.no,
            name: spell::pick(&item.zh, &item.en, self.language).to_owned(),
            values: values.collect(),
            result: self.result(item, answer, bad),
            bad,
        }
    }

    fn result(&self, item: &Item, answer: Option<&Answer>, bad: bool) -> String {
        let say = |zh: &str, en: &str| spell::pick(zh, en, self.language).to_owned();
        let Some(answer) = answer else {
            return say("未查", "open");
        };
        if let Some(reason) = &answer.not_applicable {
            return match self.language {
                Language::Zh => format!("不适用：{reason}"),
                Language::En => format!("does not apply: {reason}"),
            };
        }
        match item.kind {
            _ if bad => say("不合格", "not good"),
            Kind::Signature => match (answer.text.as_deref(), answer.photos) {
                (Some(number), _) => say(&format!("已签：{number}"), &format!("signed: {number}")),
                (None, 1..) => say("已签（有签字单照片）", "signed (photo of the sheet)"),
                (None, 0) => say("已签", "signed"),
            },
            Kind::Topics => match answer.text.as_deref() {
                Some(who) => say(&format!("已讲给 {who}"), &format!("told to {who}")),
                None => say("合格", "good"),
            },
            Kind::Notice => say("已交", "handed over"),
            Kind::Label => answer.text.clone().unwrap_or_default(),
            _ => say("合格", "good"),
        }
    }

    /// A measured value with what it may be.
    fn value(&self, reading: &Reading, value: f64, all: &Answered) -> String {
        let name = spell::pick(&reading.zh, &reading.en, self.language);
        let limit = reading.limit(all.facts.gas, all.facts.model.as_deref());
        let limit = limit.map(|limit| match (limit.min, limit.max) {
            (Some(min), Some(max)) => format!("{min}–{max}"),
            (Some(min), None) => format!("≥ {min}"),
            (None, Some(max)) => format!("≤ {max}"),
            (None, None) => String::new(),
        });
        let limit = limit.filter(|limit| !limit.is_empty());
        let limit = limit.map_or_else(String::new, |limit| match self.language {
            Language::Zh => format!("（{limit}）"),
            Language::En => format!(" ({limit})"),
        });
        format!("{name} {value} {}{limit}", reading.unit)
    }

    fn topics(&self, all: &Answered) -> Vec<String> {
        let told = |code: &String| {
            all.answers
                .iter()
                .any(|answer| answer.topics.contains(code))
        };
        let topics = all.list.topics.iter().filter(|topic| told(&topic.code));
        topics
            .map(|topic| spell::pick(&topic.zh, &topic.en, self.language).to_owned())
            .collect()
    }

    fn said(&self, text: &BothLanguages) -> String {
        spell::of(text, self.language)
    }

    const fn status(&self, status: Status) -> &'static str {
        match (status, self.language) {
            (Status::Passed, Language::Zh) => "合格",
            (Status::Passed, Language::En) => "passed",
            (Status::AwaitingLabel, Language::Zh) => "合格，待贴标示",
            (Status::AwaitingLabel, Language::En) => "passed, label to be stuck on",
            (Status::AwaitingSignature, Language::Zh) => "合格，待用户签字",
            (Status::AwaitingSignature, Language::En) => "passed, user to sign",
            (Status::Incomplete, Language::Zh) => "未完成",
            (Status::Incomplete, Language::En) => "not complete",
            (Status::Failed, Language::Zh) => "不合格，整改前不得使用",
            (Status::Failed, Language::En) => "failed: not to be used until put right",
        }
    }
}

/// Whether the item was one of this machine; one that was answered always is.
fn asked(item: &Item, answer: Option<&Answer>, all: &Answered) -> bool {
    if answer.is_some() {
        return true;
    }
    item.kind != Kind::Notice
        && match item.when {
            None => true,
            Some(Condition::Analyser) => all.facts.analyser,
            Some(Condition::Condensing) => all.facts.condensing,
            Some(Condition::HotWater) => all.facts.hot_water,
        }
}
