//! D04: a 条例 of a county on the publication of government information.

use gouji_core::prelude::*;

use super::titles;

/// 引用了没有的地方条例.
pub(crate) struct LocalRegulation;

const REGULATION: &str = "政府信息公开条例";

impl Rule for LocalRegulation {
    fn card(&self) -> Card {
        Card::warning("D04", "national/local-regulation", "引用了没有的地方政府信息公开条例")
            .likely()
            .basis("《中华人民共和国立法法》：县、区没有立法权；《中华人民共和国政府信息公开条例》是国务院的行政法规")
            .why("“条例”是国务院的，地方有的是“规定”“办法”。多半是套用时把“中华人民共和国”换成了地名。")
            .bad(
                "overview = '认真落实《某某县政府信息公开条例》。'",
                "没有《某某县政府信息公开条例》，应为《中华人民共和国政府信息公开条例》",
            )
            .good("overview = '认真落实《中华人民共和国政府信息公开条例》和《某某市政府信息公开规定》。'")
            .good("overview = '印发《某某县贯彻落实政府信息公开条例》。开展《政府信息公开条例》培训。'")
            .good("overview = '落实《某某自治区政府信息公开条例》。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for &place in titles(report).iter() {
            let title = report.slice(place);
            let Some(place_name) = title.strip_suffix(REGULATION) else { continue };
            if !place_name.ends_with(['市', '县', '区', '旗', '州', '镇', '乡'])
                || place_name.ends_with("自治区")
                || place_name.chars().count() > 12
            {
                continue;
            }
            let right = format!("中华人民共和国{REGULATION}");
            findings.add(place, format!("没有《{title}》，应为《{right}》")).repair(title, right);
            return;
        }
    }
}
