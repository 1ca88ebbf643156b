//! The template that comes with the program: a plain official letter, to be changed in WPS or Word.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The parts of the document, as they are packed.
const PARTS: [(&str, &str); 6] = [
    ("[Content_Types].xml", include_str!("../template/content-types.xml")),
    ("_rels/.rels", include_str!("../template/package.rels")),
    ("word/document.xml", include_str!("../template/document.xml")),
    ("word/styles.xml", include_str!("../template/styles.xml")),
    ("word/footer1.xml", include_str!("../template/footer.xml")),
    ("word/_rels/document.xml.rels", include_str!("../template/document.rels")),
];

/// The template as a DOCX file: always the same bytes.
pub fn builtin() -> Vec<u8> {
    const NEVER: &str = "a file in memory can be written";
    let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in PARTS {
        zip.start_file(path, options).expect(NEVER);
        zip.write_all(text.as_bytes()).expect(NEVER);
    }
    zip.finish().expect(NEVER).into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Letter, Template};

    #[test]
    fn it_is_fit_for_use() {
        let template = Template::open(builtin()).unwrap();
        assert!(template.fits_all().is_ok());
        assert!(template.fill(&Letter::default()).unwrap().starts_with(b"PK"));
    }
}
