//! Import of office files (导入): look, map, preview, dry run, import, report.

use std::collections::BTreeMap;

codes! {
    /// What the rows of a file are.
    pub enum ImportKind {
        /// 客户台账
        Customers,
        /// 维修记录
        Repairs,
        /// 机器编号清单
        Serials,
    }
}

request! {
    /// Looks into a file: sheets, header row, columns.
    pub struct ImportInspect {
        /// The file's path.
        pub path: String,
        /// Which sheet; when absent the first whose rows can be read.
        pub sheet: Option<String>,
        /// What the rows are; guessed when absent.
        pub kind: Option<ImportKind>,
        /// The row with the headings, counting from 0, when the one that is found is wrong. The
        /// columns are guessed anew by it.
        pub header_row: Option<u32>,
        /// The list has no headings: its first row is data already.
        #[serde(default)]
        pub no_header: bool,
    }

    /// Which column is which field. Rows and columns count from 0.
    pub struct ImportMapping {
        /// What the rows are.
        pub kind: ImportKind,
        /// The sheet.
        pub sheet: Option<String>,
        /// The row with the headings; none for a list without headings.
        pub header_row: Option<u32>,
        /// Field name to column.
        pub columns: BTreeMap<String, u32>,
    }

    /// Reads rows with a mapping and shows what would become of them.
    pub struct ImportPreview {
        /// The file's path.
        pub path: String,
        /// The mapping.
        pub mapping: ImportMapping,
        /// First row wanted among the data rows.
        pub offset: Option<u32>,
        /// Rows wanted, at most 200; 50 when absent.
        pub limit: Option<u32>,
        /// Only rows with problems.
        #[serde(default)]
        pub problems_only: bool,
    }

    /// Imports a file, in one transaction, after a backup.
    pub struct ImportRun {
        /// The file's path.
        pub path: String,
        /// The mapping; guessed, or the one remembered for these headings, when absent.
        pub mapping: Option<ImportMapping>,
        /// What the rows are, when no mapping is given.
        pub kind: Option<ImportKind>,
        /// Only count, change nothing.
        #[serde(default)]
        pub dry_run: bool,
        /// Where to write the workbook of refused rows; beside the data when absent.
        pub report_path: Option<String>,
    }

    /// Asks how far a running import is.
    pub struct ImportProgressGet {}

    /// Stops a running import; nothing of it stays.
    pub struct ImportCancel {}
}

response! {
    /// A sheet of a file.
    pub struct ImportSheet {
        /// Its name.
        pub name: String,
        /// Its rows.
        pub rows: u32,
    }

    /// A field that can be mapped.
    pub struct ImportField {
        /// Its name.
        pub name: String,
        /// In Chinese.
        pub label_zh: String,
        /// In English.
        pub label_en: String,
        /// Whether an import needs it.
        pub required: bool,
    }

    /// What a file looks like.
    pub struct ImportInspection {
        /// The sheets.
        pub sheets: Vec<ImportSheet>,
        /// The headings of the header row, by column.
        pub headings: Vec<String>,
        /// The first rows as text, for the eye.
        pub sample: Vec<Vec<String>>,
        /// The fields of this kind.
        pub fields: Vec<ImportField>,
        /// The guess, or the mapping remembered for these headings.
        pub mapping: ImportMapping,
        /// Whether the mapping was remembered from an earlier import.
        pub remembered: bool,
        /// Required fields without a column.
        pub missing: Vec<String>,
        /// Sheets with rows beside the one that is looked at: each is imported by itself.
        pub other_sheets: Vec<ImportSheet>,
    }

    /// A problem of one cell.
    pub struct ImportProblem {
        /// The field.
        pub field: String,
        /// The stable code: `import.bad_phone`, …
        pub code: String,
        /// In Chinese, with what to do.
        pub message_zh: String,
        /// In English, with what to do.
        pub message_en: String,
        /// The cell as it stands in the file.
        pub shown: String,
        /// A probable correction.
        pub suggestion: Option<String>,
    }

    /// A row of the preview.
    pub struct ImportPreviewRow {
        /// The row in the file, counting from 1 as the office program shows it.
        pub file_row: u32,
        /// `new`, `update`, `unchanged`, `refused`, `skipped`.
        pub outcome: String,
        /// Mapped fields as they would be saved.
        pub values: BTreeMap<String, String>,
        /// Problems that refuse the row.
        pub problems: Vec<ImportProblem>,
        /// Remarks that do not refuse it.
        pub warnings: Vec<ImportProblem>,
        /// What it may repeat: the number of an earlier row of the file, or a household of the
        /// shop by its name, phones and village.
        pub duplicate_of: Option<String>,
    }

    /// Rows of a file and what would become of them.
    pub struct ImportPreviewPage {
        /// The rows.
        pub rows: Vec<ImportPreviewRow>,
        /// The counts over the whole file.
        pub summary: ImportSummary,
    }

    /// What became, or would become, of a file.
    pub struct ImportSummary {
        /// Whether nothing was changed.
        pub dry_run: bool,
        /// Data rows read (without blank, title and totals rows).
        pub read: u32,
        /// Rows taken: new, updated and unchanged ones.
        pub imported: u32,
        /// Rows that made something new.
        pub created: u32,
        /// Rows that changed something known.
        pub updated: u32,
        /// Rows that changed nothing.
        pub unchanged: u32,
        /// Rows that may repeat another household (imported all the same).
        pub duplicates_suggested: u32,
        /// Refused rows.
        pub refused: u32,
        /// Refused rows by code.
        pub refused_by_reason: BTreeMap<String, u32>,
        /// Rows passed over (blank, title, totals), by reason.
        pub skipped: BTreeMap<String, u32>,
        /// Remarks by code.
        pub warnings: BTreeMap<String, u32>,
        /// The workbook of refused rows, when there is one.
        pub report_path: Option<String>,
        /// Why there is none although rows were refused. The import itself is done.
        pub report_problem: Option<ImportReportProblem>,
        /// The backup made before the import.
        pub backup_path: Option<String>,
        /// How long it took.
        pub duration_ms: u32,
        /// Sheets of the file with rows that this import left alone.
        pub other_sheets: Vec<ImportSheet>,
    }

    /// The rows are imported, but the workbook of refused rows could not be written.
    pub struct ImportReportProblem {
        /// `import.report`.
        pub code: String,
        /// In Chinese, with how to get it again.
        pub message_zh: String,
        /// In English, with how to get it again.
        pub message_en: String,
        /// What stood in the way: a code of the store.
        pub reason: String,
    }

    /// How far a running import is.
    pub struct ImportProgress {
        /// Whether one is running.
        pub running: bool,
        /// `reading`, `checking`, `backup`, `saving`, `done`.
        pub phase: String,
        /// Rows done.
        pub done: u32,
        /// Rows in all.
        pub total: u32,
    }
}
