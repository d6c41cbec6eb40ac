//! How alike a prospect is to those who bought (R021).
//!
//! [`buyer_profile`] shows how buyers spread over township, house type, area and so on; a share is
//! shown only where enough buyers stand behind it. [`similarity`] compares a prospect with what is
//! shown: each attribute gives the share of the prospect's value by the share of the most common
//! one, so the most typical buyer scores 100. The score steers attention, never a price.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::explain::{Arg, Decision, Explanation, line};
use crate::policy::{Content, Document, bad_policy, built_in_document};
use crate::rule::RuleError;

/// More buyers than a dealer has.
const BUYERS_MAX: usize = 100_000;
/// A longer word is not the name of anything.
const WORD_MAX: usize = 200;
/// A larger house is not heated by these units.
const AREA_MAX: u32 = 100_000;

codes! {
    /// What buyers and prospects are compared by.
    Attribute {
        /// 乡镇
        Township = "township",
        /// 房屋类型
        HouseType = "house_type",
        /// 面积
        Area = "area",
        /// 采暖方式
        Heating = "heating",
        /// 收入档（可不填）
        IncomeBand = "income_band",
        /// 来源渠道
        Channel = "channel",
        /// 购买原因
        Reason = "reason",
        /// 机型
        Model = "model",
    }
}

impl Attribute {
    /// The message that names it.
    #[must_use]
    pub fn key(self) -> String {
        format!("buyer-profile-{}", self.code().replace('_', "-"))
    }
}

/// How profiles are made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BuyerProfilePolicy {
    /// Fewer buyers than this behind a value, and its share is not shown.
    pub min_cell: u32,
    /// Where each band of areas begins, in m², ascending; the first band lies below the first.
    pub area_bands_from_m2: Vec<u32>,
    /// How much each attribute counts; all are named.
    pub weights: BTreeMap<Attribute, u32>,
}

impl Content for BuyerProfilePolicy {
    const KIND: &'static str = "buyer_profile";

    fn check(&self) -> Result<(), RuleError> {
        if !(2..=1_000).contains(&self.min_cell) {
            return Err(bad_policy("min_cell", "outside what can be meant"));
        }
        let bands = &self.area_bands_from_m2;
        let in_bounds = bands.iter().all(|from| (1..=AREA_MAX).contains(from));
        if !in_bounds || !bands.is_sorted_by(|a, b| a < b) {
            return Err(bad_policy("area_bands_from_m2", "must ascend"));
        }
        let all = Attribute::ALL
            .iter()
            .all(|it| self.weights.contains_key(it));
        let some = self.weights.values().any(|weight| *weight > 0);
        if !all || !some || self.weights.values().any(|weight| *weight > 100) {
            let reason = "must name every attribute with 0 to 100, not all 0";
            return Err(bad_policy("weights", reason));
        }
        Ok(())
    }
}

built_in_document! {
    /// The policy the program comes with, until headquarters sends its own.
    pub fn built_in() -> BuyerProfilePolicy = "buyer_profile-2026-1";
}

/// What is known of a buyer or prospect; unknown things are absent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Traits {
    /// 乡镇
    #[serde(default)]
    pub township: Option<String>,
    /// 房屋类型
    #[serde(default)]
    pub house_type: Option<String>,
    /// 面积, in m²
    #[serde(default)]
    pub area_m2: Option<u32>,
    /// 采暖方式
    #[serde(default)]
    pub heating: Option<String>,
    /// 收入档, if the customer cared to say
    #[serde(default)]
    pub income_band: Option<String>,
    /// 来源渠道
    #[serde(default)]
    pub channel: Option<String>,
    /// 购买原因
    #[serde(default)]
    pub reason: Option<String>,
    /// 机型
    #[serde(default)]
    pub model: Option<String>,
}

/// The buyers of a dealer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileInput {
    /// The buyers.
    pub buyers: Vec<Traits>,
}

/// The buyers of a dealer and a prospect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SimilarityInput {
    /// The buyers.
    pub buyers: Vec<Traits>,
    /// The prospect.
    pub prospect: Traits,
}

/// A value with enough buyers behind it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Share {
    /// The value; a band of areas as `100-129`, `-79`, `280-`.
    pub value: String,
    /// Buyers with it.
    pub buyers: u32,
    /// Per cent of the buyers of whom the attribute is known.
    pub percent: f64,
}

/// How buyers spread over one attribute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct AttributeProfile {
    /// The attribute.
    pub attribute: Attribute,
    /// Buyers of whom it is known.
    pub known: u32,
    /// Values with enough buyers, the most common first.
    pub shares: Vec<Share>,
    /// Values that are not shown: those with too few buyers, and where these could be worked out
    /// from what is shown, the least common of the others too.
    pub hidden_values: u32,
}

/// A profile, and the value hidden only so that nobody can work out the others.
struct Spread {
    profile: AttributeProfile,
    covering: Option<String>,
}

impl AttributeProfile {
    fn share(&self, value: &str) -> Option<&Share> {
        self.shares.iter().find(|share| share.value == value)
    }
}

/// How buyers spread over all attributes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct BuyerProfile {
    /// Buyers.
    pub buyers: u32,
    /// Each attribute, in the order of the codes.
    pub attributes: Vec<AttributeProfile>,
}

/// How a prospect's value of one attribute compares.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Comparison {
    /// The attribute.
    pub attribute: Attribute,
    /// The prospect's value.
    pub value: String,
    /// Per cent of buyers with it; null where too few have it to be shown.
    pub percent: Option<f64>,
    /// The most common value of buyers.
    pub most_common: String,
    /// How alike, 0–100.
    pub similarity: f64,
    /// How much it counts.
    pub weight: u32,
}

/// How alike a prospect is to the buyers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Similarity {
    /// 0–100; null where nothing could be compared.
    pub score: Option<f64>,
    /// The attributes that made it, what speaks most for the prospect first.
    pub compared: Vec<Comparison>,
    /// Attributes unknown of the prospect, or with too few buyers.
    pub not_compared: Vec<Attribute>,
}

/// How buyers spread over all attributes.
///
/// # Errors
/// [`RuleError::OutOfRange`] for a word or area beyond reason, or too many buyers.
pub fn buyer_profile(
    policy: &Document<BuyerProfilePolicy>,
    input: &ProfileInput,
) -> Result<Decision<BuyerProfile>, RuleError> {
    let spreads = spreads(&policy.content, &input.buyers)?;
    let buyers = input.buyers.len();
    let mut why = Explanation::default();
    why.versions.push(policy.version_ref());
    why.steps.push(line!("buyer-profile-buyers", n = buyers));
    for spread in spreads.iter().filter(|it| it.profile.hidden_values > 0) {
        let key = spread.profile.attribute.key();
        why.notes.push(line!(
            "buyer-profile-hidden",
            attribute = Arg::Key(key.clone()),
            n = spread.profile.hidden_values - u32::from(spread.covering.is_some()),
            least = policy.content.min_cell
        ));
        if spread.covering.is_some() {
            let attribute = Arg::Key(key);
            why.notes
                .push(line!("buyer-profile-hidden-too", attribute = attribute));
        }
    }
    let result = BuyerProfile {
        buyers: buyers as u32,
        attributes: spreads.into_iter().map(|it| it.profile).collect(),
    };
    Ok(Decision { result, why })
}

/// How alike a prospect is to those who bought.
///
/// # Errors
/// As [`buyer_profile`].
pub fn similarity(
    policy: &Document<BuyerProfilePolicy>,
    input: &SimilarityInput,
) -> Result<Decision<Similarity>, RuleError> {
    check(&input.prospect, "prospect")?;
    let spreads = spreads(&policy.content, &input.buyers)?;
    let mut compared = Vec::new();
    let mut not_compared = Vec::new();
    for spread in &spreads {
        match compare(&policy.content, spread, &input.prospect) {
            Some(comparison) => compared.push(comparison),
            None => not_compared.push(spread.profile.attribute),
        }
    }
    let weights: u32 = compared.iter().map(|it| it.weight).sum();
    let parts = compared
        .iter()
        .map(|it| it.similarity * f64::from(it.weight));
    let sum: f64 = parts.sum();
    let score = (weights > 0).then(|| (sum / f64::from(weights)).clamp(0.0, 100.0));
    compared.sort_by(|a, b| {
        let counts = |it: &Comparison| it.similarity * f64::from(it.weight);
        let by_part = counts(b).total_cmp(&counts(a));
        by_part.then(a.attribute.cmp(&b.attribute))
    });
    let result = Similarity {
        score,
        compared,
        not_compared,
    };
    let mut why = Explanation::default();
    why.versions.push(policy.version_ref());
    explain(&mut why, &policy.content, input.buyers.len(), &result);
    Ok(Decision { result, why })
}

fn spreads(policy: &BuyerProfilePolicy, buyers: &[Traits]) -> Result<Vec<Spread>, RuleError> {
    if buyers.len() > BUYERS_MAX {
        return Err(RuleError::OutOfRange {
            field: "buyers".into(),
        });
    }
    for (index, buyer) in buyers.iter().enumerate() {
        check(buyer, &format!("buyers[{index}]"))?;
    }
    let attributes = Attribute::ALL.iter();
    Ok(attributes
        .map(|attribute| spread(policy, *attribute, buyers))
        .collect())
}

fn spread(policy: &BuyerProfilePolicy, attribute: Attribute, buyers: &[Traits]) -> Spread {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for value in buyers
        .iter()
        .filter_map(|buyer| value(policy, attribute, buyer))
    {
        *counts.entry(value).or_default() += 1;
    }
    let known: u32 = counts.values().sum();
    let values = counts.len();
    let visible = counts.into_iter().filter(|(_, n)| *n >= policy.min_cell);
    let mut shares: Vec<_> = visible
        .map(|(value, buyers)| Share {
            value,
            buyers,
            percent: f64::from(buyers) * 100.0 / f64::from(known),
        })
        .collect();
    // Stable, so equally common values stay in the order of their names.
    shares.sort_by_key(|share| std::cmp::Reverse(share.buyers));
    // What is known less what is shown is how many are hidden: too few to be told as well.
    let hidden = known - shares.iter().map(|share| share.buyers).sum::<u32>();
    let covering = (1..policy.min_cell)
        .contains(&hidden)
        .then(|| shares.pop())
        .flatten();
    let profile = AttributeProfile {
        attribute,
        known,
        hidden_values: (values - shares.len()) as u32,
        shares,
    };
    let covering = covering.map(|share| share.value);
    Spread { profile, covering }
}

/// The value of an attribute, where it is known.
fn value(policy: &BuyerProfilePolicy, attribute: Attribute, traits: &Traits) -> Option<String> {
    let word = match attribute {
        Attribute::Area => return traits.area_m2.map(|area| band(policy, area)),
        Attribute::Township => &traits.township,
        Attribute::HouseType => &traits.house_type,
        Attribute::Heating => &traits.heating,
        Attribute::IncomeBand => &traits.income_band,
        Attribute::Channel => &traits.channel,
        Attribute::Reason => &traits.reason,
        Attribute::Model => &traits.model,
    };
    let word = word.as_deref()?.trim();
    (!word.is_empty()).then(|| word.to_owned())
}

fn band(policy: &BuyerProfilePolicy, area: u32) -> String {
    let bands = &policy.area_bands_from_m2;
    let index = bands.partition_point(|from| *from <= area);
    let from = index.checked_sub(1).and_then(|before| bands.get(before));
    let to = bands.get(index).map(|next| next - 1);
    let text = |bound: Option<u32>| bound.map(|b| b.to_string()).unwrap_or_default();
    format!("{}-{}", text(from.copied()), text(to))
}

fn compare(policy: &BuyerProfilePolicy, spread: &Spread, prospect: &Traits) -> Option<Comparison> {
    let attribute = &spread.profile;
    let most_common = attribute.shares.first()?;
    let value = value(policy, attribute.attribute, prospect)?;
    // Its similarity would tell how many have it.
    if spread.covering.as_ref() == Some(&value) {
        return None;
    }
    let weight = policy.weights.get(&attribute.attribute).copied();
    let weight = weight.filter(|weight| *weight > 0)?;
    let share = attribute.share(&value);
    let buyers = share.map_or(0, |share| share.buyers);
    Some(Comparison {
        attribute: attribute.attribute,
        percent: share.map(|share| share.percent),
        most_common: most_common.value.clone(),
        similarity: f64::from(buyers) * 100.0 / f64::from(most_common.buyers),
        weight,
        value,
    })
}

fn check(traits: &Traits, place: &str) -> Result<(), RuleError> {
    let words = [
        ("township", &traits.township),
        ("house_type", &traits.house_type),
        ("heating", &traits.heating),
        ("income_band", &traits.income_band),
        ("channel", &traits.channel),
        ("reason", &traits.reason),
        ("model", &traits.model),
    ];
    let long = |word: &Option<String>| word.as_ref().is_some_and(|word| word.len() > WORD_MAX);
    let field = match words.into_iter().find(|(_, word)| long(word)) {
        Some((field, _)) => field,
        None if traits
            .area_m2
            .is_some_and(|area| !(1..=AREA_MAX).contains(&area)) =>
        {
            "area_m2"
        }
        None => return Ok(()),
    };
    Err(RuleError::OutOfRange {
        field: format!("{place}.{field}").into(),
    })
}

fn explain(why: &mut Explanation, policy: &BuyerProfilePolicy, buyers: usize, result: &Similarity) {
    why.steps.push(line!("buyer-profile-buyers", n = buyers));
    for it in &result.compared {
        let attribute = Arg::Key(it.attribute.key());
        why.steps.push(match it.percent {
            Some(percent) => line!(
                "buyer-profile-like",
                attribute = attribute,
                value = it.value.as_str(),
                percent = percent,
                similarity = it.similarity
            ),
            None => line!(
                "buyer-profile-unlike",
                attribute = attribute,
                value = it.value.as_str(),
                least = policy.min_cell,
                common = it.most_common.as_str()
            ),
        });
    }
    for attribute in &result.not_compared {
        let attribute = Arg::Key(attribute.key());
        why.missing
            .push(line!("buyer-profile-not-compared", attribute = attribute));
    }
    why.steps.push(match result.score {
        Some(score) => line!("buyer-profile-score", score = score),
        None => line!("buyer-profile-no-score"),
    });
    why.notes.push(line!("buyer-profile-no-price"));
}

#[cfg(test)]
mod tests;
