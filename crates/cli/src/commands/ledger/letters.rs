//! `gouji ledger letters`: for every unit a letter that sends its report back, from a template.

mod written;

use std::path::PathBuf;

use gouji_core::report::Date;
use gouji_ledger::{Access, CaseId, Ledger, State};
use gouji_letters::{Asked, Names, Template, letter, seen};

use self::written::Written;
use super::{Which, day};
use crate::commands::check::Floor;
use crate::failure::Failure;
use crate::{files, subjects, terminal};

pub(crate) const EXAMPLES: &str = "\
例子：
  gouji ledger letters --output 意见书 --due 2027-03-31 --office 青石县政府办公室
      每个有问题的单位一份，写明位置、原值、应为、依据、期限，附上有错的表
  gouji ledger letters --template-out 模板.docx
  gouji ledger letters --template 模板.docx --zip 意见书.zip --single 全部.docx
      写出模板，在 WPS 里改好，再按它写；压缩包和合在一起的一份
";

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    #[command(flatten)]
    which: Which,
    /// 每个单位一份，写到这个文件夹
    #[arg(long, value_name = "文件夹")]
    output: Option<PathBuf>,
    /// 每个单位一份，放在一个压缩包里
    #[arg(long, value_name = "文件")]
    zip: Option<PathBuf>,
    /// 全部合成一份，一个单位另起一页
    #[arg(long, value_name = "文件")]
    single: Option<PathBuf>,
    /// 自己的模板（DOCX；默认用自带的）
    #[arg(long, value_name = "文件")]
    template: Option<PathBuf>,
    /// 写出自带的模板，在 WPS、Word 里改好了用 --template 指定
    #[arg(long, value_name = "文件")]
    template_out: Option<PathBuf>,
    /// 只写这个单位的
    #[arg(long, value_name = "单位")]
    unit: Option<String>,
    /// 哪个年度的报告（默认：报送最多的年度）
    #[arg(long, value_name = "年度")]
    year: Option<u16>,
    /// 改正的期限，如 2027-03-31
    #[arg(long, value_name = "日期", value_parser = subjects::day)]
    due: Option<Date>,
    /// 落款：写信的办公室
    #[arg(long, value_name = "名称", default_value = "", hide_default_value = true)]
    office: String,
    /// 写哪一级以上的问题：error、warning、info（默认 warning）；决定为“退回”的总是写
    #[arg(
        long,
        value_name = "级别",
        default_value = "warning",
        hide_default_value = true,
        hide_possible_values = true
    )]
    severity: Floor,
    /// 只写已经决定“退回”的问题
    #[arg(long)]
    only_sent_back: bool,
    /// 代替文件夹里同名的意见书
    #[arg(long)]
    overwrite: bool,
}

/// The most letters that one document takes: larger ones no word processor opens in a reasonable time.
const TOGETHER: usize = 1000;

pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    if let Some(file) = &args.template_out {
        files::write_bytes(file, &gouji_letters::builtin())?;
        terminal::say(format_args!("模板已写入 {}；改好后用 --template 指定它", file.display()));
        if args.output.is_none() && args.zip.is_none() && args.single.is_none() {
            return Ok(0);
        }
    }
    if args.output.is_none() && args.zip.is_none() && args.single.is_none() {
        let why = "意见书写到哪里：--output 文件夹（每个单位一份）、--zip 文件（放在压缩包里）或 --single 文件（合成一份），至少写一个";
        return Err(Failure::Usage(why.to_owned()));
    }
    let template = template(args)?;
    let ledger = args.which.open(Access::Read)?;
    let season = match args.year {
        Some(year) => Some(year),
        None => ledger.season()?,
    };
    let asked = Asked {
        floor: args.severity.into(),
        only_sent_back: args.only_sent_back,
        office: args.office.trim().to_owned(),
        due: args.due,
        day: day()?,
    };
    let Some(year) = season else {
        return Err(Failure::Usage("台账里还没有报告，没有写意见书".to_owned()));
    };
    let plan = Plan::of(&ledger, args, year, &asked)?;
    plan.fits(args)?;
    if !plan.letters.is_empty() {
        write(args, &ledger, &template, &plan, &asked)?;
    }
    say(args, &plan);
    say_rest(&ledger, args, year, &asked)?;
    if plan.lost == 0 {
        return Ok(0);
    }
    terminal::complain(&format!("{} 个单位的结果在台账里读不出来，没有写；请再检查一次", plan.lost));
    Ok(3)
}

/// The template, which is fit for use.
fn template(args: &Args) -> Result<Template, Failure> {
    let Some(file) = &args.template else {
        return Ok(
            Template::open(gouji_letters::builtin()).expect("the template that comes along is fit for use")
        );
    };
    let wrong = |why: gouji_letters::TemplateError| {
        Failure::Usage(format!("模板 {} 不能用：{why}；没有写意见书", file.display()))
    };
    let template = Template::open(files::read(file)?).map_err(wrong)?;
    if args.single.is_some() {
        template.fits_all().map_err(wrong)?;
    }
    Ok(template)
}

/// The letters that are to be written, each with the name of its file.
struct Plan {
    letters: Vec<(CaseId, String)>,
    /// Units with a report of the year.
    units: usize,
    /// Those whose result the ledger lost.
    lost: usize,
}

impl Plan {
    fn of(ledger: &Ledger, args: &Args, year: u16, asked: &Asked) -> Result<Self, Failure> {
        let ids = ledger.cases(args.unit.as_deref(), Some(year))?;
        let mut plan = Self { letters: Vec::new(), units: ids.len(), lost: 0 };
        let mut names = Names::default();
        for id in ids {
            match ledger.case(id)? {
                None => plan.lost += 1,
                // The tables make no difference to whether there is one.
                Some(case) if letter::of(&case, &mut || Err(String::new()), asked).is_some() => {
                    plan.letters.push((id, names.of(&case.unit, case.year)));
                }
                Some(_) => {}
            }
        }
        Ok(plan)
    }

    /// Nothing is written where something stands in the way.
    fn fits(&self, args: &Args) -> Result<(), Failure> {
        if args.single.is_some() && self.letters.len() > TOGETHER {
            return Err(Failure::Usage(format!(
                "有 {} 封意见书，合成一份的至多 {TOGETHER} 封，再多文字处理程序打不开；请用 --output 或 --zip，或用 --unit 分开写",
                self.letters.len()
            )));
        }
        let Some(folder) = args.output.as_deref().filter(|_| !args.overwrite) else { return Ok(()) };
        let there: Vec<&str> = self
            .letters
            .iter()
            .map(|(_, name)| name.as_str())
            .filter(|name| folder.join(name).exists())
            .collect();
        match there.first() {
            None => Ok(()),
            Some(first) => Err(Failure::Usage(format!(
                "{} 里已经有 {} 封同名的意见书（如 {first}），可能有人改过，没有写；请换一个文件夹，或者加 --overwrite 代替它们",
                folder.display(),
                there.len()
            ))),
        }
    }
}

fn write(
    args: &Args,
    ledger: &Ledger,
    template: &Template,
    plan: &Plan,
    asked: &Asked,
) -> Result<(), Failure> {
    let mut out = Written::begin(args.output.as_deref(), args.zip.as_deref())?;
    let mut together = Vec::new();
    for (id, name) in &plan.letters {
        let Some(case) = ledger.case(*id)? else { continue };
        let Some(letter) = letter::of(&case, &mut || seen(&case), asked) else { continue };
        let broken = |why| Failure::Usage(format!("给 {} 的意见书写不成：{why}", case.unit));
        if args.output.is_some() || args.zip.is_some() {
            out.add(name, &template.fill(&letter).map_err(broken)?)?;
        }
        if args.single.is_some() {
            together.push(letter);
        }
    }
    if let Some(file) = &args.single {
        let all = template.fill_all(&together);
        let all = all.map_err(|why| Failure::Usage(format!("意见书合不成一份：{why}")))?;
        files::write_bytes(file, &all)?;
    }
    out.end()
}

/// What was written where.
fn say(args: &Args, plan: &Plan) {
    let places = [("", &args.output), ("压缩包 ", &args.zip), ("一份文件 ", &args.single)];
    let places = places.iter().filter_map(|(what, path)| Some(format!("{what}{}", path.as_ref()?.display())));
    let places: Vec<String> = places.collect();
    let rest = plan.units - plan.lost - plan.letters.len();
    match plan.letters.len() {
        0 => terminal::say(format_args!("{rest} 个单位都没有要退回的问题，没有写意见书")),
        count => terminal::say(format_args!(
            "{count} 封意见书已写入 {}；另有 {rest} 个单位没有要退回的问题",
            places.join("、")
        )),
    }
}

/// Whom nothing was written to, since there is no report of theirs for that year.
fn say_rest(ledger: &Ledger, args: &Args, year: u16, asked: &Asked) -> Result<(), Failure> {
    if args.unit.is_some() {
        return Ok(());
    }
    let (units, nobodys) = ledger.units(year, asked.day)?;
    let of = |state: State| units.iter().filter(|unit| unit.state == state).count();
    let counts = [
        (of(State::Missing), "个单位没有报送"),
        (of(State::WrongYear), "个单位交的是别的年度的"),
        (nobodys.len(), "个文件看不出是哪个单位的"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, what)| format!("{count} {what}")).collect();
    if !counts.is_empty() {
        terminal::say(format_args!("没有写意见书的还有：{}；用 gouji ledger units 查看", counts.join("，")));
    }
    Ok(())
}
