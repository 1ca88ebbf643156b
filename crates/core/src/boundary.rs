//! The border between host and pack, both sides of it: bytes in, bytes out through a callback of the host.
//!
//! No Rust type crosses, no panic crosses, nothing is freed across. A pack exports one static [`PackTable`]; the host
//! checks magic, ABI number and size before it calls anything. The table and [`Host`] grow at their end only.
//! `include/gouji_pack.h` is the same for other languages.
#![allow(unsafe_code)]

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::ffi::c_void;
use std::mem::{MaybeUninit, offset_of};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr;
use std::slice;
use std::sync::Once;

use crate::finding::Findings;
use crate::pack::{Crashed, Pack, Reply};
use crate::report::{Memo, Report};

/// The first bytes of every pack's table.
pub const MAGIC: [u8; 8] = *b"GOUJIPK1";
/// The number of this border. It changes only when something in it changes that is not an addition.
pub const ABI: u32 = 1;
/// The name that a pack's library exports its table under.
pub const SYMBOL: &str = "GOUJI_PACK_V1";

/// What a pack exports.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct PackTable {
    pub magic: [u8; 8],
    pub abi: u32,
    /// The size of this struct as the pack knows it: what lies beyond is not there.
    pub size: u32,
    describe: unsafe extern "C" fn(*const Host) -> i32,
    check: unsafe extern "C" fn(*const Host, *const u8, usize, *const u8, usize) -> i32,
    /// Null in packs that were built before there were dictionaries.
    configure: Option<unsafe extern "C" fn(*const Host, *const u8, usize) -> i32>,
}

/// What the host gives a pack for the time of one call.
#[repr(C)]
pub struct Host {
    /// The size of this struct as the host knows it.
    pub size: u32,
    /// For the host alone.
    context: *mut c_void,
    /// Takes a copy of `length` bytes. Kinds that the host does not know are ignored.
    emit: unsafe extern "C" fn(context: *mut c_void, kind: u32, bytes: *const u8, length: usize),
}

/// What the bytes given to [`Host`] are.
pub mod kind {
    /// The one answer to a call, in MessagePack: a `Manifest` or a `Reply`.
    pub const ANSWER: u32 = 0;
    /// A line for the log, in UTF-8.
    pub const LOG: u32 = 1;
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Ok,
    /// The pack could not do what was asked.
    Failed,
    /// Something panicked outside any rule.
    Panicked,
    /// The report's bytes could not be read: damaged, or of a schema that the pack does not know.
    NotAReport,
    Unknown(i32),
}

impl From<i32> for Status {
    fn from(code: i32) -> Self {
        match code {
            0 => Self::Ok,
            1 => Self::Failed,
            2 => Self::Panicked,
            3 => Self::NotAReport,
            other => Self::Unknown(other),
        }
    }
}

// ---- the host's side ----

/// The bytes that a pack gave out during one call.
#[derive(Debug, Default)]
pub struct Output {
    pub answer: Vec<u8>,
    pub log: Vec<String>,
    /// More was given out than [`Output::LIMIT`]: the rest was dropped, and the answer is not whole.
    pub flooded: bool,
    /// What was taken so far counts as so many bytes.
    pub held: usize,
}

impl Output {
    /// Bytes that a pack may give out in one call: 16 MiB.
    pub const LIMIT: usize = 16 << 20;

    fn take(&mut self, kind: u32, bytes: &[u8]) {
        // A line costs something even where nothing stands in it.
        let counts = bytes.len().saturating_add(size_of::<String>());
        if self.held.saturating_add(counts) > Self::LIMIT {
            self.flooded = true;
            return;
        }
        self.held += counts;
        match kind {
            kind::ANSWER => self.answer.extend_from_slice(bytes),
            kind::LOG => self.log.push(String::from_utf8_lossy(bytes).into_owned()),
            _ => {}
        }
    }
}

unsafe extern "C" fn take(context: *mut c_void, kind: u32, bytes: *const u8, length: usize) {
    if bytes.is_null() || context.is_null() {
        return;
    }
    // SAFETY: `context` is the `Output` that `call` lends for the time of the call, on the calling thread alone; the
    // pack answers for `bytes` and `length`, which only trusted packs are loaded in process for.
    let (output, bytes) = unsafe { (&mut *context.cast::<Output>(), slice::from_raw_parts(bytes, length)) };
    output.take(kind, bytes);
}

impl PackTable {
    /// The size of the first table there was: what every pack has.
    pub const LEAST: usize = offset_of!(Self, configure);

    /// Copies the table that a pack exports: its header and functions as far as its own `size` goes, nothing beyond.
    ///
    /// # Safety
    /// `start` points at the table of a library that stays loaded, whose magic and ABI number are those of this module
    /// and whose size is at least [`PackTable::LEAST`].
    pub unsafe fn copied(start: *const u8, size: u32) -> Self {
        let mut table = MaybeUninit::<Self>::zeroed();
        let size = (size as usize).min(size_of::<Self>());
        // SAFETY: the caller's promise for `start`; the copy is no longer than either table.
        unsafe { ptr::copy_nonoverlapping(start, table.as_mut_ptr().cast::<u8>(), size) };
        // SAFETY: the functions up to `LEAST` are the pack's, and what it lacks is zero, which is `None`.
        unsafe { table.assume_init() }
    }

    /// Hands a pack what it is given when it is loaded, in MessagePack; `None` for a pack that takes nothing.
    pub fn configure(&self, configuration: &[u8]) -> Option<(Status, Output)> {
        let configure = self.configure?;
        // SAFETY: as in `describe`; the slice outlives the call and is only read.
        Some(call(|host| unsafe { configure(host, configuration.as_ptr(), configuration.len()) }))
    }

    /// Asks the pack what it is.
    pub fn describe(&self) -> (Status, Output) {
        // SAFETY: the table was checked by whoever loaded it; `host` lives for the time of the call.
        call(|host| unsafe { (self.describe)(host) })
    }

    /// Has the pack check a report. `rules` has a byte for each of its rules in the order of its manifest: not 0 to run.
    pub fn check(&self, report: &[u8], rules: &[u8]) -> (Status, Output) {
        // SAFETY: as above; both slices outlive the call and are only read.
        call(|host| unsafe { (self.check)(host, report.as_ptr(), report.len(), rules.as_ptr(), rules.len()) })
    }
}

fn call(run: impl FnOnce(*const Host) -> i32) -> (Status, Output) {
    let mut output = Output::default();
    let host =
        Host { size: size_of::<Host>() as u32, context: (&raw mut output).cast::<c_void>(), emit: take };
    let status = run(&raw const host).into();
    (status, output)
}

// ---- the pack's side ----

/// A pack behind a type, so that its entry points are plain functions. Made by [`crate::pack!`].
pub trait Exported {
    fn pack() -> &'static Pack;
}

/// The table of a pack.
pub const fn table<P: Exported>() -> PackTable {
    PackTable {
        magic: MAGIC,
        abi: ABI,
        size: size_of::<PackTable>() as u32,
        describe: describe::<P>,
        check: check::<P>,
        configure: Some(configure::<P>),
    }
}

unsafe extern "C" fn describe<P: Exported>(host: *const Host) -> i32 {
    guarded(|| {
        let Ok(answer) = rmp_serde::to_vec_named(&P::pack().manifest()) else { return 1 };
        // SAFETY: the host lends `host` for the time of this call.
        unsafe { emit(host, kind::ANSWER, &answer) };
        0
    })
}

unsafe extern "C" fn configure<P: Exported>(host: *const Host, bytes: *const u8, length: usize) -> i32 {
    guarded(|| {
        // SAFETY: the host answers for the pointer and the length, for the time of this call.
        let bytes = unsafe { slice::from_raw_parts(bytes, length) };
        let Ok(configuration) = rmp_serde::from_slice(bytes) else { return 1 };
        let Ok(answer) = rmp_serde::to_vec_named(&P::pack().configure(&configuration)) else { return 1 };
        // SAFETY: as in `describe`.
        unsafe { emit(host, kind::ANSWER, &answer) };
        0
    })
}

unsafe extern "C" fn check<P: Exported>(
    host: *const Host,
    report: *const u8,
    report_length: usize,
    rules: *const u8,
    rules_length: usize,
) -> i32 {
    guarded(|| {
        // SAFETY: the host answers for both pointers and their lengths, for the time of this call.
        let (report, rules) = unsafe {
            (slice::from_raw_parts(report, report_length), slice::from_raw_parts(rules, rules_length))
        };
        let memo = Memo::default();
        let Ok(report) = Report::read(report) else { return 3 };
        let report = report.remembering(&memo);
        let (reply, log) = run(P::pack(), &report, rules);
        for line in log {
            // SAFETY: as in `describe`.
            unsafe { emit(host, kind::LOG, line.as_bytes()) };
        }
        let Ok(answer) = rmp_serde::to_vec_named(&reply) else { return 1 };
        // SAFETY: as in `describe`.
        unsafe { emit(host, kind::ANSWER, &answer) };
        0
    })
}

/// # Safety
/// `host` is the one that the host lent for this call.
unsafe fn emit(host: *const Host, kind: u32, bytes: &[u8]) {
    // SAFETY: the caller's promise; the host copies the bytes before it returns.
    unsafe { ((*host).emit)((*host).context, kind, bytes.as_ptr(), bytes.len()) }
}

/// Runs the rules that are asked for, each on its own: a rule that panics is reported, and loses what it had found.
fn run(pack: &Pack, report: &Report, asked: &[u8]) -> (Reply, Vec<String>) {
    let mut reply = Reply::default();
    let mut log = Vec::new();
    for (at, (rule, _)) in pack.rules().zip(asked).enumerate().filter(|(_, (_, asked))| **asked != 0) {
        match caught(|| {
            let mut findings = Findings::default();
            rule.check(report, &mut findings);
            findings.into_parts()
        }) {
            Ok((found, lines)) => {
                log.extend(lines);
                if !found.is_empty() {
                    let code = pack.code(at);
                    reply.found.extend(found.into_iter().map(|mut found| {
                        code.clone_into(&mut found.rule);
                        found
                    }));
                }
            }
            Err(message) => {
                let code = || pack.code(at).to_owned();
                let rule = catch_unwind(AssertUnwindSafe(code)).unwrap_or_default();
                reply.crashed.push(Crashed { rule, message });
            }
        }
    }
    (reply, log)
}

/// Keeps panics on this side of the border.
fn guarded(run: impl FnOnce() -> i32) -> i32 {
    caught(run).unwrap_or(2)
}

thread_local! {
    /// How many calls of [`caught`] this thread is in. Nothing is to be dropped, so that asking costs next to nothing.
    static CATCHING: Cell<u32> = const { Cell::new(0) };
    /// Where the panic hook leaves what it saw.
    static SEEN: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs `body`; a panic becomes its message with its place. The process's own hook sees nothing of it.
pub fn caught<T>(body: impl FnOnce() -> T) -> Result<T, String> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let previous = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if CATCHING.get() == 0 {
                return previous(info);
            }
            let place = info.location().map(|at| format!("（{}:{}）", at.file(), at.line()));
            SEEN.replace(format!("{}{}", payload(info.payload()), place.unwrap_or_default()));
        }));
    });
    CATCHING.set(CATCHING.get() + 1);
    let result = catch_unwind(AssertUnwindSafe(body));
    CATCHING.set(CATCHING.get() - 1);
    result.map_err(|_| SEEN.take())
}

fn payload(payload: &dyn Any) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("没有说明")
}

#[cfg(test)]
mod header;
#[cfg(test)]
mod tests {
    use super::*;
    use crate::card::Card;
    use crate::finding::Spot;
    use crate::pack::Manifest;
    use crate::report::Draft;
    use crate::rule::Rule;
    use crate::wire;

    struct Finds;
    struct Panics;

    impl Rule for Finds {
        fn card(&self) -> Card {
            Card::error("A01", "toy/finds", "找到")
        }

        fn check(&self, report: &Report, findings: &mut Findings) {
            findings.log(format!("{} 字节", report.text.len()));
            findings.add(Spot::part(1), "一处");
        }
    }

    impl Rule for Panics {
        fn card(&self) -> Card {
            Card::error("A02", "toy/panics", "崩溃")
        }

        fn check(&self, _: &Report, findings: &mut Findings) {
            findings.add(Spot::Report, "半截");
            panic!("数到 {}", 3);
        }
    }

    static PACK: Pack = Pack {
        id: "toy",
        title: "玩具",
        place: "",
        levels: &[],
        years: None,
        version: "1.0.0",
        families: &[&[&Panics, &Finds]],
        dictionaries: &[],
        codes: std::sync::OnceLock::new(),
    };
    struct Toy;
    impl Exported for Toy {
        fn pack() -> &'static Pack {
            &PACK
        }
    }
    const TABLE: PackTable = table::<Toy>();

    #[test]
    fn a_pack_describes_itself() {
        let (status, output) = TABLE.describe();
        assert_eq!(status, Status::Ok);
        let manifest: Manifest = rmp_serde::from_slice(&output.answer).unwrap();
        assert_eq!(manifest, PACK.manifest());
    }

    #[test]
    fn one_bad_rule_costs_one_fault() {
        let report = wire::encode(&Draft { text: "正文".to_owned(), ..Draft::default() });
        let (status, output) = TABLE.check(&report, &[1, 1]);
        assert_eq!(status, Status::Ok);
        let reply: Reply = rmp_serde::from_slice(&output.answer).unwrap();
        assert_eq!(reply.found.len(), 1);
        assert_eq!((reply.found[0].rule.as_str(), reply.found[0].message.as_str()), ("A01", "一处"));
        assert_eq!(reply.crashed.len(), 1);
        assert!(reply.crashed[0].message.starts_with("数到 3（"), "{}", reply.crashed[0].message);
        assert_eq!(output.log, ["6 字节"]);
    }

    #[test]
    fn only_what_is_asked_for_runs() {
        let report = wire::encode(&Draft::default());
        let (_, output) = TABLE.check(&report, &[0, 1]);
        let reply: Reply = rmp_serde::from_slice(&output.answer).unwrap();
        assert!(reply.crashed.is_empty());
    }

    #[test]
    fn a_table_from_before_there_were_dictionaries_takes_none() {
        static EXPORTED: PackTable = TABLE;
        let table = (&raw const EXPORTED).cast::<u8>();
        // SAFETY: the table is a static of this very layout.
        let (whole, first) = unsafe {
            (PackTable::copied(table, TABLE.size), PackTable::copied(table, PackTable::LEAST as u32))
        };
        let configuration = rmp_serde::to_vec_named(&crate::pack::Configuration::default()).unwrap();
        assert_eq!(whole.configure(&configuration).map(|(status, _)| status), Some(Status::Ok));
        assert_eq!(first.configure(&configuration).map(|(status, _)| status), None);
        assert_eq!(first.describe().0, Status::Ok);
    }

    #[test]
    fn damaged_reports_are_refused() {
        let report = wire::encode(&Draft::default());
        for damaged in [&report[..report.len() / 2], b"GJR1", &[], &[0xff; 64]] {
            assert_eq!(TABLE.check(damaged, &[1, 1]).0, Status::NotAReport);
        }
    }
}
