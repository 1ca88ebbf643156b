//! Why a request comes to nothing, in a Chinese sentence that says what to do.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use gouji_ledger::LedgerError;

#[derive(Debug, Clone)]
pub(crate) struct Problem {
    pub(crate) status: StatusCode,
    pub(crate) why: String,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, why: impl Into<String>) -> Self {
        Self { status, why: why.into() }
    }

    pub(crate) fn forbidden(why: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, why)
    }

    pub(crate) fn not_found(why: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, why)
    }

    /// What the user asked for makes no sense.
    pub(crate) fn asked(why: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, why)
    }

    /// This program failed.
    pub(crate) fn ours(why: impl Into<String>) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, why)
    }

    /// What a status means that something below us gave.
    pub(crate) fn of(status: StatusCode) -> Self {
        let why = match status {
            StatusCode::NOT_FOUND => "没有这一页",
            StatusCode::METHOD_NOT_ALLOWED => "不支持这种请求",
            StatusCode::PAYLOAD_TOO_LARGE => "内容太大，没有接收",
            StatusCode::UNSUPPORTED_MEDIA_TYPE => "内容的种类不对，没有接收",
            _ if status.is_client_error() => "地址或填写的内容不对，没有执行",
            _ => "程序出错，没有执行；请再试一次",
        };
        Self::new(status, why)
    }
}

impl From<LedgerError> for Problem {
    fn from(error: LedgerError) -> Self {
        let status = match error {
            LedgerError::Locked(_) => StatusCode::CONFLICT,
            LedgerError::Said(_) => StatusCode::BAD_REQUEST,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self::new(status, error.to_string())
    }
}

impl IntoResponse for Problem {
    /// The words are put into a page, or into JSON, by the guard.
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
