"""Completions in bash, and the manual."""

import subprocess
import unittest

from program import DEPESCHE, run


class Terminal(unittest.TestCase):
    def complete(self, *words):
        script = f"""
            source <({DEPESCHE} completions bash)
            COMP_WORDS=({' '.join(words)}) COMP_CWORD={len(words) - 1}
            _depesche depesche "${{COMP_WORDS[-1]}}" "${{COMP_WORDS[-2]}}"
            printf '%s\\n' "${{COMPREPLY[@]}}"
        """
        done = subprocess.run(["bash", "-c", script], capture_output=True, text=True)
        self.assertEqual(done.stderr, "")
        return done.stdout.split()

    def test_bash_completes_commands_options_and_values(self):
        self.assertIn("quotes", self.complete("depesche", "q"))
        self.assertIn("--dialect", self.complete("depesche", "extract", "--di"))
        self.assertIn("excel-de", self.complete("depesche", "extract", "--dialect", "ex"))

    def test_the_manual_has_every_command(self):
        page = run(["man"])
        self.assertTrue(page.startswith(".ie") or ".TH" in page)
        for command in ["extract", "quotes", "report", "export", "evaluate"]:
            self.assertIn(command, page)


if __name__ == "__main__":
    unittest.main()
