//! What lies over a page: fields to fill in, and annotations. Their words are not read; that they are there is said.

use lopdf::{Dictionary, Object};

use super::file::{File, as_dictionary};
use super::layers::Layers;
use crate::document::Why;
use crate::fixed::{Matrix, Sheet};

/// Annotations of a page that are looked at.
const COUNT: usize = 5_000;
/// Not shown on a screen: hidden, or no view.
const UNSEEN: i64 = 2 | 32;

/// Marks the places of what lies over a page whose user space `ctm` puts on the sheet.
pub(super) fn mark<'d>(
    file: &File<'d>,
    layers: &Layers,
    page: &'d Dictionary,
    sheet: &mut Sheet,
    ctm: Matrix,
) {
    let Some(list) = file.get(page, "Annots").and_then(|object| object.as_array().ok()) else { return };
    for annotation in
        list.iter().take(COUNT).filter_map(|object| file.resolve(object).and_then(as_dictionary))
    {
        let flags = file.get(annotation, "F").and_then(|flags| flags.as_i64().ok()).unwrap_or(0);
        if flags & UNSEEN != 0 || layers.hide_all_of(file, annotation) {
            continue;
        }
        let Some((why, weighty)) = meaning(file, annotation) else { continue };
        if let Some(&[x, y, x2, y2]) = file.numbers(annotation, "Rect").as_deref() {
            sheet.mark(ctm.area([x, y, x2, y2]), why);
            if let Some(mark) = sheet.marks.last_mut() {
                mark.weighty = weighty;
            }
        }
    }
}

/// What an annotation shows; `None` for one that shows nothing, or nothing of its own.
fn meaning<'d>(file: &File<'d>, annotation: &'d Dictionary) -> Option<(Why, bool)> {
    Some(match file.name(annotation, "Subtype")? {
        b"Widget" => {
            let kind = file.inherited(annotation, "FT").and_then(|kind| kind.as_name().ok());
            let text = file.inherited(annotation, "V").map(words).unwrap_or_default();
            match kind {
                Some(b"Btn" | b"Sig") => return None,
                _ if text.trim().is_empty() && !annotation.has(b"AP") => return None,
                _ => (Why::Field, !text.trim().is_empty()),
            }
        }
        b"FreeText" | b"Redact" => (Why::Overlay, true),
        // Filled, and so over what is below.
        b"Square" | b"Circle" | b"Polygon" if annotation.has(b"IC") => (Why::Overlay, true),
        b"StrikeOut" => (Why::Struck, true),
        b"Stamp" | b"Square" | b"Circle" | b"Polygon" | b"PolyLine" | b"Line" | b"Ink" | b"Watermark" => {
            (Why::Overlay, false)
        }
        _ => return None,
    })
}

/// The text of a string, as far as it matters whether there is any.
fn words(object: &Object) -> String {
    match object {
        Object::String(bytes, _) => String::from_utf8_lossy(bytes).into_owned(),
        Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
        Object::Array(_) | Object::Stream(_) => "…".to_owned(),
        _ => String::new(),
    }
}
