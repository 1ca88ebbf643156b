// What the page does by itself: files that are dropped, the keyboard, decisions without loading the page anew.
// Everything can be read without it.

const $ = (what, from = document) => from.querySelector(what);
const $$ = (what, from = document) => [...from.querySelectorAll(what)];
const json = { accept: "application/json" };

const said = $("#said");
let silence;
function say(words, bad = false) {
  if (!said) return;
  said.textContent = words;
  said.classList.toggle("bad", bad);
  clearTimeout(silence);
  silence = setTimeout(() => (said.textContent = ""), bad ? 12000 : 5000);
}

/** The answer of the server as JSON; what went wrong is said, and thrown. */
async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, { ...options, headers: { ...json, ...options?.headers } });
  } catch {
    throw new Error("连不上 gouji：可能已经在终端里结束了");
  }
  const value = await answer.json().catch(() => ({}));
  if (!answer.ok && !value.rows) throw new Error(value.why ?? `没有办成（${answer.status}）`);
  return value;
}

const send = (path, bytes) =>
  ask(path, { method: "POST", body: bytes, headers: { "content-type": "application/octet-stream" } });

// --- Files ---------------------------------------------------------------------------------------------------------

/** Files of what was dropped, with the folders they stand in. */
async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const plain = [...transfer.files];
  if (!entries.length) return plain.map((file) => ({ file, name: file.name }));
  const files = [];
  const walk = async (entry) => {
    if (entry.name.startsWith(".")) return;
    if (entry.isFile) {
      const file = await new Promise((done) => entry.file(done, () => done(null)));
      files.push({ file, name: entry.fullPath.slice(1) });
      return;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((done) => reader.readEntries(done, () => done([])));
      if (!some.length) return;
      for (const one of some.sort((a, b) => a.name.localeCompare(b.name, "zh"))) await walk(one);
    }
  };
  for (const entry of entries) await walk(entry);
  return files;
}

const progress = $("[data-progress]");

/** Sends files to be checked, two at a time, and says how far it is. */
async function check(files) {
  if (!files.length || !progress) return;
  const [bar, words, failures] = [$("progress", progress), $("[data-progress-words]", progress), $("[data-failures]", progress)];
  progress.hidden = false;
  failures.replaceChildren();
  bar.max = files.length;
  let [next, done, passed, stopped] = [0, 0, 0, false];
  const verdicts = new Map();
  const ids = [];
  $("[data-stop]", progress).onclick = () => (stopped = true);
  const show = (now) => {
    bar.value = done;
    const counts = [...verdicts].map(([verdict, count]) => `${verdict} ${count}`).join("，");
    words.textContent = `${done} / ${files.length} 份${counts ? `：${counts}` : ""}${now ? `　正在查 ${now}` : ""}`;
  };
  const lost = (name, why) => failures.append(Object.assign(document.createElement("li"), { textContent: `${name}：${why}` }));
  const worker = async () => {
    while (next < files.length && !stopped) {
      const { file, name } = files[next++];
      show(name);
      try {
        if (!file) throw new Error("浏览器读不出这个文件");
        const answer = await send(`/desk/add?name=${encodeURIComponent(name)}`, file);
        for (const [name, why] of answer.lost ?? []) lost(name, why);
        if (answer.passed) passed += answer.many ? answer.passed : 1;
        for (const { id, verdict } of answer.many ?? (answer.passed ? [] : [answer])) {
          ids.push(id);
          verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
        }
      } catch (error) {
        lost(name, error.message);
      }
      done++;
      show();
    }
  };
  await Promise.all([worker(), worker()]);
  show();
  if (passed) lost("没有检查", `${passed} 个图片、临时文件等`);
  if (stopped) lost("停止", `还有 ${files.length - done} 份没有查`);
  // What could not be taken in stays to be read.
  if (failures.children.length) {
    const more = document.createElement("li");
    more.append(Object.assign(document.createElement("a"), { href: "/desk", textContent: "看查过的" }));
    failures.append(more);
  } else location.assign(ids.length === 1 ? `/desk/${ids[0]}` : "/desk");
}

async function sheet(file) {
  if (!file) return;
  try {
    const { id } = await send(`/import?name=${encodeURIComponent(file.name)}`, file);
    location.assign(`/import?id=${id}`);
  } catch (error) {
    say(error.message, true);
  }
}

const target = $("[data-drop]") ? document.body : $("[data-import]");
if (target) {
  const over = (on) => target.classList.toggle("over", on);
  // A file that misses must not replace the page.
  for (const kind of ["dragover", "drop"]) addEventListener(kind, (event) => event.preventDefault());
  target.addEventListener("dragover", () => over(true));
  target.addEventListener("dragleave", (event) => event.relatedTarget || over(false));
  target.addEventListener("drop", async (event) => {
    over(false);
    const files = dropped(event.dataTransfer);
    if ($("[data-drop]")) check(await files);
    else sheet((await files)[0]?.file);
  });
}
for (const input of $$("[data-files]"))
  input.addEventListener("change", () =>
    check([...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name }))));
$("[data-sheet]")?.addEventListener("change", (event) => sheet(event.target.files[0]));

// --- The list ------------------------------------------------------------------------------------------------------

const list = $("[data-list]");
const items = $$("[data-item]");
const pane = $("[data-detail-pane]");
const form = $("[data-decide]");
let at = -1;
let waiting;

function select(index, { scroll = true, lead = true } = {}) {
  if (!items.length) return;
  at = Math.max(0, Math.min(index, items.length - 1));
  const item = items[at];
  for (const other of $$(".at")) other.classList.remove("at");
  item.classList.add("at");
  for (const other of $$("[aria-current=location]")) other.removeAttribute("aria-current");
  item.setAttribute("aria-current", "location");
  if (scroll) item.scrollIntoView({ block: "nearest" });
  item.focus({ preventScroll: true });
  if (lead) point(item);
  if (pane) {
    clearTimeout(waiting);
    waiting = setTimeout(() => detail(item), 60);
  }
}

/** Shows where in the report it is. */
function point(item) {
  if (!item.dataset.number) return;
  for (const other of $$(".lit")) other.classList.remove("lit");
  const mark = $(`#m${item.dataset.number}`);
  if (!mark) return;
  mark.closest("details")?.setAttribute("open", "");
  (mark.closest("mark") ?? mark).classList.add("lit");
  mark.scrollIntoView({ block: "center" });
}

/** Fetches what there is to say of a finding. */
async function detail(item) {
  try {
    const answer = await fetch(item.dataset.detail);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const content = $("[data-detail]", page) ?? $("main", page);
    if (content && items[at] === item) pane.replaceChildren(document.adoptNode(content));
  } catch {
    say("连不上 gouji：可能已经在终端里结束了", true);
  }
}

for (const [index, item] of items.entries())
  item.addEventListener("click", (event) => {
    const own = event.target.closest("a,button,input,summary,label");
    if (!own) select(index, { scroll: false });
    else if (own.matches(".place")) {
      event.preventDefault();
      select(index, { scroll: false });
    }
  });
document.addEventListener("click", (event) => {
  const mark = event.target.closest("a.m[data-to]");
  const index = mark ? items.findIndex((item) => item.dataset.number === mark.dataset.to) : -1;
  if (index < 0) return;
  event.preventDefault();
  select(index, { lead: false });
  for (const other of $$(".lit")) other.classList.remove("lit");
  (mark.closest("mark") ?? mark).classList.add("lit");
});

// --- Decisions -----------------------------------------------------------------------------------------------------

const boxes = () => $$("input[name=id]");
const ticked = () => boxes().filter((box) => box.checked);

function count() {
  const picked = $("[data-picked]");
  if (!picked) return;
  const [some, every] = [ticked().length, form.elements.all?.checked];
  picked.textContent = every ? "" : some ? `已打勾 ${some} 条` : "没有打勾的，按键对当前一条作决定";
}
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-every]")) for (const box of boxes()) box.checked = event.target.checked;
  if (form) count();
});

const by = form?.elements.by ?? $("[data-by]");
if (by) {
  by.value ||= localStorage.getItem("by") ?? "";
  by.addEventListener("change", () => localStorage.setItem("by", by.value));
}

/** Lays the answer on the rows. */
function lay({ rows = [], moment }) {
  if (moment) form.elements.moment.value = moment;
  const known = new Map(items.map((item) => [item.dataset.id, item]));
  for (const row of rows) {
    const item = known.get(String(row.id));
    if (!item) continue;
    const words = Object.assign(document.createElement("b"), { className: "d", textContent: row.decision });
    words.title = `${row.owner} ${row.why}`.trim();
    $("[data-decision]", item)?.replaceChildren(words);
    item.classList.add("done");
    item.classList.toggle("stale", Boolean(row.stale));
    const box = $("input[name=id]", item);
    if (box) box.checked = false;
  }
}

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.submitter;
  if (!button) return;
  const data = new URLSearchParams(new FormData(form, button));
  const current = items[at];
  const every = data.get("all") === "1";
  const alone = !every && !data.has("id") && current?.dataset.id;
  if (alone) data.append("id", current.dataset.id);
  const settles = ["已说明", "不是问题"].includes(button.value);
  if (settles && !form.elements.why.value.trim()) {
    say(`“${button.value}”要先写理由：写好按回车，再按 ${button.getAttribute("aria-keyshortcuts")}`, true);
    form.elements.why.focus();
    return;
  }
  try {
    const answer = await ask("/decide", { method: "POST", body: data });
    lay(answer);
    say(answer.message, answer.rows.some((row) => row.stale));
    if (form.elements.all) form.elements.all.checked = false;
    if (every) location.reload();
    count();
    if (alone && !answer.rows.some((row) => row.stale)) select(at + 1);
    else if (pane && current) detail(current);
  } catch (error) {
    say(error.message, true);
  }
});
// Enter in a field is no decision.
form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("input")) return;
  event.preventDefault();
  select(Math.max(at, 0));
});

// --- Keys ----------------------------------------------------------------------------------------------------------

async function help() {
  const open = $("dialog[open]");
  if (open) return open.close();
  const page = new DOMParser().parseFromString(await (await fetch("/help")).text(), "text/html");
  const dialog = document.createElement("dialog");
  dialog.append(document.adoptNode($("[data-keys]", page)));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

const keys = {
  j: () => select(at + 1),
  ArrowDown: () => select(at + 1),
  k: () => select(at - 1),
  ArrowUp: () => select(at - 1),
  x: () => tick(),
  X: () => $("[data-every]")?.click(),
  w: () => form?.elements.why.focus(),
  "/": () => $("input[type=search]")?.focus(),
  n: () => $("a[rel=next]")?.click(),
  p: () => $("a[rel=prev]")?.click(),
  "?": help,
};

function tick() {
  const box = items[at] && $("input[name=id]", items[at]);
  if (!box) return;
  box.checked = !box.checked;
  count();
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const field = event.target.closest?.("input:not([type=checkbox]),select,textarea");
  if (field) {
    if (event.key === "Escape") (items[Math.max(at, 0)] ?? document.body).focus();
    return;
  }
  if (/^[1-4]$/.test(event.key) && form) {
    event.preventDefault();
    return form.requestSubmit($$("button[name=as]", form)[event.key - 1]);
  }
  if (event.key === "Enter" && items[at] === document.activeElement && items[at]?.dataset.open) {
    return location.assign(items[at].dataset.open);
  }
  if (event.key.startsWith("Arrow") && !list?.contains(event.target) && event.target !== document.body) return;
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// A choice in a filter counts at once.
for (const choice of $$("[data-filter] select, [data-filter] input[type=date]"))
  choice.addEventListener("change", () => choice.form.requestSubmit());

// Where an address leads to a finding, it is the current one.
if (location.hash.startsWith("#x")) {
  const index = items.findIndex((item) => `#x${item.dataset.fingerprint}` === location.hash);
  if (index >= 0) select(index);
} else if (form && items.length) select(0, { scroll: false, lead: false });
