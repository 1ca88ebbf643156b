//! Z04: applicants and complainants by name.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::vocabulary::{self, Kind};
use crate::words::Words;

/// 申请人、投诉人的姓名.
pub(crate) struct ApplicantNamed;

/// In front of a name.
pub(crate) const ROLE_WORDS: &[&str] =
    &["申请人", "复议申请人", "投诉人", "举报人", "信访人", "上访人", "反映人", "原告"];

/// Frequent surnames that are no frequent first characters of other words (于 of 于2020年, 应, 和, 马上, 任何, 时).
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙朱胡郭林罗郑梁谢宋唐许邓韩冯曹彭曾肖董袁潘蒋蔡余杜叶程苏魏吕丁沈姚卢姜崔钟谭陆汪廖石金韦贾付邹熊孟秦邱尹薛闫段雷侯龙黎史陶贺毛郝顾龚邵覃";

/// Words that begin like a name and are none.
static NO_NAMES: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "陈述",
        "许可",
        "许多",
        "张贴",
        "杨树",
        "黄金",
        "林业",
        "林地",
        "林权",
        "罗列",
        "董事",
        "沈阳",
        "周边",
        "周围",
        "周知",
        "周期",
        "程序",
        "程度",
        "石油",
        "石材",
        "金额",
        "金融",
        "付款",
        "付费",
        "余下",
        "余款",
        "顾问",
        "顾客",
        "毛坯",
        "段落",
        "龙头",
        "史料",
        "陆续",
        "钟点",
        "曾经",
        "曾在",
        "曾就",
        "曾因",
        "曾于",
        "曾向",
        "曾对",
        "蔡甸",
        "杜绝",
        "叶面",
        "肖像",
        "唐山",
        "苏州",
        "郑州",
        "郑重",
        "徐州",
        "韩国",
        "吴江",
        "吴中",
        "宋代",
        "谢绝",
        "汪清",
        "石家庄",
        "黎明",
        "雷同",
        "金昌",
        "梁平",
        "胡同",
        "孟州",
        "丁香",
        "冯家",
        "彭水",
        "彭州",
        "邓州",
        "秦皇岛",
        "侯马",
    ])
});

/// What may stand behind a name in a sentence about a matter.
const BEHIND: [&str; 22] = [
    "，",
    "、",
    "。",
    "；",
    "（",
    "(",
    ",",
    "不服",
    "提出",
    "提交",
    "申请",
    "要求",
    "关于",
    "对",
    "向",
    "来信",
    "反映",
    "诉",
    "就",
    "因",
    "等人",
    "的申请",
];

impl Rule for ApplicantNamed {
    fn card(&self) -> Card {
        Card::warning("Z04", "national/applicant-named", "报告写出了申请人、投诉人的姓名")
            .likely()
            .basis("政府信息公开条例第十五条；个人信息保护法")
            .why("谁申请了什么、告了谁，是个人隐私。写“赵某”，或者只写“申请人”。")
            .bad(
                "overview = '申请人赵小明不服答复，申请行政复议。'",
                "“申请人赵某某”写出了姓名，应改为“赵某”或删去",
            )
            .bad("overview = '原告李四、王五诉县政府。'", "“原告李某”写出了姓名，应改为“李某”或删去")
            .good("overview = '申请人赵某不服答复，申请行政复议。原告李××诉县政府。'")
            .good("overview = '告知申请人陈述、申辩的权利。申请人许可，申请人于5月撤回，申请人应、申请人和第三人。'")
            .good("overview = '申请人曾就此事咨询。申请人王府井公司不服。申请人程序性权利、申请人黄金时段。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let mut behind = 0;
        for seen in vocabulary::seen(report).of(Kind::Role, |_| true) {
            // 申请人 within 复议申请人 is the same.
            if seen.place.start < behind {
                continue;
            }
            behind = seen.place.end;
            let Some(rest) = report.text.get(behind as usize..) else { continue };
            let rest = rest.trim_start_matches(['：', ':', '“']);
            let Some(given) = given_name(rest) else { continue };
            let surname = rest.chars().next().unwrap_or('某');
            // The name itself must not stand in the outcome of the check either.
            let masked: String = std::iter::once(surname).chain(std::iter::repeat_n('某', given)).collect();
            let end = report.text.len() - rest.len() + 3 + 3 * given;
            let role = report.slice(seen.place);
            findings.add(
                Place::from(seen.place.start as usize..end),
                format!("“{role}{masked}”写出了姓名，应改为“{surname}某”或删去"),
            );
        }
    }
}

/// How many characters of a given name follow the surname that a text begins with; `None` where it begins otherwise.
fn given_name(text: &str) -> Option<usize> {
    let surname = text.chars().next().filter(|c| SURNAMES.contains(*c))?;
    if NO_NAMES.at(text, 0).is_some() {
        return None;
    }
    let rest = &text[surname.len_utf8()..];
    let given = |length: usize| {
        let end = rest.char_indices().nth(length).map(|(at, _)| at)?;
        let (name, behind) = rest.split_at(end);
        let chinese =
            name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c) && !"某甲乙丙丁女男".contains(c));
        (chinese && BEHIND.iter().any(|word| behind.starts_with(word))).then_some(length)
    };
    given(2).or_else(|| given(1))
}
