#!/usr/bin/env python3
"""Writes the articles (../corpus) and their gold tables (here) from articles.marked; that file's head says how marks are set.

usage: python3 gold/make_gold.py        (standard library only; fails loudly where a mark is not closed)
"""
import csv, os, re

HERE = os.path.dirname(os.path.abspath(__file__))
TYPES = {"P": "PER", "O": "ORG", "L": "LOC", "M": "MISC"}
MARK = re.compile(r"\{([POLM]):([^{}]*)\}|\{D:([^{}]*)\}|<q ([^>]*)>|</q>")
PREPOSITION = re.compile(r"^(?:am|im|in|on|at|binnen|bis zum|vom) ")
tables = {
    "documents": [["doc_id", "date", "language"]],
    "actors": [["doc_id", "name", "type", "aliases", "role"]],
    "mentions": [["doc_id", "name", "type", "kind", "text", "start", "end"]],
    "quotes": [["doc_id", "type", "text", "speaker", "speaker_actor", "cue", "start", "end"]],
    "dates": [["doc_id", "text", "type", "value", "earliest", "latest", "start", "end"]],
    "deadlines": [["doc_id", "kind", "date_text", "earliest", "latest", "responsible", "start", "end"]],
}


def document(doc_id, date, paragraphs):
    text, actors, opened = "", {}, []
    source = "\n".join(paragraphs) + "\n"
    at = 0
    for mark in MARK.finditer(source):
        text += source[at : mark.start()]
        at = mark.end()
        kind, name, dated, quote = mark.groups()
        if kind:
            surface, _, rest = name.partition("=")
            full, _, role = rest.partition("/") if rest else (surface.partition("/")[0], "", surface.partition("/")[2])
            surface = surface.partition("/")[0]
            actor = actors.setdefault(full, {"type": TYPES[kind], "forms": [], "role": ""})
            actor["role"] = actor["role"] or role
            if surface != full and surface not in actor["forms"]:
                actor["forms"].append(surface)
            compound = source[at : at + 1] == "-"
            row = [doc_id, full, TYPES[kind], "compound" if compound else "name", surface, len(text), len(text) + len(surface)]
            tables["mentions"].append(row)
            text += surface
        elif dated:
            surface, timex, value, earliest, latest, *deadline = dated.split("|")
            before = PREPOSITION.match(surface)
            start = len(text) + (before.end() if before else 0)
            text += surface
            tables["dates"].append([doc_id, text[start:], timex, value, earliest, latest, start, len(text)])
            if deadline:
                tables["deadlines"].append([doc_id, deadline[0], text[start:], earliest, latest, deadline[1], start, len(text)])
        elif quote is not None:
            opened.append((quote.split("|"), len(text)))
        else:
            (what, speaker, actor, cue), start = opened.pop()
            inner = text[start:]
            marked = inner[:1] in "„“\"»"
            start, end = (start + 1, len(text) - 1) if marked else (start, len(text))
            tables["quotes"].append([doc_id, what, text[start:end], speaker, actor, cue, start, end])
    if opened:
        raise SystemExit(f"{doc_id}: a quote is not closed")
    text += source[at:]
    if re.search(r"[{}<>]", text):
        raise SystemExit(f"{doc_id}: a mark is left in the text")
    for name, actor in actors.items():
        tables["actors"].append([doc_id, name, actor["type"], "|".join(actor["forms"]), actor["role"]])
    tables["documents"].append([doc_id, date, doc_id[:2]])
    with open(os.path.join(HERE, "..", "corpus", doc_id + ".txt"), "w", encoding="utf-8") as f:
        f.write(text)


head, paragraphs = None, []
with open(os.path.join(HERE, "articles.marked"), encoding="utf-8") as f:
    for line in f:
        line = line.rstrip("\n")
        if line.startswith("=== "):
            if head:
                document(*head, paragraphs)
            head, paragraphs = tuple(line[4:].split(" ")), []
        elif line and not line.startswith("#"):
            paragraphs.append(line)
document(*head, paragraphs)
for name, rows in tables.items():
    with open(os.path.join(HERE, name + ".csv"), "w", encoding="utf-8", newline="") as f:
        csv.writer(f, lineterminator="\n").writerows(rows)
