//! Who is let in: an address that works once gives a browser the cookie that it needs from then on.

use std::sync::{Mutex, MutexGuard, PoisonError};

use sha2::{Digest, Sha256};

/// Addresses that nobody has used yet; older ones no longer work.
const OPEN: usize = 4;

/// What a secret is told by: comparing hashes tells nothing of how much of a guess was right.
type Hash = [u8; 32];

pub(crate) struct Keys {
    port: u16,
    /// What the cookie says.
    secret: String,
    invitations: Mutex<Vec<Hash>>,
}

impl Keys {
    pub(crate) fn new(port: u16) -> Result<Self, String> {
        Ok(Self { port, secret: random()?, invitations: Mutex::default() })
    }

    /// A new address, for one browser.
    pub(crate) fn invite(&self) -> Result<String, String> {
        let token = random()?;
        let mut invitations = self.invitations();
        if invitations.len() == OPEN {
            invitations.remove(0);
        }
        invitations.push(hash(&token));
        Ok(format!("http://127.0.0.1:{}/enter?token={token}", self.port))
    }

    /// Uses an invitation up.
    pub(crate) fn redeem(&self, token: &str) -> bool {
        let (mut invitations, token) = (self.invitations(), hash(token));
        let before = invitations.len();
        invitations.retain(|open| *open != token);
        invitations.len() < before
    }

    /// What makes a browser keep the secret, for this server alone: cookies know no ports.
    pub(crate) fn cookie(&self) -> String {
        format!("{}={}; Path=/; HttpOnly; SameSite=Strict", self.name(), self.secret)
    }

    /// Whether a `Cookie` header has the secret.
    pub(crate) fn is_in(&self, header: &str) -> bool {
        let name = self.name();
        let mut values = header.split(';').filter_map(|pair| pair.trim().split_once('='));
        values.any(|(key, value)| key == name && hash(value) == hash(&self.secret))
    }

    /// What `Host` may say.
    pub(crate) fn is_host(&self, host: &str) -> bool {
        ["127.0.0.1", "localhost"]
            .iter()
            .any(|name| host.eq_ignore_ascii_case(&format!("{name}:{}", self.port)))
    }

    /// What `Origin` may say.
    pub(crate) fn is_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.is_host(host))
    }

    fn name(&self) -> String {
        format!("gouji-{}", self.port)
    }

    /// The list is sound after every statement.
    fn invitations(&self) -> MutexGuard<'_, Vec<Hash>> {
        self.invitations.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn hash(text: &str) -> Hash {
    Sha256::digest(text.as_bytes()).into()
}

/// 256 bits that nobody guesses, as text.
fn random() -> Result<String, String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_works_once() {
        let keys = Keys::new(1234).unwrap();
        let address = keys.invite().unwrap();
        let (before, token) = address.split_once("token=").unwrap();
        assert_eq!((before, token.len()), ("http://127.0.0.1:1234/enter?", 64));
        assert!(!keys.redeem("") && !keys.redeem(&token[1..]));
        assert!(keys.redeem(token));
        assert!(!keys.redeem(token));
        let many: Vec<String> = (0..=OPEN).map(|_| keys.invite().unwrap()).collect();
        let token = |at: usize| many[at].split_once("token=").unwrap().1;
        assert!(!keys.redeem(token(0)) && keys.redeem(token(1)) && keys.redeem(token(OPEN)));
    }

    #[test]
    fn cookies_hosts_and_origins_are_this_servers() {
        let keys = Keys::new(1234).unwrap();
        let cookie = keys.cookie();
        let pair = cookie.split_once(';').unwrap().0;
        assert!(keys.is_in(pair) && keys.is_in(&format!("a=b; {pair}; c")));
        assert!(
            !keys.is_in("")
                && !keys.is_in(&pair[..pair.len() - 1])
                && !keys.is_in(&pair.replace("1234", "1235"))
        );
        assert!(keys.is_host("127.0.0.1:1234") && keys.is_host("LOCALHOST:1234"));
        for foreign in [
            "127.0.0.1",
            "127.0.0.1:80",
            "evil.example:1234",
            "127.0.0.1.evil.example:1234",
            "",
            "[::1]:1234",
        ] {
            assert!(!keys.is_host(foreign), "{foreign}");
        }
        assert!(keys.is_origin("http://127.0.0.1:1234"));
        for foreign in ["null", "https://127.0.0.1:1234", "http://127.0.0.1:1235", "http://evil.example"] {
            assert!(!keys.is_origin(foreign), "{foreign}");
        }
    }
}
