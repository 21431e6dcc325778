"""Reads the sentences and articles that we wrote ourselves (`*.sentences`, `*.articles`); README.md says how marks are set.

    python marked.py FILE …                          checks files and counts what they hold
    python marked.py --tsv OUT FILE.sentences …      words and labels, as GermEval has them
    python marked.py --jsonl OUT FILE.articles …     annotated articles, as data/wikinews-train has them
"""

import argparse
import json
import pathlib
import re
import sys
from collections import Counter

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "teacher"))

NAME = re.compile(r"\[(PER|ORG|LOC|MISC)(deriv|part)? ([^\[\]]+)\]")
OPEN = re.compile(r"\[(?:([dpir])(\d+)(?:<(\d+))?|([cs])(\d+)(?:=([^:\[\]]+))?):")
SOURCE = ("nach", "laut", "gemäß")
TYPES = {"d": "direct", "p": "partial", "i": "indirect", "r": "reported"}


class Bad(Exception):
    """A mark that cannot be read."""


def names_of(line):
    """A marked sentence -> (text, [(start, end, label)]); code points, end exclusive."""
    text, spans, at = "", [], 0
    for mark in NAME.finditer(line):
        text += line[at : mark.start()]
        spans.append((len(text), len(text) + len(mark[3]), mark[1] + (mark[2] or "")))
        text += mark[3]
        at = mark.end()
    text += line[at:]
    if "[" in text or "]" in text:
        raise Bad(f"a bracket that is no mark: {line[:80]}")
    return text, spans


def unmark(source):
    """A marked text -> (text, {quote: {"type", "spans", "carried", "c", "s", "actor"}})."""
    text, quotes, opened, at = "", {}, [], 0
    while at < len(source):
        if mark := OPEN.match(source, at):
            kind, number = (mark[1], mark[2]) if mark[1] else (mark[4], mark[5])
            quote = quotes.setdefault(int(number), {"type": None, "spans": [], "carried": None, "c": [], "s": [], "actor": None})
            if kind in TYPES:
                if quote["type"] not in (None, TYPES[kind]):
                    raise Bad(f"quote {number} has two types")
                quote["type"] = TYPES[kind]
                quote["carried"] = int(mark[3]) if mark[3] else quote["carried"]
                opened.append((quote["spans"], len(text)))
            else:
                quote["actor"] = mark[6] or quote["actor"]
                opened.append((quote[kind], len(text)))
            at = mark.end()
        elif source[at] == "]":
            if not opened:
                raise Bad(f"] closes nothing: …{source[max(0, at - 50) : at + 1]}")
            spans, start = opened.pop()
            if text[start:].strip() != text[start:] or start == len(text):
                raise Bad(f"a mark begins or ends with a blank: {text[start:][:60]!r}")
            spans.append([start, len(text)])
            at += 1
        elif source[at] == "[":
            raise Bad(f"a bracket that is no mark: {source[at : at + 40]}")
        else:
            text += source[at]
            at += 1
    if opened:
        raise Bad(f"a mark is not closed: {text[opened[-1][1] :][:60]}")
    return text, quotes


def part(text, spans):
    return {"text": " … ".join(text[s:e] for s, e in sorted(spans)), "spans": sorted(spans)} if spans else None


def split_source(text, cue, speaker):
    """"nach Angaben" + "der Polizei" -> "nach" + "Angaben der Polizei", "ihrer Ansicht nach" -> "nach" + "ihrer Ansicht"."""
    if len(cue) != 1:
        return cue, speaker
    (start, end), = cue
    words = text[start:end].split(" ")
    if len(words) > 1 and words[0].lower() in SOURCE:
        middle = start + len(words[0])
        if not speaker or speaker[0][0] == end + 1:
            return [[start, middle]], [[middle + 1, speaker[0][1] if speaker else end], *speaker[1:]]
    if len(words) > 1 and words[-1] == "nach" and not any(end < e for _, e in speaker):
        middle = end - len("nach")
        return [[middle, end]], [[min([start, *(s for s, _ in speaker)]), middle - 1]]
    return cue, speaker


def rows(text, quotes):
    """The quotes of an article as data/wikinews-train lists them."""
    found = []
    for number, quote in sorted(quotes.items(), key=lambda item: min(item[1]["spans"] or [[0]])):
        if not quote["spans"]:
            raise Bad(f"cue or speaker {number} without a quote")
        spoken = part(text, quote["s"])
        cue, speaker = split_source(text, sorted(quote["c"]), sorted(quote["s"]))
        words, origin, seen = part(text, speaker), quote, set()
        while not origin["s"] and not origin["actor"] and origin["carried"] is not None:
            if origin["carried"] not in quotes or origin["carried"] in seen:
                raise Bad(f"quote {number} is carried on from nothing")
            seen.add(origin["carried"])
            origin = quotes[origin["carried"]]
        carried = part(text, origin["s"]) if origin is not quote else spoken
        found.append({
            "id": len(found),
            "type": quote["type"],
            "spans": sorted(quote["spans"]),
            "speaker": origin["actor"] or (carried["text"] if carried else None),
            "cue": part(text, cue),
            "speaker_text": words,
            "addressee": None,
        })
    return found


def articles_of(path):
    """All articles of a file, as data/wikinews-train has them."""
    for number, block in enumerate(re.split(r"^=== *", path.read_text(), flags=re.M)[1:], 1):
        head, _, body = block.partition("\n")
        lines = [line.strip() for line in body.splitlines()]
        actors = []
        for line in lines:
            if line.startswith("@"):
                kind, _, rest = line[1:].strip().partition(" ")
                name, aliases, role = ([field.strip() for field in rest.split("|")] + ["", ""])[:3]
                if kind not in ("PER", "ORG", "LOC", "MISC"):
                    raise Bad(f"{path.name}, article {number}: {line}")
                actors.append({"name": name, "type": kind, "aliases": [a.strip() for a in aliases.split(",") if a.strip()], "role": role})
        try:
            text, quotes = unmark("\n\n".join(line for line in lines if line and not line.startswith("@")))
            found = rows(text, quotes)
        except Bad as why:
            raise Bad(f"{path.name}, article {number} ({head}): {why}") from None
        for actor in actors:
            missing = [form for form in [actor["name"], *actor["aliases"]] if form not in text]
            if len(missing) == 1 + len(actor["aliases"]):
                print(f"{path.name}, article {number}: no form of {actor['name']} stands in the text", file=sys.stderr)
        yield {"doc_id": f"{path.stem}-{number}", "date": head.split()[-1], "lang": "de", "text": text, "actors": actors, "quotes": found, "deadlines": []}


def sentences_of_file(path):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                yield names_of(line.strip())
            except Bad as why:
                raise Bad(f"{path.name}, line {number}: {why}") from None


def tagged(text, spans):
    """Words of one sentence with their labels (B-, I-, O)."""
    from text import tokens_with_offsets

    label = {}
    for start, end, kind in spans:
        for at in range(start, end):
            label[at] = ("B-" if at == start else "I-") + kind
    for word, start in tokens_with_offsets(text):
        yield word, label.get(start, "O")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--tsv", type=pathlib.Path)
    parser.add_argument("--jsonl", type=pathlib.Path)
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    args = parser.parse_args()
    counts, tsv, jsonl = Counter(), [], []
    for path in sorted(args.files):
        if path.suffix == ".articles":
            for article in articles_of(path):
                jsonl.append(json.dumps(article, ensure_ascii=False))
                counts.update(articles=1, words=len(article["text"].split()), actors=len(article["actors"]))
                counts.update(f"{q['type']}{'' if q['cue'] else ' without cue'}" for q in article["quotes"])
        else:
            for text, spans in sentences_of_file(path):
                counts.update(sentences=1, words=len(text.split()))
                counts.update(kind for *_, kind in spans)
                if args.tsv:
                    tsv.append("".join(f"{word}\t{tag}\n" for word, tag in tagged(text, spans)))
    if args.tsv:
        args.tsv.write_text("\n".join(tsv))
    if args.jsonl:
        args.jsonl.write_text("\n".join(jsonl) + "\n")
    print(dict(counts))


if __name__ == "__main__":
    try:
        main()
    except Bad as why:
        sys.exit(str(why))
