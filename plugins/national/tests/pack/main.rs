//! The pack as a whole: silence where nothing is wrong, one finding a defect, no panic whatever comes.

mod clean;
mod figures;
mod hostile;
mod support;
