//! A pack that misbehaves in as many ways as the host has to put up with, for the tests of the loader.
//!
//! Which way is told by one byte of the library itself: a test copies the file and changes the byte behind
//! `GOUJI-ODD-MODE=`. It has a table of its own, written out as a pack in another language would write it.
#![allow(unsafe_code)]

use std::ffi::c_void;
use std::hint::black_box;
use std::slice;
use std::sync::atomic::{AtomicU8, Ordering};

use gouji_core::boundary::{ABI, MAGIC, Status};
use gouji_core::finding::Found;
use gouji_core::form;
use gouji_core::pack::{Manifest, Reply};
use gouji_core::prelude::*;

mod inner {
    gouji_core::pack! {
        id: "odd", title: "古怪的规则包", place: "", levels: [], years: None,
        rules: [super::Finds, super::Panics],
    }
}

/// `GOUJI-ODD-MODE=` and the mode.
static MODE: [AtomicU8; 16] = {
    let marker = *b"GOUJI-ODD-MODE=.";
    let mut mode = [const { AtomicU8::new(0) }; 16];
    let mut at = 0;
    while at < 16 {
        mode[at] = AtomicU8::new(marker[at]);
        at += 1;
    }
    mode
};

fn mode() -> u8 {
    black_box(&MODE)[15].load(Ordering::Relaxed)
}

/// Finds one thing in every report.
struct Finds;

impl Rule for Finds {
    fn card(&self) -> Card {
        Card::warning("ODD-01", "odd/found-something", "每份报告都有的问题")
            .basis("测试")
            .why("测试")
            .bad("overview = '甲。'", "总有一处")
            .good("year = 2022")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if let Some(last_year) = report.last_year().filter(|_| mode() == b'l') {
            let then = last_year.figure((RequestLine::CarriedOut, Applicant::Total));
            findings.add(Spot::Report, format!("上年结转下年度 {then} 件"));
        } else if report.year != Some(2022) {
            findings.log("查过了");
            findings.add(Spot::part(1), "总有一处");
        }
    }
}

/// Panics in mode `p`.
struct Panics;

impl Rule for Panics {
    fn card(&self) -> Card {
        Card::error("ODD-02", "odd/fallen-over", "会崩溃的规则")
            .basis("测试")
            .why("测试")
            .bad("year = 2020", "二〇二〇")
            .good("year = 2022")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        assert!(mode() != b'p', "规则自己的毛病");
        if report.year == Some(2020) {
            findings.add(Spot::Report, "二〇二〇");
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

unsafe extern "C" fn describe(host: *const Host) -> i32 {
    let mut manifest: Manifest = inner::PACK.manifest();
    match mode() {
        b'd' => return 2,
        b's' => manifest.min_schema = 9999,
        b'c' => "T3-01".clone_into(&mut manifest.rules[0].code),
        b'2' => manifest.rules[1].code = manifest.rules[0].code.clone(),
        b'l' => manifest.rules[0].needs = vec![Need::LastYear],
        b'n' => "national/stolen".clone_into(&mut manifest.rules[0].name),
        b'i' => "even".clone_into(&mut manifest.id),
        b'v' => "9.9.9".clone_into(&mut manifest.version),
        _ => {}
    }
    let mut answer = rmp_serde::to_vec_named(&manifest).unwrap_or_default();
    if mode() == b'g' {
        answer.truncate(answer.len() / 2);
    }
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
    if status != Status::Ok {
        return 1;
    }
    let mut answer = output.answer;
    match mode() {
        b'f' => return 1,
        b'u' => return 77,
        b'a' => answer = vec![0xC1; 64],
        b'e' => answer.clear(),
        b'w' => answer = wild(),
        b'o' => answer = vec![0; 17 << 20],
        _ => {}
    }
    // SAFETY: as in `describe`.
    unsafe { emit(host, &answer) };
    0
}

/// Findings at places that no report has, and one of a rule that this pack does not have.
fn wild() -> Vec<u8> {
    let cell = CellId { table: form::Table::Requests, row: 200, column: 200 };
    let spots = [
        Spot::Cell(cell),
        Spot::row(form::Table::Disputes, 99),
        Spot::part(200),
        Spot::Text(Place::new(u32::MAX - 1, u32::MAX)),
        Spot::Text(Place::new(1, 2)),
        Spot::Text(Place::new(9, 3)),
    ];
    let found = |rule: &str, spot: Spot| Found {
        rule: rule.to_owned(),
        spot,
        message: "某处".to_owned(),
        severity: Some(Severity::Error),
        ..Found::default()
    };
    let mut reply = Reply { found: spots.map(|spot| found("ODD-01", spot)).into(), ..Reply::default() };
    reply.found.push(found("T3-02", Spot::Report));
    rmp_serde::to_vec_named(&reply).unwrap_or_default()
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
