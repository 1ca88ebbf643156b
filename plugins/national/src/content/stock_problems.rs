//! C23: problems named in stock phrases only.

use std::rc::Rc;
use std::sync::LazyLock;

use gouji_core::prelude::*;

use super::TURNS;
use crate::dictionaries::{PROBLEMS, STOCK};
use crate::prose;
use crate::words::Words;

/// 问题写得空泛.
pub(crate) struct StockProblems;

/// Where the problems end and the measures begin, 我们将 and its like among them.
static TURN: LazyLock<Words> =
    LazyLock::new(|| Words::of(TURNS.into_iter().chain(["我们将", "将从", "将进一步", "将继续"])));

impl Rule for StockProblems {
    fn card(&self) -> Card {
        Card::warning("C23", "national/stock-problems", "存在的问题只有套话")
            .likely()
            .basis("政府信息公开条例第五十条第（四）项")
            .why("“不够全面”“有待提升”“创新不足”哪个机关都能用。问题要具体：哪个栏目、哪类信息、哪个环节。")
            .years(2019, 9999)
            .bad(
                "problems = '我县政府信息公开工作还存在公开内容不够全面、解读质量有待提高、工作创新不足等问题。下一步将从三个方面改进。'",
                "存在的问题都是套话，没有具体事实：公开内容不够全面、解读质量有待提高、工作创新不足等问题",
            )
            .good("problems = '公开内容不够全面，乡镇卫生院的收费标准没有上网。下一步补齐。'")
            .good("problems = '政策解读形式单一，全年12件解读中只有1件图解。下一步增加图解。'")
            .good("problems = '我县将继续加强公开。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if let Some(stock) = &*stock(report) {
            let said = prose::shortened(&stock.said);
            findings.add(stock.place, format!("存在的问题都是套话，没有具体事实：{said}"));
        }
    }
}

/// Problems that are all stock phrases.
pub(crate) struct Stock {
    place: Place,
    said: String,
}

/// The problems of part five where they are all stock phrases, worked out once.
pub(crate) fn stock(report: &Report) -> Rc<Option<Stock>> {
    report.once(find)
}

fn find(report: &Report) -> Option<Stock> {
    // Where no clause names a problem, none is a stock phrase either.
    if !super::told(report)?.problems {
        return None;
    }
    let mut stock: Option<Place> = None;
    let mut clauses: Vec<&str> = Vec::new();
    for (paragraph, text) in prose::paragraphs(report, |part| part == 5) {
        let turn = TURN.first(text);
        let told = &text[..turn.map_or(text.len(), |turn| turn.at)];
        let mut start = 0;
        for clause in told.split_inclusive(['，', '、', '；', '。', '：', ',', ';', ':']) {
            let words = clause.trim_end_matches(['，', '、', '；', '。', '：', ',', ';', ':']).trim();
            let at = start;
            start += clause.len();
            let names_one = PROBLEMS.get().any(words) && !is_announcement(words);
            // What comes before the first problem is no fact about it.
            if !is_stock(words) && (names_one || stock.is_some()) {
                return None;
            }
            if !names_one {
                continue;
            }
            let place = prose::place(paragraph, at, at + clause.trim_end().len());
            stock = Some(stock.map_or(place, |first| first.to(place)));
            clauses.push(words.rsplit_once("存在").map_or(words, |(_, what)| what));
        }
        if turn.is_some() {
            break;
        }
    }
    stock.map(|place| Stock { place, said: clauses.join("、") })
}

/// 但同时也存在一些问题: says that there are problems, names none.
pub(crate) fn is_announcement(clause: &str) -> bool {
    clause.ends_with("问题")
        && !clause.ends_with("等问题")
        && !PROBLEMS.get().hits(clause).any(|hit| hit.word != "问题")
        || ["不足", "不足之处", "差距"].iter().any(|end| {
            clause.strip_suffix(end).is_some_and(|rest| {
                rest.ends_with("一些")
                    || rest.ends_with("一定")
                    || rest.ends_with("存在")
                    || rest.ends_with('的')
            })
        })
}

/// Whether a clause is made of stock words alone.
fn is_stock(clause: &str) -> bool {
    let mut at = 0;
    while at < clause.len() {
        if clause[at..]
            .starts_with(|c: char| c.is_whitespace() || matches!(c, '（' | '）' | '(' | ')' | '“' | '”'))
        {
            at += clause[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        }
        match STOCK.get().at(clause, at) {
            Some(word) => at += word.len(),
            None => return false,
        }
    }
    true
}
