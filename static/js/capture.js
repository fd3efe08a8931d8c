// Writing at a theme table: saved as it is typed (capture_outbox.js), rows of others appear by themselves. Without this
// script the same page is one form with a button.
//
// Other scripts come by the addresses that the page names: in production every file's name carries its fingerprint.

const root = document.getElementById("tisch");
const words = root.dataset;
const [{ Outbox }, { Part, Row }] = await Promise.all([import(words.outbox), import(words.rows)]);

const PAUSE = 800; // of the fingers, before what they typed is sent
const EVERY = 4_000;
const QUIETLY = 20_000; // between two announcements of what others wrote

const form = document.getElementById("bogen");
const stand = document.getElementById("stand");
const parts = Object.fromEntries([...form.querySelectorAll("[data-kind]")].map((section) => [section.dataset.kind, new Part(section)]));
const outbox = new Outbox({
  name: `tisch/${words.slug}/${words.number}/${words.user}`,
  url: location.pathname,
  token: form.elements.csrfmiddlewaretoken.value,
});

let stamp = words.stamp;
let answered = 0;
let known = [];
let announcedAt = 0;

const say = (text) => { document.getElementById("ansage").textContent = text; };
const rowOf = (element) => { const found = element.closest("[data-key]"); return found && new Row(found); };
const find = (key) => { const found = form.querySelector(`[data-key="${key}"]`); return found && new Row(found); };
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

// Typing

function note(row) {
  outbox.note(row.key, row.kind, row.changes);
  if (row.isEmpty && Object.keys(row.changes.is).length) {
    row.use();
    parts[row.kind].addEmpty();
  }
}

form.addEventListener("input", ({ target }) => {
  const row = rowOf(target);
  if (!row) return;
  delete row.element.dataset.fresh;
  row.grow();
  note(row);
  outbox.soon(PAUSE);
});

form.addEventListener("keydown", (event) => {
  const row = rowOf(event.target);
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !row || event.target.closest("button")) return;
  event.preventDefault();
  outbox.send();
  parts[row.kind].empty.text.focus();
});

form.addEventListener("focusout", () => setTimeout(() => show(known)));

// Striking out and bringing back; measures are sent as the form they are

form.addEventListener("submit", (event) => {
  const { name, value } = event.submitter ?? {};
  if (name === "strike" || name === "bring_back") {
    event.preventDefault();
    (name === "strike" ? strike : bringBack)(value);
  } else if (!navigator.onLine) {
    event.preventDefault();
    paint();
  }
});

function strike(key) {
  const row = find(key);
  parts[row.kind].empty.text.focus();
  if (row.text.value.trim()) parts[row.kind].strike(key, row.text.value.trim());
  say(`${words.struck} ${row.text.value.trim()}`);
  row.element.remove();
  outbox.act("strike", key);
}

function bringBack(key) {
  Object.values(parts).forEach((part) => part.bringBack(key));
  outbox.act("bring_back", key);
}

// What the server says

outbox.addEventListener("answer", ({ detail }) => {
  answered += 1;
  for (const answer of detail.answers) settle(answer);
  take(detail);
});

outbox.addEventListener("change", paint);

function settle({ key, at, told, errors, sent }) {
  const row = find(key);
  if (!row) return;
  const error = Object.values(errors).join(" ");
  row.complain(error);
  if (error) return note(row);
  for (const [name, text] of Object.entries(sent.is)) row.saw(name, text);
  if (at !== key) {
    outbox.rename(key, at);
    row.rename(at);
  }
  note(row);
  if (told) {
    const seen = Object.assign(document.createElement("button"), { type: "button", className: "quiet-link", textContent: words.seen });
    seen.addEventListener("click", () => { row.say(""); row.text.focus(); });
    row.say(told, " ", seen);
    say(told);
  }
}

// What others write. A field that has the cursor, or that holds what is not saved yet, is left alone.

function take(state) {
  stamp = state.stamp;
  known = state.rows;
  const fresh = show(known);
  if (!fresh.length || Date.now() - announcedAt < QUIETLY) return;
  announcedAt = Date.now();
  say(fresh.join(". "));
}

function show(rows) {
  const last = {}, told = [];
  for (const state of rows) {
    const part = parts[state.kind], row = find(state.key);
    if (state.struck) {
      part.strike(state.key, state.title);
      if (row && isBusy(row)) row.say(words.gone);
      else row?.element.remove();
    } else {
      part.bringBack(state.key);
      told.push(update(row ?? part.add(state.key, last[state.kind]), state, !row));
    }
    last[state.kind] = find(state.key) ?? last[state.kind];
  }
  return told.filter(Boolean);
}

function isBusy(row) {
  return row.element.contains(document.activeElement) || row.names.some((name) => row.isTyped(name));
}

function update(row, { values, by, at }, isNew) {
  let isChanged = isNew;
  for (const name of row.names) {
    const text = values[name] === true ? "1" : values[name] || "";
    if (row.isTyped(name) || row.input(name) === document.activeElement || row.was(name) === text) continue;
    row.saw(name, text);
    row.put(name, text);
    isChanged = true;
  }
  if (isNew) row.element.dataset.fresh = ""; // new it stays, whatever its writer adds, until somebody here types in it
  const isFresh = "fresh" in row.element.dataset;
  const told = isChanged && by ? fill(isFresh ? words.newBy : words.changedBy, { who: by, at }) : "";
  if (told) row.say(told);
  return told && `${told}: ${values.text}`;
}

async function listen() {
  if (document.hidden || outbox.isSending || !navigator.onLine) return;
  const before = answered;
  const response = await fetch(`${words.news}?stand=${stamp}`, { redirect: "manual" }).catch(() => null);
  if (!response || response.status >= 500) outbox.trouble = "offline";
  else if (response.type === "opaqueredirect") outbox.trouble = "login";
  else if (["offline", "login"].includes(outbox.trouble)) outbox.send();
  if (response?.status === 200) {
    const state = await response.json();
    if (before === answered && !outbox.isSending) take(state);
  }
  paint();
}

// How far it is, always in words

function paint() {
  const isOffline = !navigator.onLine || outbox.trouble === "offline";
  const isRefused = Object.values(outbox.rows).some((row) => row.refused);
  const text = isOffline ? words.offline : words[outbox.trouble] ?? (outbox.trouble || (isRefused ? words.check : ""));
  stand.classList.toggle("capture-bar--trouble", Boolean(text));
  const now = text || (outbox.waiting ? words.saving : words.saved);
  if (stand.textContent !== now) stand.textContent = now;
}

// What was typed before the page was left. What was seen then stays what was seen: a change since then is noticed.

for (const [key, { kind, was, is }] of Object.entries(outbox.rows)) {
  const row = find(key) ?? parts[kind].add(key, parts[kind].rows.at(-2));
  for (const [name, text] of Object.entries(is)) {
    if (!row.input(name)) continue;
    if (!(row.was(name) === text)) row.saw(name, was[name]);
    row.put(name, text);
  }
  note(row);
}

form.querySelectorAll("[data-without-script]").forEach((element) => { element.hidden = true; });
const fit = () => Object.values(parts).forEach((part) => part.rows.forEach((row) => row.grow()));
addEventListener("resize", fit);
fit();
paint();
outbox.send();
setInterval(listen, EVERY);

// What this tablet still holds of another table, whose page was left before the server had answered

for (const name of Object.keys(localStorage)) {
  const [, slug, number, user] = name.match(/^tisch\/([^/]+)\/(\d+)\/(\d+)$/) ?? [];
  if (user !== words.user || (slug === words.slug && number === words.number)) continue;
  const url = location.pathname.replace(/[^/]+\/tische\/\d+/, `${slug}/tische/${number}`);
  const left = new Outbox({ name, url, token: form.elements.csrfmiddlewaretoken.value });
  left.addEventListener("answer", ({ detail }) => detail.answers.forEach((answer) => left.forget(answer)));
  left.send();
}
