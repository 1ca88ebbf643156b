//! Keys: that of a release, which signs the sums of its files, and that of development, which signs packs.

use std::fs;
use std::io::{self, BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use gouji_engine::Home;
use gouji_engine::sign::Secret;

/// Reads the key; asks for its password if it is locked with one.
pub(crate) fn read(path: &Path) -> Result<Secret> {
    Ok(Secret::read(path, &mut || password(path))?)
}

fn password(path: &Path) -> io::Result<String> {
    if io::stdin().is_terminal() {
        return rpassword::prompt_password(format!("{} 的口令：", path.display()));
    }
    io::stdin().lock().lines().next().ok_or(io::ErrorKind::UnexpectedEof)?
}

/// Signs all packs of an installation and puts the key's public half into its `keys/` as `public`, so that they are
/// trusted there.
pub(crate) fn sign_packs(secret: &Secret, public: &str, home: &Path) -> Result<()> {
    let keys = home.join("keys");
    fs::create_dir_all(&keys).with_context(|| format!("建立 {}", keys.display()))?;
    fs::write(keys.join(public), secret.public()?)?;
    let home = Home::at(home);
    for pack in home.pack_names() {
        secret.sign(&home, &pack).with_context(|| format!("给规则包 {pack} 签名"))?;
    }
    Ok(())
}

/// Writes the signature of a file beside it.
pub(crate) fn sign_file(secret: &Secret, path: &Path) -> Result<PathBuf> {
    let bytes = fs::read(path).with_context(|| format!("读取 {}", path.display()))?;
    let name = path.file_name().context("a file has a name")?.to_string_lossy();
    let signature = secret.sign_bytes(&bytes, &format!("file:{name}"))?;
    let beside = path.with_file_name(format!("{name}.minisig"));
    fs::write(&beside, signature).with_context(|| format!("写 {}", beside.display()))?;
    Ok(beside)
}

#[cfg(test)]
mod tests {
    use minisign_verify::{PublicKey, Signature};

    use super::*;

    #[test]
    fn a_signature_holds_for_its_file_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("SHA256SUMS");
        fs::write(&path, "ff  gouji.tar.gz\n").unwrap();
        let secret = Secret::generate().unwrap();
        let beside = sign_file(&secret, &path).unwrap();
        assert_eq!(beside, folder.path().join("SHA256SUMS.minisig"));

        let public = PublicKey::decode(&secret.public().unwrap()).unwrap();
        let signature = Signature::decode(&fs::read_to_string(&beside).unwrap()).unwrap();
        assert_eq!(signature.trusted_comment(), "file:SHA256SUMS");
        public.verify(b"ff  gouji.tar.gz\n", &signature, false).unwrap();
        assert!(public.verify(b"00  gouji.tar.gz\n", &signature, false).is_err());
    }

    /// Packs of rules alone, which need no library.
    #[test]
    fn every_pack_of_an_installation_is_signed_and_its_key_trusted() {
        let home = tempfile::tempdir().unwrap();
        let pack = home.path().join("rules/hunan");
        fs::create_dir_all(&pack).unwrap();
        fs::write(pack.join("pack.toml"), "id = \"hunan\"\ntitle = \"湖南省\"\nversion = \"0.1.0\"\n")
            .unwrap();
        let secret = Secret::generate().unwrap();
        sign_packs(&secret, "gouji.pub", home.path()).unwrap();
        assert!(pack.join("gouji-pack.sums.minisig").is_file());
        assert_eq!(fs::read_to_string(home.path().join("keys/gouji.pub")).unwrap(), secret.public().unwrap());
    }
}
