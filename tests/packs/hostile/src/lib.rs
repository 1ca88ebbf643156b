//! A pack that does what no pack may do, for the tests of isolation.
//!
//! What it does is told by a word in the library itself: a test copies the file and writes the word behind
//! `GOUJI-HOSTILE-MODE=`. It does it on reports of 2020, and on others it is a pack like any other; some words are for
//! the time before any report. It has a table of its own, as a pack in another language would.
#![allow(unsafe_code)]
#![allow(clippy::print_stdout, reason = "printing is one of its bad habits")]

use std::ffi::c_void;
use std::hint::black_box;
use std::slice;
use std::sync::atomic::{AtomicU8, Ordering};

use gouji_core::boundary::{ABI, MAGIC, Status};
use gouji_core::prelude::*;

mod deeds;

mod inner {
    gouji_core::pack! {
        id: "hostile", title: "怀有恶意的规则包", place: "", levels: [], years: None,
        rules: [super::Finds],
    }
}

/// The marker, then the word, filled up with spaces.
static MODE: [AtomicU8; 40] = {
    let marker = *b"GOUJI-HOSTILE-MODE=                     ";
    let mut mode = [const { AtomicU8::new(0) }; 40];
    let mut at = 0;
    while at < marker.len() {
        mode[at] = AtomicU8::new(marker[at]);
        at += 1;
    }
    mode
};

/// What this copy of the library is to do.
fn mode() -> String {
    let word = black_box(&MODE)[19..].iter().map(|byte| char::from(byte.load(Ordering::Relaxed)));
    word.collect::<String>().trim_end().to_owned()
}

/// Finds one thing in every report; on those of 2020 it does its deed first.
struct Finds;

impl Rule for Finds {
    fn card(&self) -> Card {
        Card::warning("HOSTILE-01", "hostile/found-something", "每份报告都有的问题")
            .basis("测试")
            .why("测试")
            .bad("overview = '甲。'", "总有一处")
            .good("year = 2022")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let mut said = None;
        if report.year == Some(2020) {
            said = deeds::in_check(&mode());
        }
        if report.year != Some(2022) {
            findings.add(Spot::part(1), said.unwrap_or_else(|| "总有一处".to_owned()));
        }
    }
}

#[repr(C)]
pub struct Host {
    size: u32,
    context: *mut c_void,
    emit: unsafe extern "C" fn(*mut c_void, u32, *const u8, usize),
}

#[repr(C)]
pub struct Table {
    magic: [u8; 8],
    abi: u32,
    size: u32,
    describe: unsafe extern "C" fn(*const Host) -> i32,
    check: unsafe extern "C" fn(*const Host, *const u8, usize, *const u8, usize) -> i32,
}

// SAFETY: the name is that of the boundary; a library holds one pack.
#[unsafe(no_mangle)]
pub static GOUJI_PACK_V1: Table =
    Table { magic: MAGIC, abi: ABI, size: size_of::<Table>() as u32, describe, check };

/// Runs when the library is loaded, before anybody has looked at its table.
#[cfg(target_os = "linux")]
#[used]
// SAFETY: the section holds pointers to functions that the loader calls.
#[unsafe(link_section = ".init_array")]
static AT_LOADING: extern "C" fn() = at_loading;

#[cfg(target_os = "linux")]
extern "C" fn at_loading() {
    deeds::at_loading(&mode());
}

unsafe extern "C" fn describe(host: *const Host) -> i32 {
    deeds::in_describe(&mode());
    let mut manifest = inner::PACK.manifest();
    if mode() == "changes" {
        manifest.title = deeds::never_twice();
    }
    let answer = rmp_serde::to_vec_named(&manifest).unwrap_or_default();
    // SAFETY: the host lends `host` for the time of this call.
    unsafe { emit(host, &answer) };
    0
}

unsafe extern "C" fn check(
    host: *const Host,
    report: *const u8,
    report_length: usize,
    rules: *const u8,
    rules_length: usize,
) -> i32 {
    // SAFETY: the host answers for both pointers and their lengths, for the time of this call.
    let (report, rules) =
        unsafe { (slice::from_raw_parts(report, report_length), slice::from_raw_parts(rules, rules_length)) };
    let (status, output) = inner::TABLE.check(report, rules);
    match status {
        Status::Ok => {}
        Status::NotAReport => return 3,
        _ => return 1,
    }
    let year = Report::read(report).ok().and_then(|report| report.year);
    let answer = match mode().as_str() {
        "floods" if year == Some(2020) => vec![0; 17 << 20],
        "many-maps" if year == Some(2020) => many_maps(),
        "garbles" if year == Some(2020) => vec![0xC1; 64],
        _ => output.answer,
    };
    // SAFETY: as in `describe`.
    unsafe { emit(host, &answer) };
    0
}

/// Sixteen million findings, a byte each.
fn many_maps() -> Vec<u8> {
    const COUNT: u32 = (16 << 20) - 64;
    let mut answer = vec![0x81, 0xA5];
    answer.extend_from_slice(b"found");
    answer.push(0xDD);
    answer.extend_from_slice(&COUNT.to_be_bytes());
    answer.resize(answer.len() + COUNT as usize, 0x80);
    answer
}

/// # Safety
/// `host` is the one that the host lent for this call.
unsafe fn emit(host: *const Host, answer: &[u8]) {
    // SAFETY: the caller's promise; kind 0 is the answer.
    unsafe {
        let _ = (*host).size;
        ((*host).emit)((*host).context, 0, answer.as_ptr(), answer.len());
    }
}
