//! The published JSON Schemas, as `gouji schema` prints them: what programs that read our results may rely on.

/// Of `gouji check --format json`, which [`crate::json::Writer`] writes.
pub const CHECK: &str = include_str!("../schema/gouji.check-1.schema.json");

/// Of `gouji pack diff --format json`.
pub const PACK_DIFF: &str = include_str!("../schema/gouji.pack-diff-1.schema.json");
