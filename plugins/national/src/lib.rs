//! The rules of the nation that need code; those that are sums or words are in `rules/national/`.

mod cells;
mod doubt;
mod form;

gouji_core::pack! {
    id: "national",
    title: "全国通用规则",
    place: "",
    levels: [],
    years: None,
    rules: [
        form::outdated_form::OutdatedForm,
        form::premature_form::PrematureForm,
        form::mixed_forms::MixedForms,
        form::unofficial_document_label::UnofficialDocumentLabel,
        form::missing_rows::MissingRows,
        form::unknown_row::UnknownRow,
        form::wrong_cell_count::WrongCellCount,
        form::misspelt_label::MisspeltLabel,
        form::wrong_other_handling_rows::WrongOtherHandlingRows,
        cells::blank_cells::BlankCells,
        cells::dashes_for_zero::DashesForZero,
        cells::not_a_number::NotANumber,
        cells::negative_count::NegativeCount,
        cells::fractional_count::FractionalCount,
        cells::untidy_number::UntidyNumber,
        cells::blank_table::BlankTable,
    ],
}
