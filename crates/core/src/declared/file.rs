//! The TOML file of a declared rule: its keys and what they mean.

use toml::de::DeTable;

use super::dictionary::{self, Entry};
use super::keys::{DeclaredError, File, Keys, Result, phrase};
use super::language::Comparison;
use super::sightings::Phrase;
use super::{Choice, Declared, Kind, kinds, limits, words};
use crate::card::{Card, Need, Scope, Severity};

pub(super) const KEYS: [&str; 28] = [
    "code",
    "name",
    "severity",
    "certainty",
    "title",
    "basis",
    "why",
    "source",
    "replaces",
    "years",
    "editions",
    "levels",
    "agencies",
    "of",
    "options",
    "table",
    "holds",
    "when",
    "rows",
    "columns",
    "printed",
    "at",
    "message",
    "mentions",
    "wording",
    "order",
    "bad",
    "good",
];
pub(super) const OPTION_KEYS: [&str; 3] = ["default", "says", "levels"];

/// Where dictionaries are to be had, by name; a Chinese sentence where one is not.
pub(super) type Dictionaries<'d> = &'d mut dyn FnMut(&str) -> std::result::Result<String, String>;

/// Reads the file of one rule.
///
/// Keys of the card: `code`, `name`, `severity`, `certainty` (`certain` unless given), `title`, `basis`, `why`; `source`,
/// `replaces`, `years = [2020, 2020]`, `editions = ["2019"]`, `levels = ["county"]`, `agencies = ["公安局"]`,
/// `of = ["county"]` if wanted; `[options.least]` with `default`, `says` and if wanted `levels = { "县" = 6 }`, for
/// numbers that a profile may set; `when`, what has to be so before the rule is asked; `[[bad]]` and `[[good]]` examples.
/// Then one of
///
/// - `holds`, and if wanted `table`, one of `rows = […]` (the terms are columns) and `columns = […]`, `printed = true`,
///   `at`, `message`;
/// - `[mentions]`: one of `any = […]` (one of these words), `all = [[…], …]` (one of each list) and
///   `sentence = [[…], …]` (one of each list in one sentence), and if wanted `dictionary`, whose words join `any`;
///   `parts`; `number = true` (beside a number); `times` (at least so often); `least` (of `all`, at least so many);
///   `expects` (for the message). What is denied (`未开展培训`) or only planned (`下一步将加强培训`) is no evidence, unless
///   `denied = true` or `plans = true`. `partly = "info"`: how bad it is at most when there is something, but not enough.
/// - `[wording]`: `find = […]`, `dictionary` or both; `better`; and if wanted `except = […]` (longer words in which they
///   are right), `unless = […]` (words of the same sentence that make them right), `near = […]` (words of the same
///   sentence, or `within` so many characters, beside which alone they are wrong), `message` (with `{word}` and
///   `{better}`), `parts`, `once = true` (one finding for each word).
/// - `[order]`: `words = [[…], …]`, and if wanted `parts` and `headings = true`; or `sections = […]`; `expects`.
///
/// Words of the form, levels and severities may be Chinese or English.
///
/// `dictionary = "obsolete-bodies"` is the file `rules/<pack>/dictionaries/obsolete-bodies.tsv`; see
/// [`dictionary::entries`].
pub fn parse(text: &str) -> std::result::Result<Declared, DeclaredError> {
    parse_with(text, &mut |name| Err(format!("没有词典“{name}”")))
}

/// [`parse`] for a rule that may name dictionaries.
pub fn parse_with(text: &str, dictionaries: Dictionaries) -> std::result::Result<Declared, DeclaredError> {
    let file = File { text };
    if text.len() > limits::BYTES {
        return Err(file.error(0, format!("规则文件超过 {} KiB，请分成几条规则", limits::BYTES >> 10)));
    }
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().unwrap_or(0..0);
        file.error(at.start, format!("不是合法的 TOML：{}", error.message()))
    })?;
    let keys = Keys::new(&file, table.get_ref(), 0, &KEYS, "")?;
    let mut card = card(&keys)?;
    let options = options(&keys)?;
    card.options = options.iter().map(Choice::threshold).collect();
    let names: Vec<&str> = options.iter().map(|choice| choice.key.as_str()).collect();
    let (mut kind, when) = kinds::kind(&keys, &names, dictionaries)?;
    kind.number_phrases();
    limits::check(&kind, &when).map_err(|why| keys.file.error(keys.start, why))?;
    let of_last_year = |comparison: &Comparison| comparison.terms().any(|term| term.what.is_of_last_year());
    if when.iter().any(of_last_year)
        || matches!(&kind, Kind::Equation(equation) if equation.needs_last_year())
    {
        card.needs.push(Need::LastYear);
    }
    Ok(Declared { card, kind, when, options })
}

fn card(keys: &Keys) -> Result<Card> {
    let severities = words::severities(&[Severity::Info, Severity::Warning, Severity::Error]);
    let severity = keys.word("severity", &severities)?;
    let name = keys.string("name")?;
    if name.split_once('/').is_none_or(|(pack, defect)| pack.is_empty() || defect.is_empty()) {
        return keys.wrong("name", "应为“规则包/缺陷”，例如 national/broken-result-total");
    }
    let mut card = Card::new(severity, keys.string("code")?, name, keys.string("title")?)
        .basis(keys.string("basis")?)
        .why(keys.string("why")?)
        .source(keys.optional("source")?);
    if keys.has("certainty") {
        card.certainty = keys.word("certainty", &words::certainties())?;
    }
    card.replaces = keys.strings("replaces")?.into_iter().map(|(code, _)| code.to_owned()).collect();
    card.scope = Scope {
        years: keys.years()?,
        editions: keys.words("editions", &words::editions())?,
        levels: keys.words("levels", &words::levels())?,
        agencies: keys.strings("agencies")?.into_iter().map(|(name, _)| name.to_owned()).collect(),
        of: keys.words("of", &words::levels())?,
    };
    card.bad = keys.examples("bad", &["report", "finds"])?;
    card.good = keys.examples("good", &["report"])?;
    Ok(card)
}

/// The tables `[options.…]`.
fn options(keys: &Keys) -> Result<Vec<Choice>> {
    let mut options = Vec::new();
    for (key, option) in keys.tables("options", &OPTION_KEYS)? {
        let fits = |c: char| c.is_ascii_lowercase() || c == '_';
        if key.is_empty() || !key.chars().all(fits) || key == "level" {
            let message = format!("选项“{key}”的名称只用小写字母和下划线，不能是 level");
            return Err(keys.file.error(option.start, message));
        }
        let levels = option.numbers("levels")?.into_iter().map(|(word, at, value)| {
            Ok((option.word_of("levels", word, at.start, &words::levels())?, value))
        });
        options.push(Choice {
            key: key.to_owned(),
            says: option.string("says")?.to_owned(),
            default: option.integer("default")?,
            levels: levels.collect::<Result<_>>()?,
        });
    }
    if options.len() > limits::OPTIONS {
        let message = format!("选项有 {} 个，至多 {} 个", options.len(), limits::OPTIONS);
        return keys.wrong("options", message);
    }
    Ok(options)
}

/// The entries of the dictionary that is named, if one is.
pub(super) fn entries(keys: &Keys, dictionaries: Dictionaries) -> Result<Vec<Entry>> {
    if !keys.has("dictionary") {
        return Ok(Vec::new());
    }
    let name = keys.string("dictionary")?;
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        let message = format!("词典的名称只用小写字母、数字和连字符，不带扩展名，写的是“{name}”");
        return keys.wrong("dictionary", message);
    }
    let text = match dictionaries(name) {
        Ok(text) => text,
        Err(why) => return keys.wrong("dictionary", why),
    };
    dictionary::entries(&text).map_err(|(line, message)| DeclaredError {
        dictionary: Some(name.to_owned()),
        line,
        column: 1,
        message,
    })
}

pub(super) fn dated(entry: &Entry) -> Phrase {
    Phrase { years: entry.years, ..phrase(&entry.word) }
}
