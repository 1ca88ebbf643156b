//! The pipes between host and worker as the host uses them: a request goes without waiting, its reply comes within time
//! or not at all.

#[cfg(unix)]
mod direct;
#[cfg(not(unix))]
mod pumped;

#[cfg(unix)]
pub(super) use self::direct::Link;
#[cfg(not(unix))]
pub(super) use self::pumped::Link;
