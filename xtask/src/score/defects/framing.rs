//! Title, period, dates, whose report it is, and the documents that it cites.

use gouji_core::form::Level;

use super::{Defect, Expected, Where, add, add_after, is_newer, replace};
use crate::score::model::{Paragraph, Report, Sentence};

pub(super) const DEFECTS: &[Defect] = &[
    Defect::warning("标题没有工作年度", &["M02"], |report, _, _| {
        title(report, |name, year| format!("{name}{year}年政府信息公开报告"))
    }),
    Defect::warning("标题写成工作报告", &["M03"], |report, _, _| {
        title(report, |name, year| format!("{name}{year}年政府信息公开工作报告"))
    }),
    Defect::warning("标题写成政务公开", &["M03"], |report, _, _| {
        title(report, |name, year| format!("{name}{year}年政务公开工作年度报告"))
    })
    .with(&["W02"]),
    Defect::error("标题年份错", &["M04"], |report, _, _| {
        (dated(report)).then_some(())?;
        title(report, |name, year| format!("{name}{}年政府信息公开工作年度报告", year - 1))
    })
    .with(&["F02", "Y01", "M07", "F12", "M12", "L04"]),
    Defect::error("标题有错字", &["M05"], |report, _, _| {
        title(report, |name, year| format!("{name}{year}年政府信息公开工作告年度报"))
    })
    .with(&["M02", "M03"]),
    Defect::error("正文留着上年年份", &["M07"], |report, _, _| {
        let year = report.year;
        let said = format!("{}年，我们共组织读者座谈两场，收集建议七条。", year - 1);
        (dated(report)).then_some(())?;
        add_after(report, "interpretation", &said)?;
        Expected::words(format!("{}年，我们共组织读者座谈", year - 1))
    }),
    Defect::error("开头留着上年年份", &["M07"], |report, _, _| {
        (dated(report)).then_some(())?;
        let year = report.year;
        let sentence = report.topic_mut("opening")?;
        *sentence.value_mut("year")? = (year - 1).to_string();
        let text = sentence.text();
        text.starts_with(&(year - 1).to_string()).then_some(())?;
        Expected::words(format!("{}年", year - 1))
    })
    .with(&["D05"]),
    Defect::info("没有统计期限", &["M08"], |report, _, _| {
        report.topic_mut("period")?;
        for paragraph in all_paragraphs(report) {
            paragraph.sentences.retain(|sentence| sentence.topic != "period");
        }
        Expected::at(Where::Anywhere)
    }),
    Defect::error("统计期限止于十二月三十日", &["M09"], |report, _, _| {
        let year = report.year;
        replace(report, "period", &format!("本报告所列数据的统计期限为{year}年1月1日至{year}年12月30日。"))?;
        Expected::words("12月30日")
    }),
    Defect::error("统计期限是上一年", &["M09", "M04"], |report, _, _| {
        (dated(report)).then_some(())?;
        let last = report.year - 1;
        replace(report, "period", &format!("数据统计期限自{last}年1月1日起，至{last}年12月31日止。"))?;
        Expected::words(format!("{last}年1月1日"))
    })
    .with(&["M07"]),
    Defect::info("电话少一位", &["M11"], |report, _, _| {
        let phone = report.sentences_mut().find_map(|sentence| sentence.value_mut("phone"))?;
        phone.truncate(phone.len() - 1);
        let phone = phone.clone();
        Expected::words(phone)
    }),
    Defect::warning("写成给上级的信", &["M13"], |report, _, _| {
        add(report, 6, "特此报告，妥否，请批示。")?;
        Expected::words("特此报告")
    }),
    Defect::warning("抬头写给上级", &["M13"], |report, _, _| {
        let line = "临江市人民政府办公室：";
        report.preamble.insert(0, Paragraph::of([Sentence::plain("defect", line)]));
        Expected::words("市人民政府办公室")
    })
    .with(&["M06"]),
    Defect::warning("组成部分写成四个", &["M14"], |report, _, _| {
        replace(report, "parts", "报告由四个部分组成，附有统计表。")?;
        Expected::words("四个部分")
    }),
    Defect::warning("政府的报告自称我局", &["M16"], |report, _, _| {
        let government = matches!(report.agency.level, Level::City | Level::County | Level::Province);
        government.then_some(())?;
        add_after(report, "management", "我局的信息发布由办公室负责，我局领导审签后发布。")?;
        Expected::words("我局")
    }),
    Defect::error("留着待填的叉", &["M17"], |report, _, _| {
        add_after(report, "platforms", "公众号关注人数达到XX人。")?;
        Expected::words("XX")
    }),
    Defect::error("留着待补充", &["M17", "S15"], |report, _, _| {
        add_after(report, "training", "参训人员名册（待补充）。")?;
        Expected::words("待补充")
    }),
    Defect::error("留着空括号", &["M17", "L06"], |report, _, _| {
        add_after(report, "platforms", "公开指南可在网站下载（）。")?;
        Expected::words("下载（）")
    }),
    Defect::error("日期不存在", &["M19"], |report, _, _| {
        let year = report.year;
        add_after(report, "training", &format!("{year}年2月30日组织了一次答复文书评查。"))?;
        Expected::words("2月30日")
    }),
    Defect::error("部门过了期限才公布", &["L01"], |report, _, _| {
        (report.agency.level == Level::Department).then_some(())?;
        report.metadata = vec![format!("发布日期：{}-03-18", report.year + 1)];
        Expected::at(Where::Anywhere)
    })
    .with(&["M12"]),
    Defect::error("政府过了期限才公布", &["L02"], |report, _, _| {
        (matches!(report.agency.level, Level::City | Level::County | Level::Province)).then_some(())?;
        report.metadata = vec![format!("发布日期：{}-05-11", report.year + 1)];
        Expected::at(Where::Anywhere)
    })
    .with(&["M12"]),
    Defect::warning("年度没过完就公布", &["L04"], |report, _, _| {
        report.metadata = vec![format!("发布日期：{}-12-20", report.year)];
        Expected::at(Where::Anywhere)
    })
    .with(&["M12"]),
    Defect::warning("下载地址是本机路径", &["L06"], |report, _, _| {
        add_after(report, "platforms", "年报下载：file:///C:/Users/Desktop/年报.docx")?;
        Expected::words("file:///")
    }),
    Defect::warning("文号写成国办发", &["D01"], |report, _, _| {
        is_newer(report).then_some(())?;
        let sentence = "报告格式见《中华人民共和国政府信息公开工作年度报告格式》（国办发〔2021〕30号）。";
        report.preamble.push(Paragraph::of([Sentence::plain("defect", sentence)]));
        Expected::words("国办发〔2021〕30号")
    }),
    Defect::warning("信息处理费办法文号错", &["D01"], |report, _, _| {
        is_newer(report).then_some(())?;
        add(report, 6, "收费依据是《政府信息公开信息处理费管理办法》（国办发〔2020〕109号）。")?;
        Expected::words("国办发〔2020〕109号")
    }),
    Defect::warning("仍引用60号文", &["D02"], |report, _, _| {
        (report.year >= 2022).then_some(())?;
        let sentence = "编制工作依据国办公开办函〔2019〕60号进行。";
        report.preamble.push(Paragraph::of([Sentence::plain("defect", sentence)]));
        Expected::words("国办公开办函〔2019〕60号")
    }),
    Defect::warning("引用旧条例的令号", &["D03"], |report, _, _| {
        let sentence = "编制依据是《中华人民共和国政府信息公开条例》（国务院令第492号）。";
        report.preamble.push(Paragraph::of([Sentence::plain("defect", sentence)]));
        Expected::words("492号")
    })
    .with(&["D01"]),
    Defect::warning("县级有条例", &["D04"], |report, _, _| {
        add_after(report, "management", "严格执行《临泽河市政府信息公开条例》的各项要求。")?;
        Expected::words("《临泽河市政府信息公开条例》")
    }),
    Defect::warning("要点是别的年份的", &["D05"], |report, _, _| {
        (matches!(report.year, 2021 | 2022)).then_some(())?;
        let last = report.year - 1;
        add_after(
            report,
            "management",
            &format!("各项任务按照《{last}年政务公开工作要点》的要求落实到岗。"),
        )?;
        Expected::words(format!("{last}年政务公开工作要点"))
    }),
    Defect::info("文号用了方括号", &["D06"], |report, _, _| {
        let sentence = "标准目录按照国办发[2019]54号文件编制。";
        report.preamble.push(Paragraph::of([Sentence::plain("defect", sentence)]));
        Expected::words("国办发[2019]54号")
    }),
];

/// Another title on one line.
fn title(report: &mut Report, text: fn(&str, u16) -> String) -> Option<Expected> {
    let title = text(&report.agency.name, report.year);
    report.title = vec![title.clone()];
    Expected::words(title)
}

/// Whether the period says the report's year, so that a wrong year elsewhere is told from a wrong report.
fn dated(report: &Report) -> bool {
    report.year > 2019 && report.sentences().any(|sentence| sentence.topic == "period")
}

fn all_paragraphs(report: &mut Report) -> impl Iterator<Item = &mut Paragraph> {
    report.preamble.iter_mut().chain(report.parts.iter_mut().flat_map(|part| part.paragraphs_mut()))
}
