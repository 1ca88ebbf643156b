//! The outputs of a check: which format goes where.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{ArgMatches, ValueEnum};
use gouji_core::verdict::{Checked, Header, Notice, Summary};
use gouji_render::json;
use gouji_render::text::{self, Options};
use tempfile::TempPath;

use crate::failure::Failure;
use crate::{files, terminal};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Json,
}

/// A format and the file that it goes to; the standard output where there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) format: Format,
    pub(crate) file: Option<PathBuf>,
}

/// Brings `--format` and `--output` together. With as many of one as of the other, the n-th belongs to the n-th; else a
/// file belongs to the format before it, and one without a format to that of its extension.
pub(crate) fn plan(formats: &[Format], files: &[PathBuf], order: &ArgMatches) -> Result<Vec<Plan>, Failure> {
    let mut plans: Vec<Plan> = formats.iter().map(|&format| Plan { format, file: None }).collect();
    let at = |name| order.indices_of(name).into_iter().flatten().collect::<Vec<_>>();
    let (formats_at, files_at) = (at("format"), at("output"));
    for (number, file) in files.iter().enumerate() {
        let before = |plan: usize| formats_at.get(plan) < files_at.get(number);
        let of = match formats.len() == files.len() {
            true => Some(number),
            false => (0..plans.len().min(formats.len()))
                .rev()
                .find(|&plan| before(plan) && plans[plan].file.is_none()),
        };
        match of {
            Some(of) => plans[of].file = Some(file.clone()),
            None => plans.push(Plan { format: by_extension(file)?, file: Some(file.clone()) }),
        }
    }
    if plans.is_empty() {
        plans.push(Plan { format: Format::Text, file: None });
    }
    if plans.iter().filter(|plan| plan.file.is_none()).count() > 1 {
        let why = "只能有一个 --format 写到标准输出，其余的请在后面各加一个 --output";
        return Err(Failure::Usage(why.to_owned()));
    }
    for (number, plan) in plans.iter().enumerate() {
        if plan.file.is_some() && plans[..number].iter().any(|other| other.file == plan.file) {
            let file = plan.file.as_deref().unwrap_or(Path::new("")).display();
            return Err(Failure::Usage(format!("两个 --output 是同一个文件 {file}")));
        }
    }
    Ok(plans)
}

fn by_extension(file: &Path) -> Result<Format, Failure> {
    let extension = file.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("json") => Ok(Format::Json),
        Some("txt") => Ok(Format::Text),
        _ => Err(Failure::Usage(format!(
            "--output {} 前面没有写 --format，从扩展名也看不出格式；可以是 text、json",
            file.display()
        ))),
    }
}

/// An output that is open.
pub(crate) struct Output {
    /// For messages.
    name: String,
    writer: Writer,
    /// The file as it is being written, and where it goes in the end.
    unfinished: Option<(TempPath, PathBuf)>,
    /// Why nothing more can be written.
    failed: Option<io::Error>,
}

enum Writer {
    Text { out: Box<dyn Write>, options: Options, first: bool },
    Json(json::Writer<Box<dyn Write>>),
}

impl Output {
    /// Opens an output, and writes what is known before the first report.
    pub(crate) fn open(plan: &Plan, header: &Header, options: &Options) -> Result<Self, Failure> {
        let name = plan.file.as_deref().map_or("标准输出".to_owned(), |file| file.display().to_string());
        let (out, unfinished) = match &plan.file {
            None => (terminal::stdout(), None),
            Some(file) => {
                files::create(file).map_err(|cause| Failure::Create { name: name.clone(), cause })?
            }
        };
        let failure = |cause| Failure::Write { name: name.clone(), cause };
        let writer = match plan.format {
            Format::Json => Writer::Json(json::Writer::begin(out, header).map_err(failure)?),
            Format::Text => {
                let color = plan.file.is_none() && options.color;
                let options = Options { color, ..options.clone() };
                Writer::Text { out, options, first: true }
            }
        };
        Ok(Self { name, writer, unfinished, failed: None })
    }

    /// Writes one report, unless writing failed before. What fails now is said by [`Output::finish`].
    pub(crate) fn report(&mut self, checked: &Checked) {
        if self.failed.is_some() {
            return;
        }
        let written = match &mut self.writer {
            Writer::Json(json) => json.report(checked),
            Writer::Text { out, options, first, .. } => {
                let gap = if std::mem::take(first) || options.quiet { "" } else { "\n" };
                out.write_all((gap.to_owned() + &text::report(checked, options)).as_bytes())
            }
        };
        self.failed = written.err();
    }

    /// Whether it is the standard output, and nobody reads it any more.
    pub(crate) fn is_hung_up(&self) -> bool {
        let broken = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
        self.unfinished.is_none() && self.failed.as_ref().is_some_and(broken)
    }

    /// Writes the end, with the packs that there were in the end, and gives a file its name.
    pub(crate) fn finish(
        self,
        header: &Header,
        notices: &[Notice],
        summary: &Summary,
    ) -> Result<(), Failure> {
        let Self { name, writer, unfinished, failed } = self;
        let finished = match (failed, writer) {
            (Some(error), _) => Err(error),
            (None, Writer::Json(json)) => json.finish(header, notices, summary).map(drop),
            (None, Writer::Text { mut out, options, .. }) => {
                let end = text::summary(header, summary, &options);
                out.write_all(end.as_bytes()).and_then(|()| out.flush())
            }
        };
        let finished = finished.and_then(|()| match unfinished {
            Some((temporary, file)) => temporary.persist(file).map_err(|error| error.error),
            None => Ok(()),
        });
        finished.map_err(|cause| Failure::Write { name, cause })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::{Command, parse};

    #[track_caller]
    fn check(words: &str, expected: &str) {
        let words = format!("gouji check a.html {words}");
        let (cli, order) = parse(words.split_whitespace().map(Into::into)).unwrap();
        let Command::Check(args) = cli.command else { panic!("no check") };
        let said = match plan(&args.format, &args.output, &order) {
            Err(failure) => failure.to_string(),
            Ok(plans) => {
                let said = |plan: &Plan| {
                    let file = plan.file.as_deref().map_or("-".to_owned(), |file| file.display().to_string());
                    format!("{:?} {file}", plan.format)
                };
                plans.iter().map(said).collect::<Vec<_>>().join(", ")
            }
        };
        assert_eq!(said, expected);
    }

    #[test]
    fn formats_find_their_files() {
        check("", "Text -");
        check("--format json", "Json -");
        check("--format json --output a", "Json a");
        check("--output a --format json", "Json a");
        check("--format json --format text --output a --output b", "Json a, Text b");
        check("--output a --output b --format json --format text", "Json a, Text b");
        check("--format text --format json --output a", "Text -, Json a");
        check("--format json --output a --format text", "Json a, Text -");
        check("--output a.json", "Json a.json");
        check("--output a.JSON --output b.txt", "Json a.JSON, Text b.txt");
        check("--format text --output a.txt --output b.json", "Text a.txt, Json b.json");
        check("--output a", "--output a 前面没有写 --format，从扩展名也看不出格式；可以是 text、json");
        check(
            "--format text --format json",
            "只能有一个 --format 写到标准输出，其余的请在后面各加一个 --output",
        );
        check("--format text --output a --format json --output a", "两个 --output 是同一个文件 a");
    }
}
