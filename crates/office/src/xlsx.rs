//! xlsx: read part by part, streamed, into plain cells.
//!
//! Our own reader because dealers' files hold what strict ones refuse or lose: ISO dates in numeric
//! cells, long numbers, texts that look like formulas. It keeps the digits of the file.

use crate::archive::Archive;
use crate::error::OfficeError;
use crate::limits::{Budget, Grid};
use crate::sheet::Sheet;
use crate::style::read_styles;
use crate::value::{column_of_merge, number, position, unescape};
use crate::xml::{Node, Xml, attribute, local};
use std::collections::HashMap;
use std::io::BufRead;
use wuyou_domain::import::Cell;

/// What the sheets share.
#[derive(Default)]
struct Shared {
    strings: Vec<String>,
    /// Per cell format: whether it shows a date.
    dates: Vec<bool>,
    from_1904: bool,
}

/// One entry of the workbook's list of sheets.
struct SheetEntry {
    name: String,
    hidden: bool,
    relation: String,
}

/// Reads all worksheets.
pub(crate) fn read(
    archive: &mut Archive<'_>,
    budget: &mut Budget,
) -> Result<Vec<Sheet>, OfficeError> {
    read_parts(archive, budget).map_err(|e| archive.explain(e))
}

fn read_parts(archive: &mut Archive<'_>, budget: &mut Budget) -> Result<Vec<Sheet>, OfficeError> {
    let main = relations(archive, "")?
        .into_iter()
        .find(|(_, r)| r.kind == "officeDocument")
        .map_or_else(|| "xl/workbook.xml".to_owned(), |(_, r)| r.target);
    let Some(part) = archive.part(&main)? else {
        return Err(OfficeError::Unsupported { what: "zip" });
    };
    let (entries, from_1904) = read_workbook(Xml::new(part))?;
    let relations = relations(archive, &main)?;
    let target = |kind: &str| {
        relations
            .values()
            .find(|r| r.kind == kind)
            .map(|r| r.target.clone())
    };
    let mut shared = Shared {
        from_1904,
        ..Shared::default()
    };
    if let Some(part) = target("styles")
        .map(|t| archive.part(&t))
        .transpose()?
        .flatten()
    {
        shared.dates = read_styles(Xml::new(part))?;
    }
    if let Some(part) = target("sharedStrings")
        .map(|t| archive.part(&t))
        .transpose()?
        .flatten()
    {
        shared.strings = read_strings(Xml::new(part))?;
    }
    let mut sheets = Vec::new();
    for entry in entries {
        // Chart sheets and dialogs hold no cells.
        let Some(relation) = relations
            .get(&entry.relation)
            .filter(|r| r.kind == "worksheet")
        else {
            continue;
        };
        let Some(part) = archive.part(&relation.target)? else {
            return Err(OfficeError::damaged("a sheet is missing"));
        };
        let rows = SheetReader::new(&entry.name, &shared, budget).read(Xml::new(part))?;
        sheets.push(Sheet {
            name: entry.name,
            hidden: entry.hidden,
            from_1904,
            rows,
        });
    }
    Ok(sheets)
}

/// Where a part points to: the last word of the relation's type, and the part's name.
struct Relation {
    kind: String,
    target: String,
}

fn relations(
    archive: &mut Archive<'_>,
    of: &str,
) -> Result<HashMap<String, Relation>, OfficeError> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let slash = if folder.is_empty() { "" } else { "/" };
    let name = format!("{folder}{slash}_rels/{file}.rels");
    let mut found = HashMap::new();
    let Some(part) = archive.part(&name)? else {
        return Ok(found);
    };
    let mut xml = Xml::new(part);
    loop {
        match xml.next()? {
            Node::Start(e) if local(&e) == "Relationship" => {
                let (Some(id), Some(kind), Some(target)) = (
                    attribute(&e, "Id"),
                    attribute(&e, "Type"),
                    attribute(&e, "Target"),
                ) else {
                    continue;
                };
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                let target = match target.strip_prefix('/') {
                    Some(absolute) => absolute.to_owned(),
                    None => format!("{folder}{slash}{}", target.trim_start_matches("./")),
                };
                found.insert(id, Relation { kind, target });
            }
            Node::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn read_workbook<R: BufRead>(mut xml: Xml<R>) -> Result<(Vec<SheetEntry>, bool), OfficeError> {
    let (mut entries, mut from_1904) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Node::Start(e) => match local(&e).as_str() {
                "workbookPr" => {
                    let value = attribute(&e, "date1904");
                    from_1904 = value.is_some_and(|v| v == "1" || v == "true");
                }
                "sheet" => entries.push(SheetEntry {
                    name: attribute(&e, "name").unwrap_or_default(),
                    hidden: attribute(&e, "state").is_some_and(|s| s != "visible"),
                    relation: attribute(&e, "id").unwrap_or_default(),
                }),
                _ => {}
            },
            Node::Eof => return Ok((entries, from_1904)),
            Node::End(_) | Node::Text(_) => {}
        }
    }
}

fn read_strings<R: BufRead>(mut xml: Xml<R>) -> Result<Vec<String>, OfficeError> {
    let mut strings = Vec::new();
    let mut text = TextOf::default();
    loop {
        match xml.next()? {
            Node::Start(e) => {
                let name = local(&e);
                if name == "si" {
                    text = TextOf::default();
                }
                text.start(&name);
            }
            Node::End(name) => {
                text.end(&name);
                if name == "si" {
                    strings.push(unescape(&std::mem::take(&mut text).text));
                }
            }
            Node::Text(part) => text.push(&part),
            Node::Eof => return Ok(strings),
        }
    }
}

/// The text inside `<t>`, without the reading aids (`<rPh>`) of East Asian texts.
#[derive(Default)]
struct TextOf {
    text: String,
    in_text: bool,
    in_phonetic: bool,
}

impl TextOf {
    fn start(&mut self, name: &str) {
        match name {
            "t" => self.in_text = true,
            "rPh" => self.in_phonetic = true,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "rPh" => self.in_phonetic = false,
            _ => {}
        }
    }

    fn push(&mut self, part: &str) {
        if self.in_text && !self.in_phonetic {
            self.text.push_str(part);
        }
    }
}

/// One cell while its parts come in.
#[derive(Default)]
struct OpenCell {
    row: usize,
    column: usize,
    kind: String,
    style: Option<usize>,
    value: String,
    formula: Option<String>,
    inline: TextOf,
    inside: Inside,
}

#[derive(Default, PartialEq, Clone, Copy)]
enum Inside {
    #[default]
    Nothing,
    Value,
    Formula,
    Inline,
}

struct SheetReader<'a> {
    grid: Grid<'a>,
    shared: &'a Shared,
    next_row: usize,
    next_column: usize,
    merges: Vec<(usize, usize, usize)>,
}

impl<'a> SheetReader<'a> {
    fn new(name: &str, shared: &'a Shared, budget: &'a mut Budget) -> Self {
        let grid = Grid::new(name.to_owned(), budget);
        Self {
            grid,
            shared,
            next_row: 0,
            next_column: 0,
            merges: Vec::new(),
        }
    }

    fn read<R: BufRead>(mut self, mut xml: Xml<R>) -> Result<Vec<Vec<Cell>>, OfficeError> {
        let mut open: Option<OpenCell> = None;
        loop {
            match xml.next()? {
                Node::Start(e) => self.start(&e, &mut open),
                Node::End(name) => match (name.as_str(), &mut open) {
                    ("c", _) => {
                        if let Some(cell) = open.take() {
                            self.close(cell)?;
                        }
                    }
                    ("row", _) => self.next_row += 1,
                    ("v" | "f" | "is", Some(cell)) => cell.inside = Inside::Nothing,
                    (name, Some(cell)) => cell.inline.end(name),
                    _ => {}
                },
                Node::Text(text) => {
                    if let Some(cell) = &mut open {
                        cell.push(&text);
                    }
                }
                Node::Eof => break,
            }
        }
        for (top, bottom, column) in std::mem::take(&mut self.merges) {
            self.grid.fill_down(top, bottom, column)?;
        }
        Ok(self.grid.rows)
    }

    fn start(&mut self, e: &quick_xml::events::BytesStart<'_>, open: &mut Option<OpenCell>) {
        let name = local(e);
        match (name.as_str(), &mut *open) {
            ("row", _) => {
                let number = attribute(e, "r").and_then(|r| r.parse::<usize>().ok());
                self.next_row = number
                    .and_then(|n| n.checked_sub(1))
                    .unwrap_or(self.next_row);
                self.next_column = 0;
            }
            ("c", _) => *open = Some(self.open_cell(e)),
            ("v", Some(cell)) => cell.inside = Inside::Value,
            ("f", Some(cell)) => {
                cell.inside = Inside::Formula;
                cell.formula = Some(String::new());
            }
            ("is", Some(cell)) => cell.inside = Inside::Inline,
            (name, Some(cell)) => cell.inline.start(name),
            ("mergeCell", None) => {
                if let Some(merge) = attribute(e, "ref").as_deref().and_then(column_of_merge) {
                    self.merges.push(merge);
                }
            }
            _ => {}
        }
    }

    fn open_cell(&mut self, e: &quick_xml::events::BytesStart<'_>) -> OpenCell {
        let mut cell = OpenCell {
            row: self.next_row,
            column: self.next_column,
            ..OpenCell::default()
        };
        for attribute in e.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "r" => {
                    if let Some((row, column)) = position(&attribute.value) {
                        (cell.row, cell.column) = (row, column);
                    }
                }
                "t" => cell.kind = attribute.value.into_owned(),
                "s" => cell.style = attribute.value.parse().ok(),
                _ => {}
            }
        }
        self.next_column = cell.column + 1;
        cell
    }

    fn close(&mut self, cell: OpenCell) -> Result<(), OfficeError> {
        let (row, column) = (cell.row, cell.column);
        let value = self.value(cell)?;
        self.grid.put(row, column, value)
    }

    fn value(&self, cell: OpenCell) -> Result<Cell, OfficeError> {
        let raw = cell.value;
        Ok(match cell.kind.as_str() {
            "inlineStr" => Cell::of_text(unescape(&cell.inline.text)),
            _ if raw.is_empty() => match cell.formula {
                Some(formula) => Cell::Formula(format!("={formula}")),
                // Some writers leave out the type of an inline text.
                None => Cell::of_text(unescape(&cell.inline.text)),
            },
            "s" => {
                let index = raw.trim().parse::<usize>().ok();
                let text = index.and_then(|i| self.shared.strings.get(i));
                let text = text.ok_or_else(|| OfficeError::damaged("a shared text is missing"))?;
                Cell::of_text(text.clone())
            }
            "str" => Cell::of_text(unescape(&raw)),
            "b" => Cell::Bool(matches!(raw.trim(), "1" | "true" | "TRUE")),
            "e" => Cell::Error(raw),
            _ => {
                let style = cell.style.unwrap_or(0);
                let is_date = self.shared.dates.get(style).copied().unwrap_or(false);
                number(&raw, is_date, self.shared.from_1904)
            }
        })
    }
}

impl OpenCell {
    fn push(&mut self, text: &str) {
        match self.inside {
            Inside::Value => self.value.push_str(text),
            Inside::Formula => self.formula.get_or_insert_default().push_str(text),
            Inside::Inline => self.inline.push(text),
            Inside::Nothing => {}
        }
    }
}
