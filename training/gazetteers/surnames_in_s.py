#!/usr/bin/env python3
"""Prints src/language/surnames_in_s.txt: surnames that end in -s, from the unpacked Python package faker (MIT)."""
import os, re, sys

folder = os.path.join(sys.argv[1], "faker/providers/person")
names = set()
for locale in sorted(os.listdir(folder)):
    path = os.path.join(folder, locale, "__init__.py")
    if not os.path.exists(path):
        continue
    source = open(path, encoding="utf-8").read()
    for block in re.finditer(r"last_names\w*\s*(?::[^=]+)?=\s*(?:OrderedDict\()?[({\[](.*?)\n\s*[)}\]]", source, re.S):
        for pair in re.findall(r"\"([^\"\n]+)\"|'([^'\n]+)'", block.group(1)):
            name = pair[0] or pair[1]
            if re.fullmatch(r"[A-ZÀ-Ž][^\s-]*[^sS]s", name) and all(ord(c) < 0x250 for c in name):
                names.add(name)
# by hand: surnames of the news that the package does not have
names |= set("Reus Wilders Glos Jonas Davis Tsipras Varoufakis Kardashians Carstens Behrens Martens Mertens Jürgens Jacobs Siemens "
             "Heinrichs Lukas Klaus Hans Andreas Markus Nikolaus Matthias Tobias Marius Julius Thomas James Charles Jones Williams "
             "Assads Starks Riggs Magarinos Müller-Ötvös".split()) - {"Kardashians", "Assads"}
print("# Surnames, and given names used as such, that end in -s: there the -s is no genitive. A line: names, parted by blanks.")
print("# From the name lists of the Python package `faker` 40 (MIT) by training/gazetteers/surnames_in_s.py, and some by hand.")
line = ""
for name in sorted(names):
    if len(line) + len(name) > 118:
        print(line)
        line = ""
    line = f"{line} {name}".strip()
print(line)
