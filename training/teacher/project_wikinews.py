"""Projects the actors of each annotated Wikinews article onto its text as BIO tags.

The annotation lists, per article, every actor with its type and all its surface forms. Each form is looked for in the text,
longest first, on token borders; a genitive or plural ending on the last word is allowed. A hyphenated compound that begins
with a one-word form ("Trump-Erlass") is `XXXpart`, an inhabitants' or adjective form of a place ("Koblenzer") `LOCderiv`.

Every tenth article of the first file, in order of dates, is kept for validation.
"""

import argparse
import gzip
import json
import pathlib
import re

from text import sentence_ends, tokens_with_offsets, write_tagged

LAST_WORD_ENDINGS = ("", "s", "'", "’", "es", "n", "en")
HYPHENS = re.compile(r"[-‐‑]")


def load_articles(paths):
    """The articles with their numbers. Every tenth of the first file (a number that ends in 9) is kept for validation, none of the others."""
    numbered, next_number = [], 0
    for rank, path in enumerate(paths):
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as file:
            documents = sorted((json.loads(line) for line in file), key=lambda d: (d["date"], d["doc_id"]))
        for document in documents:
            if rank and next_number % 10 == 9:
                next_number += 1
            numbered.append((next_number, document))
            next_number += 1
    return numbered


def forms_of(document):
    """Maps token tuples to a label; the first actor that claims a form keeps it."""
    forms = {}
    for actor in document["actors"]:
        for form in [actor["name"], *actor["aliases"]]:
            label = actor["type"]
            is_derived = (
                label == "LOC" and " " not in form and form.endswith(("er", "ern")) and form != actor["name"]
                and form[:3] == actor["name"][:3] and not actor["name"].endswith("er")
            )
            tokens = tuple(token for token, _ in tokens_with_offsets(form))
            if tokens and any(c.isalnum() for c in form):
                forms.setdefault(tokens, label + "deriv" if is_derived else label)
    for actor in document["actors"]:  # a person's last name alone, where no other actor has it
        *first, last = [token for token, _ in tokens_with_offsets(actor["name"])] or [""]
        if actor["type"] == "PER" and first and last[:1].isupper() and len(last) > 2:
            forms.setdefault((last,), "PER")
    return forms


def tag(tokens, forms):
    by_first, longest = {}, 1
    for form, label in forms.items():
        by_first.setdefault(form[0], []).append((form, label))
        longest = max(longest, len(form))
        if len(form) == 1 and len(form[0]) > 2 and not label.endswith("deriv"):
            for ending in LAST_WORD_ENDINGS[1:5]:
                by_first.setdefault(form[0] + ending, []).append(((form[0] + ending,), label))
    for candidates in by_first.values():
        candidates.sort(key=lambda c: -len(c[0]))
    tags, i = ["O"] * len(tokens), 0
    while i < len(tokens):
        found = next((c for c in by_first.get(tokens[i], ()) if matches(tokens, i, c[0])), None)
        if found:
            form, label = found
            tags[i] = "B-" + label
            for j in range(i + 1, i + len(form)):
                tags[j] = "I-" + label
            i += len(form)
            continue
        label = compound_label(tokens[i], forms)
        if label:
            tags[i] = "B-" + label
        i += 1
    return tags


def matches(tokens, start, form):
    end = start + len(form)
    if end > len(tokens) or tuple(tokens[start : end - 1]) != form[:-1]:
        return False
    last = tokens[end - 1]
    return last == form[-1] or (
        len(form) > 1 and len(form[-1]) > 2 and last.startswith(form[-1]) and last[len(form[-1]) :] in LAST_WORD_ENDINGS
    )


def compound_label(token, forms):
    """`XXXpart` where the token is a hyphenated compound whose beginning is a one-word form, or "US-"."""
    for hyphen in reversed(list(HYPHENS.finditer(token))):
        head, rest = token[: hyphen.start()], token[hyphen.end() :]
        if not rest or not rest[0].isupper():
            continue
        label = forms.get((head,)) or ({"US": "LOC", "UN": "ORG", "EU": "ORG"}.get(head))
        if label and not label.endswith("deriv"):
            return label + "part"
    return None


def sentences_of_document(document):
    forms = forms_of(document)
    for paragraph in document["text"].split("\n"):
        tokens = [token for token, _ in tokens_with_offsets(paragraph)]
        if not tokens:
            continue
        tags, start = tag(tokens, forms), 0
        for end in sentence_ends(tokens):
            yield tokens[start : end + 1], tags[start : end + 1]
            start = end + 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("articles", nargs="+", type=pathlib.Path, help="train.jsonl.gz of wikinews-train, then articles of our own")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="folder for train.tsv and valid.tsv")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    split = {"train": [], "valid": []}
    for number, document in load_articles(args.articles):
        split["valid" if number % 10 == 9 else "train"] += sentences_of_document(document)
    for name, sentences in split.items():
        write_tagged(args.out / f"{name}.tsv", sentences)
        n_names = sum(t.startswith("B-") for _, tags in sentences for t in tags)
        print(name, len(sentences), "sentences", sum(len(t) for t, _ in sentences), "tokens", n_names, "names")


if __name__ == "__main__":
    main()
