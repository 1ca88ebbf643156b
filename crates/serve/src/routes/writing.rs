//! Results as a file to keep, report by report.

use axum::response::Response;
use gouji_core::verdict::{Checked, Summary};
use gouji_render::output::{End, Format, Options, Output};

use super::file;
use crate::app::App;
use crate::problem::Problem;

pub(super) struct Writing {
    name: String,
    kind: &'static str,
    output: Box<dyn Output>,
    out: Vec<u8>,
    summary: Summary,
    failed: Option<std::io::Error>,
}

impl Writing {
    pub(super) fn begin(app: &App, format: &str) -> Result<Self, Problem> {
        let kind = match format {
            "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "html" => "text/html; charset=utf-8",
            "csv" => "text/csv; charset=utf-8",
            _ => return Err(Problem::asked("没有这种格式；可以导出 xlsx、html、csv")),
        };
        let format = Format::named(format).ok_or_else(|| Problem::ours("没有这种格式"))?;
        let (mut output, mut out) = ((format.new)(&Options::default()), Vec::new());
        let failed = output.begin(&app.session.header(), &mut out).err();
        let name = format!("检查结果.{}", format.extensions[0]);
        Ok(Self { name, kind, output, out, summary: Summary::default(), failed })
    }

    pub(super) fn report(&mut self, checked: &Checked) {
        self.summary.count(checked);
        if self.failed.is_none() {
            self.failed = self.output.report(checked, &mut self.out).err();
        }
    }

    /// The file; or why there is none.
    pub(super) fn finish(mut self, app: &App) -> Result<Response, Problem> {
        let header = app.session.header();
        let end = End { header: &header, notices: &[], summary: &self.summary };
        let failed = self.failed.take().or_else(|| self.output.finish(&end, &mut self.out).err());
        match failed {
            None => Ok(file(&self.name, self.kind, self.out)),
            Some(error) => Err(Problem::ours(format!("写不出来（{error}）；可能是临时文件夹的空间不足"))),
        }
    }
}
