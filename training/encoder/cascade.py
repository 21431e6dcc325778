"""The curve of the cascade: for thresholds of doubt the time and the F1 of names.

    python cascade.py --program ../../target/release/depesche --shared ../../../shared [--thresholds 0,0.02,…] [--bound]

For each threshold of doubt above which a sentence goes to the larger model (inf: the fast engine alone, 0: the accurate one) it
prints F1 of PER/ORG/LOC on dev sets, and seconds of one thread's processor, starting the program included: other programs that run at
the same time matter less to them than to the clock. With `--bound` it prints instead the most that any choice of sentences could
keep of the accurate engine's gain. Standard library only.
"""

import argparse
import collections
import csv
import importlib.util
import io
import pathlib
import resource
import subprocess
import sys
import tempfile

SETS = {"germeval2014": "de", "uner_ewt_en": "en"}
TYPES = {"PER", "ORG", "LOC"}
SHARES = (0.02, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3)


def names(table):
    """The names of each document, as (start, end, type)."""
    found = collections.defaultdict(set)
    for row in csv.DictReader(io.StringIO(table)):
        if row["kind"] == "name" and row["type"] in TYPES:
            found[int(row["doc_id"])].add((int(row["start"]), int(row["end"]), row["type"]))
    return found


def processor_seconds():
    """What the programs that ended took so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def f1(counts):
    right, found, gold = counts
    return 200 * right / max(found + gold, 1)


class Set:
    """Sentences with their gold names, each a document."""

    def __init__(self, name, shared, folder):
        path = shared / "eval/score_spans.py"
        spec = importlib.util.spec_from_file_location("score_spans", path)
        scorer = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(scorer)
        gold = shared / "data/ner" / name / "dev.tsv"
        sentences = [(words, scorer.detok(words)[1]) for words in scorer.sentences(str(gold))]
        self.gold = [scorer.gold_spans(words, places, TYPES) for words, places in sentences]
        self.tokens = [len(words) for words, _ in sentences]
        self.text = pathlib.Path(folder, f"{name}.jsonl")
        made = subprocess.run([sys.executable, path, "input", gold, SETS[name]], capture_output=True, check=True)
        self.text.write_bytes(made.stdout)

    def run(self, program, engine, *options):
        """The names that an engine finds on one thread, and the processor seconds that it takes."""
        command = [program, "mentions", self.text, "--engine", engine, "--threads", "1", "--quiet", *options]
        start = processor_seconds()
        done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
        return names(done.stdout), processor_seconds() - start

    def counts(self, found):
        """Right, found and gold names of each sentence."""
        return [(len(found[at] & gold), len(found[at]), len(gold)) for at, gold in enumerate(self.gold)]


def total(counts):
    return [sum(column) for column in zip(*counts)]


def bound(data, fast, accurate):
    """What is kept of the gain where sentences are chosen by what gold says, and by what the accurate engine finds otherwise."""
    counts = data.counts(fast), data.counts(accurate)
    low, high = (f1(total(side)) for side in counts)
    gains = [b[0] - a[0] - high / 200 * (b[1] - a[1]) for a, b in zip(*counts)]
    others = [len(fast[at] ^ accurate[at]) for at in range(len(data.gold))]
    for label, worth in (("gold", gains), ("what differs", others)):
        chosen = sorted((at for at in range(len(worth)) if worth[at] > 0), key=lambda at: -worth[at] / data.tokens[at])
        now, sent, line, shares = total(counts[0]), 0, [], list(SHARES)
        for at in [*chosen, None]:
            while shares and (at is None or sent + data.tokens[at] > shares[0] * sum(data.tokens)):
                line.append(f"{shares.pop(0):.2f}: {(f1(now) - low) / (high - low):.2f}")
            if at is not None:
                sent += data.tokens[at]
                now = [n + b - a for n, a, b in zip(now, counts[0][at], counts[1][at])]
        print(f"  by {label}, share of tokens sent: share of the gain kept: {', '.join(line)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--shared", required=True, type=pathlib.Path)
    parser.add_argument("--thresholds", default="inf,0.1,0.05,0.03,0.02,0.015,0.01,0.0075,0.005,0")
    parser.add_argument("--model", default="")
    parser.add_argument("--bound", action="store_true")
    args = parser.parse_args()
    model = ["--model", args.model] if args.model else []
    with tempfile.TemporaryDirectory() as folder:
        for name in SETS:
            data = Set(name, args.shared, folder)
            if args.bound:
                print(name)
                bound(data, *(data.run(args.program, engine, *model)[0] for engine in ("fast", "accurate")))
                continue
            for threshold in args.thresholds.split(","):
                engine = {"inf": "fast", "0": "accurate"}.get(threshold, "cascade")
                options = ["--unsure", threshold] if engine == "cascade" else []
                found, seconds = data.run(args.program, engine, *options, *model)
                speed = sum(data.tokens) / seconds
                score = f1(total(data.counts(found)))
                print(f"{name} unsure {threshold}: {seconds:.2f} s, {speed:.0f} tokens a second, F1 {score:.1f}", flush=True)


if __name__ == "__main__":
    main()
