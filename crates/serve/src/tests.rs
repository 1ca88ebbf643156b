//! What the server lets in and what it refuses, by requests within this process.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Method, Request, StatusCode, header};
use gouji_engine::{Beside, Home, Input, Session};
use gouji_ledger::{Access, As, Chosen, Filter, Ledger, Wanted};
use tempfile::TempDir;
use tower::ServiceExt;

use crate::app::App;
use crate::routes;

const PORT: u16 = 4321;
const HOST: &str = "127.0.0.1:4321";
const ORIGIN: &str = "http://127.0.0.1:4321";

/// Of a report: two errors, a warning.
const RULES: [(&str, &str, &str, &str); 3] = [
    ("N01", "error", "wrong-act", "《公开法》"),
    ("N02", "warning", "vague", "若干件"),
    ("N03", "error", "wrong-body", "信息办"),
];

/// A server with a season of one report.
struct Place {
    folder: TempDir,
    app: Arc<App>,
    router: Router,
    cookie: String,
}

/// An answer.
struct Answer {
    status: StatusCode,
    text: String,
    headers: axum::http::HeaderMap,
}

fn report() -> String {
    let report = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/reports/clean-2023.txt");
    let report = fs::read_to_string(report).unwrap();
    let (before, after) = report.split_once("一、总体情况\n").unwrap();
    format!("{before}一、总体情况\n依据《公开法》，信息办办理若干件。\n{after}")
}

fn session(folder: &TempDir) -> Session {
    let rules = folder.path().join("home/rules");
    fs::create_dir_all(rules.join("qingshi")).unwrap();
    fs::write(rules.join("all.toml"), "title = \"全部\"\nsignature = \"off\"\npacks = [\"qingshi\"]\n")
        .unwrap();
    for (code, severity, name, words) in RULES {
        let rule = format!(
            "code = '{code}'\nname = 'qingshi/{name}'\nseverity = '{severity}'\ncertainty = 'certain'\ntitle = '写法不当'\n\
             basis = '测试的依据'\nwhy = '测试'\n[wording]\nfind = ['{words}']\nbetter = '别的'\n[[bad]]\n\
             report = \"overview = '{words}。'\"\nfinds = '测试'\n[[good]]\nreport = \"overview = '好。'\"\n"
        );
        fs::write(rules.join(format!("qingshi/{name}.toml")), rule).unwrap();
    }
    // What only last year's report can tell.
    let rule = "code = 'N04'\nname = 'qingshi/carried'\nseverity = 'error'\ntitle = '上年的结转对不上'\n\
                basis = '测试的依据'\nwhy = '测试'\nholds = '上年.表三.结转下年度.总计 = 表三.上年结转.总计'\n\
                [[bad]]\nreport = \"requests.carried_in = [0, 0, 0, 0, 0, 0, 0]\\nlast_year.requests.carried_out = [1, 0, 0, 0, 0, 0, 1]\"\n\
                finds = '测试'\n[[good]]\nreport = \"overview = '好。'\"\n";
    fs::write(rules.join("qingshi/carried.toml"), rule).unwrap();
    Session::of(Home::at(&folder.path().join("home"))).profile("all").open().unwrap()
}

fn season(folder: &TempDir, session: &Session) -> PathBuf {
    let (ledger, file) = (folder.path().join("季.gouji"), folder.path().join("年报.txt"));
    fs::write(&file, report()).unwrap();
    let open = Ledger::open(&ledger, Access::Create).unwrap();
    let run = open.begin(session.today).unwrap();
    session.check_all(&[Input::File(file)], Beside::default(), 1, &mut |checked| {
        let basis = session.basis(Beside::default(), &checked);
        open.keep(run, &checked, basis.as_deref(), false);
    });
    open.settle(run).unwrap();
    ledger
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut session = session(&folder);
        session.tables = true;
        let ledger = season(&folder, &session);
        let app = Arc::new(App::new(session, Some(ledger), PORT, None).unwrap());
        let cookie = app.keys.cookie().split(';').next().unwrap().to_owned();
        Self { folder, router: routes::all(Arc::clone(&app)), app, cookie }
    }

    fn send(&self, request: Request<Body>) -> Answer {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let answer = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = answer.into_parts();
            let text = String::from_utf8_lossy(&to_bytes(body, 1 << 24).await.unwrap()).into_owned();
            Answer { status: parts.status, text, headers: parts.headers }
        })
    }

    /// As a page of this server asks.
    fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::HOST, HOST).header(header::COOKIE, &self.cookie);
        self.send(request.body(Body::empty()).unwrap())
    }

    fn post(&self, path: &str, kind: &str, body: impl Into<Body>) -> Answer {
        let request = Request::post(path)
            .header(header::HOST, HOST)
            .header(header::COOKIE, &self.cookie)
            .header(header::ORIGIN, ORIGIN)
            .header(header::ACCEPT, "application/json")
            .header(header::CONTENT_TYPE, kind);
        self.send(request.body(body.into()).unwrap())
    }

    fn form(&self, path: &str, pairs: &[(&str, &str)]) -> Answer {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(pairs);
        self.post(path, "application/x-www-form-urlencoded", form.finish())
    }

    fn ledger(&self) -> Ledger {
        Ledger::open(&self.folder.path().join("季.gouji"), Access::Write).unwrap()
    }

    /// Findings with what was decided: rule, number, decision.
    fn findings(&self) -> Vec<(String, String, String)> {
        let found = self.ledger().find(&Filter::default(), self.app.day(), 0, 100).unwrap();
        let mut all: Vec<_> = found
            .lines
            .into_iter()
            .map(|seen| (seen.line.rule, seen.id.to_string(), seen.line.decision))
            .collect();
        all.sort();
        all
    }

    fn moment(&self) -> String {
        let moment = self.ledger().find(&Filter::default(), self.app.day(), 0, 1).unwrap().moment;
        format!("{}-{}", moment.decision, moment.finding)
    }
}

fn request(method: Method, path: &str, headers: &[(&str, &str)]) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(Body::empty()).unwrap()
}

#[test]
fn only_pages_of_this_server_are_answered() {
    let place = Place::new();
    let cookie = place.cookie.as_str();
    let foreign = cookie.replace("4321", "4322");
    let form = "application/x-www-form-urlencoded";
    for (method, path, headers, expected) in [
        (Method::GET, "/", &[("host", HOST), ("cookie", cookie)][..], 200),
        (Method::GET, "/", &[("host", "localhost:4321"), ("cookie", cookie)], 200),
        // Names that lead to this machine all the same, and none.
        (Method::GET, "/", &[("host", "evil.example:4321"), ("cookie", cookie)], 421),
        (Method::GET, "/", &[("host", "127.0.0.1"), ("cookie", cookie)], 421),
        (Method::GET, "/", &[("cookie", cookie)], 421),
        // Without the cookie, and with another server's.
        (Method::GET, "/findings", &[("host", HOST)], 403),
        (Method::GET, "/findings", &[("host", HOST), ("cookie", &foreign)], 403),
        (Method::GET, "/findings", &[("host", HOST), ("cookie", "gouji-4321=0")], 403),
        (Method::GET, "/page.mjs", &[("host", HOST)], 403),
        (Method::GET, "/nothing", &[("host", HOST)], 403),
        (Method::GET, "/nothing", &[("host", HOST), ("cookie", cookie)], 404),
        // Tokens that nobody gave.
        (Method::GET, "/enter", &[("host", HOST)], 403),
        (Method::GET, "/enter?token=", &[("host", HOST)], 403),
        (Method::GET, "/enter?token=0123456789abcdef", &[("host", HOST)], 403),
        // Changes from other pages, or from nobody knows where.
        (Method::POST, "/desk/clear", &[("host", HOST), ("cookie", cookie), ("content-type", form)], 403),
        (
            Method::POST,
            "/desk/clear",
            &[("host", HOST), ("cookie", cookie), ("origin", "http://evil.example"), ("content-type", form)],
            403,
        ),
        (
            Method::POST,
            "/desk/clear",
            &[("host", HOST), ("cookie", cookie), ("origin", "null"), ("content-type", form)],
            403,
        ),
        (
            Method::POST,
            "/desk/clear",
            &[("host", HOST), ("cookie", cookie), ("origin", "http://127.0.0.1:80"), ("content-type", form)],
            403,
        ),
        (
            Method::POST,
            "/desk/clear",
            &[
                ("host", HOST),
                ("cookie", cookie),
                ("origin", ORIGIN),
                ("sec-fetch-site", "same-site"),
                ("content-type", form),
            ],
            403,
        ),
        (Method::POST, "/desk/clear", &[("host", HOST), ("origin", ORIGIN), ("content-type", form)], 403),
        (
            Method::POST,
            "/desk/clear",
            &[("host", HOST), ("cookie", cookie), ("origin", ORIGIN), ("content-type", "text/plain")],
            415,
        ),
        (
            Method::POST,
            "/desk/clear",
            &[("host", HOST), ("cookie", cookie), ("origin", ORIGIN), ("content-type", form)],
            303,
        ),
        (Method::POST, "/findings", &[("host", HOST), ("cookie", cookie), ("origin", ORIGIN)], 405),
        (Method::DELETE, "/findings", &[("host", HOST), ("cookie", cookie)], 405),
    ] {
        let answer = place.send(request(method.clone(), path, headers));
        assert_eq!(answer.status.as_u16(), expected, "{method} {path} {headers:?}\n{}", answer.text);
        if answer.status.is_client_error() {
            assert!(answer.text.contains("class=\"short\">"), "{}", answer.text);
        }
    }
}

#[test]
fn every_answer_says_what_a_browser_may_do() {
    let place = Place::new();
    let refused = place.send(request(Method::GET, "/", &[("host", "evil.example")]));
    for answer in [place.get("/"), place.get("/page.mjs"), place.get("/desk/export?format=csv"), refused] {
        let policy = answer.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("cache-control", "no-store"),
            ("referrer-policy", "same-origin"),
        ] {
            assert_eq!(answer.headers[name], value);
        }
        assert!(!answer.headers.contains_key("access-control-allow-origin"));
    }
    // The policy would stop them: pages have none.
    for path in ["/", "/findings", "/units", "/changes", "/rollup", "/stats", "/trade", "/desk", "/help"] {
        let page = place.get(path);
        assert_eq!(page.status, StatusCode::OK, "{path}");
        for inline in ["<script>", " style=", " onclick=", "javascript:", "写不出来"] {
            assert!(!page.text.contains(inline), "{path} {inline}");
        }
    }
}

#[test]
fn an_address_lets_one_browser_in() {
    let place = Place::new();
    let address = place.app.keys.invite().unwrap();
    let path = address.strip_prefix(ORIGIN).unwrap();
    let enter = |headers: &[(&str, &str)]| place.send(request(Method::GET, path, headers));
    // Neither a foreign name nor a wrong token uses it up.
    assert_eq!(enter(&[("host", "evil.example")]).status.as_u16(), 421);
    let first = enter(&[("host", HOST)]);
    let cookie = first.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(
        cookie.starts_with("gouji-4321=") && cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"),
        "{cookie}"
    );
    let second = enter(&[("host", HOST)]);
    assert_eq!((second.status.as_u16(), second.headers.get(header::SET_COOKIE)), (403, None));
    // Whoever is in is not put off by the used address.
    assert_eq!(enter(&[("host", HOST), ("cookie", &place.cookie)]).status.as_u16(), 200);
}

#[test]
fn dropped_files_are_named_harmlessly_and_kept_nowhere() {
    let place = Place::new();
    let before = files(&place.folder);
    let name = "/desk/add?name=..%2F..%2Fetc%2Fa%0A%1B%5B2J%3Cb%3E.txt";
    let answer = place.post(name, "application/octet-stream", report());
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert!(answer.text.contains("有错误"), "{}", answer.text);
    let list = place.get("/desk").text;
    assert!(list.contains("etc&#x2f;a␊␛[2J&lt;b&gt;.txt") && !list.contains("..&#x2f;"), "{list}");
    let page = place.get("/desk/1").text;
    assert!(
        page.contains("测试的依据")
            && page.contains("<mark class=\"error\">《公开法》<a class=\"m error\" id=\"m"),
        "{page}"
    );
    assert_eq!(files(&place.folder), before);
    // The same file again takes its own place; what is gone is said.
    place.post(name, "application/octet-stream", report());
    assert_eq!(place.get("/desk/2").status, StatusCode::NOT_FOUND);
    place.form("/desk/clear", &[]);
    assert!(place.get("/desk/1").text.contains("清空"));
}

#[test]
fn two_years_on_the_desk_are_held_against_each_other() {
    let years = || [("今.txt", report()), ("去.txt", report().replace("2023", "2022"))];
    let mut other = years();
    other.reverse();
    for files in [years(), other] {
        let place = Place::new();
        for (name, text) in files {
            let path = format!("/desk/add?name={name}");
            let answer = place.post(&path, "application/octet-stream", text);
            assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
        }
        let of = |year: u16| {
            let entries = place.app.desk.all().0;
            let entry = entries.into_iter().find(|entry| entry.checked.year == Some(year)).unwrap();
            entry.checked.findings.iter().any(|finding| finding.rule == "N04")
        };
        assert_eq!((of(2023), of(2022)), (true, false));
    }
}

#[test]
fn a_package_of_reports_is_taken_apart() {
    use std::io::Write as _;
    let place = Place::new();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [("乡镇/甲.txt", report()), ("图.png", String::new()), ("空.txt", String::new())]
    {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    let answer = place.post("/desk/add?name=年报.zip", "application/octet-stream", bytes);
    let value: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!((value["many"].as_array().unwrap().len(), value["passed"].as_u64()), (2, Some(1)), "{value}");
    let list = place.get("/desk").text;
    assert!(list.contains("年报&#x2f;乡镇&#x2f;甲.txt") && list.contains("无法读取"), "{list}");
    // What is called so and is none is read as what it is.
    assert!(place.post("/desk/add?name=a.zip", "application/octet-stream", "abc").text.contains("无法读取"));
}

fn files(folder: &TempDir) -> Vec<PathBuf> {
    let mut files: Vec<_> = folder.path().read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn what_is_no_report_or_too_large_is_said() {
    let place = Place::new();
    let add = |name: &str, bytes: Vec<u8>| {
        place.post(&format!("/desk/add?name={name}"), "application/octet-stream", bytes)
    };
    assert!(add("a.txt", b"abc".to_vec()).text.contains("无法读取"));
    assert!(add("a.jpg", b"abc".to_vec()).text.contains("图片"));
    assert!(add("a.txt", Vec::new()).text.contains("无法读取"));
    // An archive that says little and unpacks to much.
    assert!(add("bomb.docx", bomb()).text.contains("无法读取"));
    let request = Request::post("/desk/add?name=a.txt")
        .header(header::HOST, HOST)
        .header(header::COOKIE, &place.cookie)
        .header(header::ORIGIN, ORIGIN)
        .header(header::CONTENT_TYPE, "application/octet-stream")
        .header(header::CONTENT_LENGTH, 1_u64 << 40);
    let answer = place.send(request.body(Body::empty()).unwrap());
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let form = "x".repeat(2 << 20);
    assert_eq!(
        place.post("/decide", "application/x-www-form-urlencoded", form).status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    // As other pages could send them without asking.
    for kind in ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"] {
        assert_eq!(
            place.post("/desk/add?name=a.txt", kind, "abc").status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE
        );
    }
}

/// 64 MB of zeros in a DOCX.
fn bomb() -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    for _ in 0..64 {
        archive.write_all(&vec![0; 1 << 20]).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn decisions_are_about_what_was_seen() {
    let place = Place::new();
    let all = place.findings();
    assert_eq!(all.iter().map(|(rule, ..)| rule.as_str()).collect::<Vec<_>>(), ["N01", "N02", "N03"]);
    let (moment, id) = (place.moment(), all[1].1.as_str());
    let decide = |moment: &str, id: &str, how: &str, why: &str, by: &str| {
        place.form("/decide", &[("moment", moment), ("id", id), ("as", how), ("why", why), ("by", by)])
    };
    let answer = decide(&moment, id, "退回", "", "李四");
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(place.findings()[1].2, "退回");
    // A page that is older than that decision.
    let stale = decide(&moment, id, "待定", "", "王五");
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("李四") && stale.text.contains("另有决定"), "{}", stale.text);
    assert_eq!(place.findings()[1].2, "退回");
    assert_eq!(decide(&place.moment(), id, "待定", "", "王五").status, StatusCode::OK);
    assert_eq!(place.findings()[1].2, "待定");
    // What makes no sense changes nothing.
    let now = place.moment();
    for (moment, id, how, why, words) in [
        (now.as_str(), id, "不是问题", " ", "理由"),
        (&now, id, "删除", "", "决定应为"),
        (&now, "", "退回", "", "编号"),
        (&now, "1 OR 1", "退回", "", "编号"),
        ("", id, "退回", "", "重新载入"),
    ] {
        let answer = decide(moment, id, how, why, "");
        assert!(answer.status == StatusCode::BAD_REQUEST && answer.text.contains(words), "{}", answer.text);
    }
    let error = all[0].1.as_str();
    let refused = decide(&now, error, "已说明", "原件如此", "");
    assert!(refused.status == StatusCode::CONFLICT && refused.text.contains("错误"), "{}", refused.text);
    let gone = decide(&now, "999", "退回", "", "");
    assert!(gone.status == StatusCode::CONFLICT && gone.text.contains("没有了"), "{}", gone.text);
    assert_eq!(place.moment(), now);
}

#[test]
fn all_that_match_are_decided_at_once_but_for_what_came_since() {
    let place = Place::new();
    let moment = place.moment();
    // Somebody decides about one of them, at the command line.
    let wanted = Wanted { rules: vec!["N03".to_owned()], ..Wanted::default() };
    let chosen = Chosen {
        decision: As::Pending,
        why: String::new(),
        owner: "赵六".to_owned(),
        day: place.app.day(),
        until: None,
    };
    place.ledger().decide(&wanted, &chosen).unwrap();
    let bulk = [
        ("moment", moment.as_str()),
        ("all", "1"),
        ("filter", "severity=error&decided=none"),
        ("as", "退回"),
    ];
    let answer = place.form("/decide", &bulk);
    assert!(
        answer.text.contains("1 个问题记为“退回”") && answer.text.contains("赵六：待定"),
        "{}",
        answer.text
    );
    let decisions: Vec<String> = place.findings().into_iter().map(|(.., decision)| decision).collect();
    assert_eq!(decisions, ["退回", "", "待定"]);
}

#[test]
fn a_ledger_in_use_is_said_and_left_alone() {
    let place = Place::new();
    let (moment, id) = (place.moment(), place.findings()[0].1.clone());
    let other = place.ledger();
    for path in ["/", "/findings", "/units"] {
        let answer = place.get(path);
        assert!(
            answer.status == StatusCode::CONFLICT && answer.text.contains("正被另一个 gouji 使用"),
            "{}",
            answer.text
        );
    }
    let answer = place.form("/decide", &[("moment", &moment), ("id", &id), ("as", "退回")]);
    assert_eq!(answer.status, StatusCode::CONFLICT);
    drop(other);
    assert_eq!(place.findings()[0].2, "");
    assert_eq!(place.get("/findings").status, StatusCode::OK);
}

#[test]
fn a_report_is_shown_only_as_it_was_checked() {
    let place = Place::new();
    let unit =
        place.ledger().find(&Filter::default(), place.app.day(), 0, 1).unwrap().lines[0].line.unit.clone();
    let path = format!(
        "/report?unit={}&year=2023",
        form_urlencoded::byte_serialize(unit.as_bytes()).collect::<String>()
    );
    let page = place.get(&path).text;
    assert!(page.contains("<mark class=\"error\">《公开法》") && page.contains("name=\"moment\""), "{page}");
    // Another file under that name is not shown.
    fs::write(place.folder.path().join("年报.txt"), "秘密").unwrap();
    let page = place.get(&path).text;
    assert!(!page.contains("秘密") && page.contains("没有找到原来的文件"), "{page}");
    fs::write(place.folder.path().join("年报.txt"), report().replace("若干件", "许多件")).unwrap();
    let page = place.get(&path).text;
    assert!(!page.contains("许多件") && page.contains("改过了") && page.contains("测试的依据"), "{page}");
    assert_eq!(place.get("/report?unit=x&year=2023").status, StatusCode::BAD_REQUEST);
}

#[test]
fn sheets_go_out_and_come_back() {
    let place = Place::new();
    let book = place.get("/export?format=xlsx");
    assert_eq!(
        book.headers[header::CONTENT_DISPOSITION],
        "attachment; filename*=UTF-8''%E6%A3%80%E6%9F%A5%E7%BB%93%E6%9E%9C.xlsx"
    );
    assert_eq!(place.get("/export?format=exe").status, StatusCode::BAD_REQUEST);
    let fingerprint = place.ledger().find(&Filter::default(), place.app.day(), 0, 1).unwrap().lines[0]
        .line
        .fingerprint
        .clone();
    let sheet = format!("指纹,决定,理由\n{fingerprint},退回,请改\n0000000000000000,退回,\n");
    let taken = place.post("/import?name=..%2Fa.csv", "application/octet-stream", sheet);
    assert_eq!(taken.text, "{\"id\":1}");
    // Nothing changes before it is said.
    let shown = place.get("/import?id=1").text;
    assert!(shown.contains("将会导入：a.csv") && shown.contains("第 3 行"), "{shown}");
    assert!(place.findings().iter().all(|(.., decision)| decision.is_empty()));
    let done = place.form("/import/apply", &[("id", "1"), ("by", "李四")]);
    assert!(done.text.contains("已导入") && done.text.contains("1 个决定"), "{}", done.text);
    assert_eq!(place.findings().iter().filter(|(.., decision)| decision == "退回").count(), 1);
    assert_eq!(place.form("/import/apply", &[("id", "7")]).status, StatusCode::NOT_FOUND);
}
