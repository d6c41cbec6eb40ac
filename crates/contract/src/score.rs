//! The scorecard (服务评分) of a person, the figures of the shop, and objections to them.

use uuid::Uuid;

use crate::explain::BothLanguages;
use crate::staff::Role;

codes! {
    /// A figure.
    pub enum ScoreCode {
        /// 完工工单
        Finished,
        /// 按时完成
        OnTime,
        /// 一次修好
        FirstTimeFix,
        /// 守约到场
        KeptAppointments,
        /// 客户满意
        Satisfaction,
        /// 上门礼仪
        Etiquette,
        /// 被投诉
        Complaints,
        /// 三十天内又报修
        Repeats,
        /// 承诺兑现
        Promises,
        /// 回访存疑
        AuditMarks,
        /// 电话里解决
        SolvedByPhone,
        /// 投诉转满意
        Recovered,
    }

    /// What a row behind a figure is.
    pub enum ScoreCaseKind {
        /// 工单
        WorkOrder,
        /// 回访
        ReturnVisit,
        /// 投诉
        Complaint,
        /// 承诺
        Promise,
        /// 来电
        Request,
    }
}

request! {
    /// Shows a person's card: their own, or for the manager anybody's.
    pub struct ScoreCardGet {
        /// Whose; one's own when absent.
        pub staff_id: Option<Uuid>,
        /// `YYYY-MM`; the last 90 days when absent.
        pub month: Option<String>,
    }

    /// Shows everybody's figures and those of the shop.
    pub struct ScoreBoardGet {
        /// `YYYY-MM`; the last 90 days when absent.
        pub month: Option<String>,
    }

    /// Lists the rows behind a figure.
    pub struct ScoreCasesGet {
        /// Which figure.
        pub figure: ScoreCode,
        /// Whose; everybody's when absent, for the manager alone.
        pub staff_id: Option<Uuid>,
        /// `YYYY-MM`; the last 90 days when absent.
        pub month: Option<String>,
    }

    /// Objects to a figure of one's own card.
    pub struct ScoreObject {
        /// Which figure.
        pub figure: ScoreCode,
        /// Of which month, `YYYY-MM`.
        pub month: String,
        /// What is wrong with it.
        pub text: String,
    }

    /// Answers an objection.
    pub struct ScoreAnswer {
        /// The objection.
        pub id: Uuid,
        /// Whether it is right.
        pub accepted: bool,
        /// What is answered.
        pub text: String,
    }
}

response! {
    /// A figure with what it is counted from.
    pub struct ScoreFigure {
        /// Which.
        pub figure: ScoreCode,
        /// What counts.
        pub numerator: u32,
        /// Of what.
        pub denominator: u32,
        /// The share in per cent; null for a number, and where there are too few rows.
        pub percent: Option<f64>,
        /// It is a number and no share.
        pub is_count: bool,
        /// Less of it is better.
        pub less_is_better: bool,
        /// So few rows say nothing.
        pub too_few: bool,
        /// It may still change.
        pub provisional: bool,
        /// How it is counted.
        pub how: BothLanguages,
    }

    /// An answer to an objection.
    pub struct ScoreAnswered {
        /// Whether the objection is right.
        pub accepted: bool,
        /// What was answered.
        pub text: String,
        /// Who answered.
        pub by: Option<String>,
        /// When.
        pub at: i64,
    }

    /// An objection to a figure.
    pub struct ScoreObjection {
        /// The row.
        pub id: Uuid,
        /// Whose figure it is.
        pub staff_id: Uuid,
        /// Their name.
        pub name: Option<String>,
        /// Of which month.
        pub month: String,
        /// Which figure.
        pub figure: ScoreCode,
        /// What was said.
        pub text: String,
        /// When.
        pub at: i64,
        /// The answers, the first first; two PCs may answer both.
        pub answers: Vec<ScoreAnswered>,
        /// The person who asks may answer it.
        pub may_answer: bool,
    }

    /// The figures of one person.
    pub struct ScorePerson {
        /// Who.
        pub staff_id: Uuid,
        /// Their name.
        pub name: String,
        /// Their role.
        pub role: Role,
        /// Left the shop.
        pub disabled: bool,
        /// The figures, in the order of the card.
        pub figures: Vec<ScoreFigure>,
    }

    /// A person's card.
    pub struct ScoreCard {
        /// The person and the figures.
        pub person: ScorePerson,
        /// The first day.
        pub from_on: String,
        /// The last day.
        pub to_on: String,
        /// The months one can choose, this one first.
        pub months: Vec<String>,
        /// Objections to figures of the month, or those without an answer where no month is chosen.
        pub objections: Vec<ScoreObjection>,
        /// It is one's own, and of a month.
        pub may_object: bool,
    }

    /// A figure of the shop, and what it was before.
    pub struct ScoreOfShop {
        /// In the period.
        pub now: ScoreFigure,
        /// In the month before, or the 90 days before.
        pub before: ScoreFigure,
    }

    /// Everybody's figures.
    pub struct ScoreBoard {
        /// The first day.
        pub from_on: String,
        /// The last day.
        pub to_on: String,
        /// The months one can choose, this one first.
        pub months: Vec<String>,
        /// The people: those who work here, and who left but has rows.
        pub people: Vec<ScorePerson>,
        /// The figures of the shop.
        pub shop: Vec<ScoreOfShop>,
        /// Objections without an answer, of any month.
        pub objections: Vec<ScoreObjection>,
    }

    /// A row behind a figure.
    pub struct ScoreCase {
        /// What it is.
        pub kind: ScoreCaseKind,
        /// The row.
        pub id: Uuid,
        /// Its number, or that of its order.
        pub no: Option<String>,
        /// The order it leads to.
        pub order_id: Option<Uuid>,
        /// The household.
        pub customer_name: Option<String>,
        /// What was said or promised.
        pub text: Option<String>,
        /// When.
        pub at: i64,
        /// How much of it counts.
        pub done: u32,
        /// Of how much.
        pub of: u32,
        /// The whole of it counts.
        pub hit: bool,
    }

    /// The rows behind a figure: what pulls it down first, then the latest.
    pub struct ScoreCases {
        /// The rows, at most 500.
        pub rows: Vec<ScoreCase>,
        /// How many there are.
        pub total: u32,
    }
}
