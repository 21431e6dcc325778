"""What the encoders of `run.py` say of articles that they had not seen, for `depesche train quotes --readings`.

    python held.py --packed packed --held out/held --articles train.jsonl.gz own.jsonl --out readings.jsonl

One JSON object a line: `doc_id`, `starts` (first code point of each word), `told` (for each word the thousandths of: indirect, reported,
first word of one of them, direct, partial, cue, speaker), `speaker` (if a quote begins with a word, where its speaker begins: triples of
the word's number, the speaker's, -1 for nothing in the window, and thousandths, none below LEAST).
"""

import argparse
import json
import pathlib
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "teacher"))

from articles import HEADS
from evaluate_reader import TARGETS
from flat import load
from project_wikinews import load_articles

LEAST = 10


def column(head, rows, begin, end):
    return rows[head][:, [i for i, label in enumerate(HEADS[head]) if label.startswith(begin) and label.endswith(end)]].sum(1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--packed", required=True, type=pathlib.Path)
    parser.add_argument("--held", required=True, type=pathlib.Path)
    parser.add_argument("--articles", required=True, nargs="+", type=pathlib.Path)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    args = parser.parse_args()
    packed = load(args.packed / "articles.pkl.xz")
    rows = {head: np.zeros((len(packed["places"]) - 1, len(labels)), np.float32) for head, labels in HEADS.items()}
    to = np.full((len(packed["places"]) - 1, TARGETS), -1)
    share = np.zeros(to.shape, np.int64)
    for path in sorted(args.held.glob("*.held.npz")):
        held = np.load(path)
        to[held["words"]], share[held["words"]] = held["speaker.to"], held["speaker.share"]
        for head in HEADS:
            rows[head][held["words"]] = np.exp(held[head].astype(np.float32) / -16)
    told = np.stack(
        [
            column("clause", rows, "", "indirect"),
            column("clause", rows, "", "reported"),
            column("clause", rows, "B-", ""),
            column("marked", rows, "", "direct"),
            column("marked", rows, "", "partial"),
            column("role", rows, "", "CUE"),
            column("role", rows, "", "SPK"),
        ],
        1,
    )
    told = np.clip(told * 1000, 0, 1000).round().astype(int)
    share = (share * 1000 / 255).round().astype(int)
    bounds, owner = packed["bounds"], packed["article"]
    with args.out.open("w", encoding="utf-8") as out:
        for number, document in load_articles(args.articles):
            windows = np.flatnonzero(owner == number)
            if not len(windows):
                continue
            words = slice(bounds[windows[0]], bounds[windows[-1] + 1])
            source, place = np.nonzero(share[words] >= LEAST)
            target, weight = to[words][source, place], share[words][source, place]
            speaker = np.stack([source, np.where(target < 0, -1, target - words.start), weight], 1)
            line = {"doc_id": document["doc_id"], "starts": packed["start"][words].tolist(), "told": told[words].tolist()}
            line["speaker"] = speaker.tolist()
            out.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
