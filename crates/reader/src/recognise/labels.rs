//! The words of the three tables: what a printed label stands for, exactly or with a small mistake.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use gouji_core::form::{Applicant as A, ProactiveColumn as PC, ProactiveLine as PL};
use gouji_core::form::{DisputeKind, DisputeResult, Edition, RequestLine, Table};
use gouji_core::report::Fit;
use strsim::levenshtein;

use crate::recognise::words::{Words, tolerance};

/// What a label says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Row(Table, u8),
    Column(Table, u8),
    /// Heads rows of 表三; values behind it are their sub-total: 三、本年度办理结果, （三）不予公开.
    Group,
    /// 第二十条第（一）项: a band of 表二 begins.
    Band,
    /// A block of 表四, by its row in [`Table::rows`].
    Block(u8),
    /// Belongs to a table and says nothing else: 信息内容, 申请人情况, 行政诉讼.
    Caption(Table),
    /// 小计, 合计.
    SubTotal,
    /// 总计: a row of 表三 or a column of 表三 or 表四.
    Total,
    /// 其他: a column of 表三, or the last row of its block 其他处理.
    Other,
    /// 其他处理: a row of 表三 in the 2019 form, the head of three rows in the 2021 form.
    OtherHandling,
}

impl Sign {
    pub(super) const fn table(self) -> Option<Table> {
        match self {
            Self::Row(table, _) | Self::Column(table, _) | Self::Caption(table) => Some(table),
            Self::Group | Self::OtherHandling => Some(Table::Requests),
            Self::Band => Some(Table::Proactive),
            Self::Block(_) => Some(Table::Disputes),
            Self::SubTotal | Self::Total | Self::Other => None,
        }
    }
}

/// A label that was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Label {
    pub(super) sign: Sign,
    pub(super) fit: Fit,
    /// The only form that prints it.
    pub(super) edition: Option<Edition>,
}

#[derive(Clone, Copy)]
struct Known {
    label: Label,
    /// The ordinal that the form prints before it.
    ordinal: u8,
}

pub(super) struct Labels {
    exact: HashMap<Box<str>, Known, BuildHasherDefault<Fnv>>,
    /// For small mistakes: the keys with their number of characters.
    known: Vec<(Box<str>, usize, Known)>,
}

/// Built once.
pub(super) static LABELS: LazyLock<Labels> = LazyLock::new(Labels::new);

impl Labels {
    fn new() -> Self {
        let mut labels = Self { exact: HashMap::default(), known: Vec::new() };
        for table in Table::ALL {
            for (row, label) in (0_u8..).zip(table.rows()) {
                labels.add(label.printed, row_sign(table, row), Fit::Official, row_edition(table, row));
            }
            for (column, label) in (0_u8..).zip(table.columns()) {
                let sign = column_sign(table, column);
                labels.add(label.printed, sign, Fit::Official, column_edition(table, column));
            }
        }
        for &(text, sign, fit, edition) in OTHERS {
            labels.add(text, sign, fit, edition);
        }
        labels
    }

    fn add(&mut self, text: &str, sign: Sign, fit: Fit, edition: Option<Edition>) {
        let mut words = Words::default();
        words.read(text);
        let key: Box<str> = words.key.into();
        let known = Known { label: Label { sign, fit, edition }, ordinal: words.ordinal };
        if self.exact.contains_key(&key) {
            return;
        }
        self.known.push((key.clone(), key.chars().count(), known));
        self.exact.insert(key, known);
    }

    pub(super) fn exactly(&self, words: &Words) -> Option<Label> {
        let known = self.exact.get(words.key.as_str())?;
        let mut label = known.label;
        if label.fit == Fit::Official && known.ordinal != words.ordinal {
            label.fit = Fit::Variant;
        }
        Some(label)
    }

    /// The one label that is nearest, if it is near enough and no other is as near. Labels of two and three characters
    /// have to be exact. Only labels of `table` are looked at.
    pub(super) fn nearly(&self, words: &Words, table: Table) -> Option<Label> {
        let characters = words.key.chars().count();
        if !(3..=60).contains(&characters) || words.is_sentence {
            return None;
        }
        let mut best: Option<(usize, Label)> = None;
        let mut tied = false;
        for (key, length, known) in &self.known {
            let allowed = tolerance(*length);
            if known.label.sign.table() != Some(table) || length.abs_diff(characters) > allowed {
                continue;
            }
            let distance = levenshtein(key, &words.key);
            if distance > allowed {
                continue;
            }
            match best {
                Some((nearest, _)) if nearest < distance => {}
                Some((nearest, label)) if nearest == distance => tied |= label.sign != known.label.sign,
                _ => {
                    best = Some((distance, Label { fit: Fit::Misspelt, ..known.label }));
                    tied = false;
                }
            }
        }
        best.filter(|_| !tied).map(|(_, label)| label)
    }
}

impl Labels {
    /// The one row whose label begins with these words, if they are enough to tell it.
    pub(super) fn begun(&self, words: &Words, table: Table) -> Option<Label> {
        if words.key.chars().count() < 6 || words.is_sentence || words.ends_in_digit {
            return None;
        }
        let mut of_table = self.known.iter().filter_map(|(key, _, known)| {
            let row = matches!(known.label.sign, Sign::Row(of, _) if of == table);
            (row && key.starts_with(words.key.as_str())).then_some(known.label)
        });
        let first = of_table.next()?;
        of_table.all(|label| label.sign == first.sign).then_some(Label { fit: Fit::Misspelt, ..first })
    }
}

fn row_sign(table: Table, row: u8) -> Sign {
    match (table, RequestLine::ALL.get(usize::from(row))) {
        (Table::Requests, Some(RequestLine::Other)) => Sign::OtherHandling,
        (Table::Requests, Some(RequestLine::OtherReason)) => Sign::Other,
        (Table::Requests, Some(RequestLine::Total)) => Sign::Total,
        (Table::Disputes, _) => Sign::Block(row),
        _ => Sign::Row(table, row),
    }
}

fn column_sign(table: Table, column: u8) -> Sign {
    match table {
        Table::Requests if column == A::Other as u8 => Sign::Other,
        Table::Requests if column == A::Total as u8 => Sign::Total,
        Table::Disputes if column == DisputeResult::Total as u8 => Sign::Total,
        _ => Sign::Column(table, column),
    }
}

/// The form that alone prints this row. 其他处理 stands in both, as a row or as the head of rows.
fn row_edition(table: Table, row: u8) -> Option<Edition> {
    let old = !table.expected_columns(Edition::E2019, row).is_empty();
    let new = !table.expected_columns(Edition::E2021, row).is_empty();
    match (old, new) {
        // Labels are printed as in the newer form.
        _ if table == Table::Proactive && row == PL::NormativeDocuments as u8 => Some(Edition::E2021),
        _ if table == Table::Requests && row == RequestLine::Other as u8 => None,
        _ if table == Table::Requests && row == RequestLine::OtherReason as u8 => None,
        (true, false) => Some(Edition::E2019),
        (false, true) => Some(Edition::E2021),
        _ => None,
    }
}

fn column_edition(table: Table, column: u8) -> Option<Edition> {
    let of_2019 = [PC::Made, PC::NewlyPublic, PC::TotalPublic, PC::LastYearItems, PC::Change, PC::Projects];
    match table {
        Table::Proactive if of_2019.iter().any(|&c| c as u8 == column) => Some(Edition::E2019),
        Table::Proactive => Some(Edition::E2021),
        _ => None,
    }
}

/// What the forms print besides, and other wordings that are met. `Official` are words of a form.
const OTHERS: &[(&str, Sign, Fit, Option<Edition>)] = {
    use Fit::{Misspelt, Official, Variant};
    use Sign::{Band, Block, Caption, Column, Group, OtherHandling, Row, SubTotal, Total};
    use Table::{Disputes, Proactive, Requests};
    const OLD: Option<Edition> = Some(Edition::E2019);
    const NEW: Option<Edition> = Some(Edition::E2021);
    const BOTH: Option<Edition> = None;
    const fn requests(line: RequestLine) -> Sign {
        Row(Requests, line as u8)
    }
    const fn proactive(column: PC) -> Sign {
        Column(Proactive, column as u8)
    }
    &[
        // 表二
        ("信息内容", Caption(Proactive), Official, BOTH),
        ("第二十条第（一）项", Band, Official, BOTH),
        ("第二十条第（五）项", Band, Official, BOTH),
        ("第二十条第（六）项", Band, Official, BOTH),
        ("第二十条第（八）项", Band, Official, BOTH),
        ("第二十条第（九）项", Band, Official, OLD),
        ("第二十条（一）项", Band, Variant, BOTH),
        ("第二十条（五）项", Band, Variant, BOTH),
        ("第二十条（六）项", Band, Variant, BOTH),
        ("第二十条（八）项", Band, Variant, BOTH),
        ("第二十条（九）项", Band, Variant, OLD),
        ("规范性文件", Row(Proactive, PL::NormativeDocuments as u8), Official, BOTH),
        ("其他对外管理服务事项数量", Row(Proactive, PL::OtherServices as u8), Variant, OLD),
        ("行政事业性收费项目", Row(Proactive, PL::Fees as u8), Variant, BOTH),
        ("政府集中采购项目", Row(Proactive, PL::Procurement as u8), Variant, OLD),
        ("处理决定数量", proactive(PC::Decisions), Official, BOTH),
        ("采购总金额", proactive(PC::Amount), Official, OLD),
        ("采购金额", proactive(PC::Amount), Variant, OLD),
        ("采购项目数", proactive(PC::Projects), Variant, OLD),
        ("本年收费金额", proactive(PC::Amount), Variant, NEW),
        ("本年收费金额（万元）", proactive(PC::Amount), Variant, NEW),
        ("本年度收费金额（单位：万元）", proactive(PC::Amount), Variant, NEW),
        ("收费金额（单位：万元）", proactive(PC::Amount), Variant, NEW),
        ("收费金额", proactive(PC::Amount), Variant, NEW),
        ("本年新制作数", proactive(PC::Made), Variant, OLD),
        ("本年度新制作数量", proactive(PC::Made), Variant, OLD),
        ("新制作数量", proactive(PC::Made), Variant, OLD),
        ("本年新公开数", proactive(PC::NewlyPublic), Variant, OLD),
        ("本年度新公开数量", proactive(PC::NewlyPublic), Variant, OLD),
        ("新公开数量", proactive(PC::NewlyPublic), Variant, OLD),
        ("对外公开总数", proactive(PC::TotalPublic), Variant, OLD),
        ("上年项目数量", proactive(PC::LastYearItems), Variant, OLD),
        ("上一年度项目数量", proactive(PC::LastYearItems), Variant, OLD),
        ("上年度项目数量", proactive(PC::LastYearItems), Variant, OLD),
        ("本年增", proactive(PC::Change), Misspelt, OLD),
        ("本年度增/减", proactive(PC::Change), Variant, OLD),
        ("本年增减数量", proactive(PC::Change), Variant, OLD),
        ("本年增（减）", proactive(PC::Change), Variant, OLD),
        ("本年处理决定数", proactive(PC::Decisions), Variant, NEW),
        ("本年度处理决定数量", proactive(PC::Decisions), Variant, NEW),
        ("本年制发数", proactive(PC::Issued), Variant, NEW),
        ("本年度制发数", proactive(PC::Issued), Variant, NEW),
        ("本年度制发件数", proactive(PC::Issued), Variant, NEW),
        ("制发件数", proactive(PC::Issued), Variant, NEW),
        ("本年废止数", proactive(PC::Repealed), Variant, NEW),
        ("本年度废止数", proactive(PC::Repealed), Variant, NEW),
        ("本年度废止件数", proactive(PC::Repealed), Variant, NEW),
        ("废止件数", proactive(PC::Repealed), Variant, NEW),
        ("现行有效件", proactive(PC::InForce), Misspelt, NEW),
        ("现行有效数", proactive(PC::InForce), Variant, NEW),
        ("现行有效数量", proactive(PC::InForce), Variant, NEW),
        // 表三
        (
            "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
            Caption(Requests),
            Official,
            BOTH,
        ),
        ("申请人情况", Caption(Requests), Official, BOTH),
        ("法人或其他组织", Caption(Requests), Official, BOTH),
        ("法人或者其他组织", Caption(Requests), Variant, BOTH),
        ("三、本年度办理结果", Group, Official, BOTH),
        ("本年办理结果", Group, Variant, BOTH),
        ("（三）不予公开", Group, Official, BOTH),
        ("（四）无法提供", Group, Official, BOTH),
        ("（五）不予处理", Group, Official, BOTH),
        ("六、其他处理情况", OtherHandling, Variant, BOTH),
        ("本年新收政府信息公开申请数", requests(RequestLine::New), Variant, BOTH),
        ("本年度新收政府信息公开申请数量", requests(RequestLine::New), Variant, BOTH),
        ("本年新收申请数量", requests(RequestLine::New), Variant, BOTH),
        ("本年新收", requests(RequestLine::New), Variant, BOTH),
        ("上年度结转政府信息公开申请数量", requests(RequestLine::CarriedIn), Variant, BOTH),
        ("上年结转政府信息公开申请数", requests(RequestLine::CarriedIn), Variant, BOTH),
        ("上年结转申请数量", requests(RequestLine::CarriedIn), Variant, BOTH),
        ("上年结转", requests(RequestLine::CarriedIn), Variant, BOTH),
        ("部分公开", requests(RequestLine::PartlyGranted), Variant, BOTH),
        ("申请人无正当理由逾期不补正", requests(RequestLine::NoCorrection), Variant, NEW),
        ("逾期不补正", requests(RequestLine::NoCorrection), Variant, NEW),
        ("申请人逾期未按收费通知要求缴纳费用", requests(RequestLine::NoPayment), Variant, NEW),
        ("逾期未按收费通知要求缴纳费用", requests(RequestLine::NoPayment), Variant, NEW),
        ("结转下年度", requests(RequestLine::CarriedOut), Variant, BOTH),
        ("结转下年继续办理", requests(RequestLine::CarriedOut), Variant, BOTH),
        ("总数", Total, Variant, BOTH),
        ("小计", SubTotal, Official, BOTH),
        ("合计", SubTotal, Official, BOTH),
        ("法人或其他组织小计", SubTotal, Official, BOTH),
        // 表四
        ("行政诉讼", Caption(Disputes), Official, BOTH),
        ("行政复议情况", Block(DisputeKind::Reconsideration as u8), Variant, BOTH),
        ("行政诉讼情况", Caption(Disputes), Variant, BOTH),
        ("行政诉讼未经复议直接起诉", Block(DisputeKind::DirectLitigation as u8), Variant, BOTH),
        ("行政诉讼复议后起诉", Block(DisputeKind::LitigationAfterReconsideration as u8), Variant, BOTH),
        ("未经复议直接起诉的行政诉讼", Block(DisputeKind::DirectLitigation as u8), Variant, BOTH),
        ("复议后起诉的行政诉讼", Block(DisputeKind::LitigationAfterReconsideration as u8), Variant, BOTH),
        ("直接起诉", Block(DisputeKind::DirectLitigation as u8), Variant, BOTH),
        ("直接提起诉讼", Block(DisputeKind::DirectLitigation as u8), Variant, BOTH),
        ("复议后提起诉讼", Block(DisputeKind::LitigationAfterReconsideration as u8), Variant, BOTH),
        ("经复议后提起诉讼", Block(DisputeKind::LitigationAfterReconsideration as u8), Variant, BOTH),
        ("未经复议直接诉讼", Block(DisputeKind::DirectLitigation as u8), Variant, BOTH),
        ("未经复议直接提起诉讼", Block(DisputeKind::DirectLitigation as u8), Variant, BOTH),
        ("经复议后起诉", Block(DisputeKind::LitigationAfterReconsideration as u8), Variant, BOTH),
        ("复议后诉讼", Block(DisputeKind::LitigationAfterReconsideration as u8), Variant, BOTH),
    ]
};

/// Fowler–Noll–Vo: the keys are short and not hostile (the table is fixed).
#[derive(Default)]
struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let seed = if self.0 == 0 { 0xcbf2_9ce4_8422_2325 } else { self.0 };
        self.0 =
            bytes.iter().fold(seed, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Words {
        let mut words = Words::default();
        words.read(text);
        words
    }

    #[track_caller]
    fn check(text: &str, expected: Option<(Sign, Fit)>) {
        let words = read(text);
        assert_eq!(LABELS.exactly(&words).map(|label| (label.sign, label.fit)), expected, "{text}");
    }

    #[track_caller]
    fn check_near(text: &str, table: Table, expected: Option<Sign>) {
        assert_eq!(LABELS.nearly(&read(text), table).map(|label| label.sign), expected, "{text}");
    }

    #[test]
    fn every_row_and_column_of_the_forms_is_known() {
        for table in Table::ALL {
            for (row, label) in (0_u8..).zip(table.rows()) {
                check(label.printed, Some((row_sign(table, row), Fit::Official)));
            }
            for (column, label) in (0_u8..).zip(table.columns()) {
                let sign = LABELS.exactly(&read(label.printed)).map(|label| label.sign);
                assert_eq!(sign, Some(column_sign(table, column)), "{}", label.printed);
            }
        }
    }

    #[test]
    fn other_wordings_are_known() {
        let row = |line: RequestLine| Sign::Row(Table::Requests, line as u8);
        check("1.属于国家秘密", Some((row(RequestLine::StateSecret), Fit::Official)));
        check("属于国家秘密", Some((row(RequestLine::StateSecret), Fit::Variant)));
        check("(二)部分公开", Some((row(RequestLine::PartlyGranted), Fit::Variant)));
        check("本年(2023)制发件数", Some((Sign::Column(Table::Proactive, PC::Issued as u8), Fit::Official)));
        check("第二十条(一)项", Some((Sign::Band, Fit::Variant)));
        check("结 果\n维持", Some((Sign::Column(Table::Disputes, 0), Fit::Official)));
        check("永善县", None);
    }

    #[test]
    fn a_small_mistake_is_forgiven_and_a_doubt_is_not() {
        let row = |line: RequestLine| Some(Sign::Row(Table::Requests, line as u8));
        check_near("2.其他法律行政止公开", Table::Requests, row(RequestLine::LawProhibited));
        check_near("7.属于行政执法案件", Table::Requests, row(RequestLine::EnforcementFile));
        check_near("结果维特", Table::Disputes, Some(Sign::Column(Table::Disputes, 0)));
        check_near("行政许何", Table::Proactive, Some(Sign::Row(Table::Proactive, PL::Licensing as u8)));
        check_near("行政确认", Table::Proactive, None);
        check_near("其他主动公开文件", Table::Proactive, None);
        check_near("规意", Table::Proactive, None);
        check_near("7.属于行政执法案件", Table::Proactive, None);
        let begun = |text| LABELS.begun(&read(text), Table::Requests).map(|label| label.sign);
        assert_eq!(begun("1.申请人无正当理由"), row(RequestLine::NoCorrection));
        assert_eq!(begun("要求提供"), None);
        assert_eq!(begun("申请人"), None);
    }
}
