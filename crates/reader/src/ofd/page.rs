//! What a page draws: text objects, paths, pictures, each in a box of its own.

use std::collections::HashMap;

use crate::budget::Budget;
use crate::document::Why;
use crate::fixed::{ASCENT, Area, Cover, Glyph, Matrix, Ruling, Sheet, TINY, holds, quarter};
use crate::xml::{Element, Token, Xml};

/// Points of a millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// The largest page, in millimetres.
const LARGEST: f32 = 7_000.0;
/// Line width, in millimetres, where a path says none (GB/T 33190, 9.1).
const WIDTH: f32 = 0.353;

/// What a page says of itself before it draws.
#[derive(Default)]
pub(super) struct Head {
    pub(super) templates: Vec<String>,
    /// In millimetres.
    pub(super) size: Option<[f32; 2]>,
}

/// What was seen.
#[derive(Default)]
pub(super) struct Drawn {
    pub(super) characters: usize,
    pub(super) pictures: usize,
    /// Units of other files' making, which are not read.
    composites: usize,
    /// Painted areas with their colours, which characters stand on.
    grounds: Vec<(Area, Ink)>,
    broken: Option<String>,
}

/// Reads the pages of one file.
pub(super) struct Reader<'b> {
    budget: &'b Budget<'b>,
    /// Objects and characters that may still come.
    left: usize,
    pub(super) stopped: bool,
    /// The colours of filling that the document gives names.
    styles: HashMap<String, Ink>,
}

/// The object being read.
struct Object {
    kind: Kind,
    /// From its own space to the sheet, in points.
    matrix: Matrix,
    boundary: Area,
    size: f32,
    /// Horizontal scale of its characters.
    stretch: f32,
    /// Where its lines run, in degrees clockwise.
    direction: i32,
    visible: bool,
    stroke: bool,
    fill: bool,
    /// Drawn in nothing, or so thin or transparent that nobody sees it.
    faded: bool,
    /// The colour of its filling, as far as that can be told.
    ink: Ink,
    /// What of it is shown is inside of these, as areas of the sheet.
    clips: Vec<Area>,
    /// Its glyphs are given by their numbers.
    glyphs: bool,
    /// It has characters.
    written: bool,
    /// Hides what is below it.
    opaque: bool,
    /// Filled in white.
    covers: bool,
    path: String,
}

/// Red, green and blue from 0 to 255; `None` where it cannot be told.
type Ink = Option<[f32; 3]>;

const BLACK: Ink = Some([0.0; 3]);
const WHITE: Ink = Some([255.0; 3]);
/// Colours nearer than this cannot be told apart.
const ALIKE: f32 = 24.0;
/// Painted areas of a page that are kept.
const GROUNDS: usize = 4_096;
/// Characters squeezed to less than this share of their width or height cannot be read.
const NARROW: f32 = 0.15;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Path,
}

/// Where the characters of a text code stand.
#[derive(Default)]
struct Code {
    x: f32,
    y: f32,
    across: Option<Vec<f32>>,
    down: Option<Vec<f32>>,
    text: String,
}

/// What of the open elements matters when they end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Object,
    Code,
    Path,
    /// What cuts off parts of an object.
    Clips,
    Other,
}

pub(super) fn blank(number: u32, [width, height]: [f32; 2]) -> Sheet {
    Sheet::new(number, width * POINTS, height * POINTS)
}

/// Width and height out of `x y width height`.
pub(super) fn size(text: &str) -> Option<[f32; 2]> {
    let [_, _, width, height] = numbers(text).try_into().ok()?;
    let sound = |size: f32| (1.0..=LARGEST).contains(&size);
    (sound(width) && sound(height)).then_some([width, height])
}

pub(super) fn head(text: &str, budget: &Budget) -> Head {
    let mut xml = Xml::new(text, budget);
    let mut head = Head::default();
    while let Ok(Some(token)) = xml.next() {
        let Token::Open(element) = token else { continue };
        match element.name() {
            "Template" => head.templates.extend(element.attribute("TemplateID")),
            "Content" => break,
            _ => {}
        }
    }
    head.size = super::texts_of(text, "PhysicalBox", budget).first().and_then(|text| size(text));
    head
}

/// Marks what annotations show on a page; links show nothing.
pub(super) fn overlay(sheet: &mut Sheet, text: &str, budget: &Budget) {
    let mut xml = Xml::new(text, budget);
    let mut shown = false;
    let mut words = false;
    let points = Matrix([POINTS, 0.0, 0.0, POINTS, 0.0, 0.0]);
    while let Ok(Some(token)) = xml.next() {
        match token {
            Token::Open(element) => match element.name() {
                "Annot" => {
                    let hidden = element.attribute("Visible").is_some_and(|visible| visible == "false");
                    shown = !hidden && element.attribute("Type").is_none_or(|kind| kind != "Link");
                    words = false;
                }
                "Appearance" if shown => {
                    let area = element.attribute("Boundary").map(|text| numbers(&text)).unwrap_or_default();
                    if let [x, y, width, height] = *area.as_slice() {
                        sheet.mark(points.area([x, y, x + width, y + height]), Why::Overlay);
                    }
                }
                "TextCode" => words = true,
                _ => {}
            },
            Token::Text(text) if words && shown && !text.trim().is_empty() => {
                if let Some(mark) = sheet.marks.last_mut() {
                    mark.weighty = true;
                }
            }
            Token::Text(_) => {}
            Token::Close => words = false,
        }
    }
}

impl Drawn {
    pub(super) fn add(&mut self, other: &Self) {
        self.characters += other.characters;
        self.pictures += other.pictures;
        self.composites += other.composites;
        self.broken = self.broken.take().or_else(|| other.broken.clone());
    }

    /// Says what of a page was not read.
    pub(super) fn say(&self, sheet: &mut Sheet) {
        let number = sheet.number;
        if let Some(why) = &self.broken {
            sheet.troubles.push(format!("第 {number} 页没有读完：{why}；请重新导出后再检查"));
        }
        if self.composites > 0 {
            let count = self.composites;
            sheet.troubles.push(format!("第 {number} 页有 {count} 个复合图元没有读；请核对这一页"));
        }
        if self.characters == 0 && self.pictures > 0 {
            sheet.troubles.push(format!(
                "第 {number} 页是图片，没有文字，没有读；请改用 Word 文件，或先做文字识别并核对"
            ));
        }
    }
}

impl<'b> Reader<'b> {
    pub(super) fn new(budget: &'b Budget, styles: HashMap<String, Ink>) -> Self {
        Self { budget, left: budget.operators, stopped: false, styles }
    }

    /// Draws the content of a page, or of a template, on a sheet.
    pub(super) fn draw(&mut self, sheet: &mut Sheet, text: &str) -> Drawn {
        let mut xml = Xml::new(text, self.budget);
        let mut drawn = Drawn::default();
        let mut open: Vec<Open> = Vec::new();
        let mut object: Option<Object> = None;
        let mut code = Code::default();
        loop {
            let token = match xml.next() {
                Ok(Some(token)) => token,
                Ok(None) => return drawn,
                Err(why) => {
                    drawn.broken = Some(why);
                    return drawn;
                }
            };
            match token {
                Token::Open(element) => {
                    if !self.count(1) {
                        return drawn;
                    }
                    let inside_clips = open.contains(&Open::Clips);
                    open.push(match (&mut object, inside_clips) {
                        (Some(object), true) => clip(&element, object),
                        _ => begin(&element, &self.styles, &mut object, &mut code, sheet, &mut drawn),
                    });
                }
                Token::Text(text) => match (open.last(), &mut object) {
                    (Some(Open::Code), _) => code.text.push_str(&text),
                    (Some(Open::Path), Some(object)) => object.path.push_str(&text),
                    _ => {}
                },
                Token::Close => match open.pop() {
                    Some(Open::Code) => {
                        if let Some(object) = object.as_mut() {
                            object.written |= !code.text.trim().is_empty();
                        }
                        if let Some(object) = object.as_ref().filter(|object| !object.visible) {
                            code.text
                                .chars()
                                .for_each(|it| sheet.leave_out(it, object.boundary, Why::Hidden));
                        }
                        if let Some(object) = object.as_ref().filter(|object| object.visible) {
                            if !self.count(code.text.len()) {
                                return drawn;
                            }
                            drawn.characters += write(sheet, object, &code, &drawn.grounds);
                        }
                        code.text.clear();
                    }
                    Some(Open::Object) => {
                        if let Some(object) =
                            object.as_ref().filter(|it| it.glyphs && !it.written && it.visible)
                        {
                            sheet.mark(object.boundary, Why::Object);
                        }
                        if let Some(object) = object.take().filter(|it| it.visible && it.kind == Kind::Path) {
                            rule(sheet, &object, &mut drawn.grounds);
                        }
                    }
                    Some(Open::Path | Open::Clips | Open::Other) | None => {}
                },
            }
        }
    }

    /// Whether so many more objects or characters are within the limit.
    fn count(&mut self, more: usize) -> bool {
        self.stopped |= more > self.left;
        self.left = self.left.saturating_sub(more);
        !self.stopped
    }
}

fn begin(
    element: &Element,
    styles: &HashMap<String, Ink>,
    object: &mut Option<Object>,
    code: &mut Code,
    sheet: &mut Sheet,
    drawn: &mut Drawn,
) -> Open {
    match element.name() {
        "TextObject" | "PathObject" => {
            let kind = if element.name() == "TextObject" { Kind::Text } else { Kind::Path };
            let mut new = Object::new(element, kind);
            if let Some(ink) = element.attribute("DrawParam").and_then(|style| styles.get(&style)) {
                new.ink = *ink;
            }
            *object = Some(new);
            *code = Code::default();
            Open::Object
        }
        "ImageObject" => {
            let area = Object::new(element, Kind::Path).boundary;
            match Ruling::filling(area) {
                Some(line) => sheet.rulings.push(line),
                // Small ones are emblems, seals, signs.
                None if (area[2] - area[0]) * (area[3] - area[1]) > 900.0 => {
                    drawn.pictures += 1;
                    sheet.pictures.push(area);
                    sheet.mark(area, Why::Picture);
                }
                None => sheet.mark(area, Why::Picture),
            }
            drawn.ground(area, None);
            Open::Other
        }
        "CompositeObject" => {
            drawn.composites += 1;
            Open::Other
        }
        "TextCode" => {
            // A code that does not say where it begins begins where the one before did.
            code.x = element.number("X").unwrap_or(code.x);
            code.y = element.number("Y").unwrap_or(code.y);
            code.across = element.attribute("DeltaX").map(|text| deltas(&text));
            code.down = element.attribute("DeltaY").map(|text| deltas(&text));
            code.text.clear();
            Open::Code
        }
        "AbbreviatedData" => Open::Path,
        "Clips" => Open::Clips,
        // Glyphs by their numbers: what they show stands in the font alone.
        "CGTransform" => {
            if let Some(object) = object.as_mut() {
                object.glyphs = true;
            }
            Open::Other
        }
        name @ ("FillColor" | "StrokeColor") => {
            let white = element.attribute("Value").is_some_and(|value| {
                let parts = numbers(&value);
                !parts.is_empty() && parts.iter().all(|&part| part >= 253.0)
            });
            let clear = element.number::<f32>("Alpha") == Some(0.0);
            if let Some(object) = object.as_mut().filter(|_| name == "FillColor") {
                object.ink = element.attribute("Value").map_or(BLACK, |value| ink(&value));
                object.faded |= clear && object.kind == Kind::Text;
            }
            if let Some(object) = object.as_mut().filter(|object| object.kind == Kind::Path)
                && (white || clear)
            {
                object.opaque &= !clear && element.number::<f32>("Alpha").is_none_or(|alpha| alpha > 250.0);
                object.covers |= white && name == "FillColor" && object.fill;
                if name == "FillColor" {
                    object.fill = false;
                } else {
                    object.stroke = false;
                }
            }
            Open::Other
        }
        _ => Open::Other,
    }
}

/// What cuts off parts of an object: the box of a path, from the object's own corner or from that of the page.
fn clip(element: &Element, object: &mut Object) -> Open {
    let area = element.attribute("Boundary").map(|text| numbers(&text)).unwrap_or_default();
    if let [x, y, width, height] = *area.as_slice() {
        let points = Matrix([POINTS, 0.0, 0.0, POINTS, 0.0, 0.0]);
        let [left, top, right, bottom] = points.area([x, y, x + width, y + height]);
        let [from_x, from_y, ..] = object.boundary;
        object.clips.push([left, top, right, bottom]);
        object.clips.push([left + from_x, top + from_y, right + from_x, bottom + from_y]);
    }
    Open::Other
}

/// A colour of three lights or one grey; others are not known.
fn ink(value: &str) -> Ink {
    match *numbers(value).as_slice() {
        [grey] => Some([grey; 3]),
        [red, green, blue] => Some([red, green, blue]),
        _ => None,
    }
}

/// The colours of filling that drawing parameters have, by their names.
pub(super) fn styles(text: &str, budget: &Budget, styles: &mut HashMap<String, Ink>) {
    let mut xml = Xml::new(text, budget);
    let mut id = None;
    while let Ok(Some(token)) = xml.next() {
        let Token::Open(element) = token else { continue };
        match element.name() {
            "DrawParam" => {
                let above = element.attribute("Relative").and_then(|above| styles.get(&above).copied());
                id = element.attribute("ID");
                if let (Some(id), Some(above)) = (&id, above) {
                    styles.insert(id.clone(), above);
                }
            }
            "FillColor" => {
                let value = element.attribute("Value").map_or(BLACK, |value| ink(&value));
                let value = if element.number::<f32>("Alpha") == Some(0.0) { WHITE } else { value };
                if let Some(id) = &id {
                    styles.insert(id.clone(), value);
                }
            }
            _ => {}
        }
    }
}

impl Drawn {
    fn ground(&mut self, area: Area, ink: Ink) {
        if self.grounds.len() < GROUNDS {
            self.grounds.push((area, ink));
        }
    }
}

/// Whether an ink cannot be told from what it is on: the last thing painted there, or else the paper.
fn is_on_like_ground(grounds: &[(Area, Ink)], area: Area, ink: Ink) -> bool {
    let point = [(area[0] + area[2]) / 2.0, (area[1] + area[3]) / 2.0];
    let below = grounds.iter().rev().find(|(ground, _)| holds(*ground, point)).map_or(WHITE, |(_, ink)| *ink);
    let alike = |(ink, ground): ([f32; 3], [f32; 3])| {
        ink.iter().zip(ground).all(|(one, other)| (one - other).abs() < ALIKE)
    };
    ink.zip(below).is_some_and(alike)
}

impl Object {
    fn new(element: &Element, kind: Kind) -> Self {
        let list = |name| element.attribute(name).map(|text| numbers(&text)).unwrap_or_default();
        let [x, y, width, height] = list("Boundary").try_into().unwrap_or([0.0; 4]);
        let own = list("CTM").try_into().map_or(Matrix::IDENTITY, Matrix);
        let points = Matrix([POINTS, 0.0, 0.0, POINTS, 0.0, 0.0]);
        let truth = |name: &str, usual: bool| {
            element.attribute(name).map_or(usual, |text| matches!(text.trim(), "true" | "1"))
        };
        let faded = element.number::<f32>("Alpha").is_some_and(|alpha| alpha < 16.0);
        Self {
            kind,
            matrix: own.then(Matrix::translation(x, y)).then(points),
            boundary: points.area([x, y, x + width, y + height]),
            size: element.number("Size").unwrap_or(0.0),
            stretch: element.number("HScale").unwrap_or(1.0),
            direction: element.number("ReadDirection").unwrap_or(0),
            visible: truth("Visible", true),
            stroke: truth("Stroke", true) && element.number("LineWidth").unwrap_or(WIDTH) > 0.0,
            fill: truth("Fill", false),
            // Text is filled unless it says otherwise.
            faded: kind == Kind::Text && (faded || !truth("Fill", true) && !truth("Stroke", false)),
            ink: BLACK,
            clips: Vec::new(),
            glyphs: false,
            written: false,
            opaque: element.number::<f32>("Alpha").is_none_or(|alpha| alpha > 250.0),
            covers: false,
            path: String::new(),
        }
    }
}

impl Object {
    /// Whether characters are next to nothing wide or high.
    fn is_squeezed(&self) -> bool {
        let length = |[x, y]: [f32; 2]| x.hypot(y);
        let across = length(self.matrix.turn([self.stretch, 0.0]));
        let up = length(self.matrix.turn([0.0, 1.0]));
        across < NARROW * up || up < NARROW * across
    }

    /// Whether characters are shown as in a mirror.
    fn is_mirrored(&self) -> bool {
        let [a, b, c, d, ..] = self.matrix.0;
        (a * d - b * c) * self.stretch.signum() < 0.0
    }

    /// Whether the middle of a character is outside of what is shown of the object, however its places are meant.
    fn cuts_off(&self, area: Area) -> bool {
        let point = [(area[0] + area[2]) / 2.0, (area[1] + area[3]) / 2.0];
        !self.clips.is_empty() && !self.clips.iter().any(|clip| holds(*clip, point))
    }
}

/// Puts the characters of a text code on the sheet; how many these are.
fn write(sheet: &mut Sheet, object: &Object, code: &Code, grounds: &[(Area, Ink)]) -> usize {
    let moves =
        |list: &Option<Vec<f32>>| list.as_ref().is_some_and(|list| list.iter().any(|&step| step != 0.0));
    let downwards = object.direction == 90 || (moves(&code.down) && !moves(&code.across));
    let along = if downwards { [0.0, 1.0] } else { [object.stretch.signum(), 0.0] };
    let along = object.matrix.turn(if object.direction == 180 { [-along[0], 0.0] } else { along });
    let size = object.matrix.turn([0.0, object.size]).map(f32::abs);
    let size = size[0].max(size[1]);
    // Slanted over the page: a watermark.
    let Some(quarter) = quarter(along) else {
        code.text.chars().for_each(|it| sheet.leave_out(it, object.boundary, Why::Moved));
        return 0;
    };
    let squeezed = object.is_squeezed();
    let mirrored = object.is_mirrored();
    let (mut x, mut y) = (code.x, code.y);
    let mut written = 0;
    let delta = |list: &Option<Vec<f32>>, at: usize| {
        // Where the list ends, its last distance goes on.
        list.as_ref().and_then(|list| list.get(at).or(list.last())).copied()
    };
    let text = code.text.trim_matches(['\n', '\r', '\t']);
    for (at, character) in text.chars().enumerate() {
        let usual = object.size * object.stretch * if character.is_ascii() { 0.5 } else { 1.0 };
        let across = delta(&code.across, at);
        let down = delta(&code.down, at);
        let width = across.filter(|&step| step > 0.0).map_or(usual, |step| usual.min(step));
        let area =
            object.matrix.area([x, y - ASCENT * object.size, x + width, y + (1.0 - ASCENT) * object.size]);
        let outside = area[2] < 0.0 || area[3] < 0.0 || area[0] > sheet.width || area[1] > sheet.height;
        if outside || area.iter().any(|place| !place.is_finite()) || size < 0.5 {
            sheet.leave_out(character, area, Why::Hidden);
        } else {
            let faint = object.faded
                || squeezed
                || size < TINY
                || object.cuts_off(area)
                || is_on_like_ground(grounds, area, object.ink);
            let doubt = if faint { Some(Why::Faint) } else { mirrored.then_some(Why::Moved) };
            sheet.glyphs.push(Glyph { character, area, size, quarter, doubt });
            written += usize::from(!character.is_whitespace());
        }
        match (across, down) {
            (None, None) if downwards => y += object.size,
            (None, None) => x += usual,
            (across, down) => {
                x += across.unwrap_or(0.0);
                y += down.unwrap_or(0.0);
            }
        }
    }
    written
}

/// Adds the straight lines of a path: `M x y`, `L x y`, `C` closes; curves (`Q`, `B`, `A`) are none.
fn rule(sheet: &mut Sheet, object: &Object, grounds: &mut Vec<(Area, Ink)>) {
    let mut words = object.path.split_whitespace();
    let mut outlines: Vec<(Vec<[f32; 2]>, bool)> = Vec::new();
    while let Some(word) = words.next() {
        let mut point = |skip: usize| {
            let mut numbers = words.by_ref().skip(skip).map(|word| word.parse().unwrap_or(0.0));
            let place = [numbers.next().unwrap_or(0.0), numbers.next().unwrap_or(0.0)];
            object.matrix.apply(place)
        };
        match word {
            "M" | "S" => outlines.push((vec![point(0)], false)),
            "L" => {
                let point = point(0);
                if let Some((points, _)) = outlines.last_mut() {
                    points.push(point);
                }
            }
            "Q" | "B" | "A" => {
                let end = point(match word {
                    "Q" => 2,
                    "B" => 4,
                    _ => 5,
                });
                outlines.push((vec![end], true));
            }
            "C" => {
                if let Some((points, _)) = outlines.last_mut()
                    && let Some(&first) = points.first()
                {
                    points.push(first);
                }
            }
            _ => {}
        }
    }
    for (points, curved) in outlines {
        if object.stroke && !curved {
            for pair in points.windows(2) {
                sheet.line(pair[0], pair[1]);
            }
        } else if (object.fill || object.covers) && !curved {
            let area = points.iter().fold([f32::MAX, f32::MAX, f32::MIN, f32::MIN], |area: Area, &[x, y]| {
                [area[0].min(x), area[1].min(y), area[2].max(x), area[3].max(y)]
            });
            match Ruling::filling(area) {
                Some(line) if object.fill => sheet.rulings.push(line),
                None if object.opaque && is_box(&points) => {
                    if grounds.len() < GROUNDS {
                        grounds.push((area, object.ink));
                    }
                    sheet.covers.push(Cover { area, glyphs: sheet.glyphs.len(), picture: false });
                }
                _ => {}
            }
        } else if curved {
            sheet.mark(object.boundary, Why::Object);
        }
    }
}

/// Whether an outline is a rectangle along the axes.
fn is_box(points: &[[f32; 2]]) -> bool {
    let straight =
        |two: &[[f32; 2]]| (two[0][0] - two[1][0]).abs() < 0.5 || (two[0][1] - two[1][1]).abs() < 0.5;
    (4..=5).contains(&points.len()) && points.windows(2).all(straight)
}

/// Distances between characters: `1.2 3.4`, or `g 3 1.2` for three times the same.
fn deltas(text: &str) -> Vec<f32> {
    /// Characters of one text code; no line has more.
    const DELTAS: usize = 10_000;
    let mut list = Vec::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        if word == "g" {
            let count: usize = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
            let step: f32 = words.next().and_then(|word| word.parse().ok()).unwrap_or(0.0);
            // As many as a text has: what goes beyond goes on with the last.
            list.extend(std::iter::repeat_n(step, count.min(DELTAS.saturating_sub(list.len()))));
        } else if let Ok(step) = word.parse() {
            list.push(step);
        }
    }
    list
}

fn numbers(text: &str) -> Vec<f32> {
    text.split_whitespace().filter_map(|word| word.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        assert_eq!(deltas("1 g 3 2.5 4"), [1.0, 2.5, 2.5, 2.5, 4.0]);
        assert_eq!(deltas("g 999999999 1 g 999999999 2").len(), 10_000);
        assert_eq!(deltas("g x"), Vec::<f32>::new());
    }
}
