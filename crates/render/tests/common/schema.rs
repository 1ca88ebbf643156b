//! Holds JSON against a schema: as many keywords as our schemas use.

use serde_json::Value;

/// What is wrong with a value. What the schema does not name is a fault as well, so that no field can be added to the
/// types without being published.
pub(crate) fn validate(schema: &Value, value: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    hold(schema, schema, value, "", &mut faults);
    faults
}

fn hold(root: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = root.pointer(&reference[1..]).expect("a reference leads somewhere");
        hold(root, target, value, at, faults);
    }
    if let Some(options) = schema["anyOf"].as_array() {
        let holds = options.iter().any(|option| {
            let mut faults = Vec::new();
            hold(root, option, value, at, &mut faults);
            faults.is_empty()
        });
        if !holds {
            faults.push(format!("{at}: none of anyOf"));
        }
    }
    if let Some(expected) = schema.get("const").filter(|expected| *expected != value) {
        faults.push(format!("{at}: not {expected}"));
    }
    if let Some(values) = schema["enum"].as_array().filter(|values| !values.contains(value)) {
        faults.push(format!("{at}: {value} is none of {values:?}"));
    }
    let types = match &schema["type"] {
        Value::String(one) => vec![one.as_str()],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !types.is_empty() && !types.contains(&kind) {
        faults.push(format!("{at}: {kind} instead of {types:?}"));
    }
    if let (Some(minimum), Some(number)) = (schema["minimum"].as_i64(), value.as_i64())
        && number < minimum
    {
        faults.push(format!("{at}: {number} is below {minimum}"));
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        if let Some(items) = schema.get("items") {
            hold(root, items, item, &format!("{at}/{index}"), faults);
        }
    }
    let (Some(object), Some(properties)) = (value.as_object(), schema["properties"].as_object()) else {
        return;
    };
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !object.contains_key(name) {
            faults.push(format!("{at}: no {name}"));
        }
    }
    for (name, value) in object {
        match properties.get(name) {
            Some(schema) => hold(root, schema, value, &format!("{at}/{name}"), faults),
            None => faults.push(format!("{at}: the schema has no {name}")),
        }
    }
}
