"""Scores a checkpoint: names on the dev sets, quotes, speakers and deadlines on the articles kept out of training.

    python evaluate_reader.py --weights e5-small-q4.bin --pieces pieces.txt --checkpoint reader.pt --ner ../data/ner \
        --wikinews OUT --articles train.jsonl.gz

Quote spans: strict F1 (same words), relaxed F1 (share of covered words, both ways), of the two heads by themselves, without the
rules that mend edges. Pointers: share of right targets among quotes with a gold target, from the gold quote's first word.
"""

import argparse
import pathlib
import sys

import torch

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "teacher"))

import articles
from articles import HEADS, POINTERS
from evaluate import SETS, scores
from labels import CLASSES, LABELS
from reader import Reader, padded
from tagger import is_valid, viterbi
from text import read_tagged


def states_of(reader, windows, size=16):
    """Yields (number, states of its pieces) in order of length."""
    order = sorted(range(len(windows)), key=lambda i: len(windows[i][0]))
    reader.eval()
    for start in range(0, len(order), size):
        chosen = order[start : start + size]
        ids, mask = padded([windows[i] for i in chosen], reader.pieces.pad)
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            x = reader.upper(reader.lower(ids, mask, 0), mask, 0).float()
        for row, i in enumerate(chosen):
            yield i, x[row, : len(windows[i][0])]


def tag_names(reader, sentences):
    windows = [reader.pieces.of_sentence(words) for words in sentences]
    tagged = [None] * len(sentences)
    with torch.inference_mode():
        for i, states in states_of(reader, windows):
            log_probs = reader.heads["names"](states[windows[i][1]]).log_softmax(-1)
            tags = [LABELS[k] for k in log_probs.argmax(-1).tolist()]
            if not is_valid(tags):
                tags = viterbi(log_probs)
            tagged[i] = tags + ["O"] * (len(sentences[i]) - len(tags))
    return tagged


def quotes_of(tags):
    """Sets of word numbers, each with its type; an I after another tag goes on with the last quote of its type."""
    found = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        if tag[0] == "B" or not found or found[-1][1] != tag[2:] or i - max(found[-1][0]) > 30:
            found.append((set(), tag[2:]))
        found[-1][0].add(i)
    return found


def quote_scores(gold, predicted):
    """Strict and relaxed F1 of lists of (word set, type)."""
    strict = sum((q, t) in predicted for q, t in gold)
    cover_gold = sum(max((len(q & p) / len(q) for p, _ in predicted), default=0) for q, _ in gold)
    cover_pred = sum(max((len(q & p) / len(p) for q, _ in gold), default=0) for p, _ in predicted)
    return strict, cover_gold, cover_pred


def f1(a, b):
    return 200 * a * b / max(a + b, 1e-9)


def evaluate(reader, ner, wikinews, kept, sets=tuple(SETS)):
    for name in sets:
        path = wikinews / "valid.tsv" if name == "wikinews" else ner / name / "dev.tsv"
        sentences = read_tagged(path)
        predicted = tag_names(reader, [words for words, _ in sentences])
        gold = [tags for _, tags in sentences]
        for title, chosen in SETS[name] + [(k, {k}) for k in CLASSES]:
            p, r, f = scores(gold, predicted, chosen)
            print(f"{name:14} {title:12} P {p:5.1f} R {r:5.1f} F {f:5.1f}", flush=True)
    evaluate_articles(reader, kept)


def evaluate_articles(reader, kept):
    right = {name: [0, 0] for name in POINTERS}
    total = {head: [0.0] * 5 for head in ("marked", "clause")}
    due = {"found": 0, "kind": 0, "gold": 0, "pred": 0}
    by_type = {}
    with torch.inference_mode():
        for number, states in states_of(reader, [(w.ids, w.places) for w in kept]):
            window = kept[number]
            tags = {
                name: [labels[k] for k in reader.heads[name](states[window.places]).argmax(-1).tolist()]
                for name, labels in HEADS.items()
            }
            for head, row in total.items():
                gold, predicted = quotes_of(window.tags[head]), quotes_of(tags[head])
                strict, cover_gold, cover_pred = quote_scores(gold, predicted)
                for i, value in enumerate((strict, cover_gold, cover_pred, len(gold), len(predicted))):
                    row[i] += value
                for kind in {t for _, t in gold + predicted}:
                    g, p = [q for q in gold if q[1] == kind], [q for q in predicted if q[1] == kind]
                    strict, cover_gold, cover_pred = quote_scores(g, p)
                    sums = by_type.setdefault(kind, [0.0] * 5)
                    for i, value in enumerate((strict, cover_gold, cover_pred, len(g), len(p))):
                        sums[i] += value
            for name in POINTERS:
                pairs = [(s, t) for s, t in window.pointers[name] if t >= 0]
                if pairs:
                    places = reader.point(name, states, [window.places[s] for s, _ in pairs]).argmax(-1).tolist()
                    right[name][0] += sum(window.places[t] == place for (_, t), place in zip(pairs, places))
                    right[name][1] += len(pairs)
            for g, p in zip(stretches(window.tags["due"]), [tags["due"]] * 10**6):
                due["gold"] += 1
                kinds = [p[i] for i in g[0] if p[i] != "O"]
                due["found"] += bool(kinds)
                due["kind"] += bool(kinds) and kinds[-1] == g[1]
            due["pred"] += len(stretches(tags["due"]))
    for head, row in [*total.items(), *by_type.items()]:
        strict, cover_gold, cover_pred, n_gold, n_pred = row
        print(
            f"{head:9} strict {f1(strict / max(n_pred, 1), strict / max(n_gold, 1)):5.1f}"
            f" relaxed P {100 * cover_pred / max(n_pred, 1):5.1f} R {100 * cover_gold / max(n_gold, 1):5.1f}"
            f" F {f1(cover_pred / max(n_pred, 1), cover_gold / max(n_gold, 1)):5.1f}"
            f" ({n_gold:.0f} gold, {n_pred:.0f} found)"
        )
    print({name: f"{100 * a / max(b, 1):.1f} of {b}" for name, (a, b) in right.items()}, due, flush=True)


def stretches(tags):
    """(word numbers, kind) of the runs of one kind."""
    found = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        if found and found[-1][1] == tag and found[-1][0][-1] == i - 1:
            found[-1][0].append(i)
        else:
            found.append(([i], tag))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--weights", required=True)
    parser.add_argument("--pieces", required=True)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--ner", required=True, type=pathlib.Path)
    parser.add_argument("--wikinews", required=True, type=pathlib.Path)
    parser.add_argument("--articles", required=True, type=pathlib.Path)
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    reader = Reader(args.weights, args.pieces).load(args.checkpoint)
    kept = [w for d, is_valid in articles.load(args.articles) if is_valid for w in articles.windows_of(d, reader.pieces)]
    evaluate(reader, args.ner, args.wikinews, kept, [s for s in args.sets.split(",") if s])


if __name__ == "__main__":
    main()
