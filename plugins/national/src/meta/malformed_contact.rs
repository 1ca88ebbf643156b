//! M11: telephone numbers, post codes and addresses of mail that cannot be right.

use gouji_core::prelude::*;

/// 联系方式写错了.
pub(crate) struct MalformedContact;

impl Rule for MalformedContact {
    fn card(&self) -> Card {
        Card::info("M11", "national/malformed-contact", "电话、邮编或邮箱的写法不对")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("邮编是6位；固定电话是7或8位，连区号10至12位；手机号是11位；邮箱有一个“@”。")
            .bad(
                "contact = '地址：某某路1号，邮编：65730，电话：0870-123456，邮箱：xxgk.126.com'",
                "邮编“65730”有 5 位，应为 6 位\n电话“0870-123456”的位数不对\n邮箱“xxgk.126.com”没有“@”",
            )
            .bad("contact = '有疑问请拨打咨询电话为0870-123456。'", "电话“0870-123456”的位数不对")
            .bad("contact = '对报告有疑问，请拨打0870-123456咨询。'", "电话“0870-123456”的位数不对")
            .bad("contact = '邮编：657300；电话/传真：0870-755485）。'", "电话“0870-755485”的位数不对")
            .good("contact = '对报告有疑问，请拨打0870-1234567咨询。'")
            .good("contact = '邮编：657300，电话：0870-1234567、0870-12345678，邮箱：xxgk@126.com'")
            .good("contact = '电话：12345，传真：（0870）1234567，联系电话：138****1234，电话 8123456转8001'")
            .good("contact = '电子邮箱：见网站，邮政编码 100017，电话：010—12345678/12345679'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(place) = report.contact() else { return };
        let text = report.slice(place);
        let at = |start: usize, end: usize| {
            let from = place.start as usize;
            Place::from(from + start..from + end)
        };
        for label in ["邮编", "邮政编码"] {
            let Some((start, end)) = value(text, label, |c| c.is_ascii_digit()) else { continue };
            let code = &text[start..end];
            if code.len() != 6 {
                findings.add(at(start, end), format!("邮编“{code}”有 {} 位，应为 6 位", code.len()));
            }
        }
        let is_part = |c: char| c.is_ascii_digit() || "-—－–()（） *×X转+".contains(c);
        let number = ["电话/传真", "电话（传真）", "电话(传真)", "电话", "致电", "来电", "拨打"]
            .into_iter()
            .find_map(|label| value(text, label, is_part));
        if let Some((start, end)) = number {
            let number = text[start..end].trim_end_matches([' ', '(', ')', '（', '）']);
            if !is_telephone(number) {
                findings.add(at(start, start + number.len()), format!("电话“{number}”的位数不对"));
            }
        }
        if let Some((start, end)) = value(text, "邮箱", |c| c.is_ascii_alphanumeric() || ".@_-".contains(c))
        {
            let mail = &text[start..end];
            let signs = mail.matches('@').count();
            if signs != 1 && mail.len() >= 5 {
                let what = if signs == 0 { "没有“@”" } else { "不止一个“@”" };
                findings.add(at(start, end), format!("邮箱“{mail}”{what}"));
            }
        }
    }
}

/// Where what stands behind a label and its colon starts and ends, in characters of one kind; the first such label.
fn value(text: &str, label: &str, is_part: impl Fn(char) -> bool) -> Option<(usize, usize)> {
    let behind = text.find(label)? + label.len();
    let rest = &text[behind..];
    let skipped = rest.len()
        - rest.trim_start_matches(|c: char| c.is_whitespace() || "：:（(为是号码".contains(c)).len();
    let start = behind + skipped;
    let end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |at| start + at);
    (start < end).then_some((start, end))
}

/// Whether a number may be one: masked ones, extensions and several in a row are believed.
fn is_telephone(number: &str) -> bool {
    if number.contains(['*', '×', 'X', '转', '+']) || number.trim().contains(' ') {
        return true;
    }
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let total = digits(number);
    let mut groups = number.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
    let area = groups.next().filter(|group| group.starts_with('0') && matches!(group.len(), 3 | 4));
    match (area, number.bytes().find(u8::is_ascii_digit)) {
        // More digits are two numbers, or one with an extension.
        (Some(area), _) => total >= area.len() + 7,
        // 12345, 110, 95598, and what is no number at all.
        (None, _) if matches!(total, 0..=5 | 7 | 8) || total > 12 => true,
        (None, Some(b'0')) => total >= 10,
        (None, Some(b'4' | b'8')) => total == 10,
        (None, Some(b'1')) => total == 11,
        _ => false,
    }
}
