"""Word pools shared with Overthink's built-in generator (copied there as plain lists)."""

# lookup: keys
KEYS = [
    "tom", "amy", "sue", "ben", "kim", "max", "liz", "joe", "ian", "zoe",
    "eli", "mia", "ted", "pam", "roy", "una", "vic", "wes", "ada", "bob",
    "cleo", "dora", "emil", "fred", "gina", "hugo", "iris", "jack", "kate", "luke",
    "mary", "nick", "olga", "paul", "rita", "saul", "tina", "uwe", "vera", "walt",
]

# lookup: values; format: words
VALUES = [
    "red", "blue", "green", "pink", "gold", "gray", "black", "white", "brown", "teal",
    "fox", "sun", "cat", "dog", "owl", "bee", "cow", "hen", "ant", "elk",
    "tree", "leaf", "rock", "sand", "lake", "moon", "star", "rain", "snow", "wind",
    "cup", "pen", "box", "hat", "key", "map", "bell", "lamp", "door", "ship",
]

# logic: names
NAMES = ["Ann", "Bob", "Cal", "Dan", "Eve", "Fay", "Gus", "Hal", "Ida", "Jim", "Kay", "Leo"]
