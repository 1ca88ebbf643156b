//! M06: another body or another place in the text.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use super::own_words::{self, Fit, OwnWord};
use crate::dated::{ENOUGH, clause, in_title};
use crate::ending::ending;
use crate::organs::{self, DIVISION_ENDS};
use crate::prose;
use crate::words::Words;

/// 正文写着别的机关、别处的地名.
pub(crate) struct WrongPlace;

/// What brings another place into a report by right.
static RIGHTLY: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "对口", "帮扶", "协作", "结对", "支援", "援", "考察", "学习", "借鉴", "交流", "调研", "经验", "合作",
        "跨省", "通办", "联合", "毗邻", "相邻", "法院", "诉讼", "移送", "移交", "协查", "参加", "签订",
        "会议", "论坛", "来访", "参照", "比较", "排名", "转发", "迁", "划归", "采购", "债券", "中标", "承建",
        "委托", "招商",
    ])
});

/// What the reporting body does, behind its name at the head of a sentence.
static DOES: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "认真",
        "坚持",
        "严格",
        "深入",
        "全面",
        "主动",
        "共",
        "积极",
        "始终",
        "紧紧",
        "政府",
        "人民政府",
        "围绕",
        "贯彻",
        "高度",
        "各级",
        "按照",
        "切实",
        "持续",
        "加强",
        "扎实",
        "未收到",
        "收到",
        "政务",
        "在",
        "依申请",
    ])
});

impl Rule for WrongPlace {
    fn card(&self) -> Card {
        Card::error("M06", "national/wrong-place", "正文写着别的机关或没有隶属关系的地方")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("正文里的地方既不是本地的，也不是本地的上级或下级，或者开头写的是另一个机关，多半是从别处的报告抄来的。")
            .bad(
                "agency.name = '威海市文化和旅游局'\nagency.division = '371000'\noverview = '公众可向宜宾市人民政府提出申请。'",
                "正文写着“宜宾市”，报告的机关是威海市文化和旅游局，两者没有隶属关系，像是从别处的报告抄来的",
            )
            .bad(
                "agency.name = '永善县人民政府'\nagency.division = '530625'\noverview = '2023年，巧家县认真贯彻落实条例。'",
                "正文写着“巧家县”，报告的机关是永善县人民政府，两者没有隶属关系，像是从别处的报告抄来的",
            )
            .bad(
                "agency.name = '永善县人民政府'\nagency.division = '530625'\noverview = '公开信息12条,上述工作为绥阳县经济社会发展提供了支撑。'",
                "正文写着“绥阳县”，报告的机关是永善县人民政府，两者没有隶属关系，像是从别处的报告抄来的",
            )
            .bad(
                "agency.name = '永善县水务局'\nagency.level = 'department'\npreamble = '本报告由永善县林业和草原局编写。'",
                "标题的机关是永善县水务局，正文说报告是“永善县林业和草原局”的",
            )
            .bad(
                "agency.name = '永善县民政局'\nagency.level = 'department'\noverview = '2023年，县人社局主动公开信息12条。'",
                "标题的机关是永善县民政局，正文写的是“县人社局”做的事",
            )
            .bad(
                "agency.name = '永善县民政局'\nagency.level = 'department'\noverview = '县水务局办公室负责本局政府信息公开日常工作。'",
                "标题的机关是永善县民政局，正文写的是“县水务局办公室”做的事",
            )
            .bad(
                "agency.name = '永善县人民政府'\nagency.level = 'county'\nagency.division = '530625'\noverview = '我县全年公开信息12条。我市还坚持把目录延伸到村。'",
                "报告的机关是永善县人民政府，这里自称“我市”，像是从别处的报告抄来的",
            )
            .bad(
                "agency.name = '溪洛渡镇人民政府'\nagency.level = 'township'\noverview = '我局办公室专人负责，我镇全年公开信息12条。'",
                "报告的机关是溪洛渡镇人民政府，这里自称“我局”，像是从别处的报告抄来的",
            )
            .bad(
                "agency.name = '永善县民政局'\nagency.level = 'department'\nagency.of = 'county'\noverview = '我局全年公开信息12条，我乡干部的意识有了提高。'",
                "报告的机关是永善县民政局，这里自称“我乡”，像是从别处的报告抄来的",
            )
            .good("agency.name = '永善县民政局'\nagency.level = 'department'\nagency.of = 'county'\noverview = '我局服务我县群众，按我市统一要求、我省条例公开信息12条，无自我区分。'")
            .good("agency.name = '永善县人民政府'\nagency.level = 'county'\nagency.division = '530625'\noverview = '我县转发“我局的承诺”专栏，在我市政务公开考核中列第三，我市各级部门都来学习。'")
            .bad(
                "agency.name = '永善县水务局'\nagency.level = 'department'\nother = '''无。
                 永善县林业和草原局
                 2024年1月18日'''",
                "标题的机关是永善县水务局，落款是“永善县林业和草原局”",
            )
            .bad(
                "agency.name = '永善县溪洛渡镇人民政府'\nagency.level = 'township'\nother = '''无。
                 永善县桧溪镇人民政府
                 2024年1月18日'''",
                "标题的机关是永善县溪洛渡镇人民政府，落款是“永善县桧溪镇人民政府”",
            )
            .good(
                "agency.name = '永善县人民政府'\nagency.level = 'county'\nother = '''无。
                 永善县人民政府办公室
                 2024年1月18日'''",
            )
            .good(
                "agency.name = '永善县生态环境局'\nagency.level = 'department'\nother = '''无。
                 昭通市生态环境局永善分局
                 2024年1月18日'''",
            )
            // An office of its own, a short name of it, and what others do.
            .good("agency.name = '永善县水务局'\nagency.level = 'department'\npreamble = '本报告由永善县水务局办公室编写。现将永善县水务局2023年政府信息公开情况报告如下。'")
            .good("agency.name = '永善县人力资源和社会保障局'\nagency.level = 'department'\noverview = '2023年，县人社局主动公开信息12条，县民政局转来申请2件。'")
            .good("agency.name = '永善县人民政府'\nagency.level = 'county'\nagency.division = '530625'\npreamble = '本报告由永善县政务服务管理局编制。'\noverview = '县水务局主动公开信息12条。'")
            .good("agency.name = '永善县人民政府'\nagency.division = '530625'\noverview = '由深圳市某某科技有限公司维护网站，为贵州省、四川省等地提供数据，“上海市公开案例”入选，接待成都市考察团。'")
            // Its own place, what is above it and below it.
            .good("agency.name = '昭通市人民政府'\nagency.division = '530600'\noverview = '2023年，昭通市认真贯彻条例，云南省人民政府、永善县人民政府各公开信息12条。'")
            .good("agency.name = '永善县人民政府'\nagency.division = '530625'\noverview = '落实东莞市人民政府对口帮扶资金，赴上海市人民政府学习经验。'")
            .good("agency.name = '永善县人民政府'\nagency.division = '530625'\noverview = '参照《北京市政府信息公开规定》，上海市政府采购中心路、南京市场、全市和县政府、各区政府。'")
            .good("agency.name = '永善县人民政府'\nagency.division = '530625'\noverview = '2023年，东莞市企业来永善县投资，巧家县人民政府移交文件。'")
            // Whose place nobody knows; words that only look like names.
            .good("agency.name = '永善县人民政府'\nagency.division = '530625'\noverview = '加强党政和县直部门、东西部合作市场、人力资源县级平台建设。'")
            .good("overview = '2023年，巧家县认真贯彻落实条例，公众可向宜宾市人民政府提出申请。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        other_body(report, findings);
        other_signature(report, findings);
        other_places(report, findings);
        other_self(report, findings);
    }
}

/// The body speaks of itself by another's word.
fn other_self(report: &Report, findings: &mut Findings) {
    let Some((OwnWord { place, fit }, rare)) = own_words::foreign(report) else { return };
    let (word, own) = (report.slice(place), report.agency.name);
    let found = findings.add(place, format!("报告的机关是{own}，这里自称“{word}”，像是从别处的报告抄来的"));
    // Where the word stands everywhere, it may be the name that was not understood.
    let department = report.agency.level == Some(Level::Department);
    if fit == Fit::Above || !rare || department && !word.ends_with(['乡', '镇']) {
        found.at_most(Severity::Warning);
    }
}

/// A department whose report another one is said to have made, or in which another tells what it disclosed.
fn other_body(report: &Report, findings: &mut Findings) {
    let own = report.agency.name;
    if report.agency.level != Some(Level::Department) || own.is_empty() {
        return;
    }
    let is_other = |name: &str| !organs::is_same_body(own, name) && !name.contains("政府办");
    if let Some(author) = organs::authors(report).into_iter().find(|author| is_other(author.name)) {
        let name = author.name;
        findings.add(author.place, format!("标题的机关是{own}，正文说报告是“{name}”的"));
        return;
    }
    const ACTS: [&str; 6] =
        ["主动公开", "负责本局", "负责我局", "收到政府信息公开申请", "共收到", "认真落实"];
    for (paragraph, text) in prose::paragraphs(report, |part| part == 1) {
        for (at, _) in ACTS.iter().flat_map(|act| text.match_indices(act)).take(ENOUGH) {
            let Some((start, name)) = actor(text, at).filter(|(_, name)| is_other(name)) else { continue };
            let place = prose::place(paragraph, start, start + name.len());
            findings
                .add(place, format!("标题的机关是{own}，正文写的是“{name}”做的事"))
                .at_most(Severity::Warning);
            return;
        }
    }
}

/// The name below the report, and the one in its title.
fn other_signature(report: &Report, findings: &mut Findings) {
    let own = report.agency.name;
    let ending = ending(report);
    let Some(signed) = ending.signed else { return };
    let line: String = report.slice(signed).chars().filter(|c| !c.is_whitespace()).collect();
    let name = line.trim_end_matches(|c: char| {
        c.is_ascii_digit() || "年月日〇一二三四五六七八九十（）()：:".contains(c)
    });
    if organs::is_another(own, name) {
        let message = format!("标题的机关是{own}，落款是“{name}”");
        findings.add(signed, message).at_most(Severity::Warning);
    }
}

/// The bureau that a clause begins with, right before what it did: 县人社局主动公开.
fn actor(text: &str, at: usize) -> Option<(usize, &str)> {
    let (start, _) = clause(text, at);
    let before = text[start..at].trim_start();
    let start = at - before.len();
    let name = before.strip_suffix('共').unwrap_or(before);
    let heads = name.starts_with(['省', '市', '县', '区', '州']);
    let office = name.trim_end_matches("办公室").trim_end_matches("共");
    let bureau = office.ends_with(['局', '委', '厅'])
        && name.chars().all(organs::is_chinese)
        && name.chars().count() <= 20;
    (heads && bureau).then_some((start, name))
}

/// Places that are neither above nor below the agency's own.
fn other_places(report: &Report, findings: &mut Findings) {
    let own = report.agency.division;
    if own.len() != 6 || !own.is_ascii() {
        return;
    }
    let mut said: Vec<&str> = Vec::new();
    for (paragraph, text) in prose::paragraphs(report, |_| true) {
        for (at, end) in text.char_indices().filter(|(_, c)| DIVISION_ENDS.contains(c)) {
            if !may_end_name(report.agency.name, text, at) {
                continue;
            }
            let end = at + end.len_utf8();
            let Some((start, name)) = organs::division_at(text, end) else { continue };
            let Some(role) = role(text, start, end) else { continue };
            let foreign = organs::is_foreign(own, name, role == Role::Named);
            if !foreign || said.contains(&name) || !is_wrong(text, start, end) {
                continue;
            }
            said.push(name);
            let agency = report.agency.name;
            let found = findings.add(
                prose::place(paragraph, start, end),
                format!("正文写着“{name}”，报告的机关是{agency}，两者没有隶属关系，像是从别处的报告抄来的"),
            );
            if role == Role::Named {
                found.at_most(Severity::Warning);
            }
            if said.len() == 3 {
                return;
            }
        }
    }
}

/// What a place is to the sentence that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// What the sentence is about: 2023年，巧家县认真….
    Subject,
    /// Whom applicants turn to, or whom the work serves: 向阜宁县人民政府提出申请.
    Served,
    Named,
}

fn role(text: &str, start: usize, end: usize) -> Option<Role> {
    let (from, to) = clause(text, start);
    let before = text[from..start].trim();
    let behind = &text[end..to];
    let opens = before.is_empty() || before.ends_with(['年', '度', '）', ')']);
    if opens && DOES.at(text, end).is_some() {
        return Some(Role::Subject);
    }
    let serves = ["发展", "提供", "申请", "反映", "提出"].iter().any(|word| behind.contains(word));
    if before.ends_with(['向', '为']) && serves {
        return Some(Role::Served);
    }
    let governs = ["人民政府", "政府", "委", "依申请公开", "政府信息公开", "主动公开"];
    governs.iter().any(|word| behind.starts_with(word)).then_some(Role::Named)
}

/// A look at the characters before, which rules out most places where a division might be named.
fn may_end_name(agency: &str, text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    let (Some(last), Some(second)) = (before.next(), before.next()) else { return false };
    if !organs::is_chinese(last)
        || !organs::is_chinese(second)
        || "全我各本该省市县在向经由对报按受到".contains(last)
    {
        return false;
    }
    let from = at - last.len_utf8() - second.len_utf8();
    let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
    !agency.contains(&text[from..end])
}

/// Whether nothing brings the place in by right: no title, no quotation, no list of places, no word for learning or help in
/// the clause, no company or court of that place.
fn is_wrong(text: &str, at: usize, end: usize) -> bool {
    let (start, to) = prose::sentence(text, at);
    let (from, clause_end) = clause(text, at);
    let before = &text[start..at];
    let quoted = before.matches('“').count() > before.matches('”').count();
    let joined = text[..at].ends_with(['与', '和', '同', '赴', '在', '原', '、', '如', '像']);
    let listed = text[end..].starts_with(['、', '和', '与', '等']);
    let run = organs::leading(&text[end..]);
    let of_others = [
        "公司",
        "律师",
        "大学",
        "学院",
        "法院",
        "检察院",
        "银行",
        "协会",
        "研究",
        "集团",
        "企业",
        "案",
        "籍",
        "群众",
        "市民",
    ];
    !in_title(before)
        && !quoted
        && !joined
        && !listed
        && !of_others.iter().any(|word| run.contains(word))
        && !RIGHTLY.any(&text[from..clause_end.min(to)])
}
