//! The KPI dictionary: what each figure means, as data in both languages; and figures quoted from
//! literature, which are of their own type so that they never mix with the dealer's own.

use serde::{Deserialize, Serialize};

use super::Kpi;
use crate::explain::Language;
use crate::localized::Localized;
use crate::policy::{Content, bad_policy, built_in_document};
use crate::rule::RuleError;

/// What a figure means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KpiDefinition {
    /// Which figure.
    pub kpi: Kpi,
    /// Its name.
    pub name: Localized,
    /// How it is calculated.
    pub formula: Localized,
    /// Its unit.
    pub unit: Localized,
    /// Who answers for it.
    pub owner: Localized,
    /// Where the definition comes from.
    pub source: Localized,
    /// What happens at the edges.
    pub edge_cases: Vec<Localized>,
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
    pub unit: Localized,
    /// What is claimed.
    pub claim: Localized,
    /// How it must be labelled wherever it is shown.
    pub label: Localized,
    /// Where it was quoted.
    pub source: Localized,
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
        if entry.edge_cases.is_empty() || !texts.all(Localized::is_complete) {
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
        if !texts.all(Localized::is_complete) {
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

built_in_document! {
    /// The figures and the dictionary the program comes with, until headquarters sends its own.
    pub fn built_in() -> KpiPolicy = "kpi-2026-1";
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
        let edges = entry.edge_cases.iter().map(|edge| edge.get(language));
        [
            entry.kpi.code().to_owned(),
            entry.name.get(language).to_owned(),
            entry.formula.get(language).to_owned(),
            entry.unit.get(language).to_owned(),
            entry.owner.get(language).to_owned(),
            entry.source.get(language).to_owned(),
            edges.collect::<Vec<_>>().join("\n"),
        ]
    });
    std::iter::once(headings.map(str::to_owned))
        .chain(rows)
        .collect()
}
