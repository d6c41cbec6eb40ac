//! The running numbers of requests, orders, complaints and remedy cases, durable per PC and date.

use chrono::NaiveDate;
use wuyou_domain::number;

use crate::edit::Tx;
use crate::error::StoreError;

impl Tx<'_> {
    /// The next number of this PC and date (`LH001-A-20261121-0007`). It is used up when the edit
    /// commits and free again when it does not. Numbers that came back by sync after a restored
    /// backup are passed over.
    ///
    /// # Errors
    /// The database's error.
    pub fn next_number(
        &mut self,
        dealer_code: &str,
        pc_code: &str,
        date: NaiveDate,
    ) -> Result<String, StoreError> {
        let view = self.view();
        let mut statement = view.connection.prepare_cached(
            "INSERT INTO number_sequence (pc_code, date_on, last) VALUES (?1, ?2, 1)
             ON CONFLICT (pc_code, date_on) DO UPDATE SET last = last + 1 RETURNING last",
        )?;
        let date_on = date.to_string();
        loop {
            let last: u32 = statement.query_row((pc_code, &date_on), |row| row.get(0))?;
            let no = number::compose(dealer_code, pc_code, date, last);
            let mut taken = view.connection.prepare_cached(
                "SELECT 1 FROM request WHERE no = ?1
                 UNION ALL SELECT 1 FROM work_order WHERE no = ?1
                 UNION ALL SELECT 1 FROM complaint WHERE no = ?1
                 UNION ALL SELECT 1 FROM remedy_case WHERE no = ?1
                 UNION ALL SELECT 1 FROM payment WHERE receipt_no = ?1
                 UNION ALL SELECT 1 FROM quote_event WHERE paper_no = ?1",
            )?;
            if !taken.exists([&no])? {
                return Ok(no);
            }
        }
    }
}
