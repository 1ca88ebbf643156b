//! Runs the content of a page: where its characters and lines end up.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::characters::plain;
use super::cmap::Text;
use super::file::{File, as_dictionary};
use super::font::Font;
use super::layers::Layers;
use super::lexer::{Lexer, Token};
use crate::budget::Budget;
use crate::document::Why;
use crate::fixed::{ASCENT, Area, Cover, Glyph, Matrix, Ruling, Sheet, TINY, holds, hull, quarter};

/// Forms inside forms.
const DEPTH: usize = 12;
/// Saved states at once.
const SAVED: usize = 512;
/// Operands of one operator, strings and numbers within arrays counted one by one.
const OPERANDS: usize = 1 << 16;
/// Points of one path.
const POINTS: usize = 1 << 16;
/// What stands for a character that cannot be told.
const UNKNOWN: char = '〓';

/// What the pages of one file share.
pub(super) struct Interpreter<'f, 'd> {
    file: &'f File<'d>,
    layers: &'f Layers,
    budget: &'f Budget<'f>,
    /// By the address of the dictionary, which lives as long as the file.
    fonts: HashMap<*const Dictionary, Rc<Font>>,
    /// Operators and characters that may still come.
    left: usize,
    pub(super) stopped: bool,
}

/// What was seen on a page.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) characters: usize,
    /// Of these: of fonts that do not tell what they mean.
    pub(super) unknown: usize,
    /// Of these: drawn invisibly, as text recognition puts over a scan.
    pub(super) invisible: usize,
    /// Whether these are most of them.
    pub(super) scanned: bool,
    pub(super) pictures: usize,
    pub(super) too_deep: bool,
}

#[derive(Clone)]
struct State {
    ctm: Matrix,
    font: Option<Rc<Font>>,
    size: f32,
    spacing: f32,
    word_spacing: f32,
    stretch: f32,
    leading: f32,
    rise: f32,
    /// How characters are drawn: filled, as outlines, or not at all.
    mode: u8,
    line_width: f32,
    line: Color,
    fill: Color,
    /// Whether numbers in the colour space of lines and fillings are lights or inks of the usual kind.
    usual_line: bool,
    usual_fill: bool,
    /// Of fillings: from 0, nothing, to 1.
    alpha: f32,
    /// What is painted lies over what was there before.
    covers: bool,
    /// What is outside of it is cut off; whether it is a box.
    clip: Area,
    clip_is_box: bool,
}

/// Red, green and blue from 0 to 1; `None` where it cannot be told.
type Color = Option<[f32; 3]>;

const BLACK: Color = Some([0.0; 3]);
/// Colours nearer than this cannot be told apart.
const ALIKE: f32 = 0.09;
/// Characters squeezed to less than this share of their width or height cannot be read.
const NARROW: f32 = 0.15;
/// In points: lines of tables are thinner.
const THICK: f32 = 4.0;
/// Painted areas of a page that are kept.
const GROUNDS: usize = 4_096;

#[derive(Debug, Clone)]
enum Operand {
    Number(f32),
    Name(Vec<u8>),
    String(Vec<u8>),
}

/// A part of a path: its points, and whether it has only straight lines.
#[derive(Debug, Default)]
struct Outline {
    points: Vec<[f32; 2]>,
    curved: bool,
    closed: bool,
}

impl Outline {
    /// Whether it is a rectangle along the axes.
    fn is_box(&self) -> bool {
        let straight =
            |two: &[[f32; 2]]| (two[0][0] - two[1][0]).abs() < 0.1 || (two[0][1] - two[1][1]).abs() < 0.1;
        !self.curved && (4..=5).contains(&self.points.len()) && self.points.windows(2).all(straight)
    }
}

impl<'f, 'd> Interpreter<'f, 'd> {
    pub(super) fn new(file: &'f File<'d>, layers: &'f Layers, budget: &'f Budget) -> Self {
        Self { file, layers, budget, fonts: HashMap::new(), left: budget.operators, stopped: false }
    }

    /// Draws a page whose user space `ctm` puts on the sheet.
    pub(super) fn page(&mut self, sheet: &mut Sheet, page: &'d Dictionary, ctm: Matrix) -> Seen {
        let content = self.file.contents(page);
        let resources = self.file.inherited(page, "Resources").and_then(as_dictionary);
        let seen = Seen::default();
        let mut run =
            Run { interpreter: self, sheet, seen, off: 0, invisible: Vec::new(), grounds: Vec::new() };
        run.content(&content, resources, State::new(ctm), 0);
        run.settle();
        run.seen
    }

    fn font(&mut self, font: &'d Dictionary) -> Rc<Font> {
        let file = self.file;
        Rc::clone(
            self.fonts.entry(std::ptr::from_ref(font)).or_insert_with(|| Rc::new(Font::read(file, font))),
        )
    }
}

impl State {
    fn new(ctm: Matrix) -> Self {
        Self {
            ctm,
            font: None,
            size: 0.0,
            spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            line_width: 1.0,
            line: BLACK,
            fill: BLACK,
            usual_line: true,
            usual_fill: true,
            alpha: 1.0,
            covers: true,
            clip: [f32::MIN, f32::MIN, f32::MAX, f32::MAX],
            clip_is_box: true,
        }
    }
}

struct Run<'r, 'f, 'd> {
    interpreter: &'r mut Interpreter<'f, 'd>,
    sheet: &'r mut Sheet,
    seen: Seen,
    /// Open stretches that belong to layers that are not shown.
    off: usize,
    /// Characters that are drawn invisibly, of the sheet's.
    invisible: Vec<usize>,
    /// Painted areas with their colours, which characters stand on.
    grounds: Vec<(Area, Color)>,
}

impl<'d> Run<'_, '_, 'd> {
    fn content(&mut self, content: &[u8], resources: Option<&'d Dictionary>, state: State, depth: usize) {
        let mut page = Drawing {
            run: self,
            resources,
            depth,
            state,
            saved: Vec::new(),
            text: Matrix::IDENTITY,
            line: Matrix::IDENTITY,
            path: Vec::new(),
            points: 0,
            marked: Vec::new(),
            clips: false,
        };
        let mut lexer = Lexer::new(content);
        let mut operands: Vec<Operand> = Vec::new();
        // What is open, and how many dictionaries are among it: their entries are no operands.
        let mut open: Vec<bool> = Vec::new();
        let mut dictionaries = 0_usize;
        while let Some(token) = lexer.next() {
            if page.run.interpreter.budget.is_spent() {
                break;
            }
            let operand = match token {
                Token::Number(value) => Operand::Number(value),
                Token::Name(name) => Operand::Name(name),
                Token::String(string) => Operand::String(string),
                Token::Open { dictionary } => {
                    open.push(dictionary);
                    dictionaries += usize::from(dictionary);
                    continue;
                }
                Token::Close => {
                    dictionaries -= usize::from(open.pop() == Some(true));
                    continue;
                }
                Token::Word(word) => {
                    // `true` and the like in a property list.
                    if dictionaries > 0 && word != b"Q" && word != b"ET" {
                        continue;
                    }
                    open.clear();
                    dictionaries = 0;
                    if word == b"ID" {
                        lexer.skip_image();
                        page.picture();
                    } else {
                        page.operator(word, &operands);
                    }
                    operands.clear();
                    if !page.run.count(1) {
                        break;
                    }
                    continue;
                }
            };
            if dictionaries == 0 && operands.len() < OPERANDS {
                operands.push(operand);
            }
        }
        let open = page.marked.iter().filter(|off| **off).count();
        self.off -= open;
    }

    /// Takes out characters that nobody sees; those over a scan are what was recognised of it.
    fn settle(&mut self) {
        let invisible = std::mem::take(&mut self.invisible);
        // A page of little else is a scan, and is said to be one.
        self.seen.scanned = invisible.len() * 2 > self.seen.characters;
        if self.seen.scanned {
            return;
        }
        let scanned = self.seen.pictures > 0;
        for &at in &invisible {
            if let Some(glyph) = self.sheet.glyphs.get_mut(at) {
                glyph.doubt = glyph.doubt.or(Some(Why::Faint));
            }
        }
        if !scanned && !invisible.is_empty() {
            self.sheet.unseen += invisible.len();
            for &at in &invisible {
                if let Some(Glyph { character, area, .. }) = self.sheet.glyphs.get(at).copied() {
                    self.sheet.leave_out(character, area, Why::Hidden);
                }
            }
            let mut gone = invisible.iter().copied().peekable();
            let mut at = 0;
            self.sheet.glyphs.retain(|_| {
                at += 1;
                gone.next_if(|&gone| gone == at - 1).is_none()
            });
            for cover in &mut self.sheet.covers {
                cover.glyphs -= invisible.partition_point(|&at| at < cover.glyphs);
            }
            self.seen.invisible -= invisible.len();
            self.seen.characters -= invisible.len();
        }
    }

    /// Whether an ink cannot be told from what it is on: the last thing painted there, or else the paper.
    fn is_on_like_ground(&self, area: Area, ink: Color) -> bool {
        let Some(ink) = ink else { return false };
        let point = [(area[0] + area[2]) / 2.0, (area[1] + area[3]) / 2.0];
        let below = self.grounds.iter().rev().find(|(ground, _)| holds(*ground, point));
        let ground = below.map_or(Some([1.0; 3]), |(_, color)| *color);
        ground.is_some_and(|ground| ink.iter().zip(ground).all(|(one, other)| (one - other).abs() < ALIKE))
    }

    /// Whether so many more operators or characters are within the limit, and there is time for them.
    fn count(&mut self, more: usize) -> bool {
        let interpreter = &mut *self.interpreter;
        interpreter.stopped |= more > interpreter.left;
        interpreter.left = interpreter.left.saturating_sub(more);
        !interpreter.stopped && !interpreter.budget.is_spent()
    }
}

/// One content stream being run.
struct Drawing<'p, 'r, 'f, 'd> {
    run: &'p mut Run<'r, 'f, 'd>,
    resources: Option<&'d Dictionary>,
    depth: usize,
    state: State,
    saved: Vec<State>,
    /// Where the next character goes, and where the line began.
    text: Matrix,
    line: Matrix,
    path: Vec<Outline>,
    points: usize,
    /// Marked stretches that are open; whether each is of a layer that is not shown.
    marked: Vec<bool>,
    /// The path at hand cuts off what is outside of it, once it is painted.
    clips: bool,
}

impl Drawing<'_, '_, '_, '_> {
    fn operator(&mut self, word: &[u8], operands: &[Operand]) {
        let number = |at: usize| match operands.get(at) {
            Some(Operand::Number(value)) => *value,
            _ => 0.0,
        };
        let matrix = || Matrix([number(0), number(1), number(2), number(3), number(4), number(5)]);
        match word {
            b"q" if self.saved.len() < SAVED => self.saved.push(self.state.clone()),
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"cm" => self.state.ctm = matrix().then(self.state.ctm),
            b"w" => self.state.line_width = number(0),
            b"BT" => (self.text, self.line) = (Matrix::IDENTITY, Matrix::IDENTITY),
            b"Tc" => self.state.spacing = number(0),
            b"Tw" => self.state.word_spacing = number(0),
            b"Tz" => self.state.stretch = number(0) / 100.0,
            b"TL" => self.state.leading = number(0),
            b"Ts" => self.state.rise = number(0),
            b"Tr" => self.state.mode = number(0) as u8,
            b"BMC" => self.marked.push(false),
            b"BDC" => self.begin_marked(operands),
            b"EMC" => self.run.off -= usize::from(self.marked.pop() == Some(true)),
            b"W" | b"W*" => self.clips = true,
            b"gs" => self.graphics_state(operands),
            b"sh" if self.run.off == 0 => self.cover(self.state.clip, None, false),
            b"Tf" => self.choose_font(operands),
            b"Td" => self.next_line(number(0), number(1)),
            b"TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            b"Tm" => (self.text, self.line) = (matrix(), matrix()),
            b"T*" => self.next_line(0.0, -self.state.leading),
            b"Tj" | b"TJ" => self.show(operands),
            b"'" => {
                self.next_line(0.0, -self.state.leading);
                self.show(operands);
            }
            b"\"" => {
                (self.state.word_spacing, self.state.spacing) = (number(0), number(1));
                self.next_line(0.0, -self.state.leading);
                self.show(operands.get(2..).unwrap_or_default());
            }
            b"m" => self.move_to([number(0), number(1)]),
            b"l" => self.line_to([number(0), number(1)], false),
            b"c" | b"v" | b"y" => {
                // The points that it bends towards tell how far it reaches.
                for at in (0..operands.len().min(6)).step_by(2) {
                    self.line_to([number(at), number(at + 1)], true);
                }
            }
            b"h" => {
                if let Some(outline) = self.path.last_mut() {
                    outline.closed = true;
                }
            }
            b"re" => {
                let [x, y, width, height] = [number(0), number(1), number(2), number(3)];
                self.move_to([x, y]);
                for point in [[x + width, y], [x + width, y + height], [x, y + height]] {
                    self.line_to(point, false);
                }
                self.operator(b"h", &[]);
            }
            b"S" | b"s" => self.paint(word == b"s", true, false),
            b"f*" => {
                self.frames();
                self.paint(false, false, true);
            }
            b"f" | b"F" => self.paint(false, false, true),
            b"B" | b"B*" => self.paint(false, true, true),
            b"b" | b"b*" => self.paint(true, true, true),
            b"n" => self.clear_path(),
            b"g" | b"rg" | b"k" => (self.state.fill, self.state.usual_fill) = (color(operands), true),
            b"G" | b"RG" | b"K" => (self.state.line, self.state.usual_line) = (color(operands), true),
            b"sc" | b"scn" => self.state.fill = color(operands).filter(|_| self.state.usual_fill),
            b"SC" | b"SCN" => self.state.line = color(operands).filter(|_| self.state.usual_line),
            b"cs" => (self.state.fill, self.state.usual_fill) = self.space(operands),
            b"CS" => (self.state.line, self.state.usual_line) = self.space(operands),
            b"Do" => self.external(operands),
            _ => {}
        }
    }

    fn choose_font(&mut self, operands: &[Operand]) {
        let [.., Operand::Name(name), Operand::Number(size)] = operands else { return };
        self.state.size = *size;
        let file = self.run.interpreter.file;
        let fonts = self.resources.and_then(|resources| file.dictionary(resources, "Font"));
        let font = fonts.and_then(|fonts| {
            let object = file.resolve(fonts.get(name).ok()?)?;
            as_dictionary(object)
        });
        self.state.font = font.map(|font| self.run.interpreter.font(font));
    }

    fn next_line(&mut self, x: f32, y: f32) {
        self.line = Matrix::translation(x, y).then(self.line);
        self.text = self.line;
    }

    /// Shows strings; numbers between them move what follows.
    fn show(&mut self, operands: &[Operand]) {
        let Some(font) = self.state.font.clone() else {
            let lost = operands.iter().filter(|operand| matches!(operand, Operand::String(_))).count();
            self.run.seen.characters += lost;
            self.run.seen.unknown += lost;
            return;
        };
        for operand in operands {
            match operand {
                Operand::Number(value) => {
                    let by = -value / 1000.0 * self.state.size;
                    self.advance(by, font.vertical);
                }
                Operand::String(string) => {
                    if !self.run.count(string.len()) {
                        return;
                    }
                    font.glyphs(string, |glyph| {
                        self.glyph(&font, glyph.text, glyph.width);
                        let width = if font.vertical { -1.0 } else { glyph.width * font.unit };
                        let extra =
                            self.state.spacing + if glyph.space { self.state.word_spacing } else { 0.0 };
                        let by = width * self.state.size + if font.vertical { -extra } else { extra };
                        self.advance(by, font.vertical);
                    });
                }
                Operand::Name(_) => {}
            }
        }
    }

    fn advance(&mut self, by: f32, vertical: bool) {
        let (x, y) = if vertical { (0.0, by) } else { (by * self.state.stretch, 0.0) };
        self.text = Matrix::translation(x, y).then(self.text);
    }

    fn glyph(&mut self, font: &Font, text: Option<Text>, width: f32) {
        let state = &self.state;
        let place = self.text.then(state.ctm);
        let width = width * font.unit * state.size * state.stretch;
        let (area, along) = if font.vertical {
            let half = width / 2.0;
            (place.area([-half, -state.size, half, 0.0]), place.turn([0.0, -1.0]))
        } else {
            let foot = state.rise - (1.0 - ASCENT) * state.size;
            (place.area([0.0, foot, width, foot + state.size]), place.turn([state.size.signum(), 0.0]))
        };
        let size = { place.turn([0.0, state.size]) }.map(f32::abs);
        let size = size[0].max(size[1]);
        let Some(quarter) = quarter(along) else {
            // Slanted over the page: a watermark.
            return self.leave_out(text, area, Why::Moved);
        };
        let outside = area[2] < 0.0
            || area[3] < 0.0
            || area[0] > self.run.sheet.width
            || area[1] > self.run.sheet.height;
        if outside || !area.iter().all(|place| place.is_finite()) || size < 0.5 {
            return self.leave_out(text, area, Why::Hidden);
        }
        if self.run.off > 0 || state.mode < 7 && is_outside(state.clip, area) {
            self.run.sheet.unseen += usize::from(text.as_ref().is_some_and(|text| !is_blank(text)));
            return self.leave_out(text, area, Why::Hidden);
        }
        let invisible = matches!(state.mode, 3 | 7);
        let ink = if state.mode % 4 == 1 { state.line } else { state.fill };
        let faint = size < TINY || state.alpha < 0.1 || !invisible && self.run.is_on_like_ground(area, ink);
        let doubt = if faint || !font.drawn && is_squeezed(place, state) {
            Some(Why::Faint)
        } else {
            (!font.drawn && is_mirrored(place, state)).then_some(Why::Moved)
        };
        let mut one = [UNKNOWN];
        let buffer: Vec<char>;
        let characters: &[char] = match text {
            Some(Text::One(character)) => {
                one = [character];
                &one
            }
            Some(Text::Many(text)) => {
                buffer = text.chars().collect();
                &buffer
            }
            None => &one,
        };
        let seen = &mut self.run.seen;
        seen.unknown += usize::from(text.is_none());
        seen.invisible += usize::from(invisible);
        seen.characters += 1;
        // The code itself has been counted.
        if !self.run.count(characters.len().saturating_sub(1)) {
            return;
        }
        for (at, &character) in characters.iter().enumerate() {
            let area = part(area, quarter, at, characters.len());
            if invisible && at == 0 {
                self.run.invisible.push(self.run.sheet.glyphs.len());
            }
            let signs = font.signs && character.is_ascii_digit();
            let doubt = if signs { Some(Why::Signs) } else { doubt };
            self.run.sheet.glyphs.push(Glyph { character: plain(character), area, size, quarter, doubt });
        }
    }

    /// A character is drawn that is not read.
    fn leave_out(&mut self, text: Option<Text>, area: Area, why: Why) {
        let mut each = |character| self.run.sheet.leave_out(plain(character), area, why);
        match text {
            Some(Text::One(character)) => each(character),
            Some(Text::Many(text)) => text.chars().for_each(each),
            None => {}
        }
    }

    fn move_to(&mut self, point: [f32; 2]) {
        if self.points < POINTS {
            self.path.push(Outline { points: vec![self.state.ctm.apply(point)], ..Outline::default() });
            self.points += 1;
        }
    }

    fn line_to(&mut self, point: [f32; 2], curved: bool) {
        let point = self.state.ctm.apply(point);
        if self.points < POINTS
            && let Some(outline) = self.path.last_mut()
        {
            outline.points.push(point);
            outline.curved |= curved;
            self.points += 1;
        }
    }

    fn clear_path(&mut self) {
        if std::mem::take(&mut self.clips)
            && let Some(area) = self.path.iter().map(|outline| bounds(&outline.points)).reduce(hull)
        {
            self.state.clip = common(self.state.clip, area);
            self.state.clip_is_box &= self.path.len() == 1 && self.path.iter().all(Outline::is_box);
        }
        self.path.clear();
        self.points = 0;
    }

    fn paint(&mut self, close: bool, stroke: bool, fill: bool) {
        if self.run.off > 0 {
            return self.clear_path();
        }
        if fill {
            self.lay();
        }
        if stroke {
            self.lay_lines();
        }
        let stroke = stroke && !is_white(self.state.line);
        let fill = fill && !is_white(self.state.fill);
        for outline in &self.path {
            if outline.curved {
                if stroke && !fill {
                    self.run.sheet.mark(bounds(&outline.points), Why::Object);
                }
                continue;
            }
            if stroke {
                let ends = (close || outline.closed).then(|| outline.points.first().copied()).flatten();
                let to = outline.points.iter().skip(1).copied().chain(ends);
                for (&from, to) in outline.points.iter().zip(to) {
                    self.run.sheet.line(from, to);
                }
            } else if fill {
                self.run.sheet.rulings.extend(Ruling::filling(bounds(&outline.points)));
            }
        }
        self.clear_path();
    }

    /// Browsers fill what is between two rectangles, one in the other: the borders of a box.
    fn frames(&mut self) {
        if is_white(self.state.fill) || self.run.off > 0 {
            return;
        }
        for pair in self.path.windows(2) {
            if let [outer, inner] = pair
                && !(outer.curved || inner.curved)
            {
                let (one, other) = (bounds(&outer.points), bounds(&inner.points));
                self.run.sheet.rulings.extend(Ruling::between_boxes(one, other));
            }
        }
    }

    /// A form, which is content of its own, or a picture.
    fn external(&mut self, operands: &[Operand]) {
        let Some(Operand::Name(name)) = operands.last() else { return };
        let file = self.run.interpreter.file;
        let objects = self.resources.and_then(|resources| file.dictionary(resources, "XObject"));
        let object = objects.and_then(|objects| file.resolve(objects.get(name).ok()?));
        let Some(Object::Stream(stream)) = object else { return };
        if self.run.off > 0 || self.run.interpreter.layers.hide_all_of(file, &stream.dict) {
            return;
        }
        match file.name(&stream.dict, "Subtype") {
            Some(b"Image") => {
                let lets_through =
                    [&b"SMask"[..], b"Mask", b"ImageMask"].iter().any(|key| stream.dict.has(key));
                self.picture();
                if !lets_through {
                    self.cover(self.state.ctm.area([0.0, 0.0, 1.0, 1.0]), None, true);
                }
            }
            Some(b"Form") => {
                if self.depth == DEPTH {
                    self.run.seen.too_deep = true;
                    return;
                }
                let Some(content) = file.bytes(stream) else { return };
                let matrix = match file.numbers(&stream.dict, "Matrix").as_deref() {
                    Some(&[a, b, c, d, e, f]) => Matrix([a, b, c, d, e, f]),
                    _ => Matrix::IDENTITY,
                };
                let mut state = self.state.clone();
                state.ctm = matrix.then(state.ctm);
                // Old files leave the resources to the page.
                let resources = file.dictionary(&stream.dict, "Resources").or(self.resources);
                self.run.content(&content, resources, state, self.depth + 1);
            }
            _ => {}
        }
    }

    /// Stretches of the content that belong to a layer.
    fn begin_marked(&mut self, operands: &[Operand]) {
        let off = match operands {
            [Operand::Name(tag), Operand::Name(name)] if tag == b"OC" => {
                let file = self.run.interpreter.file;
                let known = self.resources.and_then(|resources| file.dictionary(resources, "Properties"));
                let layer = known.and_then(|known| known.get(name).ok());
                layer.is_some_and(|layer| self.run.interpreter.layers.hide(file, layer))
            }
            _ => false,
        };
        self.marked.push(off);
        self.run.off += usize::from(off);
    }

    /// How transparent what follows is.
    fn graphics_state(&mut self, operands: &[Operand]) {
        let Some(Operand::Name(name)) = operands.last() else { return };
        let file = self.run.interpreter.file;
        let states = self.resources.and_then(|resources| file.dictionary(resources, "ExtGState"));
        let Some(state) = states.and_then(|states| as_dictionary(file.resolve(states.get(name).ok()?)?))
        else {
            return;
        };
        if let Some(alpha) = file.number(state, "ca") {
            self.state.alpha = alpha;
        }
        if let Some(blend) = file.get(state, "BM") {
            self.state.covers = matches!(blend.as_name(), Ok(b"Normal" | b"Compatible"));
        }
        if let Some(mask) = file.get(state, "SMask") {
            self.state.covers &= matches!(mask.as_name(), Ok(b"None"));
        }
    }

    /// The first colour of a colour space, and whether its numbers mean lights or inks of the usual kind.
    fn space(&self, operands: &[Operand]) -> (Color, bool) {
        let Some(Operand::Name(name)) = operands.last() else { return (None, false) };
        if matches!(name.as_slice(), b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK" | b"G" | b"RGB" | b"CMYK") {
            return (BLACK, true);
        }
        let file = self.run.interpreter.file;
        let spaces = self.resources.and_then(|resources| file.dictionary(resources, "ColorSpace"));
        let space = spaces.and_then(|spaces| file.resolve(spaces.get(name).ok()?));
        let kind = match space {
            Some(Object::Array(parts)) => parts.first().and_then(|kind| kind.as_name().ok()),
            Some(Object::Name(kind)) => Some(kind.as_slice()),
            _ => None,
        };
        let usual = matches!(
            kind,
            Some(b"ICCBased" | b"CalGray" | b"CalRGB" | b"DeviceGray" | b"DeviceRGB" | b"DeviceCMYK")
        );
        (BLACK.filter(|_| usual), usual)
    }

    /// Lays the path at hand over what is below it, filled.
    fn lay(&mut self) {
        for at in 0..self.path.len() {
            let outline = &self.path[at];
            let area = bounds(&outline.points);
            if outline.is_box() {
                self.cover(area, self.state.fill, false);
            } else if outline.curved || outline.points.len() > 5 {
                // A drawing, which may be that of a figure.
                self.run.sheet.mark(area, Why::Object);
            }
        }
    }

    /// Lines that are as thick as characters are high lie over them as boxes do.
    fn lay_lines(&mut self) {
        let [across, up] = [[1.0, 0.0], [0.0, 1.0]].map(|side| {
            let [x, y] = self.state.ctm.turn(side);
            x.hypot(y)
        });
        let reach = self.state.line_width * across.max(up) / 2.0;
        if reach * 2.0 < THICK {
            return;
        }
        for at in 0..self.path.len() {
            let areas: Vec<Area> = self.path[at]
                .points
                .windows(2)
                .filter(|two| Ruling::between(two[0], two[1]).is_some())
                .map(|two| {
                    let [left, top, right, bottom] = bounds(two);
                    match right - left > bottom - top {
                        true => [left, top - reach, right, bottom + reach],
                        false => [left - reach, top, right + reach, bottom],
                    }
                })
                .collect();
            for area in areas {
                self.cover(area, self.state.line, false);
            }
        }
    }

    fn cover(&mut self, area: Area, color: Color, picture: bool) {
        if Ruling::filling(area).is_some() {
            return;
        }
        let area = common(area, self.state.clip);
        self.ground(area, color);
        let glyphs = self.run.sheet.glyphs.len();
        let opaque = self.state.covers && self.state.alpha > 0.95 && self.state.clip_is_box;
        if opaque && glyphs > 0 && self.run.sheet.covers.len() < GROUNDS {
            self.run.sheet.covers.push(Cover { area, glyphs, picture });
        }
    }

    fn ground(&mut self, area: Area, color: Color) {
        if self.run.grounds.len() < GROUNDS {
            self.run.grounds.push((area, color));
        }
    }

    /// A picture fills the unit square; a thin one is a line.
    fn picture(&mut self) {
        if self.run.off > 0 {
            return;
        }
        let area = self.state.ctm.area([0.0, 0.0, 1.0, 1.0]);
        if Ruling::filling(area).is_none() {
            self.run.sheet.mark(common(area, self.state.clip), Why::Picture);
        }
        match Ruling::filling(area) {
            Some(line) => self.run.sheet.rulings.push(line),
            // Small ones are bullets, emblems, signs.
            None if (area[2] - area[0]) * (area[3] - area[1]) > 900.0 => {
                self.run.seen.pictures += 1;
                self.run.sheet.pictures.push(area);
            }
            None => {}
        }
    }
}

/// The share of one of several characters in the area of their glyph.
fn part(area: Area, quarter: u8, at: usize, count: usize) -> Area {
    if count == 1 {
        return area;
    }
    let [left, top, right, bottom] = area;
    let (share, next) = (at as f32 / count as f32, (at + 1) as f32 / count as f32);
    let between = |from: f32, to: f32| [from + (to - from) * share, from + (to - from) * next];
    let ([left, right], [top, bottom]) = match quarter {
        0 => (between(left, right), [top, bottom]),
        1 => ([left, right], between(top, bottom)),
        2 => ({ between(right, left) }, [top, bottom]),
        _ => ([left, right], between(bottom, top)),
    };
    [left.min(right), top.min(bottom), left.max(right), top.max(bottom)]
}

fn bounds(points: &[[f32; 2]]) -> Area {
    points.iter().fold([f32::MAX, f32::MAX, f32::MIN, f32::MIN], |area, &[x, y]| {
        [area[0].min(x), area[1].min(y), area[2].max(x), area[3].max(y)]
    })
}

/// Whether characters are next to nothing wide or high.
fn is_squeezed(place: Matrix, state: &State) -> bool {
    let length = |[x, y]: [f32; 2]| x.hypot(y);
    let (across, up) = (length(place.turn([state.stretch, 0.0])), length(place.turn([0.0, 1.0])));
    across < NARROW * up || up < NARROW * across
}

/// Whether characters are shown as in a mirror: the sheet counts downwards, so that those that are not turn over.
fn is_mirrored(place: Matrix, state: &State) -> bool {
    let [a, b, c, d, ..] = place.0;
    (a * d - b * c) * state.stretch.signum() > 0.0
}

/// Whether the middle of a character is outside of what is shown.
fn is_outside(clip: Area, area: Area) -> bool {
    let [x, y] = [(area[0] + area[2]) / 2.0, (area[1] + area[3]) / 2.0];
    x < clip[0] - 1.0 || x > clip[2] + 1.0 || y < clip[1] - 1.0 || y > clip[3] + 1.0
}

fn is_blank(text: &Text) -> bool {
    match text {
        Text::One(character) => character.is_whitespace(),
        Text::Many(text) => text.trim().is_empty(),
    }
}

fn common(one: Area, other: Area) -> Area {
    [one[0].max(other[0]), one[1].max(other[1]), one[2].min(other[2]), one[3].min(other[3])]
}

fn is_white(color: Color) -> bool {
    color.is_some_and(|color| color.iter().all(|&light| light > 0.99))
}

/// One number is grey, three are lights, four are inks.
fn color(operands: &[Operand]) -> Color {
    let values: Vec<f32> = operands
        .iter()
        .filter_map(|operand| match operand {
            Operand::Number(value) => Some(*value),
            _ => None,
        })
        .collect();
    match *values.as_slice() {
        [grey] => Some([grey; 3]),
        [red, green, blue] => Some([red, green, blue]),
        [cyan, magenta, yellow, black] => {
            Some([cyan, magenta, yellow].map(|ink| 1.0 - (ink + black).min(1.0)))
        }
        _ => None,
    }
}
