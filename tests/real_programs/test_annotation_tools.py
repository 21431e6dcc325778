"""The exports are read by the libraries of the annotation tools, and corrected files are gold again."""

import json
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import cassis
import conllu
from label_studio_sdk.label_interface import LabelInterface

from program import Case, run


def brat():
    """The annotation server's own reader and checks. It was written for an older Python."""
    import codecs
    import importlib.util
    import sys
    import types

    server = Path(importlib.util.find_spec("brat").submodule_search_locations[0]) / "server"
    sys.path[:0] = [str(server / "src"), str(server)]
    config = types.ModuleType("config")
    config.BACKUP_DIR = config.WORK_DIR = config.DATA_DIR = "/nowhere"
    sys.modules["config"] = config
    import annotation
    import projectconfig
    import verify_annotations

    annotation.codecs_open = lambda path, mode, **options: codecs.open(path, mode.replace("U", ""), **options)
    return annotation, projectconfig, verify_annotations


class Exports(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for tool in ["brat", "inception", "conllu", "label-studio", "timeml"]:
            run(["export", tool, "articles", "-o", tool, "--quiet"], cls.folder)
        cls.texts = {path.relative_to(cls.folder / "brat").with_suffix("").as_posix(): path for path in (cls.folder / "brat").rglob("*.txt")}

    def files(self, tool, pattern):
        found = sorted((self.folder / tool).rglob(pattern))
        self.assertEqual(len(found), len(self.rows("documents")))
        return found

    def test_brat_reads_and_verifies_every_document(self):
        annotation, projectconfig, verify_annotations = brat()
        configuration = projectconfig.ProjectConfiguration(str(self.folder / "brat"))
        bounds = 0
        for path in self.files("brat", "*.ann"):
            with annotation.TextAnnotations(str(path.with_suffix(""))) as found:
                self.assertEqual(found.failed_lines, [])
                problems = verify_annotations.verify_annotation(found, configuration)
                self.assertEqual([str(problem) for problem in problems], [])
                for one in found.get_textbounds():
                    # the words are those at the offsets
                    words = [found.get_document_text()[start:end] for start, end in one.spans]
                    self.assertEqual(" ".join(words), one.text)
                    bounds += 1
        wanted = ["mentions", "quotes", "dates", "deadlines"]
        self.assertGreater(bounds, sum(len(self.rows(name)) for name in wanted))

    def test_inception_reads_every_annotation_with_its_words(self):
        found = {"depesche.Quote": 0, "depesche.Timex3": 0, "depesche.Deadline": 0, "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity": 0}
        for path in self.files("inception", "*.json"):
            cas = cassis.load_cas_from_json(path.read_text("utf-8"))
            for kind in found:
                if kind not in {one.name for one in cas.typesystem.get_types()}:
                    continue
                for one in cas.select(kind):
                    self.assertTrue(one.get_covered_text().strip())
                    self.assertEqual(one.get_covered_text(), one.get_covered_text().strip())
                    found[kind] += 1
        self.assertEqual(found["depesche.Timex3"], len(self.rows("dates")))
        self.assertEqual(found["depesche.Deadline"], len(self.rows("deadlines")))
        self.assertEqual(found["de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity"], len(self.rows("mentions")))
        with open(self.folder / "inception/typesystem.xml", "rb") as file:
            typesystem = cassis.load_typesystem(file)
        self.assertEqual(
            {one.name for one in typesystem.get_types() if one.name.startswith("depesche")}, {kind for kind in found if kind.startswith("depesche")}
        )

    def test_label_studio_accepts_tasks_and_set_up(self):
        interface = LabelInterface((self.folder / "label-studio/label-studio.xml").read_text("utf-8"))
        spans = 0
        for path in self.files("label-studio", "*.json"):
            for task in json.loads(path.read_text("utf-8")):
                for prediction in task["predictions"]:
                    self.assertEqual(interface.validate_prediction(prediction, return_errors=True), [])
                    for one in prediction["result"]:
                        # Label Studio counts UTF-16 units
                        units = task["data"]["text"].encode("utf-16-le")
                        words = units[2 * one["value"]["start"] : 2 * one["value"]["end"]].decode("utf-16-le")
                        self.assertEqual(words, one["value"]["text"])
                        spans += 1
        self.assertGreater(spans, len(self.rows("mentions")))

    def test_conllu_has_every_sentence(self):
        sentences = sum(len(conllu.parse(path.read_text("utf-8"))) for path in self.files("conllu", "*.conllu"))
        self.assertEqual(sentences, sum(int(row["sentences"]) for row in self.rows("documents")))

    def test_timeml_is_xml_and_gives_back_the_text(self):
        for path in self.files("timeml", "*.tml"):
            text = ElementTree.parse(path).find("TEXT")
            key = path.relative_to(self.folder / "timeml").with_suffix("").as_posix()
            # XML parsers turn every line end into one line feed
            self.assertEqual("".join(text.itertext()), self.texts[key].read_text("utf-8").replace("\r\n", "\n"))

    def test_what_comes_back_from_brat_and_timeml_is_gold_that_agrees(self):
        for tool, tables in [("brat", {"mentions", "quotes", "dates", "deadlines"}), ("timeml", {"dates"})]:
            scores = json.loads(run(["evaluate", "--gold", tool, "tables", "--format", "json"], self.folder))
            scores = scores["scores"] if isinstance(scores, dict) else scores
            self.assertEqual({one["table"] for one in scores}, tables)
            for one in scores:
                self.assertEqual((one["gold"], one["right"]), (one["system"], one["gold"]), (tool, one))


if __name__ == "__main__":
    unittest.main()
