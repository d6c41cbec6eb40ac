//! Chinese names in Latin letters, for search: full spelling and initials, all readings.
//!
//! A surname has its own reading (曾 is zeng, 单 is shan); the characters of a given name may have
//! several, and all combinations count up to a cap, the commonest first. Characters without a known
//! reading (rare ones of extension B) are left out of the spelling and never an error.

use pinyin::{Pinyin, ToPinyinMulti};

use crate::address;

/// Most spellings kept for one name.
pub const SPELLINGS_MAX: usize = 8;
/// Longest name spelt, in characters.
const CHARS_MAX: usize = 60;
/// Names longer than this are organisations: their first character need not be a surname.
const PERSON_CHARS_MAX: usize = 4;

/// The spellings of one text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spelling {
    /// Full spellings without spaces: `zenghongmei`.
    pub full: Vec<String>,
    /// Initials: `zhm`.
    pub initials: Vec<String>,
}

/// Spells a person's or household's name; the surname has its surname reading.
#[must_use]
pub fn of_name(name: &str) -> Spelling {
    let chars: Vec<char> = name
        .chars()
        .filter(|c| !c.is_whitespace())
        .take(CHARS_MAX)
        .collect();
    let mut readings: Vec<Vec<String>> = chars.iter().map(|&c| readings_of(c)).collect();
    let person = chars.len() <= PERSON_CHARS_MAX;
    for (reading, surname) in readings.iter_mut().zip(surname_readings(&chars)) {
        if person {
            *reading = surname;
        } else {
            reading.retain(|r| !surname.contains(r));
            reading.splice(0..0, surname);
        }
    }
    combine(&readings)
}

/// Spells any other text (villages, landmarks): all readings of every character.
#[must_use]
pub fn of_text(text: &str) -> Spelling {
    let chars = text.chars().filter(|c| !c.is_whitespace()).take(CHARS_MAX);
    combine(&chars.map(readings_of).collect::<Vec<_>>())
}

/// A spelling as it sounds where people do not tell n from l, f from h, zh from z, ch from c, sh from
/// s, or ng from n: two spellings that fold alike are taken for each other (liunan, niulan).
///
/// It folds letters and knows no syllables, so the n at the end of one folds too; what is stored and
/// what is typed fold in the same way, and that is all it is for.
#[must_use]
pub fn folded(spelling: &str) -> String {
    let mut out = String::with_capacity(spelling.len());
    let mut letters = spelling.chars().peekable();
    while let Some(letter) = letters.next() {
        out.push(match letter {
            'n' => 'l',
            'f' => 'h',
            other => other,
        });
        let swallowed = match letter {
            'z' | 'c' | 's' => 'h',
            'n' => 'g',
            _ => continue,
        };
        letters.next_if_eq(&swallowed);
    }
    out
}

/// Spells a village with the group in it (`东沟村`, `三组 供销社北` → `donggoucun3zu`, `dgc3z`): the
/// group's number is a digit, as it is typed. Nothing behind the group counts.
#[must_use]
pub fn of_village(village: &str, detail: &str) -> Spelling {
    // The detail is what was typed whole, with the village and perhaps the town in front.
    let parts = address::split(detail);
    let group = parts.hamlet.unwrap_or_default();
    let group = if group.contains(['组', '队', '社']) {
        address::hamlet_key(&group)
    } else {
        String::new()
    };
    of_text(&format!("{village}{group}"))
}

/// The readings of the surname's characters, if the surname is one with a reading of its own.
fn surname_readings(chars: &[char]) -> Vec<Vec<String>> {
    let split =
        |readings: &str| -> Vec<String> { readings.split('/').map(str::to_owned).collect() };
    if let [first, second, ..] = chars {
        let found = DOUBLE_SURNAMES
            .iter()
            .find(|(name, _)| name.chars().eq([*first, *second]));
        if let Some((_, reading)) = found {
            return reading.split(' ').map(split).collect();
        }
    }
    let Some(first) = chars.first() else {
        return Vec::new();
    };
    let found = SURNAMES.iter().find(|(name, _)| name == first);
    found
        .map(|(_, reading)| vec![split(reading)])
        .unwrap_or_default()
}

/// All plain readings of a character, commonest first; Latin letters and digits stand for
/// themselves; empty for anything without a reading.
fn readings_of(c: char) -> Vec<String> {
    if c.is_ascii_alphanumeric() {
        return vec![c.to_ascii_lowercase().to_string()];
    }
    let Some(multi) = c.to_pinyin_multi() else {
        return Vec::new();
    };
    let mut readings = Vec::new();
    for spelt in multi.into_iter().map(Pinyin::plain) {
        // ü is typed as v on every keyboard, and as u by those who do not know better.
        let plain: Vec<String> = if spelt.contains('ü') {
            vec![spelt.replace('ü', "v"), spelt.replace('ü', "u")]
        } else {
            vec![spelt.to_owned()]
        };
        for reading in plain {
            let sound = reading.len() > 1 || matches!(reading.as_str(), "a" | "e" | "o");
            let latin = reading.bytes().all(|b| b.is_ascii_lowercase());
            if sound && latin && !readings.contains(&reading) {
                readings.push(reading);
            }
        }
    }
    readings
}

fn combine(readings: &[Vec<String>]) -> Spelling {
    let initials: Vec<Vec<String>> = readings
        .iter()
        .map(|rs| {
            let mut firsts: Vec<String> = rs
                .iter()
                .filter_map(|r| r.chars().next())
                .map(String::from)
                .collect();
            firsts.dedup();
            firsts
        })
        .collect();
    Spelling {
        full: products(readings),
        initials: products(&initials),
    }
}

/// The combinations, those with the commonest readings first, at most [`SPELLINGS_MAX`].
fn products(readings: &[Vec<String>]) -> Vec<String> {
    let mut found = vec![String::new()];
    for choices in readings.iter().filter(|r| !r.is_empty()) {
        let mut next: Vec<String> = Vec::new();
        for choice in choices {
            for head in &found {
                let spelt = format!("{head}{choice}");
                if next.len() < SPELLINGS_MAX && !next.contains(&spelt) {
                    next.push(spelt);
                }
            }
        }
        found = next;
    }
    found.retain(|f| !f.is_empty());
    found
}

/// Surnames whose reading as a surname is not the commonest one, or not the only one. `/` divides
/// readings that families themselves use differently.
const SURNAMES: [(char, &str); 92] = [
    ('曾', "zeng"),
    ('单', "shan"),
    ('仇', "qiu"),
    ('翟', "zhai/di"),
    ('查', "zha"),
    ('解', "xie"),
    ('区', "ou"),
    ('朴', "piao"),
    ('任', "ren"),
    ('华', "hua"),
    ('燕', "yan"),
    ('盖', "ge/gai"),
    ('葛', "ge"),
    ('乐', "yue/le"),
    ('宁', "ning"),
    ('覃', "qin/tan"),
    ('缪', "miao"),
    ('冼', "xian"),
    ('洗', "xian"),
    ('员', "yun"),
    ('贠', "yun"),
    ('种', "chong"),
    ('秘', "bi"),
    ('繁', "po"),
    ('逄', "pang"),
    ('逢', "pang"),
    ('牟', "mou/mu"),
    ('车', "che"),
    ('石', "shi"),
    ('沈', "shen"),
    ('撒', "sa"),
    ('折', "she"),
    ('召', "shao"),
    ('黑', "he"),
    ('么', "yao"),
    ('幺', "yao"),
    ('祭', "zhai"),
    ('佴', "nai"),
    ('能', "nai"),
    ('都', "du"),
    ('隗', "wei/kui"),
    ('郇', "xun/huan"),
    ('郗', "xi/chi"),
    ('薄', "bo"),
    ('晁', "chao"),
    ('谌', "chen/shen"),
    ('阚', "kan"),
    ('句', "gou"),
    ('勾', "gou"),
    ('宓', "mi/fu"),
    ('哈', "ha"),
    ('贾', "jia"),
    ('柏', "bai/bo"),
    ('费', "fei/bi"),
    ('强', "qiang"),
    ('叶', "ye"),
    ('那', "na"),
    ('应', "ying"),
    ('相', "xiang"),
    ('曲', "qu"),
    ('庹', "tuo"),
    ('过', "guo"),
    ('粘', "nian"),
    ('重', "chong"),
    ('藏', "zang"),
    ('宿', "su"),
    ('行', "xing"),
    ('尉', "wei/yu"),
    ('卜', "bu"),
    ('俞', "yu"),
    ('褚', "chu"),
    ('贲', "ben"),
    ('隽', "juan/jun"),
    ('莘', "shen/xin"),
    ('殷', "yin"),
    ('卢', "lu"),
    ('吕', "lv/lu"),
    ('兴', "xing"),
    ('长', "chang"),
    ('令', "ling"),
    ('占', "zhan"),
    ('广', "guang"),
    ('校', "xiao"),
    ('参', "can"),
    ('咸', "xian"),
    ('会', "gui"),
    ('生', "sheng"),
    ('戚', "qi"),
    ('角', "jue"),
    ('纪', "ji"),
    ('空', "kong"),
    ('万', "wan"),
];

/// Surnames of two characters.
const DOUBLE_SURNAMES: [(&str, &str); 44] = [
    ("欧阳", "ou yang"),
    ("尉迟", "yu chi"),
    ("长孙", "zhang sun"),
    ("单于", "chan yu"),
    ("令狐", "ling hu"),
    ("万俟", "mo qi"),
    ("澹台", "tan tai"),
    ("夏侯", "xia hou"),
    ("诸葛", "zhu ge"),
    ("司马", "si ma"),
    ("上官", "shang guan"),
    ("东方", "dong fang"),
    ("皇甫", "huang fu"),
    ("公孙", "gong sun"),
    ("慕容", "mu rong"),
    ("宇文", "yu wen"),
    ("轩辕", "xuan yuan"),
    ("司徒", "si tu"),
    ("司空", "si kong"),
    ("司寇", "si kou"),
    ("端木", "duan mu"),
    ("百里", "bai li"),
    ("东郭", "dong guo"),
    ("南宫", "nan gong"),
    ("呼延", "hu yan"),
    ("濮阳", "pu yang"),
    ("淳于", "chun yu"),
    ("太叔", "tai shu"),
    ("申屠", "shen tu"),
    ("公冶", "gong ye"),
    ("宗政", "zong zheng"),
    ("钟离", "zhong li"),
    ("鲜于", "xian yu"),
    ("闾丘", "lv/lu qiu"),
    ("亓官", "qi guan"),
    ("子车", "zi ju"),
    ("颛孙", "zhuan sun"),
    ("巫马", "wu ma"),
    ("乐正", "yue zheng"),
    ("拓跋", "tuo ba"),
    ("夹谷", "jia gu"),
    ("谷梁", "gu liang"),
    ("第五", "di wu"),
    ("西门", "xi men"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_surname_has_its_surname_reading_only() {
        for (name, full, initials) in [
            ("曾红梅", "zenghongmei", "zhm"),
            ("单小军", "shanxiaojun", "sxj"),
            ("仇建国", "qiujianguo", "qjg"),
            ("翟刚", "zhaigang", "zg"),
            ("查淑芬", "zhashufen", "zsf"),
            ("解放", "xiefang", "xf"),
            ("区伟", "ouwei", "ow"),
            ("朴成", "piaocheng", "pc"),
            ("尉迟恭", "yuchigong", "ycg"),
            ("欧阳春花", "ouyangchunhua", "oych"),
            ("单于飞", "chanyufei", "cyf"),
            ("万俟平", "moqiping", "mqp"),
        ] {
            let spelling = of_name(name);
            assert_eq!(
                spelling.full.first().map(String::as_str),
                Some(full),
                "{name}"
            );
            assert_eq!(
                spelling.initials.first().map(String::as_str),
                Some(initials),
                "{name}"
            );
        }
        assert!(!of_name("曾红梅").full.iter().any(|f| f.starts_with("ceng")));
    }

    #[test]
    fn given_names_have_all_their_readings_up_to_the_cap() {
        let full = of_name("王乐").full;
        assert!(full.contains(&"wangle".to_owned()) && full.contains(&"wangyue".to_owned()));
        let full = of_name("张行长").full;
        assert!(full.contains(&"zhangxingchang".to_owned()), "{full:?}");
        assert!(full.contains(&"zhanghangzhang".to_owned()), "{full:?}");
        assert!(of_name("乐长行重都单").full.len() <= SPELLINGS_MAX);
    }

    #[test]
    fn u_with_dots_is_found_as_v_and_as_u() {
        let full = of_name("吕绿").full;
        assert!(
            full.contains(&"lvlv".to_owned()) && full.contains(&"lulu".to_owned()),
            "{full:?}"
        );
    }

    #[test]
    fn rare_characters_do_not_break_the_rest() {
        assert_eq!(
            of_name("李䶮").full.first().map(|f| f.starts_with("li")),
            Some(true)
        );
        assert!(of_name("刘𠅤").full[0].starts_with("liu"));
        assert!(of_name("王㛃").full[0].starts_with("wang"));
        assert!(of_name("").full.is_empty() && of_name("😀").initials.is_empty());
    }

    #[test]
    fn an_organisation_keeps_the_ordinary_readings_too() {
        let full = of_name("单位食堂二号").full;
        assert!(full.iter().any(|f| f.starts_with("danwei")), "{full:?}");
        assert_eq!(of_text("东沟村3组").initials[0], "dgc3z");
    }

    #[test]
    fn sounds_that_a_dialect_takes_for_each_other_fold_alike() {
        for (right, heard) in [
            ("liunan", "niulan"),
            ("fulihua", "hunifua"),
            ("zhangshichang", "zangsicang"),
            ("chenjing", "cenjin"),
            ("lxf", "nxh"),
        ] {
            assert_eq!(folded(right), folded(heard), "{right}");
        }
        for (one, other) in [
            ("wangli", "wanglu"),
            ("lijun", "liqun"),
            ("heping", "feibing"),
        ] {
            assert_ne!(folded(one), folded(other), "{one}");
        }
    }

    #[test]
    fn a_village_is_spelt_with_the_number_of_its_group() {
        for (village, detail, initials) in [
            ("东沟村", "三组 供销社北第二家", "dgc3z"),
            ("东沟村", "东沟村三组，供销社北第二家", "dgc3z"),
            ("东沟村", "柳河镇东沟村三组 供销社北第二家", "dgc3z"),
            ("东沟村", "东沟村 供销社北第二家", "dgc"),
            ("东沟村", "十二组", "dgc12z"),
            ("东沟村", "12号", "dgc"),
            ("东沟村", "", "dgc"),
            ("", "", ""),
        ] {
            let spelt = of_village(village, detail).initials;
            assert_eq!(spelt.first().map_or("", String::as_str), initials);
        }
    }

    proptest! {
        #[test]
        fn what_is_typed_so_far_folds_to_the_beginning_of_the_whole(name in "[a-z]{1,20}", at in 0_usize..20) {
            let typed = &name[..at.min(name.len())];
            prop_assert!(folded(&name).starts_with(&folded(typed)), "{typed} of {name}");
        }

        #[test]
        fn any_text_gives_few_plain_latin_spellings(text in "\\PC{0,80}") {
            for spelt in of_name(&text).full.iter().chain(&of_text(&text).initials) {
                prop_assert!(spelt.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
            }
            prop_assert!(of_name(&text).full.len() <= SPELLINGS_MAX);
        }
    }
}
