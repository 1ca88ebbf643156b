//! Letters that send reports back: one, a package of them, or all in one document.

use std::io::{Cursor, Write as _};
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::Response;
use gouji_core::card::Severity;
use gouji_engine::today;
use gouji_ledger::Ledger;
use gouji_letters::{Asked, Letter, Names, Template, builtin, letter, seen};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::file;
use crate::app::{App, work};
use crate::problem::Problem;
use crate::query;
use crate::season::Season;

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The most letters that one document takes, and a package: what is larger is for the command line.
const TOGETHER: usize = 1000;
const PACKED: usize = 5000;

pub(super) async fn letters(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    work(&app, move |app| {
        let asked = asked(app, &query)?;
        let (unit, form) = (query::get(&query, "unit"), query::get(&query, "form"));
        let year = query::get(&query, "year").parse().ok();
        let season = app.season()?;
        let most = if form == "single" { TOGETHER } else { PACKED };
        let letters = season.read(|ledger| {
            let year = if year.is_none() && unit.is_empty() { ledger.season()? } else { year };
            written(season, ledger, (Some(unit.as_str()).filter(|unit| !unit.is_empty()), year), &asked, most)
        })?;
        let template = Template::open(builtin()).map_err(|why| Problem::ours(why.to_string()))?;
        match &letters[..] {
            [] => Err(Problem::not_found("没有要退回的问题，没有写意见书")),
            all if all.len() > most => Err(Problem::asked(format!(
                "意见书超过 {most} 封，这里写不下；请用 gouji ledger letters --output 文件夹"
            ))),
            [(name, one)] if form != "zip" => Ok(file(name, DOCX, template.fill(one).map_err(broken)?)),
            _ if form == "single" => {
                let all: Vec<Letter> = letters.into_iter().map(|(_, letter)| letter).collect();
                Ok(file("退回意见书.docx", DOCX, template.fill_all(&all).map_err(broken)?))
            }
            all => Ok(file("退回意见书.zip", "application/zip", packed(all, &template)?)),
        }
    })
    .await
}

fn asked(app: &App, query: &str) -> Result<Asked, Problem> {
    let due = match query::get(query, "due").as_str() {
        "" => None,
        text => Some(today::parse(text).ok_or_else(|| Problem::asked("改正期限应为日期，如 2027-03-31"))?),
    };
    Ok(Asked {
        floor: Severity::Warning,
        only_sent_back: query::get(query, "only") == "1",
        office: query::get(query, "office"),
        due,
        day: app.day(),
    })
}

/// The letters with the names of their files, and one more than wanted at most.
fn written(
    season: &Season,
    ledger: &Ledger,
    (unit, year): (Option<&str>, Option<u16>),
    asked: &Asked,
    most: usize,
) -> Result<Vec<(String, Letter)>, gouji_ledger::LedgerError> {
    let (mut letters, mut names) = (Vec::new(), Names::default());
    for id in ledger.cases(unit, year)? {
        let Some(mut case) = ledger.case(id)? else { continue };
        case.checked.path = season.place(&case.checked.path);
        if let Some(letter) = letter::of(&case, &mut || seen(&case), asked) {
            letters.push((names.of(&case.unit, case.year), letter));
        }
        if letters.len() > most {
            break;
        }
    }
    Ok(letters)
}

fn packed(letters: &[(String, Letter)], template: &Template) -> Result<Vec<u8>, Problem> {
    let unpacked = |why: zip::result::ZipError| Problem::ours(format!("压缩包写不成（{why}）"));
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    // They are packed already.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, letter) in letters {
        let bytes = template.fill(letter).map_err(broken)?;
        package.start_file(name.as_str(), options).map_err(unpacked)?;
        package.write_all(&bytes).map_err(|why| unpacked(why.into()))?;
    }
    Ok(package.finish().map_err(unpacked)?.into_inner())
}

fn broken(why: gouji_letters::TemplateError) -> Problem {
    Problem::ours(format!("意见书写不成：{why}"))
}
