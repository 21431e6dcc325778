"""Labels free text with the teacher: `TOKEN<TAB>TAG<TAB>CONFIDENCE<TAB>OTHERS`, an empty line after each sentence.

The confidence is the teacher's probability of the tag; the others are what it gave at least 1 % to, as `B-LOC 0.22 O 0.05`. Input is
text, one paragraph or sentence a line (gzip or plain); German and English text is cut into words by `text.py`; `--tokenised`
takes words as they stand between blanks; `--json` reads the field `text` of JSON lines. Sentences of one paragraph go to the teacher together, up to `--window` words, so that it sees their
context.

    python label.py --weights e5-small-q4.bin --checkpoint teacher.pt --in text.txt.gz --out silver.tsv.gz --every 12
"""

import argparse
import collections
import gzip
import json
import os
import time

import torch

from labels import LABELS
from tagger import Tagger, predict
from text import open_text, sentences_of, split_english_genitive

SHARD = 4000  # windows sorted by length together
SHARE = 0.01


def paragraphs(args):
    """Lines of the input: every n-th from `--offset`, without those of fewer than three words."""
    with open_text(args.input) as file:
        if args.json:
            lines = (p for line in file for p in json.loads(line)["text"].split("\n"))
        else:
            lines = file
        for number, line in enumerate(lines):
            if number % args.every == args.offset and len(line.split()) >= 3:
                yield line.strip()


def windows(args):
    """Lists of sentences that the teacher sees together."""
    n_tokens = 0
    for line in paragraphs(args):
        sentences = [line.split()] if args.tokenised else sentences_of(line)
        if args.lang == "en" and not args.tokenised:
            sentences = [split_english_genitive(s) for s in sentences]
        window, length = [], 0
        for sentence in sentences:
            sentence = sentence[: args.longest]
            if window and length + len(sentence) > args.window:
                yield window
                window, length = [], 0
            window.append(sentence)
            length += len(sentence)
            n_tokens += len(sentence)
        if window:
            yield window
        if n_tokens >= args.tokens:
            return


def shards(items):
    shard = []
    for item in items:
        shard.append(item)
        if len(shard) == SHARD:
            yield shard
            shard = []
    if shard:
        yield shard


def others_of(tags, probs):
    """Word number -> column of the labels beside its tag that have a share worth telling; most words have none."""
    words, labels = (probs >= SHARE).nonzero(as_tuple=True)
    columns = collections.defaultdict(list)
    for word, label in zip(words.tolist(), labels.tolist()):
        if LABELS[label] != tags[word]:
            columns[word].append(f"{LABELS[label]} {probs[word, label]:.2f}")
    return {word: "\t" + " ".join(column) for word, column in columns.items()}


def label_shard(tagger, shard):
    """The lines of the output file for some windows, in their order."""
    flat = [[token for sentence in window for token in sentence] for window in shard]
    lines = [None] * len(shard)
    for i, tags, confidence, probs in predict(tagger, flat):
        out, at = [], 0
        others = others_of(tags, probs)
        for sentence in shard[i]:
            for token in sentence:
                out.append(f"{token}\t{tags[at]}\t{confidence[at]:.3f}{others.get(at, '')}\n")
                at += 1
            out.append("\n")
        lines[i] = "".join(out)
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--weights", required=True)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--in", dest="input", required=True)
    parser.add_argument("--out", required=True, help="*.tsv.gz; appears when complete")
    parser.add_argument("--lang", choices=("de", "en"), default="de")
    parser.add_argument("--tokenised", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--offset", type=int, default=0)
    parser.add_argument("--tokens", type=float, default=float("inf"), help="stop after so many")
    parser.add_argument("--window", type=int, default=80)
    parser.add_argument("--longest", type=int, default=120, help="longer sentences are cut")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    tagger = Tagger(args.weights).load(args.checkpoint)
    start, n_tokens = time.time(), 0
    unfinished = args.out + ".part"
    with gzip.open(unfinished, "wt", encoding="utf-8", compresslevel=6) as out:
        for shard in shards(windows(args)):
            out.writelines(label_shard(tagger, shard))
            n_tokens += sum(len(sentence) for window in shard for sentence in window)
    os.replace(unfinished, args.out)
    print(f"{args.out}: {n_tokens} tokens, {n_tokens / (time.time() - start):.0f} a second")


if __name__ == "__main__":
    main()
