//! A02: 表四 of a government against those of the bodies below.

use gouji_core::prelude::*;

use super::check_sums;

/// 表四不是下级报告之和.
pub(crate) struct DisputesDoNotAddUp;

impl Rule for DisputesDoNotAddUp {
    fn card(&self) -> Card {
        Card::warning("A02", "national/disputes-do-not-add-up", "表四与下级报告之和不符")
            .likely()
            .basis("政府信息公开条例第四十九条、第五十条；国办公开办函〔2019〕60号、〔2021〕30号，附件表四")
            .source("怀化市等地要求政府报告汇总全部公开主体。给出的下级报告不全时，少了的只作提示。")
            .why("政府的报告反映整个行政区域，表四就是所属部门和下级政府各表之和。")
            .needs(Need::Children)
            .bad(
                "agency.level = 'county'
                 disputes.reconsideration = [1, 0, 0, 0, 1]
                 [[children]]
                 agency = { name = '青岭县教育局', level = 'department', of = 'county' }
                 disputes.reconsideration = [1, 0, 0, 0, 1]
                 [[children]]
                 agency = { name = '城关镇人民政府', level = 'township' }
                 disputes.reconsideration = [1, 0, 0, 0, 1]",
                "表四与 2 份下级报告之和不符：行政复议·总计 1，下级合计 2；少于合计，正好差青岭县教育局或者城关镇人民政府的数，像是没有汇总进来",
            )
            .good(
                "agency.level = 'county'
                 disputes.reconsideration = [2, 0, 0, 0, 2]
                 [[children]]
                 agency = { name = '青岭县教育局', level = 'department', of = 'county' }
                 disputes.reconsideration = [1, 0, 0, 0, 1]
                 [[children]]
                 agency = { name = '城关镇人民政府', level = 'township' }
                 disputes.reconsideration = [1, 0, 0, 0, 1]",
            )
            .good(
                "agency.level = 'county'
                 disputes.reconsideration = [2, 0, 0, 0, 2]
                 [[children]]
                 agency = { name = '青岭县教育局', level = 'department', of = 'city' }
                 disputes.reconsideration = [1, 0, 0, 0, 1]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        check_sums(report, Table::Disputes, findings);
    }
}
