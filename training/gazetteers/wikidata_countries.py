#!/usr/bin/env python3
"""Prints the countries of src/language/wikidata.txt from the unpacked npm package @rapideditor/country-coder (ISC)."""
import json, os, sys

here = os.path.dirname(os.path.abspath(__file__))
# English names of each body: "Denmark" is the country, "Kingdom of Denmark" the realm
names = {}
for line in open(os.path.join(here, "../../src/language/bodies.txt"), encoding="utf-8"):
    columns = line.rstrip("\n").split("\t")
    if len(columns) == 4:
        names[columns[0]] = [name.lstrip("=+") for name in columns[3].split("|")]
with open(os.path.join(sys.argv[1], "src/data/borders.json"), encoding="utf-8") as f:
    features = json.load(f)["features"]
known = {}
for feature in features:
    p = feature["properties"]
    code = p.get("iso1A2", p.get("country", "")).lower()
    if code not in names or not p.get("wikidata"):
        continue
    if "iso1A2" in p and code not in known or p["nameEn"] in names[code]:
        known[code] = p["wikidata"]
for code, item in sorted(known.items()):
    print(f"{code}\t{item}")
