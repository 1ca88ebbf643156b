//! The published JSON Schemas, as `gouji schema` prints them: what programs that read our results may rely on.

use gouji_core::verdict::LINES;
use serde_json::{Map, Value, json};

/// Of `gouji check --format json`, one value for the whole run.
pub const CHECK: &str = include_str!("../schema/gouji.check-1.schema.json");

/// Of `gouji pack diff --format json`.
pub const PACK_DIFF: &str = include_str!("../schema/gouji.pack-diff-1.schema.json");

/// Of every line of `gouji check --format jsonl`: made of [`CHECK`], so that a report is the same in both.
pub fn lines() -> String {
    let mut schema: Value = serde_json::from_str(CHECK).expect("the published schema is JSON");
    let parts = schema["properties"].take();
    let line = |kind: &str, keys: &[&str]| {
        let mut properties = Map::from_iter([("kind".to_owned(), json!({ "const": kind }))]);
        properties.extend(keys.iter().map(|&key| (key.to_owned(), parts[key].clone())));
        let required: Vec<&String> = properties.keys().collect();
        json!({ "type": "object", "required": required, "properties": properties })
    };
    let mut begin = line("begin", &["schema", "tool", "profile"]);
    begin["properties"]["schema"] = json!({ "const": LINES });
    let mut report = schema["$defs"]["report"].take();
    report["properties"]["kind"] = json!({ "const": "report" });
    report["required"].as_array_mut().expect("a list of names").insert(0, json!("kind"));
    schema["$defs"]["report"] = report;
    schema["$defs"]["begin"] = begin;
    schema["$defs"]["end"] = line("end", &["packs", "notices", "summary"]);
    let about = "gouji check --format jsonl 的每一行：第一行 begin，每份报告一行 report，最后一行 end；没有 end 就是没有写完。";
    let one_of = ["begin", "report", "end"].map(|kind| json!({ "$ref": format!("#/$defs/{kind}") }));
    let lines = json!({
        "$schema": schema["$schema"],
        "$id": LINES,
        "title": "勾稽检查结果，逐行",
        "description": format!("{about}以后的版本只增加字段，不改名、不删除；读取时请忽略不认识的字段。"),
        "anyOf": one_of,
        "$defs": schema["$defs"],
    });
    format!("{lines:#}\n")
}
