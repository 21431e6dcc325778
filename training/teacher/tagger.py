"""Encoder plus one softmax over labels, batching, decoding."""

import torch
import torch.nn as nn

from encoder import Encoder, Pieces, WeightsFile
from labels import INDEX, LABELS, transition_penalty


class Tagger(nn.Module):
    def __init__(self, weights_path):
        super().__init__()
        weights = WeightsFile(weights_path)
        self.pieces = Pieces(weights)
        self.encoder = Encoder(weights)
        self.head = nn.Linear(self.encoder.width, len(LABELS))
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, batch):
        """Logits of all words of the batch, sentence after sentence."""
        states = self.encoder(batch.ids, batch.mask)
        return self.head(states[batch.rows, batch.columns])

    def save(self, path, **about):
        kept = {k: v for k, v in self.state_dict().items() if k != "encoder.words.weight"}
        torch.save({"weights": kept, "labels": LABELS, **about}, path)

    def load(self, path):
        saved = torch.load(path, map_location="cpu")
        if saved["labels"] != LABELS:
            raise ValueError(f"{path}: labels differ from labels.py")
        self.load_state_dict(saved["weights"], strict=False)
        return self


class Batch:
    """Padded pieces of some sentences and the place of each word's first piece."""

    def __init__(self, encoded, pad):
        longest = max(len(ids) for ids, _ in encoded)
        self.ids = torch.full((len(encoded), longest), pad)
        self.mask = torch.zeros(len(encoded), longest, dtype=torch.bool)
        self.rows, self.columns, self.lengths = [], [], []
        for row, (ids, first) in enumerate(encoded):
            self.ids[row, : len(ids)] = torch.tensor(ids)
            self.mask[row, : len(ids)] = True
            self.rows += [row] * len(first)
            self.columns += first
            self.lengths.append(len(first))


STEPS, STARTS = transition_penalty()


def viterbi(log_probs):
    """The best allowed label sequence of one sentence; `log_probs`: words x labels."""
    score, back = log_probs[0] + STARTS, []
    for row in log_probs[1:]:
        best, source = (score[:, None] + STEPS).max(0)
        score = best + row
        back.append(source)
    path = [int(score.argmax())]
    for source in reversed(back):
        path.append(int(source[path[-1]]))
    return [LABELS[i] for i in reversed(path)]


def is_valid(tags):
    return all(tag[0] != "I" or before[2:] == tag[2:] for before, tag in zip(["O", *tags], tags))


def predict(tagger, sentences, batch_size=64):
    """Yields (index, tags, probabilities of the tags, probabilities words x labels), in order of length.

    Words beyond the piece limit get O with probability 0.
    """
    encoded = [tagger.pieces.of_sentence(tokens) for tokens in sentences]
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i][0]))
    tagger.eval()
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        batch = Batch([encoded[i] for i in chosen], tagger.pieces.pad)
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            log_probs = tagger(batch).float().log_softmax(-1)
        at = 0
        for i, length in zip(chosen, batch.lengths):
            part = log_probs[at : at + length]
            at += length
            plain = part.argmax(-1).tolist()
            tags = [LABELS[k] for k in plain]
            if not is_valid(tags):  # an allowed sequence of best labels is already the best sequence
                tags = viterbi(part)
            probs = part.exp()
            confidence = [float(probs[j, INDEX[tag]]) for j, tag in enumerate(tags)]
            missing = len(sentences[i]) - length
            yield i, tags + ["O"] * missing, confidence + [0.0] * missing, probs
