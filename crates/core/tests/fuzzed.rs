//! The inputs that the fuzz targets of this crate keep (`tests/fuzz`), and messages that are cut off or changed anywhere.

#[path = "../../../tests/fuzz/src/values.rs"]
pub mod values;

use std::path::{Path, PathBuf};

use gouji_core::finding::{Evidence, Found, Repair, Spot};
use gouji_core::fixture;
use gouji_core::pack::{Crashed, Reply};
use gouji_core::wire;

/// Runs a target on the inputs that are kept for it.
#[track_caller]
fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz/inputs").join(target);
    let mut inputs: Vec<PathBuf> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    inputs.sort();
    assert!(!inputs.is_empty(), "{} holds no inputs", folder.display());
    for input in inputs {
        // A test that fails names the input.
        eprintln!("{}", input.display());
        run(&std::fs::read(&input).unwrap());
    }
}

#[test]
fn inputs() {
    replay("claims", values::claims);
    replay("wire", values::wire);
    replay("reply", values::reply);
}

/// Runs a target on some hundred beginnings of a message, and on the message with bits of as many bytes turned.
fn damage(bytes: &[u8], run: fn(&[u8])) {
    run(bytes);
    // No multiple of the size of anything, so that every place of a number is hit.
    let step = (bytes.len() / 400) | 1;
    for length in (0..bytes.len()).step_by(step) {
        run(&bytes[..length]);
    }
    let mut damaged = bytes.to_vec();
    for at in (0..bytes.len()).step_by(step) {
        for bit in [at % 7, 7] {
            damaged[at] ^= 1 << bit;
            run(&damaged);
            damaged[at] = bytes[at];
        }
    }
}

fn report() -> Vec<u8> {
    let draft = fixture::parse(
        "year = 2022
         overview = '全年收到申请12件，其中自然人10件、法人2件，比上年增长20%。'
         requests.new = [10, 2, 0, 0, 0, 0, 12]
         last_year.requests.total = [9, 1, 0, 0, 0, 0, 10]",
    );
    wire::encode(&draft.unwrap())
}

fn reply() -> Vec<u8> {
    let found = Found {
        rule: "X01".to_owned(),
        message: "写 12 件，应为 10 件".to_owned(),
        evidence: vec![Evidence { text: "收到申请12件".to_owned(), spot: Spot::Part { part: 1 } }],
        repair: Some(Repair { replace: "12".to_owned(), with: "10".to_owned() }),
        also: vec!["X02".to_owned()],
        ..Found::default()
    };
    let crashed = Crashed { rule: "X03".to_owned(), message: "越界".to_owned() };
    rmp_serde::to_vec_named(&Reply { found: vec![found], crashed: vec![crashed] }).unwrap()
}

#[test]
fn damaged_reports_are_refused_or_read() {
    damage(&report(), values::wire);
}

#[test]
fn damaged_answers_are_refused_or_read() {
    damage(&reply(), values::reply);
}
