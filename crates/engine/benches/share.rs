//! What all rules together cost beside reading: `cargo bench -p gouji-engine --bench share`.
//!
//! Ends with a table of reading, of the rules themselves (every pack and the declared rules, with what they find, in the
//! midst of a whole check) and of everything after reading, for text and page, clean and broken: rules are to stay under
//! a fifth of reading.
#![allow(clippy::print_stdout, reason = "a tool for people at a terminal")]

use std::cell::Cell;
use std::fmt::Write;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use divan::Bencher;
use gouji_core::finding::Findings;
use gouji_core::form::{Edition, Table};
use gouji_core::report::{Memo, Report};
use gouji_core::verdict::Checked;
use gouji_core::wire::Encoder;
use gouji_engine::{Beside, Home, Input, Session};
use gouji_reader::source::Limits;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

fn main() {
    divan::main();
    let asked = std::env::args().skip(1).any(|argument| !argument.starts_with('-'));
    if !asked {
        table(1);
        table(64);
        slowest();
    }
}

const KINDS: [&str; 4] = ["clean text", "broken text", "clean page", "broken page"];

fn input(kind: &str) -> Vec<u8> {
    let text = report(kind.starts_with("broken"));
    if kind.ends_with("text") { text.into_bytes() } else { page(&text).into_bytes() }
}

fn session() -> Session {
    let mut home = Home::at(Path::new(""));
    home.rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules");
    home.packs = PathBuf::from("/nonexistent");
    let builtin = [national::TABLE, yunnan::TABLE, zhaotong_2020::TABLE];
    Session::of(home)
        .profile("zhaotong-2020")
        .linked(&builtin)
        .open()
        .expect("the project's rules and packs are whole")
}

#[divan::bench(args = KINDS)]
fn read(bencher: Bencher, kind: &str) {
    let bytes = input(kind);
    bencher.bench_local(|| gouji_reader::read(black_box(&bytes), &Limits::default()));
}

#[divan::bench(args = KINDS)]
fn check(bencher: Bencher, kind: &str) {
    let session = session();
    let input = Input::Stdin(input(kind));
    bencher.bench_local(|| session.check(black_box(&input), None));
}

/// Profiles and all their rules, until the first report can be checked.
#[divan::bench]
fn open(bencher: Bencher) {
    bencher.bench_local(session);
}

const RUNS: usize = 400;

/// The fastest of many runs: other work on the machine only ever makes one slower.
fn fastest<T>(mut run: impl FnMut() -> T) -> Duration {
    let time = |_| {
        let started = Instant::now();
        black_box(run());
        started.elapsed()
    };
    (0..RUNS).map(time).min().expect("there are runs")
}

/// The least time that a check spends in the engine's span `rules`.
fn in_the_rules<T>(mut check: impl FnMut() -> T) -> Duration {
    tracing::subscriber::with_default(Stopwatch, || {
        let spent = |_| {
            RULES.set((Duration::ZERO, None));
            black_box(check());
            RULES.get().0
        };
        (0..RUNS).map(spent).min().expect("there are runs")
    })
}

thread_local! {
    /// The time spent in the engine's rules so far, and since when it is in them now.
    static RULES: Cell<(Duration, Option<Instant>)> = const { Cell::new((Duration::ZERO, None)) };
}

/// Listens to the one span of the engine that is called `rules`.
struct Stopwatch;

impl Subscriber for Stopwatch {
    fn enabled(&self, metadata: &Metadata) -> bool {
        metadata.is_span() && metadata.name() == "rules"
    }

    fn new_span(&self, _: &Attributes) -> Id {
        Id::from_u64(1)
    }

    fn enter(&self, _: &Id) {
        RULES.set((RULES.get().0, Some(Instant::now())));
    }

    fn exit(&self, _: &Id) {
        let (before, since) = RULES.get();
        RULES.set((before + since.map_or(Duration::ZERO, |since| since.elapsed()), None));
    }

    fn record(&self, _: &Id, _: &Record) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event) {}
}

/// What a report takes among so many: a folder is checked in rounds, each step for many reports before the next.
fn table(reports: usize) {
    let session = session();
    let each = |time: Duration| time.as_secs_f64() * 1e6 / reports as f64;
    println!(
        "\nof {reports:2}, each  reading    check    rules  rules/reading    after  after/reading  findings"
    );
    for kind in KINDS {
        let bytes = input(kind);
        let inputs = vec![Input::Stdin(bytes.clone()); reports];
        let read = || gouji_reader::read(&bytes, &Limits::default()).expect("a report");
        let mut findings = 0;
        let mut check = || {
            let count = &mut |checked: Checked| findings = black_box(checked).findings.len();
            session.check_all(&inputs, Beside::default(), 1, count);
        };
        let (checking, rules) = (fastest(&mut check), in_the_rules(&mut check));
        let reading = fastest(|| (0..reports).for_each(|_| drop(black_box(read()))));
        let sum =
            fastest(|| (0..reports).for_each(|_| drop(black_box(gouji_engine::manifest::sha256(&bytes)))));
        let (draft, mut encoder) = (read().draft, Encoder::default());
        let encode = fastest(|| (0..reports).map(|_| encoder.encode(&draft).len()).sum::<usize>());
        let after = checking.saturating_sub(reading + sum);
        println!(
            "{kind:12} {:9.1} {:8.1} {:8.1} {:14.2} {:8.1} {:14.2} {:9}   sha256 {:.1}, encode {:.1}",
            each(reading),
            each(checking),
            each(rules),
            rules.as_secs_f64() / reading.as_secs_f64(),
            each(after),
            after.as_secs_f64() / reading.as_secs_f64(),
            findings,
            each(sum),
            each(encode),
        );
    }
}

/// The coded rules that take the most time on a clean page, in a pack's own process and alone.
fn slowest() {
    const SHOWN: usize = 25;
    let bytes = input("clean page");
    let draft = gouji_reader::read(&bytes, &Limits::default()).expect("a report").draft;
    let encoded = gouji_core::wire::encode(&draft);
    let verify = fastest(|| Report::read(&encoded).is_ok());
    let packs = [&national::PACK, &yunnan::PACK, &zhaotong_2020::PACK];
    let memo = Memo::default();
    let report = Report::read(&encoded).expect("just encoded").remembering(&memo);
    let mut times: Vec<(Duration, String)> = Vec::new();
    for rule in packs.iter().flat_map(|pack| pack.rules()) {
        let card = rule.card();
        if card.scope.admits(&report) && card.needs.iter().all(|need| need.missing(&report).is_none()) {
            let time = fastest(|| {
                let mut findings = Findings::default();
                rule.check(&report, &mut findings);
                findings
            });
            times.push((time, card.code));
        }
    }
    times.sort();
    let micros = |time: &Duration| time.as_secs_f64() * 1e6;
    let sum: f64 = times.iter().map(|(time, _)| micros(time)).sum();
    println!(
        "\n{} coded rules take {sum:.1} us, what they share aside; to verify the report {:.1} us",
        times.len(),
        micros(&verify)
    );
    for (time, code) in times.iter().rev().take(SHOWN) {
        println!("{code:8} {:6.2}", micros(time));
    }
}

/// A county's report of 2020 of usual length, 17 KB, in varied sentences.
fn report(broken: bool) -> String {
    let mut text = "永善县2020年政府信息公开工作年度报告\n本报告根据《中华人民共和国政府信息公开条例》和有关规定编制，所列数据的统计期限为2020年1月1日至2020年12月31日。\n".to_owned();
    text.push_str("一、总体情况\n");
    prose(&mut text, 22);
    let row = [27, 3, 0, 0, 0, 1, 31];
    for (table, heading) in Table::ALL.into_iter().zip([
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
    ]) {
        let _ = writeln!(text, "{heading}");
        if table == Table::Disputes {
            let results = "结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计";
            let _ = writeln!(
                text,
                "行政复议 | 行政诉讼 | \n{results} | 未经复议直接起诉 | 复议后起诉\n{results} | {results}"
            );
            let _ = writeln!(text, "{}", ["0"; 15].join(" | "));
            continue;
        }
        if table == Table::Requests {
            let _ = writeln!(
                text,
                "自然人 | 法人或其他组织 | 总计\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他"
            );
        }
        for (line, label) in (0_u8..).zip(table.rows()) {
            let columns = table.expected_columns(Edition::E2019, line);
            if columns.is_empty() {
                continue;
            }
            match (table, line) {
                (Table::Proactive, 0) => {
                    text.push_str("信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量\n");
                }
                (Table::Proactive, 2) => {
                    text.push_str("信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量\n");
                }
                (Table::Proactive, 6) => text.push_str("信息内容 | 上一年项目数量 | 本年增/减\n"),
                (Table::Proactive, 7) => text.push_str("信息内容 | 采购项目数量 | 采购总金额\n"),
                _ => {}
            }
            let values: Vec<i32> = match (table, label.key) {
                (Table::Requests, "new" | "granted") => row.to_vec(),
                (Table::Requests, "total") if broken => vec![0, 3, 0, 0, 0, 1, 31],
                (Table::Requests, "total") => row.to_vec(),
                (Table::Requests, "repeat") if broken => vec![0, 0, 0, 0, 0, 4, 0],
                _ => vec![0; columns.len()],
            };
            let values: Vec<String> = values.iter().map(i32::to_string).collect();
            let _ = writeln!(text, "{} | {}", label.printed, values.join(" | "));
        }
    }
    text.push_str("五、存在的主要问题及改进情况\n");
    prose(&mut text, 6);
    if broken {
        text.push_str(
            "全年通过各种渠道公开信息共90条，其中网站公开40条，微信公众号公开30条，微博公开10条。\n",
        );
        text.push_str("下一步将严格落实《政府信息公开法》，进一步提高认识，进一步强化措施。\n");
    }
    text.push_str("六、其他需要报告的事项\n无其他需要报告的事项。\n");
    text
}

fn prose(text: &mut String, paragraphs: usize) {
    const SENTENCES: [&str; 12] = [
        "全县把公开作为日常工作的一道工序，文件起草时同步确定公开属性，审签时一并把关",
        "县政府门户网站全年发布各类信息，财政预决算、政府采购和公共资源交易结果按时上网",
        "疫情防控期间每日通报防控措施和物资调配情况，举行新闻发布会回应群众关切",
        "脱贫攻坚成效、义务教育招生、医疗卫生和养老服务等民生信息由主管部门直接公开",
        "办理群众来信来访和县长信箱留言，按时答复率保持稳定，没有出现推诿现象",
        "对政策性文件同步组织解读，采用图表、问答和短视频等形式，让群众看得懂",
        "优化营商环境，公开涉企收费清单和办事指南，推行一网通办和容缺受理",
        "各乡镇设立公开查阅点，配备查询设备，由专职人员负责接待和登记",
        "组织业务培训，邀请市级主管部门授课，各单位分管负责同志和经办人员参加",
        "把公开工作纳入年度综合考核，按季度通报进展情况，对滞后单位进行约谈",
        "规范申请的登记、审核、办理、答复和归档流程，使用统一的答复文书",
        "关停维护不力的政务新媒体账号，整合栏目，清理过期和重复的内容",
    ];
    for paragraph in 0..paragraphs {
        let ordinal = ["一", "二", "三", "四", "五"][paragraph % 5];
        let _ = write!(text, "（{ordinal}）");
        for sentence in 0..3 {
            let _ = write!(text, "{}，", SENTENCES[(paragraph * 5 + sentence * 7) % SENTENCES.len()]);
            let _ = write!(text, "涉及事项{}项。", 11 + paragraph * 3 + sentence);
        }
        text.push('\n');
    }
}

/// The same in a page of 90 KB with navigation above and below, and styles on everything.
fn page(text: &str) -> String {
    let mut page = "<html><head><title>永善县2020年政府信息公开工作年度报告</title></head><body>".to_owned();
    let style = "style=\"font-family:仿宋_GB2312;font-size:21px;line-height:2em;text-indent:2em\"";
    let links: String =
        (0..150).map(|n| format!("<li><a href='/zwgk/{n}/index.html'>政务公开栏目{n}</a></li>")).collect();
    let _ = write!(page, "<ul>{links}</ul>");
    for line in text.lines() {
        if line.contains(" | ") {
            let cells: String = line
                .split(" | ")
                .map(|cell| {
                    format!("<td width=\"92\" {style}><p class=\"cell\"><span {style}>{cell}</span></p></td>")
                })
                .collect();
            let _ = write!(page, "<table border=\"1\"><tr>{cells}</tr></table>");
        } else {
            let _ = write!(page, "<p {style}><span {style}>{line}</span></p>");
        }
    }
    let _ = write!(page, "<ul>{links}</ul></body></html>");
    page.replace("</table><table border=\"1\">", "")
}
