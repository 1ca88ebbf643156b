//! What Python gives us to check.

use std::path::PathBuf;

use gouji_engine::Input;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes, PyMemoryView};

/// What bytes without a name are called in results.
const UNNAMED: &str = "-";

/// A report: a path (a string or `os.PathLike`), or the bytes of a file with the name that results are to give it.
pub(crate) fn input(source: &Bound<'_, PyAny>, name: Option<PathBuf>) -> PyResult<Input> {
    if let Some(bytes) = bytes(source)? {
        return Ok(Input::Bytes { name: name.unwrap_or_else(|| UNNAMED.into()), bytes });
    }
    match source.extract::<PathBuf>() {
        Ok(path) => Ok(Input::File(path)),
        Err(_) => Err(wrong(source)),
    }
}

/// The bytes of a bytes-like object; `None` for anything else.
pub(crate) fn bytes(source: &Bound<'_, PyAny>) -> PyResult<Option<Vec<u8>>> {
    if let Ok(bytes) = source.cast::<PyBytes>() {
        return Ok(Some(bytes.as_bytes().to_vec()));
    }
    if let Ok(bytes) = source.cast::<PyByteArray>() {
        return Ok(Some(bytes.to_vec()));
    }
    if source.cast::<PyMemoryView>().is_ok() {
        let bytes = source.call_method0("tobytes")?;
        return Ok(Some(bytes.cast::<PyBytes>()?.as_bytes().to_vec()));
    }
    Ok(None)
}

fn wrong(source: &Bound<'_, PyAny>) -> PyErr {
    let kind = source.get_type().name().map_or_else(|_| "?".to_owned(), |name| name.to_string());
    PyTypeError::new_err(format!("应为文件的路径（str 或 Path）或文件的内容（bytes），现在是 {kind}"))
}
