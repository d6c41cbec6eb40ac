//! The documents together: what one says of another, and a list of everything for a reader.

use serde::{Deserialize, Serialize};

use super::{
    CauseBook, CheckFieldKind, ComplaintCategories, FaultBook, Localized, MaintenanceChecklist,
    PartBook, Questionnaires, ServiceTypes, ServqualForm, SymptomBook,
};
use crate::policy::{Content, Document, bad_policy};
use crate::rule::RuleError;
use crate::serial::ModelBook;

use super::document::check_known;

/// All documents of reference content, as they are used together.
#[derive(Debug, Clone, Copy)]
pub struct Library<'a> {
    /// Kinds of goods, families, models.
    pub models: &'a Document<ModelBook>,
    /// Causes.
    pub causes: &'a Document<CauseBook>,
    /// Fault codes.
    pub faults: &'a Document<FaultBook>,
    /// Symptoms and dangers in customers' words.
    pub symptoms: &'a Document<SymptomBook>,
    /// Spare parts.
    pub parts: &'a Document<PartBook>,
    /// The checklist of the yearly maintenance.
    pub maintenance: &'a Document<MaintenanceChecklist>,
    /// Questionnaires of return visits.
    pub questionnaires: &'a Document<Questionnaires>,
    /// The SERVQUAL questionnaire.
    pub servqual: &'a Document<ServqualForm>,
    /// Complaint categories.
    pub complaints: &'a Document<ComplaintCategories>,
    /// Kinds of service.
    pub services: &'a Document<ServiceTypes>,
}

/// A document as a list of what it holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Listed {
    /// The kind of document.
    pub kind: String,
    /// Its version.
    pub version: String,
    /// Where it comes from.
    pub source: String,
    /// From which day on it is used.
    pub effective_on: chrono::NaiveDate,
    /// Who at headquarters has checked it; absent while nobody has.
    pub reviewed_by: Option<String>,
    /// What it holds, in its order.
    pub entries: Vec<Entry>,
}

/// A code of a document with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Entry {
    /// The code; of a part of something, behind the code of that: `safety/gas_leak`.
    pub code: String,
    /// Its name.
    pub name: Localized,
}

fn entry(code: impl Into<String>, name: &Localized) -> Entry {
    Entry {
        code: code.into(),
        name: name.clone(),
    }
}

fn listed<T: Content>(document: &Document<T>, entries: Vec<Entry>) -> Listed {
    Listed {
        kind: T::KIND.to_owned(),
        version: document.version.clone(),
        source: document.source.clone(),
        effective_on: document.effective_on,
        reviewed_by: document.reviewed_by.clone(),
        entries,
    }
}

impl Library<'static> {
    /// The documents that ship with the program.
    #[must_use]
    pub fn built_in() -> Self {
        Self {
            models: ModelBook::document(),
            causes: CauseBook::document(),
            faults: FaultBook::document(),
            symptoms: SymptomBook::document(),
            parts: PartBook::document(),
            maintenance: MaintenanceChecklist::document(),
            questionnaires: Questionnaires::document(),
            servqual: ServqualForm::document(),
            complaints: ComplaintCategories::document(),
            services: ServiceTypes::document(),
        }
    }
}

impl Library<'_> {
    /// Refuses documents that name a code another of them does not have.
    ///
    /// # Errors
    /// [`RuleError::BadPolicy`] with the kind of document and the place in it.
    pub fn check(&self) -> Result<(), RuleError> {
        self.check_faults()?;
        self.check_symptoms()?;
        let mut families: Vec<(String, &str)> = Vec::new();
        for (index, part) in self.parts.content.parts.iter().enumerate() {
            let place = || format!("parts.parts[{index}].families");
            families.extend(part.families.iter().map(|f| (place(), f.as_str())));
        }
        for (index, item) in self.maintenance.content.items.iter().enumerate() {
            let place = || format!("maintenance_checklist.items[{index}].families");
            families.extend(item.families.iter().map(|f| (place(), f.as_str())));
        }
        for (place, family) in families {
            self.check_family(place, family)?;
        }
        self.check_gas_groups()
    }

    fn check_family(&self, place: String, family: &str) -> Result<(), RuleError> {
        check_known(place, family, self.models.content.family(family).is_some())
    }

    fn check_faults(&self) -> Result<(), RuleError> {
        let causes = &self.causes.content;
        for (index, fault) in self.faults.content.codes.iter().enumerate() {
            let place = format!("fault_codes.codes[{index}]");
            for family in &fault.families {
                self.check_family(format!("{place}.families"), family)?;
            }
            for (index, likely) in fault.causes.iter().enumerate() {
                let place = format!("{place}.causes[{index}].cause");
                let counts = match &likely.cause {
                    // Only the visit tells, so it may well be the machine.
                    None => true,
                    Some(code) => {
                        let counts = causes.is_performance_fault(code);
                        check_known(place.clone(), code, counts.is_some())?;
                        counts == Some(true)
                    }
                };
                if counts && !fault.product_fault {
                    let reason = "a cause that counts, but the code is no fault of the product";
                    return Err(bad_policy(place, reason));
                }
            }
        }
        Ok(())
    }

    /// A symptom leads to codes that some machine can show.
    fn check_symptoms(&self) -> Result<(), RuleError> {
        let codes = &self.faults.content.codes;
        for (index, symptom) in self.symptoms.content.symptoms.iter().enumerate() {
            for code in &symptom.faults {
                let known = codes.iter().any(|fault| &fault.code == code);
                check_known(format!("symptoms.symptoms[{index}].faults"), code, known)?;
            }
        }
        Ok(())
    }

    fn check_gas_groups(&self) -> Result<(), RuleError> {
        let models = &self.models.content.models;
        for (index, item) in self.maintenance.content.items.iter().enumerate() {
            for field in &item.fields {
                let CheckFieldKind::Number { normal, .. } = &field.value else {
                    continue;
                };
                for gas in normal.iter().filter_map(|range| range.gas.as_ref()) {
                    let place = format!("maintenance_checklist.items[{index}].{}", field.code);
                    let known = models.iter().any(|model| model.gas.contains(gas));
                    check_known(place, gas, known)?;
                }
            }
        }
        Ok(())
    }

    /// Every document with its codes and their names.
    #[must_use]
    pub fn list(&self) -> Vec<Listed> {
        vec![
            listed(self.models, self.models()),
            listed(self.causes, self.causes()),
            listed(self.faults, self.faults()),
            listed(self.symptoms, self.symptoms()),
            listed(self.parts, self.parts()),
            listed(self.maintenance, self.maintenance()),
            listed(self.questionnaires, self.questions()),
            listed(self.servqual, self.statements()),
            listed(self.complaints, self.complaints()),
            listed(self.services, self.services()),
        ]
    }

    fn models(&self) -> Vec<Entry> {
        let book = &self.models.content;
        let classes = book.classes.iter();
        let classes = classes.map(|class| entry(class.class.code(), &class.name));
        let families = book.families.iter();
        let families = families.map(|family| entry(&family.code, &family.name));
        let models = book.models.iter();
        let models = models.map(|model| entry(&model.code, &model.name()));
        classes.chain(families).chain(models).collect()
    }

    fn causes(&self) -> Vec<Entry> {
        let causes = self.causes.content.causes.iter();
        causes
            .map(|cause| entry(&cause.code, &cause.name))
            .collect()
    }

    /// One line a family, because the same code may mean something else on another.
    fn faults(&self) -> Vec<Entry> {
        let codes = self.faults.content.codes.iter();
        let lines = codes.flat_map(|fault| {
            let families = fault.families.iter();
            families.map(|family| entry(format!("{family}/{}", fault.code), &fault.name))
        });
        lines.collect()
    }

    fn symptoms(&self) -> Vec<Entry> {
        let book = &self.symptoms.content;
        let dangers = book.dangers.iter();
        let dangers = dangers.map(|danger| entry(format!("danger/{}", danger.code), &danger.name));
        let symptoms = book.symptoms.iter();
        dangers
            .chain(symptoms.map(|symptom| entry(&symptom.code, &symptom.name)))
            .collect()
    }

    fn parts(&self) -> Vec<Entry> {
        let parts = self.parts.content.parts.iter();
        parts.map(|part| entry(&part.code, &part.name)).collect()
    }

    fn maintenance(&self) -> Vec<Entry> {
        let mut lines = Vec::new();
        for item in &self.maintenance.content.items {
            lines.push(entry(&item.code, &item.name));
            let fields = item.fields.iter();
            lines.extend(fields.map(|f| entry(format!("{}/{}", item.code, f.code), &f.name)));
        }
        lines
    }

    fn questions(&self) -> Vec<Entry> {
        let mut lines = Vec::new();
        for form in &self.questionnaires.content.questionnaires {
            lines.push(entry(&form.code, &form.name));
            let questions = form.questions.iter();
            lines.extend(questions.map(|q| entry(format!("{}/{}", form.code, q.code), &q.text)));
        }
        lines
    }

    fn statements(&self) -> Vec<Entry> {
        let items = self.servqual.content.items();
        let lines = items.map(|(dimension, item)| {
            entry(format!("{}/{}", dimension.code, item.number), &item.text)
        });
        lines.collect()
    }

    fn complaints(&self) -> Vec<Entry> {
        let mut lines = Vec::new();
        for category in &self.complaints.content.categories {
            lines.push(entry(&category.code, &category.name));
            let items = category.items.iter();
            lines.extend(items.map(|i| entry(format!("{}/{}", category.code, i.code), &i.name)));
        }
        lines
    }

    fn services(&self) -> Vec<Entry> {
        let types = self.services.content.types.iter();
        types.map(|kind| entry(&kind.code, &kind.name)).collect()
    }
}
