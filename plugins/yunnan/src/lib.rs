//! 云南省: the rules of the province that need code; the others are in `rules/yunnan/`.

mod light_assessment;

gouji_core::pack! {
    id: "yunnan",
    title: "云南省规则",
    place: "53",
    levels: [],
    years: None,
    rules: [light_assessment::LightAssessment],
}
