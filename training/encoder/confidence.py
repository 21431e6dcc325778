"""Fits the confidence of the encoder's names: `CALIBRATION` of `src/names/encoded.rs`.

    ../../scripts/scoreboard --only names --keep kept -- --engine accurate
    python confidence.py --kept kept --ner ../../../shared/data/ner

Fitted on every other sentence of the development sets of GermEval, EWT and WNUT, on the logistic scale: offset + slope * log-odds of what the
tables say now (offset 0 and slope 1 in the program while this runs, else the new numbers come on top). The others tell how it does.
"""

import argparse
import csv
import json
import math
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "teacher"))

from labels import spans
from text import read_tagged

SETS = {"germeval2014": {"PER", "ORG", "LOC", "MISC"}, "uner_ewt_en": {"PER", "ORG", "LOC"}, "wnut17_en": {"PER", "ORG", "LOC"}}


def gold_spans(text, tokens, tags):
    """(start, end, type) in code points."""
    places, at = [], 0
    for token in tokens:
        at = text.index(token, at)
        places.append((at, at + len(token)))
        at += len(token)
    return {(places[a][0], places[b - 1][1], kind) for a, b, kind in spans(tags)}


def judged(kept, ner, name):
    """(number of the sentence, log-odds, is right) of each mention."""
    folder = kept / f"ner-{name}"
    texts = [json.loads(line) for line in (folder / "input.jsonl").open(encoding="utf-8")]
    gold = {}
    for document, (tokens, tags) in zip(texts, read_tagged(ner / name / "dev.tsv")):
        gold[document["id"]] = gold_spans(document["text"], tokens, tags)
    with (folder / "mentions.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["kind"] == "name" and row["type"] in SETS[name]:
                share = min(max(float(row["confidence"]), 0.005), 0.995)
                right = (int(row["start"]), int(row["end"]), row["type"]) in gold[row["doc_id"]]
                yield int(row["doc_id"]), math.log(share / (1 - share)), right


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kept", required=True, type=pathlib.Path)
    parser.add_argument("--ner", required=True, type=pathlib.Path)
    args = parser.parse_args()
    seen = [mention for name in SETS for mention in judged(args.kept, args.ner, name)]
    fitted = [(x, right) for number, x, right in seen if number % 2 == 0]
    offset, slope = 0.0, 1.0
    for _ in range(3000):
        errors = [(1 / (1 + math.exp(-offset - slope * x)) - right, x) for x, right in fitted]
        offset -= sum(error for error, _ in errors) / len(errors)
        slope -= 0.2 * sum(error * x for error, x in errors) / len(errors)
    print(f"offset {offset:.3f}, slope {slope:.3f}, fitted on {len(fitted)} mentions; on the others:")
    tenths = {}
    for number, x, right in seen:
        if number % 2:
            sure = 1 / (1 + math.exp(-offset - slope * x))
            tenths.setdefault(int(sure * 10), []).append((sure, right))
    for tenth, some in sorted(tenths.items()):
        sure, right = sum(s for s, _ in some) / len(some), sum(r for _, r in some) / len(some)
        print(f"confidence {sure:.2f}: right {right:.2f} of {len(some)}")


if __name__ == "__main__":
    main()
