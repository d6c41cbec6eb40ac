//! 贺年卡: a card on paper for a household (R082) — on which occasion, whom it is addressed to, and
//! who gets none because they wish to be left alone.

use uuid::Uuid;

use crate::care::Wishes;
use crate::codes::codes;
use crate::explain::Language;
use crate::privacy::consent::{Consent, ConsentRow, consent_at};
use crate::privacy::policy::Purpose;

/// Characters of what is written on a card.
pub const TEXT_MAX: usize = 120;
/// Households of one mailing.
pub const HOUSEHOLDS_MOST: usize = 200;
/// A birthday so many days ahead is one that a card reaches in time.
pub const BIRTHDAY_DAYS: i64 = 31;

codes! {
    /// What a card is sent for.
    Occasion {
        /// 春节
        SpringFestival = "spring_festival",
        /// 供暖季开始
        HeatingSeason = "heating_season",
        /// 生日
        Birthday = "birthday",
        /// 自己写
        Own = "own",
    }
}

codes! {
    /// Why a household gets no card.
    LeftOut {
        /// 不收活动消息
        NoMarketing = "no_marketing",
        /// 不要打电话: whoever wants no call wants no other greeting unasked.
        NoCall = "no_call",
        /// 收回过同意
        Withdrawn = "withdrawn",
        /// 没问过生日问候
        NoConsent = "no_consent",
        /// 近期没有人过生日
        NoBirthday = "no_birthday",
    }
}

/// The words offered for a card; none for words of one's own.
#[must_use]
pub const fn usual_text(occasion: Occasion, language: Language) -> &'static str {
    match (occasion, language) {
        (Occasion::SpringFestival, Language::Zh) => {
            "新春快乐，阖家安康！家里取暖有什么事，随时打电话给我们。"
        }
        (Occasion::SpringFestival, Language::En) => {
            "Happy Spring Festival! Whatever your heating needs, call us at any time."
        }
        (Occasion::HeatingSeason, Language::Zh) => {
            "供暖季到了，愿您全家暖暖和和过冬。开机前有不清楚的，打电话给我们。"
        }
        (Occasion::HeatingSeason, Language::En) => {
            "The heating season begins: we wish you a warm winter. Call us with any question before you start the boiler."
        }
        (Occasion::Birthday, Language::Zh) => "祝您生日快乐，身体健康，万事如意！",
        (Occasion::Birthday, Language::En) => "Happy birthday, and all the best to you!",
        (Occasion::Own, _) => "",
    }
}

/// Whether a household is left out of a mailing, and why.
///
/// A greeting to one's own customers is held back by whoever said no: to calls, to campaigns, or by
/// taking a consent back. A birthday is a person's own affair: that needs their consent, as a call
/// about it does (R083). `whose` is the household, of a birthday the person.
#[must_use]
pub fn left_out(
    occasion: Occasion,
    wishes: &Wishes,
    whose: Uuid,
    consents: &[ConsentRow],
    now_at: i64,
) -> Option<LeftOut> {
    if wishes.no_marketing {
        return Some(LeftOut::NoMarketing);
    }
    if wishes.no_call {
        return Some(LeftOut::NoCall);
    }
    let said = |person, purpose| consent_at(consents, person, purpose, now_at).result;
    if occasion == Occasion::Birthday {
        return match said(whose, Purpose::Birthday) {
            Consent::Given => None,
            Consent::Withdrawn => Some(LeftOut::Withdrawn),
            Consent::Unsaid => Some(LeftOut::NoConsent),
        };
    }
    let refused = [Purpose::Care, Purpose::Marketing]
        .into_iter()
        .any(|purpose| said(whose, purpose) == Consent::Withdrawn);
    refused.then_some(LeftOut::Withdrawn)
}

/// To whom a card goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    /// 全家
    Family,
    /// A company or project.
    Unit,
    /// One person, in their own hand.
    Person,
}

/// The line of the name on a label, with what is due to it: what the village adds to a name in
/// brackets is for the shop and not for the postman.
#[must_use]
pub fn addressee(name: &str, whom: Whom, language: Language) -> String {
    let plain = name.split(['（', '(']).next().map(str::trim);
    let name = plain.filter(|plain| !plain.is_empty()).unwrap_or(name);
    match (whom, language) {
        (Whom::Family, Language::Zh) => format!("{name} 全家 收"),
        (Whom::Unit, Language::Zh) => format!("{name} 台启"),
        (Whom::Person, Language::Zh) => format!("{name} 亲启"),
        (Whom::Family, Language::En) => format!("The family of {name}"),
        (Whom::Unit | Whom::Person, Language::En) => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::CustomerId;

    const HOME: Uuid = Uuid::from_u128(1);
    const PERSON: Uuid = Uuid::from_u128(2);

    fn said(person: Uuid, purpose: Purpose, given: bool) -> ConsentRow {
        ConsentRow {
            person,
            purpose,
            given,
            occurred_at: 10,
            clock_suspect: false,
        }
    }

    fn wishes(no_call: bool, no_marketing: bool) -> Wishes {
        Wishes {
            customer: CustomerId(HOME),
            no_call,
            no_marketing,
        }
    }

    #[test]
    fn who_said_no_gets_no_card_and_a_birthday_needs_a_yes() {
        let (none, call, campaign) = (
            wishes(false, false),
            wishes(true, false),
            wishes(true, true),
        );
        let (care, marketing, birthday) = (Purpose::Care, Purpose::Marketing, Purpose::Birthday);
        let festival = Occasion::SpringFestival;
        let out = |occasion, wishes: &Wishes, whose, rows: &[ConsentRow]| {
            left_out(occasion, wishes, whose, rows, 20)
        };
        for (occasion, wishes, whose, rows, wanted) in [
            (festival, &none, HOME, vec![], None),
            (festival, &none, HOME, vec![said(HOME, care, true)], None),
            (festival, &call, HOME, vec![], Some(LeftOut::NoCall)),
            (
                festival,
                &campaign,
                HOME,
                vec![],
                Some(LeftOut::NoMarketing),
            ),
            (
                festival,
                &none,
                HOME,
                vec![said(HOME, care, false)],
                Some(LeftOut::Withdrawn),
            ),
            (
                Occasion::Own,
                &none,
                HOME,
                vec![said(HOME, marketing, false)],
                Some(LeftOut::Withdrawn),
            ),
            (
                Occasion::HeatingSeason,
                &none,
                HOME,
                vec![said(PERSON, care, false)],
                None,
            ),
            (
                Occasion::Birthday,
                &none,
                PERSON,
                vec![],
                Some(LeftOut::NoConsent),
            ),
            (
                Occasion::Birthday,
                &none,
                PERSON,
                vec![said(PERSON, birthday, true)],
                None,
            ),
            (
                Occasion::Birthday,
                &none,
                PERSON,
                vec![said(HOME, birthday, true)],
                Some(LeftOut::NoConsent),
            ),
            (
                Occasion::Birthday,
                &none,
                PERSON,
                vec![said(PERSON, birthday, false)],
                Some(LeftOut::Withdrawn),
            ),
            (
                Occasion::Birthday,
                &call,
                PERSON,
                vec![said(PERSON, birthday, true)],
                Some(LeftOut::NoCall),
            ),
        ] {
            assert_eq!(
                out(occasion, wishes, whose, &rows),
                wanted,
                "{occasion:?} {rows:?}"
            );
        }
    }

    #[test]
    fn a_label_names_the_family_without_what_the_shop_adds_to_the_name() {
        for (name, whom, zh) in [
            ("王建军", Whom::Family, "王建军 全家 收"),
            ("王建军（二狗家）", Whom::Family, "王建军 全家 收"),
            ("王建军(二狗家)", Whom::Family, "王建军 全家 收"),
            ("（二狗家）", Whom::Family, "（二狗家） 全家 收"),
            ("柳河镇中学", Whom::Unit, "柳河镇中学 台启"),
            ("王秀英", Whom::Person, "王秀英 亲启"),
        ] {
            assert_eq!(addressee(name, whom, Language::Zh), zh);
        }
        let family = addressee("王建军", Whom::Family, Language::En);
        assert_eq!(family, "The family of 王建军");
    }

    #[test]
    fn the_words_that_are_offered_fit_on_a_card() {
        for &occasion in Occasion::ALL {
            for language in [Language::Zh, Language::En] {
                let count = usual_text(occasion, language).chars().count();
                assert!(count <= TEXT_MAX, "{occasion:?} {count}");
                assert_eq!(count == 0, occasion == Occasion::Own);
            }
        }
    }
}
