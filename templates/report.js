"use strict";
(() => {
  const byId = (id) => document.getElementById(id);

  // The theme follows the system until somebody says otherwise.
  const theme = byId("theme"), root = document.documentElement, dark = matchMedia("(prefers-color-scheme:dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const name = () => { theme.textContent = isDark() ? "Light" : "Dark"; theme.setAttribute("aria-label", theme.textContent + " theme"); };
  theme.hidden = false;
  theme.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; name(); });
  dark.addEventListener("change", name);
  name();

  // Search and filter the quotes.
  const filter = byId("filter");
  if (filter) {
    const [search, speaker, type, hits, none] = ["search", "speaker", "type", "hits", "none"].map(byId);
    const rows = [...byId("rows").rows].map((row) => ({
      row, type: row.dataset.type, speaker: row.cells[0].textContent.toLowerCase(), text: row.cells[2].textContent.toLowerCase(),
    }));
    const apply = () => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean), who = speaker.value.trim().toLowerCase();
      let shown = 0;
      for (const one of rows) {
        const fits = (!type.value || one.type === type.value) && one.speaker.includes(who) && words.every((word) => one.text.includes(word));
        one.row.hidden = !fits;
        shown += fits;
      }
      none.hidden = shown > 0;
      hits.textContent = (shown === rows.length ? "" : shown + " of ") + rows.length + (rows.length === 1 ? " quote" : " quotes");
    };
    for (const field of [search, speaker, type]) for (const kind of ["input", "change"]) field.addEventListener(kind, apply);
    filter.addEventListener("submit", (event) => event.preventDefault());
    filter.addEventListener("reset", () => setTimeout(apply));
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-speaker]");
      if (!button) return;
      speaker.value = button.dataset.speaker;
      apply();
      byId("quotes").scrollIntoView();
      speaker.focus({ preventScroll: true });
    });
  }

  // Go to the passage: open its document and mark all its pieces.
  const go = () => {
    const id = decodeURIComponent(location.hash.slice(1)), target = id && byId(id);
    document.querySelectorAll(".found").forEach((piece) => piece.classList.remove("found"));
    const box = target && target.closest("details");
    if (!box) return;
    box.open = true;
    const pieces = box.querySelectorAll(`[data-of~="${CSS.escape(id)}"]`);
    pieces.forEach((piece) => piece.classList.add("found"));
    (pieces[0] || target).scrollIntoView({ block: "center" });
    if (pieces[0]) pieces[0].focus({ preventScroll: true });
  };
  addEventListener("hashchange", go);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.hash === location.hash) go();
  });
  go();

  // Hover, focus or click on a marked piece tells its rows.
  const tip = byId("tip");
  const tell = (event) => {
    const piece = event.target.closest && event.target.closest(".text span");
    if (!piece || !(piece.title || piece.dataset.title)) { tip.hidden = true; return; }
    if (piece.title) { piece.dataset.title = piece.title; piece.removeAttribute("title"); }
    tip.textContent = piece.dataset.title;
    tip.hidden = false;
    const at = piece.getClientRects()[0], left = Math.min(at.left, innerWidth - tip.offsetWidth - 16);
    tip.style.left = Math.max(8, left) + scrollX + "px";
    const below = at.bottom + 6 + tip.offsetHeight < innerHeight;
    tip.style.top = (below ? at.bottom + 6 : at.top - tip.offsetHeight - 6) + scrollY + "px";
  };
  for (const kind of ["pointerover", "focusin", "click"]) document.addEventListener(kind, tell);
  document.addEventListener("focusout", () => { tip.hidden = true; });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") tip.hidden = true; });

  // On paper every text is open.
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((box) => { box.open = true; }));
})();
