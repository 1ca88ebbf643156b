//! G04: next to nothing on the website, and very much elsewhere.

use gouji_core::prelude::*;

use super::{clause_before, has_any};
use crate::claims::stands;

/// 政府网站发布的少得出奇.
pub(crate) struct WebsitePassedOver;

const TIMES: Setting =
    Setting {
        rule: "G04", key: "times", default: 20, says: "新媒体发布的达到网站的多少倍时提示"
    };
const LEAST: Setting =
    Setting {
        rule: "G04", key: "least", default: 200, says: "新媒体发布的少于多少条时不提示"
    };

impl Rule for WebsitePassedOver {
    fn card(&self) -> Card {
        Card::info("G04", "national/website-passed-over", "政府网站发布的比新媒体少得出奇")
            .possible()
            .basis("政府信息公开条例第二十三条、第二十四条")
            .why("政府网站是公开的第一平台。网站只有几条，新媒体却有上千条，可能填反了，或者该上网站的没有上。")
            .option(TIMES)
            .option(LEAST)
            .bad(
                "overview = '全年主动公开政府信息2714条，其中县政府网站12条，“青岭发布”微信公众号2702条。'",
                "政府网站 12 条，政务新媒体 2702 条，请核对有没有写反",
            )
            .good("overview = '全年主动公开政府信息2714条，其中县政府网站905条，“青岭发布”微信公众号1809条。'")
            .good("overview = '全年主动公开政府信息114条，其中县政府网站4条，“青岭发布”微信公众号110条。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let least = Decimal::from_int(LEAST.of(report));
        let part = |claim: &Claim| claim.role == Role::Part && stands(claim);
        let media = report.claims().filter(part).filter(|claim| Some(claim.value) >= least);
        for media in media {
            if !has_any(clause_before(report, &media), &["公众号", "微信", "新媒体", "微博", "客户端"])
            {
                continue;
            }
            let website = report.claims().filter(part).find(|claim| {
                claim.parent == media.parent
                    && claim.breakdown() == media.breakdown()
                    && claim.unit == media.unit
                    && claim.value > Decimal::ZERO
                    && clause_before(report, claim).contains("网站")
            });
            let Some(website) = website else { continue };
            if i128::from(media.value.micros())
                >= i128::from(website.value.micros()) * i128::from(TIMES.of(report))
            {
                let (few, many, unit) = (website.value, media.value, website.unit.title());
                findings.add(
                    website.number,
                    format!("政府网站 {few} {unit}，政务新媒体 {many} {unit}，请核对有没有写反"),
                );
                return;
            }
        }
    }
}
