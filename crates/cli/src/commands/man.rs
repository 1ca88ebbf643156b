//! `gouji man FOLDER`, for those who make packages of the program: a manual page of every command.

use std::fs;
use std::path::PathBuf;

use clap::CommandFactory;
use clap_mangen::Man;

use crate::args::Cli;
use crate::failure::Failure;

/// What the library writes in English, and what stands in its place.
const CHINESE: [(&str, &str); 5] = [
    (".SH SYNOPSIS", ".SH 用法"),
    (".SH DESCRIPTION", ".SH 说明"),
    (".SH EXTRA", ".SH 更多"),
    ("\\fIPossible values:\\fR", "\\fI可选值：\\fR"),
    ("[default: ", "[默认："),
];

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// 写进这个文件夹，已有的会换掉
    #[arg(value_name = "文件夹", help_heading = "参数")]
    folder: PathBuf,
}

pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    let named = |path: &std::path::Path, cause| Failure::Write { name: path.display().to_string(), cause };
    fs::create_dir_all(&args.folder).map_err(|cause| named(&args.folder, cause))?;
    for (name, text) in pages(Cli::command()) {
        let path = args.folder.join(name);
        fs::write(&path, text).map_err(|cause| named(&path, cause))?;
    }
    Ok(0)
}

/// Names of files with their text, of a command and of all below it.
fn pages(mut command: clap::Command) -> Vec<(String, String)> {
    command.build();
    let mut pages = Vec::new();
    let mut left = vec![command];
    while let Some(command) = left.pop() {
        left.extend(command.get_subcommands().filter(|below| !below.is_hide_set()).cloned());
        pages.push(page(command));
    }
    pages.sort();
    pages
}

fn page(command: clap::Command) -> (String, String) {
    let subcommands = command.get_subcommands().any(|below| !below.is_hide_set());
    let more = command.get_after_help().is_some();
    let man = Man::new(command).date(env!("CARGO_PKG_VERSION")).source("gouji").manual("gouji 手册");
    let written = |part: &dyn Fn(&mut Vec<u8>) -> std::io::Result<()>| {
        let mut text = Vec::new();
        part(&mut text).expect("memory takes what is written to it");
        String::from_utf8(text).expect("what was put together of text is text")
    };
    // Of the line with the name an index is made, which knows nothing of where lines may end. Chinese text has no spaces
    // to widen: it is not adjusted.
    let head = written(&|out| {
        man.render_title(out)?;
        out.extend(b".ad l\n");
        man.render_name_section(out)
    });
    let mut text = written(&|out| {
        man.render_synopsis_section(out)?;
        man.render_description_section(out)?;
        man.render_options_section(out)?;
        if subcommands {
            man.render_subcommands_section(out)?;
        }
        Ok(())
    });
    if more {
        // Examples keep their lines and columns.
        let extra = written(&|out| man.render_extra_section(out));
        let (heading, body) = extra.split_once(".SH EXTRA\n").unwrap_or_default();
        text.push_str(heading);
        text.push_str(&format!(".SH EXTRA\n.nf\n{body}.fi\n"));
    }
    for (english, chinese) in CHINESE {
        text = text.replace(english, chinese);
    }
    (man.get_filename(), head + &breakable(&text))
}

/// Lines may end between any two Chinese characters, which groff does not know by itself before 1.23.
fn breakable(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for line in text.split_inclusive('\n') {
        // Arguments of requests stay as they are.
        let prose = !line.starts_with('.');
        let mut last = None;
        for character in line.chars() {
            if prose && last.is_some_and(|last| may_end(last, character)) {
                out.push_str("\\:");
            }
            out.push(character);
            last = Some(character);
        }
    }
    out
}

/// Neither does a line begin with closing punctuation nor end with an opening one.
fn may_end(left: char, right: char) -> bool {
    const OPENING: &str = "（《“‘【〔「";
    const CLOSING: &str = "，。；：、？！）》”’】〕」…—";
    let wide = |character: char| {
        matches!(character, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}') || "“”‘’".contains(character)
    };
    wide(left) && wide(right) && !OPENING.contains(left) && !CLOSING.contains(right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_its_page() {
        let pages = pages(Cli::command());
        let names: Vec<&str> = pages.iter().map(|(name, _)| name.as_str()).collect();
        for name in ["gouji.1", "gouji-check.1", "gouji-explain.1", "gouji-pack.1", "gouji-pack-new.1"] {
            assert!(names.contains(&name), "{name} is not among {names:?}");
        }
        assert!(!names.contains(&"gouji-man.1"), "{names:?}");
        for (name, text) in &pages {
            assert!(text.contains(".SH 用法") && text.contains(".SH 选项"), "{name}:\n{text}");
            for (english, _) in CHINESE {
                assert!(!text.contains(english), "{name} says {english}");
            }
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(breakable(text), expected);
    }

    #[test]
    fn lines_end_between_chinese_characters() {
        check("检查报告，", "检\\:查\\:报\\:告，");
        check("（见表）", "（见\\:表）");
        check("plain words", "plain words");
        check("用 check 检查", "用 check 检\\:查");
        check("\\fI文件\\fR夹", "\\fI文\\:件\\fR夹");
        check(".SH 用法\n", ".SH 用法\n");
    }
}
