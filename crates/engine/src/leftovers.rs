//! Temporary files and folders, so that a program which is told to end at once leaves none of them behind.
//!
//! They are removed by those who made them when all goes well; what is noted here is what would be left.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

static NOTED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Notes what was just made. Most of what was noted before is gone by then, and forgotten.
pub fn note(path: &Path) {
    let mut noted = NOTED.lock().unwrap_or_else(PoisonError::into_inner);
    noted.retain(|path| path.exists());
    noted.push(path.to_owned());
}

/// Removes what is still there. Only for the end of the program: those who made it may be at work on it.
pub fn remove() {
    remove_all(std::mem::take(&mut *NOTED.lock().unwrap_or_else(PoisonError::into_inner)));
}

fn remove_all(noted: Vec<PathBuf>) {
    for path in noted {
        // What is gone already, or cannot be removed, is as it is.
        let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    }
}

/// Whether a path was noted.
#[cfg(test)]
pub(crate) fn knows(path: &Path) -> bool {
    NOTED.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|noted| noted == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_is_removed_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        let paths = ["gone", "file", "folder", "other"].map(|name| root.path().join(name));
        fs::create_dir(&paths[2]).unwrap();
        for file in [&paths[1], &paths[2].join("inside"), &paths[3]] {
            fs::write(file, "").unwrap();
        }
        paths[1..3].iter().for_each(|path| note(path));
        assert_eq!([1, 2, 3].map(|at| knows(&paths[at])), [true, true, false]);
        // Not all that this process noted: other tests are at work on theirs.
        remove_all(paths[..3].to_vec());
        assert_eq!(paths.map(|path| path.exists()), [false, false, false, true]);
    }
}
