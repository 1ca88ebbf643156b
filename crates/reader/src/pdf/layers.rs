//! Layers (optional content): what a file shows of its parts when it is opened.

use std::collections::HashSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::file::{File, as_dictionary};

/// Layers of one file. No report has so many.
const LAYERS: usize = 4_096;

/// What is not shown.
#[derive(Debug, Default)]
pub(super) struct Layers {
    off: HashSet<ObjectId>,
    /// Layers are off unless they are named here.
    only: Option<HashSet<ObjectId>>,
}

impl Layers {
    pub(super) fn of(file: &File) -> Self {
        let mut layers = Self::default();
        let Some(usual) = file
            .catalog()
            .and_then(|catalog| file.dictionary(catalog, "OCProperties"))
            .and_then(|properties| file.dictionary(properties, "D"))
        else {
            return layers;
        };
        let list = |key: &str| -> HashSet<ObjectId> {
            let array = file.get(usual, key).and_then(|object| object.as_array().ok());
            array.into_iter().flatten().take(LAYERS).filter_map(|object| object.as_reference().ok()).collect()
        };
        layers.off = list("OFF");
        if file.name(usual, "BaseState") == Some(b"OFF") {
            layers.only = Some(list("ON"));
        }
        layers
    }

    /// Whether what belongs to a layer, or to several under a policy, is not shown.
    pub(super) fn hide(&self, file: &File, object: &Object) -> bool {
        if let Ok(id) = object.as_reference()
            && self.is_off(id)
        {
            return true;
        }
        let Some(membership) = file.resolve(object).and_then(as_dictionary) else { return false };
        if file.name(membership, "Type") != Some(b"OCMD") {
            return false;
        }
        let groups: Vec<bool> = match membership.get(b"OCGs") {
            Ok(Object::Reference(id)) => match file.resolve(&Object::Reference(*id)) {
                Some(Object::Array(groups)) => self.states(groups),
                _ => vec![self.is_off(*id)],
            },
            Ok(Object::Array(groups)) => self.states(groups),
            _ => Vec::new(),
        };
        if groups.is_empty() {
            return false;
        }
        match file.name(membership, "P") {
            Some(b"AllOn") => groups.contains(&true),
            Some(b"AnyOff") => !groups.contains(&true),
            Some(b"AllOff") => groups.contains(&false),
            _ => !groups.contains(&false),
        }
    }

    fn states(&self, groups: &[Object]) -> Vec<bool> {
        let ids = groups.iter().take(LAYERS).filter_map(|group| group.as_reference().ok());
        ids.map(|id| self.is_off(id)).collect()
    }

    fn is_off(&self, id: ObjectId) -> bool {
        self.off.contains(&id) || self.only.as_ref().is_some_and(|only| !only.contains(&id))
    }

    /// Whether a form, a picture or an annotation is on a layer that is not shown.
    pub(super) fn hide_all_of(&self, file: &File, dictionary: &Dictionary) -> bool {
        dictionary.get(b"OC").is_ok_and(|layer| self.hide(file, layer))
    }
}
