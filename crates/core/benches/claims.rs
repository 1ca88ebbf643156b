//! How fast the claims of a report's prose are read: `cargo bench -p gouji-core --bench claims`.

use divan::counter::BytesCount;
use gouji_core::claims;

fn main() {
    divan::main();
}

/// Part one of a county's report: mostly words, with a figure in every second sentence.
const PROSE: &str = "2020年，全县坚持以人民为中心，认真贯彻落实《中华人民共和国政府信息公开条例》，围绕中心、服务大局，不断健全公开制度，\
加强平台建设，规范办理流程，政府信息公开工作取得新的进展。（一）主动公开。围绕重点领域和群众关切，及时公开机构职能、规划计划、财政资金、\
公共资源配置和重大建设项目等信息，全年主动公开政府信息3623条，其中：门户网站1046余条，政务微信1809条，其他渠道768条。组织新闻发布会12场，\
发布政策解读材料126篇（文字66篇、图解60篇），办理网民留言300余件，做到件件有回音、事事有着落。编制26个试点领域的公开目录，规范15个乡镇的\
公开栏目。（二）依申请公开。来函、网上、窗口三种方式都能提交，由专人登记和督办，全年共收到政府信息公开申请75件，其中自然人\
72件，占96%；商业企业3件，占4%。办结75件，办结率100%，结转下年度0件。未发生因政府信息公开引起的行政复议和行政诉讼。（三）政府信息管理。\
一是严格执行发布审核制度，落实先审后发、三审三校，严把政治关、政策关、保密关。二是清理规范性文件，废止12件，现行有效698件。（四）平台建设。\
完善政府网站安全防护机制，统一规范政务新媒体账号管理，关停长期不更新的公众号7个。（五）监督保障。把政务公开纳入年度综合考核，权重占5%，\
开展业务培训3次，培训200人次，同比增长12.5%。";

#[divan::bench]
fn ten_kilobytes(bencher: divan::Bencher) {
    let text = PROSE.repeat(10_000 / PROSE.len() + 1);
    let spans: Vec<_> = (0..text.len() / PROSE.len())
        .map(|i| (i * PROSE.len()) as u32..((i + 1) * PROSE.len()) as u32)
        .collect();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| claims::extract(divan::black_box(&text), divan::black_box(&spans)));
}

#[divan::bench]
fn without_figures(bencher: divan::Bencher) {
    let sentence = "进一步健全公开制度，加强平台建设，规范办理流程，严把政治关、政策关、保密关，推动公开工作常态化开展。";
    let text = sentence.repeat(10_000 / sentence.len() + 1);
    let span = 0..text.len() as u32;
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| claims::extract(divan::black_box(&text), divan::black_box(std::slice::from_ref(&span))));
}
