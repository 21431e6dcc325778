"""What the lists of names say of each word, as `src/names/gazetteer.rs` tells the program.

A word's marks are bits: for each of LISTS whether it is a name on it, a name's beginning, or a later part of one; whether it is, or
ends in, a German noun of the list; and whether it is the first or a later word of an entry of several words, by what the entry is.
"""

import re

import numpy as np

LISTS = ("given", "surname", "city", "region", "organisation", "legal", "village", "other", "place", "person")
WHOLE = {"organisation": 0, "other": 1, "city": 2, "region": 2, "place": 2, "person": 3}
NOUNS = 3 * len(LISTS)
ENTRY = NOUNS + 4
COUNT = ENTRY + 2 * 4
BEGINNINGS = sum(2 << 3 * number for number in range(len(LISTS)))


def parts(name):
    """The words of an entry, as a text is cut into words."""
    found = []
    for part in name.split():
        word = part.rstrip(",:;!?")
        found += [word] if word else []
        found += part[len(word) :]
    return found


def inflected(words, kind):
    """An entry of several words, also with its first word in other German cases if that is an adjective."""
    first, rest = words[0], " ".join(words[1:])
    yield " ".join(words)
    endings = ()
    if len(first.encode()) >= 5 and kind != "person":
        if first.endswith("e"):
            endings = ("en", "er")
        elif first.endswith(("er", "es")):
            endings = ("en", "em")
    stem = first.rstrip("ers")
    yield from (f"{stem}{ending} {rest}" for ending in endings)


class Lists:
    """The lists of a file of lines `list<TAB>name`."""

    def __init__(self, path):
        self.words, self.whole, self.nouns, self.longest, self.cache = {}, {}, set(), {}, {}
        for line in open(path, encoding="utf-8"):
            kind, name = line.rstrip("\n").split("\t")
            if kind == "noun":
                self.nouns.add(name.lower())
                continue
            number, words = LISTS.index(kind), parts(name)
            if kind in WHOLE and len(words) > 1:
                for entry in inflected(words, kind):
                    self.whole[entry] = self.whole.get(entry, 0) | 1 << WHOLE[kind]
                    first = entry.split(" ", 1)[0]
                    self.longest[first] = max(self.longest.get(first, 0), len(words))
            for at, word in enumerate(words):
                place = 0 if len(words) == 1 else 1 if at == 0 else 2
                if place < 2 or word[0].isupper():
                    self.words[word] = self.words.get(word, 0) | 1 << 3 * number + place

    def of_word(self, word):
        """The bits of a word alone."""
        bits = self.cache.get(word)
        if bits is None:
            bits = self.cache[word] = self._of_word(word)
        return bits

    def _of_word(self, word):
        capital = word[0].isupper()
        if not capital and not re.match("[a-z]", word):
            return 0
        bits = self.words.get(word, 0)
        if not bits and word.endswith("s"):
            bits = self.words.get(word[:-1], 0)
        return bits | (self._noun(word.lower()) if capital else 0)

    def _noun(self, lower):
        if lower in self.nouns:
            return 1 << NOUNS if len(lower.encode()) >= 3 else 0
        for at in range(1, len(lower) - 2):
            if lower[at:] in self.nouns and len(lower[:at].encode()) >= 3:
                length = len(lower[at:].encode())
                return 2 << NOUNS if length >= 7 else 4 << NOUNS if length >= 5 else 8 << NOUNS if length == 4 else 0
        return 0

    def marks(self, words):
        """The bits of the words of a sentence."""
        marks = [self.of_word(word) for word in words]
        at = 0
        while at < len(words):
            length = kinds = 0
            if marks[at] & BEGINNINGS and words[at] in self.longest:
                for length in range(min(self.longest[words[at]], len(words) - at), 1, -1):
                    entry = " ".join(words[at : at + length])
                    kinds = self.whole.get(entry, 0) or (self.whole.get(entry[:-1], 0) if entry.endswith("s") else 0)
                    if kinds:
                        break
            if not kinds:
                at += 1
                continue
            for word in range(at, at + length):
                marks[word] |= kinds << (ENTRY if word == at else ENTRY + 4)
            at += length
        return np.array(marks, np.uint64)
