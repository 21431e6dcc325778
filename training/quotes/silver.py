"""Texts for the accurate engine, and what it finds in them as annotated articles for `depesche train quotes --silver` and `--texts`.

    python silver.py sentences FILE.jsonl …   > documents.jsonl
    python silver.py articles FILE.jsonl …    > documents.jsonl
    python silver.py paragraphs FILE.txt.gz … > documents.jsonl
    depesche quotes documents.jsonl --engine accurate --reported > quotes.csv
    python silver.py annotate documents.jsonl quotes.csv > texts.jsonl
    python silver.py annotate --split documents.jsonl quotes.csv > silver.jsonl

`sentences`: {text} a line. The engine misses quotes in a text of one sentence, so twenty make a document, a paragraph each; but one with a
quotation mark stays alone, since what it opens may not close. `articles`: annotated articles, without what is annotated. `paragraphs`: eight
paragraphs (lines) from every hundredth on. `--split`: each paragraph is a text of its own, without those that have an indirect quote without cue
(such speech goes on from a sentence that is not there) or one that goes beyond them. Standard library only.
"""

import argparse
import csv
import gzip
import json
import sys

MARKS = set("\"„“”»«‚‘’›‹'`")
SENTENCES, PARAGRAPHS, STEP = 20, 8, 100
BETWEEN = "\n\n"


def records(paths):
    for path in paths:
        with open(path, encoding="utf-8") as file:
            yield from map(json.loads, file)


def sentences(paths):
    texts = [record["text"].replace("\n", " ").strip() for record in records(paths)]
    plain = [text for text in texts if not MARKS & set(text)]
    yield from (text for text in texts if MARKS & set(text))
    yield from (BETWEEN.join(plain[at : at + SENTENCES]) for at in range(0, len(plain), SENTENCES))


def articles(paths):
    return (record["text"] for record in records(paths))


def paragraphs(paths):
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            lines = [line.strip() for line in file]
        yield from (BETWEEN.join(lines[at : at + PARAGRAPHS]) for at in range(0, len(lines) - PARAGRAPHS + 1, STEP))


def spans(row, name=""):
    """Pairs of code points of a quote (no name), its cue or its speaker; an empty list where there is none."""
    if not name and row["spans"]:
        return [[int(point) for point in span.split("-")] for span in row["spans"].split(";")]
    start, end = row[f"{name}start"], row[f"{name}end"]
    return [[int(start), int(end)]] if start else []


def annotation(row, start, end):
    """A row of the table in the form of the annotated articles, with what lies between two code points, counted from the first."""

    def inside(name=""):
        return [[a - start, b - start] for a, b in spans(row, name) if start <= a and b <= end]

    return {
        "type": row["type"],
        "spans": inside(),
        "cue": {"spans": inside("cue_")},
        "speaker_text": {"spans": inside("speaker_")},
        "speaker": row["speaker_actor"] or None,
    }


def annotate(documents, table, split):
    quotes = {}
    with open(table, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            quotes.setdefault(row["doc_id"], []).append(row)
    for document in records([documents]):
        start = 0
        for number, text in enumerate(document["text"].split(BETWEEN) if split else [document["text"]]):
            end = start + len(text)
            found = [row for row in quotes.get(document["id"], []) if any(start <= a < end for a, _ in spans(row))]
            whole = all(start <= a and b <= end for row in found for a, b in spans(row))
            if not split or whole and all(row["cue_start"] or row["type"] != "indirect" for row in found):
                own = [annotation(row, start, end) for row in found]
                yield {"doc_id": f"{document['id']}.{number}", "text": text, "quotes": own}
            start = end + len(BETWEEN)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("what", choices=["sentences", "articles", "paragraphs", "annotate"])
    parser.add_argument("files", nargs="+")
    parser.add_argument("--split", action="store_true")
    args = parser.parse_args()
    if args.what == "annotate":
        documents, table = args.files
        found = annotate(documents, table, args.split)
    else:
        texts = {"sentences": sentences, "articles": articles, "paragraphs": paragraphs}[args.what](args.files)
        found = ({"id": str(number), "text": text, "lang": "de"} for number, text in enumerate(texts))
    for record in found:
        json.dump(record, sys.stdout, ensure_ascii=False)
        print()


if __name__ == "__main__":
    main()
