//! C05: 监督保障 without assessment, training or staff.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use super::overview::{self, ENOUGH, Topic};
use crate::prose;
use crate::words::Words;

/// 监督保障没有考核、培训、人员.
pub(crate) struct NoSafeguards;

static SAFEGUARDS: LazyLock<[(&str, Words); 3]> = LazyLock::new(|| {
    [
        (
            "考核",
            Words::of([
                "考核",
                "考评",
                "绩效",
                "测评",
                "评估",
                "通报",
                "督查",
                "督导",
                "督办",
                "检查",
                "评议",
                "监测",
                "抽查",
                "巡查",
                "问责",
                "追究",
                "整改",
                "监督员",
                "自查",
            ]),
        ),
        (
            "培训",
            Words::of([
                "培训",
                "学习",
                "业务指导",
                "轮训",
                "授课",
                "讲座",
                "会议",
                "交流",
                "跟班",
                "以会代训",
                "宣讲",
                "业务水平",
                "业务能力",
                "业务素质",
            ]),
        ),
        (
            "人员",
            Words::of([
                "专人",
                "专职",
                "兼职",
                "专门",
                "人员",
                "领导小组",
                "分管",
                "负责人",
                "主要领导",
                "机构",
                "科室",
                "股室",
                "联络员",
                "信息员",
                "组长",
                "分工",
                "牵头",
            ]),
        ),
    ]
});

impl Rule for NoSafeguards {
    fn card(&self) -> Card {
        Card::info("C05", "national/no-safeguards", "监督保障没有写考核、培训和人员")
            .possible()
            .basis("政府信息公开条例第四条、第四十六条、第四十八条")
            .why("条例要求指定机构、建立考核制度、定期培训工作人员。监督保障应写这三件事做了什么。")
            .years(2019, 9999)
            .bad(
                "overview = '''
                 （一）主动公开。全年发布信息81条。
                 （二）依申请公开。全年收到申请3件。
                 （五）监督保障。始终把政府信息公开摆在突出位置，完善各项制度，落实各项任务，推动工作有序开展。'''",
                "监督保障没有写考核、培训、人员",
            )
            .bad(
                "overview = '''
                 （一）主动公开。全年发布信息81条。
                 （二）依申请公开。全年收到申请3件。
                 （五）监督保障。明确由办公室牵头负责政府信息公开，完善各项制度，落实各项任务，推动工作有序开展。'''",
                "监督保障没有写考核、培训",
            )
            .good(
                "overview = '''
                 （一）主动公开。全年发布信息81条。
                 （二）依申请公开。全年收到申请3件。
                 （五）监督保障。明确由办公室牵头负责政府信息公开，每季度检查一次并在全局通报，发现的问题限期改正。'''",
            )
            .good(
                "overview = '''
                 （一）主动公开。全年发布信息81条，组织培训2次、考核1次。
                 （二）依申请公开。全年收到申请3件。
                 （五）监督保障。明确由办公室牵头负责政府信息公开，完善各项制度，落实各项任务，推动工作有序开展。'''",
            )
            .good("overview = '''（一）主动公开。\n（二）依申请公开。\n（五）监督保障。按要求落实。'''")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(section) = overview::overview(report).section(Topic::Safeguards) else { return };
        let text = report.slice(section.place);
        let said = |words: &Words| words.any(text);
        if !prose::has_letters(text, ENOUGH) || SAFEGUARDS.iter().filter(|(_, words)| said(words)).count() > 1
        {
            return;
        }
        // What is told elsewhere in part one is told.
        let whole = report.part_text(1);
        let missing: Vec<&str> =
            SAFEGUARDS.iter().filter(|(_, words)| !words.any(whole)).map(|(title, _)| *title).collect();
        if missing.len() > 1 {
            findings.add(section.place, format!("监督保障没有写{}", missing.join("、")));
        }
    }
}
