//! A bill of materials in CycloneDX 1.5 (JSON): which packages, in which versions, from where, under which licences.

use gouji_engine::manifest::sha256;
use serde_json::{Value, json};

use crate::dist::dependencies::Part;

/// `made` is a time as `2026-01-31T00:00:00+08:00`; `rustc` is what the compiler says of itself.
pub(crate) fn sbom(parts: &[Part], triple: &str, version: &str, rustc: &str, made: &str) -> Value {
    let components: Vec<Value> = parts.iter().filter(|part| part.name != "gouji").map(component).collect();
    let dependencies: Vec<Value> = parts
        .iter()
        .map(|part| {
            let uses: Vec<String> = part.uses.iter().map(|(name, version)| purl(name, version)).collect();
            json!({ "ref": purl(&part.name, &part.version), "dependsOn": uses })
        })
        .collect();
    let mut bill = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "timestamp": made,
            "component": {
                "type": "application",
                "bom-ref": purl("gouji", version),
                "name": "gouji",
                "version": version,
                "purl": purl("gouji", version),
                "licenses": [{ "expression": "Apache-2.0" }],
                "properties": [
                    { "name": "gouji:target", "value": triple },
                    { "name": "gouji:rustc", "value": rustc },
                ],
            },
        },
        "components": components,
        "dependencies": dependencies,
    });
    // A bill has a number of its own. This one is of its contents: the same release has the same.
    bill["serialNumber"] = json!(serial(&bill.to_string()));
    bill
}

fn component(part: &Part) -> Value {
    let purl = purl(&part.name, &part.version);
    let mut component = json!({
        "type": "library",
        "bom-ref": purl,
        "name": part.name,
        "version": part.version,
        "purl": purl,
        "scope": "required",
    });
    if !part.licence.is_empty() {
        // Some still write `MIT/Apache-2.0`, which SPDX has given up.
        let expression = part.licence.replace(" / ", " OR ").replace('/', " OR ");
        component["licenses"] = json!([{ "expression": expression }]);
    }
    if let Some(sum) = &part.sha256 {
        component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
    }
    if let Some(description) = &part.description {
        component["description"] = json!(description.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    if let Some(repository) = &part.repository {
        component["externalReferences"] = json!([{ "type": "vcs", "url": repository }]);
    }
    component
}

/// The name of a package across registries.
fn purl(name: &str, version: &str) -> String {
    // The `+` of metadata is not one of the characters that stand for themselves.
    format!("pkg:cargo/{name}@{}", version.replace('+', "%2B"))
}

/// A UUID (of version 8: made by a rule of one's own) from a hash.
fn serial(contents: &str) -> String {
    let hash = sha256(contents.as_bytes());
    let variant = match hash.as_bytes()[16] {
        b'0' | b'4' | b'8' | b'c' => '8',
        b'1' | b'5' | b'9' | b'd' => '9',
        b'2' | b'6' | b'a' | b'e' => 'a',
        _ => 'b',
    };
    format!(
        "urn:uuid:{}-{}-8{}-{variant}{}-{}",
        &hash[..8],
        &hash[8..12],
        &hash[13..16],
        &hash[17..20],
        &hash[20..32]
    )
}

#[cfg(test)]
mod tests {
    use cyclonedx_bom::prelude::{Bom, Validate};

    use super::*;
    use crate::dist::dependencies::parts;

    const TRIPLE: &str = "x86_64-unknown-linux-gnu";

    #[test]
    fn the_bill_holds_all_packages_and_is_sound() {
        let parts = parts(TRIPLE).unwrap();
        let bill = sbom(&parts, TRIPLE, "0.1.0", "rustc 1.0", "2026-01-31T00:00:00Z");
        for part in parts.iter().filter(|part| part.name != "gouji") {
            let listed = bill["components"].as_array().unwrap().iter().any(|component| {
                component["name"] == part.name.as_str() && component["version"] == part.version.as_str()
            });
            assert!(listed, "{} {} is not in the bill", part.name, part.version);
        }
        let bom = Bom::parse_from_json_v1_5(bill.to_string().as_bytes()).unwrap();
        let found = bom.validate();
        assert!(found.passed(), "{found:?}");
    }

    #[test]
    fn the_same_parts_make_the_same_bill() {
        let part = Part {
            name: "a".to_owned(),
            version: "1.0.0+x".to_owned(),
            licence: "MIT/Apache-2.0".to_owned(),
            authors: Vec::new(),
            repository: None,
            description: Some("two\n words".to_owned()),
            own: false,
            sha256: Some("ff".repeat(32)),
            folder: "/anywhere".into(),
            uses: Vec::new(),
        };
        let bill =
            |part: &Part| sbom(std::slice::from_ref(part), TRIPLE, "1", "rustc", "2026-01-31T00:00:00Z");
        let first = bill(&part);
        assert_eq!(first, bill(&Part { folder: "/elsewhere".into(), ..part.clone() }));
        assert_ne!(
            first["serialNumber"],
            bill(&Part { version: "1.0.1".to_owned(), ..part })["serialNumber"]
        );
        let component = &first["components"][0];
        assert_eq!(component["purl"], "pkg:cargo/a@1.0.0%2Bx");
        assert_eq!(component["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(component["description"], "two words");
    }
}
