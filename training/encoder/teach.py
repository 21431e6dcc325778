"""What checkpoints together say of free text: the mean of their probabilities, for every head.

    python teach.py --packed packed --checkpoints names1.pt,names2.pt,reader1.pt --out taught --text en_gmb,de_voice

Writes `TEXT.HEAD.npy` (words x labels, half precision) for train_reader.py, and with `--compact` `TEXT.npz` with the three best labels of
names and their probabilities as bytes for silver.py. A checkpoint counts for names if `--names-by` has it, for the other heads if `reader` is part of its name.
"""

import argparse
import pathlib
import time

import numpy as np
import torch

from flat import Flat, load
from reader import ALL_HEADS, Reader


def probabilities(readers, flat, windows, size=65536):
    """Head -> words x labels on the CPU."""
    n = len(flat.places) - 1
    heads = [head for head in ALL_HEADS if any(head in own for _, own in readers)]
    out = {head: torch.zeros(n, len(ALL_HEADS[head]), dtype=torch.float16) for head in heads}
    with torch.inference_mode(), torch.autocast(flat.device, torch.bfloat16):
        for part in flat.batches(windows, size, None, shuffle=False):
            batch = flat.batch(part, readers[0][0].pieces)
            sums = {}
            for reader, own in readers:
                words = reader.states(batch)[batch.rows, batch.columns]
                for head in own:
                    said = reader.heads[head](words).float().softmax(-1)
                    sums.setdefault(head, []).append(said)
            at = batch.words.cpu()
            for head, said in sums.items():
                out[head][at] = (sum(said) / len(said)).half().cpu()
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--packed", required=True, type=pathlib.Path)
    parser.add_argument("--checkpoints", required=True, type=lambda s: [pathlib.Path(p) for p in s.split(",")])
    parser.add_argument("--names-by", required=True, type=lambda s: s.split(","), help="those that count for names")
    parser.add_argument("--text", required=True, type=lambda s: s.split(","))
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--compact", type=pathlib.Path)
    parser.add_argument("--device", default="cuda")
    args = parser.parse_args()
    args.out.mkdir(exist_ok=True)
    readers = []
    for path in args.checkpoints:
        layers = torch.load(path, map_location="cpu")["layers"]
        reader = Reader(args.packed / "base.bin", layers).load(path).to(args.device).eval()
        own = ["names"] if path.stem in args.names_by else []
        own += [head for head in ALL_HEADS if head != "names" and "reader" in path.name]
        readers.append((reader, own))
    for name in args.text:
        start = time.time()
        flat = Flat({name: load(args.packed / f"text.{name}.pkl.xz")}, args.device)
        said = probabilities(readers, flat, flat.windows(name))
        for head, probs in said.items():
            np.save(args.out / f"{name}.{head}.npy", probs.numpy())
        if args.compact:
            best = said["names"].float().topk(3)
            shares = (best.values * 255).round().clamp(0, 255).to(torch.uint8).numpy()
            labels = best.indices.to(torch.uint8).numpy()
            labels[shares == 0] = 0
            np.savez_compressed(args.compact / f"{name}.npz", labels=labels, shares=shares)
        print(name, len(flat.places) - 1, "words", f"{time.time() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()
