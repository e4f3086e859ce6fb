"use strict";
// The search box of the start page: all words must occur; what begins with them comes first.
(() => {
  const form = document.getElementById("search");
  const input = document.getElementById("q");
  const hits = document.getElementById("hits");
  const count = document.getElementById("count");
  const MOST = 20;
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const entries = window.PEELGRAPH_SEARCH.map(([kind, name, path, more]) =>
    ({ kind, name, path, first: plain(name), text: plain(`${kind} ${name} ${more}`) }));

  function show() {
    const words = plain(input.value).split(/\s+/).filter(Boolean);
    hits.replaceChildren();
    if (!words.length) { count.textContent = ""; return; }
    const found = entries.filter((entry) => words.every((word) => entry.text.includes(word)));
    const rank = (entry) => (entry.first.startsWith(words[0]) ? 0 : entry.first.includes(words[0]) ? 1 : 2);
    found.sort((a, b) => rank(a) - rank(b));
    count.textContent = found.length === 0 ? "Nothing is called that."
      : found.length > MOST ? `${found.length} found; the first ${MOST} are shown.` : `${found.length} found.`;
    for (const entry of found.slice(0, MOST)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      const kind = document.createElement("span");
      link.href = entry.path;
      link.textContent = entry.name;
      kind.className = "meta";
      kind.textContent = ` ${entry.kind}`;
      item.append(link, kind);
      hits.append(item);
    }
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = hits.querySelector("a");
    if (first) first.click();
  });
  input.addEventListener("input", show);
  show();
})();
