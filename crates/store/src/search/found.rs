//! Collects hits step by step, each once, until there are enough.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, Params, Row};
use uuid::Uuid;
use wuyou_domain::id::CustomerId;

use super::hit::{HitKind, MatchedField, SearchHit};
use super::index::KeyKind;
use super::query::Reach;
use super::step::{
    CODE_ROWS, CODE_TABLES, CODES, STANDING, Step, is_merged, read_code, read_customer,
};
use super::text;
use crate::customer;
use crate::error::StoreError;
use crate::view::{Id, View};

/// Letters and digits from which on a code stands for itself; shorter ones are the end of many.
const WHOLE_CODE: usize = 12;

/// What was found so far, and how much more is wanted.
pub(super) struct Found<'v> {
    pub(super) view: View<'v>,
    limit: usize,
    kinds: &'v [HitKind],
    pub(super) reach: Reach,
    seen: HashSet<Uuid>,
    pub(super) hits: Vec<SearchHit>,
}

impl<'v> Found<'v> {
    /// Nothing yet.
    pub(super) fn new(view: View<'v>, limit: usize, kinds: &'v [HitKind]) -> Self {
        Self {
            view,
            limit,
            kinds,
            reach: Reach::Parts,
            seen: HashSet::new(),
            hits: Vec::new(),
        }
    }

    /// With as much of a number as people may be found by.
    pub(super) fn reaching(self, reach: Reach) -> Self {
        Self { reach, ..self }
    }

    /// The query for documents that have these words.
    pub(super) fn words(&self, typed: &str) -> Option<String> {
        match self.reach {
            Reach::Parts => text::fts_query(typed),
            Reach::Whole => text::fts_query_whole(typed),
        }
    }

    pub(super) fn has_room(&self) -> bool {
        self.hits.len() < self.limit
    }

    pub(super) fn add(&mut self, hit: SearchHit) {
        if self.has_room() && self.seen.insert(hit.id) {
            self.hits.push(hit);
        }
    }

    fn extend(&mut self, hit: Option<SearchHit>) {
        if let Some(hit) = hit {
            self.add(hit);
        }
    }

    /// Reads a household's hit. One that was merged is found as the household that stands for it.
    fn read(&self, step: &Step, row: &Row<'_>) -> Result<Option<SearchHit>, StoreError> {
        let hit = read_customer(step, row)?;
        if !is_merged(row)? {
            return Ok(Some(hit));
        }
        let root = customer::root(self.view, CustomerId(hit.id))?;
        if root.0 == hit.id {
            return Ok(Some(hit));
        }
        let mut statement = self.view.connection.prepare_cached(&STANDING)?;
        let standing = statement
            .query_row([root.row_id()], |row| read_customer(step, row))
            .optional()?;
        Ok(standing.map(|standing| SearchHit {
            matched: hit.matched.or(Some(hit.title)),
            ..standing
        }))
    }

    /// Whether one is asked for that is found by its words or its household.
    pub(super) fn wants_cases(&self) -> bool {
        self.wants(HitKind::Complaint) || self.wants(HitKind::RemedyCase)
    }

    /// Adds what comes last. It takes a third of the room at most, however much was found before.
    pub(super) fn add_last(&mut self, last: Vec<SearchHit>) {
        let mut fresh: Vec<_> = last
            .into_iter()
            .filter(|hit| self.seen.insert(hit.id))
            .collect();
        fresh.truncate(self.limit / 3);
        self.hits.truncate(self.limit - fresh.len());
        self.hits.append(&mut fresh);
    }

    pub(super) fn wants(&self, kind: HitKind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// Rows found before do not count against the limit, so a step asks for that many more.
    fn asked(&self) -> i64 {
        i64::try_from(self.limit + self.hits.len()).unwrap_or(i64::MAX)
    }

    /// Households with a key that begins like this.
    pub(super) fn start(&mut self, step: &Step, start: &str) -> Result<(), StoreError> {
        self.ask(step, |limit| (start, text::after_prefix(start), limit))
    }

    /// As [`Found::start`], of those whose key `fits`. The shortest keys come first, so that a whole
    /// one is among them.
    pub(super) fn start_where(
        &mut self,
        step: &Step,
        start: &str,
        fits: impl Fn(&str) -> bool,
    ) -> Result<(), StoreError> {
        let before = self.hits.len();
        self.start(step, start)?;
        for hit in self.hits.split_off(before) {
            if hit.matched.as_deref().is_some_and(&fits) {
                self.hits.push(hit);
            } else {
                self.seen.remove(&hit.id);
            }
        }
        Ok(())
    }

    /// Households with a document that has these words.
    pub(super) fn within(&mut self, step: &Step, typed: &str) -> Result<(), StoreError> {
        match self.words(typed) {
            Some(query) => self.ask(step, |limit| (query, limit)),
            None => Ok(()),
        }
    }

    /// As [`Found::within`], with what `first` finds before it. `first` finds some of the same: where
    /// no document has the words it is not asked at all, so that a village costs one question among
    /// names and not two.
    pub(super) fn within_after(
        &mut self,
        step: &Step,
        typed: &str,
        first: impl FnOnce(&mut Self) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let Some(query) = self.words(typed) else {
            return Ok(());
        };
        if !self.wants(HitKind::Customer) || !self.has_room() {
            return Ok(());
        }
        let view = self.view;
        let mut statement = view.connection.prepare_cached(&step.sql)?;
        // `first` may find as many as are wanted, and all of them come here once more.
        let mut rows = statement.query((query, self.asked().saturating_mul(2)))?;
        let Some(row) = rows.next()? else {
            return Ok(());
        };
        let hit = self.read(step, row)?;
        first(self)?;
        self.extend(hit);
        while self.has_room()
            && let Some(row) = rows.next()?
        {
            let hit = self.read(step, row)?;
            self.extend(hit);
        }
        Ok(())
    }

    /// Asks one step, if households are wanted and there is room.
    pub(super) fn ask<P: Params>(
        &mut self,
        step: &Step,
        params: impl FnOnce(i64) -> P,
    ) -> Result<(), StoreError> {
        if !self.wants(HitKind::Customer) || !self.has_room() {
            return Ok(());
        }
        let view = self.view;
        let mut statement = view.connection.prepare_cached(&step.sql)?;
        let mut rows = statement.query(params(self.asked()))?;
        while let Some(row) = rows.next()? {
            if !self.has_room() {
                break;
            }
            let hit = self.read(step, row)?;
            self.extend(hit);
        }
        Ok(())
    }

    /// Machines, orders and requests whose serial or number begins or ends like this.
    pub(super) fn codes(&mut self, typed: &str) -> Result<(), StoreError> {
        let start = text::plain_code(typed);
        let exact = self.codes_by(KeyKind::CodeStart, &start)?;
        // A whole serial or number that is there is answered: nothing else ends in it.
        if exact && start.len() >= WHOLE_CODE {
            return Ok(());
        }
        let end: String = start.chars().rev().collect();
        self.codes_by(KeyKind::CodeEnd, &end)?;
        Ok(())
    }

    /// Says whether one of them is exactly this.
    fn codes_by(&mut self, kind: KeyKind, start: &str) -> Result<bool, StoreError> {
        let wanted = CODE_TABLES.iter().filter(|table| self.wants(table.kind));
        let bits = wanted.fold(0_i64, |bits, table| bits | 1 << table.part);
        if bits == 0 || !self.has_room() {
            return Ok(false);
        }
        let view = self.view;
        let mut statement = view.connection.prepare_cached(CODES)?;
        let to = text::after_prefix(start);
        let mut rows = statement.query((kind as i64, start, to, bits, self.asked()))?;
        let mut exact = false;
        while self.has_room()
            && let Some(row) = rows.next()?
        {
            let (nr, part): (i64, i64) = (row.get(0)?, row.get(1)?);
            exact |= row.get::<_, bool>(2)?;
            for (table, sql) in CODE_TABLES.iter().zip(CODE_ROWS.iter()) {
                if table.part == part {
                    let mut one = view.connection.prepare_cached(sql)?;
                    let hit = one
                        .query_row([nr], |row| read_code(table, row))
                        .optional()?;
                    self.extend(hit.map(|hit| by_phone(hit, kind, start)));
                }
            }
        }
        Ok(exact)
    }
}

/// A complaint without a household is found by its caller's number too.
fn by_phone(hit: SearchHit, kind: KeyKind, start: &str) -> SearchHit {
    if hit.kind != HitKind::Complaint {
        return hit;
    }
    let code = text::plain_code(&hit.title);
    let is_number = match kind {
        KeyKind::CodeEnd => {
            let typed: String = start.chars().rev().collect();
            code.ends_with(&typed)
        }
        _ => code.starts_with(start),
    };
    SearchHit {
        matched_field: if is_number {
            hit.matched_field
        } else {
            MatchedField::PhonePart
        },
        ..hit
    }
}
