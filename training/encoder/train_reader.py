"""Trains the encoder of the accurate engine: names, quotes, speakers and deadlines together.

    python train_reader.py --weights e5-small-q4.bin --pieces pieces.txt --start teacher.pt --ner ../data/ner --articles train.jsonl.gz --out reader.pt

Starts from the teacher for names. The lowest layers stay as they are; what they make of the articles is computed once. Each
epoch sees every article and a sample of the sentences that only teach names. Runs with `--steps` are repeatable, those that
`--minutes` ends are so but for the exact curve of the learning rate.
"""

import argparse
import math
import pathlib
import random
import sys
import time
import types

import torch
import torch.nn.functional as F

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "teacher"))

import articles
from articles import HEADS, POINTERS
from evaluate_reader import evaluate
from labels import mask
from reader import Reader, padded

NER = {  # corpus -> (policy of labels.py, joined to stretches of several sentences)
    "germeval2014": ("exact", False),
    "smartdata": ("three-classes", True),
    "uner_ewt_en": ("three-classes", False),
    "redocred_en": ("four-classes", True),
    "crossner_en": ("broad-misc", False),
}
WEIGHTS = {"names": 1.0, "marked": 1.0, "clause": 1.5, "role": 1.0, "due": 3.0}
POINTER_WEIGHT = 0.2
WARM_UP = 0.06
TARGETS = {name: {label: i for i, label in enumerate(labels)} for name, labels in HEADS.items()}


class Item(types.SimpleNamespace):
    """Pieces, places, and what may be learnt from a window or a sentence."""


def name_items(args, pieces, rng):
    from train import join_sentences, load_corpus  # the teacher's

    items = []
    for name, (policy, joined) in NER.items():
        sentences = load_corpus(name, types.SimpleNamespace(ner=args.ner))
        if joined:
            sentences = join_sentences(sentences, rng)
        for words, tags in sentences:
            ids, places = pieces.of_sentence(words)
            allowed = torch.stack([mask(policy, tag) for tag in tags[: len(places)]])
            items.append(Item(ids=ids, places=places, allowed=allowed, window=None, state=None))
    return items


def article_items(args, pieces):
    kept, train = [], []
    for document, is_valid in articles.load(args.articles):
        for window in articles.windows_of(document, pieces):
            (kept if is_valid else train).append(window)
    items = []
    for window in train:
        item = Item(ids=window.ids, places=window.places, window=window, state=None)
        item.allowed = torch.stack([mask("actors", tag) for tag in window.tags["names"]])
        item.targets = {
            name: torch.tensor([TARGETS[name][tag] for tag in window.tags[name]]) for name in HEADS
        }
        items.append(item)
    return items, kept


def batches_of(items, size, rng):
    """Items of like length together, at most `size` pieces with padding; random order."""
    order = sorted(items, key=lambda item: len(item.ids) + rng.random() * 6)
    batches, batch = [], []
    for item in order:
        if batch and (len(batch) + 1) * max(len(i.ids) for i in [*batch, item]) > size:
            batches.append(batch)
            batch = []
        batch.append(item)
    batches.append(batch)
    rng.shuffle(batches)
    return batches


def lower_states(reader, batch, n):
    ids, mask_ = padded([(item.ids, item.places) for item in batch], reader.pieces.pad)
    if all(item.state is not None for item in batch):
        x = torch.zeros(*ids.shape, reader.encoder.width, dtype=torch.bfloat16)
        for row, item in enumerate(batch):
            x[row, : len(item.ids)] = item.state
        return x.float(), mask_
    x = reader.lower(ids, mask_, n)
    for row, item in enumerate(batch):
        if item.window is not None:
            item.state = x[row, : len(item.ids)].to(torch.bfloat16)
    return x, mask_


def loss_of(reader, batch, n, parts):
    with torch.autocast("cpu", torch.bfloat16):
        x, mask_ = lower_states(reader, batch, n)
        states = reader.upper(x, mask_, n).float()
    rows = torch.cat([torch.full((len(i.places),), row) for row, i in enumerate(batch)])
    columns = torch.tensor([place for item in batch for place in item.places])
    words = F.dropout(states[rows, columns], 0.1)
    logits = reader.heads["names"](words)
    allowed = torch.cat([item.allowed for item in batch])
    gold = logits.masked_fill(~allowed, -1e4).logsumexp(-1)
    losses = {"names": (logits.logsumexp(-1) - gold).mean()}
    if batch[0].window is not None:
        for name in HEADS:
            target = torch.cat([item.targets[name] for item in batch])
            losses[name] = F.cross_entropy(reader.heads[name](words), target)
        for name in POINTERS:
            found = []
            for row, item in enumerate(batch):
                pairs = item.window.pointers[name]
                if pairs:
                    source = [item.places[s] for s, _ in pairs]
                    target = torch.tensor([item.places[t] if t >= 0 else 0 for _, t in pairs])
                    scores = reader.point(name, states[row, : len(item.ids)], source)
                    found.append(F.cross_entropy(scores, target, reduction="sum"))
            if found:
                losses[name] = sum(found) / 10
    for name, loss in losses.items():
        parts.setdefault(name, []).append(loss.item())
    return sum(loss * WEIGHTS.get(name, POINTER_WEIGHT) for name, loss in losses.items())


def optimizer_of(reader, n, rate):
    body = [p for layer in reader.encoder.layers[n:] for p in layer.parameters()]
    heads = [p for part in (reader.heads, reader.ask, reader.answer) for p in part.parameters()]
    groups = [
        {"params": [p for p in body if p.ndim > 1], "lr": rate, "weight_decay": 0.01},
        {"params": [p for p in body if p.ndim < 2], "lr": rate, "weight_decay": 0.0},
        {"params": heads, "lr": 8 * rate, "weight_decay": 0.0},
    ]
    for group in groups:
        group["top"] = group["lr"]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True), body + heads


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--weights", required=True)
    parser.add_argument("--pieces", required=True)
    parser.add_argument("--start", required=True, help="checkpoint of the teacher, or of this script")
    parser.add_argument("--ner", required=True, type=pathlib.Path)
    parser.add_argument("--articles", required=True, type=pathlib.Path)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--minutes", type=float, default=math.inf)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--batch", type=int, default=1000, help="pieces a batch")
    parser.add_argument("--names-share", type=float, default=0.1, help="share of the names' sentences in an epoch")
    parser.add_argument("--freeze-layers", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    reader = Reader(args.weights, args.pieces).load(args.start)
    names = name_items(args, reader.pieces, rng)
    texts, kept = article_items(args, reader.pieces)
    rng.shuffle(names)
    share = int(len(names) * args.names_share)
    batches = []
    for epoch in range(args.epochs):
        sample = [names[i % len(names)] for i in range(epoch * share, (epoch + 1) * share)]
        mixed = batches_of(sample, args.batch, rng) + batches_of(texts, args.batch, rng)
        rng.shuffle(mixed)
        batches += mixed
    print(len(texts), "windows", len(kept), "kept out", len(names), "sentences", len(batches), "steps", flush=True)
    batches = batches[: args.steps]
    n = args.freeze_layers
    reader.requires_grad_(False)
    for part in (*reader.encoder.layers[n:], reader.heads, reader.ask, reader.answer):
        part.requires_grad_(True)
    optimizer, trained = optimizer_of(reader, n, args.rate)
    start, seen, parts, saved = time.time(), 0, {}, 0.0
    reader.train()
    for step, batch in enumerate(batches, 1):
        elapsed = (time.time() - start) / 60
        progress = max(step / len(batches), elapsed / args.minutes)
        if progress >= 1 and step < len(batches):
            print("clock ran out at step", step, flush=True)
            break
        factor = min(step / (WARM_UP * len(batches)), 1) * max(0.0, 1 - progress)
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * factor
        loss = loss_of(reader, batch, n, parts)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        seen += sum(len(item.ids) for item in batch)
        if step % 40 == 0:
            shown = " ".join(f"{name} {sum(v) / len(v):.3f}" for name, v in parts.items())
            rate = seen / (time.time() - start)
            print(f"{step}/{len(batches)} minute {elapsed:.1f} {rate:.0f} pieces/s {shown}", flush=True)
            parts = {}
        if elapsed - saved > 6:
            reader.save(args.out.with_suffix(".part.pt"), step=step)
            saved = elapsed
    reader.save(args.out, step=step, seed=args.seed, freeze=n)


if __name__ == "__main__":
    main()
