// The door on a phone: ticks are painted at once and saved as soon as there is a network (door_queue.js); what others
// tick arrives every few seconds. Without this script the same buttons are plain forms.
//
// Other scripts come by the addresses that the page names: in production every file's name carries its fingerprint.

const root = document.getElementById("einlass");
const words = root.dataset;
const [{ Queue }, { Rows }] = await Promise.all([import(words.queue), import(words.rows)]);

const EVERY = 5_000;
const TOO_SOON = 600; // a second tap on the same mark is a trembling thumb
const QUIETLY = 20_000; // between two announcements of what others did

const form = document.getElementById("liste");
const search = document.getElementById("suche");
const last = document.getElementById("zuletzt");
const net = document.getElementById("netz");
const scanner = document.getElementById("kamera");
const rows = new Rows(form.querySelector("ul"), words);
const queue = new Queue({
  name: `einlass/${words.slug}/${words.user}`,
  url: form.action,
  token: form.elements.csrfmiddlewaretoken.value,
});

let stamp = words.stamp;
let answered = 0;
let gesture = [];
let saved = "";
let announcedAt = 0;
const tappedAt = new WeakMap();

const say = (text) => { document.getElementById("ansage").textContent = text; };

// Ticking and taking back

// The key of a person's check mark; "?" while the tick is still on its way
function markOf(key, position, wants) {
  return wants[`${key}:${position}`] ? "?" : rows.get(key).state.here[position]?.[0] ?? "?";
}

function ticksOf(button) {
  const { key, state } = rows.get(button.closest("[data-key]").dataset.key);
  const positions = button.dataset.tick.split(","), { wants } = queue;
  if (button.getAttribute("aria-pressed") === "true") return positions.map((one) => `out:${key}:${one}:${markOf(key, one, wants)}`);
  const isMissing = (one) => (wants[`${key}:${one}`] ?? (one in state.here ? "in" : "out")) === "out";
  return positions.filter(isMissing).map((one) => `in:${key}:${one}`);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = event.submitter;
  if (!button || event.timeStamp - (tappedAt.get(button) ?? -TOO_SOON) < TOO_SOON) return;
  tappedAt.set(button, event.timeStamp);
  const ticks = ticksOf(button);
  const isTick = ticks[0]?.startsWith("in");
  offerUndo(isTick ? ticks : [], isTick ? `${button.textContent.trim().replace(/\s+/g, " ")}.` : "");
  queue.want(ticks);
});

function offerUndo(ticks, text) {
  gesture = ticks;
  last.hidden = !text;
  last.querySelector("p").textContent = text;
  last.querySelector("button").hidden = !ticks.length;
  if (text) say(text);
}

last.addEventListener("submit", (event) => {
  if (!gesture.length) return; // the page's own, from before this script: a plain form
  event.preventDefault();
  const { wants } = queue;
  const back = gesture.map((tick) => {
    const [, key, position] = tick.split(":");
    return `out:${key}:${position}:${markOf(key, position, wants)}`;
  });
  rows.get(gesture[0].split(":")[1]).buttons[0].focus();
  offerUndo([], "");
  queue.want(back);
});

root.addEventListener("click", (event) => {
  const key = event.target.dataset.seen;
  if (!key) return;
  rows.get(key).buttons[0].focus();
  queue.forget(key);
});

// What the server says

queue.addEventListener("answer", ({ detail }) => {
  answered += 1;
  const told = detail.answers.find(({ told, undo, tick }) => told && !undo && tick.startsWith("in"));
  if (told && gesture.includes(told.tick)) offerUndo([], told.told);
  const refused = detail.answers.find((answer) => answer.refused);
  if (refused && gesture.includes(refused.tick)) offerUndo([], "");
  if (refused) say(`${words.lost} ${refused.refused}`);
  saved = String(detail.answers.filter((answer) => !answer.refused).at(-1)?.key ?? "");
  take(detail.rows);
  count(detail.counts);
});

queue.addEventListener("change", paint);

function take(states) {
  for (const [key, state] of Object.entries(states)) {
    const row = rows.get(key);
    if (row) row.state = state;
  }
}

function paint() {
  const { wants } = queue;
  const refused = Object.fromEntries(queue.refused.map(({ tick, text }) => [tick.split(":")[1], text]));
  for (const key of rows.keys()) {
    const note = refused[key] ? { text: refused[key], refused: true } : { text: key === saved ? words.saved : "" };
    rows.paint(key, wants, note);
  }
  const waiting = queue.waiting.length;
  const isOffline = !navigator.onLine || queue.trouble === "offline";
  net.classList.toggle("door-bar__net--offline", isOffline || Boolean(queue.trouble));
  if (queue.trouble === "login") net.textContent = `${words.login} ${waiting}`;
  else if (isOffline) net.textContent = waiting ? `${words.offline} ${waiting}` : words.noNet;
  else net.textContent = waiting ? words.sending : words.online;
}

function count({ tables, ...numbers }) {
  const bar = document.getElementById("zahlen");
  const before = bar.textContent;
  for (const [name, number] of Object.entries(numbers)) bar.querySelector(`[data-count="${name}"]`).textContent = number;
  for (const { number, here, placed } of tables) {
    const table = document.querySelector(`[data-table="${number}"]`);
    if (table) table.querySelector('[data-count="here"]').textContent = here;
    if (table) table.querySelector('[data-count="placed"]').textContent = placed;
  }
  return bar.textContent !== before && bar.textContent.trim().replace(/\s+/g, " ");
}

// What others do

async function listen() {
  if (document.hidden || queue.isSending || !navigator.onLine) return;
  const before = answered;
  const response = await fetch(`${words.news}?stand=${stamp}&bis=${rows.newest}`, { redirect: "manual" }).catch(() => null);
  queue.trouble = !response || response.status >= 500 ? "offline" : response.type === "opaqueredirect" ? "login" : "";
  if (response?.status === 200) hear(await response.json(), before);
  paint();
}

function hear(news, before) {
  if (before !== answered) return; // older than what we know
  stamp = news.stamp;
  news.added.forEach((html) => rows.add(html));
  const usual = { kind: "quiet", word: words.expected, here: {} };
  take(Object.fromEntries(rows.keys().map((key) => [key, news.rows[key] ?? usual])));
  if (news.added.length) filter();
  const text = count(news.counts);
  if (!text || Date.now() - announcedAt < QUIETLY) return;
  announcedAt = Date.now();
  say(text);
}

// Finding

function filter() {
  document.getElementById("niemand").hidden = rows.filter(search.value) > 0;
}

search.addEventListener("input", () => {
  filter();
  form.scrollIntoView({ behavior: "instant" }); // on a phone the head of the page would leave no room for who was found
});
search.addEventListener("focus", () => search.select());
search.form.addEventListener("submit", (event) => {
  event.preventDefault();
  filter();
  form.querySelector(".door-row:not([hidden]) > [data-tick]")?.focus();
});

function show(text) {
  const code = URL.canParse?.(text) ? new URL(text).searchParams.get("code") ?? text : text;
  const row = rows.byCode(code);
  if (row) {
    search.value = code;
    filter();
    row.buttons[0].focus();
  } else if (navigator.onLine) location.assign(`?code=${encodeURIComponent(code)}`);
  else offerUndo([], words.unknown);
}

document.getElementById("scannen").addEventListener("click", async () => {
  const { scan } = await import(scanner.dataset.script);
  const text = await scan(scanner);
  if (text) show(text);
});

// Without a registration: what was typed stays where it is until the server has it

document.getElementById("ohne-anmeldung").addEventListener("submit", async (event) => {
  event.preventDefault();
  const own = event.target;
  const response = await fetch(own.action, { method: "POST", body: new FormData(own) }).catch(() => null);
  if (!response) offerUndo([], words.again);
  else if (response.redirected) location.assign(response.url);
  else own.submit();
});

filter();
paint();
queue.send();
setInterval(listen, EVERY);
