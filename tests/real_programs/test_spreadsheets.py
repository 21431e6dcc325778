"""LibreOffice and openpyxl read the workbook and both Excel dialects and give back the same cells."""

import datetime
import subprocess
import tempfile
import unittest
from pathlib import Path

import openpyxl

from program import Case, run, table

TABLES = ["documents", "actors", "mentions", "quotes", "dates", "deadlines"]


def office(source, target, *options):
    """Lets LibreOffice convert a file; the folder of what it wrote."""
    out = Path(tempfile.mkdtemp(prefix="depesche-office-"))
    profile = out / "profile"
    done = subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", *options, "--convert-to", target, "--outdir", out, source],
        capture_output=True,
        text=True,
        timeout=300,
    )
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return out


def text(value):
    """A cell of openpyxl as the CSV tables write it."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime.datetime():
            return value.date().isoformat()
        case float() if not value.is_integer():
            return f"{value:.2f}"
        case float():
            return str(int(value))
    return str(value)


class Workbook(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        run(["extract", "articles", "-o", "book", "--format", "xlsx", "--quiet"], cls.folder)
        cls.path = cls.folder / "book/depesche.xlsx"
        cls.book = openpyxl.load_workbook(cls.path)

    def test_every_sheet_has_the_cells_of_its_table(self):
        self.assertEqual(self.book.sheetnames[:6], TABLES)
        self.assertEqual(self.book.sheetnames[-1], "errors")
        for name in self.book.sheetnames[:-1]:
            header, *rows = self.book[name].iter_rows(values_only=True)
            wanted = self.rows(name)
            self.assertEqual(list(header), list(wanted[0]))
            self.assertEqual(len(rows), len(wanted), name)
            for row, want in zip(rows, wanted):
                for column, value in zip(header, row):
                    found, expected = text(value), want[column]
                    if column == "confidence":
                        self.assertEqual(float(found), float(expected))
                    else:
                        self.assertEqual(found, expected.replace("\r\n", "\n"), (name, column))

    def test_header_is_frozen_and_filtered_and_days_are_days(self):
        for name in TABLES:
            sheet = self.book[name]
            self.assertEqual(sheet.freeze_panes, "A2")
            self.assertEqual(sheet.auto_filter.ref, f"A1:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}")
        latest = [cell for cell in self.book["deadlines"]["F"][1:] if cell.value is not None]
        self.assertTrue(latest and all(cell.is_date for cell in latest))
        self.assertTrue(self.book["quotes"]["D2"].alignment.wrap_text)
        self.assertGreater(self.book["quotes"].column_dimensions["D"].width, 40)

    def test_no_cell_is_a_formula(self):
        for sheet in self.book:
            for row in sheet.iter_rows():
                self.assertFalse([cell for cell in row if cell.data_type == "f"])

    def test_speakers_link_to_their_actor(self):
        sheet = self.book["quotes"]
        links = 0
        for row in sheet.iter_rows(min_row=2):
            cell = row[5]
            if cell.hyperlink is None:
                continue
            links += 1
            name, place = cell.hyperlink.location.replace("'", "").split("!")
            actor = self.book[name][int(place[1:])]
            self.assertEqual((actor[0].value, actor[2].value), (row[0].value, cell.value))
        self.assertGreater(links, 5)

    def test_libreoffice_gives_back_the_same_cells(self):
        # -1: every sheet into a file of its own; the cells as they are shown
        out = office(self.path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1")
        for name in TABLES:
            found, wanted = table(out / f"depesche-{name}.csv"), self.rows(name)
            self.assertEqual(len(found), len(wanted), name)
            for row, want in zip(found, wanted):
                for column, expected in want.items():
                    expected = {"yes": "TRUE", "no": "FALSE"}.get(expected, expected)
                    if column == "confidence":
                        self.assertEqual(float(row[column]), float(expected))
                    else:
                        self.assertEqual(row[column], expected, (name, column))

    def test_german_names(self):
        run(["extract", "articles", "-o", "buch", "--format", "xlsx", "--header-language", "de", "--quiet"], self.folder)
        book = openpyxl.load_workbook(self.folder / "buch/depesche.xlsx")
        self.assertEqual(book.sheetnames[3:6], ["Zitate", "Zeitangaben", "Termine"])
        self.assertEqual(book["Zitate"]["D1"].value, "Wortlaut")
        self.assertEqual(book["Termine"]["F2"].number_format, "dd.mm.yyyy")

    def test_the_same_input_gives_the_same_bytes(self):
        run(["extract", "articles", "-o", "again", "--format", "xlsx", "--threads", "1", "--quiet"], self.folder)
        self.assertEqual(self.path.read_bytes(), (self.folder / "again/depesche.xlsx").read_bytes())


class Dialects(Case):
    def check(self, dialect, separator, language):
        run(["extract", "articles", "-o", dialect, "--dialect", dialect, "--quiet"], self.folder)
        for name in ["quotes", "deadlines", "documents"]:
            # as a double click opens it: by separator, UTF-8, and the numbers and days of the language
            out = office(
                self.folder / dialect / f"{name}.csv",
                "xlsx",
                f"--infilter=Text - txt - csv (StarCalc):{separator},34,76,1,,{language},false,true",
            )
            sheet = openpyxl.load_workbook(out / f"{name}.xlsx").active
            header, *rows = sheet.iter_rows()
            names, wanted = [cell.value for cell in header], self.rows(name)
            self.assertEqual(names, list(wanted[0]))
            self.assertEqual(len(rows), len(wanted))
            for row, want in zip(rows, wanted):
                for column, cell in zip(names, row):
                    expected, found = want[column], text(cell.value)
                    self.assertNotEqual(cell.data_type, "f")
                    if expected in ("yes", "no"):
                        found = {"True": "yes", "False": "no"}.get(found, found)
                    if expected[:1] in "=+@-\t\r" and expected != "":
                        expected = "'" + expected
                    if column == "confidence":
                        self.assertEqual(float(found), float(expected))
                    elif column in ("earliest", "latest", "date") and expected:
                        self.assertTrue(cell.is_date, (column, cell.value))
                        self.assertEqual(found, expected)
                    elif column not in ("value", "date_text", "spans"):
                        self.assertEqual(found, expected, (name, column))

    def test_german_excel(self):
        self.check("excel-de", 59, 1031)

    def test_english_excel(self):
        self.check("excel", 44, 1033)


if __name__ == "__main__":
    unittest.main()
