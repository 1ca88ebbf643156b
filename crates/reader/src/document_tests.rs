//! What bytes become, case by case: every way a table is flattened, and every trap that pages set.

use crate::document::{Block, Document};
use crate::read_document;
use crate::source::Limits;

/// `P:text` for a paragraph, `T:[a|b]/[c|d]` for a table, `<2x3>` after a cell of two rows and three columns.
fn render(document: &Document) -> String {
    let row = |row: &crate::document::Row| {
        let cells = document.cells_of(row).iter().map(|cell| {
            let text = document.slice(&cell.span).replace('\n', "⏎");
            match (cell.row_span, cell.col_span) {
                (1, 1) => text,
                (rows, columns) => format!("{text}<{rows}x{columns}>"),
            }
        });
        format!("[{}]", cells.collect::<Vec<_>>().join("|"))
    };
    let block = |block: &Block| match block {
        Block::Paragraph(paragraph) => format!("P:{}", document.slice(&paragraph.span)),
        Block::Table(table) => {
            format!("T:{}", document.rows_of(table).iter().map(row).collect::<Vec<_>>().join("/"))
        }
    };
    document.blocks.iter().map(block).collect::<Vec<_>>().join(" ")
}

fn read(source: impl AsRef<[u8]>) -> Document {
    read_document(source.as_ref(), &Limits::default()).expect("the test gives something readable")
}

#[track_caller]
fn check(source: &str, expected: &str) {
    assert_eq!(render(&read(source)), expected);
}

#[track_caller]
fn check_troubles(source: impl AsRef<[u8]>, limits: &Limits, expected: &[&str]) -> Document {
    let document = read_document(source.as_ref(), limits).expect("the test gives something readable");
    let troubles: Vec<&str> = document.troubles.iter().map(|trouble| trouble.message.as_str()).collect();
    assert_eq!(troubles.len(), expected.len(), "{troubles:?}");
    for (trouble, part) in troubles.iter().zip(expected) {
        assert!(trouble.contains(part), "{trouble} should say {part}");
    }
    document
}

#[track_caller]
fn check_unreadable(bytes: &[u8], expected: &str) {
    let error = read_document(bytes, &Limits::default()).map(|document| render(&document)).unwrap_err();
    let message = error.to_string();
    assert!(message.contains(expected), "{message} should say {expected}");
    assert!(!message.ends_with('。'));
}

mod lines {
    use super::check;

    #[test]
    fn paragraphs() {
        check("甲乙\n丙丁", "P:甲乙 P:丙丁");
        check("甲\r\n乙\r丙\u{2028}丁\u{000C}戊", "P:甲 P:乙 P:丙 P:丁 P:戊");
        check("\u{3000}\u{3000}甲 乙\u{A0}\n\u{200B}丙\u{FEFF}", "P:甲 乙 P:丙");
        check("\u{FEFF}甲", "P:甲");
    }

    #[test]
    fn empty_lines_are_kept_between_others() {
        check("\n甲\n\n \n乙\n\n", "P:甲 P: P: P:乙");
        check("甲 | 乙 |\n\n丙\n", "T:[甲|乙] P: P:丙");
    }

    #[test]
    fn a_row_a_line() {
        check("规章 | 0 | 2 |\n文件 | 1 | 3 |", "T:[规章|0|2]/[文件|1|3]");
        check("标题\n规章 | 0\n\n文件 | 1\n正文", "P:标题 T:[规章|0]/[文件|1] P:正文");
        check("规章 | | 2 |\n文件 | 1 ||", "T:[规章||2]/[文件|1|]");
        check("第一项 | |||\n规章 | 0 | 0 | 0 |", "T:[第一项|||]/[规章|0|0|0]");
        check("规章｜0｜2｜", "T:[规章|0|2]");
        check("首页 | 公开", "T:[首页|公开]");
    }

    #[test]
    fn leading_pipes() {
        check("| 规章 | 0 | 2 |\n| 结转 | | 0 |\n| 文件 | 1 | |", "T:[规章|0|2]/[结转||0]/[文件|1|]");
        check("| 规章 | 0\n| 文件 | 1", "T:[规章|0]/[文件|1]");
        check("| 内容 | 数 |\n|---|:---:|\n| 规章 | 0 |", "T:[内容|数]/[规章|0]");
        check("| 0 | 1 |\n| 2 | 3 |", "T:[0|1]/[2|3]");
        check("+----+---+\n| 规章 | - |\n+----+---+", "T:[规章|-]");
    }

    #[test]
    fn rows_split_over_two_lines() {
        let rows = "新收 | 7 | 0 | 7 |\n不予 | 1 | 0 | 1 |\n总计 | 8 | 0 | 8 |\n";
        let read = "[新收|7|0|7]/[不予|1|0|1]/[总计|8|0|8]";
        check(&format!("{rows}结转 |\n| 0 | 0 |"), &format!("T:{read}/[结转||0|0]"));
        check(&format!("{rows}结转 | 3 |\n\n| 0 |"), &format!("T:{read}/[结转|3||0]"));
        check(&format!("{rows}结转 |\n|\n| 0 |"), &format!("T:{read}/[结转|||0]"));
        check(&format!("{rows}结转 | 3\n| 0 | 3 |"), &format!("T:{read}/[结转|3|0|3]"));
        check(&format!("{rows}结转\n| 3 | 0 | 3 |"), &format!("T:{read}/[结转|3|0|3]"));
        // The next row's merged label is blank: a row of its own.
        check(&format!("{rows}| 其他 | 3 | 0 |"), &format!("T:{read}/[其他|3|0]"));
    }

    #[test]
    fn a_cell_a_line() {
        check("规章 |\n0 |\n2 |\n文件 |\n1 |\n3 |", "T:[规章]/[0]/[2]/[文件]/[1]/[3]");
        check("规章 |\n0 |\n|\n2 |", "T:[规章]/[0]/[]/[2]");
        check("规章 |\n0 |\n2\n文件 |\n1 |\n3\n正文如下", "T:[规章]/[0]/[2]/[文件]/[1]/[3] P:正文如下");
        check("规章\n| 0\n| 2\n文件\n| 1\n| 3", "T:[规章]/[0]/[2]/[文件]/[1]/[3]");
        check("规章\n|\n0\n|\n|\n2\n|\n文件\n|\n1", "T:[规章]/[0]/[]/[2]/[文件]/[1]");
        check("规章\n0\n\n2", "P:规章 P:0 P: P:2");
    }

    #[test]
    fn tabs_and_columns() {
        check("规章\t0\t\t2\n\t1\t2\t3", "T:[规章|0||2]/[|1|2|3]");
        check("\t正文一段", "P:正文一段");
        check("（一）\t主动公开。", "P:（一）\t主动公开。");
        check("一、本年新收   27   0  -\n甲  乙  丙", "T:[一、本年新收|27|0|-] P:甲  乙  丙");
        check("全年 12  件，其中 3  件", "P:全年 12  件，其中 3  件");
    }

    #[test]
    fn a_grid_of_empty_pipes() {
        let line = format!("规章 |{}| 0 |{}| 2 |", "|".repeat(120), "|".repeat(80));
        let expected = format!("T:[规章|{}|0|{}|2]", "|".repeat(120), "|".repeat(80));
        check(&line, &expected);
    }
}

mod pages {
    use super::{check, read};

    #[test]
    fn blocks_end_paragraphs() {
        check("<p>甲<p>乙<div>丙</div>丁<br>戊", "P:甲 P:乙 P:丙 P:丁 P:戊");
        check("<h1>甲</h1><ul><li>乙<li>丙</ul><dl><dt>丁<dd>戊</dl>", "P:甲 P:乙 P:丙 P:丁 P:戊");
        check("<p><span>甲<span></span></span><b>乙</b></p>", "P:甲乙");
        check("<div><p></p><p>&nbsp;</p>甲</div>", "P:甲");
        check("<nav>首页</nav><p>正文</p><footer>版权</footer>", "P:首页 P:正文 P:版权");
    }

    #[test]
    fn white_space() {
        check("<p>\n  甲 \n\t乙 </p>", "P:甲乙");
        check("<p>甲 乙  丙\nab\ncd</p>", "P:甲 乙 丙 ab cd");
        check("<p>甲\r\n乙\r丙</p>", "P:甲乙丙");
        check("<p>&nbsp;&nbsp;\u{3000}甲&nbsp;乙&#12288;</p>", "P:甲\u{A0}乙");
        check("<p>甲<span> </span>乙<span>\n</span>丙</p>", "P:甲 乙丙");
        check("<p>&lt;办法&gt; A&amp;B &#x4E2D;&copy</p>", "P:<办法> A&B 中©");
        check("<p>关于<印发>的通知 1<2 <中 &中</p>", "P:关于<印发>的通知 1<2 <中 &中");
    }

    #[test]
    fn what_is_not_text() {
        check("<p>甲</p><script>var a='<table><td>1</td>';</script><style>p{}</style><p>乙", "P:甲 P:乙");
        check("<p>甲<!-- <p>注 --><!--[if gte mso 9]><xml><w:p>x</w:p></xml><![endif]-->乙", "P:甲乙");
        check("<p>甲<![if !supportEmptyParas]>&nbsp;<![endif]><o:p></o:p>乙</p>", "P:甲\u{A0}乙");
        check("<noscript><p>请启用</p></noscript><template><p>模板</p></template><p>甲", "P:甲");
        check("<p>甲<textarea>乙</textarea><select><option>丙<option>丁</select>戊", "P:甲 P:戊");
        check("<p>甲</p><select><option>丙<p>乙</p>", "P:甲 P:乙");
        check("<xml><o:a>1</o:a></xml><p>甲", "P:甲");
    }

    #[test]
    fn hidden_elements() {
        check("<p>甲</p><div style='color:red; DISPLAY : none'>乙<div>丙</div></div><p>丁", "P:甲 P:丁");
        check("<p>甲</p><p style=display:none>乙<p>丙<p hidden>丁</p>戊", "P:甲 P:丙 P:戊");
        check("<p>甲<span style='mso-hide:all;display:none'>乙</span>丙</p>", "P:甲丙");
        check("<p>甲<input style='display:none'>乙<p style='display:block'>丙", "P:甲乙 P:丙");
        check(
            "<table><tr><td>甲<td style=display:none>乙<td>1<tr style=display:none><td>丙<td>2<tr><td>丁<td>3</table>",
            "T:[甲|1]/[丁|3]",
        );
        check("<table><tr><td>甲<span hidden>乙</td><td>1</td></tr></table>", "T:[甲|1]");
        check("<div hidden>乙<table><td>1</table><div></div></div><p>甲", "P:甲");
        check("<table hidden><td>乙<table><td>1</table></table><table><td>甲<td>2</table>", "T:[甲|2]");
        let document = read("<p>甲乙丙</p><p hidden>丁</p>");
        assert!(document.troubles[0].message.contains("约 1 字") && !document.troubles[0].blocking);
        assert!(read("<p>甲</p><p hidden>丁戊己</p>").troubles[0].blocking);
    }

    #[test]
    fn titles_and_dates() {
        let document = read("<html><title> 甲\n年报 </title><meta name=PubDate content='2021-03-02'><p>乙");
        assert_eq!(document.title.as_deref(), Some("甲 年报"));
        assert_eq!(document.published.as_deref(), Some("2021-03-02"));
        let document = read(
            "<title>站</title><meta content='甲&amp;乙' name='ArticleTitle'><p>乙<svg><title>图</title></svg>",
        );
        assert_eq!(document.title.as_deref(), Some("甲&乙"));
        assert_eq!(read("<p>乙<title></title>").title, None);
    }

    #[test]
    fn tables() {
        check(
            "<table><tr><td>规章</td><td>0</td></tr><tr><td>文件</td><td></td></tr></table>",
            "T:[规章|0]/[文件|]",
        );
        check("<table><TR><TD>规章<TD>0<TR><TD>文件<TD>1</TABLE>正文", "T:[规章|0]/[文件|1] P:正文");
        check("<table><thead><th>项<th>数<tbody><tr><td>甲<td>1</table>", "T:[项|数]/[甲|1]");
        check("<table><caption>表一</caption><tr><td>甲<td>1</table>", "P:表一 T:[甲|1]");
        check("<table><tr><td>甲<td>1</td>散<tr>落<td>乙<td>2</table>", "P:散 P:落 T:[甲|1]/[乙|2]");
        check("<table><td>甲<td>1</table><table><td>乙<td>2</table>", "T:[甲|1] T:[乙|2]");
        check("<table><tr><td>&nbsp;<td> <tr><td>\u{3000}<td></table><p>甲", "P:甲");
        check("<table><tr><td>a|b<td>1</table>", "T:[a|b|1]");
    }

    #[test]
    fn labels_in_pieces() {
        check(
            "<table><td>本年新<br>制作数量<td><p>商业</p><p>企业</p><td><p><span>1</span><span></span></p></table>",
            "T:[本年新制作数量|商业企业|1]",
        );
        check(
            "<table><td>GDP<br>total<td>结 果<td>\n 第一项\n  之和\n</table>",
            "T:[GDP total|结 果|第一项之和]",
        );
        check("<table><td>1<br>0<td>甲<br/><br/></table>", "T:[1 0|甲]");
    }

    #[test]
    fn spans_that_lie() {
        check("<table><td rowspan=2 colspan='3'>甲<td>1</table>", "T:[甲<2x3>|1]");
        check("<table><td rowspan=0 colspan=99999>甲<td rowspan=-1 colspan=x>1</table>", "T:[甲<1x1000>|1]");
        check(
            "<table><td colspan=\" 4px\" colspan=9>甲<td rowspan=99999999999>1</table>",
            "T:[甲<1x4>|1<1000x1>]",
        );
    }

    #[test]
    fn tables_that_lay_out_the_page() {
        check(
            "<table><tr><td>左<td><p>正文<table><td>甲<td>1</table>后</table>",
            "P:左 P:正文 T:[甲|1] P:后",
        );
        check("<table><tr><td><p>只有</p><p>一格</p></table>", "P:只有 P:一格");
        check("<table><tr><td>菜单<td><h1>年报</h1>正文</table>", "P:菜单 P:年报 P:正文");
        let prose = "正文很长。".repeat(50);
        check(&format!("<table><tr><td>菜单<td>{prose}</table>"), &format!("P:菜单 P:{prose}"));
        let figures = "<td>1".repeat(6);
        check(
            &format!("<table><tr><td>甲{figures}<tr><td colspan=7>{prose}</table>"),
            &format!("T:[甲|1|1|1|1|1|1]/[{prose}<1x7>]"),
        );
        check("<table><tr><td>甲<td><table><td>1</table></table>", "T:[甲|1]");
    }

    #[test]
    fn preformatted_text() {
        check("<pre>\n甲\n 乙  丙\n\n丁</pre>戊", "P:甲 P:乙  丙 P: P:丁 P:戊");
        check(
            "<html><body><pre>标题\n规章 | 0 |\n文件 | &lt;1 |</pre></body></html>",
            "P:标题 T:[规章|0]/[文件|<1]",
        );
        check("<table><td><pre>甲\n乙</pre><td>1</table>", "T:[甲乙|1]");
        check("<pre>甲<br>乙</pre>", "P:甲 P:乙");
    }

    #[test]
    fn text_with_tables() {
        check(
            "标题\n正文<通知>\n<table><td>甲<td>1</table>\n后\n文",
            "P:标题 P:正文<通知> T:[甲|1] P:后 P:文",
        );
        check("\n<span>甲</span><br>乙", "P:甲 P:乙");
        check("关于印发<办法>的通知<br>\n乙", "P:关于印发<办法>的通知<br> P:乙");
    }
}

mod damage {
    use super::{check_troubles, check_unreadable, read, render};
    use crate::source::{Limits, Unreadable};

    #[test]
    fn unreadable_files() {
        check_unreadable(b"", "空的");
        check_unreadable(b"\xEF\xBB\xBF \n", "空白");
        check_unreadable(b" \r\n\t", "空白");
        check_unreadable(b"<html><body><img src=a></body></html>", "没有文字");
        check_unreadable(b"%PDF-1.7\n%\xE2\xE3", "PDF");
        check_unreadable(b"PK\x03\x04....word/document.xml", "DOCX），已损坏");
        check_unreadable(b"PK\x03\x04....xl/workbook.xml", "XLSX），已损坏");
        check_unreadable(b"PK\x03\x04....OFD.xml", "OFD 版式文件，已损坏");
        check_unreadable(
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1..W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0",
            "旧版 Word",
        );
        check_unreadable(b"{\\rtf1\\ansi", "RTF");
        check_unreadable(b"MIME-Version: 1.0\r\nContent-Type: multipart/related;", "MHT");
        check_unreadable(b"\x89PNG\r\n\x1A\n\0\0", "图片");
        check_unreadable(&(0..=255).cycle().take(5000).collect::<Vec<u8>>(), "二进制");
        check_unreadable(&[0; 100], "二进制");
    }

    #[test]
    fn oversized_files() {
        let file = vec![b'a'; 200 << 20];
        let error = super::read_document(&file, &Limits::default()).unwrap_err();
        assert_eq!(error, Unreadable::TooLarge { size: 200 << 20, limit: 64 << 20 });
        assert!(error.to_string().contains("209715200") && error.to_string().contains("67108864"));
    }

    #[test]
    fn invalid_bytes() {
        let limits = Limits::default();
        let document =
            check_troubles(b"\xE5\xB9\xB4\xE5\xBA\xA6\xFF\xE6\x8A\xA5\xE5\x91\x8A 12", &limits, &["UTF-8"]);
        assert_eq!(render(&document), "P:年度\u{FFFD}报告 12");
        assert_eq!(document.slice(&document.troubles[0].span), "\u{FFFD}");
        assert!(document.troubles[0].blocking);
        check_troubles("已坏\u{FFFD}\u{FFFD}的字", &limits, &["已经是损坏"]);
        check_troubles("年\0度\u{1F}报告", &limits, &["U+0000", "U+001F"]);
        let many = format!("{}\u{FFFD}", "年度报告".repeat(6)).repeat(30);
        let document = check_troubles(many, &limits, &["损坏"; 21]);
        assert_eq!(document.troubles[20].message, "另有 10 处字符损坏，没有逐一列出");
        let page = [b"<p class='\xFF'>", "年度报告".repeat(9).as_bytes()].concat();
        assert!(!check_troubles(page, &limits, &["正文以外"]).troubles[0].blocking);
    }

    #[test]
    fn truncated_pages() {
        let limits = Limits::default();
        check_troubles("<p>甲</p><tab", &limits, &["标签"]);
        check_troubles("<p>甲</p><td class=\"x", &limits, &["标签"]);
        check_troubles("<p>甲</p><", &limits, &["标签"]);
        check_troubles("<p>甲</p><!-- 乙", &limits, &["注释"]);
        check_troubles("<p>甲</p><script>a", &limits, &["脚本"]);
        let document = check_troubles("<p>甲</p><table><tr><td>乙<td>1", &limits, &["表格中间"]);
        assert_eq!(render(&document), "P:甲 T:[乙|1]");
        check_troubles("<p>甲</p><table><tr><td>乙<td>1</body></html>", &limits, &[]);
        check_troubles("<p>甲</p>", &limits, &[]);
    }

    #[test]
    fn deep_nesting() {
        let limits = Limits::default();
        let document = read(format!("{}甲", "<div>".repeat(100_000)));
        assert_eq!(render(&document), "P:甲");
        let tables = format!("{}甲{}乙", "<table><tr><td>".repeat(100_000), "</table>".repeat(100_000));
        let document = check_troubles(tables, &limits, &["嵌套超过 512 层"]);
        assert_eq!(render(&document), "P:甲 P:乙");
        let document = check_troubles("<table><td>甲".repeat(100_000), &limits, &["嵌套", "表格中间"]);
        assert_eq!(document.blocks.len(), 100_000);
        let spans = format!("<p>{}", "<span style='display:none'>".repeat(100_000));
        assert!(super::read_document(spans.as_bytes(), &limits).is_err());
    }

    #[test]
    fn limits_are_said() {
        let limits = Limits { cells: 100, ..Limits::default() };
        let document = check_troubles(
            "<table>".to_owned() + &"<td>1".repeat(1_000_000),
            &limits,
            &["单元格超过 100 个"],
        );
        assert_eq!(document.cells.len(), 100);
        let document = check_troubles("1 | ".repeat(1_000_000), &limits, &["单元格超过 100 个"]);
        assert_eq!(document.cells.len(), 100);
        let limits = Limits { paragraphs: 50, ..Limits::default() };
        let document = check_troubles("1 | 2 |\n".repeat(500_000), &limits, &["段落（含空行）超过 50 个"]);
        assert_eq!(document.cells.len(), 100);
        check_troubles("<p>甲".repeat(1_000_000), &limits, &["段落超过 50 个"]);
        check_troubles(format!("甲{}乙", "\n".repeat(1_000_000)), &limits, &["段落（含空行）超过 50 个"]);
        let default = Limits::default();
        check_troubles(
            "<table>".to_owned() + &"<td>1".repeat(1_000_000),
            &default,
            &["单元格超过 200000 个"],
        );
    }
}
