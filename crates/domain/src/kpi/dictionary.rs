//! The KPI dictionary: what each figure means, as data in both languages; and figures quoted from
//! literature, which are of their own type so that they never mix with the dealer's own.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Kpi;
use crate::explain::Language;
use crate::policy::{Content, Document, bad_policy, load};
use crate::rule::RuleError;

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Bilingual {
    /// The text in one language.
    #[must_use]
    pub fn of(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }

    fn is_complete(&self) -> bool {
        !self.zh.trim().is_empty() && !self.en.trim().is_empty()
    }
}

/// What a figure means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KpiDefinition {
    /// Which figure.
    pub kpi: Kpi,
    /// Its name.
    pub name: Bilingual,
    /// How it is calculated.
    pub formula: Bilingual,
    /// Its unit.
    pub unit: Bilingual,
    /// Who answers for it.
    pub owner: Bilingual,
    /// Where the definition comes from.
    pub source: Bilingual,
    /// What happens at the edges.
    pub edge_cases: Vec<Bilingual>,
}

/// A figure from literature (文献引用值), shown beside own figures and never among them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LiteratureFigure {
    /// Names it.
    pub code: String,
    /// The figure, or the lower end of a range.
    pub low: f64,
    /// The upper end; the same as `low` for a single figure.
    pub high: f64,
    /// Its unit.
    pub unit: Bilingual,
    /// What is claimed.
    pub claim: Bilingual,
    /// How it must be labelled wherever it is shown.
    pub label: Bilingual,
    /// Where it was quoted.
    pub source: Bilingual,
}

/// The figures behind the figures, and their dictionary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KpiPolicy {
    /// A repair is fixed if nothing comes back within so many days of closing.
    pub first_time_fix_days: u32,
    /// A silent household that heats is lost after so many missed yearly maintenances.
    pub churn_missed_maintenances: u32,
    /// From this age of the first unit on a household could buy again.
    pub repurchase_age_months: u32,
    /// Frequency and money are counted over so many months.
    pub rfm_window_months: u32,
    /// Groups of RFM.
    pub rfm_groups: u32,
    /// Groups where a dealer has few customers.
    pub rfm_small_groups: u32,
    /// Below so many customers there are few.
    pub rfm_small_below: u32,
    /// What each figure means.
    pub dictionary: Dictionary,
    /// Figures from literature.
    pub literature: Vec<LiteratureFigure>,
}

/// What each figure means, in the order of [`Kpi::ALL`].
pub type Dictionary = Vec<KpiDefinition>;

impl KpiPolicy {
    /// What a figure means; every figure is defined in a document that loaded.
    #[must_use]
    pub fn definition(&self, kpi: Kpi) -> Option<&KpiDefinition> {
        self.dictionary.iter().find(|entry| entry.kpi == kpi)
    }

    /// A figure from literature by its code.
    #[must_use]
    pub fn literature(&self, code: &str) -> Option<&LiteratureFigure> {
        self.literature.iter().find(|figure| figure.code == code)
    }
}

impl Content for KpiPolicy {
    const KIND: &'static str = "kpi";

    fn check(&self) -> Result<(), RuleError> {
        for (field, figure, range) in [
            ("first_time_fix_days", self.first_time_fix_days, 1..=365),
            (
                "churn_missed_maintenances",
                self.churn_missed_maintenances,
                1..=20,
            ),
            ("repurchase_age_months", self.repurchase_age_months, 1..=600),
            ("rfm_window_months", self.rfm_window_months, 1..=600),
            ("rfm_groups", self.rfm_groups, 2..=10),
            (
                "rfm_small_groups",
                self.rfm_small_groups,
                2..=self.rfm_groups,
            ),
            ("rfm_small_below", self.rfm_small_below, 1..=10_000),
        ] {
            if !range.contains(&figure) {
                return Err(bad_policy(field, "outside what can be meant"));
            }
        }
        check_dictionary(&self.dictionary)?;
        check_literature(&self.literature)
    }
}

fn check_dictionary(dictionary: &Dictionary) -> Result<(), RuleError> {
    let defined = dictionary.iter().map(|entry| entry.kpi);
    if !defined.eq(Kpi::ALL.iter().copied()) {
        let reason = "must define every figure once, in the order of the codes";
        return Err(bad_policy("dictionary", reason));
    }
    for entry in dictionary {
        let texts = [
            &entry.name,
            &entry.formula,
            &entry.unit,
            &entry.owner,
            &entry.source,
        ];
        let mut texts = texts.into_iter().chain(&entry.edge_cases);
        if entry.edge_cases.is_empty() || !texts.all(Bilingual::is_complete) {
            let place = format!("dictionary.{}", entry.kpi.code());
            return Err(bad_policy(place, "a text is missing"));
        }
    }
    Ok(())
}

fn check_literature(literature: &[LiteratureFigure]) -> Result<(), RuleError> {
    for (index, figure) in literature.iter().enumerate() {
        let place = format!("literature[{index}]");
        let mut texts = [&figure.unit, &figure.claim, &figure.label, &figure.source].into_iter();
        if !texts.all(Bilingual::is_complete) {
            return Err(bad_policy(place, "a text is missing"));
        }
        if !(figure.low <= figure.high && figure.low.is_finite() && figure.high.is_finite()) {
            return Err(bad_policy(place, "not a range"));
        }
        if literature[..index]
            .iter()
            .any(|other| other.code == figure.code)
        {
            return Err(bad_policy(place, "occurs twice"));
        }
    }
    Ok(())
}

static BUILT_IN: LazyLock<Result<Document<KpiPolicy>, RuleError>> =
    LazyLock::new(|| load(include_str!("../../data/policy/kpi-2026.json")));

/// The figures and the dictionary the program comes with, until headquarters sends its own.
///
/// # Errors
/// [`RuleError::BadPolicy`]; a test proves that the shipped document reads.
pub fn built_in() -> Result<&'static Document<KpiPolicy>, RuleError> {
    BUILT_IN.as_ref().map_err(Clone::clone)
}

/// The dictionary as a table for export: a row of headings, then a row a figure.
#[must_use]
pub fn dictionary_table(policy: &KpiPolicy, language: Language) -> Vec<[String; 7]> {
    let headings = match language {
        Language::Zh => ["代码", "指标", "公式", "单位", "负责人", "来源", "边界情况"],
        Language::En => [
            "Code",
            "Figure",
            "Formula",
            "Unit",
            "Owner",
            "Source",
            "Edge cases",
        ],
    };
    let rows = policy.dictionary.iter().map(|entry| {
        let edges = entry.edge_cases.iter().map(|edge| edge.of(language));
        [
            entry.kpi.code().to_owned(),
            entry.name.of(language).to_owned(),
            entry.formula.of(language).to_owned(),
            entry.unit.of(language).to_owned(),
            entry.owner.of(language).to_owned(),
            entry.source.of(language).to_owned(),
            edges.collect::<Vec<_>>().join("\n"),
        ]
    });
    std::iter::once(headings.map(str::to_owned))
        .chain(rows)
        .collect()
}
