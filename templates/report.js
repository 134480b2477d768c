"use strict";
// Filtering, sorting and reading attempts. Texts of models are set as text,
// never as markup.
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const place = Object.fromEntries(data.columns.map((name, i) => [name, i]));
  const value = (i, name) => data.rows[i][place[name]];
  const signs = { correct: "✓", incorrect: "✗", "no-answer": "∅", ungraded: "?", failed: "!", "not-run": "–" };
  const moves = { s: "switch", b: "backtrack", v: "verify", h: "hesitate" };
  const strategies = data.rows.some((row) => row[place.n_draws] > 1);
  const epochs = data.rows.some((row) => row[place.epoch] > 1);
  const PAGE = 25;
  const columns = [
    ["item", "Item", false], ["task_type", "Task type", false], ["model", "Model", false],
    ["budget", "Budget", true], ["verdict", "Verdict", false], ["answer", "Answer", false],
    ["n_thinking_tokens", "Thinking tokens", true], ["n_answer_tokens", "Answer tokens", true],
    ["n_switches", "Switches", true], ["elapsed_ms", "Milliseconds", true],
  ];
  const form = byId("filters");
  const viewer = byId("viewer");
  let sort = null;
  let shown = PAGE;
  let list = [];
  let open = -1;

  // Marks that reorder text and control characters would hide what is there.
  const visible = (text) => String(text)
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
      (c) => "⟦U+" + c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0") + "⟧");

  const make = (tag, properties, ...children) => {
    const node = document.createElement(tag);
    for (const [name, v] of Object.entries(properties || {})) {
      if (name === "class") node.className = v; else node.setAttribute(name, v);
    }
    node.append(...children);
    return node;
  };

  const number = (v) => {
    if (v === null || v === undefined) return "";
    return Number.isInteger(v) ? v.toLocaleString("en-US") : v.toLocaleString("en-US", { maximumFractionDigits: 1 });
  };
  const budget = (i) => (value(i, "budget") === null ? "free" : number(value(i, "budget")));
  const verdict = (i) => {
    const word = value(i, "verdict");
    return make("span", { class: "v " + word, "data-sign": signs[word] || "" }, word.replace("-", " "));
  };
  const link = (i) => "#attempt=" + encodeURIComponent(value(i, "id"));

  // Everything of an attempt that can be searched, made on the first search.
  const haystacks = [];
  const haystack = (i) => {
    if (haystacks[i] === undefined) {
      const texts = [value(i, "id"), value(i, "answer"), value(i, "reason"), ...data.items[data.item[i]]];
      for (const piece of data.traces[i] || []) texts.push(piece[1]);
      haystacks[i] = texts.map((t) => t || "").join("\n").toLowerCase();
    }
    return haystacks[i];
  };

  const chosen = () => Object.fromEntries(new FormData(form));

  const filter = () => {
    const want = chosen();
    const words = (want.q || "").toLowerCase().trim();
    list = [];
    for (let i = 0; i < data.rows.length; i++) {
      if (want.model && value(i, "model") !== want.model) continue;
      if (want.task_type && value(i, "task_type") !== want.task_type) continue;
      if (want.verdict && value(i, "verdict") !== want.verdict) continue;
      if (want.strategy && value(i, "strategy") !== want.strategy) continue;
      if (want.budget && String(value(i, "budget") ?? "free") !== want.budget) continue;
      if (words && !haystack(i).includes(words)) continue;
      list.push(i);
    }
    if (sort) {
      const direction = sort.down ? -1 : 1;
      const key = (i) => value(i, sort.column);
      list.sort((a, b) => {
        const [x, y] = [key(a), key(b)];
        if (x === y) return a - b;
        if (x === null) return 1;
        if (y === null) return -1;
        return (x < y ? -1 : 1) * direction;
      });
    }
  };

  const cell = (i, [name, , isNumber]) => {
    if (name === "verdict") return make("td", {}, verdict(i));
    if (name === "item") return make("td", {}, make("a", { href: link(i) }, visible(value(i, "item"))));
    const ms = value(i, "elapsed_ms");
    const text = name === "budget" ? budget(i) : name === "elapsed_ms" ? (ms === null ? "" : ms.toFixed(1)) : isNumber ? number(value(i, name)) : visible(value(i, name) ?? "");
    return make("td", isNumber ? { class: "n" } : {}, text.length > 120 ? text.slice(0, 119) + "…" : text);
  };

  const paint = () => {
    const rows = list.slice(0, shown).map((i) => {
      const row = make("tr", {}, ...columns.map((c) => cell(i, c)));
      row.addEventListener("click", (e) => { if (!e.target.closest("a")) location.hash = link(i); });
      return row;
    });
    byId("rows").replaceChildren(...rows);
    const all = data.rows.length.toLocaleString("en-US");
    byId("status").textContent = list.length === data.rows.length
      ? all + " attempts" : list.length.toLocaleString("en-US") + " of " + all + " attempts";
    byId("more").hidden = list.length <= shown;
    byId("more").textContent = "Show more (" + Math.min(shown, list.length).toLocaleString("en-US") + " of " + list.length.toLocaleString("en-US") + " shown)";
  };

  const refresh = () => { shown = PAGE; filter(); paint(); };

  const heads = columns.map(([name, title, isNumber]) => {
    const button = make("button", { type: "button" }, title);
    const head = make("th", isNumber ? { scope: "col", class: "n" } : { scope: "col" }, button);
    button.addEventListener("click", () => {
      sort = sort && sort.column === name && !sort.down ? { column: name, down: true }
        : sort && sort.column === name ? null : { column: name, down: false };
      for (const other of heads) other.removeAttribute("aria-sort");
      if (sort) head.setAttribute("aria-sort", sort.down ? "descending" : "ascending");
      refresh();
    });
    return head;
  });

  // The viewer.
  const facts = (pairs) => {
    const dl = make("dl", { class: "facts" });
    for (const [name, v] of pairs) {
      if (v !== "" && v !== null && v !== undefined) dl.append(make("div", {}, make("dt", {}, name), make("dd", {}, v)));
    }
    return dl;
  };

  const box = (text) => (text === null || text === undefined
    ? make("p", { class: "left" }, "not stored with the run") : make("div", { class: "box" }, make("pre", {}, visible(text))));

  // What the chat template set around the prompt.
  const saw = (i, prompt) => {
    const around = data.seen[data.saw[i]];
    if (!around || around[0] + around[1] === "") return [];
    return [make("details", {}, make("summary", {}, "As the model saw it"), box(around[0] + prompt + around[1]))];
  };

  const trace = (pieces, cutAt) => {
    const out = make("div", { class: "trace" });
    const names = { thinking: "Thinking", answer: "Answer", tag: "Tag" };
    let pre = null;
    let current = "";
    for (const [kind, whole] of pieces) {
      let group = kind === "g" ? "tag" : kind === "a" ? "answer" : "thinking";
      if (kind === "x" || kind === "o") group = current || "answer";
      if (group !== current) {
        pre = make("pre", {});
        const segment = make("div", { class: "seg " + group }, pre);
        if (group !== "tag") segment.prepend(make("h4", {}, names[group]));
        out.append(segment);
        if (group === "tag" && current === "thinking" && cutAt !== null) {
          segment.append(make("p", { class: "gap" }, "ended by force at the budget of " + number(cutAt) + " thinking tokens"));
        }
        current = group;
      }
      // A line end right after a tag would show as an empty line.
      const text = pre.childNodes.length === 0 ? whole.replace(/^\n/, "") : whole;
      if (moves[kind]) pre.append(make("mark", { class: "move-" + kind, "data-move": moves[kind], title: moves[kind] }, visible(text)));
      else if (kind === "x") pre.append(make("mark", { class: "extracted", "data-move": "extracted", title: "extracted answer" }, visible(text)));
      else if (kind === "o") pre.append(make("span", { class: "gap" }, text));
      else pre.append(visible(text));
    }
    return out;
  };

  // Model, budget and epoch of an attempt, as far as they tell it apart.
  const attempt = (i) => visible(value(i, "model"))
    + (strategies ? ", " + value(i, "strategy") : "")
    + (value(i, "budget") === null ? "" : ", budget " + budget(i))
    + (epochs ? ", epoch " + value(i, "epoch") : "");

  const siblings = (i) => {
    const body = make("tbody", {});
    for (let j = 0; j < data.rows.length; j++) {
      if (data.item[j] !== data.item[i]) continue;
      const name = attempt(j);
      body.append(make("tr", j === i ? { "aria-current": "true" } : {},
        make("td", {}, j === i ? name : make("a", { href: link(j) }, name)),
        make("td", {}, verdict(j)),
        make("td", { class: "n" }, number(value(j, "n_thinking_tokens")))));
    }
    const head = make("tr", {}, make("th", { scope: "col" }, "Attempt"), make("th", { scope: "col" }, "Verdict"),
      make("th", { scope: "col", class: "n" }, "Thinking tokens"));
    return make("div", { class: "scroll" }, make("table", { class: "siblings" }, make("thead", {}, head), body));
  };

  const show = (i) => {
    open = i;
    const [prompt, target] = data.items[data.item[i]];
    byId("viewer-title").textContent = visible(value(i, "item")) + " · " + attempt(i);
    const time = (name) => (value(i, name) === null ? "" : number(value(i, name)) + " ms");
    const truncated = value(i, "truncated");
    const answer = value(i, "answer");
    const parts = [
      facts([
        ["Verdict", verdict(i)],
        [value(i, "status") === "failed" ? "Failure" : "Reason", visible(value(i, "reason") ?? "")],
      ]),
      make("h3", {}, "Prompt"), box(prompt), ...saw(i, prompt),
      make("h3", {}, "Trace"),
      data.traces[i] ? trace(data.traces[i], value(i, "stop_reason") === "budget" ? value(i, "budget") : null) : make("p", { class: "left" }, "no completion"),
      make("h3", {}, value(i, "rule") ? "Extracted answer, by the rule “" + value(i, "rule") + "”" : "Extracted answer"),
      answer === null ? make("p", { class: "left" }, "none") : box(answer),
      make("h3", {}, "Target"), box(target),
      make("h3", {}, "Facts"),
      facts([
        ["Task type", visible(value(i, "task_type"))],
        ["Suite and part", visible(value(i, "suite") + ", " + value(i, "part"))],
        ["Mode and strategy", value(i, "mode") + ", " + value(i, "strategy")],
        ["Epoch and seed", value(i, "epoch") + ", " + value(i, "seed")],
        ["Stop reason", (value(i, "stop_reason") ?? "") + (truncated ? " (truncated)" : "")],
        ["Tokens", value(i, "status") === "done" ? number(value(i, "n_thinking_tokens")) + " thinking, "
          + number(value(i, "n_answer_tokens")) + " answer, " + number(value(i, "n_prompt_tokens")) + " prompt"
          + (value(i, "n_draws") > 1 ? ", in " + number(value(i, "n_draws")) + " draws; the trace is the chosen one’s" : "") : ""],
        ["Thoughts and switches", value(i, "status") === "done" ? number(value(i, "n_thoughts")) + ", " + number(value(i, "n_switches")) : ""],
        ["First answer token", time("first_answer_ms")],
        ["Whole", time("elapsed_ms")],
      ]),
      make("h3", {}, "All attempts at this item"), siblings(i),
    ];
    byId("viewer-body").replaceChildren(...parts);
    const at = list.indexOf(i);
    byId("previous").disabled = at <= 0;
    byId("next").disabled = at < 0 || at + 1 >= list.length;
    if (!viewer.open) viewer.showModal();
    viewer.scrollTop = 0;
  };

  const walk = (step) => {
    const at = list.indexOf(open);
    const to = list[at + step];
    if (at >= 0 && to !== undefined) history.replaceState(null, "", link(to)), show(to);
  };

  const follow = () => {
    const wanted = new URLSearchParams(location.hash.slice(1).replace(/\+/g, "%2B"));
    if (wanted.has("attempt")) {
      const i = data.rows.findIndex((row) => row[place.id] === wanted.get("attempt"));
      if (i >= 0) show(i); else byId("status").textContent = "There is no such attempt in this run.";
      return;
    }
    if (viewer.open) viewer.close();
    const names = ["model", "task_type", "strategy", "budget", "verdict", "q"].filter((name) => wanted.has(name) && form.elements[name]);
    if (names.length > 0) {
      form.reset();
      for (const name of names) form.elements[name].value = wanted.get(name);
      refresh();
      byId("attempts").scrollIntoView();
    }
  };

  const csv = () => {
    const risky = /^[=+\-@\t\r]/;
    const field = (v) => {
      if (v === null) return "";
      let text = String(v);
      // As in the program's spreadsheet style: no text may run as a formula.
      if (typeof v === "string" && risky.test(text) && (text.trim() === "" || Number.isNaN(Number(text)))) text = "'" + text;
      return /[",\n\r]/.test(text) ? "\"" + text.replaceAll("\"", "\"\"") + "\"" : text;
    };
    const lines = [data.columns, ...data.rows].map((row) => row.map(field).join(",") + "\r\n");
    const address = URL.createObjectURL(new Blob(lines, { type: "text/csv;charset=utf-8" }));
    const a = make("a", { href: address, download: "attempts.csv" });
    document.body.append(a);
    a.click();
    a.remove();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };

  byId("heads").append(...heads);
  for (const id of ["filters", "list", "csv"]) byId(id).hidden = false;
  let pause = 0;
  form.addEventListener("input", (e) => {
    clearTimeout(pause);
    pause = setTimeout(refresh, e.target.name === "q" ? 150 : 0);
  });
  form.addEventListener("reset", () => setTimeout(refresh, 0));
  form.addEventListener("submit", (e) => e.preventDefault());
  byId("more").addEventListener("click", () => { shown += 4 * PAGE; paint(); });
  byId("csv").addEventListener("click", csv);
  byId("previous").addEventListener("click", () => walk(-1));
  byId("next").addEventListener("click", () => walk(1));
  byId("close").addEventListener("click", () => viewer.close());
  viewer.addEventListener("click", (e) => { if (e.target === viewer) viewer.close(); });
  viewer.addEventListener("close", () => {
    open = -1;
    if (location.hash.startsWith("#attempt=")) history.replaceState(null, "", "#attempts");
  });
  viewer.addEventListener("keydown", (e) => {
    if (e.altKey || e.ctrlKey || e.metaKey) return;
    if (e.key === "ArrowLeft" || e.key === "k") walk(-1);
    if (e.key === "ArrowRight" || e.key === "j") walk(1);
  });
  addEventListener("hashchange", follow);
  refresh();
  follow();
})();
