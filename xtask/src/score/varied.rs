//! Reports as they come in in a season, one by one: no two of one body, half of them with a defect.

use std::collections::HashSet;
use std::path::Path;

use anyhow::Result;

use super::compose::{Pair, pair};
use super::defects::{self, Defect};
use super::model::Layout;
use super::pages::page;
use super::random::Random;
use super::write;

/// Writes so many reports into a folder, a thousand to a folder of their own, and those of the year before that `previous` is
/// for, if wanted. However many there are, one is in memory at a time.
pub(crate) fn varied(seed: u64, folder: &Path, previous: Option<&Path>, count: usize) -> Result<()> {
    each(seed, count, |written, pair, _| {
        let place = |folder: &Path| -> Result<std::path::PathBuf> {
            let folder = folder.join(format!("{:03}", written / 1000));
            std::fs::create_dir_all(&folder)?;
            Ok(folder)
        };
        write(&place(folder)?, written, &pair.this)?;
        if let Some(previous) = previous {
            write(&place(previous)?, written, &pair.last)?;
        }
        Ok(())
    })
}

/// Writes so many reports twice, into two folders: as texts, and as pages of 15 to 120 KB as sites and editors make them.
pub(crate) fn pages(seed: u64, texts: &Path, pages: &Path, count: usize) -> Result<()> {
    each(seed, count, |written, pair, random| {
        let bytes = page(&pair.this, random);
        std::fs::write(pages.join(format!("{written:05}.html")), bytes)?;
        while pair.this.style.layout.is_html() {
            pair.this.style.layout = *random.pick(&Layout::ALL);
        }
        write(texts, written, &pair.this).map(drop)
    })
}

/// Makes so many pairs and passes each on with its number.
fn each(
    seed: u64,
    count: usize,
    mut take: impl FnMut(usize, &mut Pair, &mut Random) -> Result<()>,
) -> Result<()> {
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
        let mut random = Random::new(seed, number as u64);
        if number % 2 == 0 {
            let defect = random.pick(&all);
            // Not every report can have every defect.
            let _ = (defect.inject)(&mut pair.this, &pair.last, &mut random);
        }
        take(written, &mut pair, &mut random)?;
        written += 1;
    }
    Ok(())
}
