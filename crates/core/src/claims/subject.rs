//! What a claim counts, where it is one of the things that the official tables count too.

macro_rules! subjects {
    ($($(#[$doc:meta])* $subject:ident $key:literal $title:literal,)*) => {
        /// What a claim counts. [`Subject::Unknown`] wherever the words leave a doubt: a wrong subject accuses somebody.
        ///
        /// Append only: the wire holds the number.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u16)]
        pub enum Subject {
            $($(#[$doc])* $subject,)*
        }

        impl Subject {
            pub const ALL: &[Self] = &[$(Self::$subject,)*];

            /// In JSON and TOML.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$subject => $key,)* }
            }

            /// In messages.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$subject => $title,)* }
            }
        }
    };
}

subjects! {
    Unknown "unknown" "未识别事项",
    /// 收到、新收、受理政府信息公开申请.
    RequestsReceived "requests_received" "收到政府信息公开申请",
    /// 办结、答复政府信息公开申请.
    RequestsHandled "requests_handled" "办结政府信息公开申请",
    RequestsCarriedIn "requests_carried_in" "上年结转政府信息公开申请",
    RequestsCarriedOut "requests_carried_out" "结转下年度政府信息公开申请",
    Granted "granted" "予以公开",
    PartlyGranted "partly_granted" "部分公开",
    Denied "denied" "不予公开",
    Unavailable "unavailable" "无法提供",
    Unprocessed "unprocessed" "不予处理",
    OtherHandling "other_handling" "其他处理",
    ByNaturalPerson "by_natural_person" "自然人申请",
    /// 法人或其他组织, all five kinds together.
    ByOrganisation "by_organisation" "法人或其他组织申请",
    ByCommercial "by_commercial" "商业企业申请",
    ByResearch "by_research" "科研机构申请",
    ByWelfare "by_welfare" "社会公益组织申请",
    ByLegalService "by_legal_service" "法律服务机构申请",
    ByOtherOrganisation "by_other_organisation" "其他组织申请",
    ResponseRate "response_rate" "申请办结率",
    /// Cases because of 政府信息公开 only.
    Reconsideration "reconsideration" "政府信息公开行政复议",
    /// Cases because of 政府信息公开 only.
    Litigation "litigation" "政府信息公开行政诉讼",
    ReconsiderationUpheld "reconsideration_upheld" "行政复议结果维持",
    ReconsiderationCorrected "reconsideration_corrected" "行政复议结果纠正",
    LitigationUpheld "litigation_upheld" "行政诉讼结果维持",
    LitigationCorrected "litigation_corrected" "行政诉讼结果纠正",
    /// 主动公开政府信息 N 条, of the whole year and all channels.
    DisclosedTotal "disclosed_total" "主动公开政府信息",
    RulesIssued "rules_issued" "规章制发",
    RulesRepealed "rules_repealed" "规章废止",
    RulesInForce "rules_in_force" "现行有效规章",
    DocumentsIssued "documents_issued" "行政规范性文件制发",
    DocumentsRepealed "documents_repealed" "行政规范性文件废止",
    DocumentsInForce "documents_in_force" "现行有效行政规范性文件",
    LicensingDecisions "licensing_decisions" "行政许可处理决定",
    PenaltyDecisions "penalty_decisions" "行政处罚处理决定",
    CoercionDecisions "coercion_decisions" "行政强制处理决定",
    /// 行政事业性收费, in 元.
    Fees "fees" "行政事业性收费",
    /// 信息处理费, in 元.
    ProcessingFee "processing_fee" "信息处理费",
    /// 政府集中采购, in 元.
    Procurement "procurement" "政府集中采购",
    /// 本报告由N个部分组成.
    ReportParts "report_parts" "报告组成部分",
    ReconsiderationOther "reconsideration_other" "行政复议其他结果",
    ReconsiderationPending "reconsideration_pending" "行政复议尚未审结",
    LitigationOther "litigation_other" "行政诉讼其他结果",
    LitigationPending "litigation_pending" "行政诉讼尚未审结",
    Trainings "trainings" "培训",
    PeopleTrained "people_trained" "培训人数",
    Interpretations "interpretations" "政策解读",
    Bulletins "bulletins" "政府公报",
    /// 留言, 来信, 热线 and the like, and never a request for information.
    MessagesReceived "messages_received" "收到留言和诉求",
    MessagesAnswered "messages_answered" "答复留言和诉求",
    /// 政务新媒体 that exist.
    MediaAccounts "media_accounts" "政务新媒体账号",
    MediaClosed "media_closed" "关停注销的政务新媒体账号",
    Websites "websites" "政府网站",
    Meetings "meetings" "会议",
    PressConferences "press_conferences" "新闻发布会",
    Staff "staff" "政务公开工作人员",
    /// 本年新公开规范性文件, a column of the form of 2019.
    DocumentsNewlyPublic "documents_newly_public" "规范性文件新公开",
    /// 对外公开的规范性文件总数, a column of the form of 2019.
    DocumentsPublic "documents_public" "对外公开的规范性文件",
    /// 予以公开 and 部分公开 in one number.
    GrantedOrPartly "granted_or_partly" "予以公开和部分公开",
    /// 本年新收 and 上年结转 in one number.
    ReceivedWithCarried "received_with_carried" "本年新收和上年结转",
    LitigationDirect "litigation_direct" "直接起诉",
    LitigationAfter "litigation_after" "复议后起诉",
    ReconsiderationSettled "reconsideration_settled" "行政复议已审结",
    LitigationSettled "litigation_settled" "行政诉讼已审结",
    /// 行政复议 and 行政诉讼 in one number.
    Disputes "disputes" "行政复议和行政诉讼",
}

impl Subject {
    #[inline]
    pub(crate) fn from_wire(number: impl Into<u64>) -> Self {
        Self::ALL.get(number.into() as usize).copied().unwrap_or(Self::Unknown)
    }

    /// Several things that the tables count in rows of their own, or one of two that others count together.
    pub const fn is_joint(self) -> bool {
        matches!(
            self,
            Self::GrantedOrPartly
                | Self::ReceivedWithCarried
                | Self::LitigationDirect
                | Self::LitigationAfter
                | Self::Disputes
        )
    }

    /// One of the things that the official tables count, or of the report itself.
    pub const fn is_tabled(self) -> bool {
        !matches!(self, Self::Unknown) && self as u16 <= Self::LitigationPending as u16
    }

    /// The kind of division that a subject belongs to: parts of one list are of one kind.
    pub(super) const fn family(self) -> Family {
        match self {
            Self::RequestsReceived
            | Self::RequestsHandled
            | Self::RequestsCarriedIn
            | Self::RequestsCarriedOut => Family::Flow,
            Self::Granted
            | Self::PartlyGranted
            | Self::Denied
            | Self::Unavailable
            | Self::Unprocessed
            | Self::OtherHandling => Family::Result,
            Self::ByNaturalPerson
            | Self::ByOrganisation
            | Self::ByCommercial
            | Self::ByResearch
            | Self::ByWelfare
            | Self::ByLegalService
            | Self::ByOtherOrganisation => Family::Applicant,
            Self::Reconsideration | Self::Litigation => Family::Dispute,
            Self::ReconsiderationUpheld
            | Self::ReconsiderationCorrected
            | Self::ReconsiderationOther
            | Self::ReconsiderationPending
            | Self::LitigationUpheld
            | Self::LitigationCorrected
            | Self::LitigationOther
            | Self::LitigationPending => Family::Outcome,
            _ => Family::Unknown,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    Unknown,
    Flow,
    Result,
    Applicant,
    Dispute,
    Outcome,
}
