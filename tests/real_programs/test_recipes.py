"""The recipes of the README, run as they stand there, and the calendar that they make."""

import os
import re
import shutil
import subprocess
import unittest
from pathlib import Path

from program import DEPESCHE, ROOT, Case

BLOCK = re.compile(r"^```(sh|python|sql)\n(.*?)^```", re.M | re.S)


def recipes():
    section = (ROOT / "README.md").read_text("utf-8").split("\n## Recipes\n")[1].split("\n## ")[0]
    return BLOCK.findall(section)


class Recipes(Case):
    def test_every_recipe_runs_and_prints_something(self):
        import sys

        tools = Path(sys.executable).parent
        path = os.pathsep.join([str(Path(DEPESCHE).resolve().parent), str(tools), os.environ["PATH"]])
        environment = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"}
        (self.folder / "article.txt").write_text((ROOT / "corpus/de/tiktok-oracle.txt").read_text("utf-8"), "utf-8")
        shutil.rmtree(self.folder / "tables")
        found = recipes()
        self.assertGreater(len(found), 5)
        for language, code in found:
            with self.subTest(code=code):
                command = {"sh": ["bash", "-euo", "pipefail", "-c", code], "python": [sys.executable, "-c", code]}[language]
                done = subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, text=True)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertTrue(done.stdout.strip() or "-o " in code or "> " in code, f"nothing printed: {code}")


if __name__ == "__main__":
    unittest.main()
