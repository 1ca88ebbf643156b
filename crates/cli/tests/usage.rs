//! The program as a user meets it before any report is read: help, and what is wrong with the arguments.

use std::process::{Command, Output};

use expect_test::{Expect, expect};

fn gouji(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(words)
        .env("NO_COLOR", "1")
        .env_remove("GOUJI_LOG")
        .env_remove("GOUJI_HOME")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[track_caller]
fn helps(words: &[&str], expected: Expect) {
    let output = gouji(words);
    expected.assert_eq(&text(&output.stdout));
    assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""));
}

#[test]
fn help() {
    helps(
        &[],
        expect![[r#"
            勾稽：检查政府信息公开工作年度报告，表内、表间、表文是否一致，格式和用语是否合乎规定。完全离线。

            用法：gouji [选项] <命令>

            命令：
              check        检查报告
              baseline     把现有的问题写成基线，以后只看新的问题
              ledger       查看和管理台账：哪些单位报了、没报，问题改了没有，作过什么决定
              decide       对台账里的问题作决定：退回、已说明、不是问题、待定
              annotate     把问题写成批注，放进副本里（Word、Excel；其他格式写成网页）
              fix          改好算得准的格子，写成新文件（文本、网页）
              serve        在浏览器里查文件、看台账、作决定（只在本机，不联网）
              read         显示从一份报告里读到了什么：各部分、三张表、正文数字、没读懂的地方
              rules        列出规则
              explain      解释一条规则：依据、理由、例子、怎样停用
              packs        列出规则包
              pack         制作、验收、比较、签名和锁定规则包：new、test、check、diff、docs、sign、verify、key、lock
              profiles     列出配置：各用哪些规则包，自动用于哪些报告
              schema       输出 JSON 结果的 JSON Schema
              completions  输出命令行补全脚本

            选项：
                  --isolate[=<哪些>]   动态库在隔离的进程里运行：auto 没有可信签名的（默认）、always
                                       所有的（只写 --isolate 也是）、never 都不隔离
                  --pack-timeout <秒>  隔离的规则包查一份报告最多用多久，超过就停止，这份报告算没有查完（默认
                                       10）
                  --home <文件夹>      安装目录，里面有 rules 和 packs（默认：GOUJI_HOME，其次是程序旁边）
              -v, --verbose...         在标准错误输出写日志；-vv 更详细
              -h, --help               显示帮助
              -V, --version            显示版本

            例子：
              gouji check 年报.html                     检查一份报告
              gouji check 2023年报/ --output 结果.xlsx --output 结果.html
                                                        检查整个文件夹，结果写成工作簿和网页
              gouji check 县政府.txt --previous 去年/ --children 各部门/
                                                        与上年报告、下级报告一起核对
              gouji baseline 2023年报/ --output 基线.toml
                                                        记下现有的问题；以后 check --baseline 只看新的
              gouji check 2023年报/ --ledger 2023.gouji 记在台账里：没变的不重查，中断了接着查
              gouji serve                               在浏览器里查文件；gouji serve 2023.gouji 打开台账
              gouji ledger units                        哪些单位报了，哪些没报，各有多少问题
              gouji explain T3-02                       一条规则的依据、理由和例子

            退出码：
              0  没有达到 --fail-on 的问题      2  用法或配置不对
              1  有达到 --fail-on 的问题        3  有内容读不出，或规则包、规则出错（其余结果照常给出）

            环境变量：
              GOUJI_HOME  安装目录（里面有 rules 和 packs）；GOUJI_LOG  日志级别，如 debug；NO_COLOR  不用颜色
              GOUJI_SOFFICE  LibreOffice 的 soffice 的完整路径（读 DOC、WPS、RTF、ODT 时用；默认在 PATH 里找）
              GOUJI_TODAY  今天的日期，如 2027-03-31（豁免是否到期按它算）
        "#]],
    );
    helps(
        &["check", "--help"],
        expect![[r#"
            检查报告

            用法：gouji check [选项] <路径>...

            参数：
              <路径>...  文件、文件夹（连同下级文件夹），或 -（标准输入）

            选项：
                  --profile <配置>     配置的名称或文件（默认：按每份报告的机关和年度自动选择）
                  --previous <路径>    上年报告：一个文件、放着上年报告的文件夹（可以与要检查的是同一个），或上年的台账
                  --children <路径>    下级机关和所属部门同年度的报告：文件或文件夹，可以写多次
                  --peers <路径>       同级机关同年度的报告：文件或文件夹，可以写多次；只与行文最相近的几份比对
                  --jobs <个数>        同时检查的份数（默认：处理器的个数）
                  --today <日期>       豁免是否到期按这一天算，如 2027-03-31（默认：环境变量
                                       GOUJI_TODAY，其次是今天）
                  --format <格式>      结果的格式（默认 text），可以写多个，各用 --output 指定文件：text
                                       终端上看的文字；json 一个 JSON，给程序读；jsonl 每份报告一行
                                       JSON，边查边写；csv 问题清单，每条一行，用 Excel、WPS 打开；html
                                       一个网页，用浏览器看和打印；xlsx Excel、WPS
                                       工作簿，逐条填写意见；markdown 简短的 Markdown，贴进合并请求、消息；sarif
                                       SARIF 2.1.0，在 GitHub 和编辑器里看；junit JUnit 的 XML，在
                                       GitLab、Jenkins 里看
                  --output <文件>      写到文件；属于它前面的 --format，没有写 --format 的按扩展名，没有
                                       --output 的格式写到标准输出
                  --baseline <文件>    基线（由 gouji baseline 生成）：里面已有的问题不再计入结论和退出码
                  --ledger <文件>      台账：各次检查的结果、报送和决定都记在这个文件里；再次运行时没有变化的不再检查，中断了的接着查
                  --fail-on <级别>     有哪一级问题时退出码为 1：error、warning、info、never（默认 error）
                  --severity <级别>    text、markdown、junit
                                       格式列出哪一级以上的问题：error、warning、info（默认
                                       warning）；其余格式总是全部列出
                  --show-waived        text 格式也列出已豁免的、基线中已有的问题（--severity info 也会列出）
              -q, --quiet              text 格式每份报告只写一行
                  --isolate[=<哪些>]   动态库在隔离的进程里运行：auto 没有可信签名的（默认）、always
                                       所有的（只写 --isolate 也是）、never 都不隔离
                  --pack-timeout <秒>  隔离的规则包查一份报告最多用多久，超过就停止，这份报告算没有查完（默认
                                       10）
                  --home <文件夹>      安装目录，里面有 rules 和 packs（默认：GOUJI_HOME，其次是程序旁边）
              -v, --verbose...         在标准错误输出写日志；-vv 更详细
              -h, --help               显示帮助

            例子：
              gouji check 年报.html --previous 2022年/ --children 各部门/ --peers 各县/
                  与上年报告、下级和部门的报告、兄弟机关的报告一起核对
              gouji check 2023年报/ --severity error --fail-on never
                  只列错误，退出码总是 0（读不出或没查完的仍是 3）
              gouji baseline 2023年报/ --output 基线.toml
              gouji check 2023年报/ --baseline 基线.toml
                  先记下现有的问题，以后只看新的
              在配置里豁免一个问题（到期后重新计入；不再需要的豁免会说出来）：
                  [[waivers]]
                  agency = "青石县人民政府"    # 或者只写 fingerprint = "…"（见 JSON 结果）
                  rule = "P01"
                  reason = "原文如此，已发布更正说明"
                  owner = "县政府办公室"
                  expires = 2027-03-31
        "#]],
    );
    helps(
        &["read", "-h"],
        expect![[r#"
            显示从一份报告里读到了什么：各部分、三张表、正文数字、没读懂的地方

            用法：gouji read [选项] <路径>

            参数：
              <路径>  一份报告；- 表示标准输入

            选项：
                  --diff <文件>        与同一份报告的另一个文件（如发布前的 Word
                                       稿）比较：它是甲，路径是乙；有不同时退出码为 1
                  --trace              说出怎样读出来的：每张表的每一行、每一格来自文件的哪里，行名怎样认出，还有哪些文字没有用到；格式为
                                       text 或 json
                  --format <格式>      格式：text、json、csv（三张表）、html、plain（默认 text；plain
                                       为带行号的纯文本，行号即检查结果中的行号）
                  --isolate[=<哪些>]   动态库在隔离的进程里运行：auto 没有可信签名的（默认）、always
                                       所有的（只写 --isolate 也是）、never 都不隔离
                  --pack-timeout <秒>  隔离的规则包查一份报告最多用多久，超过就停止，这份报告算没有查完（默认
                                       10）
                  --home <文件夹>      安装目录，里面有 rules 和 packs（默认：GOUJI_HOME，其次是程序旁边）
              -v, --verbose...         在标准错误输出写日志；-vv 更详细
              -h, --help               显示帮助
        "#]],
    );
}

#[test]
fn all_help_is_chinese() {
    let commands = [
        "check",
        "baseline",
        "annotate",
        "read",
        "rules",
        "explain",
        "packs",
        "pack",
        "profiles",
        "schema",
        "completions",
    ];
    for command in commands {
        let help = text(&gouji(&[command, "--help"]).stdout);
        for english in
            ["Usage", "Options", "Arguments", "Print", "default", "possible", "OPTIONS", "help for"]
        {
            assert!(!help.contains(english), "{command}: {english}\n{help}");
        }
    }
}

#[test]
fn version() {
    let output = gouji(&["--version"]);
    assert_eq!(text(&output.stdout), concat!("gouji ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn what_is_wrong_with_the_arguments() {
    let mut said = String::new();
    for words in [
        "check",
        "chek a.html",
        "check a.html --formt json",
        "check a.html --format jsn",
        "check a.html --format docx",
        "check a.html --format",
        "check a.html --jobs 0",
        "check a.html --jobs viele",
        "check a.html --fail-on fatal",
        "check a.html --profile a --profile b",
        "check a.html --quiet=yes",
        "check a.html --today morgen",
        "baseline a.html",
        "rules --pages a --format json",
        "read a.html b.html",
        "explain",
        "completions tcsh",
        "--home",
        "-v",
        "schema --home nirgends check x",
    ] {
        let output = gouji(&words.split(' ').collect::<Vec<_>>());
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &[][..]), "{words}");
        said.push_str(&format!("$ gouji {words}\n{}", text(&output.stderr)));
    }
    expect![[r#"
        $ gouji check
        gouji: 没有写 <路径>...
        用 --help 查看用法
        $ gouji chek a.html
        gouji: 没有“chek”这个命令，您是否想写“check”？
        用 --help 查看用法
        $ gouji check a.html --formt json
        gouji: 没有“--formt”这个选项，您是否想写“--format”？
        用 --help 查看用法
        $ gouji check a.html --format jsn
        gouji: --format <格式> 不能是“jsn”，您是否想写“json”？可以是 text、json、jsonl、csv、html、xlsx、markdown、sarif、junit
        用 --help 查看用法
        $ gouji check a.html --format docx
        gouji: --format <格式> 不能是“docx”；可以是 text、json、jsonl、csv、html、xlsx、markdown、sarif、junit
        用 --help 查看用法
        $ gouji check a.html --format
        gouji: --format <格式> 后面没有写值；可以是 text、json、jsonl、csv、html、xlsx、markdown、sarif、junit
        用 --help 查看用法
        $ gouji check a.html --jobs 0
        gouji: --jobs <个数> 不能是“0”：应为 1 以上的整数
        用 --help 查看用法
        $ gouji check a.html --jobs viele
        gouji: --jobs <个数> 不能是“viele”：应为 1 以上的整数
        用 --help 查看用法
        $ gouji check a.html --fail-on fatal
        gouji: --fail-on <级别> 不能是“fatal”；可以是 error、warning、info、never
        用 --help 查看用法
        $ gouji check a.html --profile a --profile b
        gouji: --profile <配置> 只能写一次
        用 --help 查看用法
        $ gouji check a.html --quiet=yes
        gouji: --quiet 的值的个数不对
        用 --help 查看用法
        $ gouji check a.html --today morgen
        gouji: --today <日期> 不能是“morgen”：应为日期，如 2027-03-31
        用 --help 查看用法
        $ gouji baseline a.html
        gouji: 没有写 --output <文件>
        用 --help 查看用法
        $ gouji rules --pages a --format json
        gouji: --pages <文件夹> 不能与 --format <格式> 同时使用
        用 --help 查看用法
        $ gouji read a.html b.html
        gouji: 多写了“b.html”
        用 --help 查看用法
        $ gouji explain
        gouji: 没有写 <规则>
        用 --help 查看用法
        $ gouji completions tcsh
        gouji: <SHELL> 不能是“tcsh”，您是否想写“zsh”？可以是 bash、elvish、fish、powershell、zsh
        用 --help 查看用法
        $ gouji --home
        gouji: --home <文件夹> 后面没有写值
        用 --help 查看用法
        $ gouji -v
        gouji: 没有写命令
        用 --help 查看用法
        $ gouji schema --home nirgends check x
        gouji: 多写了“x”
        用 --help 查看用法
    "#]]
    .assert_eq(&said);
}

#[test]
fn a_schema_and_completions_need_no_installation() {
    for (words, id) in [
        (&["schema"][..], "gouji.check/1"),
        (&["schema", "check"], "gouji.check/1"),
        (&["schema", "pack-diff"], "gouji.pack-diff/1"),
    ] {
        let schema: serde_json::Value = serde_json::from_slice(&gouji(words).stdout).unwrap();
        assert_eq!(schema["$id"], id);
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(text(&gouji(&["completions", shell]).stdout).contains("gouji"), "{shell}");
    }
}
