"""The report in headless Chromium: search, filter, passages, themes, keyboard, accessibility, and nothing leaves the page.

Pictures go to the folder REPORT_PICTURES where that is set.
"""

import json
import os
import time
import unittest
from pathlib import Path

from axe_selenium_python import Axe
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from program import Case, run

PICTURES = os.environ.get("REPORT_PICTURES")


class Report(Case):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        run(["report", "tables", "-o", "report.html", "--force"], cls.folder)
        options = webdriver.ChromeOptions()
        for option in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]:
            options.add_argument(option)
        options.binary_location = "/usr/bin/chromium"
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        service = webdriver.ChromeService(executable_path="/usr/bin/chromedriver")
        cls.browser = webdriver.Chrome(options=options, service=service)
        cls.browser.set_script_timeout(300)

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        super().tearDownClass()

    def setUp(self):
        self.browser.set_window_size(1280, 900)
        self.open("report.html")

    def open(self, page):
        self.browser.get("about:blank")
        self.browser.get(f"file://{self.folder}/{page}")

    def find(self, selector):
        return self.browser.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.browser.find_elements(By.CSS_SELECTOR, selector)

    def shown(self):
        return [row for row in self.all("#rows tr") if row.is_displayed()]

    def theme(self, name):
        self.browser.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": name}]}
        )

    def phone(self):
        self.browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
        )
        self.addCleanup(self.browser.execute_cdp_cmd, "Emulation.clearDeviceMetricsOverride", {})

    def picture(self, name):
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            data = self.browser.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": False})["data"]
            import base64

            (Path(PICTURES) / f"{name}.png").write_bytes(base64.b64decode(data))

    def test_tiles_count_the_tables(self):
        tiles = dict(reversed(tile.text.split("\n")) for tile in self.all(".tiles li"))
        for name in ["documents", "actors", "quotes", "dates", "deadlines"]:
            self.assertEqual(tiles[name], str(len(self.rows(name))))
        self.assertEqual(len(self.all("#rows tr")), len(self.rows("quotes")))
        self.assertEqual(len(self.all(".deadlines tbody tr")), len(self.rows("deadlines")))

    def test_search_and_filter(self):
        quotes = self.rows("quotes")
        self.find("#search").send_keys("KÖLN")
        self.find("#search").clear()
        self.find("#search").send_keys("formel")
        self.assertEqual([row.find_element(By.TAG_NAME, "b").text for row in self.shown()], ["Jörg Müßig"])
        self.assertIn(f"1 of {len(quotes)}", self.find("#hits").text)
        self.find("form button[type=reset]").click()
        time.sleep(0.1)
        self.assertEqual(len(self.shown()), len(quotes))
        Select(self.find("#type")).select_by_visible_text("indirect")
        self.assertEqual(len(self.shown()), sum(row["type"] == "indirect" for row in quotes))
        self.find("#speaker").send_keys("no such person")
        self.assertEqual(self.shown(), [])
        self.assertTrue(self.find("#none").is_displayed())
        self.find("form button[type=reset]").click()
        speaker = self.find("[data-speaker]")
        speaker.click()
        self.assertEqual(
            len(self.shown()),
            sum(speaker.get_attribute("data-speaker").lower() in (row["speaker_actor"] + row["speaker"]).lower() for row in quotes),
        )

    def test_a_click_goes_to_the_passage_and_tells_the_row(self):
        links = self.all("#rows td a")
        self.assertEqual(len(links), len(self.rows("quotes")))
        link = links[-1]
        words = " ".join(link.text.split())
        self.browser.execute_script("arguments[0].click()", link)
        time.sleep(1.2)
        found = self.all(".found")
        self.assertTrue(found)
        passage = " ".join("".join(piece.get_attribute("textContent") for piece in found).split())
        self.assertIn(words.split(" … ")[0], passage)
        place = found[0].rect["y"] - self.browser.execute_script("return scrollY")
        self.assertTrue(0 <= place <= 900, place)
        self.assertIn("said by", self.find("#tip").text)
        self.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
        self.assertFalse(self.find("#tip").is_displayed())
        mark = self.find("svg a")
        self.browser.execute_script("arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true, view: window}))", mark)
        time.sleep(1.2)
        self.assertTrue(self.all(".found.deadline"))

    def test_overlapping_marks_are_all_there(self):
        both = self.all(".text .quote.mention, .text .quote .mention")
        self.assertTrue(both)
        self.browser.execute_script("arguments[0].click()", self.find("#show-quote"))
        colour = both[0].value_of_css_property("background-color")
        self.assertEqual(colour, "rgba(0, 0, 0, 0)")
        self.assertNotEqual(both[0].value_of_css_property("border-bottom-width"), "0px")

    def test_documents_cannot_run_anything(self):
        self.assertEqual(self.browser.title, "Depesche report")
        self.assertEqual(self.all("#texts script, #texts img"), [])
        self.assertIn("<script>", self.find("#texts").get_attribute("textContent"))

    def test_the_keyboard_reaches_everything(self):
        self.find("body").send_keys(Keys.TAB)
        self.assertEqual(self.browser.switch_to.active_element.text, "Skip to the content")
        reached = set()
        for _ in range(30):
            active = self.browser.switch_to.active_element
            reached.add(active.get_attribute("id") or active.tag_name)
            active.send_keys(Keys.TAB)
        self.assertLessEqual({"theme", "a", "button"}, reached)

    def test_no_error_and_no_request(self):
        self.browser.get_log("performance")
        self.open("report.html")
        self.find("#search").send_keys("x")
        self.assertEqual([entry for entry in self.browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")], [])
        asked = []
        for entry in self.browser.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                asked.append(message["params"]["request"]["url"])
        page = f"file://{self.folder}/report.html"
        self.assertEqual([url for url in asked if not (url == page or url.startswith(("data:", "about:")))], [])

    def test_accessible_in_both_themes(self):
        for name in ["light", "dark"]:
            self.theme(name)
            self.open("report.html")
            axe = Axe(self.browser)
            axe.inject()
            problems = axe.run()["violations"]
            told = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]], one["nodes"][0].get("failureSummary")) for one in problems]
            self.assertEqual(told, [], name)
        self.theme("light")

    def test_a_phone_needs_no_sideways_scrolling(self):
        self.phone()
        self.open("report.html")
        width = self.browser.execute_script("return document.documentElement.scrollWidth")
        self.assertLessEqual(width, 390)

    def test_the_theme_can_be_chosen(self):
        self.theme("light")
        before = self.find("body").value_of_css_property("background-color")
        self.find("#theme").click()
        self.assertNotEqual(self.find("body").value_of_css_property("background-color"), before)

    def test_paper(self):
        self.browser.execute_script("dispatchEvent(new Event('beforeprint'))")
        self.assertEqual(self.all("details:not([open])"), [])
        data = self.browser.execute_cdp_cmd("Page.printToPDF", {})["data"]
        self.assertGreater(len(data), 10_000)

    def test_a_large_corpus_shows_a_part_and_says_so(self):
        run(["report", "tables", "-o", "part.html", "--documents", "3"], self.folder)
        self.open("part.html")
        self.assertEqual(len(self.all("details")), 3)
        self.assertIn(f"all {len(self.rows('documents'))} documents", self.find("main").text)

    @unittest.skipUnless(PICTURES, "no REPORT_PICTURES")
    def test_pictures(self):
        for name in ["light", "dark"]:
            self.theme(name)
            self.open("report.html")
            for part in ["actors", "quotes", "deadlines", "texts"]:
                self.browser.execute_script("document.documentElement.style.scrollBehavior='auto';scrollTo(0, 0)")
                if part != "actors":
                    self.browser.execute_script("document.getElementById(arguments[0]).scrollIntoView()", part)
                time.sleep(0.3)
                self.picture(f"{name}-{part}")
        self.phone()
        self.theme("light")
        self.open("report.html")
        for part in ["actors", "quotes", "deadlines", "texts"]:
            self.browser.execute_script("document.documentElement.style.scrollBehavior='auto'")
            if part != "actors":
                self.browser.execute_script("document.getElementById(arguments[0]).scrollIntoView()", part)
            time.sleep(0.3)
            self.picture(f"phone-{part}")


if __name__ == "__main__":
    unittest.main()
