//! S13: “以下五个方面”, and four of them; “四类信息：” and three.

use std::sync::LazyLock;

use gouji_core::prelude::*;
use memchr::memmem::Finder;

use crate::prose;

/// 所说的条数与所列的不符.
pub(crate) struct WrongAnnouncedCount;

static FOLLOWING: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("以下"));

impl Rule for WrongAnnouncedCount {
    fn card(&self) -> Card {
        Card::warning("S13", "national/wrong-announced-count", "说有几个方面，列出的不是这么多")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("前面说“以下三个方面”，后面就应当列出三个。")
            .bad(
                "problems = '主要存在以下三个方面的问题：一是解读不多；二是更新不快。下一步将逐项改进。'",
                "说“以下三个方面”，只列出 2 个",
            )
            .bad(
                "problems = '''下一步从以下两个方面改进：
                 （一）加强培训。
                 （二）加快更新。
                 （三）改进解读。'''",
                "说“以下两个方面”，却列出 3 个",
            )
            .bad("problems = '查找出三方面不足：一是解读不多；二是更新不快。下一步将逐项改进。'", "说“三方面不足”，只列出 2 个")
            .bad("overview = '重点公开四类信息:权责清单、财政资金、执法结果。全年公开信息12条。'", "说“四类信息”，只列出 3 个")
            .bad("overview = '严把两个关口，即公文认定关、保密审查关、发布核对关。'", "说“两个关口”，却列出 3 个")
            .bad("overview = '在县图书馆、县档案馆两处和甲镇、乙镇、丙镇2个服务点设置查阅设备。'", "说“2个”，却列出 3 个")
            .bad("problems = '主要存在三个问题：1.图解少；2.档案没有数字化。下一步将逐项改进。'", "说“三个问题”，只列出 2 个")
            .bad("overview = '围绕三项重点，即饮水安全、防汛抗旱，及时公开。'", "说“三项重点”，只列出 2 个")
            .bad("overview = '突出“三个强化”：强化组织领导，定期听取汇报；强化培训；强化考核；强化追责。'", "说“三个强化”，却列出 4 个")
            .bad("overview = '做到“四个到位”，即：目录编制到位、属性认定到位、审查到位。'", "说“四个到位”，只列出 3 个")
            .bad("overview = '执行三项制度（登记制度、审核制度、归档制度、回访制度），按月通报。'", "说“三项制度”，却列出 4 个")
            .bad("overview = '在7个镇开展村级公开试点，分别是甲河镇、乙山镇、丙岭镇。'", "说“7个”，只列出 3 个")
            .bad("overview = '健全了三项制度，即《审查办法》《答复规程》《编制细则》《评议办法》。'", "说“三项制度”，却列出 4 个")
            .bad("overview = '教育、医疗、养老、就业这五个民生领域的信息按月更新。'", "说“五个”，只列出 4 个")
            .bad("problems = '还要办好四件事。其一，建题库；其二，管查阅点；其三，带队伍。'", "说“四件事”，只列出 3 个")
            .good("overview = '突出“三个强化”：强化领导、强化培训、强化考核。执行三项制度（登记、审核等），教育、医疗等这五个领域。'")
            .good("overview = '在7个镇开展试点，分别是甲河镇、乙山镇等。健全三项制度，即《甲》《乙》及其细则。推行“一个窗口”：受理、答复。'")
            .good("problems = '主要存在两个问题：1.图解少，占2.5%；2.档案没有数字化。'")
            .good("overview = '在甲镇、乙镇和丙镇3个服务点、县图书馆等3个场所设置设备，围绕教育、医疗两个领域公开。'")
            .good("overview = '重点公开四类信息：权责清单、财政资金、执法结果和民生实事。设有企业服务、义务教育等四个专区。'")
            .good("overview = '制作解读4个：图解2个、视频1个、问答1个。开设四个专区：企业服务、义务教育、社会保障等。'")
            .good("problems = '查找出两方面不足：一是解读不多，有三种情形；二是更新不快。第二类问题：内容、形式。'")
            .good("problems = '主要存在以下两个问题：一是解读不多；二是更新不快。下一步从以下方面改进。'")
            .good("problems = '下一步从以下三个方面改进，加强培训、加快更新、改进解读。'")
            .good(
                "problems = '''主要存在以下两个问题：
                 （一）解读不多。
                 （二）更新不快。
                 下一步，从以下两个方面改进：
                 （一）加强培训。一是多讲；二是多练；三是多问。
                 （二）加快更新。'''",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for number in [1, 5, 6] {
            let Some(part) = report.part(number) else { continue };
            let text = report.slice(part.body);
            let mut from = 0;
            while let Some(announced) = next(text, from) {
                from = announced.end;
                let Some(listed) = announced.listed(text) else { continue };
                if listed.contains(&announced.count) {
                    continue;
                }
                let only = if *listed.start() < announced.count { "只列出" } else { "却列出" };
                let start = part.body.start as usize;
                let said = &text[announced.start..announced.end];
                let found = findings.add(
                    Place::from(start + announced.start..start + announced.end),
                    format!("说“{said}”，{only} {} 个", listed.start()),
                );
                if listed.start() == listed.end() {
                    // Digits suit every measure word, 两 and 二 do not.
                    found.repair(announced.numeral(text), listed.start().to_string());
                }
            }
        }
    }
}

/// 以下三个方面, 四类信息, 两方面不足: a number of something, before a list.
struct Announced {
    /// With 以下, if that stands before it.
    start: usize,
    end: usize,
    count: u8,
    /// It says 以下, so that the list may come later.
    following: bool,
}

/// What is counted, and what may stand behind that.
const KINDS: [&str; 15] = [
    "件事",
    "个方面",
    "方面",
    "大方面",
    "个问题",
    "类问题",
    "个",
    "大类",
    "类",
    "项",
    "种",
    "点",
    "条",
    "大",
    "块",
];
/// The words for what is listed are no longer, in bytes.
const LONGEST: usize = 24;

/// The first announcement from a byte on.
fn next(text: &str, from: usize) -> Option<Announced> {
    let mut at = from;
    loop {
        let is_numeral =
            |c| matches!(c, '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '两' | '0'..='9');
        let found = text.get(at..)?.find(is_numeral)?;
        let start = at + found;
        let length = text[start..].chars().next().map_or(1, char::len_utf8);
        at = start + length;
        let before = &text[..start];
        // 第三, 之一, 十二, 2023.
        if before.ends_with(['第', '之', '每', '约', '近', '前', '后', '.', '月', '年', '（', '('])
            || before
                .ends_with(|c: char| "一二三四五六七八九十百千〇".contains(c) || c.is_ascii_alphanumeric())
        {
            continue;
        }
        let Some((count, length)) =
            prose::small_number(&text[start..]).filter(|(count, _)| (2..=12).contains(count))
        else {
            continue;
        };
        let behind = start + length;
        let Some(kind) = KINDS.into_iter().find(|kind| text[behind..].starts_with(kind)) else { continue };
        let counted = behind + kind.len();
        let named: usize = text[counted..].chars().take_while(|c| is_chinese(*c)).map(char::len_utf8).sum();
        // “三个强化” names them by one word; other numbers in quotation marks are names of other things.
        if before.ends_with('“') && !(*kind == *"个" && text[counted + named..].starts_with('”')) {
            continue;
        }
        let following = before.ends_with("以下");
        // Words behind it that go on are no name of what is listed.
        let end = if following || named > LONGEST { counted } else { counted + named };
        let start = if following { start - "以下".len() } else { start };
        return Some(Announced { start, end, count, following });
    }
}

impl Announced {
    /// The number as it is written: 三, 4.
    fn numeral<'a>(&self, text: &'a str) -> &'a str {
        let said = &text[self.start..self.end];
        let said = if self.following { &said["以下".len()..] } else { said };
        let length = prose::small_number(said).map_or(0, |(_, length)| length);
        &said[..length]
    }

    /// How many the list beside the announcement has, if there is one and it is whole: the fewest and the most.
    fn listed(&self, text: &str) -> Option<std::ops::RangeInclusive<u8>> {
        let rest = &text[self.end..];
        let near = rest.trim_start_matches(|c: char| c.is_whitespace() || "：:。，,）)；;".contains(c));
        let apart = near.len() < rest.len();
        let numbered =
            STYLES.iter().any(|style| style(1).is_some_and(|marker| near.starts_with(marker.trim_start())));
        if self.following
            && let Some(items) = in_line(rest)
        {
            return Some(items..=items);
        }
        if self.following || (apart && numbered) {
            let items = if near.starts_with("1") { count_in_line(near) } else { count_items(rest) };
            return (items >= 2).then_some(items..=items);
        }
        if let Some(listed) = self.named_in_quotes(text).or_else(|| self.listed_before(text)) {
            return Some(listed);
        }
        if let Some(listed) = in_brackets(rest).or_else(|| far_behind(rest)) {
            return Some(listed);
        }
        let lead = rest.trim_start_matches(['：', ':', '，', ',']);
        let colon = ["即", "分别是", "分别为", "包括"]
            .iter()
            .find_map(|word| lead.strip_prefix(word))
            .map(|list| (list.trim_start_matches(['：', ':']), &['。', '；', ';', '\n', '，', ','][..]));
        let (colon, ends) =
            colon.or_else(|| Some((rest.strip_prefix(['：', ':'])?, &['。', '；', ';', '\n'][..])))?;
        let end = colon.find(ends).unwrap_or(colon.len());
        let list = &colon[..end];
        if let Some(titles) = titles_in_a_row(list) {
            return Some(titles..=titles);
        }
        let open = ["等", "如", "其中", "一是", "共"].iter().any(|word| list.contains(word));
        // Numbers in it make it a sum.
        if open || list.contains(['，', ',', '：', ':']) || list.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let list = &as_one_item(list);
        let items = list.split('、');
        let long = items.clone().any(|item| item.chars().count() > 16 || item.trim().is_empty());
        let fewest = items.count() as u8;
        // 甲、乙和丙 has two or three.
        let words = ["参与", "涉及", "普及", "和谐", "共和", "以及"]
            .iter()
            .fold(list.clone(), |list, word| list.replace(word, ""));
        let joined = words.matches(['和', '与', '及']).count() as u8;
        (fewest >= 2 && !long).then_some(fewest..=fewest.saturating_add(joined))
    }
}

impl Announced {
    /// “三个强化”：强化领导……；强化考核……；“四个到位”，即目录编制到位、……: each item begins or ends with what is counted.
    fn named_in_quotes(&self, text: &str) -> Option<std::ops::RangeInclusive<u8>> {
        const LONGEST: usize = 4;
        let (before, rest) = (&text[..self.start], &text[self.end..]);
        let rest = rest.strip_prefix('”').filter(|_| before.ends_with('“'))?;
        let said = &text[self.start..self.end];
        let word = &said[said.find('个')? + "个".len()..];
        let lead = rest.trim_start_matches(['：', ':', '，', ',']);
        let named = ["即", "分别是", "分别为", "包括"].iter().find_map(|lead_in| lead.strip_prefix(lead_in));
        let list = named.unwrap_or(lead).trim_start_matches(['：', ':']);
        if list.len() == rest.len() || word.is_empty() || word.chars().count() > LONGEST {
            return None;
        }
        let list = &list[..list.find(['。', '\n']).unwrap_or(list.len())];
        let items = list.split(['、', '；', ';', '，', ',']).map(str::trim);
        let named = items.filter(|item| item.starts_with(word) || item.ends_with(word)).count();
        let count = u8::try_from(named).ok().filter(|count| *count >= 2 && !list.contains("一是"))?;
        (!list.contains('等')).then_some(count..=count)
    }

    /// A list right before the number whose items are all of one kind: 甲镇、乙镇、丙镇2个便民服务中心.
    fn listed_before(&self, text: &str) -> Option<std::ops::RangeInclusive<u8>> {
        // Names of that many places are no list beside a number.
        const FAR: usize = 240;
        let before = &text[prose::boundary(text, self.start.saturating_sub(FAR))..self.start];
        let from = before
            .rfind(['。', '，', '；', '：', '和', '与', '及', ',', ';', ':', '（', '等'])
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let list = &before[from..];
        let items: Vec<&str> = list.split('、').collect();
        let end = list.chars().next_back()?;
        let alike = is_chinese(end)
            && items.iter().all(|item| item.ends_with(end) && (2..=12).contains(&item.chars().count()));
        let counted = list.contains(|c: char| c.is_ascii_digit());
        let joined = before[..from].ends_with(['和', '与', '及'])
            && before[..from].trim_end_matches(['和', '与', '及']).ends_with(end);
        let fewest = items.len() as u8;
        // 教育、医疗、养老、就业这五个领域
        if let Some(list) =
            list.strip_suffix('这').filter(|list| !list.contains(|c: char| c.is_ascii_digit()))
        {
            let short = |item: &str| (2..=8).contains(&item.chars().count()) && item.chars().all(is_chinese);
            let joined = before[..from].ends_with(['和', '与', '及']);
            return (!joined && fewest >= 2 && list.split('、').all(short)).then_some(fewest..=fewest);
        }
        (alike && !counted && !joined && fewest >= 2 && fewest != self.count).then_some(fewest..=fewest)
    }
}

/// 三项制度（登记制度、审核制度、归档制度）: a bracket right behind that lists things of one kind.
fn in_brackets(rest: &str) -> Option<std::ops::RangeInclusive<u8>> {
    let inner = rest.strip_prefix(['（', '('])?;
    let inner = &inner[..inner.find(['）', ')'])?];
    let items: Vec<&str> = inner.split('、').collect();
    let end = items.first()?.chars().next_back()?;
    let alike = items.iter().all(|item| {
        item.ends_with(end) && item.chars().all(is_chinese) && (2..=12).contains(&item.chars().count())
    });
    let whole = !["等", "和", "及", "与", "如", "含"].iter().any(|word| inner.contains(word));
    let count = u8::try_from(items.len()).ok().filter(|count| *count >= 2)?;
    (alike && whole).then_some(count..=count)
}

/// 在7个镇开展试点，分别是甲镇、乙镇、丙镇。: the list stands behind the clause, and says that it is the whole.
fn far_behind(rest: &str) -> Option<std::ops::RangeInclusive<u8>> {
    const FAR: usize = 90;
    let near = &rest[..prose::boundary(rest, FAR.min(rest.len()))];
    let (at, lead) = ["，分别是", "，分别为", ",分别是", ",分别为"]
        .iter()
        .filter_map(|lead| Some((near.find(lead)?, lead)))
        .min()?;
    let between = &near[..at];
    let list = &rest[at + lead.len()..];
    let list = list.trim_start_matches(['：', ':']);
    let list = &list[..list.find(['。', '；', ';', '，', ',', '\n'])?];
    let plain = |item: &str| item.chars().all(is_chinese) && (2..=14).contains(&item.chars().count());
    let whole = between.chars().all(is_chinese)
        && !between.chars().any(|c| "一二三四五六七八九十两".contains(c))
        && !list.contains(['和', '与', '及', '等']);
    let count = u8::try_from(list.split('、').count()).ok().filter(|count| *count >= 2)?;
    (whole && list.split('、').all(plain)).then_some(count..=count)
}

/// 《甲办法》《乙规程》、《丙细则》: titles one after the other, and nothing else.
fn titles_in_a_row(list: &str) -> Option<u8> {
    let mut rest = list.trim_start();
    let mut count = 0_u8;
    while let Some(title) = rest.strip_prefix('《') {
        rest = title[title.find('》')? + "》".len()..].trim_start_matches(['、', '和', '与', '及', ' ']);
        count = count.saturating_add(1);
    }
    let whole = rest.is_empty() || rest.starts_with(['，', ',', '。', '；']);
    (count >= 2 && whole).then_some(count)
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// How the items of a list are numbered.
const STYLES: [fn(u8) -> Option<String>; 10] = [
    |at| numeral(at).map(|numeral| format!("（{numeral}）")),
    |at| numeral(at).map(|numeral| format!("({numeral})")),
    |at| numeral(at).map(|numeral| format!("{numeral}是")),
    |at| numeral(at).map(|numeral| format!("其{numeral}")),
    |at| numeral(at).map(|numeral| format!("第{numeral}，")),
    |at| numeral(at).map(|numeral| format!("第{numeral},")),
    |at| Some(format!("（{at}）")),
    |at| Some(format!("({at})")),
    |at| Some(format!("\n{at}.")),
    |at| Some(format!("\n{at}、")),
];

fn numeral(at: u8) -> Option<&'static str> {
    ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"].get(usize::from(at).wrapping_sub(1)).copied()
}

/// The fourth part of a report is one part, though its name has a mark.
fn as_one_item(list: &str) -> String {
    list.replace("行政复议、行政诉讼", "行政复议行政诉讼").replace("行政复议、诉讼", "行政复议诉讼")
}

/// `以下六个部分：总体情况；主动公开政府信息情况；……。`: the items of a sentence that does not number them.
fn in_line(rest: &str) -> Option<u8> {
    const MOST: usize = 1_500;
    let list = rest.trim_start_matches(is_chinese).strip_prefix(['：', ':'])?;
    let end = list.char_indices().find(|(at, c)| matches!(c, '。' | '\n') || *at > MOST)?.0;
    let list = as_one_item(&list[..end]);
    let mark = ['；', ';', '、'].into_iter().find(|mark| list.contains(*mark))?;
    let marked = STYLES.iter().any(|style| style(1).is_some_and(|first| list.contains(first.trim_start())));
    let items = list.split(mark).filter(|item| !item.trim().is_empty()).count();
    (!marked).then_some(u8::try_from(items).ok()?)
}

/// The number of items of `1.…；2.…`, each behind a mark.
fn count_in_line(text: &str) -> u8 {
    let text = &text[..prose::boundary(text, text.len().min(6_000))];
    let (mut at, mut count) = (0, 1_u8);
    loop {
        let next = [format!("{}.", count + 1), format!("{}、", count + 1), format!("{}．", count + 1)];
        let found = next
            .iter()
            .flat_map(|marker| text[at..].match_indices(marker.as_str()))
            .map(|(found, _)| at + found);
        let marked = |found: &usize| {
            text[..*found].trim_end().ends_with(['；', ';', '。', '，', '、'])
                || text[..*found].ends_with('\n')
        };
        match found.filter(marked).min() {
            Some(found) if count < 20 => (at, count) = (found + 1, count + 1),
            _ => return count,
        }
    }
}

/// The number of items that are listed first behind an announcement, up to the next one.
fn count_items(text: &str) -> u8 {
    // Lists are shorter than that, and a long text full of announcements is soon done.
    let text = &text[..prose::boundary(text, text.len().min(12_000))];
    let end = FOLLOWING.find(text.as_bytes()).unwrap_or(text.len());
    let text = &text[..end];
    let first = STYLES
        .into_iter()
        .filter_map(|style| Some((text.find(&style(1)?)?, style)))
        .min_by_key(|(at, _)| *at);
    let Some((mut at, style)) = first else { return 0 };
    // Where the numbers begin again, another list does.
    let again =
        style(1).and_then(|marker| Some(at + marker.len() + text[at + marker.len()..].find(&marker)?));
    let text = &text[..again.unwrap_or(text.len())];
    let mut count = 1;
    while let Some(next) = style(count + 1).and_then(|marker| text[at..].find(&marker)) {
        at += next;
        count += 1;
    }
    count
}
