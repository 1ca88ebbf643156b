//! Phrases in many words, and the cells that they name.

use crate::claims::Flags;
use crate::prose::tests::prose_of;
use crate::prose::{Cells, Named};

/// The cells of every number and denial that are understood; `?` where the words leave a doubt, `-` where nothing is said.
fn cells_of(text: &str) -> String {
    let (claims, prose) = prose_of(text);
    let told = |said: &Named| {
        format!("{}{}", said.mention.cells().title(), if said.mention.sure { "" } else { "?" })
    };
    let mut all: Vec<(u32, String)> = Vec::new();
    for (at, (claim, quantity)) in (0..).zip(claims.iter().zip(&prose.quantities)) {
        let doubt = if quantity.row.map_or(quantity.guessed, |_| quantity.row_guessed) { "?" } else { "" };
        if claim.flags.intersects(Flags(Flags::PLAN.0 | Flags::OFFICE.0)) {
            continue;
        }
        let named = prose.named.iter().find(|said| said.claim == Some(at)).map(told);
        let row = quantity.row.map(|row| format!("{}{doubt}", row.title()));
        let subject = Cells::of(quantity.subject).map(|cells| format!("{}{doubt}", cells.title()));
        let Some(name) = named.or(row).or(subject) else { continue };
        let value =
            if claim.flags.contains(Flags::NEGATED) { "0".to_owned() } else { claim.value.to_string() };
        all.push((claim.number.start, format!("{value} {name}")));
    }
    for said in prose.named.iter().filter(|said| said.claim.is_none()) {
        all.push((said.place.start, format!("0 {}", told(said))));
    }
    for said in &prose.universals {
        use crate::prose::Predicate as P;
        let doubt = if said.guessed { "?" } else { "" };
        let name = match said.predicate {
            P::None(subject) => {
                format!("0 {}", Cells::of(subject).map_or_else(|| subject.title().to_owned(), Cells::title))
            }
            P::NoneOfRow(row) => format!("0 {}", row.title()),
            P::NoneCarriedIn => "0 上年结转".to_owned(),
            P::NoneCarriedOut => "0 结转下年度".to_owned(),
            other => format!("all {other:?} of {:?}", said.about),
        };
        let narrowed = if said.narrowed { " of some" } else { "" };
        all.push((said.place.start, format!("{name}{doubt}{narrowed}")));
    }
    all.sort();
    if all.is_empty() {
        "-".to_owned()
    } else {
        all.into_iter().map(|(_, said)| said).collect::<Vec<_>>().join("; ")
    }
}

fn table(rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(text, expected)| {
            let said = cells_of(text);
            (said != *expected).then(|| format!("{text}\n   said {said}\n   want {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn results_and_reasons() {
    table(&[
        ("政府信息公开申请中，按申请人要求全部提供的17件。", "17 予以公开"),
        ("依申请公开办理中，有6件申请所要的材料如数提供。", "6 予以公开"),
        ("对6份申请作了区分处理。", "6 部分公开"),
        ("遮盖身份信息后部分提供给申请人的4件。", "4 部分公开"),
        ("政府信息公开申请里，因涉及国家秘密没有公开的2件。", "2 属于国家秘密"),
        ("有5件申请因为牵涉他人隐私而不予公开。", "5 保护第三方合法权益"),
        ("3件申请所要内容属于内部管理信息，未予公开。", "3 属于三类内部事务信息"),
        ("不予公开的申请里，涉及执法案卷的8件。", "8 属于行政执法案卷"),
        ("属于过程性信息、决定不予公开的申请有11件。", "11 属于四类过程性信息"),
        ("政府信息公开申请中，公开后可能危及社会稳定而没有公开的1件。", "1 危及“三安全一稳定”"),
        ("经检索，申请人所要的文件不存在的有7件。", "7 本机关不掌握相关政府信息"),
        ("申请内容不归我局掌握、告知申请人向有关单位提出的9件。", "9 本机关不掌握相关政府信息"),
        ("要重新加工汇总才能得出的信息，告知申请人无法提供的4件。", "4 没有现成信息需要另行制作"),
        ("补正以后申请仍说不清要什么的2件。", "2 补正后申请内容仍不明确"),
        ("以信息公开申请名义进行信访投诉的申请有3件，均告知走信访渠道。", "3 信访举报投诉类申请"),
        ("同一申请人就同一事项重复申请、不再处理的5件。", "5 重复申请"),
        ("申请人收到补正通知后逾期未补正的6件。", "6 逾期不补正"),
        ("申请人主动撤回申请4件。", "4 其他处理之其他?"),
        ("全年不予公开申请（12件）均说明了理由。", "12 不予公开"),
        (
            "就政府信息公开申请而言，不予公开与无法提供合计21件。",
            "21 属于国家秘密、其他法律行政法规禁止公开、危及“三安全一稳定”、保护第三方合法权益、属于三类内部事务信息、属于四类过程性信息、属于行政执法案卷、属于行政查询事项、本机关不掌握相关政府信息、没有现成信息需要另行制作、补正后申请内容仍不明确",
        ),
    ]);
}

#[test]
fn who_asked() {
    table(&[
        ("政府信息公开申请以个人为主，企业提交申请3件。", "3 商业企业·本年新收"),
        ("全年有4份政府信息公开申请由律师事务所递交。", "4 法律服务机构·本年新收"),
        ("高校等科研院所提出政府信息公开申请2件。", "2 科研机构·本年新收"),
        ("市民个人提出的政府信息公开申请有40件。", "40 自然人·本年新收"),
        ("协会、商会等社会组织提出的政府信息公开申请1件。", "1 社会公益组织·本年新收?"),
        ("企业提出的申请中，予以公开的5件。", "5 商业企业·予以公开"),
        ("政府信息公开申请中，法人和其他组织递交的共7件。", "7 法人或其他组织·本年新收"),
        ("政府信息公开申请办理中，企业申请部分公开2件。", "2 商业企业·部分公开"),
    ]);
}

#[test]
fn on_their_way() {
    table(&[
        ("上一年度没有办完、转入今年接着办的政府信息公开申请3件。", "3 上年结转"),
        ("去年遗留下来的政府信息公开申请2件。", "2 上年结转"),
        ("到年底还有6件政府信息公开申请没有办结。", "6 结转下年度"),
        ("有5件政府信息公开申请要到明年继续办理。", "5 结转下年度"),
        ("年内办结政府信息公开申请81件。", "81 总计"),
    ]);
}

#[test]
fn cases() {
    table(&[
        ("不服我局信息公开答复申请复议的案件4件。", "4 行政复议·总计"),
        ("信息公开行政复议中，复议机关撤销我局答复的2件。", "2 行政复议·结果纠正"),
        ("信息公开方面，未经复议就直接到法院起诉的6件。", "6 未经复议直接起诉·总计"),
        ("信息公开诉讼中，经过复议再起诉、法院判决维持的3件。", "3 复议后起诉·结果维持"),
        ("信息公开行政诉讼方面，年底仍在审理的2件。", "2 行政诉讼·尚未审结"),
        ("因信息公开当被告的案件共9件。", "9 行政诉讼·总计"),
        ("信息公开案件中，法院判我局败诉1件。", "1 行政诉讼·结果纠正"),
        ("信息公开复议案件里，申请人撤回复议申请、终止审理的1件。", "1 行政复议·其他结果"),
    ]);
}

#[test]
fn papers() {
    table(&[
        ("全年新印发行政规范性文件7件。", "7 规范性文件·本年制发件数"),
        ("不再执行的行政规范性文件5件，已向社会公布。", "5 规范性文件·本年废止件数"),
        ("截至年底，仍在执行的行政规范性文件共有43件。", "43 规范性文件·现行有效件数"),
        ("行政处罚方面，全年作出决定120件。", "120 行政处罚·处理决定数量"),
        ("没有出台过新的行政规范性文件。", "0 规范性文件·本年制发件数"),
        ("全年没有实施过行政强制。", "0 行政强制·处理决定数量"),
    ]);
}

#[test]
fn there_was_none() {
    table(&[
        ("没有一件政府信息公开申请因涉及国家秘密而不予公开。", "0 属于国家秘密"),
        ("律师事务所没有向我局提出过政府信息公开申请。", "0 法律服务机构·本年新收"),
        ("企业没有提交政府信息公开申请。", "0 商业企业·本年新收"),
        ("信息公开答复无一被法院撤销。", "0 行政诉讼·结果纠正"),
        ("信息公开复议中没有被复议机关纠正的案件。", "0 行政复议·结果纠正"),
        ("信息公开诉讼中，经过复议再诉讼的为零。", "0 复议后起诉·总计"),
        ("律所等法律服务机构没有递交过政府信息公开申请。", "0 法律服务机构·本年新收"),
        ("政府信息公开申请中，年初没有上年遗留的申请。", "0 上年结转"),
    ]);
}

/// What looks like a cell and is none.
#[test]
fn nothing_that_a_table_counts() {
    table(&[
        ("涉及征地的政府信息公开申请18件。", "-"),
        ("网上提交的政府信息公开申请12件。", "-"),
        ("上半年企业提出政府信息公开申请3件。", "-"),
        ("市教育局办理的申请中，不予公开4件。", "-"),
        ("公文属性审核86件，其中不予公开20件。", "-"),
        ("平均每家企业提出申请2件。", "-"),
        ("企业开办申请办结310件。", "-"),
        ("帮助企业解决问题15件。", "-"),
        ("办理信访投诉52件。", "-"),
        ("没有因答复超期被复议机关纠正的信息公开案件。", "-"),
        ("没有外国企业提出政府信息公开申请。", "-"),
        ("全年审理行政复议案件120件。", "-"),
        ("法院判决生效案件15件。", "-"),
        ("转发上级规范性文件10件。", "-"),
        ("对30件规范性文件开展合法性审查。", "-"),
        ("公示行政处罚信息60条。", "-"),
        ("计划明年办结政府信息公开申请50件。", "-"),
        ("重复投诉8件，均已回复。", "-"),
    ]);
}

/// Wordings by kind: other verbs, other measure words, the name before, behind, in a bracket or in the clause above.
#[test]
fn in_other_words() {
    table(&[
        ("全年共有7起政府信息公开申请得到了答复。", "7 总计"),
        ("以企业名义提出的政府信息公开申请4件。", "4 商业企业·本年新收"),
        ("上年结转的申请里，自然人提出的占115件。", "115 自然人·上年结转"),
        ("结转下年度的申请中，自然人的2件。", "2 自然人·结转下年度"),
        ("予以公开的申请中，自然人申请8件。", "8 自然人·予以公开"),
        ("商业企业的申请，予以公开的有1件。", "1 商业企业·予以公开"),
        ("予以公开和部分公开两类加起来有10件。", "10 予以公开、部分公开"),
        ("拿到全部或者部分材料的申请共6件（予以公开与部分公开之和）。", "6 予以公开、部分公开"),
        ("转入2024年继续办理的申请有93件。", "93 结转下年度"),
        (
            "一年中，行政规范性文件立了83件、废了5件。",
            "83 规范性文件·本年制发件数; 5 规范性文件·本年废止件数",
        ),
        ("尚待法院判决的政府信息公开诉讼案件1件。", "1 行政诉讼·尚未审结"),
        ("信息公开复议案件以驳回、终止等其他结果结案的24件。", "24 行政复议·其他结果"),
        ("2023年我局新立行政规范性文件3件。", "3 规范性文件·本年制发件数"),
        (
            "（注：以上为全市数据，办公室承办的申请85件在内。）政府信息公开申请中，部分公开16件。",
            "16 部分公开",
        ),
    ]);
}

/// All of one thing are said to be another: the rest is empty.
#[test]
fn all_are() {
    table(&[
        (
            "法人或其他组织提出的政府信息公开申请均由商业企业提出。",
            "0 科研机构、社会公益组织、法律服务机构、其他·本年新收",
        ),
        (
            "无法提供的申请全部因为本机关不掌握相关信息。",
            "0 没有现成信息需要另行制作、补正后申请内容仍不明确",
        ),
        ("内部事务信息方面的政府信息公开申请4件，均依法不予公开。", "4 属于三类内部事务信息"),
    ]);
}

/// What is said of some only.
#[test]
fn of_some() {
    table(&[
        ("政府信息公开申请较多。通过网络提交的申请中，不予公开的1件。", "-"),
        ("政府信息公开申请较多。对涉及土地征收的申请，无法提供的1件。", "-"),
        ("动态调整权责清单，其中取消6项、新增2项。", "-"),
    ]);
}
