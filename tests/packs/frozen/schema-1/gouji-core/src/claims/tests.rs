//! A table of sentences (`cases.txt`, rewritten by `UPDATE=1 cargo test`), and properties that hold for any text.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;

/// Paragraphs are set apart by ¶.
fn claims_of(text: &str) -> Vec<Claim> {
    let mut start = 0;
    let mut prose = Vec::new();
    for paragraph in text.split('¶') {
        prose.push(start as u32..(start + paragraph.len()) as u32);
        start += paragraph.len() + '¶'.len_utf8();
    }
    extract(text, &prose)
}

/// One line: every claim that is nobody's part, with its parts and rates behind it.
fn render(text: &str) -> String {
    let claims = claims_of(text);
    let roots: Vec<_> = (0..claims.len() as u32)
        .filter(|i| claims[*i as usize].parent.is_none())
        .map(|i| show(text, &claims, i))
        .collect();
    if roots.is_empty() { "none".to_owned() } else { roots.join("; ") }
}

fn show(text: &str, claims: &[Claim], index: u32) -> String {
    let claim = &claims[index as usize];
    let number = claim.number.of(text).replace(' ', "");
    let mut line = format!("{number}{}", claim.unit.title());
    let plain = claim.value.to_string();
    if number != plain && number.trim_end_matches(['余', '多']) != plain {
        write!(line, "={plain}").unwrap();
    }
    match claim.exactness {
        Exactness::Exact => {}
        other => write!(line, " {}", format!("{other:?}").to_lowercase()).unwrap(),
    }
    if claim.subject != Subject::Unknown {
        write!(line, " {}", claim.subject.key()).unwrap();
    }
    const FLAGS: &[(Flags, &str)] = &[
        (Flags::LIST_CLOSED, "closed"),
        (Flags::LIST_OPEN, "open"),
        (Flags::NEGATED, "negated"),
        (Flags::PLAN, "plan"),
        (Flags::INCLUDES_CARRIED, "with-carried"),
        (Flags::OTHER_YEAR, "other-year"),
        (Flags::CUMULATIVE, "cumulative"),
        (Flags::OFFICE, "office"),
        (Flags::RANGE, "range"),
        (Flags::VERB_ACCEPTED, "accepted"),
        (Flags::AND_HANDLED, "and-handled"),
        (Flags::CHANGE, "change"),
        (Flags::EACH, "each"),
    ];
    let of_part = Flags::LIST_CLOSED | Flags::LIST_OPEN;
    for (flag, name) in FLAGS {
        let told_by_total = claim.role == Role::Part && of_part.contains(*flag);
        if claim.flags.contains(*flag) && !told_by_total {
            write!(line, " {name}").unwrap();
        }
    }
    for rate in (0..claims.len() as u32).filter(|i| claims[*i as usize].parent == Some(index)) {
        if claims[rate as usize].role == Role::Rate {
            write!(line, " ({})", show(text, claims, rate)).unwrap();
        }
    }
    let total = claim.role == Role::Total || claim.role == Role::Part;
    for list in lists(claims).iter().filter(|list| list.total == index && total) {
        let mark =
            match (list.closed, list.open, claim.flags.intersects(of_part) && claim.role == Role::Total) {
                (true, _, false) => "closed ",
                (_, true, false) => "open ",
                _ => "",
            };
        let parts: Vec<_> = list.parts.iter().map(|part| show(text, claims, *part)).collect();
        write!(line, " {mark}[{}]", parts.join(", ")).unwrap();
    }
    line
}

#[track_caller]
fn check(number: usize, text: &str, expected: &str) {
    assert_eq!(render(text), expected, "cases.txt:{number}: {text}");
}

#[test]
fn cases() {
    const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/claims/cases.txt");
    let cases = std::fs::read_to_string(FILE).unwrap();
    let is_sentence = |line: &str| !(line.is_empty() || line.starts_with('#') || line.starts_with(' '));
    if std::env::var_os("UPDATE").is_some() {
        let mut updated = String::new();
        for line in cases.lines().filter(|line| !line.starts_with(' ')) {
            updated.push_str(line);
            updated.push('\n');
            if is_sentence(line) {
                writeln!(updated, "    {}", render(line)).unwrap();
            }
        }
        std::fs::write(FILE, updated).unwrap();
        return;
    }
    let lines: Vec<_> = cases.lines().collect();
    for (number, pair) in lines.windows(2).enumerate() {
        if is_sentence(pair[0]) {
            check(number + 1, pair[0], pair[1].trim_start());
        }
    }
}

#[test]
fn words_are_listed_once() {
    let mut words: Vec<_> = words::WORDS.iter().map(|(text, _)| *text).collect();
    words.sort_unstable();
    let twice: Vec<_> = words.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

/// The labels of the claims, joined by ；.
#[track_caller]
fn labels(text: &str, expected: &str) {
    let labels: Vec<_> = claims_of(text).iter().map(|claim| claim.label.of(text)).collect();
    assert_eq!(labels.join("；"), expected, "{text}");
}

#[test]
fn labels_are_the_words_that_say_what_is_counted() {
    labels("共发布信息100条，其中网站60条、微信40条。", "发布信息；网站；微信");
    labels("收到27件政府信息公开申请，办结25件。", "政府信息公开申请；办结");
    labels("梳理26个试点领域的目录，覆盖15个乡镇。", "试点领域的目录；乡镇");
    labels("网站、微信、其他渠道分别发布信息140条，微博24条。", "网站、微信、其他渠道分别发布信息；微博");
    labels("自然人、法人分别为20件、7件。", "自然人；法人");
    labels("信息总数为100条（其中原创60条）。", "信息；原创");
    labels("满意率99%，按时履约率为44%。", "满意率；按时履约率");
    labels("签约22件，预约30次。", "签约；预约");
    labels("全年未收到政府信息公开申请。", "政府信息公开申请");
    labels("15乡镇21个领域。", "乡镇；领域");
    labels("100条。", "");
    labels("新增100条，", "新增");
}

/// The sentences of the claims, joined by |.
#[track_caller]
fn sentences(text: &str, expected: &str) {
    let sentences: Vec<_> = claims_of(text).iter().map(|claim| claim.sentence.of(text)).collect();
    assert_eq!(sentences.join("|"), expected, "{text}");
}

#[test]
fn sentences_end_at_stops_and_semicolons() {
    sentences("开会3次。发文5件；培训2次", "开会3次。|发文5件；|培训2次");
    sentences(
        " 开会3次（其中线上1次；线下2次）！ 结束5项 ¶发文5件。",
        "开会3次（其中线上1次；线下2次）！|开会3次（其中线上1次；线下2次）！|开会3次（其中线上1次；线下2次）！|结束5项|发文5件。",
    );
    sentences("（一）公开情况。开会3次,发文5件.完", "开会3次,发文5件.|开会3次,发文5件.");
}

#[test]
fn steps_are_the_weight_of_the_last_digit() {
    let step = |text: &str| claims_of(text).first().map(|claim| claim.step().to_string());
    assert_eq!(step("占37.27%。").as_deref(), Some("0.01"));
    assert_eq!(step("公开1.2万条。").as_deref(), Some("1000"));
    assert_eq!(step("公开12条。").as_deref(), Some("1"));
    assert_eq!(step("收费9116.36万元。").as_deref(), Some("100"));
}

#[test]
fn spans_that_are_none_are_passed_over() {
    let text = "共5件。";
    let end = text.len() as u32;
    assert_eq!(extract(text, &[0..end + 1, 1..end, Range { start: 5, end: 3 }]), []);
    assert_eq!(extract(text, &[0..end, end..end]).len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_survived(text in "\\PC{0,60}") {
        sound(&text);
    }

    #[test]
    fn any_words_are_survived(words in proptest::collection::vec(0..words::WORDS.len() + SCRAPS.len(), 0..40)) {
        let word = |i: usize| words::WORDS.get(i).map_or_else(|| SCRAPS[i - words::WORDS.len()], |(text, _)| *text);
        let text: String = words.into_iter().map(word).collect();
        sound(&text);
    }

    #[test]
    fn any_scraps_are_survived(scraps in proptest::collection::vec(0..SCRAPS.len(), 0..40)) {
        sound(&scraps.into_iter().map(|i| SCRAPS[i]).collect::<String>());
    }
}

const SCRAPS: &[&str] = &[
    "3件",
    "２７条",
    "1,027个",
    "一百零五件",
    "10余万条",
    "37.27%",
    "，",
    "、",
    "；",
    "。",
    "（",
    "）",
    "：",
    "其中",
    "分别为",
    "共",
    "共计",
    "包括",
    "等",
    "占",
    "网站",
    "申请",
    "收到",
    "办结",
    "行政复议",
    "无",
    "未发生",
    "2020年",
    "百分之",
    "一是",
    "（一）",
    "一、",
    " ",
    "\n",
    "¶",
    "x",
    "😀",
    "é",
    "《",
    "》",
    "0",
    "999999999999999999",
    "5-",
    "按",
    "分",
    "上年结转",
    "含",
];

/// What holds for the claims of any text.
#[track_caller]
fn sound(text: &str) {
    let claims = claims_of(text);
    let mut last = 0;
    for (index, claim) in (0_u32..).zip(&claims) {
        for place in [claim.number, claim.sentence, claim.label] {
            assert!(place.start <= place.end && text.get(place.range()).is_some(), "{place:?} in {text:?}");
        }
        assert!(claim.sentence.contains(claim.number), "{claim:?} in {text:?}");
        assert!(!claim.number.is_empty() && claim.number.start >= last, "{claim:?} in {text:?}");
        last = claim.number.start;
        assert_eq!(
            claim.parent.is_some(),
            claim.role == Role::Part || claim.role == Role::Rate && claim.parent.is_some()
        );
        if let Some(parent) = claim.parent {
            assert!(parent != index && (parent as usize) < claims.len());
            let role = claims[parent as usize].role;
            assert!(role != Role::Rate, "a rate has no parts: {text:?}");
            assert!(claim.role == Role::Rate || role != Role::Alone, "{text:?}");
        }
        let scratch = 0xFF80_0000;
        assert_eq!(claim.flags.0 & scratch, 0, "{text:?}");
        assert_eq!(Unit::from_wire(claim.unit as u16), claim.unit);
        assert_eq!(Subject::from_wire(claim.subject as u16), claim.subject);
        assert_eq!(Exactness::from_wire(claim.exactness as u8), claim.exactness);
        assert_eq!(Role::from_wire(claim.role as u8), claim.role);
    }
    for list in lists(&claims) {
        assert!(!list.parts.contains(&list.total), "{text:?}");
    }
}

/// Deep nesting and long rows cost no stack, and time by their length only: square time would make this test hang.
#[test]
fn hostile_text_is_survived() {
    const PATTERNS: &[&str] = &[
        "1万",
        "0万",
        "一万",
        "一件",
        "1、",
        "1件、",
        "1，",
        "一、",
        "无",
        "无复议",
        "（",
        "）",
        "（1件",
        "1件（",
        "其中",
        "其中1件",
        "其中1件，",
        "1件，其中2个，",
        "共计1件",
        "共计1件、",
        "1件共",
        "分别为",
        "分别为1、",
        "的",
        "收到",
        "网络、",
        "按",
        "按1件看，",
        "占1%",
        "1件，占1%，",
        "复议、",
        "《",
        "》",
        "“",
        " ",
        " 1",
        "1 ",
        "2020年",
        "-",
        "1-",
        "1-2件",
        ".",
        "1.",
        "一是",
        "（一）",
        "百分之",
        "申请，",
        "1件；",
        "：",
        "1件：",
        "1件：2件",
        "上年结转",
        "约",
        "含1件",
        "a",
        "a1",
    ];
    for pattern in PATTERNS {
        sound(&pattern.repeat(60_000 / pattern.len()));
        sound(&format!("政府信息公开申请其中{}", pattern.repeat(2_000)));
    }
}
