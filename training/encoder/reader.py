"""The encoder with all heads."""

import pathlib
import sys

import torch
import torch.nn as nn

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "teacher"))

from articles import HEADS, POINTERS
from encoder import Encoder, Pieces, WeightsFile
from labels import LABELS
from shrink import grow

POINTER_WIDTH = 64
MARKS = 42  # bits of what the lists of names say of a word (Gazetteer::marks in src/names/gazetteer.rs)
HIDDEN = 0.15  # share of the words of which the lists say nothing in training
ALL_HEADS = {"names": LABELS, **HEADS}


class Reader(nn.Module):
    """Encoder, what the lists of names add to its input, token heads and pointers; `layers`: which of the encoder's layers it has."""

    def __init__(self, weights_path, layers=None):
        super().__init__()
        weights = WeightsFile(weights_path)
        self.pieces = Pieces(weights)
        self.encoder = Encoder(weights)
        self.layers = list(layers or range(len(self.encoder.layers)))
        self.encoder.layers = nn.ModuleList(self.encoder.layers[i] for i in self.layers)
        width = self.encoder.width
        self.heads = nn.ModuleDict({name: nn.Linear(width, len(labels)) for name, labels in ALL_HEADS.items()})
        self.ask = nn.ModuleDict({name: nn.Linear(width, POINTER_WIDTH) for name in POINTERS})
        self.answer = nn.ModuleDict({name: nn.Linear(width, POINTER_WIDTH) for name in POINTERS})
        self.lists = nn.Parameter(torch.zeros(MARKS, width))
        for head in self.heads.values():
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def states(self, batch):
        """States of all pieces of a batch (flat.py)."""
        bits = batch.marks[:, None] >> torch.arange(MARKS, device=batch.marks.device) & 1
        kept = bits.to(self.lists.dtype)
        if self.training:  # some names are shown as if they were on no list
            kept = kept * (torch.rand(len(bits), 1, device=bits.device) >= HIDDEN)
        told = torch.zeros(*batch.ids.shape, self.encoder.width, device=bits.device)
        told = told.index_put((batch.rows, batch.columns), (kept @ self.lists).float())
        return self.encoder(batch.ids, batch.mask, told)

    def point(self, name, states, batch, pairs):
        """Scores of every place of its window as the target of each source place."""
        rows, source, _ = pairs
        asked = self.ask[name](states[rows, source])
        scores = (asked[:, None] @ self.answer[name](states)[rows].transpose(1, 2))[:, 0] / POINTER_WIDTH**0.5
        return scores.float().masked_fill(~batch.mask[rows], -1e4)

    def save(self, path, **about):
        kept = {k: v.to(torch.bfloat16) for k, v in self.state_dict().items() if k != "encoder.words.weight"}
        torch.save({"weights": kept, "heads": ALL_HEADS, "layers": self.layers, **about}, path)

    def load(self, path):
        """A checkpoint of this model, perhaps of one with more layers."""
        saved = grow(torch.load(path, map_location="cpu"))
        weights, has = saved["weights"], saved["layers"]
        if has != self.layers:
            own = {has.index(number): i for i, number in enumerate(self.layers)}
            kept = {}
            for name, value in weights.items():
                if name.startswith("encoder.layers."):
                    number, rest = name.removeprefix("encoder.layers.").split(".", 1)
                    if int(number) not in own:
                        continue
                    name = f"encoder.layers.{own[int(number)]}.{rest}"
                kept[name] = value
            weights = kept
        missing = self.load_state_dict({k: v.float() for k, v in weights.items()}, strict=False).missing_keys
        if set(missing) - {"lists"} != {"encoder.words.weight"}:
            raise ValueError(f"{path}: lacks {missing}")
        return self
