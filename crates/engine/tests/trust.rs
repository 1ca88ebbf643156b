//! What a signature vouches for, and what becomes of packs that are not as they were signed: real libraries, real keys.

mod support;

use std::fs;

use gouji_engine::listing::{self, Relisted};
use gouji_engine::sign::{Secret, SignError};
use gouji_engine::trust::{self, Trust};
use gouji_engine::{Home, Session};
use support::{Installation, TOTALS, library_name, manifest, odd_library};

/// Made by minisign 0.11 itself (`minisign -G -W`, `minisign -S -t …`), over [`HUBEI`]'s list of files.
const PUBLIC: &str = "\
untrusted comment: minisign public key 3994D5A55BB08E06
RWQGjrBbpdWUOSa2KI1pgry08zxAAtR/diUPqDPFlWNDSAqXv1EpP4wx
";
const KEY: &str = "\
untrusted comment: minisign encrypted secret key
RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABo6wW6XVlDmR426k77ofE1N78PGEYxt9hhSP02SKIfpCeToc9PrC8ia2KI1pgry08zxAAtR/diUPqDPFlWNDSAqXv1EpP4wxAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
";
const SUMS: &str = "\
# gouji pack hubei 0.2.0
9d6f7582bb6adb4249ebb2a23e617a6d39b68e3305a0e50af6e9a143657c5f3b  rules/hubei/dictionaries/names.tsv
5d3561b2fbbbcdf0b8693e9792b18a4d6de1dcb9aa727b17a5f3ddbffed0fb1d  rules/hubei/pack.toml
";
const SIGNATURE: &str = "\
untrusted comment: signature from minisign secret key
RUQGjrBbpdWUOYGLZmewTzDgnoaZ9cb/KWiXWmstzM3DbPCW/DkqNlHqjTdZlkAFPHFJEoGOtFdM8gMUGh2gqhyFQHwOT5ZAKgs=
trusted comment: gouji-pack:hubei\tversion:0.2.0
sXMhy7t0piwcX4mTnKUd2R10+Bm4yRLatmEcB95TonTcgnr9bmyqiKy+B4aKygTPa5s0xiFJ96Xo5tfsj8KlCQ==
";
const HUBEI: [(&str, &str); 2] =
    [("pack.toml", "id = 'hubei'\nversion = '0.2.0'\n"), ("dictionaries/names.tsv", "甲\t乙\n")];

/// The pack that minisign itself has signed.
fn by_minisign() -> Installation {
    let installation = Installation::empty();
    for (path, text) in HUBEI {
        installation.rule(&format!("hubei/{path}"), text);
    }
    installation.rule("hubei/gouji-pack.sums", SUMS);
    installation.rule("hubei/gouji-pack.sums.minisig", SIGNATURE);
    installation.rule("hubei.toml", "packs = ['hubei']\nsignature = 'require'\n");
    trust_key(&installation, "湖北", PUBLIC);
    installation
}

fn trust_key(installation: &Installation, name: &str, public: &str) {
    support::write(&installation.path(&format!("keys/{name}.pub")), public);
}

/// The pack `odd` with a library, declared rules and a dictionary, and `hubei` with rules alone, both signed by a key
/// that the installation trusts, and required to be.
fn signed() -> (Installation, Secret) {
    let installation = Installation::empty().with_odd(b'.');
    installation.rule("odd/more.toml", &TOTALS.replace("T3-01", "ODD-03").replace("national/", "odd/"));
    installation.rule("odd/dictionaries/words.tsv", "甲\n");
    installation.rule("hubei/pack.toml", "id = 'hubei'\nversion = '0.2.0'\n");
    installation.rule("hubei/wrong-row-total.toml", &TOTALS.replace("national/", "hubei/"));
    policy(&installation, "require");
    let secret = Secret::generate().unwrap();
    sign(&installation, &secret);
    trust_key(&installation, "省厅", &secret.public().unwrap());
    (installation, secret)
}

fn policy(installation: &Installation, policy: &str) {
    installation.rule("odd.toml", &format!("packs = ['odd']\nsignature = '{policy}'\n"));
    installation.rule("hubei.toml", &format!("packs = ['hubei']\nsignature = '{policy}'\n"));
}

fn sign(installation: &Installation, secret: &Secret) {
    let home = installation.home();
    for id in home.pack_names() {
        secret.sign(&home, &id).unwrap().unwrap();
    }
}

fn trust_of(session: &Session) -> Trust {
    session.packs()[0].trust.clone()
}

/// Changes that every policy but `off` refuses, with these words. In the mode `d` the odd pack complains as soon as it is
/// asked anything: had any of its code run, it would be that what is told.
#[track_caller]
fn tampered(profile: &str, change: impl Fn(&Installation, &Secret), expected: &str) {
    let (installation, secret) = signed();
    assert!(installation.open(profile).is_ok(), "as it was signed");
    change(&installation, &secret);
    for said in ["require", "warn"] {
        policy(&installation, said);
        let expected =
            format!("规则包“{profile}”与它的签名不符：{expected}；请重新安装这个规则包，或向发布者核实");
        assert_eq!(installation.refusal(Some(profile)), (3, expected), "{said}");
    }
}

fn replace_library(installation: &Installation, mode: u8) {
    // A library that is in use must not change under its users.
    fs::remove_file(installation.path("packs/odd").join(library_name())).unwrap();
    installation.install("odd", &odd_library(mode));
}

/// Writes a file into each half of the pack `odd`.
fn both(installation: &Installation, file: &str, text: &str) {
    for half in ["packs", "rules"] {
        fs::write(installation.path(&format!("{half}/odd/{file}")), text).unwrap();
    }
}

fn copy(installation: &Installation, from: &str, into: &str) {
    fs::copy(installation.path(from), installation.path(into)).unwrap();
}

#[test]
fn whatever_differs_from_what_was_signed_is_refused() {
    let library = format!("packs/odd/{}", library_name());
    // The library, its manifest with it.
    tampered("odd", |i, _| replace_library(i, b'd'), "packs/odd/gouji-pack.toml 被改动过");
    // The library alone.
    let change = |i: &Installation, _: &Secret| {
        fs::remove_file(i.path(&library)).unwrap();
        fs::write(i.path(&library), odd_library(b'd')).unwrap();
    };
    tampered("odd", change, &format!("{library} 被改动过"));
    // Another library beside it.
    tampered("odd", |i, _| copy(i, &library, "packs/odd/more.so"), "多出 packs/odd/more.so");
    tampered("odd", |i, _| i.rule("odd/more.toml", "code = 'ODD-03'"), "rules/odd/more.toml 被改动过");
    tampered("odd", |i, _| i.rule("odd/again.toml", "code = 'ODD-04'"), "多出 rules/odd/again.toml");
    let change = |i: &Installation, _: &Secret| fs::remove_file(i.path("rules/odd/more.toml")).unwrap();
    tampered("odd", change, "缺少 rules/odd/more.toml");
    tampered("hubei", |i, _| i.rule("hubei/more.toml", ""), "多出 rules/hubei/more.toml");
    // Version and place of a pack without a library.
    let older = "id = 'hubei'\nversion = '0.1.0'\n";
    tampered("hubei", |i, _| i.rule("hubei/pack.toml", older), "签名的是 0.2.0 版，现在是 0.1.0 版");
}

#[test]
fn the_list_and_its_signature_belong_together() {
    let sums = "packs/odd/gouji-pack.sums";
    let minisig = "packs/odd/gouji-pack.sums.minisig";
    let text = |i: &Installation, path: &str| fs::read_to_string(i.path(path)).unwrap();
    let change = |i: &Installation, secret: &Secret| {
        // What an intruder can do: a list that fits the changed files, under the old signature.
        let old = text(i, minisig);
        replace_library(i, b'd');
        sign(i, secret);
        both(i, "gouji-pack.sums.minisig", &old);
    };
    let id = |i: &Installation| {
        let Trust::Signed { key, .. } = trust_of(&i.open("odd").unwrap()) else { panic!("it is signed") };
        key.id
    };
    let (installation, _) = signed();
    assert_eq!(id(&installation).len(), 16);
    let (installation, secret) = signed();
    change(&installation, &secret);
    let (exit, said) = installation.refusal(Some("odd"));
    assert!(said.contains("gouji-pack.sums 与签名不符，被改动过，或者不是密钥"), "{said}");
    assert_eq!(exit, 3);

    tampered("odd", |i, _| fs::remove_file(i.path(minisig)).unwrap(), &format!("缺少 {minisig}"));
    tampered("odd", |i, _| fs::remove_file(i.path(sums)).unwrap(), &format!("缺少 {sums}"));
    let change = |i: &Installation, _: &Secret| fs::write(i.path(minisig), "签名\n").unwrap();
    tampered("odd", change, "packs/odd 和 rules/odd 里的 gouji-pack.sums.minisig 不一样");
    let damage = |i: &Installation, _: &Secret| both(i, "gouji-pack.sums.minisig", "签名\n");
    tampered("odd", damage, "gouji-pack.sums.minisig 已损坏，不是 minisign 的签名");
    // The comment with id and version is signed too.
    let (installation, _) = signed();
    let other = text(&installation, minisig).replace("version:0.1.0", "version:0.1.1");
    both(&installation, "gouji-pack.sums.minisig", &other);
    assert!(installation.refusal(Some("odd")).1.contains("与签名不符"));
}

#[test]
fn the_signature_of_one_pack_is_not_that_of_another() {
    // Renamed as a whole: what the signature lists is not there, but its id is told first.
    let rename = |i: &Installation, _: &Secret| {
        fs::remove_dir_all(i.path("rules/hubei")).unwrap();
        fs::create_dir_all(i.path("rules/hubei")).unwrap();
        let home = Home::at(i.root.path());
        let secret = Secret::generate().unwrap();
        trust_key(i, "另一家", &secret.public().unwrap());
        i.rule("hunan/pack.toml", "id = 'hunan'\nversion = '0.2.0'\n");
        secret.sign(&home, "hunan").unwrap().unwrap();
        i.rule("hubei/pack.toml", "id = 'hubei'\nversion = '0.2.0'\n");
        for file in ["gouji-pack.sums", "gouji-pack.sums.minisig"] {
            copy(i, &format!("rules/hunan/{file}"), &format!("rules/hubei/{file}"));
        }
    };
    tampered("hubei", rename, "签名是给规则包“hunan”的，它被改了名或者调换了");
    // An older version's signature does not pass for the newer one's, nor the other way round.
    let downgrade = |i: &Installation, _: &Secret| {
        let sums = ["gouji-pack.sums", "gouji-pack.sums.minisig"].map(|f| i.path("packs/odd").join(f));
        let old = sums.each_ref().map(|path| fs::read(path).unwrap());
        let mut newer = manifest("odd", &odd_library(b'.'));
        newer.version = "0.2.0".to_owned();
        newer.write(&i.path("packs/odd")).unwrap();
        sums.iter().zip(old).for_each(|(path, bytes)| fs::write(path, bytes).unwrap());
    };
    tampered("odd", downgrade, "签名的是 0.1.0 版，现在是 0.2.0 版");
}

#[test]
fn a_trusted_key_signs_other_things_too() {
    // The same key, but no signature of a pack.
    let installation = by_minisign();
    let other = SIGNATURE.replace("gouji-pack:hubei\tversion:0.2.0", "timestamp:1");
    installation.rule("hubei/gouji-pack.sums.minisig", &other);
    assert!(installation.refusal(Some("hubei")).1.contains("与签名不符"));
}

#[test]
fn minisign_signs_and_we_verify() {
    let installation = by_minisign();
    let session = installation.open("hubei").unwrap();
    let said = trust_of(&session).to_string();
    assert_eq!(said, "由“湖北”签名（密钥 3994D5A55BB08E06）");
    installation.rule("hubei/wrong-row-total.toml", &TOTALS.replace("national/", "hubei/"));
    let said = installation.refusal(Some("hubei")).1;
    assert!(said.contains("多出 rules/hubei/wrong-row-total.toml"), "{said}");
}

#[test]
fn keys_of_minisign_sign_the_same_list() {
    let installation = by_minisign();
    let file = installation.path("minisign.key");
    fs::write(&file, KEY).unwrap();
    let mut nobody = || panic!("it has no password");
    let secret = Secret::read(&file, &mut nobody).unwrap();
    assert_eq!(secret.id(), "3994D5A55BB08E06");
    assert_eq!(secret.public().unwrap().lines().nth(1), PUBLIC.lines().nth(1));
    let signed = secret.sign(&installation.home(), "hubei").unwrap().unwrap();
    assert_eq!(fs::read_to_string(&signed.sums).unwrap(), SUMS);
    assert!(installation.open("hubei").is_ok());

    fs::write(&file, PUBLIC).unwrap();
    assert!(matches!(Secret::read(&file, &mut nobody), Err(SignError::NotAKey(_))));
}

#[test]
fn words_may_be_changed_and_that_is_told() {
    let (installation, _) = signed();
    installation.rule("odd/dictionaries/words.tsv", "甲\n乙\n");
    installation.rule("odd/dictionaries/more.tsv", "丙\n");
    let Trust::Signed { edited, .. } = trust_of(&installation.open("odd").unwrap()) else {
        panic!("it is signed")
    };
    assert_eq!(edited, ["rules/odd/dictionaries/more.tsv", "rules/odd/dictionaries/words.tsv"]);
}

/// What each policy makes of a pack: it is used with this trust, or refused with these words.
#[track_caller]
fn under(installation: &Installation, said: &str, expected: Result<Trust, &str>) {
    policy(installation, said);
    match (installation.open("odd"), expected) {
        (Ok(session), Ok(trust)) => assert_eq!(trust_of(&session), trust),
        (Err(error), Err(words)) => {
            assert_eq!(
                (support::exit_code(&error), installation.anonymous(&error.to_string()).as_str()),
                (3, words)
            );
        }
        (Ok(session), Err(_)) => panic!("{}", trust_of(&session)),
        (Err(error), Ok(_)) => panic!("{error}"),
    }
}

#[test]
fn without_a_trusted_signature_the_policy_decides() {
    let (installation, secret) = signed();
    fs::remove_dir_all(installation.path("keys")).unwrap();
    let unknown = || Trust::UnknownKey(secret.id());
    let refused = format!(
        "配置要求规则包有可信的签名，而“odd”签名的密钥 {} 不在可信之列；请向发布者要有签名的规则包，核对他的公钥后放进 HOME/keys",
        secret.id()
    );
    under(&installation, "require", Err(&refused));
    under(&installation, "warn", Ok(unknown()));
    under(&installation, "off", Ok(unknown()));
    for file in ["gouji-pack.sums", "gouji-pack.sums.minisig"] {
        fs::remove_file(installation.path("packs/odd").join(file)).unwrap();
        fs::remove_file(installation.path("rules/odd").join(file)).unwrap();
    }
    let refused = "配置要求规则包有可信的签名，而“odd”没有签名；请向发布者要有签名的规则包，核对他的公钥后放进 HOME/keys";
    under(&installation, "require", Err(refused));
    under(&installation, "warn", Ok(Trust::Unsigned));
    let doubtful = |i: &Installation| i.open("odd").unwrap().doubtful().count();
    assert_eq!(doubtful(&installation), 1);
    policy(&installation, "off");
    assert_eq!(doubtful(&installation), 0);
    // Nothing said is `warn`.
    installation.rule("odd.toml", "packs = ['odd']\n");
    assert_eq!(doubtful(&installation), 1);
}

#[test]
fn where_nobody_asks_for_signatures_a_pack_is_still_whole() {
    let (installation, _) = signed();
    both(&installation, "gouji-pack.sums.minisig", "签名\n");
    under(&installation, "off", Ok(Trust::Unsigned));
    let change = &TOTALS.replace("T3-01", "ODD-04").replace("national/", "odd/");
    installation.rule("odd/more.toml", change);
    let refused = "规则包“odd”不完整：rules/odd/more.toml 被改动过；请重新安装这个规则包，自己改的，再运行一次 gouji pack test";
    under(&installation, "off", Err(refused));
}

/// Each half of a pack knows of the other: taken away, it is missed, whoever has signed the pack.
#[test]
fn half_a_pack_is_none() {
    let without = |path: &str, refused: &str| {
        let (installation, _) = signed();
        fs::remove_dir_all(installation.path(path)).unwrap();
        let said = |why: &str| installation.refusal(Some("odd")).1.contains(why);
        assert!(said(&format!("与它的签名不符：缺少 {refused}")), "{:?}", installation.refusal(Some("odd")));
        // Nobody has signed it, and nobody asks.
        let (installation, _) = signed();
        policy(&installation, "off");
        for half in ["packs", "rules"] {
            fs::remove_file(installation.path(&format!("{half}/odd/gouji-pack.sums.minisig"))).unwrap();
        }
        assert_eq!(listing::relist(&installation.home(), "odd").unwrap(), Relisted::Written);
        assert_eq!(listing::relist(&installation.home(), "odd").unwrap(), Relisted::Kept);
        assert_eq!(trust_of(&installation.open("odd").unwrap()), Trust::Unsigned);
        fs::remove_dir_all(installation.path(path)).unwrap();
        let (exit, said) = installation.refusal(Some("odd"));
        assert!(said.starts_with(&format!("规则包“odd”不完整：缺少 {refused}")), "{said}");
        assert_eq!(exit, 3);
    };
    without("packs/odd", "packs/odd/");
    without("rules/odd", "rules/odd/");
    without("rules/odd/dictionaries", "rules/odd/dictionaries/words.tsv");
}

#[test]
fn an_author_who_changes_a_signed_pack_is_told() {
    let (installation, _) = signed();
    installation.rule(
        "odd/again.toml",
        &TOTALS.replace("T3-01", "ODD-04").replace("national/", "odd/").replace("wrong-row-total", "again"),
    );
    assert_eq!(listing::relist(&installation.home(), "odd").unwrap(), Relisted::Unsigned);
    under(&installation, "off", Ok(Trust::Unsigned));
    // One of rules alone has no other half to be missed by.
    let installation = Installation::new();
    assert_eq!(listing::relist(&installation.home(), "national").unwrap(), Relisted::Kept);
    assert!(!installation.path("rules/national/gouji-pack.sums").exists());
}

#[test]
fn what_a_base_requires_those_that_build_on_it_do_too() {
    let installation = Installation::empty().with_odd(b'.');
    installation.rule("base.toml", "packs = ['odd']\nsignature = 'require'\n");
    installation.rule("mine.toml", "extends = 'base'\nsignature = 'off'\n");
    let (exit, said) = installation.refusal(Some("mine"));
    assert!(said.starts_with("配置要求规则包有可信的签名，而“odd”没有签名"), "{said}");
    assert_eq!(exit, 3);
    // Of all the profiles of a run too, whichever comes first: their packs are shared.
    installation.rule("base.toml", "packs = ['odd']\nsignature = 'off'\n");
    installation.rule("mine.toml", "packs = ['odd']\nsignature = 'require'\n");
    assert_eq!(installation.refusal(None).0, 3);
}

#[test]
fn a_profile_may_trust_keys() {
    let (installation, secret) = signed();
    fs::remove_dir_all(installation.path("keys")).unwrap();
    let key = secret.public().unwrap().lines().nth(1).unwrap().to_owned();
    let profile = |key: &str| {
        installation.rule(
            "odd.toml",
            &format!("packs = ['odd']\nsignature = 'require'\n[keys]\n'县政务公开办' = '{key}'\n"),
        );
    };
    profile(&key);
    let Trust::Signed { key: by, .. } = trust_of(&installation.open("odd").unwrap()) else {
        panic!("it is signed")
    };
    assert_eq!(by.name, "县政务公开办");
    profile("RWQ");
    let (exit, said) = installation.refusal(Some("odd"));
    assert!(said.contains("odd.toml:4:12：应为 minisign 的公钥，即 .pub 文件的第二行"), "{said}");
    assert_eq!(exit, 2);
    installation.rule("odd.toml", "packs = ['odd']\nsignature = 'required'\n");
    let said = installation.refusal(Some("odd")).1;
    assert!(
        said.ends_with("signature 不能写“required”，您是否想写“require”？；可以写：off、warn、require"),
        "{said}"
    );
}

#[test]
fn a_broken_key_is_pointed_at() {
    let (installation, _) = signed();
    trust_key(&installation, "坏的", "untrusted comment: …\nRWQ\n");
    assert_eq!(
        installation.refusal(Some("odd")),
        (3, "HOME/keys/坏的.pub 不是 minisign 的公钥，请更正或移走".to_owned())
    );
}

#[cfg(unix)]
#[test]
fn what_anybody_may_change_proves_nothing() {
    use std::os::unix::fs::PermissionsExt;
    for path in [
        ".",
        "keys",
        "keys/省厅.pub",
        "rules",
        "rules/odd",
        "rules/odd/more.toml",
        "rules/odd/dictionaries",
        "rules/odd/dictionaries/words.tsv",
        "packs/odd/gouji-pack.sums",
        "packs/odd/gouji-pack.sums.minisig",
    ] {
        let (installation, _) = signed();
        let real = installation.path(path);
        let mode = fs::metadata(&real).unwrap().permissions().mode() | 0o002;
        fs::set_permissions(real, fs::Permissions::from_mode(mode)).unwrap();
        let path = format!("HOME/{path}").replace("/.", "");
        let expected = format!("{path} 任何人都可以改写，不予载入；请收紧权限（chmod o-w）");
        assert_eq!(installation.refusal(Some("odd")), (3, expected));
    }
}

/// Links are followed: what counts is where they lead.
#[cfg(unix)]
#[test]
fn links_are_looked_through() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (installation, _) = signed();
    fs::rename(installation.path("packs/odd"), installation.path("odd")).unwrap();
    symlink(installation.path("odd"), installation.path("packs/odd")).unwrap();
    assert!(installation.open("odd").is_ok());
    fs::set_permissions(installation.path("odd"), fs::Permissions::from_mode(0o777)).unwrap();
    let (exit, said) = installation.refusal(Some("odd"));
    assert!(said.starts_with("HOME/odd 任何人都可以改写"), "{said}");
    assert_eq!(exit, 3);
    // Nor may anybody put another folder there.
    fs::create_dir(installation.path("aside")).unwrap();
    fs::rename(installation.path("odd"), installation.path("aside/odd")).unwrap();
    fs::remove_file(installation.path("packs/odd")).unwrap();
    symlink(installation.path("aside/odd"), installation.path("packs/odd")).unwrap();
    for (folder, mode) in [("aside/odd", 0o755), ("aside", 0o777)] {
        fs::set_permissions(installation.path(folder), fs::Permissions::from_mode(mode)).unwrap();
    }
    assert!(installation.refusal(Some("odd")).1.starts_with("HOME/aside 任何人都可以改写"));
    fs::set_permissions(installation.path("aside"), fs::Permissions::from_mode(0o1777)).unwrap();
    assert!(installation.open("odd").is_ok());
}

#[test]
fn a_pack_without_a_version_is_not_signed() {
    let installation = Installation::new();
    let secret = Secret::generate().unwrap();
    let said =
        installation.anonymous(&secret.sign(&installation.home(), "national").unwrap_err().to_string());
    assert_eq!(
        said,
        "规则包“national”没有写版本，签名要写明版本；请在 HOME/rules/national/pack.toml 里写 version = \"0.1.0\""
    );
}

#[test]
fn keys_may_be_locked() {
    let installation = Installation::empty();
    let (key, public) = (installation.path("a.key"), installation.path("a.pub"));
    let made = Secret::create(&key, &public, Some("口令".to_owned())).unwrap();
    let read = Secret::read(&key, &mut || Ok("口令".to_owned())).unwrap();
    assert_eq!((read.id(), read.public().unwrap()), (made, fs::read_to_string(&public).unwrap()));
    installation.rule("hubei/pack.toml", "id = 'hubei'\nversion = '0.2.0'\n");
    assert!(read.sign(&installation.home(), "hubei").unwrap().is_some());
    let wrong = Secret::read(&key, &mut || Ok("口今".to_owned()));
    assert!(matches!(wrong, Err(SignError::WrongPassword(_))));
    let none = Secret::read(&key, &mut || Err(std::io::ErrorKind::UnexpectedEof.into()));
    assert!(matches!(none, Err(SignError::NoPassword(_))));
}

#[test]
fn keys_are_not_overwritten() {
    let installation = Installation::empty();
    let (key, public) = (installation.path("a.key"), installation.path("a.pub"));
    let made = Secret::create(&key, &public, None).unwrap();
    assert_eq!(Secret::read(&key, &mut || panic!("it has no password")).unwrap().id(), made);
    assert!(matches!(Secret::create(&key, &public, None), Err(SignError::Exists(_))));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn to_verify_runs_nothing() {
    let (installation, _) = signed();
    replace_library(&installation, b'd');
    let home = Home::at(installation.root.path());
    let verified = trust::verify(&home, "odd", &home.keys, &[]).unwrap().unwrap();
    assert_eq!(verified.trust, Err("packs/odd/gouji-pack.toml 被改动过".to_owned()));
    let none = trust::verify(&home, "nobody", &home.keys, &[]).unwrap();
    assert_eq!(none, None);
}
