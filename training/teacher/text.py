"""Plain-text rules: words and sentences of raw German and English text; reading and writing `TOKEN<TAB>TAG` files."""

import gzip
import re

TOKEN = re.compile(
    r"""
    https?://\S+ | www\.\S+
    | (?:[A-ZÄÖÜa-zäöü]\.)(?:[A-ZÄÖÜa-zäöü]\.)+            # z.B.  U.S.
    | (?:Dr|Prof|Mr|Mrs|Ms|St|Nr|No|bzw|usw|ca|Co|Inc|Ltd|Corp|Mio|Mrd|Abs|Art|Jr|Sen|Gov|Gen|vgl|sog|Bd)\.
    | \d+(?:[.,:]\d+)+(?![-‐‑]?\w) | \b\d{1,2}\.(?=\s+[A-ZÄÖÜa-zäöü]) | \d+(?![-‐‑]?\w)
    | \w+(?:[-‐‑'’/&.]\w+)*-?                                   # inner hyphens, apostrophes, points
    | \.\.\. | [^\w\s]
    """,
    re.VERBOSE,
)
ENDS = {".", "!", "?", "…", "..."}
CLOSERS = {'"', "“", "”", "»", "«", "'", "’", ")", "]"}
ENGLISH_CLITIC = re.compile(r"(?:n['’]t|['’](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
NOT_BEFORE_A_BREAK = re.compile(r"[A-ZÄÖÜ]|\d{1,2}")


def tokens_with_offsets(text):
    """(token, start) pairs; the start is a code-point offset."""
    return [(m.group(), m.start()) for m in TOKEN.finditer(text)]


def sentence_ends(tokens):
    """Positions after which a sentence ends, always including the last token."""
    ends, i = [], 0
    while i < len(tokens):
        if tokens[i] in ENDS and not (i > 0 and NOT_BEFORE_A_BREAK.fullmatch(tokens[i - 1])):
            while i + 1 < len(tokens) and tokens[i + 1] in CLOSERS:
                i += 1
            if i + 1 == len(tokens) or not tokens[i + 1][0].islower():
                ends.append(i)
        i += 1
    if tokens and (not ends or ends[-1] != len(tokens) - 1):
        ends.append(len(tokens) - 1)
    return ends


def sentences_of(text):
    """Token lists, one a sentence, of one paragraph."""
    tokens = [token for token, _ in tokens_with_offsets(text)]
    start, out = 0, []
    for end in sentence_ends(tokens):
        out.append(tokens[start : end + 1])
        start = end + 1
    return out


def split_english_genitive(tokens):
    """Cuts "Draghi's" into two tokens, as English corpora do; also n't and the other clitics."""
    out = []
    for token in tokens:
        clitic = ENGLISH_CLITIC.search(token)
        if clitic and clitic.start() > 0:
            out += [token[: clitic.start()], clitic.group()]
        else:
            out.append(token)
    return out


def open_text(path, mode="rt"):
    opener = gzip.open if str(path).endswith(".gz") else open
    return opener(path, mode, encoding="utf-8")


def read_tagged(path):
    """Sentences of a `TOKEN<TAB>TAG` file: pairs of token list and tag list."""
    sentences, tokens, tags = [], [], []
    with open_text(path) as file:
        for line in file:
            line = line.rstrip("\n")
            if line:
                token, tag = line.split("\t")[:2]
                tokens.append(token)
                tags.append(tag)
            elif tokens:
                sentences.append((tokens, tags))
                tokens, tags = [], []
    if tokens:
        sentences.append((tokens, tags))
    return sentences


def write_tagged(path, sentences):
    with open_text(path, "wt") as file:
        for tokens, tags in sentences:
            for token, tag in zip(tokens, tags):
                file.write(f"{token}\t{tag}\n")
            file.write("\n")
