"""Trains the encoder with its heads on packed corpora (pack.py): names, and with `--articles` quotes, speakers and deadlines.

    python train_reader.py --packed packed --out names1.pt --epochs 6 --seed 1
    python train_reader.py --packed packed --out reader.pt --epochs 6 --articles 4 --taught taught --text en_gmb,de_voice \
        --start reader0.pt --layers 0,1,3,4,6,7,9,11

`--articles N`: each epoch sees every annotated article N times. `--taught`: probabilities of free text by other checkpoints (teach.py),
which are learnt beside the gold. `--hold K`: articles whose number leaves K when divided by five are kept out, and what the
checkpoint says of them is written beside it (`OUT.held.npz`). One kind of machine, one result, but for the order of atomic sums.
"""

import argparse
import pathlib
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from evaluate_reader import evaluate, held_out
from flat import LABELS_OF, POINTERS, Flat, load
from reader import Reader

JOINED = {"wikinews", "smartdata", "redocred_en"}  # running text: sentences are joined at random
WEIGHTS = {"names": 1.0, "marked": 1.0, "clause": 1.5, "role": 1.0, "due": 2.0, "speaker": 0.3, "cue": 0.2, "responsible": 0.2}
WARM_UP = 0.06


def corpora_of(args):
    """Name -> arrays, in the order in which they lie in the run."""
    found = {}
    for path in sorted(args.packed.glob("train.*.pkl.xz")):
        found[path.name.split(".")[1]] = load(path)
    if args.articles:
        found["articles"] = load(args.packed / "articles.pkl.xz")
        del found["wikinews"]  # the same articles
    for name in args.text:
        found[name] = {**load(args.packed / f"text.{name}.pkl.xz"), "is_text": True}
    return found


def epoch_of(flat, args, rng):
    """All batches of one epoch, in random order."""
    windows = []
    for name, part in flat.parts.items():
        if name == "articles":
            own = [flat.windows(name, None, kept_articles(part, args))] * args.articles
        elif name in args.text:
            own = [flat.windows(name)]
            share = args.text_share
            own = [own[0][np.sort(np.random.default_rng(rng.getrandbits(32)).permutation(len(own[0]))[: int(share * len(own[0]))])]]
        else:
            own = [flat.windows(name, rng if name in JOINED else None)]
            if name == "crossner_en":
                own = [own[0][rng.randrange(2) :: 2]]
        windows += own
    return flat.batches(np.concatenate(windows), args.batch, rng)


def kept_articles(part, args):
    """Which windows of articles may be trained on: every tenth article is for validation, or every fifth with `--hold`."""
    if args.hold is not None:
        return part.article % 5 != args.hold
    return part.article % 10 != 9


def loss_of(reader, flat, batch, taught):
    """Losses by head."""
    with torch.autocast(flat.device, torch.bfloat16):
        states = reader.states(batch)
        words = F.dropout(states[batch.rows, batch.columns], 0.1)
        logits = {name: head(words).float() for name, head in reader.heads.items()}
    losses = {}
    names = logits["names"].log_softmax(-1)
    soft = flat.soft[batch.words]
    is_gold = soft < 0
    bits = (flat.allowed[batch.words, None] >> torch.arange(names.shape[1], device=flat.device)) & 1
    gold = -names.masked_fill(bits == 0, -1e4).logsumexp(-1)
    losses["names"] = (gold * is_gold).sum() / max(len(gold), 1)
    if flat.has_soft:
        rows = soft.clamp_min(0)
        for name in taught:
            of = logits[name].log_softmax(-1)
            loss = -(taught[name][rows].float() * of).sum(-1)
            losses[name + "*"] = (loss * ~is_gold).sum() / max(len(loss), 1)
    targets = flat.targets[:, batch.words].long()
    asked = targets[0] >= 0
    if len(flat.pointers["speaker"]):
        for number, name in enumerate(LABELS_OF):
            loss = F.cross_entropy(logits[name], targets[number].clamp_min(0), reduction="none")
            losses[name] = (loss * asked).sum() / asked.sum().clamp_min(1)
        for name in POINTERS:
            pairs = batch.pairs(flat, name)
            if pairs is not None:
                with torch.autocast(flat.device, torch.bfloat16):
                    scores = reader.point(name, states, batch, pairs)
                losses[name] = F.cross_entropy(scores, pairs[2])
    return losses


def hide_words(batch, share, pieces):
    """Replaces pieces by the unknown one, so that a name is also learnt from what stands around it."""
    marks = (batch.ids == pieces.bos) | (batch.ids == pieces.eos) | (batch.ids == pieces.pad)
    hidden = (torch.rand(batch.ids.shape, device=batch.ids.device) < share) & ~marks
    batch.ids = torch.where(hidden, pieces.unk, batch.ids)


def optimizer_of(reader, rate, device):
    trained = [p for p in reader.encoder.parameters() if p.requires_grad]
    heads = [p for part in (reader.heads, reader.ask, reader.answer) for p in part.parameters()] + [reader.lists]
    groups = [
        {"params": [p for p in trained if p.ndim > 1], "lr": rate, "weight_decay": 0.01},
        {"params": [p for p in trained if p.ndim < 2], "lr": rate, "weight_decay": 0.0},
        {"params": heads, "lr": 8 * rate, "weight_decay": 0.0},
    ]
    for group in groups:
        group["top"] = group["lr"]
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True), trained + heads


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--packed", required=True, type=pathlib.Path)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--start", help="checkpoint to begin with")
    parser.add_argument("--layers", type=lambda s: [int(n) for n in s.split(",")])
    parser.add_argument("--articles", type=int, default=0)
    parser.add_argument("--hold", type=int)
    parser.add_argument("--text", type=lambda s: s.split(","), default=[])
    parser.add_argument("--text-share", type=float, default=1.0, help="share of the text that an epoch sees")
    parser.add_argument("--taught", type=pathlib.Path)
    parser.add_argument("--teach", type=lambda s: s.split(","), default=["names"], help="heads that are taught")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--steps", type=int, help="end after so many, for tests")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--batch", type=int, default=4096, help="pieces")
    parser.add_argument("--hide", type=float, default=0.0, help="share of pieces that are hidden in each batch")
    parser.add_argument("--average", type=float, default=0.0, help="what is kept is an average over steps that forgets so slowly (0.999)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1e9, help="the learning rate ends at nothing then at the latest")
    parser.add_argument("--device", default="cuda")
    return parser.parse_args()


def main():
    args = arguments()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    reader = Reader(args.packed / "base.bin", args.layers)
    if args.start:
        reader.load(args.start)
    reader.to(args.device)
    flat = Flat(corpora_of(args), args.device)
    taught = {}
    if args.taught:
        for name in args.teach:
            parts = [np.load(args.taught / f"{text}.{name}.npy", mmap_mode="r") for text in args.text]
            taught[name] = torch.from_numpy(np.concatenate(parts)).to(args.device)
    batches = [batch for _ in range(args.epochs) for batch in epoch_of(flat, args, rng)][: args.steps]
    optimizer, trained = optimizer_of(reader, args.rate, args.device)
    kept = [p.detach().clone() for p in trained] if args.average else []
    start, seen, sums, progress = time.time(), 0, {}, 0.0
    reader.train()
    for step, windows in enumerate(batches, 1):
        progress = max(step / len(batches), (time.time() - start) / args.seconds)
        if progress >= 1 and step < len(batches):
            print(args.out.name, "clock ran out at step", step, "of", len(batches), flush=True)
            break
        factor = min(step / (WARM_UP * len(batches)), 1) * max(0.0, 1 - progress)
        for group in optimizer.param_groups:
            group["lr"] = group["top"] * factor
        batch = flat.batch(windows, reader.pieces)
        if args.hide:
            hide_words(batch, args.hide, reader.pieces)
        losses = loss_of(reader, flat, batch, taught)
        loss = sum(loss * WEIGHTS[name.rstrip("*")] for name, loss in losses.items())
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        if kept:
            torch._foreach_lerp_(kept, [p.detach() for p in trained], max(1 - args.average, 1 / (1 + step)))
        seen += int(flat.lengths(windows).sum())
        for name, value in losses.items():
            sums.setdefault(name, []).append(value.detach())
        if step % 400 == 0 or step == len(batches):
            shown = " ".join(f"{name} {float(sum(v) / len(v)):.3f}" for name, v in sums.items())
            elapsed = time.time() - start
            print(f"{args.out.name} {step}/{len(batches)} {elapsed:.0f} s {seen / elapsed:.0f} pieces/s {shown}", flush=True)
            sums = {}
    with torch.no_grad():
        for parameter, average in zip(trained, kept):
            parameter.copy_(average)
    reader.eval()
    reader.save(args.out, step=step, seed=args.seed)
    if args.hold is None:
        evaluate(reader, args.packed, args.device, articles=bool(args.articles), title=args.out.stem)
    else:
        held_out(reader, args.packed, args.device, args.hold, args.out.with_suffix(".held.npz"))


if __name__ == "__main__":
    main()
