//! The fields in the text of a paragraph, which a word processor may have cut into pieces.

/// What was found in the texts of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tagged {
    /// The texts again, fit to stand in the XML of a template: every field whole, where it begins.
    pub(crate) texts: Vec<String>,
    /// All of it as one template, without XML.
    pub(crate) source: String,
    /// The one field that there is, where there is nothing else.
    pub(crate) alone: Option<String>,
}

/// A field that is opened and not closed: how it begins.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Open(pub(crate) String);

/// How fields begin and end. Those who write with an input method get the wide ones.
const FENCES: [[&str; 2]; 5] = [["{{", "}}"], ["{%", "%}"], ["{#", "#}"], ["｛｛", "｝｝"], ["｛％", "％｝"]];

/// Puts the fields in the texts of a paragraph together; `None` where there are none.
pub(crate) fn tagged(texts: &[String]) -> Result<Option<Tagged>, Open> {
    let whole = texts.concat();
    let mut ends = Vec::with_capacity(texts.len());
    let mut length = 0;
    for text in texts {
        length += text.len();
        ends.push(length);
    }
    let of = |at: usize| ends.partition_point(|&end| end <= at).min(texts.len().saturating_sub(1));
    let mut out = vec![String::new(); texts.len()];
    let (mut source, mut tags, mut other) = (String::new(), Vec::new(), false);
    let mut at = 0;
    while at < whole.len() {
        if let Some([begin, end]) = FENCES.iter().find(|[begin, _]| whole[at..].starts_with(begin)) {
            let rest = &whole[at + begin.len()..];
            let Some(inside) = rest.find(end) else {
                return Err(Open(whole[at..].chars().take(20).collect()));
            };
            let tag = plain(begin, &rest[..inside], end);
            out[of(at)].push_str(&tag);
            source.push_str(&tag);
            tags.push(tag);
            at += begin.len() + inside + end.len();
            continue;
        }
        let c = whole[at..].chars().next().expect("there is more");
        other |= !c.is_whitespace();
        escape(c, &mut out[of(at)]);
        source.push(c);
        at += c.len_utf8();
    }
    if tags.is_empty() {
        return Ok(None);
    }
    let alone = match &tags[..] {
        [tag] if !other => tag.strip_prefix("{{").and_then(|tag| tag.strip_suffix("}}")),
        _ => None,
    };
    let alone = alone.map(|tag| tag.trim().to_owned());
    Ok(Some(Tagged { texts: out, source, alone }))
}

/// A field as it is meant: word processors make quotes and spaces nicer than a template takes them.
fn plain(begin: &str, inside: &str, end: &str) -> String {
    let narrow = |fence: &str| fence.replace('｛', "{").replace('｝', "}").replace('％', "%");
    let inside: String = inside
        .chars()
        .map(|c| match c {
            '“' | '”' | '＂' => '"',
            '‘' | '’' => '\'',
            '\u{a0}' | '\u{3000}' | '\n' | '\r' | '\t' => ' ',
            c => c,
        })
        .collect();
    format!("{}{inside}{}", narrow(begin), narrow(end))
}

fn escape(c: char, out: &mut String) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        c => out.push(c),
    }
}

/// XML that is no field, though it may look like one.
pub(crate) fn literal(xml: &str, out: &mut String) {
    let mut rest = xml;
    while let Some(at) = ["{{", "{%", "{#"].iter().filter_map(|fence| rest.find(fence)).min() {
        out.push_str(&rest[..at]);
        out.push_str("{{ '{' }}");
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(texts: &[&str], expected: &[&str]) {
        let texts: Vec<String> = texts.iter().map(|&text| text.to_owned()).collect();
        assert_eq!(tagged(&texts).unwrap().unwrap().texts, expected);
    }

    #[test]
    fn fields_in_pieces_are_put_together() {
        check(&["致{{ 单位 }}："], &["致{{ 单位 }}："]);
        check(&["致{", "{ 单", "位 }", "}：&"], &["致{{ 单位 }}", "", "", "：&amp;"]);
        check(&["", "{{单位}}{{", "年度}}"], &["", "{{单位}}{{年度}}", ""]);
        check(
            &["{% if 年度 == “2023” %}<", "{% endif", " %}"],
            &["{% if 年度 == \"2023\" %}&lt;", "{% endif %}", ""],
        );
        check(&["｛｛　单位　｝｝"], &["{{ 单位 }}"]);
    }

    #[test]
    fn what_is_no_field_is_left() {
        assert_eq!(tagged(&["{单位} }}".to_owned()]), Ok(None));
        assert_eq!(tagged(&[]), Ok(None));
        assert_eq!(tagged(&["{{ 单位 }".to_owned()]), Err(Open("{{ 单位 }".to_owned())));
        let alone = |text: &str| tagged(&[text.to_owned()]).unwrap().unwrap().alone;
        assert_eq!(alone(" {{ 附表 }}").as_deref(), Some("附表"));
        assert_eq!(alone("见{{ 附表 }}"), None);
    }

    #[test]
    fn braces_of_xml_are_no_fields() {
        let mut out = String::new();
        literal("<a uri=\"{{1}\" b=\"{#\"/>", &mut out);
        assert_eq!(out, "<a uri=\"{{ '{' }}{1}\" b=\"{{ '{' }}#\"/>");
    }
}
