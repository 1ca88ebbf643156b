//! Whatever a report says, no rule panics, and none takes for ever.

use gouji_core::fixture;

use crate::support;

/// Pieces that rules look for, whole and broken.
const PIECES: &[&str] = &[
    "2023年",
    "2022年，",
    "20",
    "年",
    "12月32日",
    "月",
    "日",
    "（",
    "）",
    "()",
    "XX",
    "××",
    "×",
    "____",
    "件",
    "〔",
    "〔2021〕30号",
    "号",
    "《",
    "》",
    "政府信息公开工作年度报告格式",
    "工作要点",
    "以下",
    "五个方面",
    "十",
    "一是",
    "（一）",
    "（二）",
    "共",
    "其中",
    "收到政府信息公开申请",
    "办结率",
    "100%",
    "1.2万",
    "余",
    "，",
    "。",
    "；",
    "、",
    "\n",
    " ",
    "\u{3000}",
    "𠮷",
    "é",
    "13800001234",
    "11010519491231002X",
    "不够全面",
    "下一步",
    "存在",
    "问题",
    "1、",
    "1.",
    "·",
    "〇",
    "％",
    "全部答复",
];

/// A fixed sequence of numbers that look random.
struct Sequence(u64);

impl Sequence {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

#[test]
fn any_prose() {
    let mut sequence = Sequence(7);
    for _ in 0..800 {
        let mut prose =
            || -> String { (0..sequence.below(60)).map(|_| PIECES[sequence.below(PIECES.len())]).collect() };
        let fixture = format!(
            "agency.level = 'county'\ntitle = '''{}'''\npreamble = '''{}'''\noverview = '''{}'''\nproblems = '''{}'''\nother = '''{}'''
             requests.carried_in = [2, 0, 0, 0, 0, 0, 2]\nrequests.carried_out = [2, 0, 0, 0, 0, 0, 2]",
            prose().replace('\n', ""),
            prose(),
            prose(),
            prose(),
            prose()
        );
        support::said(&fixture::parse(&fixture).unwrap_or_else(|cause| panic!("{cause}: {fixture}")));
    }
}

/// Far too much of one piece, in one paragraph.
#[test]
fn long_runs() {
    for piece in PIECES.iter().filter(|piece| **piece != "\n") {
        let prose = piece.repeat(40_000 / piece.len());
        let fixture = format!(
            "overview = '''{prose}'''\nproblems = '''{prose}'''\nrequests.carried_out = [2, 0, 0, 0, 0, 0, 2]"
        );
        support::said(&fixture::parse(&fixture).expect("a fixture"));
    }
}
