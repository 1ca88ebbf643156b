//! `gouji pack lock`: pins the packs of a profile, or of all, as they are now.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use gouji_engine::load::LoadError;
use gouji_engine::lock::{FILE, Lock, Locked, folder_of};
use gouji_engine::nearest::{listed, nearest};
use gouji_engine::pack::PackError;
use gouji_engine::profile::{self, Profile};
use gouji_engine::{Home, SetupError};

use crate::args::Global;
use crate::failure::Failure;
use crate::{installation, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 只锁定这一配置的规则包（名称或文件；默认：安装目录里所有配置的）
    #[arg(long, value_name = "配置")]
    profile: Option<String>,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<u8, Failure> {
    let home = installation::home(global)?;
    if !home.embedded.is_empty() {
        return Err(Failure::Usage("规则包都在程序里，不用锁定".to_owned()));
    }
    let setup = |error: SetupError| Failure::Setup(error);
    let profiles = match &args.profile {
        Some(name) => vec![profile::find(&home, name).map_err(|error| setup(error.into()))?],
        None => profile::all(&home).map_err(|error| setup(error.into()))?,
    };
    let mut locks: BTreeMap<PathBuf, Lock> = BTreeMap::new();
    for profile in &profiles {
        let folder = folder_of(&profile.path);
        if !locks.contains_key(folder) {
            // Of several profiles one is locked anew, and what is known of the others stays.
            let before = match &args.profile {
                Some(_) => Lock::read(folder).map_err(|error| setup(error.into()))?,
                None => None,
            };
            locks.insert(folder.to_owned(), before.unwrap_or_default());
        }
        let lock = locks.entry(folder.to_owned()).or_default();
        pin(&home, profile, lock).map_err(|error| setup(error.into()))?;
    }
    for (folder, lock) in locks {
        let file = folder.join(FILE);
        let failed = |cause| Failure::Create { name: file.display().to_string(), cause };
        lock.write(&folder).map_err(failed)?;
        let files: usize = lock.packs.iter().map(|pack| pack.files.len()).sum();
        terminal::print(&format!(
            "{} 个规则包、{files} 个文件已锁定在 {}\n",
            lock.packs.len(),
            file.display()
        ))?;
        let others = left_out(&home, &folder, &lock);
        if !others.is_empty() {
            terminal::print(&format!(
                "没有锁定、以后不会载入的：{}（这里的其他配置用到它们；都要用，就不写 --profile 再运行一次）\n",
                listed(others)
            ))?;
        }
    }
    Ok(0)
}

fn pin(home: &Home, profile: &Profile, lock: &mut Lock) -> Result<(), LoadError> {
    for pack in &profile.packs {
        let Some(locked) = Locked::of(home, &pack.value)? else {
            let known = home.pack_names();
            let nearest = nearest(&pack.value, known.iter().map(String::as_str));
            return Err(PackError::Unknown { pack: pack.clone(), nearest, known }.into());
        };
        lock.put(locked);
    }
    Ok(())
}

/// Packs that other profiles of the folder use and that the lock does not have.
fn left_out(home: &Home, folder: &Path, lock: &Lock) -> BTreeSet<String> {
    // A broken profile is told of by whoever uses it.
    let profiles = profile::all(home).unwrap_or_default();
    let beside = profiles.into_iter().filter(|profile| folder_of(&profile.path) == folder);
    let packs = beside.flat_map(|profile| profile.packs).map(|pack| pack.value);
    packs.filter(|id| lock.packs.iter().all(|locked| locked.id != *id)).collect()
}
