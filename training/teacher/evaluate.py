"""Strict span F1 of a teacher checkpoint on the dev sets (gold tokens).

    python evaluate.py --weights e5-small-q4.bin --ner ../data/ner --wikinews OUT --checkpoint teacher.pt
"""

import argparse
import pathlib

import torch

from labels import CLASSES, KINDS, spans
from tagger import Tagger, predict
from text import read_tagged

THREE = {"PER", "ORG", "LOC"}
SETS = {
    "germeval2014": [("main four", set(CLASSES)), ("all twelve", set(KINDS)), ("PER/ORG/LOC", THREE)],
    "smartdata": [("PER/ORG/LOC", THREE)],
    "uner_ewt_en": [("PER/ORG/LOC", THREE)],
    "wikinews": [("main four", set(CLASSES)), ("PER/ORG/LOC", THREE)],
}


def scores(gold, predicted, kinds):
    """Precision, recall, F1 in per cent over spans of the given kinds."""
    right = n_gold = n_predicted = 0
    for g, p in zip(gold, predicted):
        g = {s for s in spans(g) if s[2] in kinds}
        p = {s for s in spans(p) if s[2] in kinds}
        right, n_gold, n_predicted = right + len(g & p), n_gold + len(g), n_predicted + len(p)
    precision, recall = right / max(n_predicted, 1), right / max(n_gold, 1)
    return 100 * precision, 100 * recall, 200 * precision * recall / max(precision + recall, 1e-9)


def evaluate(tagger, ner, wikinews, names=tuple(SETS)):
    for name in names:
        path = wikinews / "valid.tsv" if name == "wikinews" else ner / name / "dev.tsv"
        sentences = read_tagged(path)
        predicted = [None] * len(sentences)
        for i, tags, _, _ in predict(tagger, [tokens for tokens, _ in sentences]):
            predicted[i] = tags
        gold = [tags for _, tags in sentences]
        kinds = SETS.get(name, [("PER/ORG/LOC", THREE)])
        kinds = kinds + [(k, {k}) for k in CLASSES if any(k in t for g in gold for t in g)]
        for title, chosen in kinds:
            p, r, f = scores(gold, predicted, chosen)
            print(f"{name:14} {title:12} P {p:5.1f} R {r:5.1f} F {f:5.1f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--weights", required=True)
    parser.add_argument("--ner", required=True, type=pathlib.Path)
    parser.add_argument("--wikinews", required=True, type=pathlib.Path)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    tagger = Tagger(args.weights).load(args.checkpoint)
    evaluate(tagger, args.ner, args.wikinews, args.sets.split(","))


if __name__ == "__main__":
    main()
