//! Fault codes. The same code means different things on different machines, so one is looked up by
//! the family of the model together with the code, never by the code alone.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::document::{check_code, check_codes, shipped_content};
use crate::codes::codes;
use crate::localized::Localized;
use crate::phone::half_width;
use crate::policy::{Content, bad_policy};
use crate::rule::RuleError;
use crate::serial::ModelBook;

/// The most causes or steps of a code; more than that nobody reads out on the phone.
const MOST: usize = 12;

codes! {
    /// Whether the clerk can solve it with the customer on the phone.
    ByPhone {
        /// Yes.
        Yes = "yes",
        /// Some of its causes.
        Partly = "partly",
        /// No: somebody has to come.
        No = "no",
        /// The phone serves to get people out of danger; nothing is repaired by it.
        SafetyOnly = "safety_only",
    }
}

codes! {
    /// What a code demands for safety, mildest first.
    SafetyLevel {
        /// Nothing beyond the ordinary.
        None = "none",
        /// To be careful of what the note says.
        Caution = "caution",
        /// The machine must not run until the cause is put right.
        StopUse = "stop_use",
        /// Danger to life: people leave first; a safety case of class A.
        ClassA = "class_a",
    }
}

/// A likely cause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LikelyCause {
    /// What it is.
    pub text: Localized,
    /// The cause of the closed list it would be recorded as; absent where only the visit tells.
    pub cause: Option<String>,
}

/// What a fault code means on the machines of some families.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FaultCode {
    /// As the display shows it, `E01`.
    pub code: String,
    /// The families on which it means this.
    pub families: Vec<String>,
    /// What is wrong.
    pub name: Localized,
    /// Its causes, the most likely first.
    pub causes: Vec<LikelyCause>,
    /// What to do, in order.
    pub steps: Vec<Localized>,
    /// So many of the steps, from the first on, the customer can take while the clerk reads them out.
    pub phone_steps: usize,
    /// Whether the phone is enough.
    pub by_phone: ByPhone,
    /// What it demands for safety.
    pub safety: SafetyLevel,
    /// What to say about safety; present for every level but [`SafetyLevel::None`].
    pub safety_note: Option<Localized>,
    /// `false`: the machine is not what failed, so its repair never counts towards the two
    /// repairs. `true`: the cause that was found decides.
    pub product_fault: bool,
}

/// All fault codes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FaultBook {
    /// The codes.
    pub codes: Vec<FaultCode>,
}

shipped_content!(FaultBook, "fault_codes.json");

impl FaultBook {
    /// The code as typed (`e1`, `E 01`, full-width) on machines of `family`.
    #[must_use]
    pub fn find(&self, family: &str, typed: &str) -> Option<&FaultCode> {
        let wanted = squeeze(typed);
        let mut codes = self.codes.iter();
        codes.find(|fault| fault.is_on(family) && squeeze(&fault.code) == wanted)
    }

    /// The code as typed on a machine of `model` (its code or name).
    #[must_use]
    pub fn of_model(&self, models: &ModelBook, model: &str, typed: &str) -> Option<&FaultCode> {
        self.find(&models.find(model)?.family, typed)
    }

    /// The code as typed on machines of `family`; on any machine where the family is not known.
    #[must_use]
    pub fn known(&self, family: Option<&str>, typed: &str) -> Option<&FaultCode> {
        let wanted = squeeze(typed);
        let fits = |fault: &&FaultCode| family.is_none_or(|family| fault.is_on(family));
        let mut codes = self.codes.iter().filter(fits);
        codes.find(|fault| squeeze(&fault.code) == wanted)
    }

    /// The fault whose self-checks a note holds, the one with most of them.
    #[must_use]
    pub fn of_read_out(&self, note: &str) -> Option<&FaultCode> {
        let held = |fault: &FaultCode| {
            let steps = fault.read_out().iter();
            steps
                .filter(|step| note.contains(&step.zh) || note.contains(&step.en))
                .count()
        };
        let told = self.codes.iter().map(|fault| (held(fault), fault));
        // Of equally many the first of the list.
        let most = told.rev().max_by_key(|(count, _)| *count);
        most.filter(|(count, _)| *count > 0).map(|(_, fault)| fault)
    }

    /// Every code machines of `family` can show.
    pub fn of_family<'a>(&'a self, family: &'a str) -> impl Iterator<Item = &'a FaultCode> {
        self.codes.iter().filter(move |fault| fault.is_on(family))
    }
}

/// The form in which typed codes are compared: letters in upper case, numbers without zeros in
/// front.
pub(super) fn squeeze(typed: &str) -> String {
    let mut squeezed = String::new();
    let mut in_number = false;
    for c in half_width(typed).chars().filter(|c| c.is_alphanumeric()) {
        if c == '0' && !in_number {
            continue;
        }
        in_number = c.is_ascii_digit();
        squeezed.extend(c.to_uppercase());
    }
    squeezed
}

impl FaultCode {
    /// Whether machines of `family` show it with this meaning.
    #[must_use]
    pub fn is_on(&self, family: &str) -> bool {
        self.families.iter().any(|known| known == family)
    }

    fn check(&self, place: &str) -> Result<(), RuleError> {
        check_codes(
            &format!("{place}.families"),
            self.families.iter().map(String::as_str),
        )?;
        self.name.check(&format!("{place}.name"))?;
        for (list, count) in [("causes", self.causes.len()), ("steps", self.steps.len())] {
            if count == 0 || count > MOST {
                return Err(bad_policy(format!("{place}.{list}"), "1 to 12 are wanted"));
            }
        }
        for (index, cause) in self.causes.iter().enumerate() {
            cause.text.check(&format!("{place}.causes[{index}].text"))?;
        }
        for (index, step) in self.steps.iter().enumerate() {
            step.check(&format!("{place}.steps[{index}]"))?;
        }
        self.check_safety(place)?;
        let for_the_phone = self.by_phone != ByPhone::No;
        if self.phone_steps > self.steps.len() || for_the_phone != (self.phone_steps > 0) {
            let reason = "1 to all of the steps, and none where the phone does not help";
            return Err(bad_policy(format!("{place}.phone_steps"), reason));
        }
        Ok(())
    }

    /// What the clerk reads out on the phone, in order; empty where only a visit helps.
    #[must_use]
    pub fn read_out(&self) -> &[Localized] {
        self.steps.get(..self.phone_steps).unwrap_or_default()
    }

    fn check_safety(&self, place: &str) -> Result<(), RuleError> {
        let wanted = self.safety != SafetyLevel::None;
        if wanted != self.safety_note.is_some() {
            let reason = "stands with every level but none";
            return Err(bad_policy(format!("{place}.safety_note"), reason));
        }
        if let Some(note) = &self.safety_note {
            note.check(&format!("{place}.safety_note"))?;
        }
        let (danger, leave) = (
            self.safety == SafetyLevel::ClassA,
            self.by_phone == ByPhone::SafetyOnly,
        );
        if danger != leave {
            let reason = "safety_only belongs to class_a and the other way round";
            return Err(bad_policy(format!("{place}.by_phone"), reason));
        }
        Ok(())
    }
}

impl Content for FaultBook {
    const KIND: &'static str = "fault_codes";

    fn check(&self) -> Result<(), RuleError> {
        if self.codes.is_empty() {
            return Err(bad_policy("codes", "must not be empty"));
        }
        let mut seen = BTreeSet::new();
        for (index, fault) in self.codes.iter().enumerate() {
            let place = format!("codes[{index}]");
            check_code(&format!("{place}.code"), &fault.code)?;
            fault.check(&place)?;
            for family in &fault.families {
                if !seen.insert((family.as_str(), squeeze(&fault.code))) {
                    let reason = format!("`{}` stands twice for {family}", fault.code);
                    return Err(bad_policy(format!("{place}.code"), reason));
                }
            }
        }
        Ok(())
    }
}
