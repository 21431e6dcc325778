"""icalendar reads the calendar, and scripts/check_calendar finds nothing wrong with it."""

import subprocess
import sys
import unittest

from program import DEPESCHE, ROOT, Case


class Calendar(Case):
    def test_the_calendar_is_sound(self):
        path = self.folder / "deadlines.ics"
        with open(path, "wb") as file:
            subprocess.run([DEPESCHE, "deadlines", "articles", "--format", "ics"], cwd=self.folder, stdout=file, check=True)
        self.assertGreater(path.read_bytes().count(b"BEGIN:VEVENT"), 10)
        done = subprocess.run([sys.executable, ROOT / "scripts/check_calendar", path], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)


if __name__ == "__main__":
    unittest.main()
