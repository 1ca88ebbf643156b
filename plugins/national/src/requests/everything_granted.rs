//! T3-09: every one of many requests granted.

use gouji_core::prelude::*;

/// 全部予以公开.
pub(crate) struct EverythingGranted;

impl Rule for EverythingGranted {
    fn card(&self) -> Card {
        Card::info("T3-09", "national/everything-granted", "所有申请都是予以公开")
            .possible()
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表三")
            .why("申请稍多时，总有本机关不掌握、重复申请、信访等情形。二十件以上全部填在“予以公开”，可能没有按答复的类型分类。")
            .bad(
                "requests.granted = [20, 4, 0, 0, 0, 0, 24]\nrequests.total = [20, 4, 0, 0, 0, 0, 24]",
                "办理的 24 件全部是予以公开，请核对有没有按答复类型分类",
            )
            .good("requests.granted = [19, 0, 0, 0, 0, 0, 19]\nrequests.total = [19, 0, 0, 0, 0, 0, 19]")
            .good("requests.granted = [20, 0, 0, 0, 0, 0, 20]\nrequests.total = [24, 0, 0, 0, 0, 0, 24]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let total = report.cell((RequestLine::Total, Applicant::Total)).number();
        let granted = report.cell((RequestLine::Granted, Applicant::Total));
        if total.is_some() && total == granted.number() && total >= Decimal::from_int(20) {
            let count = granted.figure();
            findings.add(granted.id, format!("办理的 {count} 件全部是予以公开，请核对有没有按答复类型分类"));
        }
    }
}
