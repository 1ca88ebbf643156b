//! Which division of the country a name begins with: the names themselves are data of [`gouji_core::divisions`].

use gouji_core::divisions;

/// A name with more characters is none: 双江拉祜族佤族布朗族傣族自治县 has fifteen.
const LONGEST: usize = 16;

/// The longest name of a division that a text begins with; `first` where no other stands before it.
pub(super) fn prefix(text: &str, first: bool) -> Option<&str> {
    let ends = text.char_indices().take(LONGEST).filter(|(_, c)| "省市县区旗州盟".contains(*c));
    let names = ends.map(|(at, c)| &text[..at + c.len_utf8()]);
    // 城区 and 郊区 are words, unless a city stands before them.
    let stands = |name: &&str| !first || !matches!(*name, "城区" | "郊区" | "矿区");
    names.filter(stands).filter(|name| divisions::is_name(name)).last()
}

/// The code of a division of that name inside of another one, where only one division there has it.
pub(super) fn code(name: &str, inside: Option<&str>) -> Option<&'static str> {
    let mut codes =
        divisions::codes(name).filter(|code| inside.is_none_or(|place| divisions::is_within(code, place)));
    let code = codes.next()?;
    codes.next().is_none().then_some(code)
}

/// The code of the city that a text begins with, without 市: `合肥高新技术产业开发区`.
pub(super) fn bare_city(text: &str) -> Option<&'static str> {
    let mut name = String::new();
    let mut found = None;
    for c in text.chars().take(6) {
        name.push(c);
        name.push('市');
        found = code(&name, None).or(found);
        name.pop();
    }
    found
}
