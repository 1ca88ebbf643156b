//! What is checked and what it is held against: the arguments that `check` and `baseline` share.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, IsTerminal};
use std::num::NonZero;
use std::path::{Path, PathBuf};

use gouji_core::report::Date;
use gouji_engine::{
    Baseline, Beside, Children, Input, Passed, PassedKind, Peers, Previous, Session, SetupError,
    available_jobs, inputs, today,
};
use gouji_ledger::{Access, EXTENSION, Ledger, is_ledger};
use gouji_render::printable::clean;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::args::Global;
use crate::failure::Failure;
use crate::season::is_ours;
use crate::{installation, interrupted, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Subjects {
    /// 文件、文件夹（连同下级文件夹），或 -（标准输入）
    #[arg(value_name = "路径", help_heading = "参数", required = true)]
    paths: Vec<PathBuf>,
    /// 配置的名称或文件（默认：按每份报告的机关和年度自动选择）
    #[arg(long, value_name = "配置")]
    profile: Option<String>,
    /// 上年报告：一个文件、放着上年报告的文件夹（可以与要检查的是同一个），或上年的台账
    #[arg(long, value_name = "路径")]
    previous: Option<PathBuf>,
    /// 下级机关和所属部门同年度的报告：文件或文件夹，可以写多次
    #[arg(long, value_name = "路径")]
    children: Vec<PathBuf>,
    /// 同级机关同年度的报告：文件或文件夹，可以写多次；只与行文最相近的几份比对
    #[arg(long, value_name = "路径")]
    peers: Vec<PathBuf>,
    /// 同时检查的份数（默认：处理器的个数）
    #[arg(long, value_name = "个数", value_parser = jobs)]
    jobs: Option<NonZero<usize>>,
    /// 豁免是否到期按这一天算，如 2027-03-31（默认：环境变量 GOUJI_TODAY，其次是今天）
    #[arg(long, value_name = "日期", value_parser = day)]
    today: Option<Date>,
}

fn jobs(text: &str) -> Result<NonZero<usize>, &'static str> {
    text.parse().map_err(|_| "应为 1 以上的整数")
}

const A_DAY: &str = "应为日期，如 2027-03-31";

pub(crate) fn day(text: &str) -> Result<Date, &'static str> {
    today::parse(text).ok_or(A_DAY)
}

/// The variable that says which day it is, for tests.
const TODAY: &str = "GOUJI_TODAY";

/// The reports of the year before: a ledger's, or those of a file or folder.
fn before(path: &Path, jobs: usize) -> Result<Previous, Failure> {
    if !is_ledger(path) {
        return Ok(Previous::open(path, jobs).map_err(SetupError::from)?);
    }
    Ok(Previous::of_ledger(path, Ledger::open(path, Access::Read)?.handed()?))
}

/// The day that the environment says it is.
pub(crate) fn day_said() -> Result<Option<Date>, Failure> {
    match std::env::var(TODAY) {
        Ok(text) if !text.is_empty() => {
            let wrong = |why| Failure::Usage(format!("环境变量 {TODAY} 的值“{text}”不对，{why}"));
            day(&text).map(Some).map_err(wrong)
        }
        _ => Ok(None),
    }
}

/// Everything opened: ready to check.
pub(crate) struct Opened {
    pub(crate) session: Session,
    pub(crate) inputs: Vec<Input>,
    pub(crate) jobs: usize,
    previous: Option<Previous>,
    children: Option<Children>,
    peers: Option<Peers>,
}

impl Subjects {
    pub(crate) fn open(&self, global: &Global, quiet: bool) -> Result<Opened, Failure> {
        interrupted::watch()?;
        let mut session = installation::on_demand(global, self.profile.as_deref())?;
        if let Some(day) = self.today.map_or_else(day_said, |day| Ok(Some(day)))? {
            session.today = day;
        }
        let jobs = self.jobs.map_or_else(available_jobs, NonZero::get);
        let previous = self.previous.as_ref().map(|path| before(path, jobs)).transpose()?;
        let given = |paths: &Vec<PathBuf>| (!paths.is_empty()).then(|| paths.clone());
        let children = given(&self.children).map(|paths| Children::open(&paths, jobs)).transpose();
        let children = children.map_err(SetupError::from)?;
        let peers = given(&self.peers).map(|paths| Peers::open(&paths, jobs)).transpose();
        let peers = peers.map_err(SetupError::from)?;
        let inputs = self.list(quiet)?;
        for (flag, unusable) in [
            ("--previous", previous.as_ref().map(|previous| previous.unusable.len())),
            ("--children", children.as_ref().map(Children::unusable)),
            ("--peers", peers.as_ref().map(Peers::unusable)),
        ] {
            if let Some(count) = unusable.filter(|count| *count > 0) {
                terminal::say(format_args!("{flag} 中有 {count} 个文件读不出年度，没有使用"));
            }
        }
        Ok(Opened { session, inputs, jobs, previous, children, peers })
    }

    /// Every file that is read, as far as it is known before the check: what no output may be.
    pub(crate) fn read(&self, inputs: &[Input], more: Option<&PathBuf>) -> Vec<PathBuf> {
        let beside: Vec<PathBuf> =
            self.previous.iter().chain(&self.children).chain(&self.peers).cloned().collect();
        let (beside, _) = gouji_engine::inputs(&beside);
        let inputs = inputs.iter().chain(&beside).map(|input| input.path().to_owned());
        let profile = self.profile.iter().map(PathBuf::from);
        inputs.chain(profile).chain(more.cloned()).collect()
    }

    /// What there is to check; nothing at all is a mistake, and no clean result.
    fn list(&self, quiet: bool) -> Result<Vec<Input>, Failure> {
        let (mut inputs, passed_over) = inputs(&self.paths);
        let named = |input: &Input| self.paths.iter().any(|path| path == input.path());
        let ours =
            |input: &Input| input.path().to_string_lossy().contains(EXTENSION) && is_ours(input.path());
        inputs.retain(|input| named(input) || !ours(input));
        if inputs.is_empty() {
            let paths: Vec<String> = self.paths.iter().map(|path| path.display().to_string()).collect();
            return Err(Failure::Usage(format!("{} 里没有可以检查的文件", paths.join("、"))));
        }
        if !passed_over.is_empty() && !quiet {
            terminal::say(said(&passed_over));
        }
        Ok(inputs)
    }
}

/// How many files are not checked, by what they are.
fn said(passed_over: &[Passed]) -> String {
    let mut counts: BTreeMap<PassedKind, usize> = BTreeMap::new();
    for passed in passed_over {
        *counts.entry(passed.kind).or_default() += 1;
    }
    let counts: Vec<String> =
        counts.into_iter().map(|(kind, count)| format!("{} {count} 个", kind.title())).collect();
    format!("没有检查：{}", counts.join("，"))
}

impl Opened {
    /// Which bodies are to report, by the roster of a ledger.
    pub(crate) fn expect(&mut self, ledger: &Ledger) -> Result<(), Failure> {
        if let Some(children) = &mut self.children {
            children.expect(ledger.due()?);
        }
        Ok(())
    }

    pub(crate) fn beside<'a>(&'a self, baseline: Option<&'a Baseline>) -> Beside<'a> {
        Beside {
            previous: self.previous.as_ref(),
            children: self.children.as_ref(),
            peers: self.peers.as_ref(),
            baseline,
            memory: None,
        }
    }

    /// Says which of the packs that were needed nobody who is trusted has signed.
    pub(crate) fn say_doubts(&self) {
        if let Some(lacking) = self.session.lacking() {
            terminal::say(format_args!("注意：{lacking}"));
        }
        let doubtful: Vec<String> = self
            .session
            .doubtful()
            .map(|pack| format!("{}（{}）", clean(&pack.id), clean(&pack.trust.to_string())))
            .collect();
        if !doubtful.is_empty() {
            let doubtful = doubtful.join("、");
            terminal::say(format_args!(
                "注意：规则包没有可信的签名：{doubtful}；信得过的，把发布者的公钥放进安装目录的 keys 文件夹，或在配置里写 signature = \"off\""
            ));
        }
    }

    pub(crate) fn progress(&self, quiet: bool) -> ProgressBar {
        if self.inputs.len() <= MANY || quiet || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let style = ProgressStyle::with_template(
            "{bar:40} {pos}/{len} 份，每秒 {rate} 份，还需 {eta_precise}{converting}",
        )
        .expect("the template is a constant that is known to be right");
        let rate = |state: &ProgressState, out: &mut dyn fmt::Write| {
            // Where it cannot be drawn, nothing is lost.
            let _ = write!(out, "{:.1}", state.per_sec());
        };
        let converting = |_: &ProgressState, out: &mut dyn fmt::Write| {
            if let Some((done, all)) = gouji_engine::converting() {
                let _ = write!(out, "，LibreOffice 正在转换 {done}/{all} 份");
            }
        };
        let style = style.with_key("rate", rate).with_key("converting", converting);
        let bar = ProgressBar::new(self.inputs.len() as u64).with_style(style);
        bar.enable_steady_tick(std::time::Duration::from_millis(500));
        bar
    }
}

/// More reports than this are many: their progress is shown, and what they come to in the end.
pub(crate) const MANY: usize = 20;
