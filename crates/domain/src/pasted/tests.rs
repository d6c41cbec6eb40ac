use proptest::prelude::*;

use super::*;

fn of(text: &str) -> Pasted {
    read(text, ModelBook::built_in())
}

fn phones(text: &str) -> Vec<String> {
    let phones = of(text).phones;
    phones
        .iter()
        .map(|phone| phone.digits().to_owned())
        .collect()
}

/// A serial whose check character agrees, from the digits behind the prefix.
fn serial_of(digits: u64) -> String {
    let month = 1 + digits % 12;
    let head = format!("L1P2419{month:02}{:06}", digits % 1_000_000);
    let check = serial::mod37_36(&head).unwrap();
    format!("{head}{check}")
}

#[test]
fn a_chat_gives_phone_place_name_and_serial_and_stays_whole() {
    let chat = "师傅你好，我家壁挂炉不热了\n显示E1\n王建军 13804712207\n柳河镇东沟村三组，供销社往北第二家\n机身编号 L1P2418090901223";
    let read = of(chat);
    assert_eq!(read.text, chat);
    assert_eq!(phones(chat), ["13804712207"]);
    assert_eq!(read.name.as_deref(), Some("王建军"));
    let place = read.place.unwrap();
    assert_eq!(place.town.as_deref(), Some("柳河镇"));
    assert_eq!(place.detail, "东沟村三组，供销社往北第二家");
    assert_eq!(read.serials[0].serial, "L1P2418090901223");
}

#[test]
fn a_line_as_for_a_parcel_is_read_in_any_order() {
    for text in [
        "张秀英，139 1010 1364，吉林省通化市柳河县石桥镇沙河村4组",
        "吉林省通化市柳河县石桥镇沙河村4组 13910101364 张秀英",
        "收货人：张秀英\n电话：１３９１０１０１３６４\n地址：吉林省通化市柳河县石桥镇沙河村4组",
        "张秀英13910101364吉林省通化市柳河县石桥镇沙河村4组",
    ] {
        let read = of(text);
        assert_eq!(phones(text), ["13910101364"], "{text}");
        assert_eq!(read.name.as_deref(), Some("张秀英"), "{text}");
        let place = read.place.unwrap();
        assert_eq!(place.town.as_deref(), Some("石桥镇"), "{text}");
        assert_eq!(place.detail, "沙河村4组", "{text}");
    }
}

#[test]
fn dates_money_codes_and_identity_numbers_are_no_phones() {
    for text in [
        "2026-11-21 12:03",
        "20261121",
        "花了1380元",
        "220524196503124578",
        "显示E01 水压0.8",
        "编号 13804712207",
        "L1P24 1809 0901 223",
        "a13804712207",
    ] {
        assert_eq!(phones(text), [""; 0], "{text}");
    }
    assert_eq!(phones("2026-11-21 12:03 13804712207"), ["13804712207"]);
    assert_eq!(phones("座机 6543210"), ["6543210"]);
    assert_eq!(phones("0471-6543210"), ["04716543210"]);
    assert_eq!(
        phones("13804712207、13904712207"),
        ["13804712207", "13904712207"]
    );
}

#[test]
fn a_serial_in_groups_or_with_a_slip_is_read_with_what_is_known_of_it() {
    let right = serial_of(90_912);
    let grouped = format!("{} {} {}", &right[..5], &right[5..9], &right[9..]);
    for text in [right.clone(), grouped, right.to_lowercase()] {
        let serials = of(&format!("机器 {text} 不热")).serials;
        assert_eq!(serials.len(), 1, "{text}");
        assert_eq!(serials[0].serial, right, "{text}");
        assert_eq!(serials[0].model.as_deref(), Some("WEB-L1P24"));
        assert!(serials[0].checked);
    }
    let slip = right.replacen("L1P", "LIP", 1);
    let serials = of(&format!("机器{slip}")).serials;
    assert_eq!(serials[0].suggestion.as_deref(), Some(right.as_str()));
    let other = of("编号：88041223").serials;
    assert_eq!(
        (other[0].serial.as_str(), other[0].checked),
        ("88041223", false)
    );
}

#[test]
fn what_is_no_name_and_no_place_is_not_proposed() {
    for text in [
        "安装 13804712207",
        "13804712207 马上来",
        "不热，急",
        "13804712207",
    ] {
        let read = of(text);
        assert_eq!((read.name, read.place), (None, None), "{text}");
    }
}

proptest! {
    #[test]
    fn nothing_of_the_text_is_lost(pasted in "[\\PC\n]{0,120}") {
        let read = of(&pasted);
        prop_assert_eq!(&read.text, &text::clean(&pasted, true));
        let digits: String = read.text.chars().map(half_width_char).filter(char::is_ascii_digit).collect();
        for phone in &read.phones {
            // A landline behind +86 gets its zero back; nothing else is added.
            prop_assert!(digits.contains(phone.digits().trim_start_matches('0')), "{:?}", phone);
        }
    }

    #[test]
    fn what_people_type_is_read_without_failing(
        pasted in "[L1P24E王张柳河镇东沟村组号0-9 ,，。:：\n()+-]{0,60}",
    ) {
        let read = of(&pasted);
        if let Some(place) = read.place {
            prop_assert!(!place.detail.contains('\n'));
        }
    }

    #[test]
    fn digits_inside_a_serial_are_never_a_phone(
        digits in 0u64..1_000_000, before in "[不热漏水，。\n 机器]{0,8}", after in "[不热漏水，。\n]{0,8}",
    ) {
        let serial = serial_of(digits);
        let read = of(&format!("{before}{serial}{after}"));
        prop_assert_eq!(&read.serials[0].serial, &serial);
        prop_assert!(read.serials[0].checked);
        prop_assert!(read.phones.is_empty(), "{:?}", read.phones);
    }

    #[test]
    fn a_mobile_is_found_wherever_it_stands(
        number in "1[3-9][0-9]{9}", before in "[不热漏水，。\n 我家电话]{0,8}", after in "[不热漏水，。\n]{0,8}",
    ) {
        prop_assert_eq!(phones(&format!("{before}{number}{after}")), [number]);
    }
}

#[test]
fn what_a_map_shares_is_read_as_a_place_with_its_spot_and_its_coordinates() {
    let place = |text: &str| {
        let read = read(text, ModelBook::built_in());
        assert_eq!(
            read.phones.len() + read.serials.len(),
            0,
            "{text}: {read:?}"
        );
        assert_eq!(read.text, text);
        read.place.map(|place| (place.town, place.detail))
    };
    let some =
        |town: Option<&str>, detail: &str| Some((town.map(ToOwned::to_owned), detail.to_owned()));
    assert_eq!(
        place(
            "我在高德地图分享了【东沟供销社】，地址：柳河镇东沟村，https://surl.amap.com/4x7KQm13804712207"
        ),
        some(Some("柳河镇"), "东沟村，东沟供销社")
    );
    assert_eq!(
        place("[位置] 东沟供销社\n柳河镇东沟村三组\n125.744188,42.284605"),
        some(
            Some("柳河镇"),
            "东沟村三组，东沟供销社（坐标 125.744188,42.284605）"
        )
    );
    // Either order, and nothing else but the coordinates.
    assert_eq!(
        place("42.284605, 125.744188"),
        some(None, "（坐标 125.744188,42.284605）")
    );
    // Words that are quoted beside a common word are none.
    assert_eq!(place("水管的位置“漏水”"), None);
    // A price, a version or a far country is no place.
    assert_eq!(place("一共 12.500，另收 3.250"), None);
    assert_eq!(place("2.352222,48.856613"), None);
}

#[test]
fn a_phone_beside_a_map_link_is_still_the_phone() {
    let text = "王建军 13804712207 【东沟供销社】 位置 125.744188,42.284605";
    let read = read(text, ModelBook::built_in());
    assert_eq!(read.phones.len(), 1);
    assert_eq!(read.name.as_deref(), Some("王建军"));
}

#[test]
fn a_sentence_without_a_break_gives_its_place_its_name_and_its_phone() {
    // Text, town, detail, name, phone.
    for (text, town, detail, name, phone) in [
        (
            "你好我是李家沟三组王秀英家的壁挂炉显示E1打不着火电话13812345678下午在家",
            "",
            "李家沟三组",
            "王秀英",
            "13812345678",
        ),
        (
            "师傅我是柳河镇东沟村三组的王建军锅炉不热了13804712207",
            "柳河镇",
            "东沟村三组",
            "王建军",
            "13804712207",
        ),
        (
            "打不着火了我家在石桥镇沙河村4组供销社往北第二家电话13910101364张秀英",
            "石桥镇",
            "沙河村4组供销社往北第二家",
            "张秀英",
            "13910101364",
        ),
        ("你好，我是王秀英我家炉子打不着火", "", "", "王秀英", ""),
        ("我叫李强住东沟村壁挂炉漏水", "", "东沟村", "李强", ""),
        (
            "壁挂炉打不着火李家沟三组王秀英13812345678",
            "",
            "李家沟三组",
            "王秀英",
            "13812345678",
        ),
        (
            "您好清水乡柳树屯5队暖气不热麻烦来看看",
            "清水乡",
            "柳树屯5队",
            "",
            "",
        ),
        ("我是张师傅介绍的炉子坏了", "", "", "", ""),
        ("暖气片上热下凉屋里不热", "", "", "", ""),
    ] {
        let read = of(text);
        let place = read.place.unwrap_or(Place {
            town: None,
            detail: String::new(),
        });
        assert_eq!(
            (
                place.town.as_deref().unwrap_or_default(),
                place.detail.as_str(),
                read.name.as_deref().unwrap_or_default(),
            ),
            (town, detail, name),
            "{text}"
        );
        let phone = Some(phone).filter(|phone| !phone.is_empty());
        assert_eq!(
            phones(text),
            phone.into_iter().collect::<Vec<_>>(),
            "{text}"
        );
        assert_eq!(read.text, text);
    }
}
