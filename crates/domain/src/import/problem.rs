//! What becomes of one row: taken, refused with reasons, or skipped.
//!
//! Codes are stable; the texts here stand in the workbook of refused rows and in reports.

use super::field::Field;
use serde::{Deserialize, Serialize};

/// What is wrong, or worth a look, with one value of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ProblemCode {
    /// A customer without a name.
    #[serde(rename = "import.no_name")]
    NoName,
    /// A name that cannot be one.
    #[serde(rename = "import.bad_name")]
    BadName,
    /// A phone number that cannot be read.
    #[serde(rename = "import.bad_phone")]
    BadPhone,
    /// A serial against its model's rule.
    #[serde(rename = "import.bad_serial")]
    BadSerial,
    /// A date that cannot be read or does not exist.
    #[serde(rename = "import.bad_date")]
    BadDate,
    /// An amount of money that cannot be read.
    #[serde(rename = "import.bad_amount")]
    BadAmount,
    /// A text longer than its field.
    #[serde(rename = "import.too_long")]
    TooLong,
    /// A repair without the day of the call.
    #[serde(rename = "import.no_date")]
    NoDate,
    /// A repair with neither name nor phone nor serial.
    #[serde(rename = "import.no_customer")]
    NoCustomer,
    /// No serial: an error in a serial list, a warning beside other data of a machine.
    #[serde(rename = "import.no_serial")]
    NoSerial,
    /// Warning: nobody can be called.
    #[serde(rename = "import.no_phone")]
    NoPhone,
    /// Warning: a day after today.
    #[serde(rename = "import.date_in_future")]
    DateInFuture,
    /// Warning: month and day only; the year is the list's, or the latest past one.
    #[serde(rename = "import.year_guessed")]
    YearGuessed,
    /// Warning: two dates in the wrong order.
    #[serde(rename = "import.dates_reversed")]
    DatesReversed,
    /// Warning: a model headquarters' list does not hold.
    #[serde(rename = "import.unknown_model")]
    UnknownModel,
    /// Warning: the serial belongs to another model than the one named.
    #[serde(rename = "import.model_differs")]
    ModelDiffers,
    /// Warning: no rule is known for this serial.
    #[serde(rename = "import.serial_not_checked")]
    SerialNotChecked,
    /// Warning: a gas that is not on the list; kept as text.
    #[serde(rename = "import.unknown_gas")]
    UnknownGas,
    /// Warning: a birthday by the lunar calendar or without a year; kept as text.
    #[serde(rename = "import.birthday_as_text")]
    BirthdayAsText,
    /// Warning: characters were lost before the file came here.
    #[serde(rename = "import.damaged_text")]
    DamagedText,
    /// Warning: data of a machine without a serial; kept as text.
    #[serde(rename = "import.machine_as_text")]
    MachineAsText,
    /// Warning: the row went to a household with another name or other phones than it says; what
    /// it says is kept as text.
    #[serde(rename = "import.other_holder")]
    OtherHolder,
    /// Warning: a town or village by its old name; kept by today's.
    #[serde(rename = "import.place_renamed")]
    PlaceRenamed,
    /// Somebody deleted what the row stands for: it does not come back with an old file.
    #[serde(rename = "import.deleted")]
    Deleted,
}

impl ProblemCode {
    /// The stable code, `import.bad_phone`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoName => "import.no_name",
            Self::BadName => "import.bad_name",
            Self::BadPhone => "import.bad_phone",
            Self::BadSerial => "import.bad_serial",
            Self::BadDate => "import.bad_date",
            Self::BadAmount => "import.bad_amount",
            Self::TooLong => "import.too_long",
            Self::NoDate => "import.no_date",
            Self::NoCustomer => "import.no_customer",
            Self::NoSerial => "import.no_serial",
            Self::NoPhone => "import.no_phone",
            Self::DateInFuture => "import.date_in_future",
            Self::YearGuessed => "import.year_guessed",
            Self::DatesReversed => "import.dates_reversed",
            Self::UnknownModel => "import.unknown_model",
            Self::ModelDiffers => "import.model_differs",
            Self::SerialNotChecked => "import.serial_not_checked",
            Self::UnknownGas => "import.unknown_gas",
            Self::BirthdayAsText => "import.birthday_as_text",
            Self::DamagedText => "import.damaged_text",
            Self::MachineAsText => "import.machine_as_text",
            Self::OtherHolder => "import.other_holder",
            Self::PlaceRenamed => "import.place_renamed",
            Self::Deleted => "import.deleted",
        }
    }

    /// One sentence for the clerk.
    #[must_use]
    pub fn text_zh(self) -> &'static str {
        match self {
            Self::NoName => "没有写姓名",
            Self::BadName => "姓名不像姓名",
            Self::BadPhone => "电话号码不对",
            Self::BadSerial => "机身编号不对，请核对铭牌",
            Self::BadDate => "日期不对",
            Self::BadAmount => "金额看不懂",
            Self::TooLong => "文字太长",
            Self::NoDate => "没有写报修日期",
            Self::NoCustomer => "没有姓名、电话和机身编号，不知道是谁家的",
            Self::NoSerial => "没有写机身编号",
            Self::NoPhone => "没有电话",
            Self::DateInFuture => "日期在今天以后",
            Self::YearGuessed => "没有写年份，年份是推算的，请核对",
            Self::DatesReversed => "两个日期先后颠倒",
            Self::UnknownModel => "机型不在目录里",
            Self::ModelDiffers => "机型和机身编号对不上",
            Self::SerialNotChecked => "机身编号没有校验规则，按原样保存",
            Self::UnknownGas => "气源不在目录里，按原样保存",
            Self::BirthdayAsText => "生日按文字保存（农历或没写年份）",
            Self::DamagedText => "有乱码，原文件里的字已经丢了",
            Self::MachineAsText => "没有机身编号，机型和购买日期记在维修结果里",
            Self::OtherHolder => "姓名或电话和这家登记的不一样，原来写的记在维修结果里",
            Self::PlaceRenamed => "写的是旧地名，已按现名登记",
            Self::Deleted => "店里已删除，没有再导入",
        }
    }

    /// The same in English.
    #[must_use]
    pub fn text_en(self) -> &'static str {
        match self {
            Self::NoName => "The name is missing",
            Self::BadName => "This is not a name",
            Self::BadPhone => "The phone number is wrong",
            Self::BadSerial => "The serial number is wrong; check the type plate",
            Self::BadDate => "The date is wrong",
            Self::BadAmount => "The amount cannot be read",
            Self::TooLong => "The text is too long",
            Self::NoDate => "The date of the call is missing",
            Self::NoCustomer => "Neither name nor phone nor serial number: whose machine is it?",
            Self::NoSerial => "The serial number is missing",
            Self::NoPhone => "No phone number",
            Self::DateInFuture => "The date is after today",
            Self::YearGuessed => "The year is missing and was guessed; check it",
            Self::DatesReversed => "The two dates are in the wrong order",
            Self::UnknownModel => "The model is not in the catalogue",
            Self::ModelDiffers => "The serial number belongs to another model",
            Self::SerialNotChecked => "No rule is known for this serial number; kept as typed",
            Self::UnknownGas => "The gas is not on the list; kept as typed",
            Self::BirthdayAsText => "The birthday is kept as text (lunar, or without a year)",
            Self::DamagedText => "Characters were lost in the original file",
            Self::MachineAsText => {
                "No serial number: model and purchase date are kept in the result"
            }
            Self::OtherHolder => {
                "Name or phone differ from the household's; what the list says is kept in the result"
            }
            Self::PlaceRenamed => "An old name of a place; kept by today's",
            Self::Deleted => "Deleted in this shop; not imported again",
        }
    }
}

/// One problem of one value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowProblem {
    /// Where.
    pub field: Field,
    /// What.
    pub code: ProblemCode,
    /// The finer reason, as a code: `too_short`, `bad_check`, `no_such_day`.
    pub detail: Option<String>,
    /// The value as it stands in the file.
    pub shown_value: String,
    /// A value that would do, where one misreading explains it.
    pub suggestion: Option<String>,
}

impl RowProblem {
    /// A problem without finer reason and suggestion.
    #[must_use]
    pub fn new(field: Field, code: ProblemCode, shown_value: impl Into<String>) -> Self {
        Self {
            field,
            code,
            detail: None,
            shown_value: shown_value.into(),
            suggestion: None,
        }
    }

    /// The same with the finer reason.
    #[must_use]
    pub fn detail(mut self, detail: &str) -> Self {
        self.detail = Some(detail.to_owned());
        self
    }

    /// The same with a value that would do.
    #[must_use]
    pub fn suggest(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = suggestion;
        self
    }

    /// The sentence for the reason column of the refused rows: `电话号码不对：156520342（可能是 …）`.
    #[must_use]
    pub fn sentence_zh(&self) -> String {
        let mut text = self.code.text_zh().to_owned();
        if !self.shown_value.trim().is_empty() {
            text.push('：');
            text.push_str(self.shown_value.trim());
        }
        if let Some(suggestion) = &self.suggestion {
            text.push_str(&format!("（可能是 {suggestion}）"));
        }
        text
    }

    /// The same in English.
    #[must_use]
    pub fn sentence_en(&self) -> String {
        let mut text = self.code.text_en().to_owned();
        if !self.shown_value.trim().is_empty() {
            text.push_str(": ");
            text.push_str(self.shown_value.trim());
        }
        if let Some(suggestion) = &self.suggestion {
            text.push_str(&format!(" (perhaps {suggestion})"));
        }
        text
    }
}

/// Why a row is no data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// Nothing in it.
    Blank,
    /// A title above or between the data.
    Title,
    /// The row of headings.
    Header,
    /// The headings again, as on every printed page.
    RepeatedHeader,
    /// A total.
    Totals,
}

/// What becomes of one row.
#[derive(Debug, Clone, PartialEq)]
pub enum RowOutcome<T> {
    /// Taken, with what is worth a look.
    Good(T, Vec<RowProblem>),
    /// Not taken: every reason, not only the first.
    Refused(Vec<RowProblem>),
    /// No data.
    Skipped(SkipReason),
}

/// What tells whether two rows mean the same household or machine; also filled for refused rows, as
/// far as it could be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RowIdentity {
    /// The name without any white space.
    pub name: Option<String>,
    /// All numbers as plain digits.
    pub phones: Vec<String>,
    /// The serial in its plain form.
    pub serial: Option<String>,
}

/// One row of the sheet and what becomes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ParsedRow<T> {
    /// The row's number as office programs show it, from 1.
    pub row_no: usize,
    /// What becomes of it.
    pub outcome: RowOutcome<T>,
    /// Who and what it is about.
    pub identity: RowIdentity,
}

impl<T> ParsedRow<T> {
    /// The row's number and reasons, if it is refused.
    #[must_use]
    pub fn refusal(&self) -> Option<(usize, &[RowProblem])> {
        match &self.outcome {
            RowOutcome::Refused(problems) => Some((self.row_no, problems)),
            RowOutcome::Good(..) | RowOutcome::Skipped(_) => None,
        }
    }
}
