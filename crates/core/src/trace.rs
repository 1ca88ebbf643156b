//! How a report was recognised, stage by stage, for whoever looks for the cause of a wrong cell (`gouji read --trace`).

use serde::Serialize;

/// What recognition did. `P` is a place: bytes of the text in the reader, a person's terms behind it.
#[derive(Debug, Default, Clone, PartialEq, Serialize)]
pub struct Trace<P> {
    /// In the order in which they ran.
    pub stages: Vec<Step<P>>,
    pub tables: Vec<TableTrace<P>>,
    /// Stretches of the source that nothing used, in reading order.
    pub unused: Vec<Unused<P>>,
}

/// A stage of recognition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The headings of the parts.
    Headings,
    /// Where the report ends: another report, signature, page foot.
    End,
    /// Title and publication above the first part.
    Title,
    /// Rows of the tables: labels and the values behind them.
    Rows,
    /// Rows into the forms.
    Forms,
    /// The paragraphs outside the tables.
    Prose,
}

impl Stage {
    pub const ALL: [Self; 6] = [Self::Headings, Self::End, Self::Title, Self::Rows, Self::Forms, Self::Prose];

    pub const fn title(self) -> &'static str {
        match self {
            Self::Headings => "找各部分的标题",
            Self::End => "找报告的末尾",
            Self::Title => "读标题和发布信息",
            Self::Rows => "收各表的行",
            Self::Forms => "把行放进表",
            Self::Prose => "读正文",
        }
    }
}

/// What a stage found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step<P> {
    pub stage: Stage,
    pub found: Vec<Found<P>>,
}

/// One thing that a stage found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found<P> {
    /// In words: `第一部分`, `标题`.
    pub what: String,
    pub at: P,
}

/// How a label was told.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Letter by letter, white space and marks aside.
    #[default]
    Exact,
    /// With a small mistake.
    Near,
    /// Its pieces stand in several cells or lines.
    Split,
    /// The label and its values stand in one cell or line.
    Together,
    /// By the columns above it.
    ByColumn,
    /// By the sums of the table, where the digits are stuck together.
    BySums,
    /// No label of the forms.
    Unknown,
}

impl How {
    pub const fn title(self) -> &'static str {
        match self {
            Self::Exact => "逐字相同",
            Self::Near => "相近（有小错）",
            Self::Split => "由几格或几行拼成",
            Self::Together => "与数字同在一格",
            Self::ByColumn => "按上面的列名",
            Self::BySums => "按勾稽关系拆开",
            Self::Unknown => "不是格式里的行名",
        }
    }
}

/// A table and its rows as they were gathered.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TableTrace<P> {
    /// `requests`.
    pub table: &'static str,
    pub title: &'static str,
    /// From its first label to its last value; `None` where there is none.
    pub at: Option<P>,
    pub inferred: bool,
    pub rows: Vec<RowTrace<P>>,
}

/// A row as it was gathered, and what became of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowTrace<P> {
    /// The row of the form; `None` where it is none of it.
    pub row: Option<&'static str>,
    pub title: String,
    pub how: How,
    pub at: P,
    /// The cells behind the label.
    pub values: usize,
    /// Whether its values stand in the form.
    pub used: bool,
    pub cells: Vec<CellTrace<P>>,
}

/// A cell of the form and where its value comes from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CellTrace<P> {
    pub col: &'static str,
    pub title: &'static str,
    /// By which column name it was told; `None` where it was told by its order in the row.
    pub column: Option<P>,
    pub at: P,
}

/// A stretch of the source that nothing used.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unused<P> {
    /// The stage that left it.
    pub stage: Stage,
    pub why: &'static str,
    pub at: P,
}

impl<P> Trace<P> {
    /// The same with every place told in other terms.
    pub fn map<Q>(self, mut to: impl FnMut(P) -> Q) -> Trace<Q> {
        let stages = self.stages.into_iter().map(|step| Step {
            stage: step.stage,
            found: step.found.into_iter().map(|it| Found { what: it.what, at: to(it.at) }).collect(),
        });
        let stages = stages.collect();
        let mut tables = Vec::with_capacity(self.tables.len());
        for table in self.tables {
            let TableTrace { table: key, title, at, inferred, rows } = table;
            let at = at.map(&mut to);
            let rows = rows.into_iter().map(|row| row.map(&mut to)).collect();
            tables.push(TableTrace { table: key, title, at, inferred, rows });
        }
        let unused = self.unused.into_iter();
        let unused = unused.map(|it| Unused { stage: it.stage, why: it.why, at: to(it.at) }).collect();
        Trace { stages, tables, unused }
    }
}

impl<P> RowTrace<P> {
    fn map<Q>(self, to: &mut impl FnMut(P) -> Q) -> RowTrace<Q> {
        let Self { row, title, how, at, values, used, cells } = self;
        let at = to(at);
        let mut all = Vec::with_capacity(cells.len());
        for CellTrace { col, title, column, at } in cells {
            all.push(CellTrace { col, title, column: column.map(&mut *to), at: to(at) });
        }
        RowTrace { row, title, how, at, values, used, cells: all }
    }
}
