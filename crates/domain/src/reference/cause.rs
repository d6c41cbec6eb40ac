//! Why a machine failed: a closed list of causes, each of a class that tells whether a completed
//! repair with that cause counts as one of a performance fault.

use serde::{Deserialize, Serialize};

use super::document::{check_codes, check_known, shipped_content};
use crate::codes::codes;
use crate::localized::Localized;
use crate::policy::{Content, bad_policy};
use crate::rule::RuleError;
use crate::warranty::remedy::RepairCause;

codes! {
    /// Whose side a cause lies on.
    CauseClass {
        /// Design, components or assembly (产品).
        Product = "product",
        /// Flue, water, gas or electrical installation (安装).
        Installation = "installation",
        /// How it was used (使用).
        Use = "use",
        /// Voltage, gas, water, animals, lightning, wind (环境).
        Environment = "environment",
        /// An earlier repair (维修质量).
        RepairQuality = "repair_quality",
        /// A replacement part (配件质量).
        PartQuality = "part_quality",
        /// Something that is not this machine (非本机).
        Outside = "outside",
        /// Nothing was found (未见故障).
        NoFaultFound = "no_fault_found",
    }
}

/// A class and what it means for the count of repairs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CauseClassEntry {
    /// The class.
    pub class: CauseClass,
    /// Its name.
    pub name: Localized,
    /// What technicians write for it beside the names of the list.
    #[serde(default)]
    pub words: Vec<String>,
    /// Whether a completed repair with such a cause is one of a performance fault, so that it
    /// counts towards the two repairs (R096).
    pub performance_fault: bool,
}

/// A cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// Its stable code.
    pub code: String,
    /// Its class.
    pub class: CauseClass,
    /// Its name.
    pub name: Localized,
    /// As what the count of repairs takes it; absent for the class of nothing found, which is an
    /// outcome of the repair rather than a cause.
    pub repair_cause: Option<RepairCause>,
    /// Whoever finds it stands before a danger to life: gas or fumes come out (R037).
    #[serde(default)]
    pub danger: bool,
}

/// All causes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CauseBook {
    /// The classes.
    pub classes: Vec<CauseClassEntry>,
    /// The causes.
    pub causes: Vec<Cause>,
    /// What a technician writes of gas or fumes that come out, beside the causes of the list. A caller's
    /// 漏气 is a danger; a technician's may be the expansion vessel's.
    #[serde(default)]
    pub danger_words: Vec<String>,
}

shipped_content!(CauseBook, "causes.json");

impl CauseBook {
    /// The cause of this code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&Cause> {
        self.causes.iter().find(|cause| cause.code == code)
    }

    /// The entry of a class.
    #[must_use]
    pub fn class(&self, class: CauseClass) -> Option<&CauseClassEntry> {
        self.classes.iter().find(|entry| entry.class == class)
    }

    /// The class of a cause written by hand: the one whose name, or the name of one of its causes,
    /// stands in the text. Nothing where none does, or where the text names several classes.
    #[must_use]
    pub fn class_of_text(&self, text: &str) -> Option<CauseClass> {
        let named = |name: &Localized| text.contains(&name.zh) || text.contains(&name.en);
        let causes = self.causes.iter().filter(|cause| named(&cause.name));
        let spoken = |entry: &CauseClassEntry| entry.words.iter().any(|word| text.contains(word));
        let classes = self.classes.iter();
        let classes = classes.filter(|entry| named(&entry.name) || spoken(entry));
        let mut found = causes
            .map(|cause| cause.class)
            .chain(classes.map(|entry| entry.class));
        let first = found.next()?;
        found.all(|class| class == first).then_some(first)
    }

    /// The class of a finished repair's cause (R118): the one a person chose, else the one the words
    /// name. Nothing where somebody still has to choose.
    #[must_use]
    pub fn class_for(&self, chosen: Option<CauseClass>, text: &str) -> Option<CauseClass> {
        chosen.or_else(|| self.class_of_text(text))
    }

    /// Whether a cause as it was written names one that is a danger to life.
    #[must_use]
    pub fn names_danger(&self, text: &str) -> bool {
        let text = text.to_lowercase();
        let named =
            |name: &Localized| text.contains(&name.zh) || text.contains(&name.en.to_lowercase());
        let mut dangers = self.causes.iter().filter(|cause| cause.danger);
        dangers.any(|cause| named(&cause.name))
            || self.danger_words.iter().any(|word| text.contains(word))
    }

    /// Whether a completed repair with this cause counts as one of a performance fault; nothing
    /// for a code the list does not have.
    #[must_use]
    pub fn is_performance_fault(&self, code: &str) -> Option<bool> {
        let class = self.class(self.find(code)?.class)?;
        Some(class.performance_fault)
    }
}

impl Content for CauseBook {
    const KIND: &'static str = "causes";

    fn check(&self) -> Result<(), RuleError> {
        check_codes("classes", self.classes.iter().map(|e| e.class.code()))?;
        check_codes("causes", self.causes.iter().map(|c| c.code.as_str()))?;
        for (index, entry) in self.classes.iter().enumerate() {
            entry.name.check(&format!("classes[{index}].name"))?;
        }
        for (index, cause) in self.causes.iter().enumerate() {
            cause.name.check(&format!("causes[{index}].name"))?;
            let class = self.class(cause.class);
            let place = format!("causes[{index}].class");
            check_known(place, cause.class.code(), class.is_some())?;
            let counts = cause.repair_cause == Some(RepairCause::PerformanceFault);
            let nothing = cause.repair_cause.is_none();
            let fits = class.is_none_or(|class| class.performance_fault == counts)
                && nothing == (cause.class == CauseClass::NoFaultFound);
            if !fits {
                let place = format!("causes[{index}].repair_cause");
                return Err(bad_policy(place, "contradicts the class of the cause"));
            }
        }
        Ok(())
    }
}
