//! T2-20: more 行政规范性文件 than such a body makes.

use gouji_core::prelude::*;

/// 行政规范性文件多得少见.
pub(crate) struct ImplausibleDocuments;

const IN_FORCE: Setting = Setting {
    rule: "T2-20",
    key: "department-in-force",
    default: 50,
    says: "市、县部门现行有效的行政规范性文件多于多少件时提示",
};
const ISSUED: Setting = Setting {
    rule: "T2-20",
    key: "township-issued",
    default: 20,
    says: "乡镇、街道全年制发的行政规范性文件多于多少件时提示",
};

impl Rule for ImplausibleDocuments {
    fn card(&self) -> Card {
        Card::info("T2-20", "national/implausible-documents", "行政规范性文件的件数多得少见")
            .possible()
            .basis("国办公开办函〔2021〕30号，附件表二第二十条第（一）项")
            .source("国办发〔2018〕37号：行政规范性文件是依照法定权限、程序制定并公开发布，涉及权利义务，具有普遍约束力，在一定期限内反复适用的公文。")
            .why("一般的通知、方案、批复不是行政规范性文件。数目过大，多半是把所有发文都计了进去。")
            .editions(&[Edition::E2021])
            .option(IN_FORCE)
            .option(ISSUED)
            .bad(
                "agency.level = 'department'\nagency.of = 'county'\nproactive.normative_documents = [9, 2, 164]",
                "现行有效行政规范性文件 164 件，市、县部门很少这么多，请核对是否把一般公文也计了进去",
            )
            .bad(
                "agency.level = 'township'\nproactive.normative_documents = [86, 0, 90]",
                "本年制发行政规范性文件 86 件，乡镇、街道很少这么多，请核对是否把一般公文也计了进去",
            )
            .good("agency.level = 'department'\nagency.of = 'county'\nproactive.normative_documents = [4, 0, 32]")
            .good("agency.level = 'county'\nproactive.normative_documents = [40, 12, 290]")
            .good("agency.level = 'department'\nagency.of = 'province'\nproactive.normative_documents = [40, 12, 290]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let (setting, column, what, who) = match (report.agency.level, report.agency.of) {
            (Some(Level::Department), Some(Level::City | Level::County)) => {
                (IN_FORCE, ProactiveColumn::InForce, "现行有效", "市、县部门")
            }
            (Some(Level::Township), _) => (ISSUED, ProactiveColumn::Issued, "本年制发", "乡镇、街道"),
            _ => return,
        };
        let cell = report.cell((ProactiveLine::NormativeDocuments, column));
        let Some(count) = cell.number() else { return };
        if Some(count) > Decimal::from_int(setting.of(report)) {
            findings.add(
                cell.id,
                format!("{what}行政规范性文件 {count} 件，{who}很少这么多，请核对是否把一般公文也计了进去"),
            );
        }
    }
}
