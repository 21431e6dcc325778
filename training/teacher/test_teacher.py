"""`python -m unittest` in this folder; needs neither torch nor data."""

import unittest

from project_wikinews import compound_label, forms_of, tag
from text import sentences_of, split_english_genitive


class Words(unittest.TestCase):
    def test_hyphens_points_and_numbers_stay_inside_words(self):
        (words,) = sentences_of("Der 72-jährige US-Präsident nannte am 3. Mai z.B. 1.200,50 Euro.")
        self.assertEqual(
            words, "Der 72-jährige US-Präsident nannte am 3. Mai z.B. 1.200,50 Euro .".split()
        )

    def test_a_closing_mark_belongs_to_the_sentence_before_it(self):
        self.assertEqual(
            sentences_of("Er sagte: „Nein!“ Dann ging er."),
            [["Er", "sagte", ":", "„", "Nein", "!", "“"], ["Dann", "ging", "er", "."]],
        )

    def test_english_genitive_is_a_word(self):
        self.assertEqual(split_english_genitive(["Draghi's", "don't"]), ["Draghi", "'s", "do", "n't"])


class Projection(unittest.TestCase):
    ACTORS = [
        {"name": "Bank", "type": "ORG", "aliases": []},
        {"name": "Europäische Zentralbank", "type": "ORG", "aliases": ["Europäischen Zentralbank", "EZB"]},
        {"name": "Mario Draghi", "type": "PER", "aliases": []},
        {"name": "Koblenz", "type": "LOC", "aliases": ["Koblenzer"]},
    ]

    def tags(self, sentence):
        return " ".join(tag(sentence.split(), forms_of({"actors": self.ACTORS})))

    def test_the_longest_form_wins(self):
        self.assertEqual(self.tags("bei der Europäischen Zentralbank"), "O O B-ORG I-ORG")

    def test_last_names_and_genitives_are_found(self):
        self.assertEqual(self.tags("Draghis Rede , so Draghi"), "B-PER O O O B-PER")

    def test_compounds_are_parts_and_inhabitants_derived(self):
        self.assertEqual(self.tags("Koblenzer EZB-Rat"), "B-LOCderiv B-ORGpart")

    def test_a_lower_case_rest_is_no_compound(self):
        self.assertIsNone(compound_label("US-weit", {}))


if __name__ == "__main__":
    unittest.main()
