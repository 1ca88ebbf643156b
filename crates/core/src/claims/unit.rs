//! Measure words: what a figure is a number of.

use super::index::{Index, index};

macro_rules! units {
    ($($unit:ident $title:literal,)*) => {
        /// The measure word behind a figure. Append only: the wire holds the number.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u16)]
        pub enum Unit {
            /// No measure word: `15乡镇`, `分别为140、24、13`.
            None,
            $($unit,)*
            /// A measure word that this version does not know.
            Other,
        }

        impl Unit {
            pub const ALL: &[Self] = &[Self::None, $(Self::$unit,)*];

            /// The measure word itself, empty for [`Unit::None`].
            pub const fn title(self) -> &'static str {
                match self {
                    Self::None | Self::Other => "",
                    $(Self::$unit => $title,)*
                }
            }
        }
    };
}

units! {
    Case "件", Item "条", Piece "个", Time "次", Person "人", Copy "份", Article "篇", Issue "期", Matter "项",
    Household "家", Session "场", Percent "%", PercentPoint "个百分点", Yuan "元", TenThousandYuan "万元",
    HundredMillionYuan "亿元", Day "天", WorkingDay "个工作日", Hour "小时", Minute "分钟", Month "个月", Year "年",
    Week "周", PersonTime "人次", SessionTime "场次", Batch "批", Round "轮", Class "类", Kind "种", Instance "起",
    Example "例", Zong "宗", Name "名", Seat "位", Section "部分", Body "部", Set "套", Book "本", Volume "册",
    Page "页", Board "块", Place "处", Point "所", Machine "台", Vehicle "辆", Sheet "张", Picture "幅", Door "户",
    Rule "则", Group "组", Branch "支", Room "间", Sentence "句", Character "字", Step "步", Score "分", Times "倍",
    Kilometre "公里", SquareMetre "平方米", Mu "亩", Ton "吨", Line "条线", Word "词", Form "款",
    Thread "道", Station "站", Single "只", Letter "封",
    Tenth "成",
}

impl Unit {
    pub const fn is_money(self) -> bool {
        matches!(self, Self::Yuan | Self::TenThousandYuan | Self::HundredMillionYuan)
    }

    /// A length of time, which is never a part of a count.
    pub const fn is_time(self) -> bool {
        matches!(
            self,
            Self::Day | Self::WorkingDay | Self::Hour | Self::Minute | Self::Month | Self::Year | Self::Week
        )
    }

    /// A number of things: no money, no rate, no length of time.
    pub const fn is_count(self) -> bool {
        !self.is_money()
            && !self.is_time()
            && !matches!(self, Self::Percent | Self::PercentPoint | Self::Score | Self::Tenth)
    }

    /// A piece of writing, whatever it is called: one list may count its parts in 条, 件 and 篇.
    pub const fn is_piece(self) -> bool {
        matches!(self, Self::Case | Self::Item | Self::Article | Self::Copy | Self::Matter | Self::Rule)
    }

    /// A request or a case of dispute, whatever it is called.
    pub const fn is_case(self) -> bool {
        self.is_piece()
            || matches!(
                self,
                Self::Piece | Self::Instance | Self::Zong | Self::Example | Self::Letter | Self::Time
            )
    }

    #[inline]
    pub(crate) fn from_wire(number: impl Into<u64>) -> Self {
        Self::ALL.get(number.into() as usize).copied().unwrap_or(Self::Other)
    }
}

/// Words that may stand where a measure word stands. `None` takes the figure for no figure: a date, a floor, a version.
static WORDS: [(&str, Option<Unit>); 119] = [
    ("成", Some(Unit::Tenth)),
    ("成立", None),
    ("成不变", None),
    ("成为", None),
    ("件", Some(Unit::Case)),
    ("件次", Some(Unit::Case)),
    ("条", Some(Unit::Item)),
    ("条例", None),
    ("条次", Some(Unit::Item)),
    ("个", Some(Unit::Piece)),
    ("次", Some(Unit::Time)),
    ("人", Some(Unit::Person)),
    ("份", Some(Unit::Copy)),
    ("篇", Some(Unit::Article)),
    ("篇次", Some(Unit::Article)),
    ("期", Some(Unit::Issue)),
    ("项", Some(Unit::Matter)),
    ("项次", Some(Unit::Matter)),
    ("家", Some(Unit::Household)),
    ("家次", Some(Unit::Household)),
    ("场", Some(Unit::Session)),
    ("个百分点", Some(Unit::PercentPoint)),
    ("百分点", Some(Unit::PercentPoint)),
    ("％", Some(Unit::Percent)),
    ("﹪", Some(Unit::Percent)),
    ("元", Some(Unit::Yuan)),
    ("天", Some(Unit::Day)),
    ("个工作日", Some(Unit::WorkingDay)),
    ("工作日", Some(Unit::WorkingDay)),
    ("个自然日", Some(Unit::Day)),
    ("日内", Some(Unit::Day)),
    ("小时", Some(Unit::Hour)),
    ("个小时", Some(Unit::Hour)),
    ("分钟", Some(Unit::Minute)),
    ("个月", Some(Unit::Month)),
    ("年", Some(Unit::Year)),
    ("周", Some(Unit::Week)),
    ("周年", None),
    ("年代", None),
    ("年级", None),
    ("年行动", None),
    ("人次", Some(Unit::PersonTime)),
    ("场次", Some(Unit::SessionTime)),
    ("批", Some(Unit::Batch)),
    ("批次", Some(Unit::Batch)),
    ("轮", Some(Unit::Round)),
    ("轮次", Some(Unit::Round)),
    ("类", Some(Unit::Class)),
    ("大类", Some(Unit::Class)),
    ("种", Some(Unit::Kind)),
    ("起", Some(Unit::Instance)),
    ("例", Some(Unit::Example)),
    ("宗", Some(Unit::Zong)),
    ("名", Some(Unit::Name)),
    ("位", Some(Unit::Seat)),
    ("部分", Some(Unit::Section)),
    ("个部分", Some(Unit::Section)),
    ("大部分", Some(Unit::Section)),
    ("部", Some(Unit::Body)),
    ("套", Some(Unit::Set)),
    ("本", Some(Unit::Book)),
    ("册", Some(Unit::Volume)),
    ("页", Some(Unit::Page)),
    ("块", Some(Unit::Board)),
    ("处", Some(Unit::Place)),
    ("所", Some(Unit::Point)),
    ("台", Some(Unit::Machine)),
    ("辆", Some(Unit::Vehicle)),
    ("张", Some(Unit::Sheet)),
    ("幅", Some(Unit::Picture)),
    ("户", Some(Unit::Door)),
    ("则", Some(Unit::Rule)),
    ("组", Some(Unit::Group)),
    ("支", Some(Unit::Branch)),
    ("间", Some(Unit::Room)),
    ("句", Some(Unit::Sentence)),
    ("字", Some(Unit::Character)),
    ("步", Some(Unit::Step)),
    ("分", Some(Unit::Score)),
    ("倍", Some(Unit::Times)),
    ("路", None),
    ("公里", Some(Unit::Kilometre)),
    ("平方米", Some(Unit::SquareMetre)),
    ("亩", Some(Unit::Mu)),
    ("吨", Some(Unit::Ton)),
    ("条线", Some(Unit::Line)),
    ("词", Some(Unit::Word)),
    ("款", Some(Unit::Form)),
    ("道", Some(Unit::Thread)),
    ("站", Some(Unit::Station)),
    ("只", Some(Unit::Single)),
    ("封", Some(Unit::Letter)),
    ("份次", Some(Unit::Copy)),
    ("期次", Some(Unit::Issue)),
    ("月", None),
    ("日", None),
    ("号", None),
    ("时", None),
    ("点", None),
    ("楼", None),
    ("层", None),
    ("室", None),
    ("栋", None),
    ("幢", None),
    ("单元", None),
    ("版", None),
    ("级", None),
    ("届", None),
    ("世纪", None),
    ("刻", None),
    ("秒", None),
    ("岁", None),
    ("度", None),
    ("分之", None),
    ("元旦", None),
    ("号线", None),
    ("次全会", None),
    ("次方", None),
    ("中全会", None),
];

/// Nouns that begin with a measure word: `15项目` has none.
static NOUNS: [(&str, ()); 32] = [
    ("项目", ()),
    ("家庭", ()),
    ("家长", ()),
    ("人民", ()),
    ("人员", ()),
    ("人口", ()),
    ("人大", ()),
    ("人才", ()),
    ("期间", ()),
    ("期限", ()),
    ("篇章", ()),
    ("位置", ()),
    ("部门", ()),
    ("部委", ()),
    ("户籍", ()),
    ("处室", ()),
    ("处理", ()),
    ("场所", ()),
    ("场馆", ()),
    ("场景", ()),
    ("台账", ()),
    ("类别", ()),
    ("组织", ()),
    ("页面", ()),
    ("名单", ()),
    ("份额", ()),
    ("本级", ()),
    ("支部", ()),
    ("站点", ()),
    ("路线", ()),
    ("路径", ()),
    ("分钟内", ()),
];

static INDEX: Index<{ WORDS.len() }> = index(&WORDS);
static NOUN_INDEX: Index<{ NOUNS.len() }> = index(&NOUNS);

/// What stands directly behind a numeral.
pub(crate) enum Behind {
    /// A measure word and its bytes.
    Unit(Unit, usize),
    /// A word that makes the numeral no figure.
    NoFigure(usize),
    Nothing,
}

/// Reads the measure word that `text` begins with.
pub(crate) fn read(text: &str) -> Behind {
    if text.starts_with('%') {
        return Behind::Unit(Unit::Percent, 1);
    }
    let Some((unit, len)) = INDEX.longest(&WORDS, text.as_bytes(), 0) else { return Behind::Nothing };
    // 项目标 and 项目录 are 项 with a noun behind.
    let noun = || {
        NOUN_INDEX
            .longest(&NOUNS, text.as_bytes(), 0)
            .is_some_and(|((), noun)| !text[noun..].starts_with(['标', '录', '的']))
    };
    match unit {
        _ if len == '项'.len_utf8() && noun() => Behind::Nothing,
        Some(unit) => Behind::Unit(unit, len),
        None => Behind::NoFigure(len),
    }
}
