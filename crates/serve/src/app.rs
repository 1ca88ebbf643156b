//! What all requests share.

use std::path::PathBuf;
use std::sync::Arc;

use gouji_core::report::Date;
use gouji_engine::{Session, today};
use tokio::sync::Semaphore;

use crate::ServeError;
use crate::desk::Desk;
use crate::keys::Keys;
use crate::problem::Problem;
use crate::season::Season;

/// Files that are taken in at a time; the others wait.
const UPLOADS: usize = 3;

pub(crate) struct App {
    pub(crate) session: Session,
    pub(crate) season: Option<Season>,
    pub(crate) desk: Desk,
    pub(crate) keys: Keys,
    pub(crate) uploads: Semaphore,
    /// The day that it is said to be.
    day: Option<Date>,
}

impl App {
    pub(crate) fn new(
        session: Session,
        ledger: Option<PathBuf>,
        port: u16,
        day: Option<Date>,
    ) -> Result<Self, ServeError> {
        Ok(Self {
            season: ledger.map(Season::open).transpose()?,
            session,
            desk: Desk::default(),
            keys: Keys::new(port).map_err(ServeError::Random)?,
            uploads: Semaphore::new(UPLOADS),
            day,
        })
    }

    /// Today: the page may stay open over midnight.
    pub(crate) fn day(&self) -> Date {
        self.day.unwrap_or_else(today::today)
    }

    /// The ledger, for pages that are about one.
    pub(crate) fn season(&self) -> Result<&Season, Problem> {
        self.season.as_ref().ok_or_else(|| {
            Problem::not_found("没有打开台账；用 gouji serve 台账.gouji 打开，这里只能查拖进来的文件")
        })
    }
}

/// Does what takes time beside the answering of requests.
pub(crate) async fn work<T: Send + 'static>(
    app: &Arc<App>,
    what: impl FnOnce(&App) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    let app = Arc::clone(app);
    match tokio::task::spawn_blocking(move || what(&app)).await {
        Ok(done) => done,
        Err(_) => Err(Problem::ours("处理这个请求时程序出错；别的不受影响，请换一份文件，或再试一次")),
    }
}
