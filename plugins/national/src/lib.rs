//! The rules of the nation that need code; those that are sums or words are in `rules/national/`.

gouji_core::pack! {
    id: "national",
    title: "全国通用规则",
    place: "",
    levels: [],
    years: None,
    rules: [],
}
