//! Where a row is cut.

/// The sign of a float's bits.
const SIGN: u32 = 1 << 31;

/// A token in the order of likelihood: most likely first, equally likely ones
/// by id. Numbers are sorted faster than pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(u64);

impl Key {
    /// The token's, whose logit is not NaN.
    #[expect(
        clippy::inline_always,
        reason = "each build of the loops around it must have its own copy"
    )]
    #[inline(always)]
    pub(super) fn new(logit: f32, id: u32) -> Self {
        // Adding 0 makes one zero of the two.
        Self(u64::from(descending(logit + 0.0)) << 32 | u64::from(id))
    }

    pub(super) fn logit(self) -> f32 {
        ascending((self.0 >> 32) as u32)
    }

    pub(super) fn id(self) -> u32 {
        self.0 as u32
    }
}

/// The last token that is kept, in the order of likelihood.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cut {
    pub(super) logit: f32,
    pub(super) id: u32,
}

impl From<Key> for Cut {
    fn from(last: Key) -> Self {
        Self {
            logit: last.logit(),
            id: last.id(),
        }
    }
}

impl Cut {
    /// Keeps everything.
    pub(super) const NONE: Self = Self {
        logit: f32::NEG_INFINITY,
        id: u32::MAX,
    };

    /// The one that keeps less.
    pub(super) fn or_earlier(self, other: Self) -> Self {
        let place = |cut: Self| Key::new(cut.logit, cut.id);
        if place(other) < place(self) {
            other
        } else {
            self
        }
    }

    pub(super) fn keeps(self, logit: f32, id: u32) -> bool {
        logit > self.logit || (logit >= self.logit && id <= self.id)
    }

    /// The lowest logit that is kept among the ids from `start` to before
    /// `end`; `None` where that depends on the id.
    pub(super) fn bound(self, start: usize, end: usize) -> Option<f32> {
        let last = self.id as usize;
        if end <= last.saturating_add(1) {
            Some(self.logit)
        } else if start > last {
            Some(self.logit.next_up())
        } else {
            None
        }
    }
}

/// A number that is the smaller, the larger the logit.
#[inline]
fn descending(logit: f32) -> u32 {
    let bits = logit.to_bits();
    // Negative floats grow with their bits as they are, others against them.
    if bits >> 31 == 0 { !bits & !SIGN } else { bits }
}

/// The logit of which this is the [`descending`] number.
fn ascending(number: u32) -> f32 {
    let bits = if number >> 31 == 0 {
        !number & !SIGN
    } else {
        number
    };
    f32::from_bits(bits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn logit() -> impl Strategy<Value = f32> {
        prop_oneof![
            -4.0_f32..4.0,
            f32::MIN..=f32::MAX,
            prop::sample::select(vec![0.0, -0.0, f32::NEG_INFINITY, f32::MIN_POSITIVE, 1.0]),
        ]
    }

    proptest! {
        #[test]
        fn keys_are_in_the_order_of_likelihood(
            (a, b) in (logit(), logit()), (one, other) in (0_u32..9, 0_u32..9),
        ) {
            let order = b.partial_cmp(&a).unwrap().then(one.cmp(&other));
            prop_assert_eq!(Key::new(a, one).cmp(&Key::new(b, other)), order);
            let (key, cut) = (Key::new(a, one), Cut { logit: b, id: other });
            prop_assert_eq!((key.logit(), key.id()), (a, one));
            prop_assert_eq!(cut.keeps(a, one), key <= Key::new(b, other));
            let earlier = cut.or_earlier(Cut::from(key));
            prop_assert_eq!(Key::new(earlier.logit, earlier.id), key.min(Key::new(b, other)));
        }
    }
}
