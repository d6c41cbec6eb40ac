//! The documents: complete, and quoted in both languages.

use crate::explain::{BasisKind, Language, render_key};
use crate::policy::Content as _;
use crate::remedy_case::{Article, Claim, Ground, Offer, Periods, Proof, articles, periods};
use crate::warranty::remedy::{Depreciation, Payer, Row};

fn offer(claim: Claim, row: Option<Row>) -> Offer {
    Offer {
        claim,
        allowed: true,
        owed: false,
        row,
        payer: Payer::Seller,
        depreciation: Depreciation::None,
        other_model: false,
    }
}

#[test]
fn every_offer_by_law_quotes_its_articles_and_every_proof_has_a_name() {
    let book = &articles().unwrap().content;
    let rows = Row::ALL.iter().map(|row| offer(Claim::Return, Some(*row)));
    let grounds = Ground::ALL.iter().flat_map(|ground| {
        let claims = ground.claims().iter();
        claims.map(move |claim| (*ground, offer(*claim, None)))
    });
    let all = rows.map(|one| (Ground::Quality, one)).chain(grounds);
    for (ground, offer) in all {
        let basis = offer.basis(ground);
        assert!(!basis.is_empty());
        for one in basis {
            assert_ne!(render_key(one.key, Language::Zh), one.key);
            let quoted = book.of(&one);
            assert_eq!(quoted.is_some(), one.kind == BasisKind::Statute, "{one:?}");
            let han = |article: &Article| article.text.zh.chars().count();
            assert!(quoted.is_none_or(|article| han(article) > 20));
        }
    }
    for proof in Proof::ALL {
        let key = format!("remedy_case-proof-{}", proof.code());
        for language in [Language::Zh, Language::En] {
            assert_ne!(render_key(&key, language), key);
        }
    }
}

#[test]
fn documents_that_do_not_hold_together_are_refused_with_their_place() {
    let good = periods().unwrap().content;
    type Change = fn(&mut Periods);
    let cases: [(Change, &str); 4] = [
        (|p| p.refund_days = 8, "refund_days"),
        (|p| p.decide_days = 367, "decide_days"),
        (|p| p.execute_days = 400, "execute_days"),
        (|p| p.close_days = u32::MAX, "close_days"),
    ];
    for (change, field) in cases {
        let mut periods = good;
        change(&mut periods);
        assert_eq!(periods.check().unwrap_err().field(), Some(field));
    }
    let mut book = articles().unwrap().content.clone();
    book.articles[1].key = book.articles[0].key.clone();
    assert_eq!(book.check().unwrap_err().field(), Some("articles[1]"));
    let mut book = articles().unwrap().content.clone();
    book.articles[2].text.zh = " ".to_owned();
    assert_eq!(book.check().unwrap_err().field(), Some("articles[2]"));
}
