//! The outputs of a check: which format goes where.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::ArgMatches;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use gouji_core::verdict::{Checked, Header};
use gouji_render::output::{self, End, FORMATS, Format, Options};
use tempfile::TempPath;

use crate::failure::Failure;
use crate::{files, terminal};

/// A format by its name, for `--format`.
pub(crate) fn parser() -> impl TypedValueParser<Value = &'static Format> {
    let names = PossibleValuesParser::new(FORMATS.map(|format| format.name));
    names.map(|name| Format::named(&name).expect("only the names of formats are let through"))
}

/// What `--format` is for.
pub(crate) fn help() -> String {
    let formats = FORMATS.map(|format| format!("{} {}", format.name, format.about));
    format!("结果的格式（默认 text），可以写多个，各用 --output 指定文件：{}", formats.join("；"))
}

/// A format and the file that it goes to; the standard output where there is none.
#[derive(Clone)]
pub(crate) struct Plan {
    pub(crate) format: &'static Format,
    pub(crate) file: Option<PathBuf>,
}

/// Brings `--format` and `--output` together. With as many of one as of the other, the n-th belongs to the n-th; else a
/// file belongs to the format before it, and one without a format to that of its extension.
pub(crate) fn plan(
    formats: &[&'static Format],
    files: &[PathBuf],
    order: &ArgMatches,
) -> Result<Vec<Plan>, Failure> {
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
        plans.push(Plan { format: FORMATS[0], file: None });
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

fn by_extension(file: &Path) -> Result<&'static Format, Failure> {
    let extension = file.extension().map(|extension| extension.to_string_lossy());
    extension.and_then(|extension| Format::of_extension(&extension)).ok_or_else(|| {
        Failure::Usage(format!(
            "--output {} 前面没有写 --format，从扩展名也看不出格式；可以是 {}",
            file.display(),
            FORMATS.map(|format| format.name).join("、")
        ))
    })
}

/// An output that is open.
pub(crate) struct Output {
    /// For messages.
    name: String,
    writer: Box<dyn output::Output>,
    out: Box<dyn Write>,
    /// The file as it is being written, and where it goes in the end.
    unfinished: Option<(TempPath, PathBuf)>,
    /// Why nothing more can be written.
    failed: Option<io::Error>,
    /// When what was written was last handed on.
    flushed: Instant,
}

/// Whoever reads along waits no longer than this for what is there.
const FLUSH: Duration = Duration::from_millis(500);

impl Output {
    /// Opens an output, and writes what is known before the first report.
    pub(crate) fn open(plan: &Plan, header: &Header, options: &Options) -> Result<Self, Failure> {
        let name = plan.file.as_deref().map_or("标准输出".to_owned(), |file| file.display().to_string());
        let (mut out, unfinished) = match &plan.file {
            None if plan.format.binary && terminal::is_watched() => {
                let name = plan.format.name;
                return Err(Failure::Usage(format!("{name} 格式不是文字，请用 --output 写到文件")));
            }
            None => (terminal::stdout(), None),
            Some(file) => {
                files::create(file).map_err(|cause| Failure::Create { name: name.clone(), cause })?
            }
        };
        let color = plan.file.is_none() && options.color;
        let mut writer = (plan.format.new)(&Options { color, ..options.clone() });
        let begun = writer.begin(header, &mut out);
        begun.map_err(|cause| Failure::Write { name: name.clone(), cause })?;
        Ok(Self { name, writer, out, unfinished, failed: None, flushed: Instant::now() })
    }

    /// Writes one report, unless writing failed before. What fails now is said by [`Output::finish`].
    pub(crate) fn report(&mut self, checked: &Checked) {
        if self.failed.is_some() {
            return;
        }
        let mut written = self.writer.report(checked, &mut self.out);
        if self.flushed.elapsed() > FLUSH {
            written = written.and_then(|()| self.out.flush());
            self.flushed = Instant::now();
        }
        self.failed = written.err();
    }

    /// Whether it is the standard output, and nobody reads it any more.
    pub(crate) fn is_hung_up(&self) -> bool {
        let broken = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
        self.unfinished.is_none() && self.failed.as_ref().is_some_and(broken)
    }

    /// Writes the end, with the packs that there were in the end, and gives a file its name.
    pub(crate) fn finish(self, end: &End) -> Result<(), Failure> {
        let Self { name, mut writer, mut out, unfinished, failed, .. } = self;
        let finished = match failed {
            Some(error) => Err(error),
            None => writer.finish(end, &mut out).and_then(|()| out.flush()),
        };
        drop(out);
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
                    format!("{} {file}", plan.format.name)
                };
                plans.iter().map(said).collect::<Vec<_>>().join(", ")
            }
        };
        assert_eq!(said, expected);
    }

    #[test]
    fn formats_find_their_files() {
        check("", "text -");
        check("--format json", "json -");
        check("--format json --output a", "json a");
        check("--output a --format json", "json a");
        check("--format json --format text --output a --output b", "json a, text b");
        check("--output a --output b --format json --format text", "json a, text b");
        check("--format text --format json --output a", "text -, json a");
        check("--format json --output a --format text", "json a, text -");
        check("--output a.json", "json a.json");
        check("--output a.JSON --output b.txt", "json a.JSON, text b.txt");
        check("--format text --output a.txt --output b.json", "text a.txt, json b.json");
        let names = FORMATS.map(|format| format.name).join("、");
        let unknown = format!("--output a 前面没有写 --format，从扩展名也看不出格式；可以是 {names}");
        check("--output a", &unknown);
        check(
            "--format text --format json",
            "只能有一个 --format 写到标准输出，其余的请在后面各加一个 --output",
        );
        check("--format text --output a --format json --output a", "两个 --output 是同一个文件 a");
    }
}
