//! Where a report ends and the foot of its page begins.

use memchr::memmem;

use crate::recognise::pieces::{Kind, Piece};

/// What the foot of a page begins with.
const FOOT_BEGINS: &[&str] = &[
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "上篇",
    "下篇",
    "相关链接",
    "相关文章",
    "相关信息",
    "相关阅读",
    "相关附件",
    "网站地图",
    "关于我们",
    "联系我们",
    "主办单位",
    "主办：",
    "主办:",
    "承办单位",
    "承办：",
    "技术支持",
    "打印本页",
    "【打印",
    "[打印",
    "打印",
    "关闭",
    "【关闭",
    "[关闭",
    "分享到",
    "分享：",
    "扫一扫",
    "责任编辑",
    "返回顶部",
    "返回首页",
    "网站声明",
    "友情链接",
    "隐私声明",
    "网站标识码",
    "政府网站标识码",
    "您是第",
    "浏览次数",
    "信息来源：",
    "作者：",
    "编辑：",
    "我要纠错",
    "收藏本页",
];
/// The first characters of those.
const FOOT_FIRST: &str = "上下相网关联主承技打【[分扫责返友隐政您浏信作编我收";
/// What the foot of a page contains.
const FOOT_CONTAINS: [&str; 5] = ["版权所有", "ICP备", "公网安备", "网站标识码", "Copyright"];

/// Where the report ends: where the foot of the page begins, looked for in `pieces` behind the last heading. A foot says so
/// by its words, or is a list of links: many short lines without any punctuation.
pub(super) fn foot(text: &str, pieces: &[Piece]) -> Option<u32> {
    let contained = FOOT_CONTAINS.map(memmem::Finder::new);
    let mut links = 0;
    let mut start = 0;
    let lines = pieces.iter().filter(|piece| !piece.is_empty());
    for (index, piece) in lines.enumerate() {
        let line = piece.of(text);
        if is_foot(line, &contained) {
            return Some(if links >= FEW_LINKS { start } else { piece.start });
        }
        // The first line is the part's own, however short.
        let link =
            index > 0 && piece.kind == Kind::Paragraph && piece.len() <= 60 && !line.contains(PUNCTUATION);
        if !link {
            links = 0;
        } else {
            start = if links == 0 { piece.start } else { start };
            links += 1;
        }
        if links >= MANY_LINKS {
            return Some(start);
        }
    }
    None
}

const PUNCTUATION: [char; 9] = ['。', '，', '；', '：', '、', '（', '(', '.', '日'];
/// So many lines in a row are links.
const MANY_LINKS: usize = 10;
/// So many are links when the foot of a page follows; fewer may be the signature.
const FEW_LINKS: usize = 4;

fn is_foot(line: &str, contained: &[memmem::Finder; 5]) -> bool {
    if line.len() > 240 {
        return false;
    }
    let first = line.chars().next().unwrap_or(' ');
    let short = line.len() <= 60;
    let begins = |word: &&str| {
        line.starts_with(*word) && (short || !(word.starts_with('打') || word.starts_with("关闭")))
    };
    let begins = FOOT_FIRST.contains(first) && FOOT_BEGINS.iter().any(begins);
    (begins || contained.iter().any(|word| word.find(line.as_bytes()).is_some())) && !line.contains('。')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_foot_is_found_by_its_first_character() {
        for word in FOOT_BEGINS {
            assert!(FOOT_FIRST.contains(word.chars().next().unwrap_or(' ')), "{word}");
        }
    }
}
