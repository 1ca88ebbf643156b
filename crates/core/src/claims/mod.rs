//! Placeholder until the extractor lands; its owner replaces this file.
use crate::figure::Decimal;
use crate::place::Place;
macro_rules! e { ($n:ident { $($v:ident),* }) => { #[derive(Debug,Clone,Copy,PartialEq,Eq)] #[repr(u8)] pub enum $n { $($v),* } impl $n { pub fn from_wire<T: Into<u64>>(b: T)->Self { let b: u64 = b.into(); [$(Self::$v),*].get(b as usize).copied().unwrap_or(Self::Unknown) } } } }
e!(Unit { Unknown });
e!(Exactness { Unknown });
e!(Role { Unknown });
e!(Subject { Unknown });
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flags(pub u32);
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    pub value: Decimal,
    pub decimals: u8,
    pub number: Place,
    pub sentence: Place,
    pub label: Place,
    pub unit: Unit,
    pub exactness: Exactness,
    pub subject: Subject,
    pub role: Role,
    pub parent: Option<u32>,
    pub flags: Flags,
}
pub fn extract(_: &str, _: &[std::ops::Range<u32>]) -> Vec<Claim> {
    vec![]
}
