//! What a draft holds besides its text: changes that nobody has accepted or refused, comments, hidden text. Each is told
//! where it stands, a change with both readings and its author.

use std::collections::HashMap;
use std::ops::Range;

use crate::budget::Budget;
use crate::xml::{Element, Token, Xml};

/// So many of a kind are told one by one, and the rest by their number.
const TOLD: usize = 60;
/// Characters around a change that show where it is.
const AROUND: usize = 8;
/// Characters of a reading, a comment or hidden text that are shown.
const SHOWN: usize = 60;

/// Something told of the place where it stands.
#[derive(Debug)]
pub(super) struct Remark {
    pub(super) message: String,
    /// The words of the text that it is about; empty for the whole paragraph or cell.
    pub(super) words: String,
}

/// What kind of thing is told, to count those that are too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Change,
    Comment,
    Hidden,
}

/// How many of each kind there were.
#[derive(Debug, Default)]
pub(super) struct Counts([usize; 3]);

impl Counts {
    /// Whether one more of a kind is told by itself.
    pub(super) fn tells(&mut self, kind: Kind) -> bool {
        self.0[kind as usize] += 1;
        self.0[kind as usize] <= TOLD
    }

    /// What was not told one by one.
    pub(super) fn rest(&self) -> impl Iterator<Item = String> {
        let named = [
            "没有接受或拒绝的修订（按修订后的检查，定稿前请处理）",
            "批注（定稿前请删除）",
            "隐藏文字（没有读，请核对是否应当公开）",
        ];
        let rest = self.0.map(|count| count.saturating_sub(TOLD));
        let rest = rest.into_iter().zip(named).filter(|(count, _)| *count > 0);
        rest.map(|(count, what)| format!("文档里另有 {count} 处{what}，没有逐处列出"))
    }
}

/// Who made a change or wrote a comment.
pub(super) fn author(element: &Element) -> String {
    element.attribute("author").filter(|name| !name.trim().is_empty()).unwrap_or_else(|| "未署名".to_owned())
}

/// A comment: by whom, and what it says.
#[derive(Debug)]
pub(super) struct Comment {
    author: String,
    text: String,
}

/// The comments of a document by their numbers.
pub(super) fn comments(part: Option<&str>, budget: &Budget) -> HashMap<String, Comment> {
    let mut comments = HashMap::new();
    let Some(part) = part else { return comments };
    let mut xml = Xml::new(part, budget);
    let mut open: Option<(String, Comment)> = None;
    let mut in_text = false;
    while let Ok(Some(token)) = xml.next() {
        match token {
            Token::Open(element) if element.name() == "comment" => {
                comments.extend(open.take());
                let comment = Comment { author: author(&element), text: String::new() };
                let unknown = || format!("第{}条", comments.len());
                open = Some((element.attribute("id").unwrap_or_else(unknown), comment));
            }
            Token::Open(element) => in_text = element.name() == "t",
            Token::Text(words) if in_text => {
                if let Some((_, comment)) = &mut open {
                    comment.text.push_str(&words);
                }
            }
            Token::Text(_) => {}
            Token::Close => in_text = false,
        }
    }
    comments.extend(open);
    comments
}

/// The marks of one paragraph while it is read. Places are bytes of its text.
#[derive(Debug, Default)]
pub(super) struct Marks {
    changes: Vec<Change>,
    comments: Vec<(Range<usize>, Comment)>,
    /// Where comments begin, by their numbers.
    begun: HashMap<String, usize>,
    hidden: String,
}

#[derive(Debug)]
struct Change {
    /// What stood there before.
    old: String,
    /// What stands there now.
    new: Range<usize>,
    author: String,
}

impl Marks {
    pub(super) fn deleted(&mut self, at: usize, old: String, author: String) {
        match self.changes.last_mut() {
            // What replaces it may stand before it or behind it.
            Some(last) if last.new.end == at && last.author == author => last.old.push_str(&old),
            _ => self.changes.push(Change { old, new: at..at, author }),
        }
    }

    pub(super) fn inserted(&mut self, new: Range<usize>, author: String) {
        match self.changes.last_mut() {
            Some(last) if last.new.end == new.start && last.author == author => last.new.end = new.end,
            _ => self.changes.push(Change { old: String::new(), new, author }),
        }
    }

    pub(super) fn hidden(&mut self, text: &str) {
        if self.hidden.len() < 4 * SHOWN {
            self.hidden.push_str(text);
        }
    }

    pub(super) fn begins(&mut self, comment: Option<String>, at: usize) {
        self.begun.extend(comment.map(|id| (id, at)));
    }

    pub(super) fn comment(&mut self, id: &str, comment: Comment, at: usize) {
        let start = self.begun.get(id).copied().unwrap_or(0).min(at);
        self.comments.push((start..at, comment));
    }

    /// What is told of the paragraph with this text.
    pub(super) fn remarks(self, text: &str, counts: &mut Counts) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for change in self.changes.iter().filter(|change| !change.is_nothing(text)) {
            if counts.tells(Kind::Change) {
                remarks.push(change.remark(text));
            }
        }
        for (place, comment) in self.comments {
            if counts.tells(Kind::Comment) {
                remarks.push(comment.remark(text.get(place).unwrap_or("")));
            }
        }
        if !self.hidden.trim().is_empty() && counts.tells(Kind::Hidden) {
            let message = format!("这里有隐藏文字“{}”，没有读；请核对是否应当公开", shown(&self.hidden));
            remarks.push(Remark { message, words: String::new() });
        }
        remarks
    }
}

impl Change {
    fn is_nothing(&self, text: &str) -> bool {
        self.old.trim().is_empty() && text.get(self.new.clone()).is_none_or(|new| new.trim().is_empty())
    }

    fn remark(&self, text: &str) -> Remark {
        let before = text.get(..self.new.start).unwrap_or("");
        let before = before.rsplit('\n').next().unwrap_or("");
        let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
        let after = text.get(self.new.end..).unwrap_or("").split('\n').next().unwrap_or("");
        let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
        let new = text.get(self.new.clone()).unwrap_or("");
        let reading = |words: &str| match shown(&format!("{}{words}{}", &before[from..], &after[..to])) {
            words if words.is_empty() => "（没有文字）".to_owned(),
            words => format!("“{words}”"),
        };
        let words = format!("{}{new}{}", &before[from..], &after[..to]);
        let words = words.split('\n').next().unwrap_or("").trim().to_owned();
        Remark { message: told(&reading(&self.old), &reading(new), &self.author), words }
    }
}

impl Comment {
    fn remark(&self, words: &str) -> Remark {
        let message = format!("这里有{}的批注“{}”；定稿前请删除批注", self.author, shown(&self.text));
        Remark { message, words: words.split('\n').next().unwrap_or("").trim().to_owned() }
    }
}

/// A change of whole rows or paragraphs.
pub(super) fn change(old: &str, new: &str, author: &str) -> Remark {
    let reading = |words: &str| match shown(words) {
        words if words.is_empty() => "（没有）".to_owned(),
        words => format!("“{words}”"),
    };
    Remark { message: told(&reading(old), &reading(new), author), words: String::new() }
}

/// A row that is not seen.
pub(super) fn hidden_row(words: &str) -> Remark {
    let message = format!("表格里有一行是隐藏的（“{}”），没有读；请核对是否应当删去", shown(words));
    Remark { message, words: String::new() }
}

fn told(old: &str, new: &str, author: &str) -> String {
    format!("这里有{author}的修订，没有接受或拒绝：原文{old}，修订后{new}；按修订后的检查，定稿前请处理")
}

/// On one line, cut where it is long.
fn shown(text: &str) -> String {
    let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((end, _)) = words.char_indices().nth(SHOWN) {
        words.truncate(end);
        words.push('…');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(marks: Marks, text: &str) -> Vec<(String, String)> {
        let remarks = marks.remarks(text, &mut Counts::default());
        remarks.into_iter().map(|remark| (remark.message, remark.words)).collect()
    }

    #[test]
    fn a_number_that_was_replaced_is_one_change() {
        for order in [true, false] {
            let mut marks = Marks::default();
            let (author, new) = (|| "张三".to_owned(), "收到".len().."收到13".len());
            if order {
                marks.deleted(new.start, "12".to_owned(), author());
                marks.inserted(new, author());
            } else {
                marks.inserted(new.clone(), author());
                marks.deleted(new.end, "12".to_owned(), author());
            }
            let message = "这里有张三的修订，没有接受或拒绝：原文“收到12件。”，修订后“收到13件。”；按修订后的检查，定稿前请处理";
            assert_eq!(said(marks, "收到13件。"), [(message.to_owned(), "收到13件。".to_owned())]);
        }
    }

    #[test]
    fn too_many_are_counted() {
        let mut counts = Counts::default();
        let told = (0..TOLD + 7).filter(|_| counts.tells(Kind::Change)).count();
        assert_eq!(told, TOLD);
        assert_eq!(counts.rest().collect::<Vec<_>>().len(), 1);
        assert!(counts.rest().all(|said| said.contains("另有 7 处没有接受")));
    }
}
