"""Free text with the labels of the encoders (`../encoder/run.py`) as tagged files for `depesche train names`.

    python silver.py --text ../../../shared/data/text --labels out/silver --packed packed --out silver

Lines `TOKEN<TAB>TAG<TAB>CONFIDENCE<TAB>OTHERS`, an empty line after each sentence; the others are labels with a share of at least 1 %, as
`B-LOC 0.22 O 0.05`. Of the parliament's speeches those sentences are taken that teach something: where a word of a name has been seen in
fewer than `--often` names before, or the encoders are in doubt about a word.
"""

import argparse
import collections
import gzip
import pathlib
import sys

import numpy as np

for folder in ("encoder", "teacher"):
    sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / folder))

from flat import load
from labels import LABELS
from pack import TEXT, sentences_of_text

CHOSEN = ("de_bundestag", "en_union", "en_voice", "de_voice")  # chosen from; all of the others is used
DOUBT = 0.8  # a word is in doubt below this share


def labelled(args, name):
    """Sentences with their words' labels and shares (words x 3 each)."""
    packed = load(args.packed / f"text.{name}.pkl.xz")
    silver = np.load(args.labels / f"{name}.npz")
    labels, shares = silver["labels"], silver["shares"]
    bounds, at, number, window = packed["bounds"], 0, 0, []

    def close():
        nonlocal at, number
        end = bounds[number + 1]
        for sentence in window:
            kept = sentence[: end - at]
            if kept:
                yield kept, labels[at : at + len(kept)], shares[at : at + len(kept)]
            at += len(kept)
        number += 1
        window.clear()

    for sentence in sentences_of_text(args.text, name):
        if window and (sentence is None or sum(map(len, window)) + len(sentence) > 80):
            yield from close()
        if sentence:
            window.append(sentence)
    if window:
        yield from close()
    assert at == bounds[-1], f"{name}: the labels belong to another text"


def teaches(words, labels, shares, seen, often):
    """True where a sentence tells something new; counts its names."""
    names = {word for word, label in zip(words, labels[:, 0]) if label}
    new = any(seen[word] < often for word in names) or bool((shares[:, 0] < 255 * DOUBT).any())
    if new:
        seen.update(names)
    return new


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--text", required=True, type=pathlib.Path)
    parser.add_argument("--labels", required=True, type=pathlib.Path)
    parser.add_argument("--packed", required=True, type=pathlib.Path)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--often", type=int, default=12)
    args = parser.parse_args()
    args.out.mkdir(exist_ok=True)
    for name in TEXT:
        seen, words, sentences = collections.Counter(), 0, 0
        with gzip.open(args.out / f"{name}.tsv.gz", "wt", encoding="utf-8", compresslevel=4) as out:
            for tokens, labels, shares in labelled(args, name):
                if name in CHOSEN and not teaches(tokens, labels, shares, seen, args.often):
                    continue
                for token, numbers, parts in zip(tokens, labels.tolist(), shares.tolist()):
                    others = " ".join(f"{LABELS[n]} {p / 255:.2f}" for n, p in zip(numbers[1:], parts[1:]) if p > 2)
                    out.write(f"{token}\t{LABELS[numbers[0]]}\t{parts[0] / 255:.3f}{chr(9) + others if others else ''}\n")
                out.write("\n")
                words, sentences = words + len(tokens), sentences + 1
        print(name, sentences, "sentences", words, "words", flush=True)


if __name__ == "__main__":
    main()
