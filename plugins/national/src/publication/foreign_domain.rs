//! L10: a web address of another province's governments.

use std::sync::LazyLock;

use gouji_core::prelude::*;
use memchr::memmem::Finder;

use crate::prose;
use crate::typography::marks::marks;

/// 网址是外省的.
pub(crate) struct ForeignDomain;

static DOMAIN: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(".gov.cn"));

/// What provinces have before `.gov.cn`, with the first two digits of their code and their name.
const PROVINCES: [(&str, &str, &str); 37] = [
    ("beijing", "11", "北京市"),
    ("tj", "12", "天津市"),
    ("hebei", "13", "河北省"),
    ("shanxi", "14", "山西省"),
    ("nmg", "15", "内蒙古自治区"),
    ("ln", "21", "辽宁省"),
    ("jl", "22", "吉林省"),
    ("hlj", "23", "黑龙江省"),
    ("sh", "31", "上海市"),
    ("shanghai", "31", "上海市"),
    ("jiangsu", "32", "江苏省"),
    ("zj", "33", "浙江省"),
    ("zhejiang", "33", "浙江省"),
    ("ah", "34", "安徽省"),
    ("fujian", "35", "福建省"),
    ("fj", "35", "福建省"),
    ("jiangxi", "36", "江西省"),
    ("shandong", "37", "山东省"),
    ("sd", "37", "山东省"),
    ("henan", "41", "河南省"),
    ("hubei", "42", "湖北省"),
    ("hunan", "43", "湖南省"),
    ("gd", "44", "广东省"),
    ("gxzf", "45", "广西壮族自治区"),
    ("hainan", "46", "海南省"),
    ("cq", "50", "重庆市"),
    ("sc", "51", "四川省"),
    ("guizhou", "52", "贵州省"),
    ("gzgov", "52", "贵州省"),
    ("yn", "53", "云南省"),
    ("xizang", "54", "西藏自治区"),
    ("shaanxi", "61", "陕西省"),
    ("gansu", "62", "甘肃省"),
    ("qinghai", "63", "青海省"),
    ("nx", "64", "宁夏回族自治区"),
    ("xinjiang", "65", "新疆维吾尔自治区"),
    ("xjbt", "65", "新疆维吾尔自治区"),
];

impl Rule for ForeignDomain {
    fn card(&self) -> Card {
        Card::info("L10", "national/foreign-domain", "网址是外省的政府网站")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第二十四条：依托政府门户网站建设政府信息公开平台")
            .why("报告里的网址应当是本机关或者本地政府网站的，写着外省的网址，多半是从别处的报告抄来的。")
            .bad(
                "agency.division = '530625'\nother = '本报告可在网站（http://www.xx.sc.gov.cn/）下载。'",
                "“www.xx.sc.gov.cn”是四川省的政府网站，本机关在云南省",
            )
            .good("agency.division = '530625'\nother = '本报告可在网站（http://www.ys.yn.gov.cn/）和 www.gov.cn 下载。'")
            .good("agency.division = '530625'\nother = '本报告可在网站（http://www.sichuan-style.gov.cn/sc）下载。'")
            .good("other = '本报告可在网站（http://www.xx.sc.gov.cn/）下载。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(own) = report.agency.division.get(..2) else { return };
        let Some(own) = PROVINCES.iter().find(|(_, code, _)| *code == own) else { return };
        if !marks(report).any_of(b".") {
            return;
        }
        for (paragraph, text) in prose::paragraphs(report, |_| true) {
            for at in DOMAIN.find_iter(text.as_bytes()) {
                let is_host = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
                let start = at - text[..at].bytes().rev().take_while(is_host).count();
                let (end, host) = (at + ".gov.cn".len(), &text[start..at]);
                let label = host.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
                let Some((_, code, name)) = PROVINCES.iter().find(|(known, ..)| *known == label) else {
                    continue;
                };
                if *code == own.1 {
                    continue;
                }
                let place = prose::place(paragraph, start, end);
                let message = format!("“{}”是{name}的政府网站，本机关在{}", &text[start..end], own.2);
                findings.add(place, message);
                return;
            }
        }
    }
}
