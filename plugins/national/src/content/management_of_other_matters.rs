//! C03: 政府信息管理 tells of other business.

use gouji_core::prelude::*;

use super::overview::{self, Topic};
use crate::vocabulary::{self, Kind};

/// 政府信息管理写了别的业务.
pub(crate) struct ManagementOfOtherMatters;

/// Different words of other business: one alone may be the example of a document.
const LEAST: Setting =
    Setting {
        rule: "C03", key: "least", default: 3, says: "政府信息管理一节里有几个别的业务的词才提示"
    };

impl Rule for ManagementOfOtherMatters {
    fn card(&self) -> Card {
        Card::info("C03", "national/management-of-other-matters", "政府信息管理里写了别的业务")
            .possible()
            .basis("国办公开办函〔2021〕30号：内容不能遗漏，也不宜泛化")
            .why("政府信息管理说的是公文属性、审查发布、目录和规范性文件的管理。审批办件、建议提案、招商这些业务不属于这里。")
            .years(2019, 9999)
            .option(LEAST)
            .bad(
                "overview = '''
                 （一）主动公开。全年发布信息81条。
                 （二）依申请公开。全年收到申请3件。
                 （三）政府信息管理。推进一网通办，全年办件量1.2万件，即办件占八成；办理建议提案14件。
                 （四）平台建设。更新网站。'''",
                "政府信息管理里写了“一网通办”“办件量”“即办件”等，与政府信息的管理无关",
            )
            .good(
                "overview = '''
                 （一）主动公开。全年发布信息81条。
                 （二）依申请公开。全年收到申请3件。
                 （三）政府信息管理。公文逐件标注公开属性，公布建议提案答复14件，清理行政规范性文件6件。
                 （四）平台建设。推进一网通办，办件量1.2万件，即办件占八成，中介超市上线。'''",
            )
            .good("overview = '推进一网通办，全年办件量1.2万件，即办件占八成；办理建议提案14件。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(section) = overview::overview(report).section(Topic::Management) else { return };
        let mut words: Vec<Place> = Vec::new();
        for seen in vocabulary::seen(report).of(Kind::OtherBusiness, |part| part == 1) {
            let inside = words.iter().any(|word| word.contains(seen.place));
            let again = words.iter().any(|word| report.slice(*word) == report.slice(seen.place));
            if section.place.contains(seen.place) && !inside && !again {
                words.push(seen.place);
            }
        }
        let [first, .., last] = words[..] else { return };
        if (words.len() as i64) < LEAST.of(report) {
            return;
        }
        let quoted: String = words
            .iter()
            .take(3)
            .map(|word| format!("“{}”", report.slice(*word).trim_matches(['“', '”'])))
            .collect();
        findings.add(first.to(last), format!("政府信息管理里写了{quoted}等，与政府信息的管理无关"));
    }
}
