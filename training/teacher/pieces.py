"""Word pieces and their first vectors for the fast tagger, from what the teacher knows of each piece.

    python pieces.py --packed packed --checkpoint reader.pt --text ../data/text --ner ../data/ner --wikinews OUT --out pieces.tsv

Words of free text are cut greedily, longest piece first, as the fast tagger will cut them. Kept are the pieces that occur, the most
frequent first, and frequent or not those that begin a word with a capital in Latin letters, for names that the text does not have;
then the most frequent words with a capital that are no piece, as pieces of their own. A piece's vector is the teacher's static one
beside the state that the teacher ends in when the piece stands alone. Both are reduced to `--dimensions`: to the axes that tell most
of the gold labels of a word and its neighbours, then by principal components. Output: `piece<TAB>v1 v2 ...`; a piece that begins a
word carries a leading `▁`, as in the teacher's vocabulary. Line order is the vocabulary's.
"""

import argparse
import collections
import itertools
import pathlib
import re
import sys

import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "encoder"))

from encoder import WeightsFile
from reader import Reader
from text import open_text, read_tagged, sentences_of

LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]+")
WORD = re.compile(r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ɏ]{2,}(?:-[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ɏ]+)?")
CAPITAL = re.compile(r"▁[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ɏ]{2,}")
GOLD = ("germeval2014", "smartdata", "uner_ewt_en", "redocred_en", "crossner_en", "wnut17_en", "btc_en")


def words_of(args):
    for path in sorted(args.text.glob("*/*.txt.gz")):
        with open_text(path) as file:
            for line in itertools.islice(file, 0, None, args.every if "bundestag" in path.name else 1):
                if "tokenised" in path.name:
                    yield from line.split()
                else:
                    for sentence in sentences_of(line):
                        yield from sentence
    for tokens, _ in gold_of(args):
        yield from tokens


def gold_of(args):
    for name in GOLD:
        yield from read_tagged(args.ner / name / "train.tsv")
    yield from read_tagged(args.wikinews / "train.tsv")


def cut(word, vocabulary, longest):
    """Greedy: the longest piece that fits, then the next; letters that are no piece are skipped."""
    text, at, pieces = "▁" + word, 0, []
    while at < len(text):
        for end in range(min(len(text), at + longest), at, -1):
            piece = text[at:end]
            if piece in vocabulary and piece != "▁":
                pieces.append(piece)
                at = end
                break
        else:
            at += 1
    return pieces


def whole_words(words, pieces, number):
    """The most frequent words with a capital that no piece is the whole of."""
    found = (word for word, _ in words.most_common() if len(word) < 24 and WORD.fullmatch(word) and f"▁{word}" not in pieces)
    return [f"▁{word}" for word in itertools.islice(found, number)]


def vectors_of(tagger, kept, index):
    """For each piece the encoder's static vector (of a word, the mean of its pieces') and the state that it ends in when the piece stands
    alone, which is what the teacher knows of it without context."""
    encoded = []
    for piece in kept:
        if piece in index:
            encoded.append([tagger.pieces.bos, index[piece], tagger.pieces.eos])
        else:
            encoded.append(tagger.pieces.of_sentence([piece[1:]])[0])
    order = sorted(range(len(kept)), key=lambda i: len(encoded[i]))
    found = [None] * len(kept)
    for start in range(0, len(order), 512):
        chosen = order[start : start + 512]
        length = len(encoded[chosen[-1]])
        ids = torch.tensor([encoded[i] + [tagger.pieces.pad] * (length - len(encoded[i])) for i in chosen])
        mask = torch.tensor([[1] * len(encoded[i]) + [0] * (length - len(encoded[i])) for i in chosen], dtype=torch.bool)
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
            states = tagger.encoder(ids, mask)[:, 1].float()
        for row, i in enumerate(chosen):
            inner = torch.tensor(encoded[i][1:-1])
            found[i] = (tagger.encoder.words(inner).float().mean(0), states[row].clone())
    return found


def telling_axes(args, vectors, index, longest):
    """Axes that tell most of the labels of a word and its neighbours: reduced-rank ridge regression on the gold sets."""
    at, of_word, words = {}, [], []
    counts = collections.Counter()
    columns = {}
    for tokens, tags in gold_of(args):
        ids = []
        for token in tokens:
            if token not in at:
                at[token] = len(words)
                words.append(token)
            ids.append(at[token])
        counts.update(ids)
        for place, tag in enumerate(tags):
            if tag != "O":
                for offset in (-2, -1, 0, 1, 2):
                    if 0 <= place + offset < len(ids):
                        of_word.append((ids[place + offset], columns.setdefault((offset, tag), len(columns))))
    x = np.zeros((len(words), vectors.shape[1]), np.float32)
    for number, word in enumerate(words):
        pieces = [index[piece] for piece in cut(word, index, longest)]
        if pieces:
            x[number] = vectors[pieces].mean(0)
    # how often each label stands at each offset from a word, of the word's occurrences; every column counts alike, however rare its label
    y = np.zeros((len(words), len(columns)), np.float32)
    np.add.at(y, tuple(np.array(of_word).T), 1)
    y /= np.sqrt(y.sum(0))
    occurrences = np.array([counts[number] for number in range(len(words))], np.float32)[:, None]
    y /= occurrences
    # a word's weight is the root of its number
    x *= occurrences**0.25
    y *= occurrences**0.25
    square = x.T @ x
    beta = np.linalg.solve(square + 0.01 * np.trace(square) / len(square) * np.eye(len(square)), x.T @ y)
    axes, sizes, _ = np.linalg.svd(beta, full_matrices=False)
    print("sizes of the telling axes", np.round(sizes[:40:4] / sizes[0], 3))
    return axes


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--packed", required=True, type=pathlib.Path, help="output of ../encoder/pack.py")
    parser.add_argument("--checkpoint", required=True, help="the teacher")
    parser.add_argument("--text", type=pathlib.Path, required=True)
    parser.add_argument("--ner", type=pathlib.Path, required=True)
    parser.add_argument("--wikinews", type=pathlib.Path, required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--size", type=int, default=49_152)
    parser.add_argument("--capitals", type=int, default=14_000, help="pieces kept though the text does not have them")
    parser.add_argument("--words", type=int, default=26_000, help="whole words beside the pieces")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--dimensions", type=int, default=64)
    parser.add_argument("--telling", type=int, default=40, help="dimensions that are chosen for the labels of the gold sets")
    parser.add_argument("--every", type=int, default=4, help="take every n-th paragraph of the parliament's speeches")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    tagger = Reader(args.packed / "base.bin").load(args.checkpoint).eval()
    names = WeightsFile(args.packed / "base.bin").pieces
    index = {piece: number for number, piece in enumerate(names)}
    longest = 24
    words = collections.Counter(words_of(args))
    counts = collections.Counter()
    for word, count in words.items():
        for piece in cut(word, index, longest):
            counts[piece] += count
    kept = [piece for piece, count in counts.most_common() if LATIN.search(piece) or count > 50]
    seen = set(kept)
    unseen = [piece for piece in names if piece not in seen and CAPITAL.fullmatch(piece)]
    print(len(words), "words", len(kept), "pieces in text", len(unseen), "capitals beyond")
    capitals = unseen[: args.capitals]  # the vocabulary is in order of frequency
    kept = kept[: args.size - len(capitals)] + capitals
    whole = whole_words(words, set(kept), args.words)
    print(len(whole), "whole words, from", *whole[:8], "to", *whole[-8:], flush=True)
    kept += whole
    vectors = torch.cat([block / block.std() for block in map(torch.stack, zip(*vectors_of(tagger, kept, index)))], 1).numpy()
    vectors = vectors - vectors.mean(0)
    telling = telling_axes(args, vectors, {piece: number for number, piece in enumerate(kept)}, longest)[:, : args.telling]
    rest = vectors - vectors @ telling @ telling.T
    values, axes = np.linalg.eigh(rest.T @ rest)
    axes = np.concatenate([telling, axes[:, np.argsort(-values)[: args.dimensions - args.telling]]], 1)
    narrow = vectors @ axes
    print(f"{(narrow**2).sum() / (vectors**2).sum():.3f} of the variance in {args.dimensions} dimensions")
    narrow[:, : args.telling] /= narrow[:, : args.telling].std()
    narrow[:, args.telling :] /= narrow[:, args.telling :].std()
    with open(args.out, "w", encoding="utf-8") as out:
        for piece, row in zip(kept, narrow):
            out.write(piece + "\t" + " ".join(f"{v:.3f}" for v in row) + "\n")


if __name__ == "__main__":
    main()
