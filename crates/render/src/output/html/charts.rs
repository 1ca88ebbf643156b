//! Bars in SVG: no script, nothing from elsewhere; they print.

use std::fmt::Write;

use crate::html_text::escaped;

/// A bar of several pieces.
pub(super) struct Bar {
    pub(super) label: String,
    /// The class that colours a piece, and how much it stands for.
    pub(super) pieces: Vec<(&'static str, usize)>,
}

/// Of the drawing: a line, where bars begin, the longest bar, and room for the number behind it.
const LINE: usize = 24;
const LEFT: usize = 250;
const LENGTH: usize = 360;
const RIGHT: usize = 90;

/// Characters of a label.
const LABEL: usize = 18;

/// A chart of bars one below the other, all to one scale. `title` says what it shows, also to those who do not see it.
pub(super) fn bars(title: &str, bars: &[Bar]) -> String {
    let total = |bar: &Bar| bar.pieces.iter().map(|(_, count)| count).sum::<usize>();
    let longest = bars.iter().map(total).max().unwrap_or(0).max(1);
    let (width, height) = (LEFT + LENGTH + RIGHT, LINE * bars.len());
    let mut svg = format!(
        "<svg viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{}\">",
        escaped(title)
    );
    for (at, bar) in bars.iter().enumerate() {
        let (top, total) = (at * LINE, total(bar));
        let label = shortened(&bar.label);
        // Writing to a string does not fail.
        let _ = write!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\">{}</text>",
            LEFT - 8,
            top + 16,
            escaped(&label)
        );
        let mut before = 0;
        for (class, count) in bar.pieces.iter().filter(|(_, count)| *count > 0) {
            let from = LEFT + before * LENGTH / longest;
            before += count;
            let to = (LEFT + before * LENGTH / longest).max(from + 1);
            let _ = write!(
                svg,
                "<rect class=\"{class}\" x=\"{from}\" y=\"{}\" width=\"{}\" height=\"16\"><title>{}：{count}</title></rect>",
                top + 4,
                to - from,
                escaped(&bar.label)
            );
        }
        let end = LEFT + total * LENGTH / longest + 6;
        let _ = write!(svg, "<text x=\"{end}\" y=\"{}\">{total}</text>", top + 16);
    }
    svg.push_str("</svg>");
    svg
}

fn shortened(label: &str) -> String {
    match label.char_indices().nth(LABEL) {
        Some((end, _)) => format!("{}…", &label[..end]),
        None => label.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_to_scale() {
        let bar = |label: &str, pieces| Bar { label: label.to_owned(), pieces };
        let svg =
            bars("甲<乙", &[bar("一", vec![("error", 3), ("info", 1)]), bar("<b>", vec![("error", 0)])]);
        assert!(svg.contains("aria-label=\"甲&lt;乙\"") && !svg.contains("<b>"), "{svg}");
        assert!(svg.contains("class=\"error\" x=\"250\" y=\"4\" width=\"270\""), "{svg}");
        assert!(svg.contains("class=\"info\" x=\"520\" y=\"4\" width=\"90\""), "{svg}");
        assert_eq!(svg.matches("<rect").count(), 2);
        assert_eq!(bars("", &[]).matches("<rect").count(), 0);
    }
}
