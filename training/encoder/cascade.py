"""The curve of the cascade: for thresholds of confidence the time and the F1 of names.

    python cascade.py --program ../../target/release/depesche --shared ../../../shared [--thresholds 0,0.5,…]

For each threshold below which a name's sentence goes to the larger model (0: the fast engine alone, 2: the accurate one) it
prints tokens a second on one thread, starting the program included, and F1 of PER/ORG/LOC on dev sets. Standard library only.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile
import time

SETS = {"germeval2014": "de", "uner_ewt_en": "en"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--shared", required=True, type=pathlib.Path)
    parser.add_argument("--thresholds", default="0,0.3,0.4,0.5,0.6,0.7,0.8,0.9,2")
    parser.add_argument("--model", default="")
    args = parser.parse_args()
    scorer = args.shared / "eval/score_spans.py"
    model = ["--model", args.model] if args.model else []
    with tempfile.TemporaryDirectory() as folder:
        for name, language in SETS.items():
            gold = args.shared / "data/ner" / name / "dev.tsv"
            text = pathlib.Path(folder, f"{name}.jsonl")
            made = subprocess.run([sys.executable, scorer, "input", gold, language], capture_output=True, check=True)
            text.write_bytes(made.stdout)
            tokens = sum(1 for line in gold.open(encoding="utf-8") if line.strip())
            for threshold in map(float, args.thresholds.split(",")):
                engine = "fast" if threshold == 0 else "accurate" if threshold > 1 else "cascade"
                options = ["--engine", engine, "--unsure", str(threshold), "--threads", "1", "--quiet", *model]
                command = [args.program, "mentions", text, *options]
                start = time.time()
                done = subprocess.run(command, capture_output=True, check=True)
                seconds = time.time() - start
                table = pathlib.Path(folder, "mentions.csv")
                table.write_bytes(done.stdout)
                score = [sys.executable, scorer, "score", gold, table, "--types", "PER,ORG,LOC"]
                printed = subprocess.run(score, capture_output=True, check=True, text=True).stdout
                print(f"{name} unsure {threshold} {tokens / seconds:.0f} tokens/s", flush=True)
                print(printed, flush=True)


if __name__ == "__main__":
    main()
