"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const rows = [...byId("rows").rows];
  const [search, speaker, type, hits] = ["search", "speaker", "type", "hits"].map(byId);
  const filter = () => {
    const words = search.value.toLowerCase(), who = speaker.value.toLowerCase();
    let shown = 0;
    for (const row of rows) {
      const fits = (!type.value || row.dataset.type === type.value)
        && row.cells[0].textContent.toLowerCase().includes(who)
        && row.cells[2].textContent.toLowerCase().includes(words);
      row.hidden = !fits;
      shown += fits;
    }
    hits.textContent = shown === 1 ? "1 quote" : shown + " quotes";
  };
  for (const field of [search, speaker, type]) field.addEventListener("input", filter);
  byId("filter").addEventListener("submit", (event) => event.preventDefault());

  const open = () => {
    const target = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const box = target.closest("details");
    if (box) box.open = true;
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", open);
  open();

  const status = byId("row");
  const tell = (event) => {
    const span = event.target.closest(".text span[title]");
    status.hidden = !span;
    if (span) status.textContent = span.title;
  };
  for (const name of ["click", "focusin"]) document.addEventListener(name, tell);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") status.hidden = true; });
})();
