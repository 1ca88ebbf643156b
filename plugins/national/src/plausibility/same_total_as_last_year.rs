//! G05: as much disclosed as last year, to the last item.

use gouji_core::prelude::*;

use crate::claims::{clause_before, printed, stands, stated};

/// 主动公开的条数与上年完全一样.
pub(crate) struct SameTotalAsLastYear;

const LEAST: Setting =
    Setting { rule: "G05", key: "least", default: 50, says: "少于多少条时不报告" };

impl Rule for SameTotalAsLastYear {
    fn card(&self) -> Card {
        Card::warning("G05", "national/same-total-as-last-year", "主动公开的条数与上年完全一样")
            .likely()
            .basis("政府信息公开条例第六条")
            .why("一年公开几百上千条，两年一条不差，多半是照抄了上年的数。")
            .needs(Need::LastYear)
            .option(LEAST)
            .bad(
                "overview = '全年主动公开政府信息2714条。'\nlast_year.overview = '全年主动公开政府信息2714条。'",
                "主动公开政府信息 2714条，与上年报告的条数完全一样，请核对是否照抄了上年",
            )
            .bad(
                "overview = '全年各类信息上网公开共2714条。'\nlast_year.overview = '全年主动公开政府信息2714条。'",
                "主动公开政府信息 2714条，与上年报告的条数完全一样，请核对是否照抄了上年",
            )
            .good("overview = '全年主动公开政府信息2714条。'\nlast_year.overview = '网站公开信息2714条，比上年公开信息2714条少。'")
            .good("overview = '全年主动公开政府信息2714条。'\nlast_year.overview = '全年主动公开政府信息2641条。'")
            .good("overview = '全年主动公开政府信息2700余条。'\nlast_year.overview = '全年主动公开政府信息2700余条。'")
            .good("overview = '全年主动公开政府信息12条。'\nlast_year.overview = '全年主动公开政府信息12条。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(last_year) = report.last_year() else { return };
        let least = Decimal::from_int(LEAST.of(report));
        let total = |report: &Report, claim: &Claim| {
            (claim.subject == Subject::DisclosedTotal || tells_total(report, claim))
                && stands(claim)
                && claim.exactness == Exactness::Exact
                && claim.flags.scale() == 0
                && Some(claim.value) >= least
        };
        let then: Vec<Decimal> = stated(&last_year)
            .claims
            .iter()
            .filter(|claim| total(&last_year, claim))
            .map(|claim| claim.value)
            .collect();
        let stated = stated(report);
        let Some(claim) =
            stated.claims.iter().find(|claim| total(report, claim) && then.contains(&claim.value))
        else {
            return;
        };
        findings.add(
            claim.number,
            format!(
                "主动公开政府信息 {}，与上年报告的条数完全一样，请核对是否照抄了上年",
                printed(report, claim)
            ),
        );
    }
}

/// Whether a clause tells, in whatever words, how much information was disclosed in all: 各类信息上网公开2714条.
fn tells_total(report: &Report, claim: &Claim) -> bool {
    let text = report.text;
    let before = clause_before(report, claim);
    let measured =
        text[claim.number.start as usize..].trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
    let other = [
        "申请",
        "网站",
        "公众号",
        "平台",
        "渠道",
        "解读",
        "其中",
        "微信",
        "微博",
        "新媒体",
        "专栏",
        "文件",
        "决定",
        "留言",
        "上年",
        "去年",
        "较",
        "比",
        "围绕",
    ];
    let discloses = ["公开", "发布", "上传", "公布", "刊登", "登载"].iter().any(|word| before.contains(word))
        && before.contains("信息");
    discloses && measured.trim_start().starts_with('条') && !other.iter().any(|word| before.contains(word))
}
