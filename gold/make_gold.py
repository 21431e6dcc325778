#!/usr/bin/env python3
"""Writes the articles (../corpus) and their gold tables (here) from articles.de.marked and articles.en.marked; the head of
the first says how marks are set.

usage: python3 gold/make_gold.py        (standard library only; fails loudly where a mark is not closed)
"""
import csv, os, re

HERE = os.path.dirname(os.path.abspath(__file__))
TYPES = {"P": "PER", "O": "ORG", "L": "LOC", "M": "MISC"}
MARK = re.compile(r"\{([POLM]):([^{}]*)\}|\{D:([^{}]*)\}|<q ([^>]*)>|(<q\+>)|</q>")
COLUMNS = {
    "documents": ["doc_id", "date", "language"],
    "actors": ["doc_id", "name", "type", "aliases", "role"],
    "mentions": ["doc_id", "name", "type", "kind", "text", "start", "end"],
    "quotes": ["doc_id", "type", "text", "speaker", "speaker_actor", "cue", "start", "end", "spans"],
    "dates": ["doc_id", "text", "type", "value", "earliest", "latest", "start", "end"],
    "deadlines": ["doc_id", "kind", "date_text", "earliest", "latest", "responsible", "start", "end"],
}


class Article:
    """One document while its marks are taken out."""

    def __init__(self, doc_id, date):
        self.doc_id, self.text, self.actors, self.opened = doc_id, "", {}, []
        self.rows = {name: [] for name in COLUMNS}
        self.rows["documents"].append([doc_id, date, doc_id[:2]])

    def name(self, kind, mark, compound):
        surface, _, rest = mark.partition("=")
        full, _, role = rest.partition("/") if rest else (surface.partition("/")[0], "", surface.partition("/")[2])
        surface = surface.partition("/")[0]
        actor = self.actors.setdefault(full, {"type": TYPES[kind], "forms": [], "role": ""})
        if actor["type"] != TYPES[kind]:
            raise SystemExit(f"{self.doc_id}: {full} has two types")
        actor["role"] = actor["role"] or role
        if surface != full and surface not in actor["forms"]:
            actor["forms"].append(surface)
        start = len(self.text)
        self.text += surface
        self.rows["mentions"].append([full, actor["type"], "compound" if compound else "name", surface, start, len(self.text)])

    def date(self, mark):
        surface, timex, value, earliest, latest, *deadline = mark.split("|")
        start = len(self.text)
        self.text += surface
        end = len(self.text)
        self.rows["dates"].append([surface, timex, value, earliest, latest, start, end])
        if deadline:
            kind, responsible = deadline
            self.rows["deadlines"].append([kind, surface, earliest, latest, responsible, start, end])

    def quote(self):
        what, start = self.opened.pop()
        marked = self.text[start] in "„“\"»«"
        start, end = (start + 1, len(self.text) - 1) if marked else (start, len(self.text))
        if what is None:  # goes on with the quote before
            row = self.rows["quotes"][-1]
            row[1] += " … " + self.text[start:end]
            row[6] = end
            row[7] = (row[7] or f"{row[5]}-{self.first_end}") + f";{start}-{end}"
            return
        kind, speaker, actor, cue = what.split("|")
        self.first_end = end
        self.rows["quotes"].append([kind, self.text[start:end], speaker, actor, cue, start, end, ""])

    def finish(self):
        if self.opened:
            raise SystemExit(f"{self.doc_id}: a quote is not closed")
        if re.search(r"[{}<>|]", self.text):
            raise SystemExit(f"{self.doc_id}: a mark is left in the text")
        for name, actor in self.actors.items():
            self.rows["actors"].append([name, actor["type"], "|".join(actor["forms"]), actor["role"]])
        with open(os.path.join(HERE, "..", "corpus", self.doc_id + ".txt"), "w", encoding="utf-8") as f:
            f.write(self.text)
        for name in COLUMNS:
            for row in self.rows[name]:
                tables[name].append(row if name == "documents" else [self.doc_id, *row])


def read(doc_id, date, paragraphs):
    article = Article(doc_id, date)
    # German articles have a line a paragraph, English ones an empty line between them: both are found in the wild.
    source = ("\n" if doc_id.startswith("de/") else "\n\n").join(paragraphs) + "\n"
    at = 0
    for mark in MARK.finditer(source):
        article.text += source[at : mark.start()]
        at = mark.end()
        kind, name, dated, quote, again = mark.groups()
        if kind:
            article.name(kind, name, source[at : at + 1] == "-")
        elif dated:
            article.date(dated)
        elif quote or again:
            article.opened.append((quote, len(article.text)))
        else:
            article.quote()
    article.text += source[at:]
    article.finish()


tables = {name: [columns] for name, columns in COLUMNS.items()}
articles = []
for language in ("de", "en"):
    head, paragraphs = None, []
    with open(os.path.join(HERE, f"articles.{language}.marked"), encoding="utf-8") as f:
        for line in [*f, "=== "]:
            line = line.rstrip("\n")
            if line.startswith("=== "):
                if head:
                    articles.append((*head, paragraphs))
                head, paragraphs = line[4:].split(" "), []
            elif line and not line.startswith("#"):
                paragraphs.append(line)
for article in sorted(articles):
    read(*article)
for name, rows in tables.items():
    with open(os.path.join(HERE, name + ".csv"), "w", encoding="utf-8", newline="") as f:
        csv.writer(f, lineterminator="\n").writerows(rows)
