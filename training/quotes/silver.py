"""Sentences with the quotes that the accurate engine finds in them, as annotated articles for `depesche train quotes --silver`.

    python silver.py sentences.jsonl quotes.csv > silver.jsonl

sentences.jsonl: {id, text} a line, a sentence each; quotes.csv: what `depesche quotes --engine accurate --reported` writes of
them. A sentence with an indirect quote that has no cue is left out: such speech goes on from a sentence that is not there.
Standard library only.
"""

import csv
import json
import sys


def spans(row, name=""):
    """Pairs of code points of a quote (no name), its cue or its speaker; an empty list where there is none."""
    if not name and row["spans"]:
        return [[int(point) for point in span.split("-")] for span in row["spans"].split(";")]
    start, end = row[f"{name}start"], row[f"{name}end"]
    return [[int(start), int(end)]] if start else []


def annotation(row):
    """A row of the table in the form of the annotated articles."""
    return {
        "type": row["type"],
        "spans": spans(row),
        "cue": {"spans": spans(row, "cue_")},
        "speaker_text": {"spans": spans(row, "speaker_")},
        "speaker": row["speaker_actor"] or None,
    }


def main():
    sentences, table = sys.argv[1:]
    quotes = {}
    with open(table, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            quotes.setdefault(row["doc_id"], []).append(annotation(row))
    with open(sentences, encoding="utf-8") as file:
        for line in file:
            sentence = json.loads(line)
            found = quotes.get(sentence["id"], [])
            if any(quote["type"] == "indirect" and not quote["cue"]["spans"] for quote in found):
                continue
            record = {"doc_id": sentence["id"], "text": sentence["text"], "quotes": found}
            print(json.dumps(record, ensure_ascii=False))


if __name__ == "__main__":
    main()
