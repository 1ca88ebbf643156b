//! 湖北省: what the province's annotated template of 2020 asks for beyond the national form.

mod change_in_words;
mod empty_rules_of_city;
mod missing_other_documents;
mod services_not_counted;
mod unknown_row;

gouji_core::pack! {
    id: "hubei",
    title: "湖北省规则",
    place: "42",
    levels: [],
    years: None,
    rules: [
        change_in_words::ChangeInWords,
        empty_rules_of_city::EmptyRulesOfCity,
        missing_other_documents::MissingOtherDocuments,
        unknown_row::UnknownRow,
        services_not_counted::ServicesNotCounted,
    ],
}

/// Where the province's rules for 表二 come from.
const TEMPLATE: &str = "湖北省2020年度政府信息公开工作年度报告模板，表二的填报说明";
/// How sure that is.
const SOURCE: &str = "填报说明见于省内机关2020年度报告保留的模板批注，逐栏见过原文；没有见到省里印发的文件";
/// The row that the province adds to 表二, below 第二十条第（一）项.
const OWN_ROW: &str = "其他主动公开文件";
