//! A finding in the words of lists and sheets: whose it is, where, what stands there, what should, the sentence around it.

use std::borrow::Cow;

use gouji_core::card::Certainty;
use gouji_core::verdict::{At, Checked, Context, Finding};

use crate::place;

/// The body whose report it is; the file's name where the report does not say.
pub fn unit(checked: &Checked) -> Cow<'_, str> {
    match checked.agency.name.as_deref() {
        Some(name) if !name.is_empty() => name.into(),
        _ => checked.path.file_name().unwrap_or(checked.path.as_os_str()).to_string_lossy(),
    }
}

/// `表三·总计·自然人（第54行）`: in the words of the form, and where to look in the file.
pub fn place(at: &At) -> String {
    if let Some(words) = place::in_words(at) {
        return words;
    }
    let line = || (at.line > 0).then(|| format!("第{}行", at.line));
    match (place::in_form(at), place::in_file(&at.origin).or_else(line)) {
        (Some(form), Some(file)) => format!("{form}（{file}）"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "全文".to_owned(),
    }
}

/// The words that stand there now; nothing where the report as a whole lacks something, which its title stands for.
pub fn found(finding: &Finding) -> &str {
    let At { part, table, excerpt, context, .. } = &finding.at;
    match &finding.repair {
        Some(repair) => repair.replace.trim(),
        None if part.is_none() && table.is_none() && *excerpt == context.line.trim() => "",
        None => excerpt,
    }
}

/// What would be right, with what would be as good; nothing where nobody knows.
pub fn should_be(finding: &Finding) -> String {
    let Some(repair) = &finding.repair else { return String::new() };
    let mut words = repair.with.clone();
    for other in &finding.alternatives {
        let place = place::in_form(&other.at).unwrap_or_default();
        words.push_str(&format!("；或者{place}改为 {}", other.repair.with));
    }
    words
}

/// How sure the rule is; nothing where it is.
pub const fn doubt(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "",
        Certainty::Likely => "很可能",
        Certainty::Possible => "可能",
    }
}

/// The sentence around a place: before it, the place, behind it.
pub fn sentence(context: &Context) -> [&str; 3] {
    let line = &context.line;
    let (Some(before), Some(marked), Some(after)) =
        (line.get(..context.start), line.get(context.start..context.end), line.get(context.end..))
    else {
        return ["", line, ""];
    };
    // A row of a table has no sentences.
    if line.contains(" | ") {
        return [before.trim_start(), marked, after.trim_end()];
    }
    let ends = ['。', '；', '！', '？'];
    let start = before.rfind(ends).map_or(0, |at| at + '。'.len_utf8());
    // A place that ends with its sentence needs no other.
    let end = match marked.ends_with(ends) {
        true => 0,
        false => after.find(ends).map_or(after.len(), |at| at + '。'.len_utf8()),
    };
    [before[start..].trim_start(), marked, after[..end].trim_end()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_shown_around_a_place() {
        for (line, marked, expected) in [
            ("　　甲。乙丙丁；戊。", "丙", ["乙", "丙", "丁；"]),
            ("甲。乙。丙。", "乙。", ["", "乙。", ""]),
            ("　　甲乙", "乙", ["甲", "乙", ""]),
            ("（七）总计 | 0 | 27。1 | 3", "27", ["（七）总计 | 0 | ", "27", "。1 | 3"]),
        ] {
            let start = line.find(marked).unwrap();
            let context = Context { line: line.to_owned(), start, end: start + marked.len() };
            assert_eq!(sentence(&context), expected);
        }
        let broken = Context { line: "甲".to_owned(), start: 1, end: 9 };
        assert_eq!(sentence(&broken), ["", "甲", ""]);
    }
}
