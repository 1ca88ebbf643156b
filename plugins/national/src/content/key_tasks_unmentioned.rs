//! C09: none of the year's key tasks.

use gouji_core::prelude::*;

use super::overview;
use crate::words::Words;
use std::sync::LazyLock;

/// 没有提到当年的重点任务.
pub(crate) struct KeyTasksUnmentioned;

/// Of a year: its plan, the tasks for the message, and the words that any of them is told by.
struct Year {
    year: u16,
    plan: &'static str,
    tasks: &'static str,
    words: Words,
}

/// The years that have a national plan, from the form of 2019 on.
static YEARS: LazyLock<[Year; 3]> = LazyLock::new(|| {
    [
        Year {
            year: 2020,
            plan: "国办发〔2020〕17号",
            tasks: "“六稳”“六保”、疫情防控、营商环境、基层政务公开标准目录等",
            words: Words::of([
                "六稳",
                "六保",
                "疫情",
                "营商环境",
                "标准目录",
                "标准化",
                "试点领域",
                "解读",
                "重点领域",
                "要点",
                "清单",
                "权责",
                "机构职能",
                "脱贫攻坚",
                "规范性文件",
                "回应",
            ]),
        },
        Year {
            year: 2021,
            plan: "国办发〔2021〕12号",
            tasks: "规划计划、市场规则、财政信息、疫情防控、政策解读等",
            words: Words::of([
                "规划",
                "市场",
                "监管",
                "财政",
                "预算",
                "决算",
                "惠民",
                "疫情",
                "疫苗",
                "解读",
                "咨询",
                "重大行政决策",
                "规章",
                "规范性文件",
                "公共企事业",
                "重点领域",
                "要点",
                "标准化",
                "回应",
            ]),
        },
        Year {
            year: 2022,
            plan: "国办发〔2022〕8号",
            tasks: "市场主体政策、减税降费、扩大有效投资、稳就业、政策文件集中公开等",
            words: Words::of([
                "市场主体",
                "减税",
                "降费",
                "退税",
                "有效投资",
                "重大项目",
                "疫情",
                "就业",
                "公共企事业",
                "政策文件",
                "规范性文件",
                "解读",
                "咨询",
                "重点领域",
                "要点",
                "标准化",
                "惠企",
                "助企",
                "纾困",
                "回应",
            ]),
        },
    ]
});

impl Rule for KeyTasksUnmentioned {
    fn card(&self) -> Card {
        Card::info("C09", "national/key-tasks-unmentioned", "没有提到当年政务公开的重点任务")
            .possible()
            .basis("国办发〔2020〕17号、〔2021〕12号、〔2022〕8号，各年政务公开工作要点")
            .why("政府的报告应看得出当年的重点任务落实得怎样。没有一件提到，多半是套用了往年的文字。")
            .source("年度报告不必逐件写，所以一件都没有提到才提示；各地另有要求的见各地的规则包")
            .years(2020, 2022)
            .levels(&[Level::Province, Level::City, Level::County])
            .bad(
                "year = 2021
                 agency.level = 'county'
                 overview = '我县认真落实条例，加强组织领导，全年主动公开政府信息812条，收到申请3件，都已答复，群众满意。'",
                "没有提到2021年政务公开的重点任务：规划计划、市场规则、财政信息、疫情防控、政策解读等（国办发〔2021〕12号）",
            )
            .good(
                "year = 2021
                 agency.level = 'county'
                 overview = '我县认真落实条例，设置规划专栏，全年主动公开政府信息812条，收到申请3件，都已答复，群众满意。'",
            )
            .good("year = 2021\nagency.level = 'county'\noverview = '全年主动公开政府信息812条。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(year) = YEARS.iter().find(|year| report.year == Some(year.year)) else { return };
        let Some(whole) = overview::whole(report) else { return };
        if !year.words.any(report.slice(whole)) {
            findings.add(
                Spot::part(1),
                format!("没有提到{}年政务公开的重点任务：{}（{}）", year.year, year.tasks, year.plan),
            );
        }
    }
}
