"""Writes a checkpoint as the model file of the program.

    python export.py --packed packed --checkpoint final12.small.pt --out ../../models/accurate.safetensors

Matrices of the layers get eight bits and one scale a row (an output); the embeddings of the pieces, which were never trained,
stay in the four-bit blocks in which they came; heads, norms and places stay in single precision.
"""

import argparse
import pathlib
import sys

import numpy as np
import torch
from safetensors.numpy import save_file

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "teacher"))

from articles import LIMIT, POINTERS
from encoder import BLOCK, WeightsFile
from reader import ALL_HEADS, POINTER_WIDTH, Reader
from shrink import eight_bits

PLACES = LIMIT + 6


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--packed", required=True, type=pathlib.Path, help="output of pack.py")
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    file = WeightsFile(args.packed / "base.bin")
    saved = torch.load(args.checkpoint, map_location="cpu")
    reader = Reader(args.packed / "base.bin", saved["layers"]).load(args.checkpoint)
    encoder, pieces = reader.encoder, file.pieces
    out, about = {}, {"format": "depesche-2", "layers": str(len(encoder.layers)), "epsilon": repr(file.eps)}
    about |= {"heads": str(file.n_heads), "begin": str(reader.pieces.bos), "end": str(reader.pieces.eos)}
    about["unknown"] = str(reader.pieces.unk)
    out["pieces.text"] = np.frombuffer("\n".join(pieces).encode(), np.uint8)
    out["pieces.scores"] = file.scores

    blocks = file.width // BLOCK
    raw = np.frombuffer(file.bytes, np.uint8, file.vocab * blocks * 18, file.tensors["emb.word"])
    raw = raw.reshape(file.vocab, blocks, 18)
    out["words"] = raw[:, :, 2:].reshape(len(pieces), -1).copy()
    out["words.scale"] = raw[:, :, :2].copy().view(np.float16)[:, :, 0].astype(np.float32)
    out["places"] = (encoder.places.weight[:PLACES] + encoder.segment).detach().numpy()

    def norm(name, module):
        out[f"{name}.scale"], out[f"{name}.shift"] = module.weight.detach().numpy(), module.bias.detach().numpy()

    norm("norm", encoder.norm)
    for number, layer in enumerate(encoder.layers):
        at = f"layers.{number}."
        names = {"attention_in": layer.qkv, "attention_out": layer.attention_out}
        names |= {"forward_in": layer.ff_in, "forward_out": layer.ff_out}
        for name, linear in names.items():
            weights, scale = eight_bits(linear.weight.detach())
            out[f"{at}{name}.weight"], out[f"{at}{name}.scale"] = weights.numpy(), scale.numpy()
            out[f"{at}{name}.bias"] = linear.bias.detach().numpy()
        norm(at + "attention_norm", layer.attention_norm)
        norm(at + "forward_norm", layer.ff_norm)

    out["lists"] = reader.lists.detach().numpy()
    heads, pointers = list(ALL_HEADS), list(POINTERS)
    modules = [reader.heads[name] for name in heads]
    modules += [reader.ask[name] for name in pointers] + [reader.answer[name] for name in pointers]
    out["heads.weight"] = torch.cat([m.weight for m in modules]).detach().numpy()
    out["heads.bias"] = torch.cat([m.bias for m in modules]).detach().numpy()
    about |= {"heads.names": " ".join(heads), "pointers": " ".join(pointers), "pointer_width": str(POINTER_WIDTH)}
    about |= {f"labels.{name}": " ".join(ALL_HEADS[name]) for name in heads}
    save_file({name: np.ascontiguousarray(array) for name, array in out.items()}, args.out, metadata=about)
    print(args.out, pathlib.Path(args.out).stat().st_size / 1e6, "MB")


if __name__ == "__main__":
    main()
