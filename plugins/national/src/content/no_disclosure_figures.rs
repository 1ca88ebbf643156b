//! C01: 主动公开 told without a single number.

use gouji_core::prelude::*;

use super::overview::{self, ENOUGH, Topic};
use crate::prose;

/// 主动公开没有数字.
pub(crate) struct NoDisclosureFigures;

impl Rule for NoDisclosureFigures {
    fn card(&self) -> Card {
        Card::warning("C01", "national/no-disclosure-figures", "主动公开情况没有一个数字")
            .likely()
            .basis("政府信息公开条例第五十条第（一）项；国办公开办函〔2019〕60号、〔2021〕30号，总体情况")
            .why("公开了多少条、在哪里公开、解读多少篇，要用数字说明。只有“积极推进”“不断加强”，看不出做了什么。")
            .years(2019, 9999)
            .bad(
                "overview = '''
                 （一）主动公开。我局积极推进政府信息主动公开，及时更新各个栏目的内容，公开质量稳步提高，群众反映良好。
                 （二）依申请公开。全年收到申请3件，均已答复。
                 （三）政府信息管理。完善发布审核制度。
                 （四）平台建设。更新网站。'''",
                "主动公开情况没有写数字，应写明公开了多少条、多少件",
            )
            .bad(
                "overview = '我镇认真贯彻条例，围绕中心工作积极推进政务公开，健全工作制度，明确责任分工，把主动公开落到实处，群众满意。'",
                "总体情况没有写数字，应写明主动公开了多少条、多少件",
            )
            .good(
                "overview = '''
                 （一）主动公开。我局积极推进政府信息主动公开，及时更新各个栏目的内容，全年发布各类信息二百余条，群众反映良好。
                 （二）依申请公开。全年没有收到申请。
                 （三）政府信息管理。完善发布审核制度。
                 （四）平台建设。更新网站。'''",
            )
            .good(
                "overview = '''
                 （一）主动公开。我局负责内部服务工作，不直接面对企业和群众，全年没有制发行政规范性文件，没有主动公开的文件。
                 （二）依申请公开。全年没有收到申请。
                 （三）政府信息管理。完善发布审核制度。
                 （四）平台建设。更新网站。'''",
            )
            .good("overview = '2023年，我镇按月更新公开栏。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let section = overview::overview(report).section(Topic::Disclosure);
        match section {
            Some(section) => {
                let text = report.slice(section.place);
                if prose::has_letters(text, ENOUGH)
                    && !overview::counts(report, section.place)
                    && !said_none(text)
                {
                    findings.add(section.place, "主动公开情况没有写数字，应写明公开了多少条、多少件");
                }
            }
            None => {
                let Some(whole) = overview::whole(report) else { return };
                // A number of requests alone says nothing of what was disclosed, but is S06's to judge.
                if !overview::counts(report, whole) && !said_none(report.slice(whole)) {
                    findings.add(Spot::part(1), "总体情况没有写数字，应写明主动公开了多少条、多少件");
                }
            }
        }
    }
}

/// Whether a text says that there was nothing to disclose: that is a number too.
fn said_none(text: &str) -> bool {
    [
        "没有",
        "未制",
        "未出台",
        "未发布",
        "未公开",
        "未主动",
        "未涉及",
        "无主动",
        "无规范",
        "无行政",
        "暂无",
        "不涉及",
        "见附",
        "如下表",
        "详见",
        "见下",
    ]
    .iter()
    .any(|word| text.contains(word))
}
