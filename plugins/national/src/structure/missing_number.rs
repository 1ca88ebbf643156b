//! S20: 共 件, where the number is missing.

use gouji_core::prelude::*;
use memchr::memchr_iter;

use crate::prose;
use crate::typography::marks::marks;
use crate::vocabulary::{self, Kind};

/// 数字没有填.
pub(crate) struct MissingNumber;

pub(crate) const WORDS: &[&str] =
    &["共件", "共条", "共计件", "共计条", "申请件", "信息条", "有效的规范性文件。", "有效的行政规范性文件。"];

/// What is counted by these, with a space before them where the number stood.
const MEASURES: [char; 7] = ['件', '条', '次', '篇', '期', '份', '项'];
/// These too, where the number is missed right behind the noun.
const COUNTED: [char; 9] = ['件', '条', '次', '篇', '期', '份', '项', '名', '场'];
/// What a sum is told by, and what may be counted behind that: 共场.
const SUMS: [&str; 5] = ["共计", "总计", "合计", "累计", "共"];
const SUMMED: &str = "件条次篇期份项场家个名人元批";
const SUMMED_VERBS: [&str; 14] = [
    "受理", "收到", "办结", "办理", "答复", "公开", "发布", "召开", "举办", "开展", "组织", "印发", "制发",
    "回复",
];
/// What makes a word with 件 or 条, so that the space is only the source's.
const JOINS: &str = "文条案附邮事稿部软硬零证要函物快急配信头每逐第一各几多有分首再本";

impl Rule for MissingNumber {
    fn card(&self) -> Card {
        Card::error("S20", "national/missing-number", "数字没有填")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("“共 件”中间的数字没有填，或者在编辑时丢了。")
            .bad("overview = '全年共收到政府信息公开申请 件，均已按时答复。'", "“申请 件”之间没有数字")
            .bad("overview = '全年主动公开政府信息条。'", "“信息条”之间没有数字")
            .bad(
                "overview = '全年制发文件3件，现行有效的行政规范性文件。'",
                "“有效的行政规范性文件”没有写件数",
            )
            .good("overview = '全年共收到政府信息公开申请3件，申请件均已归档，信息条目清晰，公共条件改善，共件件落实。'")
            .good("overview = '全年清理并公布了全部现行有效的行政规范性文件。'")
            .bad("overview = '全年共回复群众来信 件。'", "“来信 件”之间没有数字")
            .good("overview = '全年制发文 件，收到群 众来 信、公 开申 请各若 干件，办 结案 件。'")
            .bad(
                "overview = '全年主动公开政府信息320条,编发雨情快报期,回复群众来信6件。'",
                "“快报期”没有写数",
            )
            .bad("overview = '公开企业资质条、施工许可76条。'", "“资质条”没有写数")
            .bad("overview = '制发8件；年内废止行政规范性文件件。'", "“文件件”没有写数")
            .bad("overview = '网站发布图解篇，更新专栏12个。'", "“图解篇”没有写数")
            .bad("overview = '局里有专职人员名，培训1次。'", "“人员名”没有写数")
            .bad("overview = '召开新闻发布会共场，媒体参加35家次。'", "“共场”没有写数")
            .bad("overview = '发布解读3篇，问卷调查收回问卷份，满意率95%。'", "“问卷份”没有写数")
            .bad("overview = '培训1次，网站页面浏览量达万次，访问占比提高。'", "“达万次”没有写数")
            .bad("overview = '培训1次，主要负责同志专题听取汇报次，协调解决问题。'", "“汇报次”没有写数")
            .good("overview = '培训1次，网站发布解读数十篇，更新公共场所、有关人员姓名，工作人员签名，排名，公共场，一共3场。'")
            .good("overview = '公开信息320条，办件没有1个超期，明确宽限期，配备零部件，有一技之长的人才名单。'")
            .good("overview = '公开信息320条，做到件件有回音、条条有落实，逐项登记、分期公布，公开各类事项、办结案件，发布到期、定期，回复来信，组织一次。'")
            .good("overview = '全年公开 条例解读12篇，答复 件件有回音。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for seen in vocabulary::seen(report).of(Kind::NoNumber, |_| true) {
            let Place { start, end } = seen.place;
            let word = report.slice(seen.place);
            let document = word.ends_with('。');
            let wrong = match document {
                true => stands_alone(report.text, start as usize),
                false => {
                    let rest = &report.text[end as usize..];
                    ends_there(rest) && !is_enumerated(rest)
                }
            };
            if !wrong {
                continue;
            }
            let word = word.trim_end_matches('。');
            let what = if document { "没有写件数" } else { "之间没有数字" };
            findings.add(Place::new(start, start + word.len() as u32), format!("“{word}”{what}"));
            return;
        }
        if let Some(place) = uncounted(report) {
            findings.add(place, format!("“{}”没有写数", report.slice(place)));
            return;
        }
        if !marks(report).any_of(b" ") {
            return;
        }
        for (paragraph, text) in prose::paragraphs(report, |_| true) {
            let mut gaps = memchr_iter(b' ', text.as_bytes()).filter_map(|at| gap(text, at));
            let Some((start, end, empty)) = gaps.next() else { continue };
            // Where there are many, the source puts spaces between characters.
            if !empty || gaps.take(2).count() == 2 {
                continue;
            }
            let place = prose::place(paragraph, start, end);
            findings.add(place, format!("“{}”之间没有数字", report.slice(place)));
            return;
        }
    }
}

/// 申请件、答复件、送达凭证: names in a row, of which none is counted.
fn is_enumerated(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix('、') else { return false };
    let end = rest.find(['，', '。', '；', ',', ';', '\n']).unwrap_or(rest.len());
    !rest[..end].contains(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
}

/// Measure words that end a clause right behind what should be counted, among others that have their numbers: 企业资质条、
/// 施工许可证76条.
fn uncounted(report: &Report) -> Option<Place> {
    prose::paragraphs(report, |part| part > 0).find_map(|(paragraph, text)| {
        let marks = text
            .char_indices()
            .filter(|(_, c)| matches!(c, '，' | '。' | '；' | '、' | ',' | ';' | '）' | ')'));
        let (start, end) = marks.map(|(at, _)| at).find_map(|at| uncounted_before(text, at))?;
        Some(prose::place(paragraph, start, end))
    })
}

/// The noun and the measure word before a mark, where no number stands between them.
fn uncounted_before(text: &str, at: usize) -> Option<(usize, usize)> {
    let before = &text[..at];
    if let Some(sum) = empty_sum(before).or_else(|| empty_reach(before)) {
        return Some(sum);
    }
    let mut back = before.char_indices().rev();
    let (end, measure) = back.next().filter(|(_, c)| COUNTED.contains(c))?;
    let (_, last) = back.next().filter(|(_, c)| is_chinese(*c))?;
    let (start, first) = back.next().filter(|(_, c)| is_chinese(*c))?;
    // 文件件 has one 件 too many for a word.
    // 依申请公开件: what offices call a request.
    let request = measure == '件' && before[..end].ends_with("申请公开");
    let own = request || makes_word(measure, last) || (measure == last && !makes_word(measure, first));
    let counted = counts_beside(text, at);
    (!own && counted && names_things(before, end)).then_some((start, end + measure.len_utf8()))
}

/// 新闻发布会共场: a sum without its number. 公共场 and 共同 are words.
fn empty_sum(before: &str) -> Option<(usize, usize)> {
    let (end, _) = before.char_indices().next_back().filter(|(_, c)| SUMMED.contains(*c))?;
    // 共受理件: a verb may stand between.
    let verb = SUMMED_VERBS.iter().find(|verb| before[..end].ends_with(**verb)).map_or(0, |verb| verb.len());
    let end = end - verb;
    let sum = SUMS.iter().find(|sum| before[..end].ends_with(**sum))?;
    let lead = before[..end - sum.len()].chars().next_back()?;
    let apart = !"公中国一总合统".contains(lead);
    apart.then_some((end - sum.len(), before.len()))
}

/// 浏览量达万次, 接待群众查阅人次: what is reached, or how many people, without its number.
fn empty_reach(before: &str) -> Option<(usize, usize)> {
    const REACHED: [&str; 7] = ["达万次", "达万人次", "达人次", "达万条", "阅人次", "询人次", "待人次"];
    let word = REACHED.iter().find(|word| before.ends_with(**word))?;
    Some((before.len() - word.len(), before.len()))
}

/// Whether a measure word makes a word with the character before it, or is counted by it: 事项, 定期, 各项, 三次. The words are
/// those of two characters (of 期 also of three) in the list of jieba 0.42.1 (MIT), and some more.
fn makes_word(measure: char, last: char) -> bool {
    let joins = match measure {
        '件' => {
            "年一七万三两主九事二五交什代余作信元八六几函制前办十千半单原发另后器四固图备复多大套密小工废快急慢扣批抄挂换控插摆收散数整文料普本机杂杆条来构样案模每物百皮硬稿管组要计论证试课轧软这退送逐那邮部配钢铸锻附零饰首"
        }
        '条' => {
            "一七万三东两中九二五亿余便信借假八六几凭北十千半单压原双发各名哪四回塑多天头字封屏布彩律戒批报抽插支收教数整木本条板枝柠柳栅样棉横檩欠此毛油沿炉焊留白百皮盘直磁禁空窄竖竹签箔篾粉纸线细缎编肉肋胶苗荆萧薯藤西规词该诫身车辐辞这逐通那金钢铁铅铜铝银链锯长雪面首齿"
        }
        '次' => {
            "一七万三上下两主九二五人亿今以件伦位余依八六其再几分初到前十千半印历台各名哪四因场坐复多太如季将层居届屡席年序座当批拜按挨改数旅更最月本架某栏档梯楞榆次此残每渐版班百目第篇累级编联胎胸航艘节计许诠语超越车轮辆这迭逐造那限隔零震页顺频首鳞齐"
        }
        '场' => {
            "市现广会立农林剧商职机工战考操磁到上登出入在当开牧矿渔盐赛球靶刑赌菜道情排气怯专主包下冷全终片半退收圆捧救离清暖封控卖货煤体多逢满同牛羊马猪养屠停车秀夜午早晚磨疗内场外草刹"
        }
        '篇' => {
            "一七万三上下两中九二五余佳全八六内写几十千半单同名哪四外多大开改数整新有本残每满百短篇终续诗谋连通遗长闲零首鸿"
        }
        '期' => {
            "一七三上下不两中临丹为九习乳予二五产人今仕以任伏会体佳修借假儿先克入全八六冰冲冷冻几分刑初到前割办务动包化十升半单危即卵原发变口可叶各合吉同后周命四固型基声备复多头奶如娠娩婚子孕存学定宪宽察尽届展峰川工帐平年幽应座延弘张归当形役往征性息情愆感成托折护择按换捩摘收改效整文斋新无日旧早旱时昌星春晚暑暖有期末本果染标档款歇正死殖每水汛河活渔渡满潮灯热熟状现班理瓜用界疗痛盛眠短示种租穗穷童管索约线经续缓缩署考聘育脱航船节花芽苗荣获蕾藏蘖蛹行衰褥订设证诉试误课谢贡货质赁赛超跃跨转辩过近还这远退逐速逾遇那键长门间限险隔雨霜音预首验鲜龄"
        }
        '份' => {
            "一万三两九二五人亿余全八公六减几十千半县双名哪四壹备多天头守安年应弄情戏成数整月有梁每水没灰百盐省福究等糖缘职股跌身辈过这那部首"
        }
        '名' => {
            "一七万三丑专两为主九乡书乳争二五人亿代传伪余佚便俗假党全八六关具冒冠几出刊刑列别前剧功化匿十千单厂原县又双取古叫同命品唤唱四团国图地埋域声复多大头夺奇奶姓威学官定实寄将小属山巷市幼店异征得恶慕成户托扬报挂指换排提改故教数文无易显暂曲更有未本机果标树校档桥歌正殉求汙江污沽法洞浑浮混湖灰点片牌现画留病百盗盛省真着知碑社神科秽税空窃立站笔签管篇网罪署美联臭船艺花芳英茂药莫菜著虚蛇街记讳译诗诨课调象败起路连通释重钓锅键镇问闻队除隐音顶顾题馆首驰骂高黑齐"
        }
        _ => {
            "一丁七三上专丙两主义九事二五余党全八公六兼内几分列别前十千单各同后哪四外多大头奖子存小屋弱强换数整本杂条某款正此每浦甲百移税立类组缺表该诸谱负账这进选逐那长附项颈首"
        }
    };
    joins.contains(last)
        || "每逐第一各几多有分首再本二三四五六七八九十百千万两数若半整这那该某余亿〇此单".contains(last)
}

/// Whether the text around counts things.
fn counts_beside(text: &str, at: usize) -> bool {
    const NEAR: usize = 240;
    let from = prose::boundary(text, at.saturating_sub(NEAR));
    let to = prose::boundary(text, (at + NEAR).min(text.len()));
    let around = &text[from..to];
    around.char_indices().any(|(found, c)| {
        "件条次篇期份项个名人场家".contains(c)
            && around[..found].trim_end().ends_with(|c: char| c.is_ascii_digit())
    })
}

/// Whether what stands before the measure word is told as done, so that its number is missed.
fn names_things(before: &str, end: usize) -> bool {
    const VERBS: [&str; 67] = [
        "撤回", "检查", "接受", "培训", "参加", "收集", "采纳", "整改", "补正", "撤销", "起诉", "举行",
        "作出", "案件", "维持", "纠正", "公开", "发布", "编发", "回复", "制发", "收到", "办理", "办结",
        "废止", "印发", "刊发", "刊登", "推送", "更新", "答复", "受理", "清理", "公示", "制作", "开展",
        "举办", "召开", "组织", "登载", "解读", "回应", "发出", "转载", "审查", "编印", "有", "配备", "安排",
        "明确", "接收", "收回", "回收", "征集", "提出", "建议", "听取", "汇报", "转办", "接待", "咨询",
        "查阅", "发放", "浏览", "访问", "报送", "阅读",
    ];
    let before = &before[prose::boundary(before, end.saturating_sub(240))..end];
    let end = before.len();
    let from = before.rfind(['，', '。', '；', '：', ',', ';', ':']).unwrap_or(0);
    VERBS.iter().any(|verb| before[from..end].contains(verb))
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// A space between Chinese characters: where the two before it start, where the one behind it ends, and whether that is a
/// measure word at the end of its clause: `来信 件。`.
fn gap(text: &str, at: usize) -> Option<(usize, usize, bool)> {
    let chinese = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let measure = text[at + 1..].chars().next().filter(chinese)?;
    let mut before = text[..at].char_indices().rev();
    let (_, last) = before.next().filter(|(_, c)| chinese(c))?;
    let (start, first) = before.next().filter(|(_, c)| chinese(c))?;
    let end = at + 1 + measure.len_utf8();
    let joined = JOINS.contains(last) && (first, last) != ('来', '信');
    Some((start, end, MEASURES.contains(&measure) && !joined && ends_there(&text[end..])))
}

fn ends_there(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['\n', '，', '。', '；', '、', '（', ',', ';'])
}

/// `，现行有效的规范性文件。`, a clause that counts and names no number.
fn stands_alone(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches("现行");
    before.ends_with(['，', '；', '。', ',', ';']) && {
        let (start, _) = prose::sentence(text, at);
        // Among other counts only: 制发文件3件，现行有效的规范性文件。
        text[start..at].contains("件，")
    }
}
