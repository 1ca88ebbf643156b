//! Reports as they come in in a season, one by one: no two of one body, half of them with a defect.

use std::collections::HashSet;
use std::path::Path;

use anyhow::Result;

use super::compose::pair;
use super::defects::{self, Defect};
use super::random::Random;
use super::write;

/// Writes so many reports into a folder, a thousand to a folder of their own, and those of the year before that `previous` is
/// for, if wanted. However many there are, one is in memory at a time.
pub(crate) fn varied(seed: u64, folder: &Path, previous: Option<&Path>, count: usize) -> Result<()> {
    let all: Vec<&'static Defect> = defects::all().collect();
    let (mut names, mut written) = (HashSet::new(), 0);
    for number in 0.. {
        if written == count {
            break;
        }
        let mut pair = pair(seed, number);
        if !names.insert(pair.this.agency.name.clone()) {
            continue;
        }
        if number % 2 == 0 {
            let mut random = Random::new(seed, number as u64);
            let defect = random.pick(&all);
            // Not every report can have every defect.
            let _ = (defect.inject)(&mut pair.this, &pair.last, &mut random);
        }
        let place = |folder: &Path| -> Result<std::path::PathBuf> {
            let folder = folder.join(format!("{:03}", written / 1000));
            std::fs::create_dir_all(&folder)?;
            Ok(folder)
        };
        write(&place(folder)?, written, &pair.this)?;
        if let Some(previous) = previous {
            write(&place(previous)?, written, &pair.last)?;
        }
        written += 1;
    }
    Ok(())
}
