//! `cargo xtask dist`: everything that is given to users, for every system that this machine can build for.

mod archive;
mod compile;
mod contents;
mod deb;
mod dependencies;
mod glibc;
pub(crate) mod keys;
mod licences;
mod reproduce;
mod sbom;
pub(crate) mod sdk;
mod smoke;
mod target;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use gouji_engine::manifest::sha256;
use gouji_engine::today;

use crate::dist::archive::{Entry, tar_gz, zip};
use crate::dist::compile::{Built, compile};
use crate::dist::contents::{Shared, below, documents, extras, install, installation};
use crate::dist::reproduce::Sums;
use crate::dist::target::{Kind, TARGETS, Target, Way};
use crate::project::{root, rustc, target as output};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What is given out, with the sums of it.
const SUMS: &str = "SHA256SUMS";

#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// 只做这些目标，可以写多次（默认：本机能编译的全部）
    #[arg(long = "target", value_name = "目标")]
    targets: Vec<String>,
    /// 列出全部目标：本机能不能编译，缺什么
    #[arg(long = "targets")]
    list: bool,
    /// 不用 zig，只编译本机的系统；需要的 glibc 就和本机一样新
    #[arg(long)]
    native: bool,
    /// 用这个密钥（gouji pack key new）给校验和签名
    #[arg(long, value_name = "文件", env = "GOUJI_RELEASE_KEY")]
    key: Option<PathBuf>,
    /// 在另一个文件夹里再编译一遍，逐字节比较
    #[arg(long)]
    verify: bool,
    /// 不试运行
    #[arg(long)]
    no_smoke: bool,
}

pub(crate) fn dist(options: &Options) -> Result<()> {
    if options.list {
        list(options.native);
        return Ok(());
    }
    let wanted = wanted(options)?;
    // A wrong password is to be told before the work, not after it.
    let secret = options.key.as_deref().map(keys::read).transpose()?;
    let time = time()?;
    if changed() {
        println!("注意：工作区里有没提交的改动，做出的东西与哪一次提交都对不上");
    }
    let folder = output().join("dist");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("清空 {}", folder.display()))?;
    }
    fs::create_dir_all(&folder)?;

    // This machine's own program tells what the others cannot tell here.
    let host = Target::host()?;
    let way = host.way(options.native);
    if let Way::Not(why) = &way {
        bail!("编译不了本机的系统 {}：{why}", host.name);
    }
    println!("编译 {}", host.name);
    let here = compile(host, &way)?;
    let scratch = output().join("dist-scratch");
    let shared = Shared::of(&here, &scratch)?;

    let mut sums = Sums::new();
    for (target, way) in &wanted {
        let built = match *target == host {
            true => None,
            false => {
                println!("编译 {}", target.name);
                Some(compile(*target, way)?)
            }
        };
        let built = built.as_ref().unwrap_or(&here);
        let release = Release::new(built, way, &shared, &scratch, time)?;
        if *target == host && !options.no_smoke {
            smoke::release(&release.installation, target.program(), &scratch.join("smoke"))?;
            smoke::single(&built.single, target.program(), &scratch.join("smoke"))?;
            println!("{}：解开的压缩包和单文件程序，输出都与 tests/golden 相同", target.name);
            let trial = scratch.join("trial");
            smoke::unpacked(&release.installation, &trial.join("gouji"))?;
            sdk::travels(&trial.join("gouji").join(target.program()), &trial)?;
        }
        release.write(&folder, &shared, time, &mut sums)?;
    }
    reproduce::write(&sums, &folder.join(SUMS))?;
    if let Some(secret) = &secret {
        keys::sign_file(secret, &folder.join(SUMS))?;
        fs::write(folder.join("gouji.pub"), secret.public()?)?;
    } else {
        println!("没有签名：没有给密钥（--key 或 GOUJI_RELEASE_KEY）");
    }
    for (name, sum) in &sums {
        println!("{sum}  {name}");
    }
    println!("{}", folder.display());

    if options.verify {
        let names: Vec<&str> = wanted.iter().map(|(target, _)| target.name).collect();
        let more: &[&str] = if options.native { &["--native"] } else { &[] };
        reproduce::verify(&sums, &names, more, time)?;
    }
    Ok(())
}

/// The targets that were asked for, or all that this machine can build.
fn wanted(options: &Options) -> Result<Vec<(Target, Way)>> {
    if options.targets.is_empty() {
        let mut wanted = Vec::new();
        for target in TARGETS {
            match target.way(options.native) {
                Way::Not(why) => println!("跳过 {}：{why}", target.name),
                way => wanted.push((target, way)),
            }
        }
        return Ok(wanted);
    }
    let named = |name: &String| {
        let target = Target::find(name)?;
        match target.way(options.native) {
            Way::Not(why) => bail!("编译不了 {}：{why}", target.name),
            way => Ok((target, way)),
        }
    };
    options.targets.iter().map(named).collect()
}

fn list(native: bool) {
    for target in TARGETS {
        println!("{}  {}", target.name, target.triple);
        println!("    {}", target.who);
        match target.way(native) {
            Way::Zig => println!("    能编译：zig 链接"),
            Way::Native => println!("    能编译：本机的链接器（没有用 zig，在比本机旧的系统上启动不了）"),
            Way::Not(why) => println!("    不能编译：{why}"),
        }
    }
    println!("别的系统怎样做，见 docs/releasing.md");
}

/// When the source was last changed, in seconds since 1970: the time of everything in a release.
fn time() -> Result<u64> {
    if let Some(said) = std::env::var_os("SOURCE_DATE_EPOCH") {
        let said = said.to_string_lossy();
        return said.parse().with_context(|| format!("SOURCE_DATE_EPOCH 应为整数，现在是“{said}”"));
    }
    let log = Command::new("git").args(["log", "-1", "--format=%ct"]).current_dir(root()).output();
    let log = log
        .ok()
        .filter(|output| output.status.success())
        .and_then(|output| String::from_utf8(output.stdout).ok());
    log.and_then(|seconds| seconds.trim().parse().ok())
        .context("不知道源码的时间：不在 git 的工作区里时，用环境变量 SOURCE_DATE_EPOCH 写明")
}

/// Whether there is anything that the last commit does not have.
fn changed() -> bool {
    let status = Command::new("git").args(["status", "--porcelain"]).current_dir(root()).output();
    status.is_ok_and(|output| output.status.success() && !output.stdout.is_empty())
}

/// A release for one target, all of its parts in memory.
struct Release<'a> {
    built: &'a Built,
    /// The program, packs and rules.
    installation: Vec<Entry>,
    documents: Vec<Entry>,
    third_party: String,
    bill: String,
    /// The oldest glibc that all of it runs with; `None` where there is none.
    glibc: Option<glibc::Version>,
}

impl<'a> Release<'a> {
    fn new(built: &'a Built, way: &Way, shared: &Shared, scratch: &Path, time: u64) -> Result<Self> {
        let target = built.target;
        let glibc = floor(built, way)?;
        let home = scratch.join("home").join(target.name);
        install(built, shared, &home)?;
        let parts = dependencies::parts(target.triple)?;
        let third_party = licences::licences(&parts)?;
        let rustc = rustc().arg("--version").output().context("rustc --version")?;
        let rustc = String::from_utf8_lossy(&rustc.stdout).trim().to_owned();
        let made = format!("{}T00:00:00+08:00", today::iso(today::of_seconds(time)));
        let bill =
            serde_json::to_string_pretty(&sbom::sbom(&parts, target.triple, VERSION, &rustc, &made))? + "\n";
        let (installation, documents) = (installation(built, &home)?, documents(&third_party)?);
        Ok(Self { built, installation, documents, third_party, bill, glibc })
    }

    /// Writes all files of the release and notes their sums.
    fn write(&self, folder: &Path, shared: &Shared, time: u64, sums: &mut Sums) -> Result<()> {
        let target = self.built.target;
        let name = format!("gouji-{VERSION}-{}", target.name);
        let ending = if target.kind == Kind::Windows { ".exe" } else { "" };
        let single = fs::read(&self.built.single).context("读取单文件程序")?;
        let mut made = self.packages(shared, time)?;
        made.push((format!("gouji-single-{VERSION}-{}{ending}", target.name), single));
        made.push((format!("{name}.cdx.json"), self.bill.clone().into_bytes()));
        made.push((format!("{name}-THIRD-PARTY.txt"), self.third_party.clone().into_bytes()));
        for (name, bytes) in &made {
            let path = folder.join(name);
            fs::write(&path, bytes).with_context(|| format!("写 {}", path.display()))?;
            sums.insert(name.clone(), sha256(bytes));
        }
        #[cfg(unix)]
        if target.kind != Kind::Windows {
            use std::os::unix::fs::PermissionsExt;
            let program = folder.join(format!("gouji-single-{VERSION}-{}", target.name));
            fs::set_permissions(program, fs::Permissions::from_mode(0o755))?;
        }
        if let Some(glibc) = self.glibc {
            println!("{}：程序和规则包需要的 glibc 不高于 {glibc}", target.name);
        }
        Ok(())
    }

    /// The archive, and a Debian package for Linux.
    fn packages(&self, shared: &Shared, time: u64) -> Result<Vec<(String, Vec<u8>)>> {
        let installation = &self.installation[..];
        let target = self.built.target;
        let name = format!("gouji-{VERSION}-{}", target.name);
        let all = [installation, &self.documents, &extras(shared)].concat();
        let all = below(&name, &all);
        let Kind::Linux { debian, .. } = target.kind else {
            let archive = match target.kind {
                Kind::Windows => (format!("{name}.zip"), zip(&all)?),
                _ => (format!("{name}.tar.gz"), tar_gz(&all, time)?),
            };
            return Ok(vec![archive]);
        };
        let glibc = self.glibc.context("a program for Linux has its glibc")?;
        let about = deb::About { version: VERSION, architecture: debian, glibc };
        let files = deb::Files {
            installation,
            pages: &shared.pages,
            completions: &shared.completions,
            documents: &self.documents,
        };
        Ok(vec![
            (format!("{name}.tar.gz"), tar_gz(&all, time)?),
            (format!("gouji_{VERSION}_{debian}.deb"), deb::deb(&about, &files, time)?),
        ])
    }
}

/// The newest glibc that any part of a release asks for. One that is newer than promised is refused.
fn floor(built: &Built, way: &Way) -> Result<Option<glibc::Version>> {
    let Kind::Linux { floor, .. } = built.target.kind else { return Ok(None) };
    // Without zig it is what it is.
    let promised = if *way == Way::Zig { floor } else { glibc::Version(u16::MAX - 1, 0) };
    let libraries = built.libraries.iter().map(|(_, library)| library);
    let mut newest = glibc::Version(2, 0);
    for file in [&built.program, &built.single].into_iter().chain(libraries) {
        newest = newest.max(glibc::hold(file, promised)?);
    }
    Ok(Some(if *way == Way::Zig { floor } else { newest }))
}
