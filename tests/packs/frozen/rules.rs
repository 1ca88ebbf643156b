//! The pack `frozen`: rules that together read all that a pack of the first schema could read. Compiled twice, by an SDK of
//! old and by that of today: what they say must be the same. So it uses nothing that came later.

use gouji_core::prelude::*;

gouji_core::pack! {
    id: "frozen",
    title: "旧开发包编译的规则包",
    place: "",
    levels: [],
    years: None,
    rules: [Sums, Prose, Years, Digest, Panics],
}

/// The subjects that the first schema had are those below this number; a later one is none to it.
const SUBJECTS: u16 = 39;

/// Cells, evidence and repairs.
struct Sums;

impl Rule for Sums {
    fn card(&self) -> Card {
        Card::error("FR-01", "frozen/wrong-sum", "总计不是各栏之和")
            .basis("测试")
            .why("测试")
            .bad("requests.new = [1, 0, 0, 0, 0, 0, 2]", "自然人 1 件，总计 2 件")
            .good("requests.new = [2, 0, 0, 0, 0, 0, 2]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let applicants = report.figure((RequestLine::New, Applicant::NaturalPerson));
        let total = report.cell((RequestLine::New, Applicant::Total));
        if applicants.differs(total.figure()) {
            findings
                .add(total.id, format!("自然人 {applicants} 件，总计 {} 件", total.figure()))
                .at_most(Severity::Warning)
                .repair(total.raw, applicants.to_string())
                .evidence(Spot::part(3), "第三部分");
        }
    }
}

/// Claims.
struct Prose;

impl Rule for Prose {
    fn card(&self) -> Card {
        Card::warning("FR-02", "frozen/prose-differs", "正文与表三不符")
            .likely()
            .basis("测试")
            .why("测试")
            .bad(
                "overview = '收到政府信息公开申请3件。'\nrequests.new = { total = 4 }",
                "正文 3 件，表三 4 件",
            )
            .good("overview = '收到政府信息公开申请4件。'\nrequests.new = { total = 4 }")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let total = report.figure((RequestLine::New, Applicant::Total));
        for claim in report.claims().filter(|claim| claim.subject == Subject::RequestsReceived) {
            if total.differs(claim.value.into()) {
                findings.log(format!("{:?}", claim.exactness));
                findings.add(claim.number, format!("正文 {} 件，表三 {total} 件", claim.value));
            }
        }
    }
}

/// The report of the year before.
struct Years;

impl Rule for Years {
    fn card(&self) -> Card {
        Card::error("FR-03", "frozen/broken-carry-over", "上年结转与上年报告不符")
            .basis("测试")
            .why("测试")
            .needs(Need::LastYear)
            .bad(
                "requests.carried_in = { total = 1 }\nlast_year.requests.carried_out = { total = 2 }",
                "上年报告 2 件",
            )
            .good("requests.carried_in = { total = 2 }\nlast_year.requests.carried_out = { total = 2 }")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(last_year) = report.last_year() else { return };
        let then = last_year.figure((RequestLine::CarriedOut, Applicant::Total));
        let spot = CellId::from((RequestLine::CarriedIn, Applicant::Total));
        if report.figure(spot).differs(then) {
            findings.add(spot, format!("上年报告 {then} 件"));
        }
    }
}

/// Everything else that can be read, in one line.
struct Digest;

impl Rule for Digest {
    fn card(&self) -> Card {
        Card::info("FR-04", "frozen/digest", "读到的一切")
            .possible()
            .basis("测试")
            .why("测试")
            .years(2020, 2030)
            .levels(&[Level::County])
            .bad(
                "year = 2020\nagency.level = 'county'\nheadings = ['一、总体情况']\noverview = '收到申请。'",
                "2020 2019 县级政府 0 0 55 100 0 - - - -",
            )
            .good("year = 2021\nagency.level = 'county'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if report.text.is_empty() || report.year == Some(2021) {
            return;
        }
        let micros = |total: i64, value: Decimal| total.wrapping_mul(31).wrapping_add(value.micros());
        let cells = Table::ALL.into_iter().flat_map(|table| report.cells(table));
        let cells = cells.filter_map(|cell| cell.number()).fold(0, micros);
        let claims = report.claims().map(|claim| {
            let subject = if (claim.subject as u16) < SUBJECTS { claim.subject as i64 } else { 0 };
            let place = i64::from(claim.number.start) + i64::from(claim.sentence.end);
            claim.value.micros().wrapping_mul(64).wrapping_add(subject).wrapping_add(place)
        });
        let claims = claims.fold(0_i64, |total, claim| total.wrapping_mul(31).wrapping_add(claim));
        let paragraph = |p: Paragraph| p.place.end + u32::from(p.part) + p.kind as u32;
        let paragraphs: u32 = report.paragraphs().map(paragraph).sum();
        let parts = report.parts().filter(|part| part.body.end > 0).count();
        let rows = Table::ALL
            .into_iter()
            .flat_map(|table| (0..table.rows().len() as u8).map(move |row| report.line(table, row).found));
        let rows: u32 = rows.map(u32::from).sum();
        let said = |known: bool| if known { "有" } else { "-" };
        let message = format!(
            "{} {} {} {} {} {paragraphs} {} {} {} {} {} {}",
            report.year.unwrap_or(0),
            report.edition.map_or("", Edition::key),
            report.agency.level.map_or("", Level::title),
            cells % 1_000_000,
            claims % 1_000_000,
            report.extras().count() + 100 * parts,
            rows,
            said(report.title().is_some()),
            said(report.period().is_some()),
            said(report.contact().is_some()),
            said(report.published().is_some()),
        );
        findings.add(Spot::Report, message);
    }
}

/// What goes wrong in a rule costs that rule.
struct Panics;

impl Rule for Panics {
    fn card(&self) -> Card {
        Card::info("FR-05", "frozen/panics", "崩溃")
            .basis("测试")
            .why("测试")
            .bad("year = 2019", "二〇一九")
            .good("year = 2022")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        assert!(report.year != Some(2018), "规则自己的毛病");
        if report.year == Some(2019) {
            findings.add(Spot::Report, "二〇一九");
        }
    }
}
