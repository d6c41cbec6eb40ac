//! Reading one row's cells by a mapping, collecting every problem on the way.

use super::cell::Cell;
use super::content::date_kind;
use super::field::Field;
use super::layout::{Mapping, skip_reason};
use super::problem::{ParsedRow, ProblemCode, RowIdentity, RowOutcome, RowProblem, SkipReason};
use super::value::{is_dashes, is_placeholder, parse_amount_fen};
use crate::date_text::{self, DateKind, DateProblem};
use crate::phone::{self, Phone, PhoneProblem};
use crate::serial::{self, ModelBook};
use crate::text;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// What the rules need beside the rows.
#[derive(Debug, Clone, Copy)]
pub struct ImportContext<'a> {
    /// The day of the import, in China.
    pub today: NaiveDate,
    /// The known models and the rules of their serials.
    pub models: &'a ModelBook,
    /// The year the list is of, where the sheet's name tells; a title above the rows tells better.
    pub list_year: Option<i32>,
    /// Whether bare day numbers of the sheet count from 1904.
    pub from_1904: bool,
}

/// A value of a column that no field stands for: heading and text.
pub type ExtraValue = (String, String);

/// The serial and model of a row.
#[derive(Debug, Default)]
pub(super) struct Machine {
    pub(super) serial: Option<String>,
    pub(super) model: Option<String>,
}

/// One row being read.
pub(super) struct RowReader<'a> {
    row: &'a [Cell],
    mapping: &'a Mapping,
    ctx: ImportContext<'a>,
    extra_columns: &'a [(usize, String)],
    problems: Vec<RowProblem>,
    warnings: Vec<RowProblem>,
    identity: RowIdentity,
}

/// Reads all rows of a sheet; `read` takes one row of data and gives its value, which counts only
/// if no problem was noted.
pub(super) fn parse_all<T>(
    rows: &[Vec<Cell>],
    mapping: &Mapping,
    ctx: ImportContext<'_>,
    read: impl Fn(&mut RowReader<'_>) -> Option<T>,
) -> Vec<ParsedRow<T>> {
    let extra_columns = mapping.extra_columns(rows);
    let mut ctx = ctx;
    let parse = |(index, row): (usize, &Vec<Cell>)| {
        let row_no = index + 1;
        if let Some(reason) = skip_reason(mapping, rows, index) {
            if reason == SkipReason::Title {
                ctx.list_year = title_year(row, ctx.today).or(ctx.list_year);
            }
            let (outcome, identity) = (RowOutcome::Skipped(reason), RowIdentity::default());
            return ParsedRow {
                row_no,
                outcome,
                identity,
            };
        }
        let mut reader = RowReader::new(row, mapping, ctx, &extra_columns);
        let value = read(&mut reader);
        let RowReader {
            problems,
            warnings,
            identity,
            ..
        } = reader;
        let outcome = match value {
            Some(value) if problems.is_empty() => RowOutcome::Good(value, warnings),
            _ => RowOutcome::Refused(problems),
        };
        ParsedRow {
            row_no,
            outcome,
            identity,
        }
    };
    rows.iter().enumerate().map(parse).collect()
}

/// A number that a program wrote as a fraction, `13804712237.0`, as it was typed.
pub(super) fn without_fraction(text: &str) -> &str {
    let whole = text.trim().trim_end_matches('0').strip_suffix('.');
    whole
        .filter(|whole| whole.len() >= 7 && whole.bytes().all(|b| b.is_ascii_digit()))
        .unwrap_or(text)
}

/// Whether a bare number can be a day that counts from 1904: 1931 to 2099.
fn is_day_of_1904(value: f64) -> bool {
    (10_000.0..71_950.0).contains(&value)
}

/// The year the rows below a title are of.
fn title_year(row: &[Cell], today: NaiveDate) -> Option<i32> {
    let mut filled = row.iter().filter(|cell| !cell.is_blank());
    filled.find_map(|cell| date_text::year_of_title(&cell.text(), today))
}

impl<'a> RowReader<'a> {
    fn new(
        row: &'a [Cell],
        mapping: &'a Mapping,
        ctx: ImportContext<'a>,
        extra_columns: &'a [(usize, String)],
    ) -> Self {
        let (problems, warnings) = (Vec::new(), Vec::new());
        let identity = RowIdentity::default();
        Self {
            row,
            mapping,
            ctx,
            extra_columns,
            problems,
            warnings,
            identity,
        }
    }

    pub(super) fn refuse(&mut self, problem: RowProblem) {
        self.problems.push(problem);
    }

    pub(super) fn warn(&mut self, problem: RowProblem) {
        self.warnings.push(problem);
    }

    /// The field's cell, if it is mapped and filled.
    fn cell(&self, field: Field) -> Option<&'a Cell> {
        let cell = self.row.get(*self.mapping.columns.get(&field)?)?;
        (!cell.is_blank()).then_some(cell)
    }

    /// The field as typed, outer white space removed.
    pub(super) fn typed(&self, field: Field) -> String {
        self.cell(field)
            .map(|c| c.text().trim().to_owned())
            .unwrap_or_default()
    }

    /// A one-line text; `-` alone counts as nothing.
    pub(super) fn line(&mut self, field: Field) -> Option<String> {
        let typed = self.cell(field)?.text();
        if is_dashes(&typed) {
            return None;
        }
        self.bounded(field, text::optional_line(&typed, text::LINE_MAX), &typed)
    }

    /// A text of several lines, formulas and all, as typed.
    pub(super) fn note(&mut self, field: Field) -> Option<String> {
        let typed = self.cell(field)?.text();
        self.bounded(field, text::optional_note(&typed), &typed)
    }

    fn bounded(
        &mut self,
        field: Field,
        taken: Result<Option<String>, text::TextProblem>,
        typed: &str,
    ) -> Option<String> {
        match taken {
            Ok(taken) => {
                if typed.contains('\u{fffd}') {
                    self.warn(RowProblem::new(field, ProblemCode::DamagedText, typed));
                }
                taken
            }
            Err(_) => {
                let shown: String = typed.chars().take(40).collect();
                self.refuse(RowProblem::new(
                    field,
                    ProblemCode::TooLong,
                    format!("{shown}…"),
                ));
                None
            }
        }
    }

    /// The name; notes it as part of the row's identity.
    pub(super) fn name(&mut self) -> Option<String> {
        let typed = self.typed(Field::Name);
        if is_placeholder(&typed) {
            return None;
        }
        if let Some(Cell::Error(_)) = self.cell(Field::Name) {
            let problem = RowProblem::new(Field::Name, ProblemCode::BadName, typed);
            self.refuse(problem.detail("cell_error"));
            return None;
        }
        match text::person_name(&typed) {
            Ok(name) => {
                if name.contains('\u{fffd}') {
                    self.warn(RowProblem::new(
                        Field::Name,
                        ProblemCode::DamagedText,
                        &name,
                    ));
                }
                let squeezed = name.chars().filter(|c| !c.is_whitespace()).collect();
                self.identity.name = Some(squeezed);
                Some(name)
            }
            Err(problem) => {
                let detail = match problem {
                    text::TextProblem::Required => "required",
                    text::TextProblem::TooLong { .. } => "too_long",
                    text::TextProblem::LooksLikePhone => "looks_like_phone",
                };
                let problem = RowProblem::new(Field::Name, ProblemCode::BadName, typed);
                self.refuse(problem.detail(detail));
                None
            }
        }
    }

    /// All numbers of the phone columns, each once. A number that cannot be read refuses the row,
    /// so that none is lost unseen.
    pub(super) fn phones(&mut self) -> Vec<Phone> {
        let mut phones: Vec<Phone> = Vec::new();
        for field in [Field::Phone, Field::Phone2] {
            let typed = self.typed(field);
            if is_placeholder(&typed) {
                continue;
            }
            match phone::parse_list(without_fraction(&typed)) {
                Ok(found) => {
                    for phone in found {
                        if !phones.iter().any(|p| p.digits() == phone.digits()) {
                            phones.push(phone);
                        }
                    }
                }
                Err(problem) => {
                    let detail = match problem {
                        PhoneProblem::Empty => "unreadable",
                        other => other.code(),
                    };
                    let suggestion = phone::suggest(&typed);
                    let problem = RowProblem::new(field, ProblemCode::BadPhone, typed);
                    self.refuse(problem.detail(detail).suggest(suggestion));
                }
            }
        }
        self.identity.phones = phones.iter().map(|p| p.digits().to_owned()).collect();
        phones
    }

    /// Serial and model together: each tells about the other.
    pub(super) fn machine(&mut self) -> Machine {
        let typed_model = self.line(Field::Model).filter(|m| !is_placeholder(m));
        let known = typed_model.as_deref().and_then(|m| self.ctx.models.find(m));
        let named = known
            .map(|m| m.code.clone())
            .or_else(|| typed_model.clone());
        let typed = self.typed(Field::Serial);
        let mut machine = Machine {
            serial: None,
            model: named.clone(),
        };
        let mut told = None;
        if !is_placeholder(&typed) {
            match serial::check(self.ctx.models, named.as_deref(), &typed) {
                Ok(checked) => {
                    if !checked.checked {
                        let code = ProblemCode::SerialNotChecked;
                        self.warn(RowProblem::new(Field::Serial, code, &checked.serial));
                    }
                    self.identity.serial = Some(checked.serial.clone());
                    machine.serial = Some(checked.serial);
                    told = checked.model;
                }
                Err(problem) => {
                    let suggestion = problem.suggestion().map(str::to_owned);
                    let shown = RowProblem::new(Field::Serial, ProblemCode::BadSerial, typed);
                    self.refuse(shown.detail(problem.code()).suggest(suggestion));
                }
            }
        }
        match (named, told) {
            (None, told) => machine.model = told,
            (Some(named), Some(told)) if named != told => {
                let differs = RowProblem::new(Field::Model, ProblemCode::ModelDiffers, named);
                self.warn(differs.suggest(Some(told)));
            }
            (Some(named), _) if known.is_none() => {
                self.warn(RowProblem::new(
                    Field::Model,
                    ProblemCode::UnknownModel,
                    named,
                ));
            }
            _ => {}
        }
        machine
    }

    /// The day of a date field.
    pub(super) fn date(&mut self, field: Field) -> Option<NaiveDate> {
        self.moment(field).map(|at| at.date())
    }

    /// The moment of a date field, midnight without a time of day; warns of days to come.
    pub(super) fn moment(&mut self, field: Field) -> Option<NaiveDateTime> {
        let cell = self.cell(field)?;
        let typed = self.typed(field);
        if is_dashes(&typed) {
            return None;
        }
        match self.read_moment(field, cell) {
            Ok((at, year_guessed)) => {
                if year_guessed {
                    let guess = RowProblem::new(field, ProblemCode::YearGuessed, &typed);
                    self.warn(guess.suggest(Some(at.date().to_string())));
                }
                if at.date() > self.ctx.today {
                    self.warn(RowProblem::new(field, ProblemCode::DateInFuture, typed));
                }
                Some(at)
            }
            Err(problem) => {
                let shown = RowProblem::new(field, ProblemCode::BadDate, typed);
                self.refuse(shown.detail(problem.code()));
                None
            }
        }
    }

    /// The moment, and whether its year is a guess.
    fn read_moment(&self, field: Field, cell: &Cell) -> Result<(NaiveDateTime, bool), DateProblem> {
        let kind = date_kind(field).unwrap_or(DateKind::Event);
        let checked = |at: NaiveDateTime| date_text::check_year(at.date(), kind).map(|()| at);
        let (date, time, guessed) = match cell {
            Cell::Date(date) => return Ok((checked(date.and_time(NaiveTime::MIN))?, false)),
            Cell::DateTime(at) => return Ok((checked(*at)?, false)),
            Cell::Number { value, .. } if self.ctx.from_1904 && is_day_of_1904(*value) => {
                let at = date_text::from_excel_serial(value + date_text::DAYS_1904);
                return Ok((checked(at.ok_or(DateProblem::Unreadable)?)?, false));
            }
            other if kind == DateKind::Event => {
                let old = date_text::parse_old(&other.text(), self.ctx.today, self.ctx.list_year)?;
                (old.date, old.time, old.year_guessed)
            }
            other => {
                let (date, time) = date_text::parse(&other.text(), self.ctx.today, kind)?;
                (date, time, false)
            }
        };
        // A number has lost the zeros behind it: 12.1 may have been 12.10.
        let typed = cell.text();
        let last = typed.rsplit('.').next().unwrap_or_default();
        if guessed && matches!(cell, Cell::Number { .. }) && matches!(last, "1" | "2" | "3") {
            return Err(DateProblem::Unreadable);
        }
        Ok((date.and_time(time.unwrap_or(NaiveTime::MIN)), guessed))
    }

    /// The birthday as a day, or as text where it is lunar or has no year.
    pub(super) fn birthday(&mut self) -> (Option<NaiveDate>, Option<String>) {
        const LUNAR: [&str; 6] = ["农历", "阴历", "旧历", "腊月", "正月", "初"];
        let typed = self.typed(Field::Birthday);
        let lunar = LUNAR.iter().any(|w| typed.contains(w));
        let yearless = date_text::parse_date(&typed, self.ctx.today, DateKind::Birthday).is_err()
            && typed.chars().filter(char::is_ascii_digit).count() <= 4
            && date_text::parse_date(&typed, self.ctx.today, DateKind::Event).is_ok();
        if lunar || yearless {
            self.warn(RowProblem::new(
                Field::Birthday,
                ProblemCode::BirthdayAsText,
                &typed,
            ));
            return (None, Some(typed));
        }
        (self.date(Field::Birthday), None)
    }

    /// The amount in fen; nothing typed is nothing known, not zero.
    pub(super) fn amount_fen(&mut self, field: Field) -> Option<i64> {
        let typed = self.typed(field);
        if typed.is_empty() || is_dashes(&typed) {
            return None;
        }
        let amount = parse_amount_fen(&typed).ok();
        if amount.is_none() {
            self.refuse(RowProblem::new(field, ProblemCode::BadAmount, typed));
        }
        amount
    }

    /// Warns if the second day lies before the first.
    pub(super) fn in_order(
        &mut self,
        field: Field,
        first: Option<NaiveDateTime>,
        second: Option<NaiveDateTime>,
    ) {
        if let (Some(first), Some(second)) = (first, second)
            && second < first
        {
            let shown = self.typed(field);
            self.warn(RowProblem::new(field, ProblemCode::DatesReversed, shown));
        }
    }

    /// The values of columns that no field stands for.
    pub(super) fn extras(&mut self) -> Vec<ExtraValue> {
        let mut extras = Vec::new();
        for (column, heading) in self.extra_columns {
            let Some(cell) = self.row.get(*column).filter(|c| !c.is_blank()) else {
                continue;
            };
            extras.push((heading.clone(), text::clean(&cell.text(), true)));
        }
        extras
    }
}
