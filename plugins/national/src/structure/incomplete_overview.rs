//! S06: one of the five things that part one is to tell.

use gouji_core::prelude::*;

use super::empty_overview::ENOUGH;
use crate::content::{Topic, overview};
use crate::prose;
use crate::vocabulary::{self, Matter};

/// 总体情况缺项.
pub(crate) struct IncompleteOverview;

/// What part one is to tell, by the words it is told by.
pub(crate) const ITEM_WORDS: &[(Matter, &[&str])] = &[
    (
        Matter::Disclosure,
        &[
            "主动公开",
            "公开政府信息",
            "信息主动",
            "发布政府信息",
            "公开信息",
            "发布信息",
            "更新信息",
            "信息更新",
            "公开各类",
            "发布各类",
            "刊登",
            "登载",
            "刊发",
            "张贴",
            "公示信息",
        ],
    ),
    (
        Matter::Requests,
        &[
            "依申请",
            "公开申请",
            "申请公开",
            "申请件",
            "新收申请",
            "收到申请",
            "受理申请",
            "件申请",
            "申请人",
            "申请答复",
        ],
    ),
    (
        Matter::Management,
        &[
            "信息管理",
            "信息的管理",
            "信息资源",
            "信息规范",
            "动态调整",
            "保密审查",
            "公开审查",
            "信息审核",
            "审核发布",
            "发布审核",
            "三审",
            "公开属性",
            "公文管理",
            "文件管理",
            "规范性文件",
            "信息发布",
            "信息审查",
            "内容审核",
            "管理制度",
            "目录管理",
            "三校",
            "信息的制作",
            "信息制作",
            "制作、获取",
            "源头",
            "归档",
            "保密",
            "审核",
            "清理",
            "公文",
            "文件形成",
        ],
    ),
    (
        Matter::Platforms,
        &[
            "平台",
            "网站",
            "新媒体",
            "公众号",
            "专栏",
            "载体",
            "渠道",
            "微博",
            "微信",
            "公开栏",
            "专区",
            "信息网",
        ],
    ),
    (
        Matter::Safeguards,
        &[
            "监督",
            "保障",
            "考核",
            "培训",
            "组织领导",
            "领导小组",
            "责任追究",
            "队伍",
            "评议",
            "督查",
            "督导",
            "检查",
            "专人",
            "问责",
        ],
    ),
];

/// What part one is to tell, as the form has it.
const ITEMS: [(&str, Matter, Topic); 5] = [
    ("主动公开", Matter::Disclosure, Topic::Disclosure),
    ("依申请公开", Matter::Requests, Topic::Requests),
    ("政府信息管理", Matter::Management, Topic::Management),
    ("平台建设", Matter::Platforms, Topic::Platforms),
    ("监督保障", Matter::Safeguards, Topic::Safeguards),
];

impl Rule for IncompleteOverview {
    fn card(&self) -> Card {
        Card::warning("S06", "national/incomplete-overview", "总体情况缺少规定的内容")
            .likely()
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，总体情况应写的五项")
            .why("总体情况应综述五个方面：主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障。")
            .years(2019, 9999)
            .bad(
                "overview = '2023年，全年主动公开政府信息81条。加强政府信息管理，更新网站专栏。开展培训一次，参加人员20人。'",
                "总体情况没有写依申请公开",
            )
            .bad("overview = '2023年，我镇认真贯彻落实条例精神，紧紧围绕中心工作，服务大局，各项工作有序开展，取得了积极进展。'", "总体情况没有写主动公开、依申请公开、政府信息管理、平台建设、监督保障")
            .good("overview = '2023年，全年主动公开政府信息81条，未收到依申请公开。加强政府信息管理，更新网站专栏。开展培训一次。'")
            // Where there are sub-headings, they tell what there is.
            .bad(
                "overview = '''（一）主动公开。公开政府信息81条。
                 （二）依申请公开。收到申请3件，按保密审核办理。
                 （三）平台建设。网站设专栏3个。
                 （四）监督保障。培训2次。'''",
                "总体情况没有写政府信息管理",
            )
            .good(
                "overview = '''（一）主动公开。公开政府信息81条。
                 （二）依申请公开。收到申请3件，按保密审核办理。
                 （三）平台建设。网站设专栏3个。
                 （四）教育培训。培训2次。'''",
            )
            .good(
                "overview = '''主动公开方面，公开政府信息81条。
                 全年收到政府信息公开申请3件。
                 政府信息管理方面，清理文件。
                 政府信息公开平台建设方面，网站设专栏3个。
                 监督保障方面，培训2次。'''",
            )
            .good(
                "overview = '''（一）主动公开。公开政府信息81条。
                 （二）依申请公开。收到申请3件。
                 （三）政府信息管理和平台建设。网站设专栏3个。
                 （四）监督保障。培训2次。'''",
            )
            .good("")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(part) = report.part(1) else { return };
        // Of a part that is next to empty S09 says enough.
        if prose::letters_of(report, 1, ENOUGH) < ENOUGH {
            return;
        }
        let seen = vocabulary::seen(report);
        let headed = overview(report);
        let missing: Vec<&str> = ITEMS
            .into_iter()
            .filter(|(_, matter, topic)| headed.leaves_out(*topic) || !seen.tells(&[1], *matter))
            .map(|(title, ..)| title)
            .collect();
        if missing.is_empty() {
            return;
        }
        findings.add(part.heading, format!("总体情况没有写{}", missing.join("、")));
    }
}
