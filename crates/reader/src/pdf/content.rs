//! Runs the content of a page: where its characters and lines end up.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::characters::plain;
use super::cmap::Text;
use super::file::File;
use super::font::Font;
use super::lexer::{Lexer, Token};
use crate::budget::Budget;
use crate::fixed::{ASCENT, Area, Glyph, Matrix, Ruling, Sheet, quarter};

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
    invisible: bool,
    line_width: f32,
    /// Whether lines and fillings are white, and so cannot be seen.
    white_line: bool,
    white_fill: bool,
}

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

impl<'f, 'd> Interpreter<'f, 'd> {
    pub(super) fn new(file: &'f File<'d>, budget: &'f Budget) -> Self {
        Self { file, budget, fonts: HashMap::new(), left: budget.operators, stopped: false }
    }

    /// Draws a page whose user space `ctm` puts on the sheet.
    pub(super) fn page(&mut self, sheet: &mut Sheet, page: &'d Dictionary, ctm: Matrix) -> Seen {
        let content = self.file.contents(page);
        let resources = self.file.inherited(page, "Resources").and_then(super::file::as_dictionary);
        let mut run = Run { interpreter: self, sheet, seen: Seen::default() };
        run.content(&content, resources, State::new(ctm), 0);
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
            invisible: false,
            line_width: 1.0,
            white_line: false,
            white_fill: false,
        }
    }
}

struct Run<'r, 'f, 'd> {
    interpreter: &'r mut Interpreter<'f, 'd>,
    sheet: &'r mut Sheet,
    seen: Seen,
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
        };
        let mut lexer = Lexer::new(content);
        let mut operands: Vec<Operand> = Vec::new();
        // What is open, and how many dictionaries are among it: their entries are no operands.
        let mut open: Vec<bool> = Vec::new();
        let mut dictionaries = 0_usize;
        while let Some(token) = lexer.next() {
            if page.run.interpreter.budget.is_spent() {
                return;
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
                        return;
                    }
                    continue;
                }
            };
            if dictionaries == 0 && operands.len() < OPERANDS {
                operands.push(operand);
            }
        }
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
            b"Tr" => self.state.invisible = matches!(number(0) as i32, 3 | 7),
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
            b"c" => self.line_to([number(4), number(5)], true),
            b"v" | b"y" => self.line_to([number(2), number(3)], true),
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
            b"g" | b"rg" | b"k" | b"sc" | b"scn" => self.state.white_fill = is_white(operands),
            b"G" | b"RG" | b"K" | b"SC" | b"SCN" => self.state.white_line = is_white(operands),
            b"cs" => self.state.white_fill = false,
            b"CS" => self.state.white_line = false,
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
            super::file::as_dictionary(object)
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
            return;
        };
        let outside = area[2] < 0.0
            || area[3] < 0.0
            || area[0] > self.run.sheet.width
            || area[1] > self.run.sheet.height;
        if outside || !area.iter().all(|place| place.is_finite()) || size < 0.5 {
            return;
        }
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
        seen.invisible += usize::from(state.invisible);
        seen.characters += 1;
        // The code itself has been counted.
        if !self.run.count(characters.len().saturating_sub(1)) {
            return;
        }
        for (at, &character) in characters.iter().enumerate() {
            let area = part(area, quarter, at, characters.len());
            self.run.sheet.glyphs.push(Glyph { character: plain(character), area, size, quarter });
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
        self.path.clear();
        self.points = 0;
    }

    fn paint(&mut self, close: bool, stroke: bool, fill: bool) {
        let stroke = stroke && !self.state.white_line;
        let fill = fill && !self.state.white_fill;
        for outline in &self.path {
            if outline.curved {
                continue;
            }
            if stroke {
                let ends = (close || outline.closed).then(|| outline.points.first().copied()).flatten();
                let to = outline.points.iter().skip(1).copied().chain(ends);
                for (&from, to) in outline.points.iter().zip(to) {
                    self.run.sheet.rulings.extend(Ruling::between(from, to));
                }
            } else if fill {
                self.run.sheet.rulings.extend(Ruling::filling(bounds(&outline.points)));
            }
        }
        self.clear_path();
    }

    /// Browsers fill what is between two rectangles, one in the other: the borders of a box.
    fn frames(&mut self) {
        if self.state.white_fill {
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
        match file.name(&stream.dict, "Subtype") {
            Some(b"Image") => self.picture(),
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

    /// A picture fills the unit square; a thin one is a line.
    fn picture(&mut self) {
        let area = self.state.ctm.area([0.0, 0.0, 1.0, 1.0]);
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

fn is_white(operands: &[Operand]) -> bool {
    let values: Vec<f32> = operands
        .iter()
        .filter_map(|operand| match operand {
            Operand::Number(value) => Some(*value),
            _ => None,
        })
        .collect();
    match values.len() {
        1 | 3 => values.iter().all(|&value| value > 0.99),
        4 => values.iter().all(|&value| value < 0.01),
        _ => false,
    }
}
