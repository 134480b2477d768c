//! Where something was seen last.

/// A table from hashes to the place where each was seen last. It has room for as
/// many as it was made for; every step takes constant time.
#[derive(Debug)]
pub(super) struct LastSeen {
    /// Hash and place; place 0 is free, as places are kept one higher.
    slots: Vec<(u64, u32)>,
    mask: usize,
}

impl LastSeen {
    /// A table for up to `n` different hashes.
    pub(super) fn with_room_for(n: usize) -> Self {
        let size = (n * 2).next_power_of_two().max(16);
        Self {
            slots: vec![(0, 0); size],
            mask: size - 1,
        }
    }

    /// Notes that `hash`, whose bits are well mixed, is seen at `place`; gives
    /// the place where it was seen before.
    pub(super) fn note(&mut self, hash: u64, place: usize) -> Option<usize> {
        let mut at = hash as usize & self.mask;
        let kept = u32::try_from(place + 1).unwrap_or(u32::MAX);
        // Half of the slots stay free, so that this ends soon.
        loop {
            let slot = self.slots.get_mut(at)?;
            if slot.1 == 0 {
                *slot = (hash, kept);
                return None;
            }
            if slot.0 == hash {
                let before = slot.1 as usize - 1;
                slot.1 = kept;
                return Some(before);
            }
            at = (at + 1) & self.mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_agrees_with_looking_back(hashes in prop::collection::vec(0_u64..20, 0..200)) {
            let mut seen = LastSeen::with_room_for(hashes.len());
            for (place, &hash) in hashes.iter().enumerate() {
                let before = hashes[..place].iter().rposition(|h| *h == hash);
                prop_assert_eq!(seen.note(hash, place), before);
            }
        }
    }
}
