//! Where letters go: files in a folder, and a package of them.

use std::fs;
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::failure::Failure;
use crate::files;

/// What is written to.
pub(super) struct Written {
    folder: Option<PathBuf>,
    package: Option<Package>,
}

struct Package {
    path: PathBuf,
    zip: ZipWriter<fs::File>,
}

impl Written {
    pub(super) fn begin(folder: Option<&Path>, package: Option<&Path>) -> Result<Self, Failure> {
        if let Some(folder) = folder {
            let made = fs::create_dir_all(folder);
            made.map_err(|cause| Failure::Create { name: folder.display().to_string(), cause })?;
        }
        let package = package.map(|path| {
            let file = tempfile::tempfile();
            let file = file.map_err(|cause| Failure::Create { name: path.display().to_string(), cause })?;
            Ok::<_, Failure>(Package { path: path.to_owned(), zip: ZipWriter::new(file) })
        });
        Ok(Self { folder: folder.map(Path::to_owned), package: package.transpose()? })
    }

    pub(super) fn add(&mut self, name: &str, letter: &[u8]) -> Result<(), Failure> {
        if let Some(folder) = &self.folder {
            files::write_bytes(&folder.join(name), letter)?;
        }
        let Some(package) = &mut self.package else { return Ok(()) };
        // A document is packed already.
        let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Stored);
        let added = package.zip.start_file(name, options).map_err(io::Error::other);
        let added = added.and_then(|()| package.zip.write_all(letter));
        added.map_err(|cause| Failure::Write { name: package.path.display().to_string(), cause })
    }

    /// The package appears when it is whole.
    pub(super) fn end(self) -> Result<(), Failure> {
        let Some(Package { path, zip }) = self.package else { return Ok(()) };
        let failed = |cause| Failure::Write { name: path.display().to_string(), cause };
        let mut file = zip.finish().map_err(|cause| failed(io::Error::other(cause)))?;
        file.rewind().map_err(failed)?;
        files::write_from(&path, &mut file)
    }
}
