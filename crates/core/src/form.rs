//! The two official forms: parts, tables, rows and columns, with the words a reader knows them by.
//!
//! This is the glossary: keys (English, in JSON, TOML and fixtures) meet titles (Chinese, in messages and equations)
//! and the labels that the forms print, here and nowhere else. Sources: 国办公开办函〔2019〕60号 and 〔2021〕30号, annexes.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Which official form a report follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Edition {
    /// Before the unified forms (report years to 2018): no fixed tables.
    #[serde(rename = "before-2019")]
    Before2019,
    /// 国办公开办函〔2019〕60号, report years 2019 and 2020.
    #[serde(rename = "2019")]
    E2019,
    /// 国办公开办函〔2021〕30号, report years from 2021.
    #[serde(rename = "2021")]
    E2021,
}

impl Edition {
    /// The form that is due for a report year.
    pub const fn due(year: u16) -> Self {
        match year {
            ..2019 => Self::Before2019,
            2019..2021 => Self::E2019,
            _ => Self::E2021,
        }
    }

    pub const fn key(self) -> &'static str {
        match self {
            Self::Before2019 => "before-2019",
            Self::E2019 => "2019",
            Self::E2021 => "2021",
        }
    }

    /// The document that prescribes the form.
    pub const fn document(self) -> &'static str {
        match self {
            Self::Before2019 => "2019年以前的做法",
            Self::E2019 => "国办公开办函〔2019〕60号",
            Self::E2021 => "国办公开办函〔2021〕30号",
        }
    }

    pub(crate) const fn from_wire(byte: u8) -> Option<Self> {
        match byte {
            1 => Some(Self::Before2019),
            2 => Some(Self::E2019),
            3 => Some(Self::E2021),
            _ => None,
        }
    }

    pub(crate) const fn to_wire(edition: Option<Self>) -> u8 {
        match edition {
            None => 0,
            Some(Self::Before2019) => 1,
            Some(Self::E2019) => 2,
            Some(Self::E2021) => 3,
        }
    }
}

/// A row or a column of an official table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// In JSON, TOML and fixtures.
    pub key: &'static str,
    /// In messages and equations.
    pub title: &'static str,
    /// As the form prints it, of the newer edition where they differ.
    pub printed: &'static str,
}

/// Declares the rows or columns of a table: variants, keys, titles and printed labels in the form's order.
macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $key:literal, $title:literal, $printed:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum $name { $(#[doc = $printed] $variant,)* }

        impl $name {
            /// In the form's order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            const LABELS: &[Label] = &[$(Label { key: $key, title: $title, printed: $printed },)*];

            pub const fn key(self) -> &'static str { Self::LABELS[self as usize].key }

            pub const fn title(self) -> &'static str { Self::LABELS[self as usize].title }
        }
    };
}

labels! {
    /// A row of 表三, 收到和处理政府信息公开申请情况 (单位：件). `Other` is the one row 其他处理 of the 2019 form,
    /// `NoCorrection`, `NoPayment` and `OtherReason` are the three rows of the 2021 form.
    RequestLine {
        New = "new", "本年新收", "一、本年新收政府信息公开申请数量";
        CarriedIn = "carried_in", "上年结转", "二、上年结转政府信息公开申请数量";
        Granted = "granted", "予以公开", "（一）予以公开";
        PartlyGranted = "partly_granted", "部分公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）";
        StateSecret = "denied.state_secret", "属于国家秘密", "1.属于国家秘密";
        LawProhibited = "denied.law_prohibited", "其他法律行政法规禁止公开", "2.其他法律行政法规禁止公开";
        PublicSecurity = "denied.public_security", "危及“三安全一稳定”", "3.危及“三安全一稳定”";
        ThirdParty = "denied.third_party", "保护第三方合法权益", "4.保护第三方合法权益";
        InternalAffairs = "denied.internal_affairs", "属于三类内部事务信息", "5.属于三类内部事务信息";
        ProcessInfo = "denied.process_info", "属于四类过程性信息", "6.属于四类过程性信息";
        EnforcementFile = "denied.enforcement_file", "属于行政执法案卷", "7.属于行政执法案卷";
        AdminQuery = "denied.admin_query", "属于行政查询事项", "8.属于行政查询事项";
        NotHeld = "unavailable.not_held", "本机关不掌握相关政府信息", "1.本机关不掌握相关政府信息";
        NeedsCreation = "unavailable.needs_creation", "没有现成信息需要另行制作", "2.没有现成信息需要另行制作";
        Unclear = "unavailable.unclear", "补正后申请内容仍不明确", "3.补正后申请内容仍不明确";
        Petition = "unprocessed.petition", "信访举报投诉类申请", "1.信访举报投诉类申请";
        Repeat = "unprocessed.repeat", "重复申请", "2.重复申请";
        Publication = "unprocessed.publication", "要求提供公开出版物", "3.要求提供公开出版物";
        Excessive = "unprocessed.excessive", "无正当理由大量反复申请", "4.无正当理由大量反复申请";
        Confirmation = "unprocessed.confirmation", "要求行政机关确认或重新出具已获取信息", "5.要求行政机关确认或重新出具已获取信息";
        Other = "other", "其他处理", "（六）其他处理";
        NoCorrection = "other.no_correction", "逾期不补正", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请";
        NoPayment = "other.no_payment", "逾期未按收费通知要求缴纳费用", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请";
        OtherReason = "other.other", "其他处理之其他", "3.其他";
        Total = "total", "总计", "（七）总计";
        CarriedOut = "carried_out", "结转下年度", "四、结转下年度继续办理";
    }
}

labels! {
    /// A column of 表三: who applied.
    Applicant {
        NaturalPerson = "natural_person", "自然人", "自然人";
        Commercial = "commercial", "商业企业", "商业企业";
        Research = "research", "科研机构", "科研机构";
        PublicWelfare = "public_welfare", "社会公益组织", "社会公益组织";
        LegalService = "legal_service", "法律服务机构", "法律服务机构";
        Other = "other", "其他", "其他";
        Total = "total", "总计", "总计";
    }
}

labels! {
    /// A block of 表四, 政府信息公开行政复议、行政诉讼情况 (单位：件). The form prints the three side by side.
    DisputeKind {
        Reconsideration = "reconsideration", "行政复议", "行政复议";
        DirectLitigation = "direct_litigation", "未经复议直接起诉", "未经复议直接起诉";
        LitigationAfterReconsideration = "litigation_after_reconsideration", "复议后起诉", "复议后起诉";
    }
}

labels! {
    /// A column of each block of 表四.
    DisputeResult {
        Upheld = "upheld", "结果维持", "结果维持";
        Corrected = "corrected", "结果纠正", "结果纠正";
        Other = "other", "其他结果", "其他结果";
        Pending = "pending", "尚未审结", "尚未审结";
        Total = "total", "总计", "总计";
    }
}

labels! {
    /// A row of 表二, 主动公开政府信息情况. The 2021 form has no `OtherServices` and no `Procurement`.
    ProactiveLine {
        Rules = "rules", "规章", "规章";
        NormativeDocuments = "normative_documents", "规范性文件", "行政规范性文件";
        Licensing = "licensing", "行政许可", "行政许可";
        OtherServices = "other_services", "其他对外管理服务事项", "其他对外管理服务事项";
        Penalties = "penalties", "行政处罚", "行政处罚";
        Coercion = "coercion", "行政强制", "行政强制";
        Fees = "fees", "行政事业性收费", "行政事业性收费";
        Procurement = "procurement", "政府集中采购", "政府集中采购";
    }
}

labels! {
    /// A column of 表二; which row has which depends on the edition, see [`Table::expects`]. Counts are 件 or 项;
    /// `Amount` is money: 万元 for fees in the 2021 form, without a printed unit for procurement in the 2019 form.
    ProactiveColumn {
        Made = "made", "本年新制作数量", "本年新制作数量";
        NewlyPublic = "newly_public", "本年新公开数量", "本年新公开数量";
        TotalPublic = "total_public", "对外公开总数量", "对外公开总数量";
        LastYearItems = "last_year_items", "上一年项目数量", "上一年项目数量";
        Change = "change", "本年增/减", "本年增/减";
        Decisions = "decisions", "处理决定数量", "本年处理决定数量";
        Projects = "projects", "采购项目数量", "采购项目数量";
        Amount = "amount", "金额", "本年收费金额（单位：万元）";
        Issued = "issued", "本年制发件数", "本年制发件数";
        Repealed = "repealed", "本年废止件数", "本年废止件数";
        InForce = "in_force", "现行有效件数", "现行有效件数";
    }
}

/// One of the three official tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum Table {
    /// 表二, part two.
    Proactive,
    /// 表三, part three.
    Requests,
    /// 表四, part four.
    Disputes,
}

impl Table {
    pub const ALL: [Self; 3] = [Self::Proactive, Self::Requests, Self::Disputes];

    pub const fn key(self) -> &'static str {
        ["proactive", "requests", "disputes"][self as usize]
    }

    pub const fn title(self) -> &'static str {
        ["表二", "表三", "表四"][self as usize]
    }

    /// The part it stands in: 2, 3 or 4.
    pub const fn part(self) -> u8 {
        self as u8 + 2
    }

    /// What people call it: its title first, its key last.
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Proactive => &["表二", "表2", "proactive"],
            Self::Requests => &["表三", "表3", "requests"],
            Self::Disputes => &["表四", "表4", "disputes"],
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.names().contains(&key))
    }

    pub(crate) const fn from_wire(byte: u8) -> Option<Self> {
        match byte {
            0 => Some(Self::Proactive),
            1 => Some(Self::Requests),
            2 => Some(Self::Disputes),
            _ => None,
        }
    }

    /// Of both editions together, in the order of the form.
    pub const fn rows(self) -> &'static [Label] {
        match self {
            Self::Proactive => ProactiveLine::LABELS,
            Self::Requests => RequestLine::LABELS,
            Self::Disputes => DisputeKind::LABELS,
        }
    }

    pub const fn columns(self) -> &'static [Label] {
        match self {
            Self::Proactive => ProactiveColumn::LABELS,
            Self::Requests => Applicant::LABELS,
            Self::Disputes => DisputeResult::LABELS,
        }
    }

    /// The number of cells in both editions together.
    pub const fn size(self) -> usize {
        self.rows().len() * self.columns().len()
    }

    /// Whether the form of that edition has such a cell.
    pub fn expects(self, edition: Edition, row: u8, column: u8) -> bool {
        self.expected_columns(edition, row).contains(&column)
    }

    /// The columns that a row has in that edition, in the order of the form; none where the edition lacks the row.
    pub fn expected_columns(self, edition: Edition, row: u8) -> &'static [u8] {
        use ProactiveColumn as C;
        use ProactiveLine as R;
        const SEVEN: &[u8] = &[0, 1, 2, 3, 4, 5, 6];
        const FIVE: &[u8] = &[0, 1, 2, 3, 4];
        if edition == Edition::Before2019 {
            return &[];
        }
        let newer = edition == Edition::E2021;
        match self {
            Self::Requests => match RequestLine::ALL.get(row as usize) {
                Some(RequestLine::Other) if newer => &[],
                Some(RequestLine::NoCorrection | RequestLine::NoPayment | RequestLine::OtherReason)
                    if !newer =>
                {
                    &[]
                }
                Some(_) => SEVEN,
                None => &[],
            },
            Self::Disputes if (row as usize) < DisputeKind::ALL.len() => FIVE,
            Self::Disputes => &[],
            Self::Proactive => match (ProactiveLine::ALL.get(row as usize), newer) {
                (Some(R::Rules | R::NormativeDocuments), false) => {
                    &[C::Made as u8, C::NewlyPublic as u8, C::TotalPublic as u8]
                }
                (Some(R::Rules | R::NormativeDocuments), true) => {
                    &[C::Issued as u8, C::Repealed as u8, C::InForce as u8]
                }
                (Some(R::Licensing | R::OtherServices | R::Penalties | R::Coercion), false) => {
                    &[C::LastYearItems as u8, C::Change as u8, C::Decisions as u8]
                }
                (Some(R::Licensing | R::Penalties | R::Coercion), true) => &[C::Decisions as u8],
                (Some(R::Fees), false) => &[C::LastYearItems as u8, C::Change as u8],
                (Some(R::Fees), true) => &[C::Amount as u8],
                (Some(R::Procurement), false) => &[C::Projects as u8, C::Amount as u8],
                _ => &[],
            },
        }
    }
}

/// A cell of an official table, by its place in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellId {
    pub table: Table,
    /// Of [`Table::rows`].
    pub row: u8,
    /// Of [`Table::columns`].
    #[serde(rename = "col")]
    pub column: u8,
}

impl CellId {
    pub const fn requests(line: RequestLine, applicant: Applicant) -> Self {
        Self { table: Table::Requests, row: line as u8, column: applicant as u8 }
    }

    pub const fn disputes(kind: DisputeKind, result: DisputeResult) -> Self {
        Self { table: Table::Disputes, row: kind as u8, column: result as u8 }
    }

    pub const fn proactive(line: ProactiveLine, column: ProactiveColumn) -> Self {
        Self { table: Table::Proactive, row: line as u8, column: column as u8 }
    }

    /// Whether row and column are those of the table.
    pub fn exists(self) -> bool {
        (self.row as usize) < self.table.rows().len() && (self.column as usize) < self.table.columns().len()
    }

    /// `None` for a cell that is not on the form.
    pub fn row_label(self) -> Option<&'static Label> {
        self.table.rows().get(self.row as usize)
    }

    pub fn column_label(self) -> Option<&'static Label> {
        self.table.columns().get(self.column as usize)
    }

    pub(crate) fn index(self) -> usize {
        self.row as usize * self.table.columns().len() + self.column as usize
    }
}

impl From<(RequestLine, Applicant)> for CellId {
    fn from((line, applicant): (RequestLine, Applicant)) -> Self {
        Self::requests(line, applicant)
    }
}

impl From<(DisputeKind, DisputeResult)> for CellId {
    fn from((kind, result): (DisputeKind, DisputeResult)) -> Self {
        Self::disputes(kind, result)
    }
}

impl From<(ProactiveLine, ProactiveColumn)> for CellId {
    fn from((line, column): (ProactiveLine, ProactiveColumn)) -> Self {
        Self::proactive(line, column)
    }
}

/// `表三·上年结转·自然人`, as users see it in text and in JSON.
impl fmt::Display for CellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = self.row_label().map_or("？", |label| label.title);
        let column = self.column_label().map_or("？", |label| label.title);
        write!(f, "{}·{row}·{column}", self.table.title())
    }
}

/// A part of the report, by its number on the form: 1 to 6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartName {
    pub key: &'static str,
    pub numeral: &'static str,
    /// The heading of both official forms, without its numeral.
    pub heading: &'static str,
}

/// The six parts in order; part `n` is `PARTS[n - 1]`.
pub const PARTS: [PartName; 6] = [
    PartName { key: "overview", numeral: "一", heading: "总体情况" },
    PartName { key: "proactive", numeral: "二", heading: "主动公开政府信息情况" },
    PartName { key: "requests", numeral: "三", heading: "收到和处理政府信息公开申请情况" },
    PartName {
        key: "disputes", numeral: "四", heading: "政府信息公开行政复议、行政诉讼情况"
    },
    PartName { key: "problems", numeral: "五", heading: "存在的主要问题及改进情况" },
    PartName { key: "other", numeral: "六", heading: "其他需要报告的事项" },
];

/// The value of an ordinal from 一 to 十, 0 for anything else.
pub fn ordinal(numeral: &str) -> u8 {
    let mut characters = numeral.chars();
    let (Some(digit), None) = (characters.next(), characters.next()) else { return 0 };
    "一二三四五六七八九十".chars().position(|c| c == digit).map_or(0, |at| at as u8 + 1)
}

/// The ordinal of `（一）…` at the head of a line, 0 for other lines.
pub fn sub_heading(line: &str) -> u8 {
    let Some(rest) = line.strip_prefix(['（', '(']) else { return 0 };
    rest.split_once(['）', ')']).map_or(0, |(numeral, _)| ordinal(numeral))
}

/// Whose report it is, by level of government.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// 国务院.
    National,
    /// 省、自治区、直辖市人民政府.
    Province,
    /// 设区的市、自治州、盟人民政府.
    City,
    /// 县、不设区的市、区、旗人民政府.
    County,
    /// 乡、镇人民政府，街道办事处.
    Township,
    /// A department of a government; see [`crate::report::Agency::of`].
    Department,
}

impl Level {
    pub const ALL: [Self; 6] =
        [Self::National, Self::Province, Self::City, Self::County, Self::Township, Self::Department];

    pub const fn key(self) -> &'static str {
        ["national", "province", "city", "county", "township", "department"][self as usize]
    }

    pub const fn title(self) -> &'static str {
        ["国务院", "省级政府", "市级政府", "县级政府", "乡镇、街道", "政府部门"][self as usize]
    }

    /// What people call it in rules and profiles: its key first, then the usual Chinese word.
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::National => &["national", "国家", "国务院"],
            Self::Province => &["province", "省", "省级", "省级政府", "自治区", "直辖市"],
            Self::City => &["city", "市", "市级", "市级政府", "州", "自治州", "盟"],
            Self::County => &["county", "县", "县级", "县级政府", "区", "旗"],
            Self::Township => &["township", "乡镇", "乡镇街道", "乡镇、街道", "街道"],
            Self::Department => &["department", "部门", "政府部门"],
        }
    }

    /// The level that a word means.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.names().contains(&word))
    }

    pub(crate) fn from_wire(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| *level as u8 + 1 == byte)
    }

    pub(crate) fn to_wire(level: Option<Self>) -> u8 {
        level.map_or(0, |level| level as u8 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// formats.md: 22 + 161 + 15 values in the 2019 form, 10 + 175 + 15 in the 2021 form.
    #[test]
    fn the_forms_have_their_cells() {
        let count = |table: Table, edition| {
            (0..table.rows().len() as u8).map(|row| table.expected_columns(edition, row).len()).sum::<usize>()
        };
        assert_eq!(Table::ALL.map(|table| count(table, Edition::E2019)), [22, 161, 15]);
        assert_eq!(Table::ALL.map(|table| count(table, Edition::E2021)), [10, 175, 15]);
        assert_eq!(Table::ALL.map(|table| count(table, Edition::Before2019)), [0, 0, 0]);
    }

    #[test]
    fn sub_headings_are_told_by_their_numeral() {
        for (line, expected) in [
            ("（一）主动公开", 1),
            ("(十)其他", 10),
            ("（十一）其他", 0),
            ("（1）其他", 0),
            ("（一", 0),
            ("一、", 0),
        ] {
            assert_eq!(sub_heading(line), expected, "{line}");
        }
    }

    #[test]
    fn a_cell_is_named_as_users_know_it() {
        let cell = CellId::from((RequestLine::CarriedIn, Applicant::NaturalPerson));
        assert_eq!(cell.to_string(), "表三·上年结转·自然人");
    }
}
