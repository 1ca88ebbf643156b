//! Places in the TOML files that people write: file, line and column, and what the parser's complaints mean.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A place in a file, as an editor shows it: line and column from 1, the column in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub path: PathBuf,
    pub line: usize,
    pub column: usize,
}

impl Position {
    /// The place of byte `at` of `text`.
    pub fn new(path: &Path, text: &str, at: usize) -> Self {
        let at = (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let before = &text[..at];
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            path: path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[start..].chars().count() + 1,
        }
    }

    pub fn of_span(path: &Path, text: &str, span: Option<Range<usize>>) -> Self {
        Self::new(path, text, span.map_or(0, |span| span.start))
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path.display(), self.line, self.column)
    }
}

/// Something that a file says, with where it says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    pub value: T,
    pub at: Position,
}

/// What is wrong with a file that somebody wrote, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{at}：{why}")]
pub struct Wrong {
    pub at: Position,
    /// A Chinese sentence that says what would be right.
    pub why: String,
}

/// What the TOML parser complains of, in Chinese where it is one of the usual mistakes.
pub fn complaint(error: &toml::de::Error) -> String {
    let message = error.message();
    let usual = [
        ("duplicate key", "同一个键写了两次"),
        ("key with no value", "键后面没有“= 值”"),
        ("missing assignment", "键和值之间没有“=”"),
        ("missing value", "“=”后面没有值"),
        ("missing comma between array", "数组的两项之间没有逗号"),
        ("missing comma", "两项之间没有逗号"),
        ("unclosed array table", "表头的方括号没有收尾"),
        ("unclosed table", "表头的方括号没有收尾"),
        ("unclosed array", "方括号没有收尾"),
        ("unclosed inline table", "花括号没有收尾"),
        ("missing opening quote", "字符串没有开头的引号"),
        ("missing inline table opening", "没有开头的花括号"),
        ("invalid basic string", "字符串的双引号没有收尾，或里面有不能直接写的字符"),
        ("invalid literal string", "字符串的单引号没有收尾"),
        ("invalid multi-line", "多行字符串的引号没有收尾"),
        ("string values must be quoted", "文字要用双引号括起来"),
        ("invalid unquoted key", "键里有不能直接写的字符，要用双引号括起来"),
        ("unquoted keys cannot be empty", "没有写键"),
        ("missing escaped value", "反斜杠后面没有字符；反斜杠本身要写成 \\\\"),
        ("unexpected content", "这里多出了字符"),
        ("unexpected key or value", "这里多出了键或值，每行只写一个"),
        ("extra", "这里多出了符号"),
        ("invalid value", "不是合法的值"),
    ];
    let known = usual.iter().find(|(start, _)| message.starts_with(start)).map(|(_, meaning)| *meaning);
    match known {
        Some(meaning) => meaning.to_owned(),
        None => format!("不是合法的 TOML（{}）", message.lines().next().unwrap_or(message)),
    }
}
