//! Signs packs, with keys in the format of minisign: its own program makes such keys and verifies such signatures.

use std::fs::{self, OpenOptions};
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};

use ct_codecs::{Base64, Decoder};
use minisign::{KeyPair, PublicKey, SecretKey, SecretKeyBox};

use crate::contents::{Contents, SIGNATURE, SUMS};
use crate::home::Home;
use crate::listing;
use crate::load::LoadError;
use crate::manifest::replace;
use crate::trust;

/// Why a pack was not signed or a key not made.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error("无法读取密钥 {}：{}", .path.display(), crate::input::io_sentence(.cause))]
    Unreadable { path: PathBuf, cause: io::Error },
    #[error("{} 不是 minisign 的密钥；要的是签名用的密钥文件（.key），不是公钥（.pub）", .0.display())]
    NotAKey(PathBuf),
    #[error("密钥 {} 的口令不对", .0.display())]
    WrongPassword(PathBuf),
    #[error("没有读到密钥 {} 的口令", .0.display())]
    NoPassword(PathBuf),
    #[error("规则包“{pack}”没有写版本，签名要写明版本；请在 {} 里写 version = \"0.1.0\"", .about.display())]
    NoVersion { pack: String, about: PathBuf },
    #[error("{} 已经有了，不覆盖；换一个文件名，或者先把它移走", .0.display())]
    Exists(PathBuf),
    #[error("无法写入 {}：{cause}", .path.display())]
    Write { path: PathBuf, cause: io::Error },
    #[error("不能签名（{0}）")]
    Failed(String),
}

/// A key that signs.
pub struct Secret {
    key: SecretKey,
}

/// A pack that was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedPack {
    pub id: String,
    pub version: String,
    pub files: usize,
    /// The list of its files, beside which the signature is.
    pub sums: PathBuf,
}

/// Bytes of a key, in Base64 the second line of its file.
const LENGTH: usize = 158;

/// How they begin where the key is locked with a password: the algorithms of the signature and of the lock.
const LOCKED: &[u8] = b"EdSc";

impl Secret {
    /// A new key. It comes from the random numbers of the system.
    pub fn generate() -> Result<Self, SignError> {
        let KeyPair { sk, .. } = KeyPair::generate_unencrypted_keypair().map_err(failed)?;
        Ok(Self { key: sk })
    }

    /// Reads the file of a key. The password is asked for if the key is locked with one.
    pub fn read(path: &Path, password: &mut dyn FnMut() -> io::Result<String>) -> Result<Self, SignError> {
        let unreadable = |cause| SignError::Unreadable { path: path.to_owned(), cause };
        let text = fs::read_to_string(path).map_err(unreadable)?;
        let not_a_key = || SignError::NotAKey(path.to_owned());
        let bytes = Base64::decode_to_vec(text.lines().nth(1).unwrap_or_default().trim(), None);
        let bytes = bytes.ok().filter(|bytes| bytes.len() == LENGTH).ok_or_else(not_a_key)?;
        let key = SecretKey::from_bytes(&bytes).map_err(|_| not_a_key())?;
        if !bytes.starts_with(LOCKED) {
            // Keys that minisign makes without a password have no sum, so that the crate takes them for broken; whether
            // the two halves of the key belong together is seen when it signs.
            return Ok(Self { key });
        }
        let password = password().map_err(|_| SignError::NoPassword(path.to_owned()))?;
        let boxed = SecretKeyBox::from_string(&text).map_err(failed)?;
        let key =
            boxed.into_secret_key(Some(password)).map_err(|_| SignError::WrongPassword(path.to_owned()))?;
        Ok(Self { key })
    }

    /// Makes a key and writes it, locked with a password if one is given, and beside it its public half. Nothing is
    /// overwritten; nobody but the user may read the key. Its id.
    pub fn create(key: &Path, public: &Path, password: Option<String>) -> Result<String, SignError> {
        if let Some(there) = [key, public].into_iter().find(|path| path.symlink_metadata().is_ok()) {
            return Err(SignError::Exists(there.to_owned()));
        }
        let KeyPair { sk, pk } = match password {
            None => KeyPair::generate_unencrypted_keypair(),
            Some(password) => KeyPair::generate_encrypted_keypair(Some(password)),
        }
        .map_err(failed)?;
        let text = pk.to_box().map_err(failed)?.into_string();
        let id = gouji_check::trust::public_key("", &text).map(|(key, _)| key.id);
        let id = id.ok_or_else(|| SignError::Failed("生成的公钥读不回来".to_owned()))?;
        let secret = sk.to_box(Some("gouji pack key")).map_err(failed)?.into_string();
        write_new(key, &secret, true)?;
        write_new(public, &text, false)?;
        Ok(id)
    }

    /// The key's id, as minisign prints it.
    pub fn id(&self) -> String {
        let bytes = self.key.keynum().iter().rev();
        bytes.map(|byte| format!("{byte:02X}")).collect()
    }

    /// The text of the file of its public half.
    pub fn public(&self) -> Result<String, SignError> {
        let public = PublicKey::from_secret_key(&self.key).and_then(|public| public.to_box());
        Ok(public.map_err(failed)?.into_string())
    }

    /// Signs the pack of an installation with that id as it is now; `None` where there is no such pack. Nothing of it is
    /// run.
    pub fn sign(&self, home: &Home, id: &str) -> Result<Option<SignedPack>, SignError> {
        let Some(contents) = Contents::read(home, id)? else { return Ok(None) };
        let Some(version) = contents.said_version()? else {
            let about = home.rules.join(id).join(gouji_check::about::FILE);
            return Err(SignError::NoVersion { pack: id.to_owned(), about });
        };
        let sums = listing::text(&contents, &version);
        let signature = self.sign_list(&sums, id, &version)?;
        let folders = listing::folders(home, &contents);
        for folder in &folders {
            for (name, text) in [(SUMS, &sums), (SIGNATURE, &signature)] {
                let path = folder.join(name);
                replace(&path, text.as_bytes()).map_err(|cause| SignError::Write { path, cause })?;
            }
        }
        let sums = folders.first().map(|folder| folder.join(SUMS)).unwrap_or_default();
        let (id, files) = (contents.id, contents.files.len());
        Ok(Some(SignedPack { id, version, files, sums }))
    }

    /// The signature of the list of a pack's files.
    pub(crate) fn sign_list(&self, sums: &str, id: &str, version: &str) -> Result<String, SignError> {
        let comment = trust::comment(id, version);
        let public = PublicKey::from_secret_key(&self.key).map_err(failed)?;
        let signature = minisign::sign(
            Some(&public),
            &self.key,
            Cursor::new(sums.as_bytes()),
            Some(&comment),
            Some(&format!("signature of {SUMS}")),
        );
        Ok(signature.map_err(failed)?.into_string())
    }

    /// The signature of the bytes of any file, as the text of the file that minisign verifies it by. `comment` is signed
    /// with it.
    pub fn sign_bytes(&self, bytes: &[u8], comment: &str) -> Result<String, SignError> {
        let public = PublicKey::from_secret_key(&self.key).map_err(failed)?;
        let signature =
            minisign::sign(Some(&public), &self.key, Cursor::new(bytes), Some(comment), Some("gouji"));
        Ok(signature.map_err(failed)?.into_string())
    }
}

fn failed(error: minisign::PError) -> SignError {
    SignError::Failed(error.to_string())
}

fn write_new(path: &Path, text: &str, secret: bool) -> Result<(), SignError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if secret {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = secret;
    let written = options.open(path).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|cause| SignError::Write { path: path.to_owned(), cause })
}
