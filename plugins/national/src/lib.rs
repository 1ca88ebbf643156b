//! The rules of the nation that need code; those that are sums or words are in `rules/national/`.

mod aggregation;
mod arithmetic;
mod boilerplate;
mod cells;
mod citations;
mod claims;
mod content;
mod contradiction;
mod dated;
mod dictionaries;
mod doubt;
mod ending;
mod form;
mod meta;
mod organs;
mod plausibility;
mod privacy;
mod proactive;
mod prose;
mod publication;
mod repairs;
mod requests;
mod structure;
mod typography;
mod vocabulary;
mod wording;
mod words;
mod years;

gouji_core::pack! {
    id: "national",
    title: "全国通用规则",
    place: "",
    levels: [],
    years: None,
    families: [
        meta::RULES,
        structure::RULES,
        form::RULES,
        cells::RULES,
        proactive::RULES,
        requests::RULES,
        contradiction::RULES,
        arithmetic::RULES,
        content::RULES,
        years::RULES,
        aggregation::RULES,
        plausibility::RULES,
        typography::RULES,
        wording::RULES,
        citations::RULES,
        privacy::RULES,
        publication::RULES,
        boilerplate::RULES,
    ],
    dictionaries: dictionaries::ALL,
}
