//! How long a document takes to become a report, reading aside.

use std::fmt::Write;
use std::hint::black_box;

use divan::Bencher;
use gouji_core::form::{Edition, Table};
use gouji_reader::document::Document;
use gouji_reader::read_document;
use gouji_reader::recognise::recognise;
use gouji_reader::source::Limits;

fn main() {
    divan::main();
}

/// A report of usual length, a row a line.
#[divan::bench]
fn report_as_text(bencher: Bencher) {
    bench(bencher, &document(&report(false)));
}

/// The same in a page with navigation above and below.
#[divan::bench]
fn report_in_page(bencher: Bencher) {
    bench(bencher, &document(&page()));
}

/// The same without the claims of its prose, which core finds.
#[divan::bench]
fn tables_alone(bencher: Bencher) {
    bench(bencher, &document(&report(true)));
}

fn bench(bencher: Bencher, document: &Document) {
    bencher.bench_local(|| recognise(black_box(document)));
}

fn document(source: &str) -> Document {
    read_document(source.as_bytes(), &Limits::default()).expect("it has text")
}

fn page() -> String {
    let mut page = "<html><head><title>石桥县</title></head><body>".to_owned();
    let links: String = (0..150).map(|n| format!("<li><a href='/{n}'>政务公开栏目{n}</a></li>")).collect();
    let _ = write!(page, "<ul>{links}</ul>");
    for line in report(false).lines() {
        if line.contains(" | ") {
            let cells: String = line.split(" | ").map(|cell| format!("<td>{cell}</td>")).collect();
            let _ = write!(page, "<table><tr>{cells}</tr></table>");
        } else {
            let _ = write!(page, "<p>{line}</p>");
        }
    }
    let _ = write!(page, "<ul>{links}</ul></body></html>");
    page.replace("</table><table>", "")
}

fn report(tables_alone: bool) -> String {
    let mut text = "石桥县人民政府2022年政府信息公开工作年度报告\n".to_owned();
    let prose = |text: &mut String, lines: usize| {
        for line in 0..lines * usize::from(!tables_alone) {
            let _ = writeln!(
                text,
                "（{}）全县通过门户网站、公报和服务窗口发布各类信息{}条，其中网站12条，公报{line}条，按时答复来信来访，\
                 没有超期办理的情况，群众满意度比上年提高了2.5个百分点，各乡镇都建立了公开台账，专人负责，逐月核对。",
                ["一", "二", "三", "四", "五"][line % 5],
                12 + line
            );
        }
    };
    text.push_str("一、总体情况\n");
    prose(&mut text, 25);
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
        for (row, label) in (0_u8..).zip(table.rows()) {
            let columns = table.expected_columns(Edition::E2021, row);
            if columns.is_empty() {
                continue;
            }
            match (table, row) {
                (Table::Proactive, 0) => {
                    text.push_str("信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n")
                }
                (Table::Proactive, 2) => text.push_str("信息内容 | 本年处理决定数量\n"),
                (Table::Proactive, 6) => text.push_str("信息内容 | 本年收费金额（单位：万元）\n"),
                _ => {}
            }
            let _ = writeln!(text, "{} | {}", label.printed, vec!["12"; columns.len()].join(" | "));
        }
    }
    text.push_str("五、存在的主要问题及改进情况\n");
    prose(&mut text, 6);
    text.push_str("六、其他需要报告的事项\n");
    prose(&mut text, 2);
    text
}
