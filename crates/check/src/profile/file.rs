//! The file of a profile: its keys and tables.

use std::path::Path;

use gouji_core::card::Severity;

use super::{
    Applies, OptionSetting, Profile, Replaces, Result, RuleSettings, Setting, TrustedKey, Waiver, is_pack_id,
};
use crate::keys::{File, Key, Value, in_order};
use crate::nearest::{hint, listed, nearest};
use crate::position::{Placed, Wrong};
use crate::trust::{Policy, public_key};

/// A profile from the text of its file.
pub fn parse(path: &Path, text: &str) -> Result<Profile> {
    let file = File::new(path, text);
    let table = file.toml()?;
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut profile = Profile {
        title: name.clone(),
        name,
        path: path.to_owned(),
        extends: Vec::new(),
        packs: Vec::new(),
        applies: Applies::default(),
        files: vec![path.to_owned()],
        replaces: Vec::new(),
        rules: Vec::new(),
        waivers: Vec::new(),
        signature: None,
        keys: Vec::new(),
        explain_errors: false,
    };
    for (key, value) in in_order(table.get_ref()) {
        match key.get_ref().as_ref() {
            "title" => profile.title = file.string(key, value)?,
            "extends" => profile.extends = file.extends(key, value)?,
            "packs" => profile.packs = file.packs(key, value)?,
            "replaces" => profile.replaces = file.replaces(key, value)?,
            "applies" => profile.applies = file.applies(key, value)?,
            "rules" => profile.rules = file.rules(key, value)?,
            "waivers" => profile.waivers = file.waivers(key, value)?,
            "signature" => profile.signature = Some(file.policy(key, value)?),
            "keys" => profile.keys = file.keys(key, value)?,
            "explain_errors" => profile.explain_errors = file.yes_or_no(key, value)?,
            _ => {
                const KEYS: [&str; 10] = [
                    "title",
                    "extends",
                    "packs",
                    "replaces",
                    "applies",
                    "rules",
                    "waivers",
                    "signature",
                    "keys",
                    "explain_errors",
                ];
                return file.unknown(key, &KEYS);
            }
        }
    }
    if profile.packs.is_empty() && profile.extends.is_empty() {
        return file.wrong(0..0, "没有写用哪些规则包，应有 packs = [\"national\"]");
    }
    if let (Some(replaces), []) = (profile.replaces.first(), &profile.packs[..]) {
        let why = "replaces 说的是这个文件的 packs 可以代替哪些规则，这里没有写 packs".to_owned();
        return Err(Wrong { at: replaces.rule.at.clone(), why });
    }
    let packs: Vec<String> = profile.packs.iter().map(|pack| pack.value.clone()).collect();
    profile.replaces.iter_mut().for_each(|replaces| replaces.by.clone_from(&packs));
    Ok(profile)
}

impl File<'_> {
    fn packs(&self, key: &Key, value: &Value) -> Result<Vec<Placed<String>>> {
        let packs = self.list(key, value, |item| {
            Ok(Placed { value: self.string(key, item)?, at: self.at(&item.span()) })
        })?;
        for (index, pack) in packs.iter().enumerate() {
            let why = if packs[..index].iter().any(|earlier| earlier.value == pack.value) {
                format!("规则包“{}”写了两次", pack.value)
            } else if is_pack_id(&pack.value) {
                continue;
            } else {
                format!("“{}”不是规则包的标识，应由小写字母、数字和连字符组成", pack.value)
            };
            return Err(Wrong { at: pack.at.clone(), why });
        }
        Ok(packs)
    }

    fn replaces(&self, key: &Key, value: &Value) -> Result<Vec<Replaces>> {
        self.list(key, value, |item| {
            let rule = Placed { value: self.string(key, item)?, at: self.at(&item.span()) };
            Ok(Replaces { rule, by: Vec::new() })
        })
    }

    fn applies(&self, key: &Key, value: &Value) -> Result<Applies> {
        let mut applies = Applies::default();
        for (key, value) in self.table(key, value)? {
            match key.get_ref().as_ref() {
                "places" => applies.places = self.list(key, value, |item| self.place(key, item))?,
                "agencies" => applies.agencies = self.strings(key, value)?,
                "levels" => applies.levels = self.list(key, value, |item| self.level(key, item))?,
                "years" => applies.years = Some(self.years(key, value)?),
                _ => return self.unknown(key, &["places", "agencies", "levels", "years"]),
            }
        }
        Ok(applies)
    }

    /// One name, or a list of them.
    fn extends(&self, key: &Key, value: &Value) -> Result<Vec<Placed<String>>> {
        let one = |item: &Value| Ok(Placed { value: self.string(key, item)?, at: self.at(&item.span()) });
        if value.get_ref().is_str() { Ok(vec![one(value)?]) } else { self.list(key, value, one) }
    }

    fn rules(&self, key: &Key, value: &Value) -> Result<Vec<RuleSettings>> {
        let rules = self.table(key, value)?.into_iter();
        rules.map(|(rule, value)| self.rule(rule, value)).collect()
    }

    fn rule(&self, rule: &Key, value: &Value) -> Result<RuleSettings> {
        let name = rule.get_ref();
        if !value.get_ref().is_table() {
            return self.wrong(value.span(), format!("应写成 [rules.\"{name}\"]，下一行 level = \"off\""));
        }
        let rule_name = Placed { value: name.clone().into_owned(), at: self.at(&rule.span()) };
        let mut settings = RuleSettings { rule: rule_name, level: None, options: Vec::new() };
        for (key, value) in self.table(rule, value)? {
            if key.get_ref() == "level" {
                settings.level = Some(self.setting(key, value)?);
                continue;
            }
            let number = value
                .get_ref()
                .as_integer()
                .and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok());
            settings.options.push(OptionSetting {
                key: Placed { value: key.get_ref().clone().into_owned(), at: self.at(&key.span()) },
                value: Placed { value: number, at: self.at(&value.span()) },
            });
        }
        if settings.level.is_none() && settings.options.is_empty() {
            return self.wrong(rule.span(), format!("[rules.\"{name}\"] 没有写 level，也没有写规则的选项"));
        }
        Ok(settings)
    }

    fn waivers(&self, key: &Key, value: &Value) -> Result<Vec<Waiver>> {
        let Some(items) = value.get_ref().as_array() else {
            return self.wrong(value.span(), format!("{} 应写成 [[{0}]]，每条豁免一节", key.get_ref()));
        };
        items.iter().map(|item| Waiver::parse(self, key, item)).collect()
    }

    fn policy(&self, key: &Key, value: &Value) -> Result<Policy> {
        let name = self.string(key, value)?;
        let known = Policy::ALL.map(Policy::key);
        Policy::ALL.into_iter().find(|policy| policy.key() == name).map_or_else(
            || {
                let hint = hint(nearest(&name, known).as_deref());
                self.wrong(value.span(), format!("signature 不能写“{name}”{hint}；可以写：{}", listed(known)))
            },
            Ok,
        )
    }

    fn keys(&self, key: &Key, value: &Value) -> Result<Vec<TrustedKey>> {
        let keys = self.table(key, value)?.into_iter();
        keys.map(|(name, value)| {
            let text = self.string(name, value)?;
            match public_key(name.get_ref(), &text) {
                Some((key, public)) => Ok(TrustedKey { key, public }),
                None => self.wrong(value.span(), "应为 minisign 的公钥，即 .pub 文件的第二行，如 \"RWQf6…\""),
            }
        })
        .collect()
    }

    fn setting(&self, key: &Key, value: &Value) -> Result<Setting> {
        const NAMES: [&str; 4] = ["off", "info", "warning", "error"];
        let name = self.string(key, value)?;
        Ok(match name.as_str() {
            "off" => Setting::Off,
            "info" => Setting::Level(Severity::Info),
            "warning" => Setting::Level(Severity::Warning),
            "error" => Setting::Level(Severity::Error),
            _ => {
                let hint = hint(nearest(&name, NAMES).as_deref());
                return self.wrong(
                    value.span(),
                    format!("不认识的级别“{name}”{hint}；可用的级别：{}", listed(NAMES)),
                );
            }
        })
    }
}
