//! Z07: mail boxes of public providers.

use gouji_core::prelude::*;

/// 用个人邮箱作联系邮箱.
pub(crate) struct PrivateEmail;

/// Providers whose boxes anybody may open.
const PROVIDERS: [&str; 18] = [
    "qq.com",
    "vip.qq.com",
    "foxmail.com",
    "163.com",
    "vip.163.com",
    "126.com",
    "yeah.net",
    "sina.com",
    "sina.cn",
    "sohu.com",
    "139.com",
    "189.cn",
    "wo.cn",
    "21cn.com",
    "aliyun.com",
    "gmail.com",
    "hotmail.com",
    "outlook.com",
];

impl Rule for PrivateEmail {
    fn card(&self) -> Card {
        Card::info("Z07", "national/private-email", "留的是公共邮箱，不是政务邮箱")
            .basis("政府信息公开条例第十五条；党政机关电子邮件安全管理的要求")
            .why("公共邮箱多以个人名义注册，人员一变动就没有人收，还可能泄露个人信息。")
            .source("各地自查通知里常见的要求，没有查到适用于全国的条款。")
            .bad(
                "contact = '电话：0794-5550188，邮箱：bangongshi@163.com'",
                "邮箱是公共邮箱（163.com），宜换成政务邮箱",
            )
            .good("contact = '电话：0794-5550188，邮箱：bgs@example.gov.cn'")
            .good("contact = '电话：0794-5550188，邮箱：bgs@mail163.com.cn'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let bytes = report.text.as_bytes();
        for at in memchr::memchr_iter(b'@', bytes) {
            let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
            let local = bytes[..at].iter().rev().take_while(is_part).count();
            let length = bytes[at + 1..].iter().take_while(is_part).count();
            let domain = report.text[at + 1..at + 1 + length].trim_end_matches('.');
            if local > 0 && PROVIDERS.iter().any(|provider| domain.eq_ignore_ascii_case(provider)) {
                let place = Place::from(at - local..at + 1 + domain.len());
                findings.add(place, format!("邮箱是公共邮箱（{domain}），宜换成政务邮箱"));
                return;
            }
        }
    }
}
