//! A pack as a later version of the SDK may build one, for the tests of compatibility: it says more than the host of
//! today knows, in every message.
//!
//! Which way is told by one byte of the library itself: a test copies the file and changes the byte behind
//! `GOUJI-LATER-MODE=`.
//! - `.`: keys that nobody knows, a need, a place and levels of findings that nobody knows, output of an unknown kind;
//! - `l`: a card for a level of government that came with a later schema, which it says it needs;
//! - `v`: a card whose severity nobody knows, without saying that it needs anything.
#![allow(unsafe_code)]

use std::ffi::c_void;
use std::hint::black_box;
use std::slice;
use std::sync::atomic::{AtomicU8, Ordering};

use gouji_core::boundary::{ABI, MAGIC, Status};
use gouji_core::pack::Reply;
use gouji_core::prelude::*;
use serde_json::{Value, json};

mod inner {
    gouji_core::pack! {
        id: "later", title: "以后的规则包", place: "", levels: [], years: None,
        rules: [super::Finds, super::Wants],
    }
}

/// `GOUJI-LATER-MODE=` and the mode.
static MODE: [AtomicU8; 18] = {
    let marker = *b"GOUJI-LATER-MODE=.";
    let mut mode = [const { AtomicU8::new(0) }; 18];
    let mut at = 0;
    while at < 18 {
        mode[at] = AtomicU8::new(marker[at]);
        at += 1;
    }
    mode
};

fn mode() -> u8 {
    black_box(&MODE)[17].load(Ordering::Relaxed)
}

/// Finds one thing in every report.
struct Finds;

impl Rule for Finds {
    fn card(&self) -> Card {
        Card::warning("LATER-01", "later/found-something", "每份报告都有的问题")
            .basis("测试")
            .why("测试")
            .bad("overview = '甲。'", "总有一处")
            .good("year = 2022")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if report.year != Some(2022) {
            findings.add(Spot::part(1), "总有一处").evidence(Spot::Report, "证据");
        }
    }
}

/// Needs something that hosts of today do not have.
struct Wants;

impl Rule for Wants {
    fn card(&self) -> Card {
        Card::error("LATER-02", "later/wants-more", "需要以后才有的资料")
            .basis("测试")
            .why("测试")
            .bad("overview = '甲。'", "不该运行")
            .good("year = 2022")
    }

    fn check(&self, _: &Report, findings: &mut Findings) {
        findings.add(Spot::Report, "不该运行");
    }
}

#[repr(C)]
pub struct Host {
    size: u32,
    context: *mut c_void,
    emit: unsafe extern "C" fn(*mut c_void, u32, *const u8, usize),
}

type Later = unsafe extern "C" fn(*const Host, *const u8, usize) -> i32;

/// With two functions more than any host knows.
#[repr(C)]
pub struct Table {
    magic: [u8; 8],
    abi: u32,
    size: u32,
    describe: unsafe extern "C" fn(*const Host) -> i32,
    check: unsafe extern "C" fn(*const Host, *const u8, usize, *const u8, usize) -> i32,
    configure: Later,
    first: Later,
    second: Later,
}

// SAFETY: the name is that of the boundary; a library holds one pack.
#[unsafe(no_mangle)]
pub static GOUJI_PACK_V1: Table = Table {
    magic: MAGIC,
    abi: ABI,
    size: size_of::<Table>() as u32,
    describe,
    check,
    configure: later,
    first: later,
    second: later,
};

unsafe extern "C" fn later(host: *const Host, _: *const u8, _: usize) -> i32 {
    // SAFETY: the host lends `host` for the time of this call.
    unsafe { emit(host, 0, &packed(&json!({ "faults": [], "later": true }))) };
    0
}

unsafe extern "C" fn describe(host: *const Host) -> i32 {
    let mut manifest = serde_json::to_value(inner::PACK.manifest()).unwrap_or_default();
    manifest["later"] = json!({ "a": [1, 2.5, null] });
    manifest["rules"][0]["later"] = json!("以后的键");
    manifest["rules"][0]["bad"][0]["later"] = json!(7);
    manifest["rules"][1]["needs"] = json!(["weather"]);
    match mode() {
        b'l' => {
            manifest["min_schema"] = json!(9999);
            manifest["rules"][0]["scope"]["levels"] = json!(["village"]);
        }
        b'v' => manifest["rules"][0]["severity"] = json!("fatal"),
        _ => {}
    }
    // SAFETY: as in `later`.
    unsafe {
        emit(host, 7, b"of a kind that nobody knows");
        emit(host, 0, &packed(&manifest));
    }
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
    let Ok(reply) = rmp_serde::from_slice::<Reply>(&output.answer) else { return 3 };
    if status != Status::Ok {
        return 1;
    }
    let mut reply = serde_json::to_value(reply).unwrap_or_default();
    reply["later"] = json!([]);
    for found in reply["found"].as_array_mut().into_iter().flatten() {
        found["later"] = json!(true);
        found["spot"] = json!({ "at": "picture", "picture": 3 });
        found["severity"] = json!("fatal");
        found["certainty"] = json!("nearly");
        for evidence in found["evidence"].as_array_mut().into_iter().flatten() {
            evidence["later"] = json!(1);
            evidence["spot"] = json!({ "at": "picture", "picture": 3 });
        }
    }
    // SAFETY: as in `later`.
    unsafe {
        emit(host, 7, b"of a kind that nobody knows");
        emit(host, 0, &packed(&reply));
    }
    0
}

fn packed(value: &Value) -> Vec<u8> {
    rmp_serde::to_vec_named(value).unwrap_or_default()
}

/// # Safety
/// `host` is the one that the host lent for this call.
unsafe fn emit(host: *const Host, kind: u32, bytes: &[u8]) {
    // SAFETY: the caller's promise; the host copies the bytes before it returns.
    unsafe {
        let _ = (*host).size;
        ((*host).emit)((*host).context, kind, bytes.as_ptr(), bytes.len());
    }
}
