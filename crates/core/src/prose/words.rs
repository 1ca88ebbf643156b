//! The words that say how the numbers of the prose stand to each other, and what they may count.
//!
//! Only words that do something are here: no phrases, and no nouns that merely occur.

use crate::claims::index::{Index, index};

macro_rules! words {
    ($($(#[$doc:meta])* $word:ident: $($text:literal)*;)*) => {
        /// What a word does in a sentence.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub(super) enum Word {
            $($(#[$doc])* $word,)*
        }

        const COUNT: usize = [$($($text,)*)*].len();
        static WORDS: [(&str, Word); COUNT] = [$($(($text, Word::$word),)*)*];
    };
}

words! {
    Comma: "，";
    Stop: "、";
    Colon: "：" "∶" "——";
    Semi: "；";
    End: "。" "！" "？";
    Open: "（" "【" "［";
    Close: "）" "】" "］";

    // What opens and closes a list.
    Among: "其中";
    Includes: "包括" "包含" "涵盖" "分为" "具体为" "具体是" "具体有" "分成";
    /// Before where something was done.
    Via: "由" "在" "通过" "经";
    Holds: "含";
    Respectively: "分别" "依次为" "各为";
    By: "按" "按照" "从" "依照" "以";
    Cut: "分" "分类" "划分" "统计" "区分" "来看" "看" "归类" "来分" "细分" "计";
    Division: "分布" "构成" "类别" "题材" "主题" "内容" "渠道" "途径" "来源" "方式" "身份" "载体" "类型" "情形" "形式" "性质" "对象" "结果" "情况"
        "领域" "类" "组成" "如下" "来源于";
    Sum: "合计" "共计" "总计" "总共" "合共" "两者" "三者" "四者" "二者" "相加" "合起来" "加起来" "之和" "总和" "合在一起" "算在一起" "累加";
    Together: "共" "一共" "总数" "总量" "共有";
    Accrued: "累计";
    Etc: "等";
    Mainly: "主要" "重点" "特别是" "尤其" "仅";
    Rest: "其他" "其它" "其余" "剩余" "余下" "剩下" "另外" "余者" "其余的";
    Besides: "涉及" "同时" "另有" "此外" "还" "另" "并" "除此之外";
    /// One thing may be counted in several items.
    Manifold: "可多选" "重复计" "分别计数" "分别计算" "分别统计" "各自计数" "不止一种" "几种形式" "有重叠" "有重合" "重叠" "同一件" "同一条" "同一份" "同一篇" "同一信息" "同一政策"
        "同一个" "可以同时" "不作加总" "不累加" "不相加" "一件多" "一条多" "一稿多" "交叉" "多处发布" "兼用" "并用";

    // Years and comparisons.
    LastYear: "上年" "去年" "上一年" "上年度" "上一年度" "往年" "前年" "同期" "上年同期" "去年同期" "前一年" "前一年度" "头年";
    ThisYear: "全年" "本年" "今年" "本年度" "年内" "当年" "报告期" "报告期内" "这一年" "一年来" "过去一年" "本报告期";
    NextYear: "下年" "下年度" "次年" "明年" "下一年" "下一年度" "翌年" "来年" "次年度" "跨年" "跨年度";
    Compare: "较" "比" "同比" "环比" "相比" "相较" "对照" "比起" "与之相比";
    Up: "增加" "增长" "上升" "提高" "提升" "上涨" "增多" "增幅" "净增" "多出" "升幅" "高出" "增" "涨幅" "多了" "攀升" "扩大" "增长率" "多" "新增";
    Down: "减少" "下降" "降低" "回落" "降幅" "减" "少了" "缩减" "减幅" "下滑" "减少率" "少";
    Reach: "增至" "增加到" "增加至" "增长到" "增长至" "升至" "降至" "减至" "减少到" "减少至" "提高到" "提高至" "上升到" "上升至" "下降到" "下降至" "提升到"
        "提升至" "增到" "减到" "降到" "升到";
    Share: "占" "占比" "比重" "比例" "占到" "份额";
    Rate: "率";
    Fraction: "成";

    // Universals.
    Every: "均" "都" "全部" "全" "一律" "悉数" "皆" "全数" "件件" "无一例外" "逐件" "全都" "统统" "通通" "尽数" "无遗漏";
    Neg: "无" "没有" "未" "零" "不存在" "没" "未曾" "尚未" "并无" "未有" "从未" "未发生" "未收到" "未出现" "没有发生" "没有收到" "尚无" "还没有" "不再有" "无一";
    /// What narrows a universal: only those of which a decision was due.
    Due: "到期" "应办" "应办结" "应当办结" "应答复" "届满" "到期的" "已到期" "期满" "应当答复";
    /// How something was done; narrows nothing.
    InTime: "按时" "按期" "及时" "依法" "如期" "依规" "规定" "法定" "期限内" "时限内" "限期" "期内";
    Except: "除" "除外" "之外" "以外" "不含" "不包括";

    // Requests for information.
    Request: "申请" "依申请公开" "信息公开申请" "政府信息公开申请" "公开申请" "申请件" "申请量" "依申请" "申请公开" "依申请公开申请";
    Receive: "收到" "新收" "接收" "接到" "受理" "收件" "新到" "收悉" "接收到" "新收到" "新增收" "新接" "收取到" "新受理" "收受";
    Ask: "提出" "提交" "递交" "提起";
    Handle: "办结" "答复" "办理" "办毕" "处理" "回复" "办复" "办完" "办理完毕" "办理完结" "处理完毕" "答复完毕" "了结" "办理答复" "作出答复";
    Carry: "结转" "遗留" "留下" "留到" "留待" "转入" "转至" "转到" "转来" "顺延" "延至" "延到" "滚存" "结存" "转结" "接续" "移至" "移到" "留存" "跨到" "转往" "结余" "带入" "接转" "转下"
        "转" "留";
    NotDue: "未到期" "没有到期" "尚未到期" "未到" "没有到" "办理中" "在办" "正在办理" "待办" "未办结" "尚在办理" "还在办理" "尚未办结" "没有办结" "未答复" "尚未答复" "处理中" "未到答复期限"
        "在办理" "正在处理" "未办完" "没办完" "没有办完" "尚未办完" "未届满";
    Granted: "予以公开" "准予公开" "同意公开" "全部公开";
    PartlyGranted: "部分公开";
    Denied: "不予公开" "不同意公开";
    Unavailable: "无法提供" "不能提供" "未能提供";
    Unprocessed: "不予处理";
    OtherHandling: "其他处理" "其它处理";
    /// Rows below a result.
    Detail: "不补正" "案卷" "信访"  "需要制作" "国家秘密" "内部事务" "过程性" "执法案卷" "行政查询" "第三方" "信访举报" "重复申请" "公开出版物" "不掌握" "没有现成" "补正" "禁止公开" "三安全" "逾期" "反复申请" "另行制作" "不明确";
    NaturalPerson: "自然人" "公民" "个人";
    Organisation: "法人" "法人或其他组织" "法人和其他组织" "法人及其他组织" "法人或者其他组织" "法人、其他组织" "法人与其他组织" "法人或其它组织" "法人和其它组织";
    OtherApplicant: "商业企业" "企业" "科研机构" "社会公益组织" "公益组织" "法律服务机构" "其他组织" "其它组织" "律师";
    /// How a request came.
    Way: "网上" "网络" "邮寄" "信函" "现场" "当面" "传真" "电子邮件" "邮件" "邮箱" "在线" "窗口" "来函" "信件" "快递" "邮政" "线上" "线下" "特快专递" "来信" "上门" "互联网" "网申"
        "当场";

    // Disputes.
    InfoOpen: "信息公开" "政务公开" "政府信息公开" "信息公开工作" "政府信息公开工作" "政务公开工作";
    Reconsider: "复议" "行政复议" "行政复议案件" "复议案件";
    Litigate: "诉讼" "行政诉讼" "行政诉讼案件" "应诉" "起诉" "诉讼案件";
    /// What a body does that decides cases, or stands for others in them.
    Adjudicate: "审理" "代理" "出庭" "承办" "复议职责";
    Authority: "复议机关" "行政复议机关" "复议机构" "复议局" "复议决定";
    Direct: "直接起诉" "直接提起" "直接诉讼" "未经复议" "直接向法院";
    After: "复议后起诉" "复议后" "经复议" "复议后提起" "先复议" "经过复议";
    Upheld: "维持";
    Corrected: "纠正" "撤销" "变更" "确认违法" "纠错" "责令" "重作";
    OtherOutcome: "其他结果" "其它结果" "驳回" "终止" "撤回" "撤诉" "调解" "和解" "不予受理" "结果其他" "其他方式结案" "以其他方式" "其他方式办结";
    Settled: "审结" "结案" "已审结" "已结案" "办结案件";
    Pending: "未审结" "尚未审结" "审理中" "在审" "正在审理" "尚在审理" "还在审理" "没有审结" "待审" "未结案" "尚未结案" "没有结案" "未作出决定" "审理之中" "未审理完" "在审理" "未结";

    // 表二.
    Documents: "规范性文件" "行政规范性文件";
    Rules: "规章" "政府规章" "部门规章";
    Issue: "制发" "制定" "印发" "出台" "新制作" "颁布" "制订" "新制定" "新出台" "发布" "新发" "新制发" "制作";
    Repeal: "废止" "宣布废止";
    InForce: "有效" "现行有效" "继续有效" "仍有效" "存量";
    NewlyPublic: "新公开";
    Public: "对外公开";
    /// What is done to documents besides issuing them.
    Review: "审核" "审查" "备案" "清理" "修订" "修改" "失效" "征求" "代拟" "论证" "评估" "解读" "起草" "合法性";
    Licence: "行政许可" "许可决定" "许可";
    Penalty: "行政处罚" "处罚决定" "处罚";
    Coercion: "行政强制" "强制措施" "强制";
    Decision: "决定" "处理决定";
    Fee: "行政事业性收费" "事业性收费" "行政事业收费" "收费";
    ProcessingFee: "信息处理费" "处理费";

    // Information made public.
    Disclose: "主动公开" "公开" "公开了" "主动公开了";
    Info: "信息" "政府信息" "政务信息" "各类信息" "各类政府信息";
    /// Where information stands.
    Channel: "网站" "门户" "官网" "公众号" "微信" "微博" "新媒体" "公告栏" "宣传栏" "公开栏" "信息公开栏" "政务公开栏" "村务公开栏" "公示栏" "电子屏" "显示屏" "广播" "电视" "报刊" "报纸" "客户端" "抖音" "视频号" "公报" "查阅"
        "平台" "快手" "头条" "短信" "大屏" "展板" "政府网" "电台" "橱窗" "政务网" "档案馆" "图书馆" "端";
    Interpret: "政策解读" "解读材料" "解读产品" "解读稿";
    /// A shape that one thing may have beside others.
    Shape: "图解" "图文" "视频" "动漫" "动画" "音频" "访谈" "文字" "图表" "漫画" "长图" "短视频" "直播" "问答" "海报" "图片";
    Publish: "刊登" "推送" "张贴" "登载" "发布信息" "刊发" "编发" "上传" "播发" "推出" "发送" "展示" "刊载" "更新";
    /// Matters other than information: what is received and done of them is no request.
    Foreign: "建议" "提案" "议案" "留言" "信箱" "热线" "工单" "信访" "咨询" "投诉" "举报" "诉求" "来电" "来访" "审批" "政务服务" "业务" "网民" "补贴" "救助" "纠纷" "仲裁"
        "登记证" "执照" "听证" "问卷" "线索" "好差评" "办件";

    /// Of papers, and not of requests.
    Attribute: "属性" "公文";
    Applicant: "申请人";
    /// What was just counted.
    Above: "上述" "前述";
    Made: "作出" "做出" "实施" "采取" "办理了";

    /// Words that only look like one of the above.
    Noise: "公共" "共同" "共享" "共建" "全面" "安全" "健全" "完全" "全程" "全覆盖" "全过程" "全力" "全方位" "全流程" "全体" "全员" "全文" "全市" "全县" "全区" "全省" "全州" "全镇" "全乡" "全局"
        "全街道" "全国" "全系统" "全校" "全院" "全域" "全旗" "全盟" "全厅" "全委" "无关" "无法" "无需" "无偿" "无障碍" "无论" "无误" "无缝" "未来" "并联" "合并" "一并" "并行" "另行" "含义" "平等" "等级" "等待" "高等" "同等" "首都"
        "成都" "都市" "比例尺" "比如" "比较" "评比" "比对" "由此" "理由" "自由" "少数" "多数" "不少" "至少" "缺少" "分析" "部分" "充分" "十分" "分管" "分工" "分级" "分解" "分组" "看到" "看齐" "转变" "转化"
        "转型" "转载" "转发" "转办" "流转" "周转" "运转" "好转" "留意" "保留" "留住" "看待" "增强" "减轻" "减负" "增进" "多元" "多样" "多方" "多部门" "许多" "从严" "从事" "从而" "从业" "以及" "以上"
        "以下" "以来" "以内" "按需" "按月" "按季" "会同" "社会" "机会" "场所" "场景" "现场会" "市场" "立场" "内容建设" "率先" "效率" "全媒体" "会计" "统计表" "统计期" "计划" "设计" "审计" "会议室" "类似" "种类" "完成"
        "成效" "成果" "成立" "形成" "成员" "由来" "不公开" "公开栏目" "公开条例" "公开指南" "公开专栏" "公开目录" "公开工作" "公开年度" "公开事项" "公开平台" "公开标准" "公开领导" "公开培训" "公开意识"
        "公开制度" "公开机制" "公开质量" "公开水平" "公开要求" "公开力度" "公开工作年度报告" "信息公开条例" "信息公开指南" "信息公开专栏" "信息公开目录" "信息公开制度" "信息公开平台" "行政许可法"
        "行政处罚法" "行政诉讼法" "行政复议法" "申请表" "申请书" "申请渠道" "申请流程" "申请条件" "申请材料" "被申请人" "案件" "端口" "终端" "高端" "末端" "极端" "客户" "政府网站工作" "解读方案" "处理情况"
        "办理情况" "办理流程" "办理机制" "答复文书" "答复书" "答复流程" "答复期限" "办理期限" "答复时限" "办理时限" "办结时限" "办结期限" "处理时限" "维持秩序" "撤销账号" "规章制度" "决定性" "参与" "复议权" "诉讼权" "登记制度" "登记台账" "年度内" "等次" "个人信息" "审核把关" "留痕" "留学" "滞留";
}

static INDEX: Index<COUNT> = index(&WORDS);

impl Word {
    /// The longest word at `at` and its length in bytes, where `bytes` has a character of three bytes.
    #[inline]
    pub(super) fn at(bytes: &[u8], at: usize) -> Option<(Self, usize)> {
        INDEX.longest(&WORDS, bytes, at)
    }

    pub(super) const fn is_mark(self) -> bool {
        matches!(
            self,
            Self::Comma | Self::Stop | Self::Colon | Self::Semi | Self::End | Self::Open | Self::Close
        )
    }
}

/// A set of words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Seen(u128);

impl Seen {
    pub(super) const EMPTY: Self = Self(0);

    pub(super) const fn of(words: &[Word]) -> Self {
        let mut set = 0;
        let mut at = 0;
        while at < words.len() {
            set |= 1 << words[at] as u8;
            at += 1;
        }
        Self(set)
    }

    pub(super) fn insert(&mut self, word: Word) {
        self.0 |= 1 << word as u8;
    }

    pub(super) const fn has(self, word: Word) -> bool {
        self.0 >> word as u8 & 1 == 1
    }

    pub(super) const fn without(self, word: Word) -> Self {
        Self(self.0 & !(1 << word as u8))
    }

    pub(super) const fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn only(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl std::ops::BitOr for Seen {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
