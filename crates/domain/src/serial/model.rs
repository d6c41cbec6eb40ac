//! The models the program knows, and what their serials look like. All of it is data: headquarters
//! will send other lists.

use super::mod37_36_holds;
use crate::codes::codes;
use crate::localized::Localized;
use crate::phone::half_width;
use crate::policy::{Content, Document, bad_policy};
use crate::reference::document::{check_codes, check_known, shipped};
use crate::rule::RuleError;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

codes! {
    /// What kind of good a model is; the law's lists go by it.
    ProductClass {
        /// Gas heating boiler (燃气采暖热水炉, 壁挂炉).
        GasBoiler = "gas_boiler",
        /// Gas water heater (燃气热水器).
        GasWaterHeater = "gas_water_heater",
        /// Electric water heater (电热水器).
        ElectricWaterHeater = "electric_water_heater",
    }
}

/// How the last character is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CheckRule {
    /// No check character.
    None,
    /// ISO/IEC 7064 MOD 37,36 over the whole serial.
    #[serde(rename = "mod37_36")]
    Mod37_36,
}

/// What the serials of one model look like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SerialPattern {
    /// The letters and digits every serial of the model begins with.
    pub prefix: String,
    /// How many digits follow the prefix.
    pub digits: usize,
    /// Whether the first four of these digits are year and month of manufacture (`YYMM`).
    pub year_month: bool,
    /// The check character behind the digits.
    pub check: CheckRule,
}

/// A kind of good, and whether the law's list of repair-exchange-return goods (三包目录) names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassEntry {
    /// The kind.
    pub class: ProductClass,
    /// Its name.
    pub name: Localized,
    /// Whether the statutory list names it; otherwise the maker's policy stands in.
    pub statutory_list: bool,
    /// Where that comes from.
    pub source: String,
}

/// Models that share fault codes and spare parts. The same fault code means different things in
/// different families.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Family {
    /// `L1P`, `L1PB`, …
    pub code: String,
    /// What kind of good its models are.
    pub class: ProductClass,
    /// Its name.
    pub name: Localized,
    /// How it is built.
    pub design: Localized,
}

/// Heated floor area, in m².
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// From.
    pub min: u32,
    /// To.
    pub max: u32,
}

/// One model of the maker's catalogue. Headquarters owns this list; the built-in one is its start.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// The maker's code, `WEB-L1P24`.
    pub code: String,
    /// The family whose fault codes and parts it has.
    pub family: String,
    /// What kind of good it is.
    pub class: ProductClass,
    /// Chinese name.
    pub name_zh: String,
    /// English name.
    pub name_en: String,
    /// Rated heat input in kW (electric: power).
    pub heat_kw: u32,
    /// Whether it is a condensing machine.
    pub condensing: bool,
    /// Gas groups it can burn (`12T` natural gas, `20Y` LPG).
    pub gas: Vec<String>,
    /// Warranty of the whole machine, in months.
    pub warranty_months: u32,
    /// Warranty of the main parts, in months.
    pub main_part_months: u32,
    /// Years until a gas appliance is to be scrapped.
    pub life_years: Option<u32>,
    /// Floor area it heats, for models that heat.
    pub area_m2: Option<Area>,
    /// Hot water in litres a minute at 25 K rise, for models that make it while it runs.
    pub hot_water_l_min: Option<u32>,
    /// The rule of its serials, where known.
    pub serial: Option<SerialPattern>,
    /// Where the figures come from.
    pub source: String,
}

/// The models a program knows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModelBook {
    /// The kinds of goods.
    pub classes: Vec<ClassEntry>,
    /// The families.
    pub families: Vec<Family>,
    /// The models.
    pub models: Vec<Model>,
}

impl Content for ModelBook {
    const KIND: &'static str = "models";

    fn check(&self) -> Result<(), RuleError> {
        check_codes("classes", self.classes.iter().map(|e| e.class.code()))?;
        check_codes("families", self.families.iter().map(|f| f.code.as_str()))?;
        check_codes("models", self.models.iter().map(|m| m.code.as_str()))?;
        for (index, entry) in self.classes.iter().enumerate() {
            let place = format!("classes[{index}]");
            entry.name.check(&format!("{place}.name"))?;
            if entry.source.trim().is_empty() {
                return Err(bad_policy(format!("{place}.source"), "must not be empty"));
            }
        }
        for (index, family) in self.families.iter().enumerate() {
            let place = format!("families[{index}]");
            family.name.check(&format!("{place}.name"))?;
            family.design.check(&format!("{place}.design"))?;
            let known = self.classes.iter().any(|e| e.class == family.class);
            check_known(format!("{place}.class"), family.class.code(), known)?;
        }
        for (index, model) in self.models.iter().enumerate() {
            let place = format!("models[{index}]");
            let family = self.family(&model.family);
            check_known(format!("{place}.family"), &model.family, family.is_some())?;
            if family.is_some_and(|family| family.class != model.class) {
                return Err(bad_policy(
                    format!("{place}.class"),
                    "is not that of its family",
                ));
            }
            model.check(&place)?;
        }
        Ok(())
    }
}

impl Model {
    /// The name in both languages.
    #[must_use]
    pub fn name(&self) -> Localized {
        Localized {
            zh: self.name_zh.clone(),
            en: self.name_en.clone(),
        }
    }

    /// Refuses figures that cannot be meant.
    fn check(&self, place: &str) -> Result<(), RuleError> {
        self.name().check(&format!("{place}.name"))?;
        let electric = self.class == ProductClass::ElectricWaterHeater;
        let area_fits = self.area_m2.is_none_or(|a| 0 < a.min && a.min < a.max);
        for (field, fits) in [
            ("heat_kw", (1..=200).contains(&self.heat_kw)),
            ("warranty_months", (1..=180).contains(&self.warranty_months)),
            (
                "main_part_months",
                (1..=180).contains(&self.main_part_months),
            ),
            ("gas", self.gas.is_empty() == electric),
            ("life_years", self.life_years.is_none() == electric),
            (
                "life_years",
                self.life_years.is_none_or(|y| (1..=30).contains(&y)),
            ),
            ("area_m2", area_fits),
            (
                "area_m2",
                self.area_m2.is_some() == (self.class == ProductClass::GasBoiler),
            ),
            (
                "hot_water_l_min",
                self.hot_water_l_min.is_none_or(|l| (1..=60).contains(&l)),
            ),
            ("source", !self.source.trim().is_empty()),
        ] {
            if !fits {
                return Err(bad_policy(
                    format!("{place}.{field}"),
                    "cannot be meant for a model of this kind",
                ));
            }
        }
        Ok(())
    }
}

static BUILT_IN: LazyLock<Document<ModelBook>> = LazyLock::new(|| {
    // The file is part of the program; a test proves that it reads.
    shipped(include_str!("../../data/models.json"))
});

impl ModelBook {
    /// The models the program comes with, until headquarters sends its own list.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN.content
    }

    /// The built-in list with its version and source.
    #[must_use]
    pub fn document() -> &'static Document<Self> {
        &BUILT_IN
    }

    /// The family of this code.
    #[must_use]
    pub fn family(&self, code: &str) -> Option<&Family> {
        self.families.iter().find(|family| family.code == code)
    }

    /// Whether the statutory list of repair-exchange-return goods names goods of this kind; not
    /// known for a kind the book does not have.
    #[must_use]
    pub fn on_statutory_list(&self, class: ProductClass) -> Option<bool> {
        let entry = self.classes.iter().find(|entry| entry.class == class);
        entry.map(|entry| entry.statutory_list)
    }

    /// Finds a model by what a clerk types: the code with or without `WEB-`, in any case, with
    /// spaces, or the Chinese or English name.
    #[must_use]
    pub fn find(&self, typed: &str) -> Option<&Model> {
        let exact = self.models.iter().find(|m| m.code == typed.trim());
        if exact.is_some() {
            return exact;
        }
        let wanted = squeeze(typed);
        if wanted.is_empty() {
            return None;
        }
        self.models.iter().find(|m| {
            let code = squeeze(&m.code);
            let short = m.code.split_once('-').map(|(_, rest)| squeeze(rest));
            code == wanted
                || short.is_some_and(|s| s == wanted)
                || squeeze(&m.name_zh) == wanted
                || squeeze(&m.name_en) == wanted
        })
    }

    /// The model whose serials have this form; the check character is not looked at.
    #[must_use]
    pub fn model_of_serial(&self, serial: &str) -> Option<&Model> {
        self.models
            .iter()
            .find(|m| m.serial.as_ref().is_some_and(|p| p.has_form(serial)))
    }
}

impl SerialPattern {
    pub(super) fn length(&self) -> usize {
        self.prefix.len() + self.digits + usize::from(self.check == CheckRule::Mod37_36)
    }

    /// Whether prefix, length, digits and month fit; the check character is not looked at.
    pub(super) fn has_form(&self, serial: &str) -> bool {
        let Some(rest) = serial.strip_prefix(self.prefix.as_str()) else {
            return false;
        };
        let Some(digits) = rest.get(..self.digits) else {
            return false;
        };
        let month_fits = !self.year_month
            || digits
                .get(2..4)
                .and_then(|m| m.parse::<u32>().ok())
                .is_some_and(|m| (1..=12).contains(&m));
        serial.len() == self.length() && digits.bytes().all(|b| b.is_ascii_digit()) && month_fits
    }

    pub(super) fn is_right(&self, serial: &str) -> bool {
        self.has_form(serial)
            && (self.check == CheckRule::None || mod37_36_holds(serial).unwrap_or(false))
    }
}

/// Letters and digits only, upper case, half-width: for comparing model names.
fn squeeze(text: &str) -> String {
    half_width(text)
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::load;

    const SHIPPED: &str = include_str!("../../data/models.json");

    fn field_after(change: impl FnOnce(&mut ModelBook)) -> Option<String> {
        let mut book = ModelBook::built_in().clone();
        change(&mut book);
        book.check().err()?.field().map(ToOwned::to_owned)
    }

    #[test]
    fn the_shipped_list_reads_and_holds_together() {
        let document = load::<ModelBook>(SHIPPED).unwrap();
        assert_eq!(&document, ModelBook::document());
        assert_eq!(document.reviewed_by, None);
        assert_eq!(document.content.models.len(), 10);
    }

    #[test]
    fn the_shipped_models_have_the_figures_of_the_catalogue() {
        let area = |min, max| Some(Area { min, max });
        let row = |code: &str| {
            let m = ModelBook::built_in().find(code).unwrap();
            let months = (m.warranty_months, m.main_part_months);
            (
                m.heat_kw,
                m.hot_water_l_min,
                m.area_m2,
                months,
                m.life_years,
            )
        };
        for (code, figures) in [
            ("L1P18", (18, Some(9), area(60, 90), (24, 36), Some(8))),
            ("L1P20", (20, Some(10), area(80, 110), (24, 36), Some(8))),
            ("L1P24", (24, Some(12), area(110, 150), (24, 36), Some(8))),
            ("L1P28", (28, Some(14), area(150, 180), (24, 36), Some(8))),
            ("L1PB26", (26, Some(14), area(130, 170), (36, 60), Some(10))),
            ("L1PB32", (32, Some(17), area(180, 240), (36, 60), Some(10))),
            ("L1PB40", (40, Some(20), area(240, 320), (36, 60), Some(10))),
            ("N1P36", (36, None, area(200, 260), (24, 36), Some(8))),
            ("JSQ30", (30, Some(16), None, (12, 12), Some(8))),
            ("DR60", (2, None, None, (12, 36), None)),
        ] {
            assert_eq!(row(code), figures, "{code}");
        }
        let condensing = ModelBook::built_in().models.iter();
        let condensing = condensing
            .filter(|m| m.condensing)
            .map(|m| m.family.as_str());
        assert_eq!(condensing.collect::<Vec<_>>(), ["L1PB"; 3]);
    }

    #[test]
    fn only_gas_water_heaters_are_on_the_statutory_list() {
        let book = ModelBook::built_in();
        let listed = |class| book.on_statutory_list(class);
        assert_eq!(listed(ProductClass::GasWaterHeater), Some(true));
        assert_eq!(listed(ProductClass::GasBoiler), Some(false));
        assert_eq!(listed(ProductClass::ElectricWaterHeater), Some(false));
        let nothing = ModelBook::default();
        assert_eq!(nothing.on_statutory_list(ProductClass::GasBoiler), None);
    }

    #[test]
    fn every_kind_of_good_and_every_family_is_in_use() {
        let book = ModelBook::built_in();
        for class in ProductClass::ALL {
            assert!(book.on_statutory_list(*class).is_some(), "{class:?}");
            assert_eq!(ProductClass::from_code(class.code()), Some(*class));
        }
        for family in &book.families {
            assert!(book.models.iter().any(|m| m.family == family.code));
            assert_eq!(book.family(&family.code), Some(family));
        }
        assert_eq!(book.family("XYZ"), None);
    }

    #[test]
    fn a_model_has_its_name_in_both_languages() {
        let name = ModelBook::built_in().find("JSQ30").unwrap().name();
        assert_eq!(name.zh, "沃泉 16 升燃气热水器");
        assert_eq!(name.en, "Water heater 16 L");
    }

    #[test]
    fn a_list_that_does_not_hold_together_is_refused_with_the_place() {
        type Change = fn(&mut ModelBook);
        let cases: &[(&str, Change)] = &[
            ("classes[3].code", |b| b.classes.push(b.classes[0].clone())),
            ("families[5].code", |b| {
                b.families.push(b.families[0].clone())
            }),
            ("models[10].code", |b| b.models.push(b.models[0].clone())),
            ("models", |b| b.models.clear()),
            ("classes[0].name.en", |b| b.classes[0].name.en.clear()),
            ("classes[0].source", |b| b.classes[0].source = " ".into()),
            ("families[1].name.zh", |b| b.families[1].name.zh.clear()),
            ("families[1].design.zh", |b| b.families[1].design.zh.clear()),
            ("families[4].class", |b| drop(b.classes.pop())),
            ("models[2].family", |b| b.models[2].family = "XYZ".into()),
            ("models[8].class", |b| {
                b.models[8].class = ProductClass::GasBoiler
            }),
            ("models[0].name.en", |b| b.models[0].name_en.clear()),
            ("models[0].heat_kw", |b| b.models[0].heat_kw = 0),
            ("models[0].heat_kw", |b| b.models[0].heat_kw = 201),
            ("models[0].warranty_months", |b| {
                b.models[0].warranty_months = 0
            }),
            ("models[0].warranty_months", |b| {
                b.models[0].warranty_months = 181
            }),
            ("models[0].main_part_months", |b| {
                b.models[0].main_part_months = 0
            }),
            ("models[0].gas", |b| b.models[0].gas.clear()),
            ("models[9].gas", |b| b.models[9].gas.push("12T".into())),
            ("models[0].life_years", |b| b.models[0].life_years = None),
            ("models[9].life_years", |b| b.models[9].life_years = Some(8)),
            ("models[0].life_years", |b| b.models[0].life_years = Some(0)),
            ("models[0].life_years", |b| {
                b.models[0].life_years = Some(31)
            }),
            ("models[0].area_m2", |b| b.models[0].area_m2 = None),
            ("models[0].area_m2", |b| {
                b.models[0].area_m2 = Some(Area { min: 60, max: 60 })
            }),
            ("models[0].area_m2", |b| {
                b.models[0].area_m2 = Some(Area { min: 0, max: 60 })
            }),
            ("models[8].area_m2", |b| {
                b.models[8].area_m2 = Some(Area { min: 1, max: 2 })
            }),
            ("models[0].hot_water_l_min", |b| {
                b.models[0].hot_water_l_min = Some(0)
            }),
            ("models[0].hot_water_l_min", |b| {
                b.models[0].hot_water_l_min = Some(61)
            }),
            ("models[0].source", |b| b.models[0].source.clear()),
        ];
        for (field, change) in cases {
            assert_eq!(field_after(change).as_deref(), Some(*field));
        }
        let widest = field_after(|b| {
            let model = &mut b.models[0];
            (model.heat_kw, model.warranty_months, model.main_part_months) = (200, 180, 180);
            (model.life_years, model.hot_water_l_min) = (Some(30), Some(60));
        });
        assert_eq!(widest, None);
    }

    #[test]
    fn a_field_the_list_does_not_have_is_refused() {
        let misspelt = SHIPPED.replacen("\"heat_kw\"", "\"heat_kW\"", 1);
        assert_eq!(
            load::<ModelBook>(&misspelt).unwrap_err().field(),
            Some("document")
        );
    }
}
