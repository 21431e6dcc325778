"""Scores a checkpoint: names on the dev sets, quotes, speakers and deadlines on the articles kept out of training.

    python evaluate_reader.py --packed packed --checkpoint reader.pt

Names: strict span F1 on gold words. Quote spans: strict F1 (same words) and relaxed F1 (share of covered words, both ways) of the two
heads by themselves. Pointers: share of right targets among quotes with a gold target, from the gold quote's first word.
"""

import argparse
import pathlib
import random
import sys

import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "teacher"))

from articles import HEADS
from flat import POINTERS, Flat, load
from labels import CLASSES, KINDS, LABELS, spans, transition_penalty
from reader import ALL_HEADS, POINTER_WIDTH, Reader

THREE = {"PER", "ORG", "LOC"}
SETS = {
    "germeval2014": [("main four", set(CLASSES)), ("all twelve", set(KINDS)), ("PER/ORG/LOC", THREE)],
    "wikinews": [("main four", set(CLASSES)), ("PER/ORG/LOC", THREE)],
}
TARGETS = 6  # so many targets of a pointer are kept a word
STEPS, STARTS = (table.numpy() for table in transition_penalty())


def viterbi(log_probs):
    """Numbers of the best allowed labels of one sentence; `log_probs`: words x labels."""
    score, back = log_probs[0] + STARTS, []
    for row in log_probs[1:]:
        steps = score[:, None] + STEPS
        source = steps.argmax(0)
        score = steps[source, np.arange(len(source))] + row
        back.append(source)
    path = [int(score.argmax())]
    for source in reversed(back):
        path.append(int(source[path[-1]]))
    return path[::-1]


def log_probs(reader, flat, windows, heads, size=32768):
    """Words x labels of each head, for all words of the run (0 where no window has a word)."""
    n = len(flat.places) - 1
    out = {name: np.zeros((n, len(ALL_HEADS[name])), np.float32) for name in heads}
    with torch.inference_mode(), torch.autocast(flat.device, torch.bfloat16):
        for part in flat.batches(windows, size, random.Random(0), shuffle=False):
            batch = flat.batch(part, reader.pieces)
            words = reader.states(batch)[batch.rows, batch.columns]
            at = batch.words.cpu().numpy()
            for name in heads:
                out[name][at] = reader.heads[name](words).float().log_softmax(-1).cpu().numpy()
    return out


def gold_label(bits):
    """The first label that the bits allow but O, or O."""
    return 0 if bits & 1 else (int(bits) & -int(bits)).bit_length() - 1


def score_names(reader, packed, device, title):
    for path in sorted(packed.glob("dev.*.pkl.xz")):
        name = path.name.split(".")[1]
        flat = Flat({name: load(path)}, device)
        windows = flat.windows(name)
        probs = log_probs(reader, flat, windows, ["names"])["names"]
        allowed = flat.allowed.cpu().numpy()
        counts = {}
        for a, b in windows:
            predicted = spans([LABELS[k] for k in viterbi(probs[a:b])])
            gold = spans([LABELS[gold_label(bits)] for bits in allowed[a:b]])
            for kinds in [{k} for k in CLASSES] + [kinds for _, kinds in SETS.get(name, [("", THREE)])]:
                p, g = {s for s in predicted if s[2] in kinds}, {s for s in gold if s[2] in kinds}
                row = counts.setdefault(tuple(sorted(kinds)), [0, 0, 0])
                row[0], row[1], row[2] = row[0] + len(p & g), row[1] + len(p), row[2] + len(g)
        shown = []
        for label, kinds in SETS.get(name, [("PER/ORG/LOC", THREE)]) + [(k, {k}) for k in CLASSES[:3]]:
            right, p, g = counts[tuple(sorted(kinds))]
            shown.append(f"{label} {200 * right / max(p + g, 1):.1f}")
        print(f"{title} {name}: {', '.join(shown)}", flush=True)


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
    """Strict and relaxed hits of lists of (word set, type)."""
    strict = sum((q, t) in predicted for q, t in gold)
    cover_gold = sum(max((len(q & p) / len(q) for p, _ in predicted), default=0) for q, _ in gold)
    cover_pred = sum(max((len(q & p) / len(p) for q, _ in gold), default=0) for p, _ in predicted)
    return np.array([strict, cover_gold, cover_pred, len(gold), len(predicted)], float)


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


def f1(a, b):
    return 200 * a * b / max(a + b, 1e-9)


def score_articles(reader, packed, device, title):
    flat = Flat({"articles": load(packed / "articles.pkl.xz")}, device)
    kept = flat.windows("articles", None, flat.parts["articles"].article % 10 == 9)
    probs = log_probs(reader, flat, kept, list(HEADS))
    targets = dict(zip(HEADS, flat.targets.cpu().numpy()))
    sums, due = {}, dict.fromkeys(("gold", "found", "kind", "said"), 0)
    for a, b in kept:
        gold = {name: [labels[k] for k in targets[name][a:b]] for name, labels in HEADS.items()}
        said = {name: [labels[k] for k in probs[name][a:b].argmax(-1)] for name, labels in HEADS.items()}
        for head in ("marked", "clause"):
            g, p = quotes_of(gold[head]), quotes_of(said[head])
            sums[head] = sums.get(head, 0) + quote_scores(g, p)
            for kind in {t for _, t in g + p}:
                sums[kind] = sums.get(kind, 0) + quote_scores([q for q in g if q[1] == kind], [q for q in p if q[1] == kind])
        for where, kind in stretches(gold["due"]):
            kinds = [said["due"][i] for i in where if said["due"][i] != "O"]
            due["gold"] += 1
            due["found"] += bool(kinds)
            due["kind"] += bool(kinds) and kinds[-1] == kind
        due["said"] += len(stretches(said["due"]))
    for head, (strict, cover_gold, cover_pred, n_gold, n_said) in sums.items():
        relaxed = f1(cover_pred / max(n_said, 1), cover_gold / max(n_gold, 1))
        strict = f1(strict / max(n_said, 1), strict / max(n_gold, 1))
        print(f"{title} {head}: strict {strict:.1f} relaxed {relaxed:.1f} ({n_gold:.0f} gold, {n_said:.0f} found)", flush=True)
    right = {name: [0, 0] for name in POINTERS}
    with torch.inference_mode(), torch.autocast(device, torch.bfloat16):
        for part in flat.batches(kept, 32768, random.Random(0), shuffle=False):
            batch = flat.batch(part, reader.pieces)
            states = reader.states(batch)
            for name in POINTERS:
                pairs = batch.pairs(flat, name)
                if pairs is not None:
                    best = reader.point(name, states, batch, pairs).argmax(-1)
                    right[name][0] += int(((best == pairs[2]) & (pairs[2] > 0)).sum())
                    right[name][1] += int((pairs[2] > 0).sum())
    print(title, {name: f"{100 * a / max(b, 1):.1f} of {b}" for name, (a, b) in right.items()}, due, flush=True)


def evaluate(reader, packed, device, articles, title=""):
    score_names(reader, packed, device, title)
    if articles:
        score_articles(reader, packed, device, title)


def pointed(reader, flat, windows, size=32768):
    """For each pointer and word of the run the likeliest targets (words of the run, -1 for nothing) and their probabilities.

    As in the program, a target is the first piece of one of the window's words, or the window's first piece for nothing.
    """
    n = len(flat.places) - 1
    found = {name: (np.full((n, TARGETS), -1, np.int32), np.zeros((n, TARGETS), np.float32)) for name in POINTERS}
    with torch.inference_mode(), torch.autocast(flat.device, torch.bfloat16):
        for part in flat.batches(windows, size, random.Random(0), shuffle=False):
            batch = flat.batch(part, reader.pieces)
            states = reader.states(batch)
            words = states[batch.rows, batch.columns]
            ends = np.cumsum(part[:, 1] - part[:, 0])
            for name, (targets, shares) in found.items():
                asked, answers = reader.ask[name](words), reader.answer[name](words)
                nothing = reader.answer[name](states[:, 0])
                for row, ((a, b), end) in enumerate(zip(part, ends)):
                    own = slice(end - (b - a), end)
                    scores = asked[own] @ torch.cat([nothing[row : row + 1], answers[own]]).T / POINTER_WIDTH**0.5
                    best = scores.float().softmax(-1).topk(min(TARGETS, scores.shape[1]))
                    at = best.indices.cpu().numpy()
                    targets[a:b, : at.shape[1]] = np.where(at == 0, -1, at - 1 + a)
                    shares[a:b, : at.shape[1]] = best.values.cpu().numpy()
    return found


def held_out(reader, packed, device, hold, path):
    """Writes what the checkpoint says of the articles that were kept out of it: words of the run, for each head sixteenths of -log p,
    and for each pointer the likeliest targets of each word (`speaker.to`) and their probabilities in 255ths (`speaker.share`)."""
    flat = Flat({"articles": load(packed / "articles.pkl.xz")}, device)
    windows = flat.windows("articles", None, flat.parts["articles"].article % 5 == hold)
    heads = list(ALL_HEADS)
    probs = log_probs(reader, flat, windows, heads)
    words = np.concatenate([np.arange(a, b) for a, b in windows])
    rows = {name: np.clip(-16 * probs[name][words], 0, 255).round().astype(np.uint8) for name in heads}
    for name, (targets, shares) in pointed(reader, flat, windows).items():
        rows[f"{name}.to"] = targets[words]
        rows[f"{name}.share"] = (255 * shares[words]).round().astype(np.uint8)
    np.savez_compressed(path, words=words, **rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--packed", required=True, type=pathlib.Path)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--device", default="cpu")
    args = parser.parse_args()
    layers = torch.load(args.checkpoint, map_location="cpu")["layers"]
    reader = Reader(args.packed / "base.bin", layers).load(args.checkpoint).to(args.device).eval()
    evaluate(reader, args.packed, args.device, articles=True)


if __name__ == "__main__":
    main()
