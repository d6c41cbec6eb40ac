//! Old names of towns and villages (撤乡并镇): people say and write them for decades. The shop keeps
//! which place is called what today; addresses are read by it and searches asked by both names.

use crate::address;
use crate::codes::codes;

/// Most renamings in a row that are followed; more is a ring somebody typed.
const STEPS_MAX: usize = 5;
/// Most ways in which one text is asked besides as typed.
const WORDINGS_MAX: usize = 4;
/// Fewest characters of a name that is looked for within a text.
const WITHIN_MIN: usize = 2;

codes! {
    /// What was renamed.
    Kind {
        /// 乡镇
        Town = "town",
        /// 村
        Village = "village",
    }
}

/// A place and what it is called today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceName {
    /// What it is.
    pub kind: Kind,
    /// What it was called.
    pub old: String,
    /// What it is called today.
    pub today: String,
    /// Today's town of a village, where other towns have villages of the old name.
    pub town: Option<String>,
}

/// Where a household is, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// 乡镇
    pub town: Option<String>,
    /// 村
    pub village: Option<String>,
    /// The whole address below the town.
    pub detail: Option<String>,
}

/// A name that was typed, and today's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// What it is.
    pub kind: Kind,
    /// As typed.
    pub old: String,
    /// Today's.
    pub today: String,
}

/// The place by today's names, and which of its names were old. A name within the address counts
/// only where it stands as the town or the village, never within a way description.
#[must_use]
pub fn today(names: &[PlaceName], place: Place) -> (Place, Vec<Renamed>) {
    let mut place = place;
    let mut found = Vec::new();
    let parts = address::split(place.detail.as_deref().unwrap_or_default());
    let typed = place.town.clone().or(parts.town.clone());
    let town = typed.map(|typed| {
        let known = name_today(names, Kind::Town, &typed, None);
        note(&mut found, Kind::Town, &typed, known)
    });
    let typed = place.village.clone().or(parts.village.clone());
    if let Some(typed) = typed {
        let known = name_today(names, Kind::Village, &typed, town.as_deref());
        note(&mut found, Kind::Village, &typed, known);
    }
    for (kind, written, in_detail) in [
        (Kind::Town, &mut place.town, parts.town),
        (Kind::Village, &mut place.village, parts.village),
    ] {
        let renamed = found.iter().find(|one: &&Renamed| one.kind == kind);
        let Some(renamed) = renamed else { continue };
        if let Some(written) = written {
            written.clone_from(&renamed.today);
        }
        if in_detail.as_ref() == Some(&renamed.old) {
            let detail = place.detail.as_deref().unwrap_or_default();
            place.detail = Some(detail.replacen(&renamed.old, &renamed.today, 1));
        }
    }
    (place, found)
}

/// Today's name of what was typed; keeps in `found` that it was an old one.
fn note(found: &mut Vec<Renamed>, kind: Kind, typed: &str, today: Option<String>) -> String {
    let Some(today) = today else {
        return typed.to_owned();
    };
    found.push(Renamed {
        kind,
        old: typed.to_owned(),
        today: today.clone(),
    });
    today
}

/// Today's name of a place, renamed as often as it was; `None` where it has its name still.
fn name_today(names: &[PlaceName], kind: Kind, typed: &str, town: Option<&str>) -> Option<String> {
    let next = |name: &str| {
        let of = |town: Option<&str>| {
            let there = |one: &&PlaceName| {
                one.kind == kind && one.old == name && one.town.as_deref() == town
            };
            names.iter().find(there).map(|one| one.today.clone())
        };
        // What is known of one town is not said of another, nor where the town is not known.
        town.and_then(|town| of(Some(town))).or_else(|| of(None))
    };
    let mut name = next(typed.trim())?;
    for _ in 1..STEPS_MAX {
        match next(&name) {
            Some(later) if later != typed => name = later,
            _ => break,
        }
    }
    (name != typed).then_some(name)
}

/// The other ways to ask for a typed text: by today's name where an old one stands in it, and by the
/// old one, as addresses of before may have it still.
#[must_use]
pub fn wordings(names: &[PlaceName], typed: &str) -> Vec<String> {
    let mut known = vec![typed.to_owned()];
    let mut at = 0;
    while let Some(text) = known.get(at).cloned() {
        at += 1;
        for one in names {
            for (from, to) in [(&one.old, &one.today), (&one.today, &one.old)] {
                // A longer name that holds a shorter one is not renamed again: 柳河 within 柳河镇.
                let fits = from.chars().count() >= WITHIN_MIN
                    && text.contains(from.as_str())
                    && !(to.contains(from.as_str()) && text.contains(to.as_str()));
                let other = text.replacen(from.as_str(), to, 1);
                if fits && !known.contains(&other) && known.len() <= WORDINGS_MAX {
                    known.push(other);
                }
            }
        }
    }
    known.remove(0);
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(kind: Kind, old: &str, today: &str, town: Option<&str>) -> PlaceName {
        PlaceName {
            kind,
            old: old.into(),
            today: today.into(),
            town: town.map(Into::into),
        }
    }

    fn names() -> Vec<PlaceName> {
        vec![
            name(Kind::Town, "黑山乡", "石桥乡", None),
            name(Kind::Town, "石桥乡", "柳河镇", None),
            name(Kind::Village, "前进村", "东沟村", Some("柳河镇")),
        ]
    }

    fn read(town: &str, village: &str, detail: &str) -> (String, String, String, usize) {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let place = Place {
            town: some(town),
            village: some(village),
            detail: some(detail),
        };
        let (place, found) = today(&names(), place);
        let or = Option::unwrap_or_default;
        (
            or(place.town),
            or(place.village),
            or(place.detail),
            found.len(),
        )
    }

    #[test]
    fn what_is_known_of_one_town_goes_before_what_is_known_of_all_and_is_said_of_no_other() {
        let mut known = vec![
            name(Kind::Village, "前进村", "东沟村", None),
            name(Kind::Village, "前进村", "红旗村", Some("安平镇")),
        ];
        let read = |known: &[PlaceName], town: Option<&str>| {
            name_today(known, Kind::Village, "前进村", town)
        };
        for _ in 0..2 {
            assert_eq!(read(&known, Some("安平镇")).as_deref(), Some("红旗村"));
            assert_eq!(read(&known, Some("柳河镇")).as_deref(), Some("东沟村"));
            assert_eq!(read(&known, None).as_deref(), Some("东沟村"));
            known.reverse();
        }
        known.retain(|one| one.town.is_some());
        assert_eq!(read(&known, None), None, "nobody knows which town it is");
        assert_eq!(read(&known, Some("柳河镇")), None);
    }

    #[test]
    fn an_old_name_is_read_as_todays_wherever_it_stands_as_the_place_and_however_often_it_changed()
    {
        for ((town, village, detail), wanted) in [
            (("黑山乡", "", ""), ("柳河镇", "", "", 1)),
            (("黑山乡", "前进村", ""), ("柳河镇", "东沟村", "", 2)),
            (
                ("", "", "黑山乡前进村三组"),
                ("", "", "柳河镇东沟村三组", 2),
            ),
            (
                ("石桥乡", "", "前进村三组"),
                ("柳河镇", "", "东沟村三组", 2),
            ),
            // In a way description it is no address.
            (
                ("安平镇", "", "大庙村 黑山乡老粮站对面"),
                ("安平镇", "", "大庙村 黑山乡老粮站对面", 0),
            ),
            // A village of the old name lies in another town too.
            (("安平镇", "前进村", ""), ("安平镇", "前进村", "", 0)),
            (("柳河镇", "东沟村", ""), ("柳河镇", "东沟村", "", 0)),
        ] {
            let (town, village, detail, count) = read(town, village, detail);
            let got = (town.as_str(), village.as_str(), detail.as_str(), count);
            assert_eq!(got, wanted);
        }
    }

    #[test]
    fn a_ring_of_names_ends_and_keeps_what_was_typed_somewhere() {
        let ring = [
            name(Kind::Town, "甲乡", "乙乡", None),
            name(Kind::Town, "乙乡", "甲乡", None),
        ];
        let place = Place {
            town: Some("甲乡".into()),
            ..Place::default()
        };
        let (place, _) = today(&ring, place);
        assert_eq!(place.town.as_deref(), Some("乙乡"));
        assert_eq!(wordings(&ring, "甲乡"), ["乙乡"]);
    }

    #[test]
    fn a_search_asks_by_every_name_a_place_has_had() {
        assert_eq!(wordings(&names(), "黑山乡 王"), ["石桥乡 王", "柳河镇 王"]);
        assert_eq!(wordings(&names(), "柳河镇"), ["石桥乡", "黑山乡"]);
        assert_eq!(wordings(&names(), "王建军"), Vec::<String>::new());
        let longer = [name(Kind::Town, "柳河", "柳河镇", None)];
        assert_eq!(wordings(&longer, "柳河镇"), ["柳河"]);
        assert_eq!(wordings(&longer, "柳河"), ["柳河镇"]);
    }
}
