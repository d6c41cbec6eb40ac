//! 贺卡标签: addresses of many households on sheets that are cut, and behind them what is written on
//! the cards.

use wuyou_contract::ErrorCode;
use wuyou_contract::greeting::{LabelCut, PrintLabels};
use wuyou_contract::print::PrintJob;
use wuyou_contract::staff::Role;
use wuyou_domain::greeting::TEXT_MAX;
use wuyou_domain::id::CustomerId;
use wuyou_domain::paper::{Cut, Label, LabelPage};

use super::collect::Loader;
use crate::area::greeting::{Recipient, mailing, occasion_of};
use crate::failure::Outcome;
use crate::input::{Form, single};

const fn cut_of(cut: LabelCut) -> Cut {
    match cut {
        LabelCut::TwoBySeven => Cut::TWO_BY_SEVEN,
        LabelCut::ThreeByEight => Cut::THREE_BY_EIGHT,
    }
}

impl Loader<'_> {
    /// The sheets of a mailing. Addresses of half the shop leave it at once: that is for the desk, and
    /// whoever gets no card is left out here whatever was asked.
    pub(super) fn label_pages(&self, job: &PrintJob, shop: &str) -> Outcome<Vec<LabelPage>> {
        if !matches!(self.acting.role, Some(Role::Clerk | Role::Manager)) {
            return Err(ErrorCode::NotAllowed.into());
        }
        let Some(how) = &job.labels else {
            return Err(single("labels", "required", None).into());
        };
        let mut form = Form::new(self.acting.now_at);
        let text = form.line("labels.text", how.text.as_deref(), TEXT_MAX);
        form.finish()?;
        let to = self.addressed(job, how)?;
        if to.is_empty() {
            return Err(ErrorCode::PrintNothing.into());
        }
        let addresses = to.iter().map(|one| Label {
            head: one.addressee.clone(),
            body: one.address.clone().unwrap_or_default(),
            foot: shop.to_owned(),
        });
        let cut = cut_of(how.cut);
        let mut pages = LabelPage::of(cut, &addresses.collect::<Vec<_>>());
        if let Some(text) = text {
            let words = to.iter().map(|one| Label {
                head: one.addressee.clone(),
                body: text.clone(),
                foot: shop.to_owned(),
            });
            pages.extend(LabelPage::of(cut, &words.collect::<Vec<_>>()));
        }
        Ok(pages)
    }

    fn addressed(&self, job: &PrintJob, how: &PrintLabels) -> Outcome<Vec<Recipient>> {
        let ids: Vec<CustomerId> = job.ids.iter().copied().map(CustomerId).collect();
        let occasion = occasion_of(how.occasion);
        let planned = self
            .app
            .database()?
            .read(|view| mailing(self.acting, view, &ids, occasion, self.language))?;
        let to = planned.to.into_iter();
        Ok(to.filter(|one| one.address.is_some()).collect())
    }
}
