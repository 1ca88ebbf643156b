//! The objects of a PDF file, within limits.

use std::cell::Cell;
use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::cmap::CMap;

/// Page tree nodes above a page at most.
const ANCESTORS: usize = 64;
/// Entries of all maps of characters at most: sixty of the largest.
const MAPPINGS: usize = 1 << 22;

pub(super) struct File<'d> {
    pub(super) document: &'d Document,
    /// Bytes that streams may still unpack to.
    left: Cell<u64>,
    /// Entries that maps of characters may still have.
    mappings: Cell<usize>,
    /// Whether a stream was refused for it.
    pub(super) full: Cell<bool>,
    /// Streams that could not be unpacked.
    pub(super) broken: Cell<usize>,
}

impl<'d> File<'d> {
    pub(super) fn new(document: &'d Document, inflated: u64) -> Self {
        Self {
            document,
            left: Cell::new(inflated),
            mappings: Cell::new(MAPPINGS),
            full: Cell::new(false),
            broken: Cell::new(0),
        }
    }

    /// The object itself where this is a reference to it.
    pub(super) fn resolve(&self, object: &'d Object) -> Option<&'d Object> {
        self.document.dereference(object).ok().map(|(_, object)| object)
    }

    pub(super) fn get(&self, dictionary: &'d Dictionary, key: &str) -> Option<&'d Object> {
        self.resolve(dictionary.get(key.as_bytes()).ok()?)
    }

    pub(super) fn dictionary(&self, dictionary: &'d Dictionary, key: &str) -> Option<&'d Dictionary> {
        as_dictionary(self.get(dictionary, key)?)
    }

    pub(super) fn name(&self, dictionary: &'d Dictionary, key: &str) -> Option<&'d [u8]> {
        self.get(dictionary, key)?.as_name().ok()
    }

    pub(super) fn number(&self, dictionary: &'d Dictionary, key: &str) -> Option<f32> {
        self.get(dictionary, key)?.as_float().ok()
    }

    /// The numbers of an array; what is no number counts as 0.
    pub(super) fn numbers(&self, dictionary: &'d Dictionary, key: &str) -> Option<Vec<f32>> {
        let array = self.get(dictionary, key)?.as_array().ok()?;
        let value = |object| self.resolve(object).and_then(|object| object.as_float().ok()).unwrap_or(0.0);
        Some(array.iter().map(value).collect())
    }

    /// An entry of a page, or the one that it inherits.
    pub(super) fn inherited(&self, page: &'d Dictionary, key: &str) -> Option<&'d Object> {
        let mut node = page;
        for _ in 0..ANCESTORS {
            if let Some(object) = self.get(node, key).filter(|object| !object.is_null()) {
                return Some(object);
            }
            node = self.dictionary(node, "Parent")?;
        }
        None
    }

    /// The unpacked bytes of a stream; `None` where it is damaged or too large, which is remembered.
    pub(super) fn bytes(&self, stream: &Stream) -> Option<Vec<u8>> {
        let left = usize::try_from(self.left.get()).unwrap_or(usize::MAX);
        if is_deflated(stream) {
            let (bytes, whole) = inflate(&stream.content, left as u64);
            if bytes.len() > left {
                self.full.set(true);
                return None;
            }
            self.left.set(self.left.get().saturating_sub(bytes.len() as u64));
            self.broken.set(self.broken.get() + usize::from(!whole));
            return Some(bytes);
        }
        match stream.get_plain_content_with_limit(left) {
            Ok(bytes) => {
                self.left.set(self.left.get().saturating_sub(bytes.len() as u64));
                Some(bytes)
            }
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => {
                self.full.set(true);
                None
            }
            Err(_) => {
                self.broken.set(self.broken.get() + 1);
                None
            }
        }
    }

    /// The map of characters that a stream holds.
    pub(super) fn map(&self, stream: &Stream) -> Option<CMap> {
        let map = CMap::parse(&self.bytes(stream)?, self.mappings.get());
        self.mappings.set(self.mappings.get().saturating_sub(map.len()));
        self.full.set(self.full.get() || map.is_full());
        Some(map)
    }

    /// The content of a page: its streams, one behind the other.
    pub(super) fn contents(&self, page: &'d Dictionary) -> Vec<u8> {
        let mut content = Vec::new();
        let mut add = |object: &'d Object| {
            if let Some(Object::Stream(stream)) = self.resolve(object)
                && let Some(bytes) = self.bytes(stream)
            {
                content.extend(bytes);
                content.push(b'\n');
            }
        };
        match self.get(page, "Contents") {
            Some(Object::Array(parts)) => parts.iter().for_each(add),
            Some(object) => add(object),
            None => {}
        }
        content
    }

    pub(super) fn catalog(&self) -> Option<&'d Dictionary> {
        self.document.catalog().ok()
    }

    pub(super) fn page(&self, id: ObjectId) -> Option<&'d Dictionary> {
        self.document.get_dictionary(id).ok()
    }
}

/// Whether a stream is packed in the usual way and in no other. `lopdf` unpacks the rest; but of a damaged stream of this
/// kind it gives what it gets without a word.
fn is_deflated(stream: &Stream) -> bool {
    stream.filters().is_ok_and(|filters| filters == [b"FlateDecode"]) && !stream.dict.has(b"DecodeParms")
}

/// What unpacks, one byte more than the limit at most, and whether that is all of it.
fn inflate(packed: &[u8], limit: u64) -> (Vec<u8>, bool) {
    let mut bytes = Vec::new();
    if ZlibDecoder::new(packed).take(limit.saturating_add(1)).read_to_end(&mut bytes).is_ok() {
        return (bytes, true);
    }
    // Some programs write a wrong checksum behind sound data.
    let mut raw = Vec::new();
    let end = DeflateDecoder::new(packed.get(2..).unwrap_or_default())
        .take(limit.saturating_add(1))
        .read_to_end(&mut raw);
    if end.is_ok() && raw.len() >= bytes.len() { (raw, true) } else { (bytes, false) }
}

/// The dictionary that an object is, or that it begins with.
pub(super) fn as_dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}
