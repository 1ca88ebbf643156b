//! A report as the pages that sites publish: a site's frame around it, and in it what its editor made of each paragraph
//! and cell. For benchmarks: no two pages have one size, one style or one frame.

use std::fmt::Write;

use encoding_rs::GB18030;

use super::model::Report;
use super::print::{Line, Part, lines, rows};
use super::random::Random;

/// What wrote the article.
#[derive(Debug, Clone, Copy)]
enum Editor {
    /// Paragraphs without more.
    Clean,
    /// An editor in the browser: styles on everything.
    Browser,
    /// Pasted from a word processor.
    Word,
    /// A site of long ago: capitals, fonts, line ends of two bytes.
    Old,
}

/// A page of the report. A sixth is in GB 18030.
pub(super) fn page(report: &Report, random: &mut Random) -> Vec<u8> {
    let editor = *random.pick(&[Editor::Clean, Editor::Clean, Editor::Browser, Editor::Word, Editor::Old]);
    let gbk = random.chance(17);
    let mut page = String::new();
    head(&mut page, report, random, if gbk { "gb2312" } else { "utf-8" });
    frame(&mut page, random);
    let id = random.pick(&["zoom", "article", "content", "UCAP-CONTENT"]);
    let _ = writeln!(page, "<div class=\"con\" id=\"{id}\">");
    let mut writer = Writer { page: &mut page, editor, size: random.between(14, 22), random };
    if matches!(editor, Editor::Word) {
        writer.page.push_str(WORD);
    }
    for line in lines(report) {
        match line {
            Line::Title(line) => writer.title(line),
            Line::Heading(line) => writer.paragraph(line, true),
            Line::Text(line) => writer.paragraph(&line, false),
            Line::Table(grid) => {
                writer.table_start();
                rows(grid, &mut |part| writer.part(part));
                writer.page.push_str("</tbody></table>\n");
            }
        }
    }
    page.push_str("</div>\n");
    foot(&mut page, random);
    if matches!(editor, Editor::Old) {
        page = page.replace('\n', "\r\n");
    }
    if gbk { GB18030.encode(&page).0.into_owned() } else { page.into_bytes() }
}

/// What word processors put before what is pasted.
const WORD: &str = "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>0</w:Zoom>\
<w:PunctuationKerning/><w:DrawingGridVerticalSpacing>7.8 磅</w:DrawingGridVerticalSpacing>\
<w:Compatibility><w:SpaceForUL/><w:BalanceSingleByteDoubleByteWidth/></w:Compatibility></w:WordDocument></xml><![endif]-->\n\
<style>\n<!-- /* Font Definitions */\n@font-face {font-family:仿宋_GB2312; panose-1:2 1 6 9 3 1 1 1 1 1;}\n\
p.MsoNormal, li.MsoNormal, div.MsoNormal {margin:0cm; text-align:justify; font-size:10.5pt;}\n-->\n</style>\n";

const WORDS: [&str; 12] = [
    "要闻动态",
    "政策文件",
    "办事服务",
    "互动交流",
    "机构职能",
    "领导信息",
    "规划计划",
    "财政资金",
    "重点领域",
    "公示公告",
    "依申请公开",
    "年度报告",
];

fn head(page: &mut String, report: &Report, random: &mut Random, charset: &str) {
    let title = report.title.concat();
    let _ = write!(
        page,
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset={charset}\" />\n\
         <title>{title}_政府信息公开</title>\n<meta name=\"ArticleTitle\" content=\"{title}\">\n<meta name=\"PubDate\" content=\"{}-01-{} 09:30\">\n\
         <link href=\"/assets/site.css?v={}\" rel=\"stylesheet\" type=\"text/css\" />\n<style type=\"text/css\">\n",
        report.year + 1,
        random.between(10, 31),
        random.between(1, 999),
    );
    for rule in 0..random.between(10, 60) {
        let _ = writeln!(
            page,
            ".mod{rule} ul li a:hover {{ color: #{:03x}; background: url(/img/{rule}.png) no-repeat; padding-left: {}px; }}",
            random.between(0, 0xfff),
            random.between(0, 30)
        );
    }
    page.push_str(
        "</style>\n<script type=\"text/javascript\" src=\"/assets/jquery.min.js\"></script>\n<script>\n",
    );
    for line in 0..random.between(10, 90) {
        let _ = writeln!(
            page,
            "  $('#tab{line} li').on('click', function () {{ $(this).addClass('on').siblings().removeClass('on'); }}); // {line}",
        );
    }
    page.push_str("</script>\n</head>\n");
}

fn frame(page: &mut String, random: &mut Random) {
    page.push_str("<body>\n<!-- 页头 -->\n<div class=\"header\"><form action=\"/search\"><input type=\"hidden\" name=\"site\" value=\"1\"></form></div>\n");
    links(page, random, "nav", 80);
    page.push_str("<div class=\"location\">当前位置：<a href=\"/\">首页</a>&nbsp;&gt;&nbsp;<a href=\"/xxgk\">政府信息公开年报</a></div>\n");
}

fn foot(page: &mut String, random: &mut Random) {
    links(page, random, "related", 40);
    page.push_str("<!-- 页脚 begin -->\n<div class=\"footer\"><p>版权所有&copy;&nbsp;主办单位</p></div>\n<script>document.getElementById('year');</script>\n</body>\n</html>\n");
}

fn links(page: &mut String, random: &mut Random, class: &str, most: i64) {
    let _ = writeln!(page, "<div class=\"{class}\"><ul>");
    for link in 0..random.between(15, most) {
        let word = random.pick(&WORDS);
        let _ = writeln!(
            page,
            "  <li class=\"i{link}\"><a href=\"/zwgk/list_{}.html?from=home&amp;id={link}\" target=\"_blank\" title=\"{word}\">{word}</a></li>",
            random.between(100, 9999)
        );
    }
    page.push_str("</ul></div>\n");
}

struct Writer<'p, 'r> {
    page: &'p mut String,
    editor: Editor,
    /// Of the letters, in pixels or points.
    size: i64,
    random: &'r mut Random,
}

impl Writer<'_, '_> {
    fn title(&mut self, line: &str) {
        let _ = match self.editor {
            Editor::Old => {
                writeln!(self.page, "<P align=center><FONT size=5><STRONG>{line}</STRONG></FONT></P>")
            }
            _ => writeln!(self.page, "<h1 class=\"title\">{line}</h1>"),
        };
    }

    fn paragraph(&mut self, line: &str, strong: bool) {
        let size = self.size;
        let _ = match self.editor {
            Editor::Clean if strong => writeln!(self.page, "<p><strong>{line}</strong></p>"),
            Editor::Clean => writeln!(self.page, "<p>　　{line}</p>"),
            Editor::Browser => {
                self.page.push_str("<p style=\"white-space: normal; text-indent: 2em; line-height: 2em; text-align: justify;\">");
                let family = if strong { "黑体, SimHei" } else { "仿宋_GB2312, 仿宋" };
                self.spans(line, &format!("style=\"font-family: {family}; font-size: {size}px;\""), "");
                writeln!(self.page, "</p>")
            }
            Editor::Word => {
                self.page.push_str(
                    "<p class=\"MsoNormal\" style=\"text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt;mso-line-height-rule:exactly\">",
                );
                let family = if strong { "黑体" } else { "仿宋_GB2312" };
                let style =
                    format!("style=\"font-size:{size}.0pt;font-family:{family};mso-hansi-font-family:宋体\"");
                self.spans(line, &style, "lang=\"EN-US\" ");
                writeln!(self.page, "<span lang=\"EN-US\"><o:p></o:p></span></p>")
            }
            Editor::Old => {
                writeln!(self.page, "<P>&nbsp;&nbsp;&nbsp; <FONT face=宋体 size=3>{line}</FONT></P>")
            }
        };
    }

    /// A line in spans, cut where figures begin and end.
    fn spans(&mut self, line: &str, style: &str, of_figures: &str) {
        let mut rest = line;
        while let Some(first) = rest.chars().next() {
            let is_figure = first.is_ascii_digit();
            let end = rest.find(|c: char| c.is_ascii_digit() != is_figure).unwrap_or(rest.len());
            // Editors cut lines anywhere when somebody edits them.
            let end = if self.random.chance(70) { rest.len() } else { end };
            let mark = if is_figure { of_figures } else { "" };
            let _ = write!(self.page, "<span {mark}{style}>{}</span>", &rest[..end]);
            rest = &rest[end..];
        }
    }

    fn table_start(&mut self) {
        self.page.push_str(match self.editor {
            Editor::Clean => "<table border=\"1\"><tbody>\n",
            Editor::Browser => {
                "<table cellspacing=\"0\" cellpadding=\"0\" style=\"border-collapse: collapse; border: none; width: 100%;\"><tbody>\n"
            }
            Editor::Word => {
                "<table class=\"MsoTableGrid\" border=\"1\" cellspacing=\"0\" cellpadding=\"0\" style=\"border-collapse:collapse;border:none\"><tbody>\n"
            }
            Editor::Old => "<TABLE cellSpacing=0 cellPadding=0 width=\"100%\" border=1>\n<TBODY>\n",
        });
    }

    fn part(&mut self, part: Part) {
        let old = matches!(self.editor, Editor::Old);
        match part {
            Part::Row => self.page.push_str(match self.editor {
                Editor::Clean => "<tr>",
                Editor::Browser => "<tr class=\"firstRow\" style=\"height: 26px;\">\n",
                Editor::Word => "<tr style=\"mso-yfti-irow:1;height:19.85pt\">\n",
                Editor::Old => "<TR>\n",
            }),
            Part::RowEnd => self.page.push_str(if old { "</TR>\n" } else { "</tr>\n" }),
            Part::Cell { text, across, down } => {
                self.page.push_str(if old { "<TD" } else { "<td" });
                for (name, count) in [("rowspan", down), ("colspan", across)] {
                    if count > 1 {
                        let _ = write!(self.page, " {name}=\"{count}\"");
                    }
                }
                self.cell(if text.is_empty() { "&nbsp;" } else { text });
            }
        }
    }

    fn cell(&mut self, text: &str) {
        let width = self.random.between(40, 180);
        let _ = match self.editor {
            Editor::Clean => writeln!(self.page, ">{text}</td>"),
            Editor::Browser => writeln!(
                self.page,
                " width=\"{width}\" valign=\"center\" style=\"padding: 0px 7px; border: 1px solid rgb(0, 0, 0);\"><p style=\"text-align: center;\">\
                 <span style=\"font-family: 宋体; font-size: 14px;\">{text}</span></p></td>"
            ),
            Editor::Word => writeln!(
                self.page,
                " width=\"{width}\" style=\"width:{width}.5pt;border:solid windowtext 1.0pt;padding:0cm 5.4pt\">\
                 <p class=\"MsoNormal\" align=\"center\" style=\"text-align:center\"><span lang=\"EN-US\" style=\"font-size:10.5pt;font-family:宋体\">{text}</span><span lang=\"EN-US\"><o:p></o:p></span></p></td>"
            ),
            Editor::Old => {
                writeln!(self.page, " width={width}>\n<P align=center><FONT face=宋体>{text}</FONT></P></TD>")
            }
        };
    }
}
