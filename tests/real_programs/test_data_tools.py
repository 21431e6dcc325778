"""DuckDB, pandas and Arrow read Parquet and JSON Lines."""

import json
import unittest

import duckdb
import pandas
import pyarrow
import pyarrow.parquet

from program import Case, run

ARROW = {
    "doc_id": pyarrow.string(),
    "quote_id": pyarrow.int64(),
    "earliest": pyarrow.date32(),
    "latest": pyarrow.date32(),
    "confidence": pyarrow.float64(),
    "negated": pyarrow.bool_(),
    "start": pyarrow.int64(),
}


class Parquet(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        run(["extract", "articles", "-o", "parquet", "--format", "parquet", "--quiet"], cls.folder)

    def path(self, name):
        return str(self.folder / "parquet" / f"{name}.parquet")

    def test_arrow_sees_the_documented_types(self):
        for name in ["documents", "actors", "mentions", "quotes", "dates", "deadlines", "tokens", "errors"]:
            schema = pyarrow.parquet.read_schema(self.path(name))
            for field in schema:
                if field.name in ARROW:
                    self.assertEqual(field.type, ARROW[field.name], (name, field.name))
                self.assertTrue(field.nullable)

    def test_pandas_reads_the_same_cells(self):
        for name in ["documents", "actors", "mentions", "quotes", "dates", "deadlines"]:
            frame, wanted = pandas.read_parquet(self.path(name)), self.rows(name)
            self.assertEqual(list(frame.columns), list(wanted[0]))
            self.assertEqual(len(frame), len(wanted))
            for column in frame.columns:
                for found, expected in zip(frame[column], (row[column] for row in wanted)):
                    if pandas.isna(found):
                        found = ""
                    elif isinstance(found, bool) or column == "negated":
                        found = "yes" if found else "no"
                    elif isinstance(found, float):
                        found = f"{found:.2f}" if column == "confidence" else str(int(found))
                    self.assertEqual(str(found), expected, (name, column))

    def test_duckdb_counts_and_compares_days(self):
        speakers = duckdb.sql(
            f"select speaker_actor, count(*) n from '{self.path('quotes')}' where speaker_actor is not null group by 1 order by n desc, 1"
        ).fetchall()
        wanted = [row["speaker_actor"] for row in self.rows("quotes") if row["speaker_actor"]]
        self.assertEqual(dict(speakers), {name: wanted.count(name) for name in wanted})
        later = duckdb.sql(f"select count(*) from '{self.path('deadlines')}' where latest >= date '2025-01-01'").fetchall()[0]
        self.assertEqual(later[0], sum(row["latest"] >= "2025-01-01" for row in self.rows("deadlines")))


class JsonLines(Case):
    def test_flat_rows(self):
        run(["extract", "articles", "-o", "flat", "--format", "jsonl", "--quiet"], self.folder)
        path = self.folder / "flat/quotes.jsonl"
        frame = pandas.read_json(path, lines=True, dtype={"doc_id": str})
        self.assertEqual(list(frame["text"]), [row["text"] for row in self.rows("quotes")])
        self.assertEqual(
            duckdb.sql(f"select count(*) from read_json('{path}')").fetchall()[0][0], len(self.rows("quotes"))
        )

    def test_nested_documents(self):
        run(["extract", "articles", "-o", "nested", "--format", "nested", "--quiet"], self.folder)
        path = self.folder / "nested/documents.jsonl"
        documents = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        self.assertEqual([one["doc_id"] for one in documents], [row["doc_id"] for row in self.rows("documents")])
        for table in ["actors", "mentions", "quotes", "dates", "deadlines", "tokens"]:
            if table != "tokens":
                self.assertEqual(sum(len(one[table]) for one in documents), len(self.rows(table)))
            self.assertNotIn("doc_id", documents[0][table][0])
        actors = duckdb.sql(
            f"select doc_id, a.name from (select doc_id, unnest(actors) a from read_json('{path}'))"
        ).fetchall()
        self.assertEqual(actors, [(row["doc_id"], row["name"]) for row in self.rows("actors")])


if __name__ == "__main__":
    unittest.main()
