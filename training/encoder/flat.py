"""Packed corpora (see pack.py) as one run of pieces on a device, and batches of windows cut from it."""

import dataclasses
import lzma
import pickle

import numpy as np
import torch

LABELS_OF = ("marked", "clause", "role", "due")
POINTERS = ("speaker", "cue", "responsible")


def load(path):
    with lzma.open(path, "rb") as file:
        return pickle.load(file)


@dataclasses.dataclass
class Part:
    """Where a corpus lies in the run: its first word, the bounds of its sentences as words of the run."""

    first: int
    bounds: np.ndarray
    article: np.ndarray | None = None


class Flat:
    """Corpora one after the other.

    For each word: `places` (first piece), `marks` (what the lists of names say, `depesche train marks`), `allowed` (labels of names that its tag may stand for, as bits; all: none is asked),
    `targets` (a label of each other head, -1: none is asked), `soft` (row of the taught probabilities, -1: none).
    """

    def __init__(self, corpora, device):
        """`corpora`: name -> arrays."""
        ids, places, marks, allowed, targets, soft, self.parts = [], [], [], [], [], [], {}
        pointers = {name: [] for name in POINTERS}
        n_ids = n_words = n_soft = 0
        for name, packed in corpora.items():
            words = len(packed["places"]) - 1
            ids.append(packed["ids"].astype(np.int32))
            places.append(packed["places"][:-1].astype(np.int64) + n_ids)
            marks.append(packed["marks"].astype(np.int64))
            allowed.append(packed.get("allowed", np.full(words, 0xFFFFFFFF, np.uint32)).astype(np.int64))
            none = np.full(words, -1, np.int8)
            targets.append(np.stack([packed.get(head, none) for head in LABELS_OF]))
            is_text = packed.get("is_text", False)
            soft.append(np.arange(n_soft, n_soft + words) if is_text else np.full(words, -1))
            n_soft += words if is_text else 0
            for pointer in POINTERS:
                pairs = packed.get("to_" + pointer)
                if pairs is not None:
                    pairs = pairs.astype(np.int64)
                    pointers[pointer].append(np.stack([pairs[:, 0] + n_words, np.where(pairs[:, 1] < 0, -1, pairs[:, 1] + n_words)], 1))
            self.parts[name] = Part(n_words, packed["bounds"].astype(np.int64) + n_words, packed.get("article"))
            n_ids += len(packed["ids"])
            n_words += words
        self.places = np.concatenate([*places, [n_ids]])
        self.device = device
        self.ids = torch.from_numpy(np.concatenate(ids)).to(device)
        self.places_there = torch.from_numpy(self.places).to(device)
        self.marks = torch.from_numpy(np.concatenate(marks)).to(device)
        self.allowed = torch.from_numpy(np.concatenate(allowed)).to(device)
        self.targets = torch.from_numpy(np.concatenate(targets, 1)).to(device)
        self.soft = torch.from_numpy(np.concatenate(soft)).to(device)
        self.has_soft = n_soft > 0
        self.pointers = {}
        for name, pairs in pointers.items():
            pairs = np.concatenate(pairs) if pairs else np.zeros((0, 2), np.int64)
            self.pointers[name] = pairs[np.argsort(pairs[:, 0], kind="stable")]

    def windows(self, name, rng=None, chosen=None):
        """First and end word of each sentence; with a generator neighbours are joined up to a random number of words."""
        bounds = self.parts[name].bounds
        pairs = np.stack([bounds[:-1], bounds[1:]], 1)
        if chosen is not None:
            pairs = pairs[chosen]
        pairs = pairs[pairs[:, 1] > pairs[:, 0]]
        if rng is None:
            return pairs
        out, limit = [], 0
        for a, b in pairs.tolist():
            if out and out[-1][1] == a and b - out[-1][0] <= limit:
                out[-1][1] = b
            else:
                out.append([a, b])
                limit = rng.choice((0, 0, 50, 80))
        return np.array(out, np.int64)

    def lengths(self, windows):
        return self.places[windows[:, 1]] - self.places[windows[:, 0]] + 2

    def batches(self, windows, size, rng, shuffle=True):
        """Windows of like length together, at most `size` pieces with padding."""
        lengths = self.lengths(windows)
        noise = np.array([rng.random() for _ in range(len(windows))]) * 6 if shuffle else 0
        order = np.argsort(lengths + noise, kind="stable")
        batches, start, longest = [], 0, 0
        for at, number in enumerate(order):
            longest = max(longest, lengths[number])
            if at > start and (at - start + 1) * longest > size:
                batches.append(order[start:at])
                start, longest = at, lengths[number]
        batches.append(order[start:])
        if shuffle:
            rng.shuffle(batches)
        return [windows[batch] for batch in batches]

    def batch(self, windows, pieces):
        return Batch(self, windows, pieces)


class Batch:
    """Pieces of some windows with marks and padding; row and column of each word's first piece."""

    def __init__(self, flat, windows, pieces):
        device = flat.device
        lengths = flat.lengths(windows)
        w = torch.from_numpy(windows).to(device)
        starts = flat.places_there[w[:, 0]]
        length = flat.places_there[w[:, 1]] - starts + 2
        columns = torch.arange(-(-int(lengths.max()) // 16) * 16, device=device)  # few different shapes
        index = (starts[:, None] - 1 + columns).clamp(0, len(flat.ids) - 1)
        ids = flat.ids[index].long()
        ids = torch.where(columns == 0, pieces.bos, ids)
        ids = torch.where(columns == length[:, None] - 1, pieces.eos, ids)
        self.mask = columns < length[:, None]
        self.ids = torch.where(self.mask, ids, pieces.pad)
        counts = w[:, 1] - w[:, 0]
        n = int((windows[:, 1] - windows[:, 0]).sum())
        self.rows = torch.repeat_interleave(torch.arange(len(windows), device=device), counts, output_size=n)
        before = counts.cumsum(0) - counts
        self.words = torch.arange(n, device=device) - before[self.rows] + w[self.rows, 0]
        self.columns = flat.places_there[self.words] - starts[self.rows] + 1
        self.marks = flat.marks[self.words]
        self.windows = windows

    def pairs(self, flat, name):
        """Row, column of the source, column of the target (0: none) of the pointers of these windows."""
        pairs = flat.pointers[name]
        if not len(pairs):
            return None
        low = np.searchsorted(pairs[:, 0], self.windows[:, 0])
        high = np.searchsorted(pairs[:, 0], self.windows[:, 1])
        if not (high > low).any():
            return None
        rows = np.repeat(np.arange(len(low)), high - low)
        chosen = pairs[np.concatenate([np.arange(a, b) for a, b in zip(low, high)])]
        first = flat.places[self.windows[rows, 0]]
        inside = chosen[:, 1] >= 0
        source = flat.places[chosen[:, 0]] - first + 1
        target = np.where(inside, flat.places[np.maximum(chosen[:, 1], 0)] - first + 1, 0)
        return [torch.from_numpy(a).to(flat.device) for a in (rows, source, target)]
