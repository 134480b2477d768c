//! The words that items are made of. The embedded models know these words as
//! single tokens; the training script (`models/train/pools.py`) has the same lists.

/// Keys of lookup lists.
pub(super) const KEYS: [&str; 40] = [
    "tom", "amy", "sue", "ben", "kim", "max", "liz", "joe", "ian", "zoe", //
    "eli", "mia", "ted", "pam", "roy", "una", "vic", "wes", "ada", "bob", //
    "cleo", "dora", "emil", "fred", "gina", "hugo", "iris", "jack", "kate", "luke", //
    "mary", "nick", "olga", "paul", "rita", "saul", "tina", "uwe", "vera", "walt",
];

/// Values of lookup lists, and the words of the format family.
pub(super) const WORDS: [&str; 40] = [
    "red", "blue", "green", "pink", "gold", "gray", "black", "white", "brown", "teal", //
    "fox", "sun", "cat", "dog", "owl", "bee", "cow", "hen", "ant", "elk", //
    "tree", "leaf", "rock", "sand", "lake", "moon", "star", "rain", "snow", "wind", //
    "cup", "pen", "box", "hat", "key", "map", "bell", "lamp", "door", "ship",
];

/// People of the logic family.
pub(super) const NAMES: [&str; 12] = [
    "Ann", "Bob", "Cal", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Jim", "Kay", "Leo",
];
