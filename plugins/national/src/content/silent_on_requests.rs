//! C02: 依申请公开 told without number, result and time.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use super::overview::{self, ENOUGH, Topic};
use crate::prose;
use crate::words::Words;

/// 依申请公开只讲做法，没有数量和结果.
pub(crate) struct SilentOnRequests;

/// That there were none, or what became of those that there were.
static TOLD: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "未收到",
        "没有收到",
        "未接到",
        "没有接到",
        "未受理",
        "没有受理",
        "未发生",
        "没有",
        "未有",
        "尚无",
        "暂无",
        "均无",
        "无依申请",
        "无申请",
        "无人",
        "无公民",
        "无收到",
        "无政府信息",
        "为零",
        "零申请",
        "均已",
        "全部办结",
        "全部答复",
        "全部按",
        "均按",
        "均在",
        "详见",
        "见第三",
        "见表",
    ])
});

impl Rule for SilentOnRequests {
    fn card(&self) -> Card {
        Card::warning("C02", "national/silent-on-requests", "依申请公开没有写数量和办理结果")
            .likely()
            .basis("政府信息公开条例第五十条第（二）项；国办公开办函〔2019〕60号、〔2021〕30号，总体情况")
            .why("收到多少件、办结多少件、是否按时，是这一项要回答的。没有收到申请的，也要写明没有。")
            .years(2019, 9999)
            .bad(
                "overview = '''
                 （一）主动公开。全年发布信息81条。
                 （二）依申请公开。进一步完善申请的接收、登记、审核、答复和归档制度，提高答复质量，保障公众依法获取信息的权利。
                 （三）政府信息管理。完善发布审核制度。'''",
                "依申请公开没有写收到多少件、怎样办理，没有收到的也应写明",
            )
            .good(
                "overview = '''
                 （一）主动公开。全年发布信息81条。
                 （二）依申请公开。完善申请的接收、登记、审核、答复和归档制度，本年收到申请3件，都在二十个工作日内答复。
                 （三）政府信息管理。完善发布审核制度。'''",
            )
            .good(
                "overview = '''
                 （一）主动公开。全年发布信息81条。
                 （二）依申请公开。完善申请的接收、登记、审核、答复和归档制度，本年度我局无依申请公开事项，也无复议诉讼。
                 （三）政府信息管理。完善发布审核制度。'''",
            )
            .good("overview = '''（一）主动公开。\n（二）依申请公开。\n（三）政府信息管理。'''")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(section) = overview::overview(report).section(Topic::Requests) else { return };
        let text = report.slice(section.place);
        if prose::has_letters(text, ENOUGH) && !overview::counts(report, section.place) && !TOLD.any(text) {
            findings.add(section.place, "依申请公开没有写收到多少件、怎样办理，没有收到的也应写明");
        }
    }
}
