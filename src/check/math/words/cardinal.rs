//! A whole number that is put together word by word.

/// A number as far as it is read.
pub(super) struct Cardinal {
    total: u64,
    /// What stands before the next thousand.
    group: u64,
    /// What comes next has to be smaller.
    pub(super) room: u64,
    last_scale: u64,
}

impl Cardinal {
    /// `group` is what was read already.
    pub(super) fn new(group: u64) -> Self {
        Self {
            total: 0,
            group,
            room: if group == 0 { 1000 } else { 1 },
            last_scale: u64::MAX,
        }
    }

    pub(super) fn value(&self) -> u64 {
        self.total + self.group
    }

    /// Whether "zero" was read: nothing follows it.
    pub(super) fn is_zero(&self) -> bool {
        self.room == 0
    }

    /// Adds what one word says, behind which only something below `room` fits.
    pub(super) fn add(&mut self, n: u64, room: u64) {
        self.group += n;
        self.room = room;
    }

    /// Multiplies by a hundred, a dozen, a thousand …; false where that does not
    /// fit. Some languages say "thousand" for one thousand.
    pub(super) fn scale(&mut self, scale: u64, has_bare_scales: bool) -> bool {
        let is_bare = self.group == 0;
        if scale >= self.last_scale || is_bare && !has_bare_scales {
            return false;
        }
        let count = self.group.max(1);
        if scale > 100 {
            self.total += count * scale;
            self.group = 0;
            self.room = 1000;
            self.last_scale = scale;
            return true;
        }
        if count >= 100 || self.total > 0 && scale < 100 {
            return false;
        }
        self.group = count * scale;
        self.room = if scale == 12 { 1 } else { 100 };
        true
    }
}
