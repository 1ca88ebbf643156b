//! Prose against tables (X) and against itself (P): short reports, and the codes of all that these two families say.
//!
//! Half of the cases are near misses: what real reports say, and no reviewer would object to.

use gouji_core::fixture;

use crate::support;

/// A report and the codes that families P and X find in it, in the order of the pack.
#[track_caller]
fn check(fixture: &str, expected: &[&str]) {
    let draft = fixture::parse(fixture).unwrap_or_else(|cause| panic!("{cause}: {fixture}"));
    let said = support::said(&draft);
    let found: Vec<&str> = said
        .iter()
        .filter_map(|line| line.split(' ').next())
        .filter(|code| code.starts_with(['P', 'X']) || *code == "V10")
        .collect();
    assert_eq!(found, expected, "{fixture}\n{said:#?}");
}

/// 表三 with so many new, carried in, handled and carried out, all by natural persons and granted.
fn requests(new: u32, carried_in: u32, handled: u32, carried_out: u32) -> String {
    let row = |key: &str, n: u32| format!("requests.{key} = [{n}, 0, 0, 0, 0, 0, {n}]\n");
    let mut rows = row("new", new) + &row("carried_in", carried_in) + &row("granted", handled);
    for key in [
        "partly_granted",
        "denied.state_secret",
        "denied.law_prohibited",
        "denied.public_security",
        "denied.third_party",
        "denied.internal_affairs",
        "denied.process_info",
        "denied.enforcement_file",
        "denied.admin_query",
        "unavailable.not_held",
        "unavailable.needs_creation",
        "unavailable.unclear",
        "unprocessed.petition",
        "unprocessed.repeat",
        "unprocessed.publication",
        "unprocessed.excessive",
        "unprocessed.confirmation",
        "other.no_correction",
        "other.no_payment",
        "other.other",
    ] {
        rows += &row(key, 0);
    }
    rows + &row("total", handled) + &row("carried_out", carried_out)
}

#[track_caller]
fn check_requests(prose: &str, table: [u32; 4], expected: &[&str]) {
    let [new, carried_in, handled, carried_out] = table;
    let table = requests(new, carried_in, handled, carried_out);
    check(&format!("overview = '''{prose}'''\n{table}"), expected);
}

#[test]
fn received() {
    let table = [12, 3, 14, 1];
    check_requests("2023年，全县共收到政府信息公开申请12件。", table, &[]);
    check_requests("2023年，全县共收到政府信息公开申请21件。", table, &["X01"]);
    check_requests("全年新收申请12件，上年结转3件，共办理政府信息公开申请15件。", table, &[]);
    check_requests("全年收到政府信息公开申请15件（含上年结转3件）。", table, &[]);
    check_requests("全年收到政府信息公开申请10余件。", table, &[]);
    check_requests("全年收到政府信息公开申请30余件。", table, &["X01"]);
    check_requests("县政府办公室收到政府信息公开申请5件。", table, &[]);
    check_requests("2022年收到政府信息公开申请8件，2023年收到政府信息公开申请12件。", table, &[]);
    check_requests("自2019年以来累计收到政府信息公开申请88件。", table, &[]);
    check_requests("下一步，预计全年收到政府信息公开申请20件。", table, &[]);
    check_requests("全年收到政府信息公开申请12件，比上年增加4件。", table, &[]);
    check_requests("全年收到群众来信30件，收到人大建议7件。", table, &[]);
    check_requests("全年未收到政府信息公开申请。", table, &["X14"]);
    check_requests("全年未收到政府信息公开申请。", [0, 0, 0, 0], &[]);
    check_requests("全年收到政府信息公开申请3件。", [0, 0, 0, 0], &["V10"]);
    check_requests("全年收到政府信息公开申请12件，其中通过网络收到政府信息公开申请9件。", table, &[]);
    check_requests("上半年收到政府信息公开申请5件，下半年收到政府信息公开申请7件。", table, &[]);
}

#[test]
fn handled_and_carried() {
    let table = [12, 3, 14, 1];
    check_requests("全年办结政府信息公开申请14件，结转下年度政府信息公开申请1件。", table, &[]);
    check_requests("全年办结政府信息公开申请13件。", table, &["X02"]);
    check_requests("全年办理政府信息公开申请15件。", table, &[]);
    check_requests("全年办结群众来信13件，答复留言20条。", table, &[]);
    check_requests("上年结转政府信息公开申请2件。", table, &["X03"]);
    check_requests("结转下年度政府信息公开申请4件。", table, &["X03"]);
    check_requests("上年结转政府信息公开申请3件，结转下年度继续办理政府信息公开申请1件。", table, &[]);
    check_requests("全年收到政府信息公开申请12件，办结率90%。", table, &["X10"]);
    check_requests("全年收到政府信息公开申请12件，办结率93.3%。", table, &[]);
    check_requests("全年受理投诉举报300件，办结率90%。", table, &[]);
}

#[test]
fn results_and_applicants() {
    let table = [12, 3, 14, 1];
    check_requests("全年办结政府信息公开申请14件，其中予以公开14件。", table, &[]);
    check_requests("全年办结政府信息公开申请14件，其中予以公开12件，部分公开2件。", table, &["X04", "X04"]);
    check_requests(
        "全年收到政府信息公开申请12件，其中自然人11件，法人或其他组织1件。",
        table,
        &["X05", "X05"],
    );
    check_requests("全年收到政府信息公开申请12件，均为自然人提出。", table, &[]);
    check_requests("全年收到政府信息公开申请12件，涉及征地类5件、教育类4件、其他3件。", table, &[]);
}

#[test]
fn disputes() {
    let cases = |reconsideration: u32, litigation: u32| {
        let row = |key: &str, n: u32| format!("disputes.{key} = [{n}, 0, 0, 0, {n}]\n");
        row("reconsideration", reconsideration)
            + &row("direct_litigation", litigation)
            + &row("litigation_after_reconsideration", 0)
    };
    let prose = |text: &str, table: String| format!("text.disputes = '{text}'\n{table}");
    check(&prose("全年因政府信息公开被申请行政复议2件，被提起行政诉讼1件。", cases(2, 1)), &[]);
    check(&prose("全年因政府信息公开被申请行政复议3件，被提起行政诉讼1件。", cases(2, 1)), &["X06"]);
    check(&prose("未发生因政府信息公开引起的行政复议、行政诉讼。", cases(2, 0)), &["X06"]);
    check(&prose("未发生因政府信息公开引起的行政复议、行政诉讼。", cases(0, 0)), &[]);
    check(&prose("县司法局全年审理行政复议案件46件。", cases(2, 1)), &[]);
}

#[test]
fn documents_and_decisions() {
    let documents =
        "proactive.normative_documents = [4, 1, 32]\nproactive.licensing = [600]\nproactive.fees = ['0.32']";
    let with = |prose: &str| format!("overview = '{prose}'\n{documents}");
    check(&with("全年制发行政规范性文件4件，废止行政规范性文件1件。"), &[]);
    check(&with("全年制发行政规范性文件5件。"), &["X07"]);
    check(&with("经清理，截至年底现行有效的行政规范性文件32件。"), &[]);
    check(&with("经清理，截至年底现行有效的行政规范性文件35件。"), &["X07"]);
    check(&with("清理并公开现行有效的行政规范性文件35件。"), &["X07"]);
    check(&with("清理行政规范性文件35件，其中废止10件、修改3件。"), &[]);
    check(&with("全年发布各类政策文件48件，审查规范性文件草案9件。"), &[]);
    check(&with("全年作出行政许可决定600件。"), &[]);
    check(&with("全年作出行政许可决定660件。"), &["X08"]);
    check(&with("在双公示平台公示行政许可信息590条。"), &[]);
    check(&with("全年行政事业性收费3200元。"), &[]);
    check(&with("全年行政事业性收费4200元。"), &["X09"]);
    check(&with("收取信息处理费5200元。"), &["X13"]);
    check(&with("收取信息处理费200元。"), &[]);
}

#[test]
fn repeated_figures() {
    let two = |first: &str, second: &str| format!("overview = '''{first}\n{second}'''");
    check(&two("全年主动公开政府信息812条。", "全年共主动公开政府信息821条。"), &["X11"]);
    check(&two("全年主动公开政府信息812条。", "全年共主动公开政府信息800余条。"), &[]);
    check(&two("全年主动公开政府信息812条。", "通过门户网站主动公开政府信息500条。"), &[]);
    check(&two("全年主动公开政府信息812条。", "2022年主动公开政府信息700条。"), &[]);
    check(&two("全年收到政府信息公开申请12件。", "县自然资源局收到政府信息公开申请7件。"), &[]);
    check(&two("全年收到政府信息公开申请12件。", "全年共受理政府信息公开申请15件。"), &[]);
    check(&two("全年收到政府信息公开申请12件。", "全年收到并办结政府信息公开申请15件。"), &[]);
    check(&two("全年收到政府信息公开申请12件。", "全年收到政府信息公开申请21件。"), &["X11"]);
    check(&two("全年未发生政府信息公开行政复议。", "全年政府信息公开行政复议2件。"), &["X11"]);
    check("overview = '全年主动公开政府信息812条。'\nother = '全年主动公开政府信息218条。'", &["X12"]);
    check("overview = '全年主动公开政府信息812条。'\nother = '全年主动公开政府信息812篇。'", &["P13"]);
    check("overview = '全年主动公开政府信息812条。'\nproblems = '下一步力争主动公开政府信息900条。'", &[]);
}

#[test]
fn lists() {
    let list = |prose: &str| format!("overview = '{prose}'");
    check(&list("全年主动公开政府信息812条，其中：网站500条、微信212条、其他100条。"), &[]);
    check(&list("全年主动公开政府信息812条，其中：网站500条、微信221条、其他100条。"), &["P01"]);
    check(&list("全年主动公开政府信息812条，其中：网站900条、微信212条、其他100条。"), &["P02"]);
    check(&list("全年主动公开政府信息812条，其中网站500条、微信212条。"), &["P03"]);
    check(&list("全年主动公开政府信息812条，其中网站500条、微信212条等。"), &[]);
    check(&list("全年主动公开政府信息812条，其中财政预决算信息12条。"), &[]);
    check(&list("全年主动公开政府信息812条，其中网站500余条、微信212条、其他100条。"), &["P04"]);
    check(&list("开设专栏5个，发布信息900条，召开会议3次。"), &[]);
    check(&list("发布公告22个，选取结束22个，签约22个，履约25个。"), &["P09"]);
    check(&list("受理群众留言98件，办结98件。"), &[]);
    check(&list("收到政协提案12件，答复网民留言340条。"), &[]);
}

#[test]
fn rates() {
    let prose = |text: &str| format!("overview = '{text}'");
    check(&prose("全年答复申请20件，其中自然人15件，占75%；企业5件，占25%。"), &[]);
    check(&prose("全年答复申请20件，其中自然人15件，占57%；企业5件，占25%。"), &["P05"]);
    check(&prose("申请人中，自然人占74.1%，企业占20.1%，其他占7.8%。"), &["P06"]);
    check(&prose("申请人中，自然人占74.1%，企业占20.1%，其他占5.8%。"), &[]);
    check(&prose("群众满意率106%。"), &["P08"]);
    check(&prose("网站访问量同比增长106%，信息发布任务完成率120%。"), &[]);
    check(&prose("全年举办新闻发布会24场，平均每月3场。"), &["P11"]);
    check(&prose("全年举办新闻发布会24场，平均每月2场。"), &[]);
    check(&prose("组织培训2次，参加163人次，共培训3期。"), &["P12"]);
    check(&prose("组织培训2次，参加163人次，召开会议3次。"), &[]);
    check(&prose("全年审批完成项目90个，其中办结70个、办理中20个。"), &["P14"]);
    check(&prose("全年受理项目90个，其中办结70个、办理中20个。"), &[]);
}

#[test]
fn growth() {
    let years =
        |prose: &str| format!("overview = '{prose}'\nlast_year.requests.new = [20, 0, 0, 0, 0, 0, 20]");
    check(&years("全年收到政府信息公开申请27件，同比增长35%。"), &[]);
    check(&years("全年收到政府信息公开申请27件，同比增长53%。"), &["P07"]);
    check(&years("全年收到政府信息公开申请27件，较上年减少7件。"), &["P07"]);
    check(&years("全年收到政府信息公开申请27件，网站访问量同比增长53%。"), &[]);
    check(&years("全年收到政府信息公开申请30余件，同比增长60%。"), &[]);
}

#[test]
fn what_was_not_read_is_held_to_nothing() {
    use gouji_core::form::{Applicant, RequestLine, Table};
    use gouji_core::report::{CellDraft, CellState, TroubleDraft};

    let fixture = "overview = '全年新收政府信息公开申请14件，其中自然人12件，法人或其他组织2件。'
         requests.new = [11, 1, 0, 0, 0, 0, 12]
         requests.carried_in = [1, 0, 0, 0, 0, 0, 1]
         requests.total = [12, 1, 0, 0, 0, 0, 13]";
    let about = |draft: &gouji_core::report::Draft| -> Vec<String> {
        support::said(draft).into_iter().filter(|line| line.starts_with('X')).collect()
    };
    let whole = fixture::parse(fixture).unwrap();
    assert!(!about(&whole).is_empty());
    for (line, applicant) in [
        (RequestLine::New, Applicant::NaturalPerson),
        (RequestLine::New, Applicant::Total),
        (RequestLine::CarriedIn, Applicant::NaturalPerson),
        (RequestLine::Total, Applicant::Other),
    ] {
        let mut draft = whole.clone();
        let message = "有一格没有读".to_owned();
        draft.troubles.push(TroubleDraft {
            message,
            place: gouji_core::place::Place::default(),
            blocking: true,
        });
        let at = line as usize * Table::Requests.columns().len() + applicant as usize;
        let cell = &mut draft.grids[Table::Requests as usize].cells[at];
        *cell = CellDraft { state: CellState::Missing, place: cell.place, ..CellDraft::default() };
        assert_eq!(about(&draft), Vec::<String>::new(), "{line:?} {applicant:?}");
    }
}
