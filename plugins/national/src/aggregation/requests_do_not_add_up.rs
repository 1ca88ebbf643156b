//! A01: 表三 of a government against those of the bodies below.

use gouji_core::prelude::*;

use super::check_sums;

/// 表三不是下级报告之和.
pub(crate) struct RequestsDoNotAddUp;

impl Rule for RequestsDoNotAddUp {
    fn card(&self) -> Card {
        Card::warning("A01", "national/requests-do-not-add-up", "表三与下级报告之和不符")
            .likely()
            .basis("政府信息公开条例第四十九条、第五十条；国办公开办函〔2019〕60号、〔2021〕30号，附件表三")
            .source("怀化市等地要求政府报告汇总全部公开主体。给出的下级报告不全时，少了的只作提示。")
            .why("政府的报告反映整个行政区域，表三就是所属部门和下级政府各表之和。")
            .needs(Need::Children)
            .bad(
                "agency.level = 'county'
                 requests.new = [10, 0, 0, 0, 0, 0, 10]
                 [[children]]
                 agency = { name = '青岭县教育局', level = 'department', of = 'county' }
                 requests.new = [7, 0, 0, 0, 0, 0, 7]
                 [[children]]
                 agency = { name = '城关镇人民政府', level = 'township' }
                 requests.new = [5, 0, 0, 0, 0, 0, 5]",
                "表三与 2 份下级报告之和不符：本年新收·总计 10，下级合计 12；少于合计，有的没有汇总进来",
            )
            .bad(
                "agency.level = 'county'
                 requests.new = [10, 3, 0, 0, 0, 0, 13]
                 [[children]]
                 agency = { name = '青岭县教育局', level = 'department', of = 'county' }
                 requests.new = [7, 2, 0, 0, 0, 0, 9]
                 [[children]]
                 agency = { name = '城关镇人民政府', level = 'township' }
                 requests.new = [2, 2, 0, 0, 0, 0, 4]",
                "表三与 2 份下级报告之和不符：本年新收·自然人 10，下级合计 9；本年新收·商业企业 3，下级合计 4；少于合计，有的没有汇总进来",
            )
            .bad(
                "agency.level = 'county'
                 requests.new = [31, 4, 0, 0, 0, 0, 35]
                 [[children]]
                 agency = { name = '青岭县公安局', level = 'department', of = 'county' }
                 requests.new = [24, 3, 0, 0, 0, 0, 27]
                 [[children]]
                 agency = { name = '青岭县教育局', level = 'department', of = 'county' }
                 requests.new = [7, 1, 0, 0, 0, 0, 8]
                 [[children]]
                 agency = { name = '城关镇人民政府', level = 'township' }
                 requests.new = [5, 0, 0, 0, 0, 0, 5]",
                "表三与 3 份下级报告之和不符：本年新收·总计 35，下级合计 40；少于合计，正好差城关镇人民政府的数，像是没有汇总进来",
            )
            .good(
                "agency.level = 'county'
                 requests.new = [12, 0, 0, 0, 0, 0, 12]
                 [[children]]
                 agency = { name = '青岭县教育局', level = 'department', of = 'county' }
                 requests.new = [7, 0, 0, 0, 0, 0, 7]
                 [[children]]
                 agency = { name = '城关镇人民政府', level = 'township' }
                 requests.new = [5, 0, 0, 0, 0, 0, 5]",
            )
            // Two versions of one report: by the second all is right.
            .good(
                "agency.level = 'county'
                 requests.new = [12, 0, 0, 0, 0, 0, 12]
                 [[children]]
                 agency = { name = '青岭县教育局', level = 'department', of = 'county' }
                 requests.new = [6, 0, 0, 0, 0, 0, 6]
                 [[children]]
                 agency = { name = '青岭县教育局', level = 'department', of = 'county' }
                 requests.new = [7, 0, 0, 0, 0, 0, 7]
                 [[children]]
                 agency = { name = '城关镇人民政府', level = 'township' }
                 requests.new = [5, 0, 0, 0, 0, 0, 5]",
            )
            // What a township says is in the county's report already.
            .good(
                "agency.level = 'city'
                 requests.new = [12, 0, 0, 0, 0, 0, 12]
                 [[children]]
                 agency = { name = '青岭县人民政府', level = 'county' }
                 requests.new = [12, 0, 0, 0, 0, 0, 12]
                 [[children]]
                 agency = { name = '城关镇人民政府', level = 'township' }
                 requests.new = [5, 0, 0, 0, 0, 0, 5]",
            )
            // A department of the city does not report for those of the counties.
            .good(
                "agency = { level = 'department', of = 'city' }
                 requests.new = [12, 0, 0, 0, 0, 0, 12]
                 [[children]]
                 agency = { name = '青岭县教育局', level = 'department', of = 'county' }
                 requests.new = [7, 0, 0, 0, 0, 0, 7]",
            )
            // A04 says it: one of them alone has more.
            .good(
                "agency.level = 'county'
                 requests.new = [10, 0, 0, 0, 0, 0, 10]
                 [[children]]
                 agency = { name = '青岭县教育局', level = 'department', of = 'county' }
                 requests.new = [12, 0, 0, 0, 0, 0, 12]",
            )
            // One of the reports could not be read whole.
            .good(
                "agency.level = 'county'
                 requests.new = [10, 0, 0, 0, 0, 0, 10]
                 [[children]]
                 agency = { name = '青岭县教育局', level = 'department', of = 'county' }
                 requests.new = [7, 0, 0, 0, 0, 0, 7]
                 [[children]]
                 agency = { name = '城关镇人民政府', level = 'township' }
                 requests = 'missing'",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        check_sums(report, Table::Requests, findings);
    }
}
