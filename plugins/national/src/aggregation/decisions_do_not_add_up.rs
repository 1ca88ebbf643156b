//! A03: 处理决定数量 of a government against those of the bodies below.

use gouji_core::prelude::*;

use super::check_sums;

/// 表二的处理决定数量不是下级报告之和.
pub(crate) struct DecisionsDoNotAddUp;

impl Rule for DecisionsDoNotAddUp {
    fn card(&self) -> Card {
        Card::warning("A03", "national/decisions-do-not-add-up", "表二的处理决定数量与下级报告之和不符")
            .likely()
            .basis("政府信息公开条例第四十九条、第五十条；国办公开办函〔2019〕60号、〔2021〕30号，附件表二")
            .source("怀化市等地要求政府报告汇总全部公开主体。规章、规范性文件可能只计本级，金额有四舍五入，都不查。")
            .why("政府的报告反映整个行政区域，许可、处罚、强制的决定就是所属部门和下级政府各表之和。")
            .needs(Need::Children)
            .bad(
                "agency.level = 'county'
                 proactive.licensing = [640]
                 proactive.penalties = [80]
                 [[children]]
                 agency = { name = '青岭县教育局', level = 'department', of = 'county' }
                 proactive.licensing = [40]
                 proactive.penalties = [0]
                 [[children]]
                 agency = { name = '青岭县公安局', level = 'department', of = 'county' }
                 proactive.licensing = [620]
                 proactive.penalties = [80]",
                "表二与 2 份下级报告之和不符：行政许可·处理决定数量 640，下级合计 660；少于合计，有的没有汇总进来",
            )
            .bad(
                "agency.level = 'county'
                 proactive.licensing = [36210]
                 proactive.penalties = [80]
                 [[children]]
                 agency = { name = '青岭县人民政府办公室', level = 'department', of = 'county' }
                 proactive.licensing = [36210]
                 proactive.penalties = [80]
                 [[children]]
                 agency = { name = '青岭县公安局', level = 'department', of = 'county' }
                 proactive.licensing = [620]
                 proactive.penalties = [50]",
                "表二与 2 份下级报告之和不符：行政许可·处理决定数量 36210，下级合计 36830；行政处罚·处理决定数量 80，下级合计 130；与青岭县人民政府办公室的报告完全相同，像是没有汇总",
            )
            .good(
                "agency.level = 'county'
                 proactive.normative_documents = [2, 0, 30]
                 proactive.licensing = [660]
                 [[children]]
                 agency = { name = '青岭县教育局', level = 'department', of = 'county' }
                 proactive.normative_documents = [1, 0, 4]
                 proactive.licensing = [40]
                 [[children]]
                 agency = { name = '青岭县公安局', level = 'department', of = 'county' }
                 proactive.normative_documents = [0, 0, 3]
                 proactive.licensing = [620]",
            )
            .good(
                "agency.level = 'county'
                 proactive.licensing = [640]
                 [[children]]
                 agency = { name = '青岭县教育局', level = 'department', of = 'county' }
                 proactive.licensing = ['见附件']",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        check_sums(report, Table::Proactive, findings);
    }
}
