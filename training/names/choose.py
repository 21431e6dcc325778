"""Chooses the paragraphs of free text that teach most: those where the program is least sure of its names, for their length.

    python choose.py --program ../../target/release/depesche --text ../../../shared/data/text --out chosen
"""

import argparse
import collections
import csv
import gzip
import json
import pathlib
import subprocess

PART = 60_000  # words of one output file, so that what is labelled can be used while the rest is not
# name, file, language, every n-th line from an offset, share of the words to keep, least and most words of a line
SOURCES = (
    ("gmb", "en/gmb_tokenised.txt.gz", "en", 2, 1, 0.35, 5, 100),
    ("bt", "de/bundestag_wp19-21.txt.gz", "de", 12, 5, 0.25, 8, 150),
)


def doubts(program, lines, language, folder):
    """For each line how unsure the program is of its mentions, summed."""
    source = folder / "input.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for number, line in enumerate(lines):
            file.write(json.dumps({"id": str(number), "text": line, "lang": language}, ensure_ascii=False) + "\n")
    command = [program, "extract", source, "-o", folder, "--force", "--quiet", "--tables", "mentions"]
    subprocess.run(command, check=False)  # 1: some documents failed; the others are there
    doubt = collections.Counter()
    with (folder / "mentions.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["kind"] in ("name", "compound"):
                doubt[int(row["doc_id"])] += 1.05 - float(row["confidence"])
    return doubt


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--text", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    args = parser.parse_args()
    for name, path, language, every, offset, share, least, most in SOURCES:
        with gzip.open(args.text / path, "rt", encoding="utf-8") as file:
            lines = [line.strip() for number, line in enumerate(file) if number % every == offset]
        lines = [line for line in lines if least <= len(line.split()) <= most]
        folder = args.out / name
        folder.mkdir(parents=True, exist_ok=True)
        doubt = doubts(args.program, lines, language, folder)
        limit = share * sum(len(line.split()) for line in lines)
        kept, words = set(), 0
        for number in sorted(range(len(lines)), key=lambda n: -doubt[n] / (5 + len(lines[n].split()))):
            if words >= limit:
                break
            kept.add(number)
            words += len(lines[number].split())
        chosen = [line for number, line in enumerate(lines) if number in kept]
        parts = max(1, words // PART)
        for part in range(parts):
            with gzip.open(args.out / f"{name}{part}.txt.gz", "wt", encoding="utf-8") as file:
                file.write("\n".join(chosen[part::parts]) + "\n")
        print(name, len(lines), "lines", len(chosen), "chosen", words, "words")


if __name__ == "__main__":
    main()
