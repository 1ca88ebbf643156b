//! Pages that a browser saved as one file (MHT, MHTML): the page is taken out of its MIME wrapping and read as any other.
//!
//! The charset that the wrapping declares is not asked: it is the server's, and the page's own bytes tell better.

use memchr::{memchr, memmem};

/// Parts inside parts. A browser writes one level, mail programs two.
const DEPTH: usize = 8;

/// Whether a file begins as such a page does.
pub(crate) fn is_one(head: &[u8]) -> bool {
    let starts = |text: &[u8]| head.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text));
    let begins = [
        &b"mime-version:"[..],
        b"from:",
        b"subject:",
        b"date:",
        b"content-type: multipart",
        b"snapshot-content-location:",
    ];
    begins.into_iter().any(starts) && memmem::find(&head.to_ascii_lowercase(), b"multipart/").is_some()
}

/// The bytes of the first page in a file, without the encoding that carried them, and whether the file goes on to its end.
pub(crate) fn page(bytes: &[u8]) -> Option<(Vec<u8>, bool)> {
    part(bytes, DEPTH)
}

/// Pages of one file that are looked into besides the first.
const FRAMES: usize = 32;

/// The further pages in a file, which the first one shows in frames.
pub(crate) fn frames(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut pages = Vec::new();
    collect(bytes, DEPTH, &mut pages);
    if !pages.is_empty() {
        pages.remove(0);
    }
    pages
}

fn collect(bytes: &[u8], depth: usize, pages: &mut Vec<Vec<u8>>) {
    let (head, body) = head(bytes);
    let kind = head.iter().find(|(name, _)| name == "content-type").map_or("", |(_, value)| value.as_str());
    if !kind.trim_start().to_ascii_lowercase().starts_with("multipart/") {
        pages.extend(part(bytes, 0).map(|(page, _)| page));
        return;
    }
    let Some((boundary, within)) = parameter(kind, "boundary").zip(depth.checked_sub(1)) else { return };
    for (inner, _) in parts(body, &boundary) {
        if pages.len() <= FRAMES {
            collect(inner, within, pages);
        }
    }
}

fn part(bytes: &[u8], depth: usize) -> Option<(Vec<u8>, bool)> {
    let (head, body) = head(bytes);
    let field = |name: &str| head.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    let kind = field("content-type").unwrap_or("text/plain");
    let plain = kind.to_ascii_lowercase();
    if plain.trim_start().starts_with("multipart/") {
        let boundary = parameter(kind, "boundary")?;
        let within = depth.checked_sub(1)?;
        return parts(body, &boundary).into_iter().find_map(|(inner, ends)| {
            let (page, whole) = part(inner, within)?;
            Some((page, whole && ends))
        });
    }
    let media = plain.split(';').next().unwrap_or_default().trim();
    if !matches!(media, "text/html" | "application/xhtml+xml") {
        return None;
    }
    Some((body_of(&head, body), true))
}

/// A body without the encoding that carried it.
fn body_of(head: &[(String, String)], body: &[u8]) -> Vec<u8> {
    let field = |name: &str| head.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
    match field("content-transfer-encoding").unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body),
        _ => body.to_vec(),
    }
}

/// The style sheets in a file, each as an element that a page may end with. Whether the page asks for each of them is
/// taken for granted: a browser saves no others.
pub(crate) fn styles(bytes: &[u8]) -> String {
    let mut styles = String::new();
    gather(bytes, DEPTH, &mut styles);
    styles
}

fn gather(bytes: &[u8], depth: usize, styles: &mut String) {
    let (head, body) = head(bytes);
    let kind = head.iter().find(|(name, _)| name == "content-type").map_or("", |(_, value)| value.as_str());
    let plain = kind.trim_start().to_ascii_lowercase();
    if plain.starts_with("text/css") {
        let sheet = body_of(&head, body);
        // What would end the element has no place in a sheet.
        let sheet = String::from_utf8_lossy(&sheet).replace("</", " ");
        styles.push_str("\n<style>");
        styles.push_str(&sheet);
        styles.push_str("</style>");
    }
    if !plain.starts_with("multipart/") {
        return;
    }
    let Some((boundary, within)) = parameter(kind, "boundary").zip(depth.checked_sub(1)) else { return };
    for (inner, _) in parts(body, &boundary) {
        gather(inner, within, styles);
    }
}

/// The fields above the first empty line, names in lower case, values on one line; and what stands below it.
fn head(bytes: &[u8]) -> (Vec<(String, String)>, &[u8]) {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (line, below) = line(rest);
        rest = below;
        let text = String::from_utf8_lossy(line);
        if text.trim().is_empty() {
            // Nothing but empty lines above the first field is no end.
            if fields.is_empty() {
                continue;
            }
            break;
        }
        if text.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(text.trim());
            }
        } else if let Some((name, value)) = text.split_once(':') {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    (fields, rest)
}

/// The first line without its end, and what is below it.
fn line(bytes: &[u8]) -> (&[u8], &[u8]) {
    match memchr(b'\n', bytes) {
        Some(end) => (bytes[..end].strip_suffix(b"\r").unwrap_or(&bytes[..end]), &bytes[end + 1..]),
        None => (bytes, &[]),
    }
}

/// `boundary="----=_Part"` of a field.
fn parameter(field: &str, name: &str) -> Option<String> {
    field.split(';').skip(1).find_map(|parameter| {
        let (key, value) = parameter.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    })
}

/// What stands between the lines `--boundary`, and whether such a line ends it: of a file that is cut off none does.
fn parts<'b>(body: &'b [u8], boundary: &str) -> Vec<(&'b [u8], bool)> {
    let mark = [b"--", boundary.as_bytes()].concat();
    let mut parts = Vec::new();
    let mut open: Option<usize> = None;
    for at in memmem::find_iter(body, &mark) {
        if at > 0 && body[at - 1] != b'\n' {
            continue;
        }
        if let Some(start) = open {
            parts.push((&body[start.min(at)..at], true));
        }
        let behind = at + mark.len();
        if body[behind..].starts_with(b"--") {
            return parts;
        }
        open = Some(body.len() - line(&body[behind..]).1.len());
    }
    parts.extend(open.map(|start| (&body[start..], false)));
    parts
}

/// RFC 2045, 6.7. What is no valid escape stays as it is.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr(b'=', rest) {
        out.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        let hex = |byte: u8| char::from(byte).to_digit(16);
        match *rest {
            [b'\n', ..] => rest = &rest[1..],
            [b'\r', b'\n', ..] => rest = &rest[2..],
            [high, low, ..] if hex(high).is_some() && hex(low).is_some() => {
                out.push((hex(high).unwrap_or(0) * 16 + hex(low).unwrap_or(0)) as u8);
                rest = &rest[2..];
            }
            _ => out.push(b'='),
        }
    }
    out.extend_from_slice(rest);
    out
}

/// RFC 2045, 6.8: characters that mean nothing are passed over.
fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for &byte in bytes {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(file: &str, expected: Option<(&str, bool)>) {
        let page = page(file.replace('\n', "\r\n").as_bytes());
        assert_eq!(
            page.map(|(page, whole)| (String::from_utf8(page).unwrap().replace("\r\n", "\n"), whole)),
            expected.map(|(page, whole)| (page.to_owned(), whole))
        );
    }

    const HEAD: &str = "MIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype=\"text/html\";\n\tboundary=\"--=_b\"\n\n";

    #[test]
    fn style_sheets_go_with_their_page() {
        let css = "Content-Type: text/css; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n";
        let file = format!(
            "{HEAD}----=_b\nContent-Type: text/html\n\n<p>\n----=_b\n{css}.a{{display:=\nnone}}\n----=_b\n{css}b</style>{{}}\n----=_b--"
        );
        let styles = styles(file.replace('\n', "\r\n").as_bytes()).replace("\r\n", "");
        assert_eq!(styles, "\n<style>.a{display:none}</style>\n<style>b style>{}</style>");
    }

    #[test]
    fn pages_are_unwrapped() {
        assert!(is_one(HEAD.as_bytes()));
        let html = "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding";
        check(
            &format!(
                "{HEAD}\n----=_b\n{html}: quoted-printable\n\n<p>=E7=94=B2=\n=E4=B9=99 1=3D1 =zz</p>\n----=_b\nContent-Type: image/png\n\nx\n----=_b--\n"
            ),
            Some(("<p>甲乙 1=1 =zz</p>\n", true)),
        );
        check(
            &format!(
                "{HEAD}----=_b\nContent-Type: image/png\n\nx\n----=_b\n{html}: base64\n\n55Sy\n5LmZ\n----=_b--"
            ),
            Some(("甲乙", true)),
        );
        // Cut off, and one multipart inside another.
        check(
            &format!(
                "{HEAD}----=_b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n{html}: 8bit\n\n<p>"
            ),
            Some(("<p>", false)),
        );
        check(&format!("{HEAD}----=_b\nContent-Type: text/plain\n\n甲\n----=_b--"), None);
        check("Content-Type: multipart/related\n\n<p>", None);
        check("", None);
    }
}
