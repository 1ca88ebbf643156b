//! What clap answers on its own account, in Chinese: help, version, and what is wrong with the arguments.

use std::error::Error as _;

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::failure::Failure;
use crate::terminal;

/// Prints help or version, or returns what is wrong; the exit status of the former.
pub(crate) fn answer(error: &Error) -> Result<u8, Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        | ErrorKind::DisplayVersion => {
            terminal::print(&help(error))?;
            Ok(0)
        }
        _ => Err(Failure::Usage(sentence(error))),
    }
}

/// The help, with headings that end as Chinese ones do.
pub(crate) fn help(error: &Error) -> String {
    let mut text = error.render().to_string();
    for heading in ["命令", "参数", "选项"] {
        text = text.replace(&format!("\n{heading}:\n"), &format!("\n{heading}：\n"));
    }
    text
}

/// What is wrong with the arguments, and what would be right.
pub(crate) fn sentence(error: &Error) -> String {
    let one = |kind| string(error.get(kind));
    let argument = one(ContextKind::InvalidArg);
    let value = one(ContextKind::InvalidValue);
    let said = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} 后面没有写值"),
        ErrorKind::InvalidValue => format!("{argument} 不能是“{value}”"),
        ErrorKind::ValueValidation => {
            let why = error.source().map(|why| format!("：{why}")).unwrap_or_default();
            format!("{argument} 不能是“{value}”{why}")
        }
        ErrorKind::UnknownArgument if !argument.starts_with('-') => format!("多写了“{argument}”"),
        ErrorKind::UnknownArgument => format!("没有“{argument}”这个选项"),
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", one(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand => "没有写命令".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("没有写 {argument}"),
        ErrorKind::ArgumentConflict if argument == one(ContextKind::PriorArg) => {
            format!("{argument} 只能写一次")
        }
        ErrorKind::ArgumentConflict => {
            format!("{argument} 不能与 {} 同时使用", one(ContextKind::PriorArg))
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} 的值的个数不对")
        }
        ErrorKind::InvalidUtf8 => "参数不是合法的 UTF-8 文字".to_owned(),
        _ => "命令行参数不对".to_owned(),
    };
    let valid = match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) if !values.is_empty() => {
            format!("可以是 {}", values.join("、"))
        }
        _ => String::new(),
    };
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let suggested = suggested.into_iter().find_map(|kind| last(error.get(kind)));
    let suggested = suggested.map(|name| format!("，您是否想写“{name}”？")).unwrap_or_default();
    let between = if valid.is_empty() || !suggested.is_empty() { "" } else { "；" };
    format!("{said}{suggested}{between}{valid}\n用 --help 查看用法")
}

fn string(value: Option<&ContextValue>) -> String {
    match value {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(several)) => several.join("、"),
        _ => String::new(),
    }
}

/// Of several suggestions the last is the nearest.
fn last(value: Option<&ContextValue>) -> Option<&str> {
    match value? {
        ContextValue::String(one) => Some(one),
        ContextValue::Strings(several) => several.last().map(String::as_str),
        _ => None,
    }
}
