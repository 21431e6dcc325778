"""Chooses the pieces of the encoder's vocabulary that German and English text needs.

    python prune.py --weights e5-small-q4.bin --text ../data/text --ner ../data/ner --wikinews OUT --out pieces.txt

Output: one piece number (of the full vocabulary) a line, ascending. The four marks, all one-letter pieces of Latin script,
digits and punctuation stay in any case, so that every German or English word can still be cut; then comes what free text uses, most
used first; the places that are left go to the most probable other pieces of Latin letters, for names that free text lacks. A word whose
pieces went is cut into smaller ones.
"""

import argparse
import collections
import itertools
import pathlib
import sys
import unicodedata

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "teacher"))

from encoder import Pieces, WeightsFile
from text import open_text, read_tagged, tokens_with_offsets

# how much a corpus counts: news and encyclopaedia before speeches and single sentences
NEWS, OTHER = 4, 1
NEWS_NER = ("germeval2014", "smartdata", "redocred_en", "crossner_en", "uner_ewt_en")


def words(args):
    """Pairs of word and weight."""
    for path in sorted(args.text.glob("*/*.txt.gz")):
        weight = NEWS if "gmb" in path.name else OTHER
        with open_text(path) as file:
            for line in itertools.islice(file, 0, None, args.every if "bundestag" in path.name else 1):
                tokens = line.split() if "tokenised" in path.name else [t for t, _ in tokens_with_offsets(line)]
                yield from ((token, weight) for token in tokens)
    for name in NEWS_NER:
        for tokens, _ in read_tagged(args.ner / name / "train.tsv"):
            yield from ((token, NEWS) for token in tokens)
    for tokens, _ in read_tagged(args.wikinews / "train.tsv"):
        yield from ((token, NEWS) for token in tokens)


def is_basic(piece):
    """True for a single letter of Latin script, digit or mark, with or without the sign of a word's start."""
    letter = piece.removeprefix("▁") or "▁"
    if len(letter) != 1:
        return False
    is_mark = unicodedata.category(letter)[0] in "PNS" and ord(letter) < 0x2300
    return letter == "▁" or is_mark or "LATIN" in unicodedata.name(letter, "")


def is_latin(piece):
    return all(letter == "▁" or "LATIN" in unicodedata.name(letter, "") for letter in piece)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--weights", required=True)
    parser.add_argument("--text", required=True, type=pathlib.Path)
    parser.add_argument("--ner", required=True, type=pathlib.Path)
    parser.add_argument("--wikinews", required=True, type=pathlib.Path)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--size", type=int, default=50_000)
    parser.add_argument("--every", type=int, default=2, help="take every n-th paragraph of the parliament's speeches")
    args = parser.parse_args()
    weights = WeightsFile(args.weights)
    pieces = Pieces(weights)
    counts = collections.Counter()
    seen = collections.Counter()
    for word, weight in words(args):
        counts[word] += weight
    for word, weight in counts.items():
        for piece in pieces.of_word(word):
            seen[piece] += weight
    kept = {pieces.bos, pieces.eos, pieces.pad, pieces.unk}
    kept |= {number for number, piece in enumerate(weights.pieces) if is_basic(piece)}
    basic = len(kept)
    for number, _ in seen.most_common():
        if len(kept) >= args.size:
            break
        kept.add(number)
    used = len(kept)
    for number in sorted(range(len(weights.pieces)), key=lambda number: -weights.scores[number]):
        if len(kept) >= args.size:
            break
        if is_latin(weights.pieces[number]):
            kept.add(number)
    total = sum(seen.values())
    covered = sum(count for number, count in seen.items() if number in kept)
    print(len(seen), "pieces seen;", basic, "marks and letters;", used, "with what text uses;", len(kept), "kept, which cover", f"{covered / total:.5f}")
    args.out.write_text("".join(f"{number}\n" for number in sorted(kept)))


if __name__ == "__main__":
    main()
