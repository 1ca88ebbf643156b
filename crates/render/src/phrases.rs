//! Short phrases of the output: what a cell should become, whose report it is, how many there are of what.

use std::fmt::{self, Display};

use gouji_core::finding::Repair;
use gouji_core::form::Edition;
use gouji_core::verdict::{At, Checked, Finding, RulesRun, Summary, Verdict, Waived};

use crate::printable::clean;

/// `（第54行）`, for what does not stand in the line of the finding itself.
pub(crate) fn elsewhere(at: &At, finding: &At) -> String {
    if at.line == 0 || at.line == finding.line { String::new() } else { format!("（第{}行）", at.line) }
}

/// `改为 27（原 0）`.
pub(crate) struct Change<'a>(pub(crate) &'a Repair);

impl Display for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Repair { replace, with } = self.0;
        match replace.trim() {
            "" => write!(f, "改为 {with}（原为空）"),
            replace => write!(f, "改为 {with}（原 {replace}）"),
        }
    }
}

/// Whose report it is, of which year, on which form, and what it was checked with.
pub(crate) struct Whose<'a>(pub(crate) &'a Checked);

impl Display for Whose<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Checked { agency, year, edition, profile, verdict, .. } = self.0;
        if *verdict == Verdict::Unreadable {
            return Ok(());
        }
        write!(f, "  {}", clean(agency.name.as_deref().unwrap_or("机关不明")))?;
        match year {
            Some(year) => write!(f, "，{year}年度")?,
            None => f.write_str("，年度不明")?,
        }
        if let Some(edition) = edition {
            let editions = [Edition::Before2019, Edition::E2019, Edition::E2021];
            match editions.into_iter().find(|known| known.key() == edition) {
                Some(Edition::Before2019) => f.write_str("，2019年以前的格式")?,
                Some(known) => write!(f, "，{}格式", known.document())?,
                None => write!(f, "，{}格式", clean(edition))?,
            }
        }
        if profile.is_empty() { Ok(()) } else { write!(f, "，配置 {}", clean(profile)) }
    }
}

/// `原文如此（李四，至 2027-03-31）`: why a finding is waived, and what is known besides.
pub(crate) struct Answer<'a>(pub(crate) &'a Waived);

impl Display for Answer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Waived { reason, owner, expires } = self.0;
        let until = if expires.is_empty() { String::new() } else { format!("至 {expires}") };
        let known: Vec<&str> = [owner.as_str(), &until].into_iter().filter(|text| !text.is_empty()).collect();
        f.write_str(reason)?;
        if known.is_empty() { Ok(()) } else { write!(f, "（{}）", known.join("，")) }
    }
}

/// `（已豁免）`, for a finding that counts for nothing.
pub(crate) struct Standing<'a>(pub(crate) &'a Finding);

impl Display for Standing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Finding { waived: Some(_), .. } => f.write_str("（已豁免）"),
            Finding { known: true, .. } => f.write_str("（基线中已有）"),
            Finding { .. } => Ok(()),
        }
    }
}

/// `错误 3，警告 7，提示 12`, and what counts for nothing.
pub(crate) struct Counts(Summary);

impl Counts {
    pub(crate) fn of(checked: &Checked) -> Self {
        let mut summary = Summary::default();
        summary.count(checked);
        Self(summary)
    }
}

impl From<&Summary> for Counts {
    fn from(summary: &Summary) -> Self {
        Self(summary.clone())
    }
}

impl Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Summary { error, warning, info, waived, known, .. } = self.0;
        write!(f, "错误 {error}，警告 {warning}，提示 {info}")?;
        for (label, count) in [("已豁免", waived), ("基线中已有", known)] {
            if count > 0 {
                write!(f, "，{label} {count}")?;
            }
        }
        Ok(())
    }
}

/// `规则已查 96，不适用 20`, and whatever else there is.
pub(crate) struct RulesCount<'a>(pub(crate) &'a RulesRun);

impl Display for RulesCount<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RulesRun { checked, not_applicable, off, could_not_check, replaced, crashed } = self.0;
        write!(f, "规则已查 {checked}，不适用 {not_applicable}")?;
        if !replaced.is_empty() {
            write!(f, "（其中由别的规则代替 {}）", replaced.len())?;
        }
        for (label, count) in [("停用", *off), ("未检查", could_not_check.len()), ("异常", crashed.len())]
        {
            if count > 0 {
                write!(f, "，{label} {count}")?;
            }
        }
        Ok(())
    }
}

/// `甲、乙 等 5 条`: as many as there is room for.
pub(crate) fn listed<'a>(names: impl ExactSizeIterator<Item = &'a str>, room: usize) -> String {
    let all = names.len();
    let shown = names.take(room).collect::<Vec<_>>().join("、");
    if all > room { format!("{shown} 等 {all} 条") } else { shown }
}
