//! A press that prints nothing and keeps what it was given.

use std::io;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tempfile::TempDir;
use wuyou_app::{PrintPort, Told};
use wuyou_domain::paper::{
    Document, Job, Missing, PagePicture, PaperError, Pdf, Pictures, Printer, RollBytes,
};

use super::desk::Shop;

/// What a receipt printer gets.
pub(crate) const ROLLED: &[u8] = b"\x1B@roll";
/// What no font of the shop has.
const LACKED: &str = "𪛖";

/// A press that keeps what it was given.
#[derive(Default)]
pub(crate) struct Proof(Mutex<Vec<Job>>);

impl Proof {
    fn set(&self, job: &Job) -> (usize, Vec<Missing>) {
        self.0.lock().unwrap().push(job.clone());
        let lacks = format!("{:?}", job.document).contains(LACKED);
        let missing = Missing {
            text: LACKED.to_owned(),
            pages: vec![1],
        };
        (
            count(&job.document),
            lacks.then_some(missing).into_iter().collect(),
        )
    }

    pub(crate) fn last(&self) -> Job {
        self.0.lock().unwrap().last().unwrap().clone()
    }
}

fn count(document: &Document) -> usize {
    match document {
        Document::JobSheets(all) => all.len(),
        Document::PromiseCards(all) => all.len(),
        Document::PromiseSlips(all) => all.len(),
        Document::WarrantyCards(all) => all.len(),
        Document::VisitLists(all) => all.len(),
        Document::RemedyDecisions(all) => all.len(),
        Document::Receipts(all) => all.len(),
        Document::Quotes(all) => all.len(),
        Document::OrderCourses(all) => all.len(),
        Document::CommissioningRecords(all) => all.len(),
        Document::Posters(all) => all.len(),
        Document::CustomerFiles(all) => all.len(),
        Document::GreetingLabels(all) => all.len(),
        Document::Calibration => 1,
    }
}

/// Counts the documents as the true press does.
fn counted(job: &Job, told: &Told<'_>) -> Result<(), PaperError> {
    let total = count(&job.document);
    match (0..total).all(|done| told(done, total)) {
        true => Ok(()),
        false => Err(PaperError::Stopped),
    }
}

impl PrintPort for Proof {
    fn look(&self, job: &Job, at_most: usize, _: &Told<'_>) -> Result<Pictures, PaperError> {
        let (page_count, missing) = self.set(job);
        let page = PagePicture {
            svg: "<svg/>".to_owned(),
            width_um: 210_000,
            height_um: 297_000,
        };
        Ok(Pictures {
            page_count,
            pages: vec![page; page_count.min(at_most)],
            missing,
        })
    }

    fn write(&self, job: &Job, told: &Told<'_>) -> Result<Pdf, PaperError> {
        counted(job, told)?;
        let (page_count, missing) = self.set(job);
        Ok(Pdf {
            page_count,
            bytes: b"%PDF-1.7".to_vec(),
            missing,
        })
    }

    fn roll(&self, job: &Job, told: &Told<'_>) -> Result<RollBytes, PaperError> {
        counted(job, told)?;
        if job.paper.measures().height_mm.is_some() {
            return Err(PaperError::NoRoll);
        }
        let (page_count, missing) = self.set(job);
        Ok(RollBytes {
            page_count,
            bytes: ROLLED.repeat(page_count),
            ends: (1..=page_count).map(|nr| nr * ROLLED.len()).collect(),
            missing,
        })
    }

    /// The printer at port 9 is off.
    fn send(&self, printer: &Printer, bytes: &[u8]) -> io::Result<()> {
        assert_eq!(bytes, ROLLED);
        match printer {
            Printer::Network { port: 9, .. } => Err(io::ErrorKind::ConnectionRefused.into()),
            _ => Ok(()),
        }
    }
}

pub(crate) fn printing_shop() -> (Shop, Arc<Proof>) {
    let proof = Arc::new(Proof::default());
    let mut shop = Shop::new();
    shop.app = shop
        .app
        .with_press(Arc::clone(&proof) as Arc<dyn PrintPort>);
    (shop, proof)
}

pub(crate) fn job(document: &str, ids: &[&Value]) -> Value {
    json!({"document": document, "ids": ids})
}

pub(crate) fn preview(shop: &Shop, job: Value) -> Value {
    shop.by("王姐", "print.preview", json!({ "job": job }))
}

pub(crate) fn refused(shop: &Shop, command: &str, payload: Value) -> String {
    let error = shop.try_by("王姐", command, payload).unwrap_err();
    error.code.to_string()
}

pub(crate) fn out() -> (TempDir, String) {
    let dir = TempDir::new().unwrap();
    let path = dir.path().join("派工单.pdf").display().to_string();
    (dir, path)
}
