//! `gouji ledger score FILE`: the units by an evaluator's scheme, with the evidence for every point.

use std::fmt::Write as _;
use std::path::PathBuf;

use gouji_engine::SetupError;
use gouji_ledger::{Access, Scheme, Score, Scores, Taken};
use gouji_render::comma;
use gouji_render::printable::clean;

use super::{Format, Which, day, json, year_of};
use crate::failure::Failure;
use crate::{files, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 评分办法（.toml）：各项满分、扣分、上限、互斥的组、单项否决；写法见 docs/season.md，样例是 docs/scoring.toml
    #[arg(value_name = "评分办法", help_heading = "参数")]
    scheme: PathBuf,
    #[command(flatten)]
    which: Which,
    /// 哪个年度的报告（默认：报送最多的年度）
    #[arg(long, value_name = "年度")]
    year: Option<u16>,
    /// 只要这个单位的，逐条列出依据
    #[arg(long, value_name = "单位")]
    unit: Option<String>,
    /// 格式：text、csv、json（默认 text）
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    let bytes = files::read(&args.scheme)?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::Usage(format!("{} 不是 UTF-8 文本，请另存为 UTF-8 再用", args.scheme.display()))
    })?;
    let text = text.trim_start_matches('\u{feff}');
    let scheme = Scheme::parse(&args.scheme, text).map_err(SetupError::from)?;
    let ledger = args.which.open(Access::Read)?;
    let Some(year) = year_of(&ledger, args.year)? else { return Ok(0) };
    let mut scores = ledger.score(&scheme, text, year, day()?)?;
    if let Some(unit) = &args.unit {
        let (name, _) = ledger.handins(unit)?;
        scores.units.retain(|score| score.unit == name);
    }
    terminal::print(&match args.format {
        Format::Text => text_of(&scores, args.unit.is_some()),
        Format::Csv => csv(&scores),
        Format::Json => json(&scores),
    })?;
    Ok(0)
}

fn text_of(scores: &Scores, whole: bool) -> String {
    let title = if scores.title.is_empty() { "评分" } else { &scores.title };
    let mut text = format!(
        "{}，{}年度，满分 {}，{} 个单位\n\n",
        clean(title),
        scores.year,
        scores.full,
        scores.units.len()
    );
    for score in &scores.units {
        let _ = writeln!(text, "{}  {}{}", points(score), clean(&score.unit), doubt(score));
        for item in &score.items {
            let short = whole || item.score < item.full;
            if short && score.score.is_some() {
                let _ = writeln!(text, "    {} {}/{}", clean(&item.name), item.score, item.full);
            }
            item.taken.iter().for_each(|taken| lines(taken, whole, &mut text));
        }
        for veto in &score.vetoes {
            let _ = writeln!(text, "    否决：{}，总分不超过 {}", clean(&veto.name), veto.score);
            if whole {
                veto.evidence.iter().for_each(|one| evidence(one, &mut text));
            }
        }
    }
    let basis = &scores.basis;
    let _ = writeln!(
        text,
        "\n依据：评分办法 {}，报告和决定 {}；规则包和配置的哈希见 --format json",
        &basis.scheme[..16],
        &basis.inputs[..16]
    );
    if !whole {
        text += "一个单位的逐条依据：加 --unit 单位；全部：--format json 或 csv\n";
    }
    text
}

fn points(score: &Score) -> String {
    score.score.map_or_else(|| "    —".to_owned(), |score| format!("{:>5}", score.to_string()))
}

fn doubt(score: &Score) -> String {
    if score.doubt.is_empty() { String::new() } else { format!("（{}）", score.doubt) }
}

fn lines(taken: &Taken, whole: bool, text: &mut String) {
    if !whole {
        return;
    }
    let limit = if taken.limit.is_empty() {
        String::new()
    } else {
        format!("（本应扣 {}，{}）", taken.before, taken.limit)
    };
    let _ = writeln!(text, "      扣 {}{limit}：", taken.points);
    taken.evidence.iter().for_each(|one| evidence(one, text));
}

fn evidence(one: &gouji_ledger::Evidence, text: &mut String) {
    let at = if one.line > 0 { format!("（第 {} 行）", one.line) } else { String::new() };
    let print =
        if one.fingerprint.is_empty() { String::new() } else { format!("，指纹 {}", one.fingerprint) };
    let _ = writeln!(text, "        {} {}{at}{print}", clean(&one.rule), clean(&one.message));
}

/// One row a unit; what was taken off in one cell, line by line.
fn csv(scores: &Scores) -> String {
    let mut csv = comma::MARK.to_owned();
    let items = scores.units.first().map(|score| &score.items[..]).unwrap_or_default();
    let head = ["单位", "层级", "区划", "年度", "得分", "说明"].map(str::to_owned).into_iter();
    let head = head.chain(items.iter().map(|item| format!("{}（{}）", item.name, item.full)));
    comma::row(
        &mut csv,
        head.chain(["否决", "依据", "文件", "sha256"].map(str::to_owned)).map(comma::harmless),
    );
    for score in &scores.units {
        let mut why = String::new();
        for taken in score.items.iter().flat_map(|item| &item.taken) {
            lines(taken, true, &mut why);
        }
        let vetoes: Vec<&str> = score.vetoes.iter().map(|veto| veto.name.as_str()).collect();
        let known = |text: &Option<String>| text.clone().unwrap_or_default();
        let fields = [
            score.unit.clone(),
            known(&score.level),
            known(&score.division),
            scores.year.to_string(),
            score.score.map(|score| score.to_string()).unwrap_or_default(),
            score.doubt.clone(),
        ];
        let fields = fields.into_iter().chain(score.items.iter().map(|item| item.score.to_string()));
        let rest = [vetoes.join("、"), why.trim().to_owned(), score.path.clone(), score.sha256.clone()];
        comma::row(&mut csv, fields.chain(rest).map(comma::harmless));
    }
    csv
}
