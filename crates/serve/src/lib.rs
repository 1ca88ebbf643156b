//! The page on this machine: reports dropped into a browser, and a season's ledger to work through.
//!
//! Nothing here is for a network. The server listens on this machine alone, lets in only who has the address that was
//! printed, and answers only pages of its own ([`guard`]). Begin with [`Server`].

mod app;
mod bundle;
mod desk;
mod guard;
mod keys;
mod marked;
mod names;
mod pages;
mod problem;
mod query;
mod routes;
mod season;

#[cfg(test)]
mod tests;

use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use gouji_core::report::Date;
use gouji_engine::Session;
use tokio::sync::Notify;

use crate::app::App;

/// How long requests that are under way may take to end when the server is told to.
const FAREWELL: Duration = Duration::from_secs(2);

/// Requests that are worked on at a time; the others wait.
const WORKERS: usize = 8;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    #[error("端口 {port} 不能用（{why}）；换一个 --port，或者不写，由系统选一个")]
    Port { port: u16, why: std::io::Error },
    #[error("不能开始服务（{0}）")]
    Start(std::io::Error),
    #[error("系统不给随机数（{0}），不能保证只有您能打开，没有开始")]
    Random(String),
    #[error(transparent)]
    Ledger(#[from] gouji_ledger::LedgerError),
}

/// A page that is about to be served.
pub struct Server {
    listener: TcpListener,
    app: Arc<App>,
    stop: Stop,
}

/// Ends a server from elsewhere.
#[derive(Clone, Default)]
pub struct Stop(Arc<Notify>);

impl Stop {
    pub fn stop(&self) {
        self.0.notify_one();
    }
}

impl Server {
    /// Takes a port of this machine, a free one for 0. The ledger must be there; it is opened for each request anew, so
    /// that other programs can write into it in between.
    /// `day` is the day that it is said to be, for tests.
    pub fn bind(
        mut session: Session,
        ledger: Option<PathBuf>,
        port: u16,
        day: Option<Date>,
    ) -> Result<Self, ServeError> {
        let refused = |why| ServeError::Port { port, why };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(refused)?;
        listener.set_nonblocking(true).map_err(ServeError::Start)?;
        let port = listener.local_addr().map_err(ServeError::Start)?.port();
        session.tables = true;
        let app = Arc::new(App::new(session, ledger, port, day)?);
        Ok(Self { listener, app, stop: Stop::default() })
    }

    /// The address to open, which lets in one browser, once.
    pub fn address(&self) -> Result<String, ServeError> {
        self.app.keys.invite().map_err(ServeError::Random)
    }

    pub fn stopper(&self) -> Stop {
        self.stop.clone()
    }

    /// Answers until it is told to stop; then finishes what is under way.
    pub fn run(self) -> Result<(), ServeError> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(WORKERS)
            .build()
            .map_err(ServeError::Start)?;
        let Self { listener, app, stop } = self;
        let served = runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let stopping = Arc::new(Notify::new());
            let told = Arc::clone(&stopping);
            let serving = axum::serve(listener, routes::all(app))
                .with_graceful_shutdown(async move { told.notified().await });
            let late = async {
                stop.0.notified().await;
                stopping.notify_one();
                tokio::time::sleep(FAREWELL).await;
            };
            tokio::select! {
                served = serving.into_future() => served,
                () = late => Ok(()),
            }
        });
        // A check that takes longer is left alone: it changes nothing.
        runtime.shutdown_timeout(Duration::ZERO);
        served.map_err(ServeError::Start)
    }
}
