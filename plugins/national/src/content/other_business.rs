//! C10: a long paragraph of part one that has nothing to do with making information public.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::prose;
use crate::words::Words;

/// 与政府信息公开无关的段落.
pub(crate) struct OtherBusiness;

const LEAST: Setting =
    Setting {
        rule: "C10", key: "least", default: 80, says: "多少字以上的段落才看它与公开有没有关系"
    };

/// Any of them makes a paragraph one on making information public, or on what guides it.
static DISCLOSURE: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "公开",
        "信息",
        "网站",
        "网页",
        "媒体",
        "公众号",
        "微信",
        "微博",
        "抖音",
        "平台",
        "专栏",
        "栏目",
        "发布",
        "公布",
        "公示",
        "公告",
        "公报",
        "解读",
        "申请",
        "答复",
        "政务",
        "保密",
        "审查",
        "审核",
        "回应",
        "舆情",
        "宣传",
        "热线",
        "信箱",
        "咨询",
        "目录",
        "指南",
        "考核",
        "考评",
        "培训",
        "监督",
        "评议",
        "检查",
        "数据",
        "档案",
        "听证",
        "征求意见",
        "征集",
        "透明",
        "阳光",
        "报告",
        "条例",
        "门户",
        "留言",
        "新闻",
        "精神",
        "思想",
        "法治",
        "报道",
        "稿件",
        "宣讲",
        "讲解",
        "展板",
        "村务",
        "党务",
    ])
});

impl Rule for OtherBusiness {
    fn card(&self) -> Card {
        Card::info("C10", "national/other-business", "总体情况里有与政府信息公开无关的内容")
            .possible()
            .basis("国办公开办函〔2021〕30号：内容不能遗漏，也不宜泛化")
            .why("年度报告报告的是政府信息公开，不是单位的工作总结。")
            .years(2019, 9999)
            .option(LEAST)
            .bad(
                "overview = '''
                 全年主动公开政府信息81条，收到申请3件。
                 全镇粮食播种面积3.2万亩，新建高标准农田1800亩，修建机耕路12公里，衬砌水渠6公里；生猪出栏1.4万头，特色水果产量2100吨；完成造林460亩，新增省级示范合作社2家，农民人均可支配收入增长6.8%，村集体收入全部超过10万元。'''",
                "这一段 104 字没有一处说到公开，与政府信息公开无关：全镇粮食播种面积3.2万亩，新建高标准农田1800亩，修建机耕路12公里，衬砌水……",
            )
            .good(
                "overview = '''
                 全镇粮食播种面积3.2万亩，新建高标准农田1800亩，修建机耕路12公里，衬砌水渠6公里；生猪出栏1.4万头，特色水果产量2100吨；完成造林460亩，新增省级示范合作社2家，以上数字都按季度在镇村公开栏张贴，村民可以随时查对，不清楚的可以问。'''",
            )
            .good("overview = '全镇粮食播种面积3.2万亩，新建高标准农田1800亩。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let least = usize::try_from(LEAST.of(report)).unwrap_or(0).max(1);
        for (paragraph, text) in prose::paragraphs(report, |part| part == 1) {
            // Three bytes a character.
            if text.len() < least || DISCLOSURE.any(text) {
                continue;
            }
            let letters = prose::letters(text);
            if letters >= least {
                let said = prose::shortened(text);
                findings.add(
                    paragraph.place,
                    format!("这一段 {letters} 字没有一处说到公开，与政府信息公开无关：{said}"),
                );
                return;
            }
        }
    }
}
