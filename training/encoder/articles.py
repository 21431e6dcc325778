"""Annotated articles as windows of words with the targets of every head.

A window is a stretch of whole sentences, at most `LIMIT` pieces, that begins with a paragraph wherever one fits: short paragraphs
share a window, so that each has its neighbours as context. Paragraphs are parted by the mark of a sentence's end.

Targets, one a word:

- `names`: tags of the actors (see project_wikinews.py of the teacher)
- `marked`: quotes between marks, B/I of direct and partial
- `clause`: quotes without marks, B/I of indirect and reported. An I after another tag goes on with the quote before it.
- `role`: words that introduce (CUE), speak (B/I-SPK) or are spoken to (B/I-ADR)
- `due`: kind of a deadline, on the words of its date

and pointers, pairs of word -> word (-1: nothing in this window): `speaker` and `cue` from the first word of a quote to the first
word of its speaker (in continued speech that of the last quote with the same speaker) and cue; `responsible` from the first
word of a deadline's date to the last word of who must act.
"""

import dataclasses
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "teacher"))

from project_wikinews import forms_of, tag
from text import sentence_ends, tokens_with_offsets

LIMIT = 250
HEADS = {
    "marked": ["O", "B-direct", "I-direct", "B-partial", "I-partial"],
    "clause": ["O", "B-indirect", "I-indirect", "B-reported", "I-reported"],
    "role": ["O", "CUE", "B-SPK", "I-SPK", "B-ADR", "I-ADR"],
    "due": ["O", "due", "effective", "expiry", "scheduled"],
}
POINTERS = ("speaker", "cue", "responsible")


@dataclasses.dataclass
class Window:
    """Words of one window; `first` is the number of its first word in the article."""

    doc_id: str
    first: int
    words: list
    offsets: list  # code point of each word
    breaks: set  # words before which a paragraph begins
    ids: list = None
    places: list = None
    tags: dict = None
    pointers: dict = None


def words_of(text):
    """Words, their code points, numbers of the first word of each paragraph and of each sentence."""
    words, offsets, paragraphs, sentences = [], [], [], []
    at = 0
    for paragraph in text.split("\n"):
        found = tokens_with_offsets(paragraph)
        if found:
            paragraphs.append(len(words))
            tokens = [token for token, _ in found]
            start = len(words)
            sentences.append(start)
            sentences += [start + end + 1 for end in sentence_ends(tokens)[:-1]]
            words += tokens
            offsets += [at + offset for _, offset in found]
        at += len(paragraph) + 1
    return words, offsets, paragraphs, sentences


def cut(pieces, words, paragraphs, sentences):
    """Windows as pairs of first and last word: whole paragraphs while they fit, else whole sentences."""
    lengths = [len(pieces.of_word(word)) for word in words]
    ends = {*paragraphs[1:], len(words)}
    windows, start, used = [], 0, 2
    units, bounds = [], [*paragraphs, len(words)]
    for a, b in zip(bounds, bounds[1:]):
        if sum(lengths[a:b]) + 2 <= LIMIT:
            units.append((a, b))
            continue
        inner = [s for s in sentences if a < s < b]
        units += list(zip([a, *inner], [*inner, b]))
    for a, b in units:
        need = sum(lengths[a:b]) + (a in ends)
        if a > start and used + need > LIMIT:
            windows.append((start, a))
            start, used = a, 2
        used += need
    if words:
        windows.append((start, len(words)))
    return windows


def encode(pieces, words, breaks, limit=2 * LIMIT):
    """Piece numbers with all marks, and the place of each word's first piece."""
    ids, places = [pieces.bos], []
    for number, word in enumerate(words):
        if number in breaks:
            ids.append(pieces.eos)
        places.append(len(ids))
        ids += pieces.of_word(word)
    # a single sentence longer than the limit: its last words share the last place
    if len(ids) >= limit:
        ids = ids[: limit - 1]
        places = [min(place, len(ids) - 1) for place in places]
    return ids + [pieces.eos], places


def covered(offsets, words, span):
    """Numbers of the words that begin inside a span."""
    return [i for i in range(len(words)) if span[0] <= offsets[i] < span[1]]


def windows_of(document, pieces):
    """The windows of an article with all targets."""
    words, offsets, paragraphs, sentences = words_of(document["text"])
    tags = {name: ["O"] * len(words) for name in HEADS}
    names = []
    bounds = [*paragraphs, len(words)]
    for a, b in zip(bounds, bounds[1:]):
        names += tag(words[a:b], forms_of(document))
    tags["names"] = names
    pointers = {name: [] for name in POINTERS}
    spoken = {}  # resolved speaker -> first word of its last mention as a speaker
    for quote in sorted(document["quotes"], key=lambda q: q["spans"][0]):
        head = "marked" if quote["type"] in ("direct", "partial") else "clause"
        stretch = [covered(offsets, words, span) for span in quote["spans"]]
        flat = [i for part in stretch for i in part]
        if not flat:
            continue
        # a statement inside a statement: the outer one keeps the words
        if all(tags[head][i] == "O" for i in flat):
            for place, i in enumerate(flat):
                tags[head][i] = ("B-" if place == 0 else "I-") + quote["type"]
        speaker, cue = -1, -1
        if quote["cue"]:
            for span in quote["cue"]["spans"]:
                for i in covered(offsets, words, span):
                    tags["role"][i] = "CUE"
                    cue = i if cue < 0 else cue
        if quote["speaker_text"]:
            inside = [i for span in quote["speaker_text"]["spans"] for i in covered(offsets, words, span)]
            mark(tags["role"], inside, "SPK")
            speaker = inside[0] if inside else -1
        elif quote["speaker"]:
            speaker = spoken.get(quote["speaker"], -1)
        if quote["addressee"]:
            inside = [i for span in quote["addressee"]["spans"] for i in covered(offsets, words, span)]
            mark(tags["role"], inside, "ADR")
        if speaker >= 0:
            spoken[quote["speaker"]] = speaker
        pointers["speaker"].append((flat[0], speaker))
        pointers["cue"].append((flat[0], cue))
    for deadline in document["deadlines"]:
        inside = covered(offsets, words, (deadline["start"], deadline["end"]))
        for i in inside:
            tags["due"][i] = deadline["kind"]
        if inside:
            pointers["responsible"].append((inside[0], last_word_of(deadline, document["text"], offsets, words)))
    for a, b in cut(pieces, words, paragraphs, sentences):
        breaks = {p - a for p in paragraphs if a < p < b}
        window = Window(document["doc_id"], a, words[a:b], offsets[a:b], breaks)
        window.ids, window.places = encode(pieces, window.words, breaks)
        window.tags = {name: row[a:b] for name, row in tags.items()}
        window.pointers = {
            name: [(s - a, t - a if a <= t < b else -1) for s, t in pairs if a <= s < b] for name, pairs in pointers.items()
        }
        yield window


def mark(row, inside, kind):
    for place, i in enumerate(inside):
        if row[i] == "O":
            row[i] = ("B-" if place == 0 or inside[place - 1] != i - 1 else "I-") + kind


def last_word_of(deadline, text, offsets, words):
    """The last word of the responsible's mention that is nearest to the date; -1 for none."""
    who, best = deadline["responsible"], None
    at = text.find(who) if who else -1
    while at >= 0:
        distance = abs(at - deadline["start"])
        if best is None or distance < best[0]:
            best = (distance, at)
        at = text.find(who, at + 1)
    if best is None or best[0] > 400:
        return -1
    inside = covered(offsets, words, (best[1], best[1] + len(who)))
    return inside[-1] if inside else -1
