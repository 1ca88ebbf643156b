//! What the recogniser makes of reports: both forms, mixtures, and the ways in which tables and headings arrive.

mod about;
mod forms;
mod glued;
mod headings;
mod hostile;
mod pictures;
mod rows;
mod seen;
mod several;
mod spelling;
mod support;
