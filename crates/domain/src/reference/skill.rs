//! What a person of the shop can do (R137): a closed list of model families, energies and languages,
//! and what of it a visit asks for. A lacking skill is told and never stops anybody.

use serde::{Deserialize, Serialize};

use super::document::{check_codes, shipped_content};
use crate::codes::codes;
use crate::localized::Localized;
use crate::policy::Content;
use crate::rule::RuleError;

codes! {
    /// What a skill is about.
    SkillKind {
        /// A family of models.
        Family = "family",
        /// Gas or electricity.
        Energy = "energy",
        /// A language of the household.
        Language = "language",
    }
}

/// A skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Skill {
    /// Its stable code.
    pub code: String,
    /// What it is about.
    pub kind: SkillKind,
    /// The family's code, `gas` or `electric`, the language's name.
    pub of: String,
    /// Its name.
    pub name: Localized,
    /// What people write for a language beside its name.
    #[serde(default)]
    pub words: Vec<String>,
}

/// All skills.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SkillBook {
    /// The skills.
    pub skills: Vec<Skill>,
}

shipped_content!(SkillBook, "skills.json");

/// What is known of a visit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Visit<'v> {
    /// The family of the machine.
    pub family: Option<&'v str>,
    /// `gas` or `electric`.
    pub energy: Option<&'v str>,
    /// In which language the household is best spoken to, as somebody wrote it.
    pub language: Option<&'v str>,
}

impl SkillBook {
    /// The skill of this code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&Skill> {
        self.skills.iter().find(|skill| skill.code == code)
    }

    /// What a visit asks for, in the order of the list.
    #[must_use]
    pub fn wanted(&self, visit: &Visit<'_>) -> Vec<&Skill> {
        let asks = |skill: &&Skill| match skill.kind {
            SkillKind::Family => visit.family == Some(skill.of.as_str()),
            SkillKind::Energy => visit.energy == Some(skill.of.as_str()),
            SkillKind::Language => visit.language.is_some_and(|written| {
                let mut names = skill.words.iter().chain([&skill.of, &skill.name.en]);
                names.any(|name| written.contains(name.as_str()))
            }),
        };
        self.skills.iter().filter(asks).collect()
    }

    /// What of it a person does not have.
    #[must_use]
    pub fn lacking(&self, visit: &Visit<'_>, held: &[String]) -> Vec<&Skill> {
        let wanted = self.wanted(visit).into_iter();
        wanted.filter(|skill| !held.contains(&skill.code)).collect()
    }
}

impl Content for SkillBook {
    const KIND: &'static str = "skills";

    fn check(&self) -> Result<(), RuleError> {
        check_codes(
            "skills",
            self.skills.iter().map(|skill| skill.code.as_str()),
        )?;
        for (index, skill) in self.skills.iter().enumerate() {
            skill.name.check(&format!("skills[{index}].name"))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serial::ModelBook;

    #[test]
    fn a_visit_asks_for_the_machines_family_its_energy_and_the_households_language() {
        let book = SkillBook::built_in();
        let codes = |visit: Visit<'_>, held: &[&str]| {
            let held: Vec<String> = held.iter().map(|code| (*code).to_owned()).collect();
            let lacking = book.lacking(&visit, &held).into_iter();
            lacking.map(|skill| skill.code.clone()).collect::<Vec<_>>()
        };
        let boiler = Visit {
            family: Some("L1PB"),
            energy: Some("gas"),
            language: Some("只会说蒙语"),
        };
        assert_eq!(codes(boiler, &[]), ["family_l1pb", "gas", "mongolian"]);
        assert_eq!(
            codes(boiler, &["gas", "family_l1p"]),
            ["family_l1pb", "mongolian"]
        );
        assert_eq!(codes(boiler, &["family_l1pb", "gas", "mongolian"]), [""; 0]);
        // Nothing is known, so nothing is asked for.
        assert_eq!(codes(Visit::default(), &[]), [""; 0]);
        let dialect = Visit {
            language: Some("本地话"),
            ..Visit::default()
        };
        assert_eq!(codes(dialect, &[]), [""; 0]);
    }

    #[test]
    fn every_family_of_the_catalogue_has_a_skill() {
        let book = SkillBook::built_in();
        assert_eq!(book.check(), Ok(()));
        for model in &ModelBook::built_in().models {
            let family = Visit {
                family: Some(&model.family),
                ..Visit::default()
            };
            assert_eq!(book.wanted(&family).len(), 1, "{}", model.code);
        }
    }
}
