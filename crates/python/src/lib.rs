//! What Python calls: reports go in as paths or bytes, results come out as the JSON that `gouji check --format json` has
//! for a report. What users see of it, with types, is in `python/gouji`.

mod batch;
mod checker;
mod input;

use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

create_exception!(gouji, Error, PyException, "gouji 不能照说的做：消息是中文的一句话，说明为什么、怎么办。");

#[pymodule]
mod _native {
    #[pymodule_export]
    use super::Error;
    #[pymodule_export]
    use super::batch::Results;
    #[pymodule_export]
    use super::checker::{Checker, read_json};
    use pyo3::prelude::*;

    /// Serves as the process in which a pack that is not trusted runs.
    #[pyfunction]
    fn pack_worker(py: Python<'_>) {
        py.detach(gouji_engine::isolate::serve);
    }

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
