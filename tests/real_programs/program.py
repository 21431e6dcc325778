"""The program under test and the articles that come with it."""

import csv
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEPESCHE = os.environ.get("DEPESCHE", str(ROOT / "target/debug/depesche"))

# What spreadsheets, browsers and annotation tools stumble over: umlauts, signs outside of the basic plane, line breaks,
# quotation marks, formulas, markup.
HARD = [
    {
        "id": "hart/1",
        "date": "2024-03-14",
        "title": "Übermaß <b>&amp;</b> „Größe“",
        "text": "Köln. „=SUMME(A1:A9); ist “keine“ Formel“, sagte Jörg Müßig am 3. Mai 2024.\n\n"
        "😀 Die Stadt Düren muss bis zum 30. Juni 2024 einen Plan vorlegen. „@alle: -5 Grad\tsind kalt“, sagte Jörg Müßig.",
    },
    {
        "id": "hart/2",
        "date": "2024-03-14",
        "text": '<script>document.title = "broken"</script> „<img src=x onerror=alert(1)>“, sagte Ada Lovelace. '
        "Das Gesetz tritt am 1. Januar 2025 in Kraft. \"Javascript: 'alert(1)'\", sagte Ada Lovelace gestern.",
    },
]


def run(arguments, folder=None, **options):
    """Runs the program; its standard output."""
    done = subprocess.run(
        [DEPESCHE, *map(str, arguments)], cwd=folder, capture_output=True, text=True, encoding="utf-8", **options
    )
    if done.returncode != 0:
        raise AssertionError(f"depesche {arguments}: {done.returncode}\n{done.stderr}")
    return done.stdout


def table(path, **options):
    """The rows of a CSV table as dictionaries."""
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, **options))


class Case(unittest.TestCase):
    """A test class with a folder of its own that holds `articles/` and, as CSV, `tables/`."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="depesche-"))
        articles = cls.folder / "articles"
        shutil.copytree(ROOT / "corpus", articles, ignore=shutil.ignore_patterns("*.md"))
        import json

        (articles / "hard.jsonl").write_text("".join(json.dumps(one) + "\n" for one in HARD), encoding="utf-8")
        run(["extract", "articles", "-o", "tables", "--quiet"], cls.folder)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder, ignore_errors=True)

    def rows(self, name):
        return table(self.folder / "tables" / f"{name}.csv")
