//! Lists taken out as a workbook (导出). Whoever may read a list on the screen may not therefore take
//! it away: the table of permissions decides, a reason is asked, and the access log keeps it.

use std::collections::BTreeMap;

/// The lists that can be taken out, mostly by the command that answers their pages.
pub const LISTS: [&str; 37] = [
    "absence.list",
    "access.list",
    "care.list",
    "certificate.list",
    "complaint.list",
    "conflict.list",
    "customer.list",
    "duty.list",
    "machine.due",
    "market_day.list",
    "money.closes",
    "money.debts",
    "money.list",
    "money.refunds",
    "other_machine.list",
    "place_name.list",
    "price.list",
    "promise.list",
    "recall.list",
    "remedy_case.list",
    "report.causes",
    "report.knowledge",
    "request.list",
    "return_visit.list",
    "return_visit.suggestions",
    "roster.list",
    "score.board",
    "service_plan.list",
    "sheet.list",
    "shop_event.list",
    "stock.list",
    "today.closes",
    "today.get",
    "trash.list",
    "unit.list",
    "work_order.list",
    "work_order.plan",
];

/// The command that answers a list, and where its rows stand in the answer.
#[must_use]
pub fn source_of(list: &str) -> (&str, &'static str) {
    match list {
        "money.refunds" => ("money.debts", "refunds"),
        "score.board" => (list, "people"),
        _ => (list, "rows"),
    }
}

codes! {
    /// What a column holds.
    pub enum ExportKind {
        /// Text, or a code that `words` knows.
        Text,
        /// A number.
        Number,
        /// An instant, shown in China time.
        Instant,
        /// A date.
        Date,
        /// Money: fen in the row, yuan in the workbook.
        Money,
        /// Yes or no, in the words given for `true` and `false`.
        YesNo,
    }
}

request! {
    /// A column of the workbook.
    pub struct ExportColumn {
        /// The field of the list's row; a dot leads into a part of it: `unit.serial`.
        pub key: String,
        /// The heading.
        pub label: String,
        /// What it holds.
        pub kind: ExportKind,
        /// Words in place of codes.
        pub words: Option<BTreeMap<String, String>>,
    }

    /// Takes a list out.
    pub struct ExportList {
        /// Which list: one of [`LISTS`].
        pub list: String,
        /// What the screen asked of it: filters and order.
        #[serde(default)]
        pub request: serde_json::Value,
        /// What the sheet is called.
        pub title: String,
        /// The columns; at most 40.
        pub columns: Vec<ExportColumn>,
        /// The rows by their ids, where not all of the list is wanted; at most 2000.
        #[serde(default)]
        pub only: Option<Vec<String>>,
        /// What for; kept in the access log.
        pub reason: String,
        /// The file; a dated one in the data folder when absent.
        pub path: Option<String>,
        /// The person has agreed to write over the file.
        #[serde(default)]
        pub replace: bool,
    }

    /// Takes everything out at once: each list as a workbook, the rows of every entity as JSON lines,
    /// and the photos, in one zip.
    pub struct ExportAll {
        /// What for; kept in the access log.
        pub reason: String,
        /// The words of the screens, for headings and codes.
        #[serde(default)]
        pub words: ExportWords,
        /// The file; a dated one in the data folder when absent.
        pub path: Option<String>,
        /// The person has agreed to write over the file.
        #[serde(default)]
        pub replace: bool,
    }

    /// Words for names of the program.
    #[derive(Default)]
    pub struct ExportWords {
        /// What the lists are called.
        #[serde(default)]
        pub lists: BTreeMap<String, String>,
        /// What the entities are called.
        #[serde(default)]
        pub entities: BTreeMap<String, String>,
        /// What the fields are called.
        #[serde(default)]
        pub fields: BTreeMap<String, String>,
        /// Words in place of codes, by `entity.field`.
        #[serde(default)]
        pub codes: BTreeMap<String, BTreeMap<String, String>>,
    }

    /// Asks how far a running export is.
    pub struct ExportProgressGet {}

    /// Stops a running export; nothing is written.
    pub struct ExportCancel {}
}

response! {
    /// A list that was taken out.
    pub struct Exported {
        /// The file.
        pub path: String,
        /// How many rows it holds.
        pub rows: u32,
    }

    /// Everything that was taken out.
    pub struct ExportedAll {
        /// The file.
        pub path: String,
        /// Its size.
        pub bytes: u32,
        /// How many files it holds, all photos counted as one.
        pub files: u32,
        /// Photos whose picture is on another PC only.
        pub photos_elsewhere: u32,
    }

    /// How far an export is.
    pub struct ExportProgress {
        /// Whether one is running.
        pub running: bool,
        /// Rows read.
        pub done: u32,
        /// Rows there are; 0 until that is known.
        pub total: u32,
    }
}
