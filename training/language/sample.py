#!/usr/bin/env python3
"""Draws training data for `depesche train language`: lines `code<TAB>words`.

usage: sample.py OUT.tsv --de FILE… --en FILE…

Languages other than German and English are drawn word by word from the word frequencies of wordfreq (data CC BY-SA 4.0);
German and English half so and half as stretches of free text. FILE: one sentence or paragraph a line (.txt, .gz), or
JSON lines with `text`. The seed is fixed: the same files give the same lines.
"""
import argparse, gzip, json, random, re
import wordfreq

CODES = "de en nl fr es it pt sv da nb pl cs sk sl sh fi hu ro tr ca lt lv id is vi fil".split()
LETTERS = re.compile(r"[^\W\d_]+")
ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("out")
ap.add_argument("--de", nargs="+", default=[])
ap.add_argument("--en", nargs="+", default=[])
ap.add_argument("--samples", type=int, default=14000, help="samples of each other language; German and English get 16 times as many, Dutch three times")
opt = ap.parse_args()
random.seed(1)


def length():
    return random.choice((1, 2, 3, 3, 3, 4, 5, 6, 8, 10, 12))


def drawn(code, count):
    """Stretches of words drawn independently, as often as they are used."""
    words = wordfreq.top_n_list(code, 30_000)
    weights = [wordfreq.word_frequency(word, code) for word in words]
    pool = random.choices(words, weights, k=count * 6)
    at = 0
    for _ in range(count):
        n = length()
        if at + n > len(pool):
            return
        yield " ".join(pool[at : at + n])
        at += n


def stretches(files, count):
    """Stretches of real text."""
    for path in files:
        with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as f:
            lines = [json.loads(line)["text"] if ".jsonl" in path else line for line in f]
        for _ in range(count // len(files)):
            words = random.choice(lines).split()
            n = length()
            start = 0 if random.random() < 0.4 else random.randrange(max(1, len(words) - n + 1))
            part = " ".join(words[start : start + n])
            if LETTERS.search(part):
                yield part


lines = []
for code in CODES:
    real = {"de": opt.de, "en": opt.en}.get(code)
    count = opt.samples * (4 if real else 3 if code == "nl" else 1)
    lines += [(code, text) for text in drawn(code, count)]
    if real:
        lines += [(code, text) for text in stretches(real, 3 * count)]
random.shuffle(lines)
with open(opt.out, "w", encoding="utf-8") as f:
    f.writelines(f"{code}\t{' '.join(text.split())}\n" for code, text in lines)
print(len(lines), "samples")
