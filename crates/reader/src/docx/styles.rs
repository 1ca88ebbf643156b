//! How the characters of a Word document look, as far as it decides what is seen of them: by the run, by its style, by the
//! style of the paragraph, by those that they rest on, and by what the document says of all.

use std::collections::HashMap;

use super::numbering::{Numbering, level_of};
use crate::budget::Budget;
use crate::xml::{Element, Token, Xml};

/// Styles that rest on each other. One that rests on itself would go on for ever.
const DEPTH: usize = 32;
/// In half points: smaller characters are not read by anybody.
const TINY: u32 = 6;
/// In half points: how far characters are raised that are no longer on their line.
const RAISED: i32 = 4;

/// What is said of some characters; `None` where nothing is.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) vanish: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) raised: Option<bool>,
    /// Of the colour of paper, or too small.
    pub(super) pale: Option<bool>,
    pub(super) tiny: Option<bool>,
    /// Its colour, and that which it stands on.
    pub(super) ink: Option<u32>,
    pub(super) ground: Option<u32>,
    /// Pushed over each other.
    pub(super) moved: Option<bool>,
    /// In a font of signs, where a figure shows something else.
    pub(super) signs: Option<bool>,
}

#[derive(Debug, Default)]
struct Style {
    based_on: Option<String>,
    look: Look,
}

#[derive(Debug, Default)]
pub(super) struct Styles {
    all: Look,
    by_id: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    usual: Option<String>,
}

impl Look {
    /// Takes in one property of a run.
    pub(super) fn take(&mut self, element: &Element) {
        let on = || {
            !element.attribute("val").is_some_and(|value| matches!(&*value, "0" | "false" | "off" | "none"))
        };
        match element.name() {
            "vanish" | "specVanish" => self.vanish = Some(on()),
            "strike" | "dstrike" => self.struck = Some(on() || self.struck == Some(true)),
            "vertAlign" => {
                let value = element.attribute("val");
                self.raised = Some(value.is_some_and(|value| matches!(&*value, "superscript" | "subscript")));
            }
            "position" => {
                let raised = element.number::<i32>("val").is_some_and(|half| half.abs() >= RAISED);
                self.raised = Some(raised || self.raised == Some(true));
            }
            "color" => {
                self.pale = Some(is_pale(element));
                self.ink = hex(element, "val").or(self.ink);
            }
            "shd" => self.ground = ground(element).or(self.ground),
            "highlight" => {
                let color = element.attribute("val").and_then(|name| highlight(&name));
                self.ground = color.or(self.ground);
                // What says no colour of its own is black.
                if color == Some(0) {
                    self.ink = self.ink.or(Some(0));
                }
            }
            // Of a filling of the text, which stands behind its colour.
            "srgbClr" => {
                self.pale = Some(is_pale(element));
                self.ink = hex(element, "val").or(self.ink);
            }
            "schemeClr" => {
                self.pale = element.attribute("val").map(|it| matches!(&*it, "bg1" | "lt1"));
            }
            "alpha" if element.number::<u32>("val").is_some_and(|alpha| alpha >= 85_000) => {
                self.pale = Some(true);
            }
            "rFonts" => {
                let fonts = ["ascii", "hAnsi"].map(|name| element.attribute(name));
                if fonts.iter().any(Option::is_some) {
                    self.signs = Some(fonts.iter().flatten().any(|font| is_of_signs(font)));
                }
            }
            // A filling of nothing.
            "noFill" => self.pale = Some(true),
            "sz" => self.tiny = Some(element.number::<u32>("val").is_some_and(|half| half < TINY)),
            "w" => self.tiny = Some(element.number::<u32>("val").is_some_and(|share| share < 10)),
            // Two lines in the place of one.
            "eastAsianLayout" => {
                self.moved = element.attribute("combine").map(|it| it == "1" || it == "true")
            }
            "spacing" => self.moved = Some(element.number::<i32>("val").is_some_and(|twips| twips < -60)),
            _ => {}
        }
    }

    /// Whether its colour cannot be told from what it stands on; nothing stands on white for sure.
    pub(super) fn is_pale(&self) -> bool {
        let dark = self.ground.is_some_and(|ground| ground != 0xFF_FFFF);
        let alike = self.ink.zip(self.ground).is_some_and(|(ink, ground)| {
            let channel = |color: u32, at: u32| color >> at & 0xFF;
            [0, 8, 16].iter().all(|&at| channel(ink, at).abs_diff(channel(ground, at)) < 0x18)
        });
        alike || self.pale == Some(true) && !dark
    }

    /// What is said here, or else below.
    pub(super) fn or(self, below: Self) -> Self {
        Self {
            vanish: self.vanish.or(below.vanish),
            struck: self.struck.or(below.struck),
            raised: self.raised.or(below.raised),
            pale: self.pale.or(below.pale),
            tiny: self.tiny.or(below.tiny),
            ink: self.ink.or(below.ink),
            ground: self.ground.or(below.ground),
            moved: self.moved.or(below.moved),
            signs: self.signs.or(below.signs),
        }
    }
}

/// Whether a font shows signs in place of digits.
pub(crate) fn is_of_signs(font: &str) -> bool {
    let font = font.to_ascii_lowercase();
    ["wingdings", "webdings", "dingbats", "marlett"].iter().any(|name| font.contains(name))
}

fn hex(element: &Element, name: &str) -> Option<u32> {
    element
        .attribute(name)
        .filter(|value| value.len() == 6)
        .and_then(|value| u32::from_str_radix(&value, 16).ok())
}

/// The colours of marker pens.
fn highlight(name: &str) -> Option<u32> {
    Some(match name {
        "black" => 0,
        "white" => 0xFF_FFFF,
        "red" => 0xFF_0000,
        "green" => 0x00_FF00,
        "blue" => 0x00_00FF,
        "yellow" => 0xFF_FF00,
        "cyan" => 0x00_FFFF,
        "magenta" => 0xFF_00FF,
        "darkRed" => 0x80_0000,
        "darkGreen" => 0x00_8000,
        "darkBlue" => 0x00_0080,
        "darkYellow" => 0x80_8000,
        "darkCyan" => 0x00_8080,
        "darkMagenta" => 0x80_0080,
        "darkGray" => 0x80_8080,
        "lightGray" => 0xC0_C0C0,
        _ => return None,
    })
}

/// What a shading paints.
pub(super) fn ground(element: &Element) -> Option<u32> {
    hex(element, "fill")
}

fn is_pale(element: &Element) -> bool {
    if element.attribute("themeColor").is_some_and(|theme| matches!(&*theme, "background1" | "light1")) {
        return element.attribute("themeShade").is_none();
    }
    let Some(value) = element.attribute("val") else { return false };
    let channel = |at: usize| value.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok());
    value.len() == 6 && [0, 2, 4].into_iter().all(|at| channel(at).is_some_and(|channel| channel >= 0xE8))
}

impl Styles {
    /// What is broken in the part costs the styles behind the break only. What they say of lists is told to `lists`.
    pub(super) fn read(text: Option<&str>, lists: &mut Numbering, budget: &Budget) -> Self {
        let mut styles = Self::default();
        let Some(text) = text else { return styles };
        let mut xml = Xml::new(text, budget);
        let mut id: Option<String> = None;
        let mut defaults = 0;
        while let Ok(Some(token)) = xml.next() {
            let Token::Open(element) = token else {
                defaults = if xml.depth() < defaults { 0 } else { defaults };
                continue;
            };
            match element.name() {
                "docDefaults" => defaults = xml.depth(),
                "style" => {
                    id = element.attribute("styleId");
                    lists.begin_style(id.as_deref());
                    let is_default = element.attribute("default").is_some_and(|it| it == "1" || it == "true");
                    if is_default && element.attribute("type").is_none_or(|kind| kind == "paragraph") {
                        styles.usual = id.clone();
                    }
                }
                "basedOn" => {
                    let based_on = element.attribute("val");
                    lists.style().based_on.clone_from(&based_on);
                    if let Some(style) = styles.open(&id) {
                        style.based_on = based_on;
                    }
                }
                "numId" => lists.style().list = element.attribute("val"),
                "ilvl" => lists.style().level = Some(level_of(&element, "val")),
                "textOutline" | "glow" | "shadow" | "reflection" | "props3d" | "scene3d" => drop(xml.skip()),
                _ if defaults > 0 => styles.all.take(&element),
                _ => {
                    if let Some(style) = styles.open(&id) {
                        style.look.take(&element);
                    }
                }
            }
        }
        styles
    }

    fn open(&mut self, id: &Option<String>) -> Option<&mut Style> {
        Some(self.by_id.entry(id.clone()?).or_default())
    }

    /// What a style says, or those that it rests on.
    pub(super) fn of(&self, id: Option<&str>) -> Look {
        let mut look = Look::default();
        let mut next = id;
        for _ in 0..DEPTH {
            let Some(style) = next.and_then(|id| self.by_id.get(id)) else { break };
            look = look.or(style.look);
            next = style.based_on.as_deref();
        }
        look
    }

    /// How the runs of a paragraph of this style look, of which nothing is said.
    pub(super) fn of_paragraph(&self, id: Option<&str>, table: Look) -> Look {
        self.of(id.or(self.usual.as_deref())).or(table).or(self.all)
    }
}
