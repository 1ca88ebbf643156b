//! `gouji pack new`: writes a pack that works, to be changed into one's own. Nothing is ever overwritten.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use gouji_engine::profile::is_pack_id;

use crate::args::Global;
use crate::failure::Failure;
use crate::{installation, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 规则包的标识：小写字母、数字和连字符，如 qingshi
    #[arg(value_name = "标识", help_heading = "参数")]
    id: String,
    /// 种类：rules（只有声明式规则，不用编译）、native（有代码，编译成动态库）
    #[arg(long, value_name = "种类", hide_possible_values = true)]
    kind: Kind,
    /// 适用地区：行政区划代码的开头，如 42（默认：全国）
    #[arg(long, value_name = "代码", default_value = "", hide_default_value = true)]
    place: String,
    /// 规则包的名称（默认：按标识起）
    #[arg(long, value_name = "名称")]
    title: Option<String>,
    /// 写到这个文件夹，应不存在或是空的（默认：当前文件夹下与标识同名的文件夹）
    #[arg(long, value_name = "文件夹")]
    dir: Option<PathBuf>,
    /// native：开发包 gouji-core 的文件夹（默认：安装目录的 sdk/gouji-core；没有就写一个 git 地址，要自己改）
    #[arg(long, value_name = "文件夹")]
    core: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    Rules,
    Native,
}

/// Path in the pack's folder and template. `{{id}}` and the like are filled in in both.
type Template = (&'static str, &'static str);

const RULES: [Template; 7] = [
    ("README.md", include_str!("templates/rules/README.md")),
    ("rules/{{id}}.toml", include_str!("templates/rules/profile.toml")),
    ("rules/{{id}}/pack.toml", include_str!("templates/rules/pack.toml")),
    (
        "rules/{{id}}/carried-out-exceeds-requests.toml",
        include_str!("templates/rules/carried-out-exceeds-requests.toml"),
    ),
    ("rules/{{id}}/hotline-unmentioned.toml", include_str!("templates/rules/hotline-unmentioned.toml")),
    ("rules/{{id}}/outdated-names.toml", include_str!("templates/rules/outdated-names.toml")),
    ("rules/{{id}}/dictionaries/names.tsv", include_str!("templates/rules/names.tsv")),
];

const NATIVE: [Template; 9] = [
    ("README.md", include_str!("templates/native/README.md")),
    (".gitignore", include_str!("templates/gitignore")),
    ("Cargo.toml", include_str!("templates/native/Cargo.toml.txt")),
    ("src/lib.rs", include_str!("templates/native/lib.rs.txt")),
    ("src/published_late.rs", include_str!("templates/native/published_late.rs.txt")),
    ("src/few_interpretations.rs", include_str!("templates/native/few_interpretations.rs.txt")),
    ("library/Cargo.toml", include_str!("templates/native/library.toml.txt")),
    ("library/src/lib.rs", include_str!("templates/native/library.rs.txt")),
    ("rules/{{id}}.toml", include_str!("templates/native/profile.toml")),
];

/// Where cargo finds the crates that the kit needs, if they came with it.
const VENDORED: Template = (".cargo/config.toml", include_str!("templates/native/config.toml"));

/// Names of crates that a pack's crate would stand in the way of.
const TAKEN: [&str; 6] = ["alloc", "core", "gouji-core", "proc-macro", "std", "test"];

pub(crate) fn run(args: &Args, global: &Global) -> Result<u8, Failure> {
    let id = args.id.as_str();
    let usage = |why: String| Err(Failure::Usage(why));
    if !is_pack_id(id) || !id.starts_with(|first: char| first.is_ascii_lowercase()) {
        return usage(format!("“{id}”不能作规则包的标识：应以小写字母开头，由小写字母、数字和连字符组成"));
    }
    if TAKEN.contains(&id) {
        return usage(format!("“{id}”不能作规则包的标识：Rust 自己用了这个名字"));
    }
    let place = args.place.as_str();
    if place.len() > 6 || !place.bytes().all(|byte| byte.is_ascii_digit()) {
        return usage(format!("--place 应为行政区划代码的开头，1 至 6 位数字，现在是“{place}”"));
    }
    if args.core.is_some() && args.kind == Kind::Rules {
        return usage("--core 只用于 --kind native：声明式规则不用开发包".to_owned());
    }
    let title = args.title.clone().unwrap_or_else(|| format!("{id} 规则"));
    if title.trim().is_empty() || title.contains(['"', '\\', '\n', '\r', '{', '}']) {
        return usage("--title 应为一行文字，里面没有引号、反斜杠和花括号".to_owned());
    }
    if let Some(place) = installed(id, global)? {
        return usage(format!(
            "“{id}”已经有了：{place}。同名的装在一起会混成一个，请换一个标识，如 {id}-own；要改其中一条规则，就在新的规则包里写一条代替它"
        ));
    }
    let sdk = args.core.clone().or_else(|| travelling(global));
    let core = core(sdk.as_deref())?;
    let crates = sdk.as_deref().and_then(crates_beside).filter(|_| args.kind == Kind::Native);
    let folder = args.dir.clone().unwrap_or_else(|| PathBuf::from(id));
    if !is_free(&folder) {
        return usage(format!("{} 已经有了，不覆盖；请换一个文件夹", folder.display()));
    }

    let code = id.replace('-', "").to_uppercase();
    let crate_name = id.replace('-', "_");
    let (place_line, applies) = placed(place);
    let core_comment = match sdk {
        Some(_) => "# 开发包。宿主和规则包不必用同一个 rustc 编译，开发包的版本也不必相同。",
        None => {
            "# 开发包：把地址换成你们能取到的（git 地址，或 path = \"…/crates/core\"），library/Cargo.toml 里也要换。"
        }
    };
    let values = [
        ("{{id}}", id),
        ("{{title}}", &title),
        ("{{place}}", place),
        ("{{place_line}}", &place_line),
        ("{{applies}}", &applies),
        ("{{code}}", &code),
        ("{{crate}}", &crate_name),
        ("{{core_comment}}", core_comment),
        ("{{core}}", &core),
        ("{{crates}}", crates.as_deref().unwrap_or_default()),
    ];
    let fill = |template: &str| {
        values.iter().fold(template.to_owned(), |text, (name, value)| text.replace(name, value))
    };
    let mut files = if args.kind == Kind::Rules { RULES.to_vec() } else { NATIVE.to_vec() };
    files.extend(crates.as_ref().map(|_| VENDORED));
    for (path, template) in &files {
        write_new(&folder.join(fill(path)), &fill(template))?;
    }
    let shown = folder.display();
    terminal::print(&format!(
        "规则包“{id}”已写到 {shown}，{} 个文件。先读 {}，再运行：\n  gouji pack test {shown}\n",
        files.len(),
        folder.join("README.md").display(),
    ))?;
    Ok(0)
}

/// Where a pack or a profile of that name is installed, which the new one would be mixed up with.
fn installed(id: &str, global: &Global) -> Result<Option<String>, Failure> {
    let released = || installation::is_released(id).then(|| format!("随程序发布的规则包 {id}"));
    let home = match installation::home(global) {
        Ok(home) => home,
        // Making a pack needs no installation; but one that was named must be one.
        Err(_) if global.home.is_none() => return Ok(released()),
        Err(failure) => return Err(failure),
    };
    let inside = if home.embedded.is_empty() { "" } else { "程序自带的 " };
    Ok(home.place_of(id).map(|place| format!("{inside}{}", place.display())).or_else(released))
}

/// The kit that came with the program.
fn travelling(global: &Global) -> Option<PathBuf> {
    let home = installation::home(global).ok().filter(|home| home.embedded.is_empty())?;
    let folder = home.rules.parent()?.join("sdk/gouji-core");
    folder.join("Cargo.toml").is_file().then_some(folder)
}

/// The line of `Cargo.toml` that names the kit.
fn core(folder: Option<&Path>) -> Result<String, Failure> {
    let Some(folder) = folder else {
        let version = env!("CARGO_PKG_VERSION");
        return Ok(format!(
            "gouji-core = {{ git = \"https://git.example.invalid/gouji.git\", tag = \"v{version}\" }}"
        ));
    };
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap_or_default();
    if !text.lines().any(|line| line.trim() == "name = \"gouji-core\"") {
        let why = format!("--core 指定的 {} 不是开发包 gouji-core 的文件夹", folder.display());
        return Err(Failure::Usage(why));
    }
    Ok(format!("gouji-core = {{ path = \"{}\" }}", in_toml(folder)))
}

/// The folder of the crates that came with the kit, as TOML writes it.
fn crates_beside(kit: &Path) -> Option<String> {
    let folder = fs::canonicalize(kit).ok()?.parent()?.join("vendor");
    folder.is_dir().then(|| in_toml(&folder))
}

/// Between quotes of TOML, whatever is in it: Windows paths have backslashes.
fn in_toml(folder: &Path) -> String {
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    folder.to_string_lossy().replace('\\', "\\\\").replace('"', "\\\"")
}

/// The lines of `pack.toml` and of the profile that say where the pack is for.
fn placed(place: &str) -> (String, String) {
    match place {
        "" => (
            "# place = \"42\"                # 只用于行政区划代码这样开头的地区；不写是全国".to_owned(),
            "# [applies]                   # 自动用于哪些报告；不写就只在 --profile 指定时用\n# places = [\"42\"]\n"
                .to_owned(),
        ),
        place => (
            format!("place = \"{place}\"                # 只用于行政区划代码这样开头的地区；不写是全国"),
            format!("\n[applies]                     # 自动用于这些报告\nplaces = [\"{place}\"]\n"),
        ),
    }
}

fn is_free(folder: &Path) -> bool {
    match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(cause) => cause.kind() == io::ErrorKind::NotFound,
    }
}

fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |cause| Failure::Create { name: path.display().to_string(), cause };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(failed)?;
    file.write_all(text.as_bytes())
        .map_err(|cause| Failure::Write { name: path.display().to_string(), cause })
}
