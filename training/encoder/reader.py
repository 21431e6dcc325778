"""The encoder with all heads."""

import pathlib
import sys

import torch
import torch.nn as nn

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "teacher"))

from articles import HEADS, POINTERS
from encoder import Encoder, Pieces, WeightsFile
from labels import LABELS
from tokenizers.models import Unigram

POINTER_WIDTH = 64
ALL_HEADS = {"names": LABELS, **HEADS}


class PrunedPieces(Pieces):
    """Cuts words into those pieces that were kept; piece numbers count the kept ones."""

    def __init__(self, weights, kept):
        table = [(weights.pieces[number], float(weights.scores[number])) for number in kept]
        new = {number: i for i, number in enumerate(kept)}
        self.table = table
        self.model = Unigram(table, new[weights.unk], False)
        self.bos, self.eos, self.pad, self.unk = (new[n] for n in (weights.bos, weights.eos, weights.pad, weights.unk))
        self.cache = {}


class Reader(nn.Module):
    """Encoder, token heads and pointers."""

    def __init__(self, weights_path, kept_path):
        super().__init__()
        weights = WeightsFile(weights_path)
        self.kept = [int(line) for line in pathlib.Path(kept_path).read_text().split()]
        self.pieces = PrunedPieces(weights, self.kept)
        self.encoder = Encoder(weights)
        self.encoder.words = nn.Embedding.from_pretrained(self.encoder.words.weight[self.kept].clone(), freeze=True)
        width = self.encoder.width
        self.heads = nn.ModuleDict({name: nn.Linear(width, len(labels)) for name, labels in ALL_HEADS.items()})
        self.ask = nn.ModuleDict({name: nn.Linear(width, POINTER_WIDTH) for name in POINTERS})
        self.answer = nn.ModuleDict({name: nn.Linear(width, POINTER_WIDTH) for name in POINTERS})
        for head in self.heads.values():
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def lower(self, ids, mask, n):
        """States after the lowest `n` layers, without dropout and without gradient."""
        encoder, was = self.encoder, self.training
        self.eval()
        with torch.no_grad():
            x = encoder.norm(encoder.words(ids) + encoder.places(torch.arange(ids.shape[1])) + encoder.segment)
            for layer in encoder.layers[:n]:
                x = layer(x, bias_of(mask), 0.0)
        self.train(was)
        return x

    def upper(self, x, mask, n):
        """States after the other layers."""
        for layer in self.encoder.layers[n:]:
            x = layer(x, bias_of(mask), self.encoder.dropout)
        return x

    def point(self, name, states, source):
        """Scores of every place of one window as the target of each source place."""
        asked = self.ask[name](states[source])
        return (asked @ self.answer[name](states).T) / POINTER_WIDTH**0.5

    def save(self, path, **about):
        kept = {k: v for k, v in self.state_dict().items() if k != "encoder.words.weight"}
        torch.save({"weights": kept, "heads": ALL_HEADS, "pieces": self.kept, **about}, path)

    def load(self, path):
        """A checkpoint of this model, or of the teacher for names."""
        saved = torch.load(path, map_location="cpu")
        weights = saved["weights"]
        if "heads" not in saved:
            weights["heads.names.weight"], weights["heads.names.bias"] = weights.pop("head.weight"), weights.pop("head.bias")
        elif saved["pieces"] != self.kept:
            raise ValueError(f"{path}: trained with other pieces")
        self.load_state_dict(weights, strict=False)
        return self


def bias_of(mask):
    bias = torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :]
    return bias.to(torch.bfloat16) if torch.is_autocast_enabled("cpu") else bias


def padded(windows, pad):
    """Piece numbers and mask of some windows (pairs of piece numbers and places)."""
    longest = max(len(ids) for ids, _ in windows)
    ids = torch.full((len(windows), longest), pad)
    mask = torch.zeros(len(windows), longest, dtype=torch.bool)
    for row, (pieces, _) in enumerate(windows):
        ids[row, : len(pieces)] = torch.tensor(pieces)
        mask[row, : len(pieces)] = True
    return ids, mask
