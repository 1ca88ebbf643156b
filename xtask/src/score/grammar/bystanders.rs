//! Figures that are not the report's own: of subordinate units, other bodies, other years, plans. All are right.

use super::super::phrases::Writer;
use super::{Place, Said};

pub(super) fn say(writer: &mut Writer, place: Place) -> Option<Said> {
    let facts = writer.facts;
    let number = |name: &str| facts.number(name).unwrap_or(0);
    let next = number("next_year");
    let random = &mut *writer.random;
    let (few, some, many) = (random.between(2, 9), random.between(11, 40), random.between(120, 900));
    let form = random.between(1, 4);
    let said = match (place, form) {
        (Place::Overview(1), 1) => {
            format!("所属窗口单位另行办理行政许可咨询{many}次，不计入本报告数据。")
        }
        (Place::Overview(1), 2) => format!("自2015年以来，已累计公开各类政策汇编{some}册。"),
        (Place::Overview(1), 3) if number("penalties") > few => {
            format!("一家下属单位作出行政处罚决定{few}件，已在其网站公示。")
        }
        (Place::Overview(1), _) => format!("转载上级政府网站重要信息{many}条，不计入主动公开数。"),
        (Place::Overview(2), 1) => format!("协助兄弟单位答复其收到的政府信息公开申请{few}件。"),
        (Place::Overview(2), 2) => format!("自《条例》施行以来累计收到政府信息公开申请{}件。", many * 9),
        (Place::Overview(2), 3) => format!("上级机关转来政府信息公开申请协办函{few}件，均已函复。"),
        (Place::Overview(2), _) => format!("年内接听申请咨询电话{some}次，接待来访{few}批。"),
        (Place::Overview(3), 1 | 2) if number("newer") > 0 => {
            format!("{next}年计划制发行政规范性文件{few}件，已列入立项清单。")
        }
        (Place::Overview(3), 3) => format!("配合上级机关清理联合印发的文件{some}件。"),
        (Place::Overview(5), 1) => format!("{next}年拟组织业务培训{few}期。"),
        (Place::Overview(5), 2) => format!("上级通报的{some}个典型案例已组织学习。"),
        (Place::Disputes, _) => "上述案件均由法制工作机构会同承办单位应对。".to_owned(),
        _ => return None,
    };
    (place != Place::Disputes || number("ra") + number("lt") > 0).then(|| Said::right(said))
}
