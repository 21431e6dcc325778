"""Trains the teacher: multilingual-e5-small with one softmax over names, on all free gold sets.

    python train.py --weights e5-small-q4.bin --ner ../data/ner --wikinews OUT --out teacher.pt

The learning rate rises over the first steps and falls to nothing at the end of the epochs, of `--steps` or of `--minutes`,
whichever comes first. Only runs without `--minutes` are repeatable. README.md has the commands of the released teacher.
"""

import argparse
import math
import pathlib
import random
import re
import time

import torch

from evaluate import evaluate
from labels import LABELS, mask
from tagger import Batch, Tagger
from text import read_tagged

# corpus -> (policy of labels.py, how often it is seen in an epoch)
CORPORA = {
    "germeval2014": ("exact", 1),
    "wikinews": ("actors", 1),
    "smartdata": ("three-classes", 1),
    "uner_ewt_en": ("three-classes", 1),
    "redocred_en": ("four-classes", 1),
    "crossner_en": ("broad-misc", 1),
}
SOCIAL_MEDIA = re.compile(r"^[#@]|https?:|^RT$")
JOINED = {"wikinews", "smartdata", "redocred_en"}  # running text: sentences are joined up to a random length
LOSS_CHUNK = 100
WARM_UP = 0.06  # share of the steps over which the learning rate rises


def load_corpus(name, args):
    path = args.wikinews / "train.tsv" if name == "wikinews" else args.ner / name / "train.tsv"
    sentences = [(t, g) for t, g in read_tagged(path)]
    if name == "smartdata":  # its news part; traffic reports and tweets are left out
        sentences = [s for s in sentences if len(s[0]) >= 8 and not any(SOCIAL_MEDIA.search(t) for t in s[0])]
    if name == "uner_ewt_en":  # web and mail: every sentence with names, a third of the others
        sentences = [s for i, s in enumerate(sentences) if i % 3 == 0 or any(tag != "O" for tag in s[1])]
    if name == "crossner_en":
        sentences = sentences[::2]
    return sentences


def join_sentences(sentences, rng):
    """Joins neighbours so that the model also sees windows of more than one sentence."""
    out, limit = [], 0
    for tokens, tags in sentences:
        if out and len(out[-1][0]) + len(tokens) <= limit:
            out[-1] = (out[-1][0] + tokens, out[-1][1] + tags)
        else:
            out.append((tokens, tags))
            limit = rng.choice((0, 0, 50, 80))
    return out


def epoch_batches(corpora, pieces, args, rng):
    """Sentences of all corpora in batches of like length, in random order."""
    items = []
    for name, sentences in corpora.items():
        policy, times = CORPORA[name]
        if name in JOINED:
            sentences = join_sentences(sentences, rng)
        items += [(tokens, tags, policy) for tokens, tags in sentences] * times
    keys = [len(pieces.of_sentence(tokens)[0]) + rng.random() * 4 for tokens, _, _ in items]
    order = sorted(range(len(items)), key=keys.__getitem__)
    batches = [[items[i] for i in order[b : b + args.batch]] for b in range(0, len(order), args.batch)]
    rng.shuffle(batches)
    return batches


def loss_of(tagger, items, masks):
    encoded = [tagger.pieces.of_sentence(tokens) for tokens, _, _ in items]
    batch = Batch(encoded, tagger.pieces.pad)
    with torch.autocast("cpu", torch.bfloat16):
        logits = tagger(batch)
    logits = logits.float()
    allowed = torch.stack(
        [masks[policy, tag] for (_, tags, policy), n in zip(items, batch.lengths) for tag in tags[:n]]
    )
    gold = logits.masked_fill(~allowed, -1e4).logsumexp(-1)
    return (logits.logsumexp(-1) - gold).mean()


class MaskTable(dict):
    def __missing__(self, key):
        self[key] = mask(*key)
        return self[key]


def optimizer_of(tagger, rate):
    trained = [p for p in tagger.encoder.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in trained if p.ndim > 1], "lr": rate, "weight_decay": 0.01},
        {"params": [p for p in trained if p.ndim < 2], "lr": rate, "weight_decay": 0.0},
        {"params": list(tagger.head.parameters()), "lr": 10 * rate, "weight_decay": 0.0},
    ]
    for group in groups:
        group["top"] = group["lr"]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--weights", required=True, help="e5-small-q4.bin")
    parser.add_argument("--ner", required=True, type=pathlib.Path, help="folder of the NER corpora")
    parser.add_argument("--wikinews", required=True, type=pathlib.Path, help="output of project_wikinews.py")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="checkpoint to write")
    parser.add_argument("--resume", help="checkpoint to go on from (the optimiser starts afresh)")
    parser.add_argument("--corpora", default=",".join(CORPORA))
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--steps", type=int, help="use only so many batches; the learning rate ends at nothing there")
    parser.add_argument("--stop", type=int, help="break off after this step, the learning rate wherever it is")
    parser.add_argument("--minutes", type=float, default=math.inf, help="end of training by the clock")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--freeze-layers", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    corpora = {name: load_corpus(name, args) for name in args.corpora.split(",")}
    for name, sentences in corpora.items():
        print(name, len(sentences), "sentences", sum(len(t) for t, _ in sentences), "tokens", flush=True)
    tagger = Tagger(args.weights)
    if args.resume:
        tagger.load(args.resume)
    epochs = [epoch_batches(corpora, tagger.pieces, args, rng) for _ in range(args.epochs)]
    batches = [batch for epoch in epochs for batch in epoch]
    warm_up = WARM_UP * len(batches)
    batches = batches[: args.steps]
    half_epoch = max(1, len(epochs[0]) // 2)
    tagger.encoder.freeze_below(args.freeze_layers)
    optimizer = optimizer_of(tagger, args.rate)
    masks, start, total, n_tokens = MaskTable(), time.time(), 0.0, 0
    tagger.train()
    for step, items in enumerate(batches, 1):
        elapsed = (time.time() - start) / 60
        progress = max(step / len(batches), elapsed / args.minutes)
        if progress >= 1 and step < len(batches):
            print("clock ran out at step", step, flush=True)
            break
        factor = min(step / warm_up, 1) * max(0.0, 1 - progress)
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * factor
        loss = loss_of(tagger, items, masks)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
        optimizer.step()
        total += loss.item()
        n_tokens += sum(len(tokens) for tokens, _, _ in items)
        if step % LOSS_CHUNK == 0:
            rate = n_tokens / (time.time() - start)
            print(f"{step}/{len(batches)} loss {total / LOSS_CHUNK:.4f} minute {elapsed:.1f} {rate:.0f} tokens/s", flush=True)
            total = 0.0
        if step % half_epoch == 0:
            tagger.save(args.out.with_suffix(f".step{step}.pt"), step=step)
        if step == args.stop:
            break
    tagger.save(args.out, step=step, seed=args.seed, corpora=args.corpora)
    evaluate(tagger, args.ner, args.wikinews)


if __name__ == "__main__":
    main()
