//! ods: one XML part, with repeated rows and cells that must not be believed.

use crate::archive::Archive;
use crate::error::OfficeError;
use crate::limits::{Budget, Grid};
use crate::sheet::Sheet;
use crate::value::iso_date;
use crate::xml::{Node, Xml, attribute, local};
use quick_xml::events::BytesStart;
use std::io::BufRead;
use wuyou_domain::import::Cell;

/// Reads all sheets.
pub(crate) fn read(
    archive: &mut Archive<'_>,
    budget: &mut Budget,
) -> Result<Vec<Sheet>, OfficeError> {
    read_parts(archive, budget).map_err(|e| archive.explain(e))
}

fn read_parts(archive: &mut Archive<'_>, budget: &mut Budget) -> Result<Vec<Sheet>, OfficeError> {
    if let Some(part) = archive.part("META-INF/manifest.xml")? {
        refuse_encrypted(Xml::new(part))?;
    }
    let Some(part) = archive.part("content.xml")? else {
        return Err(OfficeError::damaged("content is missing"));
    };
    let mut xml = Xml::new(part);
    let mut sheets = Vec::new();
    loop {
        match xml.next()? {
            Node::Start(e) if local(&e) == "table" => {
                let name = attribute(&e, "name").unwrap_or_default();
                let grid = Grid::new(name.clone(), budget);
                let rows = TableReader::new(grid).read(&mut xml)?;
                sheets.push(Sheet {
                    name,
                    hidden: false,
                    from_1904: false,
                    rows,
                });
            }
            Node::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

fn refuse_encrypted<R: BufRead>(mut xml: Xml<R>) -> Result<(), OfficeError> {
    loop {
        match xml.next()? {
            Node::Start(e) if local(&e) == "encryption-data" => return Err(OfficeError::Encrypted),
            Node::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// One cell while its parts come in.
#[derive(Default)]
struct OpenCell {
    kind: String,
    value: Option<String>,
    formula: Option<String>,
    text: String,
    paragraphs: usize,
    repeat: usize,
    rows_spanned: usize,
    in_note: usize,
}

struct TableReader<'a> {
    grid: Grid<'a>,
    row: usize,
    row_repeat: usize,
    column: usize,
    filled: Vec<(usize, Cell)>,
    merges: Vec<(usize, usize, usize)>,
}

impl<'a> TableReader<'a> {
    fn new(grid: Grid<'a>) -> Self {
        Self {
            grid,
            row: 0,
            row_repeat: 1,
            column: 0,
            filled: Vec::new(),
            merges: Vec::new(),
        }
    }

    fn read<R: BufRead>(mut self, xml: &mut Xml<R>) -> Result<Vec<Vec<Cell>>, OfficeError> {
        let mut open: Option<OpenCell> = None;
        loop {
            match xml.next()? {
                Node::Start(e) => self.start(&e, &mut open),
                Node::End(name) => match name.as_str() {
                    "table" => break,
                    "table-row" => self.end_row()?,
                    "table-cell" | "covered-table-cell" => {
                        if let Some(cell) = open.take() {
                            self.end_cell(cell)?;
                        }
                    }
                    "annotation" => {
                        if let Some(cell) = &mut open {
                            cell.in_note = cell.in_note.saturating_sub(1);
                        }
                    }
                    _ => {}
                },
                Node::Text(text) => {
                    if let Some(cell) = open.as_mut().filter(|c| c.in_note == 0 && c.paragraphs > 0)
                    {
                        cell.text.push_str(&text);
                    }
                }
                Node::Eof => return Err(OfficeError::damaged("a table does not end")),
            }
        }
        for (top, bottom, column) in std::mem::take(&mut self.merges) {
            self.grid.fill_down(top, bottom, column)?;
        }
        Ok(self.grid.rows)
    }

    fn start(&mut self, e: &BytesStart<'_>, open: &mut Option<OpenCell>) {
        let count = |name: &str| attribute(e, name).and_then(|v| v.parse::<usize>().ok());
        match (local(e).as_str(), open.as_mut()) {
            ("table-row", _) => {
                self.row_repeat = count("number-rows-repeated").unwrap_or(1);
                self.column = 0;
            }
            ("table-cell" | "covered-table-cell", _) => {
                let value = ["value", "date-value", "boolean-value", "string-value"]
                    .iter()
                    .find_map(|name| attribute(e, name));
                *open = Some(OpenCell {
                    kind: attribute(e, "value-type").unwrap_or_default(),
                    formula: attribute(e, "formula"),
                    repeat: count("number-columns-repeated").unwrap_or(1),
                    rows_spanned: count("number-rows-spanned").unwrap_or(1),
                    value,
                    ..OpenCell::default()
                });
            }
            ("annotation", Some(cell)) => cell.in_note += 1,
            ("p", Some(cell)) if cell.in_note == 0 => {
                if cell.paragraphs > 0 {
                    cell.text.push('\n');
                }
                cell.paragraphs += 1;
            }
            ("s", Some(cell)) if cell.in_note == 0 => {
                let spaces = count("c").unwrap_or(1).min(1_000);
                cell.text.extend(std::iter::repeat_n(' ', spaces));
            }
            ("tab", Some(cell)) => cell.text.push('\t'),
            ("line-break", Some(cell)) => cell.text.push('\n'),
            _ => {}
        }
    }

    fn end_cell(&mut self, open: OpenCell) -> Result<(), OfficeError> {
        let (repeat, spanned) = (open.repeat, open.rows_spanned);
        let cell = value(open);
        let first = self.column;
        self.column = self.column.saturating_add(repeat);
        if cell == Cell::Empty {
            return Ok(());
        }
        if spanned > 1 {
            self.merges
                .push((self.row, self.row.saturating_add(spanned - 1), first));
        }
        // A filled cell repeated past the last column is refused where it is put.
        for column in first
            ..self
                .column
                .min(first.saturating_add(self.grid.columns_max() + 1))
        {
            self.filled.push((column, cell.clone()));
        }
        Ok(())
    }

    fn end_row(&mut self) -> Result<(), OfficeError> {
        let filled = std::mem::take(&mut self.filled);
        if !filled.is_empty() {
            for row in self.row..self.row.saturating_add(self.row_repeat) {
                for (column, cell) in &filled {
                    self.grid.put(row, *column, cell.clone())?;
                }
            }
        }
        self.row = self.row.saturating_add(self.row_repeat);
        Ok(())
    }
}

fn value(open: OpenCell) -> Cell {
    let by_kind = match (open.kind.as_str(), open.value) {
        ("float" | "currency" | "percentage", Some(raw)) => {
            Some(crate::value::number(&raw, false, false))
        }
        ("date", Some(raw)) => iso_date(&raw),
        ("boolean", Some(raw)) => Some(Cell::Bool(raw == "true")),
        ("string", Some(raw)) if open.paragraphs == 0 => Some(Cell::of_text(raw)),
        _ => None,
    };
    match (by_kind, open.formula) {
        (Some(cell), _) => cell,
        (None, Some(formula)) if open.text.is_empty() => {
            let plain = formula
                .split_once(":=")
                .map_or(formula.as_str(), |(_, f)| f);
            Cell::Formula(format!("={}", plain.trim_start_matches('=')))
        }
        (None, _) => Cell::of_text(open.text),
    }
}
