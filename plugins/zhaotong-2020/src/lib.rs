//! 昭通市2020年度: the rules of the city for one year that need code; the others are in `rules/zhaotong-2020/`.

mod pilot_fields;

gouji_core::pack! {
    id: "zhaotong-2020",
    title: "昭通市2020年度规则",
    place: "5306",
    levels: [],
    years: Some((2020, 2020)),
    rules: [pilot_fields::PilotFields],
}
