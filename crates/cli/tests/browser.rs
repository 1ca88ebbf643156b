//! The page in a real browser: Chromium, driven through chromedriver. Where there is none, each test says that it was
//! skipped.

mod support;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Of a report: an error and two warnings.
const RULES: [(&str, &str, &str, &str); 3] = [
    ("N01", "error", "wrong-act", "《公开法》"),
    ("N02", "warning", "vague", "若干件"),
    ("N03", "warning", "wrong-body", "信息办"),
];

/// How long the page may take for anything.
const PATIENCE: Duration = Duration::from_secs(20);

fn report(unit: &str) -> String {
    let report = fs::read_to_string(support::project().join("tests/reports/clean-2023.txt")).unwrap();
    let (before, after) = report.split_once("一、总体情况\n").unwrap();
    let report = format!("{before}一、总体情况\n依据《公开法》，信息办办理若干件。\n{after}");
    report.replace("临河市交通运输局", unit)
}

/// A season of two reports, and the program serving it.
struct Place {
    folder: TempDir,
    server: Child,
    address: String,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("home");
        for (code, severity, name, words) in RULES {
            let rule = format!(
                "code = '{code}'\nname = 'qingshi/{name}'\nseverity = '{severity}'\ncertainty = 'certain'\ntitle = '写法不当'\n\
                 basis = '测试的依据'\nwhy = '测试'\n[wording]\nfind = ['{words}']\nbetter = '别的'\n[[bad]]\n\
                 report = \"overview = '{words}。'\"\nfinds = '测试'\n[[good]]\nreport = \"overview = '好。'\"\n"
            );
            fs::create_dir_all(home.join("rules/qingshi")).unwrap();
            fs::write(home.join(format!("rules/qingshi/{name}.toml")), rule).unwrap();
        }
        let profile = "title = \"全国\"\nsignature = \"off\"\npacks = [\"qingshi\"]\n";
        fs::write(home.join("rules/national.toml"), profile).unwrap();
        support::instead_of_released(&home, "qingshi");
        fs::create_dir(folder.path().join("年报")).unwrap();
        for unit in ["青石县教育局", "青石县民政局"] {
            fs::write(folder.path().join(format!("年报/{unit}.txt")), report(unit)).unwrap();
        }
        let run =
            program(&folder).args(["check", "年报", "--ledger", "季.gouji", "--quiet"]).output().unwrap();
        assert_eq!(run.status.code(), Some(1), "{run:?}");
        let mut server =
            program(&folder).args(["serve", "季.gouji", "--no-open"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { folder, server, address: address.trim().to_owned() }
    }

    /// Without the token.
    fn base(&self) -> &str {
        self.address.split("/enter").next().unwrap()
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// What the ledger says of decisions, by the command line, while the page is open.
    fn decisions(&self) -> String {
        let run = program(&self.folder).args(["ledger", "export", "--ledger", "季.gouji"]).output().unwrap();
        String::from_utf8(run.stdout).unwrap()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // Where a test has ended it already, there is nothing to do.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn program(folder: &TempDir) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_gouji"));
    program
        .current_dir(folder)
        .env("GOUJI_HOME", folder.path().join("home"))
        .env("GOUJI_TODAY", "2027-03-31");
    program.env_remove("GOUJI_LOG").stdin(Stdio::null()).stderr(Stdio::null());
    program
}

/// chromedriver; ended with the test.
struct Driver {
    child: Child,
    address: String,
}

impl Driver {
    /// Nothing, and said, where there is no Chromium.
    fn start() -> Option<Self> {
        let there = |program: &str| {
            Command::new(program).arg("--version").output().is_ok_and(|run| run.status.success())
        };
        if !there("chromium") || !there("chromedriver") {
            eprintln!("没有 chromium 和 chromedriver，跳过：没有在浏览器里试");
            return None;
        }
        let mut child = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.find_map(|line| {
            let line = line.unwrap();
            Some(line.split_once("successfully on port ")?.1.trim_end_matches('.').to_owned())
        });
        // What it says later must find somebody who reads it.
        std::thread::spawn(move || lines.for_each(drop));
        Some(Self { child, address: format!("http://127.0.0.1:{}", port.unwrap()) })
    }

    /// A browser of its own.
    async fn browser(&self, folder: &TempDir, name: &str) -> Client {
        let data = folder.path().join(name);
        let arguments = [
            "--headless".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--disable-background-networking".to_owned(),
            "--no-first-run".to_owned(),
            "--window-size=1366,768".to_owned(),
            format!("--user-data-dir={}", data.display()),
        ];
        let mut capabilities = serde_json::Map::new();
        capabilities.insert("goog:chromeOptions".to_owned(), json!({ "args": arguments }));
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities).connect(&self.address).await.unwrap()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a test with a browser, if there is one.
fn in_browser(test: impl AsyncFnOnce(&Place, &Driver, &Client)) {
    let Some(driver) = Driver::start() else { return };
    let place = Place::new();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let browser = driver.browser(&place.folder, "browser").await;
        browser.goto(&place.address).await.unwrap();
        find(&browser, "nav a[aria-current=page]").await;
        test(&place, &driver, &browser).await;
        browser.close().await.unwrap();
    });
}

/// An element that is there, or comes.
async fn find(page: &Client, what: &str) -> Element {
    let found = page.wait().at_most(PATIENCE).for_element(Locator::Css(what)).await;
    found.unwrap_or_else(|cause| panic!("{what}: {cause}"))
}

/// Waits until the page says so.
async fn says(page: &Client, what: &str, words: &str) {
    let mut last = String::new();
    for _ in 0..PATIENCE.as_millis() / 50 {
        if let Ok(found) = page.find(Locator::Css(what)).await {
            last = found.text().await.unwrap_or_default();
            if last.contains(words) {
                return;
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{what} says {last:?} and not {words:?}");
}

async fn press(page: &Client, keys: &str) {
    let press = |value| [KeyAction::Down { value }, KeyAction::Up { value }];
    let actions =
        keys.chars().flat_map(press).fold(KeyActions::new("keys".to_owned()), |all, one| all.then(one));
    page.perform_actions(actions).await.unwrap();
}

async fn run(page: &Client, script: &str) -> Value {
    page.execute(script, Vec::new()).await.unwrap()
}

#[test]
fn decisions_by_keyboard_stay() {
    in_browser(async |place, _, page| {
        page.goto(&format!("{}/findings?severity=warning", place.base())).await.unwrap();
        find(page, "tr.at").await;
        // The current one is shown with its sentence and basis.
        press(page, "j").await;
        says(page, "[data-detail-pane]", "测试的依据").await;
        press(page, "1").await;
        says(page, "#said", "1 个问题记为“退回”").await;
        // What settles needs a reason: the field is given, and then the key works.
        press(page, "3").await;
        says(page, "#said", "要先写理由").await;
        press(page, "本省规定这样写\u{e007}").await;
        press(page, "3").await;
        says(page, "#said", "1 个问题记为“不是问题”").await;
        page.refresh().await.unwrap();
        says(page, "tbody", "退回").await;
        says(page, "tbody", "不是问题").await;
        let decisions = place.decisions();
        assert!(decisions.contains("退回") && decisions.contains("不是问题,本省规定这样写"), "{decisions}");
        // Filters stay in the address, and with it.
        page.goto(&format!("{}/findings?severity=warning&decided=none", place.base())).await.unwrap();
        page.refresh().await.unwrap();
        assert_eq!(page.find_all(Locator::Css("tbody tr")).await.unwrap().len(), 2);
        // In bulk: what was ticked.
        press(page, "X4").await;
        says(page, "#said", "2 个问题记为“待定”").await;
        press(page, "?").await;
        says(page, "dialog", "退回、已说明、不是问题、待定").await;
    });
}

#[test]
fn a_stale_tab_is_told() {
    in_browser(async |place, _, page| {
        let findings = format!("{}/findings?severity=error", place.base());
        page.goto(&findings).await.unwrap();
        find(page, "tr.at").await;
        let first = page.window().await.unwrap();
        let second = page.new_window(true).await.unwrap();
        page.switch_to_window(second.handle).await.unwrap();
        page.goto(&findings).await.unwrap();
        find(page, "tr.at").await;
        press(page, "1").await;
        says(page, "#said", "记为“退回”").await;
        page.switch_to_window(first).await.unwrap();
        press(page, "4").await;
        says(page, "#said", "另有决定").await;
        says(page, "tr.stale", "退回").await;
        assert!(!place.decisions().contains("待定"));
        // Seen by now: it can be decided anew.
        press(page, "4").await;
        says(page, "#said", "1 个问题记为“待定”").await;
    });
}

#[test]
fn files_are_dropped_and_read() {
    in_browser(async |place, _, page| {
        page.goto(&format!("{}/desk", place.base())).await.unwrap();
        let drop = "const [name, text] = arguments; const data = new DataTransfer(); \
                    data.items.add(new File([text], name, { type: 'text/plain' })); \
                    document.querySelector('[data-drop]').dispatchEvent(new DragEvent('drop', \
                    { bubbles: true, cancelable: true, dataTransfer: data }));";
        page.execute(drop, vec!["../拖.txt".into(), report("青石县水利局").into()]).await.unwrap();
        // One file alone is shown at once.
        says(page, "h1", "青石县水利局").await;
        says(page, ".paper", "六、其他需要报告的事项").await;
        // A finding leads to its sentence, a mark to its finding.
        find(page, "article.f .place").await.click().await.unwrap();
        says(page, ".paper .lit", "《公开法》").await;
        page.find(Locator::Css("a.m[data-to='3']")).await.unwrap().click().await.unwrap();
        find(page, "article.at[data-number='3']").await;
        // Several are listed; what is no report is said to be none.
        page.goto(&format!("{}/desk", place.base())).await.unwrap();
        fs::write(place.path("空.txt"), "没有内容").unwrap();
        let files =
            format!("{}\n{}", place.path("年报/青石县教育局.txt").display(), place.path("空.txt").display());
        page.find(Locator::Css("[data-files]")).await.unwrap().send_keys(&files).await.unwrap();
        says(page, "tbody", "青石县教育局").await;
        says(page, "tbody", "无法读取").await;
        says(page, "tbody", "青石县水利局").await;
    });
}

#[test]
fn sheets_go_out_and_come_back() {
    in_browser(async |place, _, page| {
        page.goto(&format!("{}/trade", place.base())).await.unwrap();
        let fetched =
            "const done = arguments[0]; fetch('/export?format=csv').then((a) => a.text()).then(done);";
        let csv = page.execute_async(fetched, Vec::new()).await.unwrap();
        let fingerprint = csv.as_str().unwrap().lines().find_map(|line| {
            line.split(',').find(|cell| cell.len() == 16 && cell.bytes().all(|byte| byte.is_ascii_hexdigit()))
        });
        let filled = format!("指纹,决定,理由,单位\n{},退回,请改正,青石县教育局\n", fingerprint.unwrap());
        fs::write(place.path("填好.csv"), filled).unwrap();
        let field = page.find(Locator::Css("[data-sheet]")).await.unwrap();
        field.send_keys(&place.path("填好.csv").display().to_string()).await.unwrap();
        says(page, "h1", "将会导入：填好.csv").await;
        assert!(!place.decisions().contains("请改正"));
        page.find(Locator::Css("form[action='/import/apply'] button")).await.unwrap().click().await.unwrap();
        says(page, "h1", "已导入").await;
        assert!(place.decisions().contains("退回,请改正"));
    });
}

#[test]
fn nobody_else_is_let_in() {
    in_browser(async |place, driver, page| {
        let other = driver.browser(&place.folder, "other").await;
        // Neither without the cookie nor with the address that is used up.
        for path in ["/findings", place.address.strip_prefix(place.base()).unwrap()] {
            other.goto(&format!("{}{path}", place.base())).await.unwrap();
            says(&other, ".short", "地址").await;
        }
        // A page from elsewhere, in the browser that is let in, changes nothing and sees nothing.
        page.execute(
            "const done = arguments; return fetch('/desk/add?name=a.txt', { method: 'POST', body: done[0], \
             headers: { 'content-type': 'application/octet-stream' } }).then((a) => a.status)",
            vec![report("青石县水利局").into()],
        )
        .await
        .unwrap();
        let foreign = format!(
            "<form method=post action=\"{}/desk/clear\"><button>x</button></form><iframe src=\"{0}/desk\"></iframe>",
            place.base()
        );
        fs::write(place.path("foreign.html"), foreign).unwrap();
        page.goto(&format!("file://{}", place.path("foreign.html").display())).await.unwrap();
        page.find(Locator::Css("button")).await.unwrap().click().await.unwrap();
        says(page, ".short", "不是从本页面发出的").await;
        page.goto(&format!("{}/desk", place.base())).await.unwrap();
        says(page, "tbody", "青石县水利局").await;
        // An address from the page lets the other browser in, once.
        page.find(Locator::Css("form[action='/invite'] button")).await.unwrap().click().await.unwrap();
        let address = find(page, "input.address").await.prop("value").await.unwrap().unwrap();
        other.goto(&address).await.unwrap();
        find(&other, "nav a[aria-current=page]").await;
        other.close().await.unwrap();
    });
}

/// Keyboard and screen reader: everything that can be used has a name, nothing is cut off sideways, and nothing goes wrong
/// in the browser.
#[test]
fn pages_are_fit_for_people() {
    in_browser(async |place, _, page| {
        let unit = "%E9%9D%92%E7%9F%B3%E5%8E%BF%E6%95%99%E8%82%B2%E5%B1%80";
        let report = format!("/report?unit={unit}&year=2023");
        for path in ["/", "/findings", "/units", "/changes", "/stats", "/trade", "/desk", "/help", &report] {
            page.goto(&format!("{}{path}", place.base())).await.unwrap();
            let nameless = run(
                page,
                "return [...document.querySelectorAll('a,button,input:not([type=hidden]),select,section[tabindex]')].filter((e) => \
                 !(e.getAttribute('aria-label') || e.textContent.trim() || e.closest('label')?.textContent.trim() || e.title))\
                 .map((e) => e.outerHTML)",
            );
            assert_eq!(nameless.await, json!([]), "{path}");
            let wide = run(page, "return document.documentElement.scrollWidth - innerWidth").await;
            assert!(wide.as_i64().unwrap() <= 0, "{path} is {wide} too wide");
        }
        let other =
            run(page, "return performance.getEntriesByType('resource').map((e) => new URL(e.name).origin)")
                .await;
        let origins = other.as_array().unwrap();
        assert!(!origins.is_empty() && origins.iter().all(|origin| origin == place.base()), "{other}");
    });
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it() {
    let mut place = Place::new();
    let kill = Command::new("kill").args(["-INT", &place.server.id().to_string()]).status().unwrap();
    assert!(kill.success());
    for _ in 0..100 {
        if let Some(status) = place.server.try_wait().unwrap() {
            assert_eq!(status.code(), Some(0));
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("it goes on");
}
