//! A made-up report and what a check might say of it.

#![allow(dead_code, unreachable_pub, reason = "shared by test programs that each use a part of it")]

pub mod schema;

use std::io::Write;
use std::path::PathBuf;

use gouji_core::card::{Certainty, Need, Severity};
use gouji_core::finding::Repair;
use gouji_core::form::Level;
use gouji_core::verdict::{
    AgencyOut, Alternative, At, Checked, Context, Crash, EvidenceOut, Finding, Header, NotChecked, Notice,
    NoticeKind, Origin, PackKind, PackNotRun, PackTrust, PackUsed, Replaced, RulesRun, Summary, Tool,
    TroubleOut, Verdict, Waived,
};
use gouji_render::output::{End, Format, Options};

/// What an output writes of a run.
pub fn written(format: &str, options: &Options, reports: &[Checked], notices: &[Notice]) -> Vec<u8> {
    let mut out = Vec::new();
    write(format, options, &mut reports.iter().cloned(), notices, &mut out);
    out
}

/// The same of reports that come one after the other.
pub fn write(
    format: &str,
    options: &Options,
    reports: &mut dyn Iterator<Item = Checked>,
    notices: &[Notice],
    out: &mut dyn Write,
) {
    let mut output = (Format::named(format).expect("a format").new)(options);
    let mut summary = Summary::default();
    output.begin(&header(), out).unwrap();
    for report in reports {
        output.report(&report, out).unwrap();
        summary.count(&report);
    }
    output.finish(&End { header: &header(), notices, summary: &summary }, out).unwrap();
}

pub fn header() -> Header {
    let pack = |id: &str, rules, kind| PackUsed {
        id: id.to_owned(),
        version: "0.1.0".to_owned(),
        rules,
        kind,
        sha256: "ab".repeat(32),
        trust: PackTrust::Signed,
        edited: Vec::new(),
        signed_by: Some("测试".to_owned()),
        isolated: false,
    };
    Header {
        tool: Tool { name: "gouji".to_owned(), version: "0.1.0".to_owned() },
        profile: "auto".to_owned(),
        packs: vec![pack("national", 120, PackKind::Plugin), pack("yunnan", 8, PackKind::Rules)],
    }
}

/// A report in which nothing is wrong.
pub fn clean(path: &str) -> Checked {
    Checked {
        path: PathBuf::from(path),
        sha256: "cd".repeat(32),
        agency: AgencyOut {
            name: Some("青石县人民政府".to_owned()),
            level: Some(Level::County),
            of: None,
            division: Some("530699".to_owned()),
        },
        year: Some(2020),
        edition: Some("2019".to_owned()),
        profile: "national".to_owned(),
        profiles: vec!["national".to_owned()],
        packs: vec!["national".to_owned()],
        packs_not_run: vec![PackNotRun {
            id: "guangdong-2022".to_owned(), why: "只用于2022年度".to_owned()
        }],
        verdict: Verdict::Pass,
        findings: Vec::new(),
        rules: RulesRun { checked: 96, not_applicable: 20, ..RulesRun::default() },
        trouble: Vec::new(),
        seen: None,
    }
}

/// The place of `excerpt` in line `number` of the report, which is `line`.
pub fn at(number: u32, line: &str, excerpt: &str) -> At {
    let start = line.find(excerpt).expect("the excerpt stands in the line");
    At {
        line: number,
        column: line[..start].chars().count() as u32 + 1,
        excerpt: excerpt.to_owned(),
        context: Context { line: line.to_owned(), start, end: start + excerpt.len() },
        ..At::default()
    }
}

pub fn cell(mut at: At, part: u8, table: &str, row: &str, col: &str) -> At {
    at.part = Some(part);
    at.table = Some(table.to_owned());
    at.row = Some(row.to_owned());
    at.col = Some(col.to_owned());
    at
}

pub fn finding(rule: &str, severity: Severity, title: &str, message: &str, at: At) -> Finding {
    Finding {
        rule: rule.to_owned(),
        name: "national/some-defect".to_owned(),
        pack: "national".to_owned(),
        severity,
        certainty: Certainty::Certain,
        title: title.to_owned(),
        message: message.to_owned(),
        basis: String::new(),
        at,
        also: Vec::new(),
        evidence: Vec::new(),
        repair: None,
        alternatives: Vec::new(),
        fingerprint: "0123456789abcdef".to_owned(),
        waived: None,
        known: false,
    }
}

fn repair(replace: &str, with: &str) -> Repair {
    Repair { replace: replace.to_owned(), with: with.to_owned() }
}

/// Everything at once.
pub fn broken() -> Checked {
    let row = "（七）总计 | 0 | 0 | 0 | 0 | 0 | 0 | 27";
    let first = "一、本年新收政府信息公开申请数量 | 27 | 0 | 0 | 0 | 0 | 0 | 27";
    let mut corner = at(54, row, "0");
    corner.origin =
        Origin { format: "html".to_owned(), byte: Some(8123), length: Some(1), ..Origin::default() };
    let mut total = finding(
        "T3-02",
        Severity::Error,
        "办理结果各项之和不等于总计",
        "自然人：各项之和是 27，而总计写 0",
        cell(corner, 3, "requests", "total", "natural_person"),
    );
    total.basis = "国办公开办函〔2019〕60号，表三".to_owned();
    total.also = vec!["T3-01".to_owned(), "T3-03".to_owned()];
    total.evidence = vec![
        EvidenceOut {
            text: "予以公开 25 ＋ 部分公开 2 ＝ 27，而总计 0".to_owned(), at: at(54, row, "0")
        },
        EvidenceOut { text: "本年新收 27 ＝ 27，而总计 0".to_owned(), at: at(31, first, "27") },
    ];
    total.repair = Some(repair("0", "27"));
    total.alternatives = vec![Alternative {
        at: cell(at(31, first, "27"), 3, "requests", "new", "natural_person"),
        repair: repair("27", "0"),
    }];
    let prose = "　　2020年，全县共受理政府信息公开申请15件，其中自然人申请12件、法人或其他组织申请3件，均已按期办结。";
    let mut claim = finding(
        "P01",
        Severity::Warning,
        "正文数字与表格不一致",
        "正文写 15 件，表三的新收总计是 27 件",
        at(12, prose, "受理政府信息公开申请15件"),
    );
    claim.at.part = Some(1);
    claim.certainty = Certainty::Likely;
    let lost = At { part: Some(6), ..At::default() };
    Checked {
        verdict: Verdict::Incomplete,
        agency: AgencyOut { of: Some(Level::County), level: Some(Level::Department), ..clean("").agency },
        findings: vec![
            total,
            claim,
            finding("S06", Severity::Error, "缺少第六部分", "报告没有“六、其他需要报告的事项”", lost),
            finding("W01", Severity::Info, "标点不规范", "句末没有句号", at(9, "总体情况", "情况")),
        ],
        rules: RulesRun {
            checked: 90,
            not_applicable: 20,
            off: 2,
            could_not_check: [("Y01", Need::LastYear), ("M04", Need::Published), ("Y02", Need::LastYear)]
                .map(|(rule, need)| NotChecked {
                    rule: rule.to_owned(),
                    why: if need == Need::LastYear {
                        "未提供上年报告"
                    } else {
                        "不知道发布日期"
                    }
                    .to_owned(),
                    need: Some(need),
                })
                .to_vec(),
            replaced: vec![Replaced { rule: "C09".to_owned(), by: "YN20-01".to_owned() }],
            crashed: vec![Crash { rule: "T2-07".to_owned(), why: "除以零（rules.rs:12）".to_owned() }],
        },
        trouble: vec![TroubleOut {
            message: "表四只读到 12 个数，应有 15 个，请核对原文".to_owned(),
            at: at(70, "0 | 0 | 0 | 1", "0 | 0 | 0 | 1"),
            blocking: true,
        }],
        ..clean("报告/a.html")
    }
}

/// Everything at once, with the first finding waived and known.
pub fn waived() -> Checked {
    let mut checked = broken();
    checked.findings[0].waived = Some(Waived {
        reason: "已在网站更正".to_owned(),
        owner: "县政府办公室".to_owned(),
        expires: "2027-03-31".to_owned(),
    });
    checked.findings[0].known = true;
    checked
}

pub fn notices() -> Vec<Notice> {
    let message = "rules/x.toml:3:1：豁免（P01）已于 2026-01-01 到期，请删去这一节".to_owned();
    vec![Notice { kind: NoticeKind::WaiverExpired, message }]
}
