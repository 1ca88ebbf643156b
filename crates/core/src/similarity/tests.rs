use super::*;
use crate::{fixture, wire};

#[track_caller]
fn check_letters(text: &str, expected: &str) {
    let letters = Stripper { names: vec!["清溪县", "清溪"] }.letters(text);
    assert_eq!(String::from_utf16_lossy(&letters), expected, "{text}");
}

#[test]
fn names_figures_and_the_words_of_the_form_are_left_out() {
    check_letters("清溪县公布预算36件，清溪的河长有12名。", "公布预算件的河长有名");
    check_letters("按照《某某办法》（某政办〔2023〕5号）办理", "按照某政办办理");
    check_letters("《没有写完的书名", "没有写完的书名");
    check_letters("一是我县政务公开专栏改版", "专栏改版");
    check_letters("本报告的电子版可以下载。河长上了岗", "河长上了岗");
    check_letters("", "");
    check_letters("abc 123 𠮷《", "");
}

#[track_caller]
fn check_resemblance(one: &str, other: &str, range: std::ops::RangeInclusive<f64>) {
    let (one, other) = (Sketch::of(one), Sketch::of(other));
    let found = one.resemblance(&other);
    assert!(range.contains(&found), "{found}");
    assert_eq!(found, other.resemblance(&one));
}

/// A text of `count` sentences of their own, beginning with the sentence `from`.
fn text(from: usize, count: usize) -> String {
    let syllables: Vec<char> =
        "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳".chars().collect();
    let mut text = String::new();
    for sentence in from..from + count {
        let mut state = sentence as u64 + 1;
        for _ in 0..20 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push(syllables[(state >> 33) as usize % syllables.len()]);
        }
        text.push('。');
    }
    text
}

#[test]
fn resemblance_is_the_share_in_common() {
    check_resemblance(&text(0, 20), &text(0, 20), 1.0..=1.0);
    check_resemblance(&text(0, 20), &text(100, 20), 0.0..=0.02);
    check_resemblance(&text(0, 20), &text(10, 20), 0.45..=0.55);
    check_resemblance(&text(0, 400), &text(100, 400), 0.70..=0.80);
    check_resemblance("", "", 0.0..=0.0);
    check_resemblance("天地", "天地", 0.0..=0.0);
    check_resemblance("", &text(0, 3), 0.0..=0.0);
}

#[test]
fn what_is_copied_whole_is_contained() {
    let (part, whole) = (Sketch::of(&text(0, 10)), Sketch::of(&text(0, 40)));
    assert!(part.containment(&whole) > 0.9);
    assert!((0.2..0.3).contains(&whole.containment(&part)));
    assert_eq!(Sketch::default().containment(&whole), 0.0);
}

#[test]
fn a_smaller_sample_tells_about_the_same() {
    let (one, other) = (Sketch::of(&text(0, 200)), Sketch::of(&text(100, 200)).reduced(128));
    assert!((one.resemblance(&other) - 0.5).abs() < 0.12);
    assert!((one.reduced(128).resemblance(&other) - 0.5).abs() < 0.12);
    assert!(Sketch::of("1234，。").is_empty() && !other.is_empty());
}

fn with_report<T>(fixture: &str, act: impl FnOnce(&Report) -> T) -> T {
    let bytes = wire::encode(&fixture::parse(fixture).unwrap());
    act(&Report::read(&bytes).unwrap())
}

#[test]
fn the_same_sentence_is_found_under_other_names_and_figures() {
    let ours = "agency.name = '清溪县人民政府'
        overview = '清溪县把河长名单挂上专栏，全年更新12次。本年开了三次会。'
        problems = '一是渡口的班次没有上网。'";
    let theirs = "agency.name = '白石镇人民政府'
        overview = '开了会。白石镇把河长名单挂上专栏，全年更新3次。'
        problems = '二是渡口的班次没有上网。'";
    with_report(ours, |ours| {
        with_report(theirs, |theirs| {
            let common = common_sentences(ours, theirs, |_| true, 8);
            let said: Vec<_> = common.iter().map(|c| (ours.slice(c.ours), theirs.slice(c.theirs))).collect();
            assert_eq!(
                said,
                [
                    ("清溪县把河长名单挂上专栏，全年更新12次", "白石镇把河长名单挂上专栏，全年更新3次"),
                    ("一是渡口的班次没有上网", "二是渡口的班次没有上网"),
                ]
            );
            assert_eq!(longest(common, 1).len(), 1);
            assert_eq!(common_sentences(ours, theirs, |part| part == 5, 8).len(), 1);
            let [ours, theirs] = [ours, theirs].map(|report| Sketch::of_report(report, |part| part == 5));
            assert_eq!(ours.resemblance(&theirs), 1.0);
        });
    });
}

#[test]
fn a_sentence_twice_is_repeated() {
    let fixture = "overview = '''
        渡口的班次每周更新一次。
        河长名单挂上专栏。渡口的班次每周更新一次。'''";
    with_report(fixture, |report| {
        let repeated = repeated_sentences(report, |_| true, 8);
        assert_eq!(repeated.len(), 1);
        assert!(repeated[0].theirs < repeated[0].ours);
    });
}
