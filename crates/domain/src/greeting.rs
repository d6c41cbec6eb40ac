//! 贺年卡: a card on paper for a household (R082) — on which occasion, whom it is addressed to, and
//! who gets none because they wish to be left alone.

use uuid::Uuid;

use crate::care::Wishes;
use crate::codes::codes;
use crate::explain::Language;
use crate::policy::Document;
use crate::privacy::consent::{Consent, ConsentRow, Message, Obstacle, consent_at, may_send};
use crate::privacy::policy::{MessageKind, PrivacyPolicy, Purpose};
use crate::rule::RuleError;

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
        /// 没问过、没同意
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
/// By the same policy as any other message (个人信息保护法 13, 广告法 43): a greeting is care and needs
/// a yes, a birthday that of the person (R083), words of one's own may be a campaign, and the word
/// before the heating season is a service. Whoever wants no call or no campaign gets no card either,
/// nor a family of which anybody has said no. `whose` is the household, of a birthday the person.
///
/// # Errors
/// [`RuleError::BadPolicy`] for a policy that does not know the kind of message.
pub fn left_out(
    occasion: Occasion,
    wishes: &Wishes,
    whose: Uuid,
    (consents, policy): (&[ConsentRow], &Document<PrivacyPolicy>),
    now_at: i64,
) -> Result<Option<LeftOut>, RuleError> {
    if wishes.no_marketing {
        return Ok(Some(LeftOut::NoMarketing));
    }
    if wishes.no_call {
        return Ok(Some(LeftOut::NoCall));
    }
    let refused = |one: &ConsentRow| {
        let said = |purpose| consent_at(consents, one.person, purpose, now_at).result;
        [Purpose::Care, Purpose::Marketing]
            .into_iter()
            .any(|purpose| said(purpose) == Consent::Withdrawn)
    };
    if occasion != Occasion::Birthday && consents.iter().any(refused) {
        return Ok(Some(LeftOut::Withdrawn));
    }
    let kind = match occasion {
        Occasion::SpringFestival => MessageKind::Care,
        Occasion::HeatingSeason => MessageKind::Service,
        Occasion::Birthday => MessageKind::Birthday,
        Occasion::Own => MessageKind::Campaign,
    };
    let message = Message {
        person: whose,
        kind,
        send_at: now_at,
        no_marketing: wishes.no_marketing,
    };
    let obstacles = may_send(&message, consents, policy)?.result.obstacles;
    Ok(obstacles.first().map(|obstacle| match obstacle {
        Obstacle::Withdrawn => LeftOut::Withdrawn,
        Obstacle::NoConsent => LeftOut::NoConsent,
        Obstacle::NoMarketing => LeftOut::NoMarketing,
    }))
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

    fn out(
        occasion: Occasion,
        (no_call, no_marketing): (bool, bool),
        whose: Uuid,
        rows: &[ConsentRow],
    ) -> Option<LeftOut> {
        let policy = crate::privacy::built_in().unwrap();
        let wishes = wishes(no_call, no_marketing);
        left_out(occasion, &wishes, whose, (rows, policy), 20).unwrap()
    }

    const NONE: (bool, bool) = (false, false);

    #[test]
    fn a_greeting_needs_the_consent_its_kind_of_message_needs_and_nobodys_no() {
        let (care, marketing) = (Purpose::Care, Purpose::Marketing);
        let festival = Occasion::SpringFestival;
        for (occasion, person, purpose, given, wanted) in [
            (festival, HOME, care, true, None),
            (festival, HOME, care, false, Some(LeftOut::Withdrawn)),
            (festival, PERSON, care, true, Some(LeftOut::NoConsent)),
            (Occasion::Own, HOME, care, true, Some(LeftOut::NoConsent)),
            (Occasion::Own, HOME, marketing, true, None),
            (
                Occasion::Own,
                HOME,
                marketing,
                false,
                Some(LeftOut::Withdrawn),
            ),
            (Occasion::HeatingSeason, PERSON, care, true, None),
            (
                Occasion::HeatingSeason,
                PERSON,
                care,
                false,
                Some(LeftOut::Withdrawn),
            ),
        ] {
            let rows = [said(person, purpose, given)];
            let told = out(occasion, NONE, HOME, &rows);
            assert_eq!(told, wanted, "{occasion:?} {rows:?}");
        }
        assert_eq!(out(festival, NONE, HOME, &[]), Some(LeftOut::NoConsent));
        assert_eq!(out(Occasion::HeatingSeason, NONE, HOME, &[]), None);
        let yes = [said(HOME, care, true)];
        let (call, campaign) = ((true, false), (true, true));
        assert_eq!(out(festival, call, HOME, &yes), Some(LeftOut::NoCall));
        assert_eq!(
            out(festival, campaign, HOME, &yes),
            Some(LeftOut::NoMarketing)
        );
    }

    #[test]
    fn a_birthday_needs_the_yes_of_the_person() {
        let birthday = Occasion::Birthday;
        for (person, given, wanted) in [
            (PERSON, true, None),
            (PERSON, false, Some(LeftOut::Withdrawn)),
            (HOME, true, Some(LeftOut::NoConsent)),
        ] {
            let rows = [said(person, Purpose::Birthday, given)];
            assert_eq!(out(birthday, NONE, PERSON, &rows), wanted, "{rows:?}");
        }
        assert_eq!(out(birthday, NONE, PERSON, &[]), Some(LeftOut::NoConsent));
        let yes = [said(PERSON, Purpose::Birthday, true)];
        let call = out(birthday, (true, false), PERSON, &yes);
        assert_eq!(call, Some(LeftOut::NoCall));
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
