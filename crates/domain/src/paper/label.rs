//! Sheets of labels: A4 that is cut into equal pieces.

use serde::{Deserialize, Serialize};

/// How a sheet is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// Pieces side by side.
    pub columns: usize,
    /// Pieces below each other.
    pub rows: usize,
}

impl Cut {
    /// 14 labels.
    pub const TWO_BY_SEVEN: Self = Self {
        columns: 2,
        rows: 7,
    };
    /// 24 labels.
    pub const THREE_BY_EIGHT: Self = Self {
        columns: 3,
        rows: 8,
    };

    /// How many labels a sheet has.
    #[must_use]
    pub const fn count(self) -> usize {
        self.columns * self.rows
    }
}

/// One label.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// To whom.
    pub head: String,
    /// Where to, or what is written on the card.
    pub body: String,
    /// From whom.
    pub foot: String,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelPage {
    /// How it is cut.
    pub cut: Cut,
    /// Its labels, line by line.
    pub labels: Vec<Label>,
}

impl LabelPage {
    /// So many sheets as the labels need.
    #[must_use]
    pub fn of(cut: Cut, labels: &[Label]) -> Vec<Self> {
        let sheets = labels.chunks(cut.count().max(1));
        sheets
            .map(|labels| Self {
                cut,
                labels: labels.to_vec(),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_fill_one_sheet_after_the_other() {
        for (cut, count, wanted) in [
            (Cut::TWO_BY_SEVEN, 1, vec![1]),
            (Cut::TWO_BY_SEVEN, 14, vec![14]),
            (Cut::TWO_BY_SEVEN, 15, vec![14, 1]),
            (Cut::THREE_BY_EIGHT, 50, vec![24, 24, 2]),
            (Cut::THREE_BY_EIGHT, 0, vec![]),
        ] {
            let sheets = LabelPage::of(cut, &vec![Label::default(); count]);
            let counts: Vec<usize> = sheets.iter().map(|sheet| sheet.labels.len()).collect();
            assert_eq!(counts, wanted);
        }
    }
}
