//! Z05: addresses of private persons.

use std::sync::LazyLock;

use gouji_core::prelude::*;
use memchr::memmem::Finder;

use crate::prose;

/// 个人住址.
pub(crate) struct HomeAddress;

static UNIT: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("单元"));
static LIVES: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("住"));

/// So many places are no report; the rest is not looked at.
const MANY: usize = 50;

/// What a body's own address is told with.
const OFFICES: [&str; 10] = ["联系", "办公", "邮编", "地址", "电话", "受理", "窗口", "查阅", "中心", "大厅"];

impl Rule for HomeAddress {
    fn card(&self) -> Card {
        Card::warning("Z05", "national/home-address", "报告写出了个人住址")
            .likely()
            .basis("政府信息公开条例第十五条；个人信息保护法")
            .why("门牌号能指到一户人家，是个人隐私。")
            .bad(
                "overview = '为幸福小区3栋2单元501室的申请人上门送达答复书。'",
                "“2单元501室”像是个人住址，应删去",
            )
            .bad("overview = '申请人家住人民路12号，已当面答复。'", "“家住人民路12号”像是个人住址，应删去")
            .good("overview = '联系地址：人民路12号2单元501室。'")
            .good("overview = '全县分为3个单元，501室为查阅点，改造老旧小区3个、12栋、26单元。'")
            .good("overview = '走访家住易地搬迁点的群众12人，解答1号文件。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let text = report.text;
        let unit = UNIT.find_iter(text.as_bytes()).filter_map(|at| {
            let before = digits_before(text, at);
            let door = at + "单元".len();
            let digits = digits_behind(text, door);
            let suffix = ["室", "号", "户"].iter().find(|word| text[door + digits..].starts_with(**word))?;
            (before > 0 && digits > 0).then(|| Place::from(at - before..door + digits + suffix.len()))
        });
        let living = LIVES.find_iter(text.as_bytes()).filter_map(|lives| lived_at(text, lives));
        let living = living.take(3 * MANY).filter_map(|at| {
            let (_, end) = prose::sentence(text, at);
            let rest = &text[at..end];
            let rest = &rest[..rest.find(['，', '、', ',', '（']).unwrap_or(rest.len())];
            let number = rest.find("号").filter(|number| digits_before(rest, *number) > 0)?;
            (rest[..number].chars().count() <= 30).then(|| Place::from(at..at + number + "号".len()))
        });
        for place in unit.chain(living).take(MANY) {
            let (from, to) = prose::sentence(text, place.start as usize);
            let is_contact = report.contact().is_some_and(|contact| contact.contains(place));
            if is_contact || OFFICES.iter().any(|word| text[from..to].contains(word)) {
                continue;
            }
            findings.add(place, format!("“{}”像是个人住址，应删去", report.slice(place)));
        }
    }
}

/// Where 家住, 现住址 or 家庭住址 begins, of which the 住 stands at a byte.
fn lived_at(text: &str, lives: usize) -> Option<usize> {
    let (before, after) = text.split_at(lives);
    let lead = match after.starts_with("住址") {
        true => ["家庭", "现", "家"].into_iter().find(|lead| before.ends_with(lead)),
        false => ["家"].into_iter().find(|lead| before.ends_with(lead)),
    };
    Some(lives - lead?.len())
}

fn digits_before(text: &str, at: usize) -> usize {
    text.as_bytes()[..at].iter().rev().take_while(|byte| byte.is_ascii_digit()).count()
}

fn digits_behind(text: &str, at: usize) -> usize {
    text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}
