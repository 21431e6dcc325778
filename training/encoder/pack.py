"""Packs everything that the encoder is trained on into arrays that a GPU reads without further work.

    python pack.py --weights e5-small-q4.bin --pieces pieces.txt --ner ../data/ner --wikinews OUT --own own.tsv --articles train.jsonl.gz own.jsonl \
        --text ../data/text --depesche ../../target/release/depesche --out packed

Writes `base.bin`, the encoder's weights with the pieces of `--pieces` alone (as `e5-small-q4.bin`), and one `NAME.pkl.xz` a corpus:
a dictionary of arrays (`Packed` in `flat.py`).
"""

import argparse
import itertools
import lzma
import pathlib
import pickle
import struct
import subprocess
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "teacher"))

import articles
from articles import HEADS, POINTERS
from encoder import Pieces, WeightsFile
from labels import LABELS, POLICIES
from project_wikinews import load_articles
from text import open_text, read_tagged, sentences_of, split_english_genitive

# corpus -> policy of labels.py
NER = {
    "germeval2014": "exact",
    "wikinews": "actors",
    "own": "exact",
    "smartdata": "three-classes",
    "uner_ewt_en": "three-classes",
    "redocred_en": "four-classes",
    "crossner_en": "broad-misc",
    "wnut17_en": "three-classes",
    "btc_en": "three-classes",
}
DEV = ("germeval2014", "wikinews", "smartdata", "uner_ewt_en", "wnut17_en", "btc_en")
# name -> (file, language, words stand between blanks, every n-th line is used)
TEXT = {
    "de_bundestag": ("de/bundestag_wp19-21.txt.gz", "de", False, 2),
    "de_voice": ("de/common_voice_sentences.txt.gz", "de", False, 1),
    "en_gmb": ("en/gmb_tokenised.txt.gz", "en", True, 1),
    "en_masc": ("en/masc_tokenised.txt.gz", "en", True, 1),
    "en_voice": ("en/common_voice_sentences.txt.gz", "en", False, 1),
    "en_union": ("en/state_of_the_union.txt.gz", "en", False, 1),
}
LONGEST = 240  # pieces of a sentence; what follows is left out
LONGEST_WORDS = 120  # words of a sentence of free text


def cut_weights(path, kept, out):
    """Writes the weights with some pieces only."""
    w = WeightsFile(path)
    new = {number: i for i, number in enumerate(kept)}
    row = w.width // 32 * 18
    start = w.tensors["emb.word"]
    words = np.frombuffer(w.bytes, np.uint8, w.vocab * row, start).reshape(w.vocab, row)[kept].tobytes()
    pieces = [w.pieces[number].encode() for number in kept]
    offsets = np.cumsum([0, *(len(piece) for piece in pieces)]).astype(np.uint32)
    blob = b"".join(pieces)
    head = b"E5S1" + w.bytes[4:8]
    head += struct.pack("<7i", w.width, w.n_layers, w.n_heads, w.ff_width, len(kept), w.positions, 1)
    head += struct.pack("<fi", w.eps, 32)
    head += struct.pack("<5i", len(kept), *(new[number] for number in (w.bos, w.eos, w.pad, w.unk)))
    head += struct.pack("<Q", len(blob)) + offsets.tobytes() + w.scores[kept].astype(np.float32).tobytes() + blob
    head += struct.pack("<iI", 0, 0)
    order = sorted(w.tensors.items(), key=lambda item: item[1])
    sizes = dict(zip([n for n, _ in order], np.diff([at for _, at in order] + [len(w.bytes)])))
    sizes["emb.word"] = len(words)
    directory = sum(2 + len(name) + 1 + 4 + 8 + 8 for name, _ in order) + 4
    at, entries, data = len(head) + directory, b"", []
    for name, old in order:
        entries += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, 0, at, sizes[name])
        data.append(words if name == "emb.word" else w.bytes[old : old + sizes[name]])
        at += len(data[-1])
    out.write_bytes(head + struct.pack("<i", len(order)) + entries + b"".join(data))


def marks_of(program, sentences):
    """What the lists of names say of each word, in bits, as the program itself tells its encoder."""
    lines = "".join("\t".join(words) + "\n" for words in sentences)
    told = subprocess.run([program, "train", "marks"], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    return np.array([int(mark) for mark in told.split()], np.uint64)


class Builder:
    """Collects sentences as one run of pieces; `pieces` has what cuts words, and the program that knows the lists of names."""

    def __init__(self, pieces):
        self.pieces, self.ids, self.places, self.bounds, self.sentences = pieces, [], [0], [0], []

    def add(self, words, breaks=(), limit=LONGEST):
        """Adds a sentence; returns how many of its words fitted."""
        start = len(self.ids)
        for number, word in enumerate(words):
            ids = self.pieces.of_word(word)
            if len(self.ids) - start + len(ids) + 1 > limit:
                words = words[:number]
                break
            self.ids += ids
            if number + 1 in breaks:  # the mark of a paragraph's end
                self.ids.append(self.pieces.eos)
            self.places.append(len(self.ids))
        self.bounds.append(len(self.places) - 1)
        self.sentences.append(words)
        return len(words)

    def arrays(self):
        return {
            "ids": np.array(self.ids, np.uint16),
            "places": np.array(self.places, np.int32),
            "bounds": np.array(self.bounds, np.int32),
            "marks": marks_of(self.pieces.depesche, self.sentences),
        }


def allowed(policy, tag):
    """The labels that a tag may stand for, as bits."""
    return sum(1 << LABELS.index(label) for label in POLICIES[policy].get(tag, [tag]))


def pack_names(pieces, path, policy, limit=LONGEST):
    builder, masks = Builder(pieces), []
    for words, tags in read_tagged(path):
        kept = builder.add(words, limit=limit)
        masks += [allowed(policy, tag) for tag in tags[:kept]]
    return {**builder.arrays(), "allowed": np.array(masks, np.uint32)}


def pack_articles(pieces, paths):
    """All articles, a window a sentence; `article` is the number of each window's article, `start` each word's first code point."""
    builder = Builder(pieces)
    masks, owner, starts = [], [], []
    targets = {name: [] for name in HEADS}
    pointers = {name: [] for name in POINTERS}
    for number, document in load_articles(paths):
        for window in articles.windows_of(document, pieces):
            first = len(builder.places) - 1
            kept = builder.add(window.words, window.breaks, limit=500)
            owner.append(number)
            starts += window.offsets[:kept]
            masks += [allowed("actors", tag) for tag in window.tags["names"][:kept]]
            for name, labels in HEADS.items():
                targets[name] += [labels.index(tag) for tag in window.tags[name][:kept]]
            for name, pairs in window.pointers.items():
                pointers[name] += [
                    (first + s, first + t if 0 <= t < kept else -1) for s, t in sorted(set(pairs)) if s < kept
                ]
    return {
        **builder.arrays(),
        "allowed": np.array(masks, np.uint32),
        "article": np.array(owner, np.int32),
        "start": np.array(starts, np.int32),
        **{name: np.array(row, np.int8) for name, row in targets.items()},
        **{"to_" + name: np.array(pairs, np.int32).reshape(-1, 2) for name, pairs in pointers.items()},
    }


def sentences_of_text(root, name):
    """The sentences of a text, None between paragraphs."""
    path, language, tokenised, every = TEXT[name]
    with open_text(root / path) as file:
        for line in itertools.islice(file, 0, None, every):
            if len(line.split()) < 3:
                continue
            sentences = [line.split()] if tokenised else sentences_of(line.strip())
            if language == "en" and not tokenised:
                sentences = [split_english_genitive(sentence) for sentence in sentences]
            yield from (sentence[:LONGEST_WORDS] for sentence in sentences)
            yield None


def pack_text(pieces, root, name):
    """Windows of up to 80 words of one paragraph as "sentences"; `inner` are the bounds of the true sentences."""
    builder, window, inner = Builder(pieces), [], [0]

    def close():
        if window:
            words = [word for sentence in window for word in sentence]
            n = builder.add(words)
            at = inner[-1]
            for sentence in window:
                at += len(sentence)
                inner.append(min(at, builder.bounds[-2] + n))
            window.clear()

    for sentence in sentences_of_text(root, name):
        if sentence is None or window and sum(map(len, window)) + len(sentence) > 80:
            close()
        if sentence:
            window.append(sentence)
    close()
    return {**builder.arrays(), "inner": np.unique(np.array(inner, np.int32))}


def save(packed, path):
    with lzma.open(path, "wb", preset=4) as file:
        pickle.dump(packed, file)
    print(path.name, len(packed["places"]) - 1, "words", len(packed["ids"]), "pieces", path.stat().st_size, "bytes", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--weights", required=True)
    parser.add_argument("--pieces", required=True, type=pathlib.Path)
    parser.add_argument("--ner", required=True, type=pathlib.Path)
    parser.add_argument("--wikinews", required=True, type=pathlib.Path)
    parser.add_argument("--own", required=True, type=pathlib.Path, help="sentences of our own, ../own/marked.py --tsv")
    parser.add_argument("--articles", required=True, nargs="+", type=pathlib.Path)
    parser.add_argument("--text", required=True, type=pathlib.Path)
    parser.add_argument("--depesche", required=True, help="the program, built with the feature train: it has the lists of names")
    parser.add_argument("--out", required=True, type=pathlib.Path)
    args = parser.parse_args()
    args.out.mkdir(exist_ok=True)
    kept = [int(line) for line in args.pieces.read_text().split()]
    base = args.out / "base.bin"
    cut_weights(args.weights, kept, base)
    pieces = Pieces(WeightsFile(base))
    pieces.depesche = args.depesche
    for split in ("train", "dev"):
        for name, policy in NER.items():
            if split == "dev" and name not in DEV:
                continue
            path = args.ner / name / f"{split}.tsv"
            if name == "wikinews":
                path = args.wikinews / f"{'valid' if split == 'dev' else 'train'}.tsv"
            if name == "own":
                path = args.own
            save(pack_names(pieces, path, policy), args.out / f"{split}.{name}.pkl.xz")
    save(pack_articles(pieces, args.articles), args.out / "articles.pkl.xz")
    for name in TEXT:
        save(pack_text(pieces, args.text, name), args.out / f"text.{name}.pkl.xz")


if __name__ == "__main__":
    main()
