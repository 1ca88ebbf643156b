//! C04: 平台建设 without a platform or a number.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use super::overview::{self, ENOUGH, Topic};
use crate::prose;
use crate::words::Words;

/// 平台建设没有写有哪些平台.
pub(crate) struct NoPlatformNamed;

/// Platforms by kind.
static PLATFORMS: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "网站",
        "门户",
        "公众号",
        "微信",
        "微博",
        "抖音",
        "快手",
        "视频号",
        "客户端",
        "头条号",
        "今日头条",
        "专栏",
        "公开栏",
        "公告栏",
        "宣传栏",
        "公示栏",
        "专区",
        "查阅点",
        "查阅场所",
        "查阅室",
        "档案馆",
        "图书馆",
        "公报",
        "电子屏",
        "显示屏",
        "触摸屏",
        "广播",
        "电视",
        "报纸",
        "政府网",
        "政务网",
        "信息网",
        "官网",
        "新媒体账号",
        "大厅",
        "热线",
    ])
});

/// Accounts or sites that are no more.
static CLOSED: LazyLock<Words> =
    LazyLock::new(|| Words::of(["关停", "注销", "关闭", "撤销", "下线", "清理", "整合", "归并"]));

/// What platforms are counted as.
static ACCOUNTS: LazyLock<Words> =
    LazyLock::new(|| Words::of(["新媒体", "公众号", "账号", "微信", "微博", "网站", "抖音", "客户端"]));

impl Rule for NoPlatformNamed {
    fn card(&self) -> Card {
        Card::info("C04", "national/no-platform-named", "平台建设没有写有哪些平台、多少个")
            .possible()
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，总体情况")
            .why("有几个网站、几个政务新媒体账号、几处查阅点，写出来才看得到平台。只写关停了几个，看不出还有几个。")
            .years(2019, 9999)
            .bad(
                "overview = '''
                 （一）主动公开。全年发布信息81条。
                 （二）依申请公开。全年收到申请3件。
                 （四）平台建设。高度重视平台建设工作，明确专人负责，落实工作责任，不断提升平台建设的质量和水平，更好服务群众。'''",
                "平台建设没有写有哪些平台、多少个",
            )
            .bad(
                "overview = '''
                 （一）主动公开。全年发布信息81条。
                 （二）依申请公开。全年收到申请3件。
                 （四）平台建设。规范政务新媒体管理，完善信息发布和安全防护制度，全年关停不再更新的微信公众号5个。'''",
                "写了关停5个，没有写现有多少个",
            )
            .good(
                "overview = '''
                 （一）主动公开。全年发布信息81条。
                 （二）依申请公开。全年收到申请3件。
                 （四）平台建设。规范政务新媒体管理，完善信息发布制度，关停微信公众号5个，保留12个，逐个登记备案。'''",
            )
            .good(
                "overview = '''
                 （一）主动公开。全年发布信息81条。
                 （二）依申请公开。全年收到申请3件。
                 （四）平台建设。依托县政府网站公开信息，安排专人维护本局的栏目，每周检查一次，发现错误随即改正。'''",
            )
            .good("overview = '加强平台建设，不断提升平台建设的质量和水平，更好服务企业群众，推动工作再上台阶。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(section) = overview::overview(report).section(Topic::Platforms) else { return };
        let text = report.slice(section.place);
        if !prose::has_letters(text, ENOUGH) {
            return;
        }
        let counted = overview::counts(report, section.place);
        if !counted && !PLATFORMS.any(text) {
            findings.add(section.place, "平台建设没有写有哪些平台、多少个");
        } else if counted {
            only_closed(report, section.place, findings);
        }
    }
}

/// Accounts were closed, and of those that are left nothing is said in all of part one.
fn only_closed(report: &Report, section: Place, findings: &mut Findings) {
    let mut closed: Option<Claim> = None;
    for claim in report.claims() {
        if claim.role == Role::Rate || claim.flags.contains(Flags::PLAN) {
            continue;
        }
        let start = claim.sentence.start.max(section.start.min(claim.number.start));
        let before = report.slice(Place::new(start, claim.number.start));
        let clause = before.rsplit(['，', ',', '；', ';', '。', '、']).next().unwrap_or(before);
        let after = report.slice(Place::new(claim.number.end, claim.sentence.end));
        let behind = after.split(['，', ',', '；', ';', '、']).next().unwrap_or(after);
        let is_closed = CLOSED.any(clause) || CLOSED.any(behind);
        let of_accounts = ACCOUNTS.any(clause) || ACCOUNTS.any(behind);
        if is_closed && of_accounts && section.contains(claim.number) {
            closed = closed.or(Some(claim));
        } else if ACCOUNTS.any(before) || ACCOUNTS.any(behind) {
            // Some number of platforms, posts or followers: enough to see that they are there.
            let in_use = matches!(report.slice(claim.number), text if !text.is_empty())
                && section.contains(claim.number);
            if in_use {
                return;
            }
        }
    }
    if let Some(claim) = closed {
        let word = report.slice(claim.number);
        findings.add(claim.number, format!("写了关停{word}个，没有写现有多少个"));
    }
}
