//! A clean report: figures, then facts, then sentences and tables.

use std::collections::HashSet;

use gouji_core::form::{
    Applicant, DisputeKind, DisputeResult, Edition, Level, PARTS, ProactiveColumn, ProactiveLine, RequestLine,
};

use super::agency::{Agency, list};
use super::figures::{Figures, in_ten_thousands};
use super::forms;
use super::grammar::{self, Place};
use super::model::{Block, Layout, Paragraph, Part, Piece, Report, Sentence, Style};
use super::phrases::{Facts, Writer, share};
use super::random::Random;

/// A report and the one of the year before, by the same body.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    pub(super) last: Report,
    pub(super) this: Report,
}

/// The pair with that number under a seed.
pub(super) fn pair(seed: u64, number: usize) -> Pair {
    let mut random = Random::new(seed, number as u64);
    let agency = Agency::random(&mut random);
    let year = random.between(2019, 2025) as u16;
    let first = Figures::first(&agency, year - 1, &mut random);
    let figures = Figures::after(&first, &agency, year, &mut random);
    let published = published(&agency, &mut random);
    let last = compose(&agency, year - 1, first, None, published, &HashSet::new(), &mut random);
    let published = published * random.between(90, 118) / 100 + 1;
    let this = compose(&agency, year, figures, Some(&last), published, &last.used, &mut random);
    Pair { last, this }
}

fn published(agency: &Agency, random: &mut Random) -> i64 {
    match (agency.level, agency.of) {
        (Level::Province, _) => random.between(40_000, 180_000),
        (Level::City, _) => random.between(9_000, 60_000),
        (Level::County, _) => random.between(1_500, 12_000),
        (Level::Township, _) => random.between(60, 900),
        (_, Level::Province) => random.between(900, 9_000),
        _ => random.between(110, 2_600),
    }
}

fn compose(
    agency: &Agency,
    year: u16,
    figures: Figures,
    last: Option<&Report>,
    published: i64,
    avoid: &HashSet<usize>,
    random: &mut Random,
) -> Report {
    let facts = facts(agency, year, &figures, last, published, random);
    let style = style(random);
    let counted = last.map_or(Vec::new(), |last| last.counted.clone());
    let (used, told) = (HashSet::new(), Vec::new());
    let mut writer = Writer { facts: &facts, random: &mut *random, avoid, used, counted, told };
    let preamble = preamble(&mut writer);
    let mut parts: Vec<Part> = (1..=6).map(|number| part(number, &figures, &style, &mut writer)).collect();
    let (used, counted) = (writer.used, writer.counted);
    // Without a preamble of its own, part one begins with it; or there is none.
    let mut preamble = preamble;
    match random.between(1, 10) {
        1 => preamble.clear(),
        2 => {
            let opening = std::mem::take(&mut preamble);
            parts[0].blocks.splice(0..0, opening.into_iter().map(Block::Text));
        }
        _ => {}
    }
    let name = &agency.name;
    let title = match random.between(1, 10) {
        1 => vec![name.clone(), format!("{year}年政府信息公开工作年度报告")],
        _ => vec![format!("{name}{year}年政府信息公开工作年度报告")],
    };
    let metadata = metadata(agency, year, random);
    let agency = agency.clone();
    Report { agency, year, figures, facts, metadata, title, preamble, parts, style, used, counted }
}

fn style(random: &mut Random) -> Style {
    let layout = *random.pick(&Layout::ALL);
    Style {
        layout,
        gbk: random.chance(15),
        narrow: random.chance(10),
        spaced: random.chance(10),
        signed: random.chance(30),
    }
}

fn metadata(agency: &Agency, year: u16, random: &mut Random) -> Vec<String> {
    if random.chance(70) {
        return Vec::new();
    }
    let due = if agency.level == Level::Department || agency.level == Level::Township { 1 } else { 3 };
    let day = random.between(8, 27);
    let mut lines = vec![format!("发布日期：{}-{due:02}-{day:02}", year + 1)];
    if random.chance(50) {
        lines.insert(0, format!("发布机构：{}", agency.name));
    }
    lines
}

fn preamble(writer: &mut Writer) -> Vec<Paragraph> {
    let mut sentences = Vec::new();
    for (topic, percent) in [("basis", 100), ("parts", 70), ("period", 90), ("contact", 85)] {
        if writer.random.chance(percent) {
            sentences.extend(writer.say(topic));
        }
    }
    match writer.random.chance(30) {
        true => sentences.into_iter().map(|sentence| Paragraph::of([sentence])).collect(),
        false => vec![Paragraph::of(sentences)],
    }
}

/// Headings besides the official ones that nobody objects to.
const VARIANTS: &[(u8, &str)] = &[
    (2, "主动公开政府信息的情况"),
    (2, "政府信息主动公开情况"),
    (3, "收到和处理政府信息公开申请的情况"),
    (4, "政府信息公开行政复议及行政诉讼情况"),
    (4, "因政府信息公开工作被申请行政复议、提起行政诉讼情况"),
    (5, "政府信息公开工作存在的主要问题及改进情况"),
    (5, "存在的问题及改进情况"),
    (6, "其他需要报告事项"),
];

fn part(number: u8, figures: &Figures, style: &Style, writer: &mut Writer) -> Part {
    let official = &PARTS[usize::from(number) - 1];
    let variants: Vec<&str> =
        VARIANTS.iter().filter(|(of, _)| *of == number).map(|(_, heading)| *heading).collect();
    let heading = match writer.random.chance(15) && !variants.is_empty() {
        true => *writer.random.pick(&variants),
        false => official.heading,
    };
    let blocks = match number {
        1 => overview(writer),
        2 => vec![Block::Table(forms::proactive(figures, style.signed))],
        3 => vec![Block::Table(forms::requests(figures))],
        4 => {
            let mut blocks = vec![Block::Table(forms::disputes(figures))];
            if writer.random.chance(15) {
                let said = writer.say("no_disputes").or_else(|| writer.say("disputes"));
                blocks.extend(said.map(|said| Block::Text(Paragraph::of([said]))));
            }
            let said = grammatical(writer, Place::Disputes, 35);
            if !said.is_empty() {
                blocks.push(Block::Text(Paragraph::of(said)));
            }
            blocks
        }
        5 => {
            let mut blocks = problems(writer);
            let said = grammatical(writer, Place::Problems, 30);
            if !said.is_empty() {
                blocks.push(Block::Text(Paragraph::of(said)));
            }
            blocks
        }
        _ => {
            let said = writer.say("last").or_else(|| writer.say("last_plain"));
            vec![Block::Text(Paragraph::of(said))]
        }
    };
    Part { number, heading: format!("{}、{heading}", official.numeral), blocks }
}

/// Names of a thing that part one tells, and the sections it is made of, with how often in a hundred each stands there.
type Item = (&'static [&'static str], &'static [(&'static str, i64)]);

/// The five things that part one tells.
const OVERVIEW: &[Item] = &[
    (
        &["主动公开", "主动公开情况", "主动公开政府信息"],
        &[
            ("channels", 100),
            ("documents", 40),
            ("decisions", 35),
            ("fees", 15),
            ("extra", 75),
            ("interpretation", 80),
            ("interpretation", 40),
        ],
    ),
    (&["依申请公开", "依申请公开情况"], &[("requests", 100), ("handling", 50), ("disputed", 45)]),
    (&["政府信息管理", "政府信息管理情况"], &[("management", 100), ("management", 55)]),
    (&["政府信息公开平台建设", "平台建设"], &[("platforms", 100), ("platforms", 50)]),
    (
        &["监督保障", "监督保障情况"],
        &[("training", 80), ("assessment", 100), ("review", 90), ("accountability", 90)],
    ),
];

fn overview(writer: &mut Writer) -> Vec<Block> {
    let mut blocks = Vec::new();
    if writer.random.chance(75)
        && let Some(opening) = writer.say("opening")
    {
        blocks.push(Block::Text(Paragraph::of([opening])));
    }
    let kind = writer.random.between(1, 10);
    // A government owes all three results; so does the report of one that the rules take for one.
    let owes = writer.facts.number("government").unwrap_or(0) > 0;
    for (at, (names, topics)) in OVERVIEW.iter().enumerate() {
        let name = *writer.random.pick(names);
        let numeral = ["一", "二", "三", "四", "五"][at];
        let mut sentences = Vec::new();
        match kind {
            1..=6 => sentences.push(Sentence::plain("item", format!("（{numeral}）{name}。"))),
            7..=8 => blocks
                .push(Block::Text(Paragraph::of([Sentence::plain("item", format!("（{numeral}）{name}"))]))),
            9 => sentences.push(Sentence::plain("item", format!("{}.{name}。", at + 1))),
            // Without numerals most say at least what they speak of.
            _ if writer.random.chance(70) => {
                sentences.push(Sentence::plain("item", format!("{}方面，", names[0])))
            }
            _ => {}
        }
        for (topic, percent) in *topics {
            let must = owes && matches!(*topic, "assessment" | "review" | "accountability");
            if !must && !writer.random.chance(*percent) {
                continue;
            }
            match *topic {
                "channels" if writer.random.chance(50) => sentences.push(grammar::published(writer)),
                "requests" => sentences.extend(requests(writer)),
                "disputed" => sentences.extend(writer.say("no_disputes").or_else(|| writer.say("disputes"))),
                topic => sentences.extend(writer.say(topic)),
            }
        }
        sentences.extend(grammatical(writer, Place::Overview(at as u8 + 1), 55));
        blocks.push(Block::Text(Paragraph::of(sentences)));
    }
    blocks
}

/// Sentences of the grammar for a place: each with a chance in a hundred, two at most.
fn grammatical(writer: &mut Writer, place: Place, percent: i64) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for _ in 0..2 {
        if writer.random.chance(percent) {
            sentences.extend(grammar::say(writer, place));
        }
    }
    sentences
}

fn requests(writer: &mut Writer) -> Vec<Sentence> {
    if let Some(none) = writer.say("requests_none") {
        return vec![none];
    }
    if let Some(only) = writer.say("carried_only") {
        return vec![only];
    }
    if writer.random.chance(45)
        && let Some(whole) = writer.say("requests_whole")
    {
        return vec![whole];
    }
    let mut sentences = Vec::new();
    for (topic, percent) in
        [("received", 100), ("by_applicant", 40), ("carried", 45), ("handled", 75), ("by_result", 45)]
    {
        if writer.random.chance(percent) {
            sentences.extend(writer.say(topic));
        }
    }
    sentences
}

fn problems(writer: &mut Writer) -> Vec<Block> {
    let count = writer.random.between(2, 4) as usize;
    let mut pairs = Vec::new();
    for _ in 0..count {
        let Some(pair) = writer.say("problem") else { continue };
        pairs.push(halves(pair));
    }
    let ordinals = ["一是", "二是", "三是", "四是"];
    let listed = |topic: &'static str, halves: Vec<Vec<Piece>>| -> Vec<Sentence> {
        let count = halves.len();
        let numbered = halves.into_iter().enumerate().map(|(at, mut pieces)| {
            pieces.insert(0, Piece::Words(ordinals[at].to_owned()));
            pieces.push(Piece::Words(if at + 1 == count { "。" } else { "；" }.to_owned()));
            Sentence { topic, pieces, wrong: None }
        });
        numbered.collect()
    };
    let improved: Vec<Sentence> =
        writer.say("improved").filter(|_| writer.random.chance(70)).into_iter().collect();
    let open = writer.say("problems_open");
    let then = writer.say("measures_open");
    let (problems, measures): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
    let problems: Vec<Sentence> = open.into_iter().chain(listed("problem", problems)).collect();
    let measures: Vec<Sentence> = then.into_iter().chain(listed("measure", measures)).collect();
    let text = |sentences: Vec<Sentence>| Block::Text(Paragraph::of(sentences));
    match writer.random.between(1, 4) {
        1 => vec![text(improved.into_iter().chain(problems).chain(measures).collect())],
        2 => {
            let head = |words: &str| text(vec![Sentence::plain("item", words)]);
            vec![
                head("（一）存在的主要问题"),
                text(problems),
                head("（二）改进情况"),
                text(improved.into_iter().chain(measures).collect()),
            ]
        }
        _ => vec![text(problems), text(improved.into_iter().chain(measures).collect())],
    }
}

/// `problem | measure`, each half with its slots.
fn halves(pair: Sentence) -> (Vec<Piece>, Vec<Piece>) {
    let (mut problem, mut measure) = (Vec::new(), Vec::new());
    let mut behind = false;
    for piece in pair.pieces {
        let into = if behind { &mut measure } else { &mut problem };
        match piece {
            Piece::Words(words) if !behind && words.contains(" | ") => {
                let (left, right) = words.split_once(" | ").unwrap_or((&words, ""));
                into.push(Piece::Words(left.to_owned()));
                measure.push(Piece::Words(right.to_owned()));
                behind = true;
            }
            piece => into.push(piece),
        }
    }
    (problem, measure)
}

fn facts(
    agency: &Agency,
    year: u16,
    figures: &Figures,
    last: Option<&Report>,
    published: i64,
    random: &mut Random,
) -> Facts {
    use ProactiveColumn as C;
    use ProactiveLine as P;
    use RequestLine as R;
    let mut facts = Facts::default();
    let numbers = &mut facts.numbers;
    let total = |line: RequestLine| figures.get((line, Applicant::Total));
    let sum = |lines: &[RequestLine]| lines.iter().map(|line| total(*line)).sum::<i64>();
    let new = |column: Applicant| figures.get((R::New, column));
    let received = total(R::New);
    let natural = new(Applicant::NaturalPerson);
    let dispute = |kind: DisputeKind, result: DisputeResult| figures.get((kind, result));
    let suits = |result| {
        dispute(DisputeKind::DirectLitigation, result)
            + dispute(DisputeKind::LitigationAfterReconsideration, result)
    };
    let due = received + total(R::CarriedIn);
    let known = [
        ("year", i64::from(year)),
        ("last_year", i64::from(year) - 1),
        ("next_year", i64::from(year) + 1),
        ("published", published),
        ("received", received),
        ("carried_in", total(R::CarriedIn)),
        ("due", due),
        ("handled", total(R::Total)),
        ("carried_out", total(R::CarriedOut)),
        ("granted", total(R::Granted)),
        ("partly", total(R::PartlyGranted)),
        (
            "denied",
            sum(&[
                R::StateSecret,
                R::LawProhibited,
                R::PublicSecurity,
                R::ThirdParty,
                R::InternalAffairs,
                R::ProcessInfo,
                R::EnforcementFile,
                R::AdminQuery,
            ]),
        ),
        ("granted_or_partly", sum(&[R::Granted, R::PartlyGranted])),
        ("secret", total(R::StateSecret)),
        ("third_party", total(R::ThirdParty)),
        ("internal", total(R::InternalAffairs)),
        ("process", total(R::ProcessInfo)),
        ("file", total(R::EnforcementFile)),
        ("query", total(R::AdminQuery)),
        ("not_held", total(R::NotHeld)),
        ("needs_creation", total(R::NeedsCreation)),
        ("petition", total(R::Petition)),
        ("repeated", total(R::Repeat)),
        ("unavailable", sum(&[R::NotHeld, R::NeedsCreation, R::Unclear])),
        ("unprocessed", sum(&[R::Petition, R::Repeat, R::Publication, R::Excessive, R::Confirmation])),
        ("otherwise", sum(&[R::Other, R::NoCorrection, R::NoPayment, R::OtherReason])),
        ("natural", natural),
        ("organisations", received - natural),
        ("commercial", new(Applicant::Commercial)),
        ("research", new(Applicant::Research)),
        ("welfare", new(Applicant::PublicWelfare)),
        ("legal", new(Applicant::LegalService)),
        ("others", new(Applicant::Other)),
        ("ra", dispute(DisputeKind::Reconsideration, DisputeResult::Total)),
        ("ru", dispute(DisputeKind::Reconsideration, DisputeResult::Upheld)),
        ("rc", dispute(DisputeKind::Reconsideration, DisputeResult::Corrected)),
        ("rp", dispute(DisputeKind::Reconsideration, DisputeResult::Pending)),
        ("ro", dispute(DisputeKind::Reconsideration, DisputeResult::Other)),
        ("lt", suits(DisputeResult::Total)),
        ("lu", suits(DisputeResult::Upheld)),
        ("direct", dispute(DisputeKind::DirectLitigation, DisputeResult::Total)),
        ("after", dispute(DisputeKind::LitigationAfterReconsideration, DisputeResult::Total)),
        ("docs_issued", figures.get((P::NormativeDocuments, C::Issued))),
        ("docs_repealed", figures.get((P::NormativeDocuments, C::Repealed))),
        ("docs_in_force", figures.get((P::NormativeDocuments, C::InForce))),
        ("docs_made", figures.get((P::NormativeDocuments, C::Made))),
        ("docs_newly", figures.get((P::NormativeDocuments, C::NewlyPublic))),
        ("docs_public", figures.get((P::NormativeDocuments, C::TotalPublic))),
        ("licensing", figures.get((P::Licensing, C::Decisions))),
        ("penalties", figures.get((P::Penalties, C::Decisions))),
        ("coercion", figures.get((P::Coercion, C::Decisions))),
        ("fee_yuan", figures.get((P::Fees, C::Amount))),
        ("last_received", last.and_then(|last| last.facts.number("received")).unwrap_or(0)),
        ("last_published", last.and_then(|last| last.facts.number("published")).unwrap_or(0)),
        ("newer", i64::from(figures.edition == Edition::E2021)),
        ("government", i64::from(agency.is_government())),
        ("county", i64::from(agency.level == Level::County)),
        ("department", i64::from(agency.level == Level::Department)),
        ("township", i64::from(agency.level == Level::Township && !agency.street)),
        ("street", i64::from(agency.street)),
        ("score", random.between(86, 97)),
    ];
    numbers.extend(known);
    let assessed = random.between(12, 60);
    let excellent = random.between(2, assessed / 3);
    numbers.extend([("assessed", assessed), ("excellent", excellent), ("good", assessed - excellent)]);
    for (name, low, high) in [
        ("few", 2, 5),
        ("few2", 2, 6),
        ("some", 6, 19),
        ("many", 23, 88),
        ("weight", 4, 9),
        ("staff", 2, 6),
        ("part_time", 4, 19),
        ("trainees", 31, 260),
        ("accounts", 2, 9),
        ("checks", 2, 4),
        ("responses", 8, 70),
        ("letters", 21, 180),
    ] {
        numbers.insert(name, random.between(low, high));
    }
    let interpretations = random.between(6, 60);
    numbers.insert("interpretations", interpretations);
    numbers.insert("graphics", random.between(2, interpretations - 2));
    // Where a pair is told of both years, the body's address stays.
    let kept = |name: &'static str, fresh: String| {
        last.and_then(|last| last.facts.words.get(name).cloned()).unwrap_or(fresh)
    };
    let number = |random: &mut Random, low, high| random.between(low, high).to_string();
    let words = [
        ("name", agency.name.clone()),
        ("we", agency.we.clone()),
        ("area", agency.area.clone()),
        ("bodies", agency.bodies.to_owned()),
        ("road", kept("road", (*random.pick(list("road"))).to_owned())),
        ("door", kept("door", number(random, 1, 299))),
        ("postcode", kept("postcode", format!("{:06}", random.between(111_000, 856_000)))),
        (
            "phone",
            kept("phone", format!("0{}-{}", random.between(310, 998), random.between(5_100_000, 8_899_999))),
        ),
        (
            "fax",
            kept("fax", format!("0{}-{}", random.between(310, 998), random.between(5_100_000, 8_899_999))),
        ),
        ("mail", kept("mail", format!("xxgk{}@gov.example.cn", random.between(100, 999)))),
        ("rate", share(total(R::Total), due)),
        ("fee", in_ten_thousands(figures.get((P::Fees, C::Amount)))),
        ("satisfaction", format!("{}.{}", random.between(91, 98), random.between(1, 9))),
    ];
    facts.words.extend(words);
    facts
}
