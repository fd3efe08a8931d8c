// What was typed at a table and is not saved yet. It is kept on this tablet until the server has it, whatever happens
// to the network, the page or the battery, and forgotten as soon as it is saved. A row whose answer got lost is sent
// again word by word first: the server knows it by its key and what was seen before.

const LONGEST_WAIT = 30_000;
const PATIENCE = 15_000;

export class Outbox extends EventTarget {
  #name; #url; #token; #timer; #failures = 0; #sending = false; #strikes = [];

  // What is in the way: "", "offline", "login", or a sentence of the server's
  trouble = "";

  constructor({ name, url, token }) {
    super();
    this.#name = name;
    this.#url = url;
    this.#token = token;
    this.#keep((rows) => Object.values(rows).forEach((row) => { row.refused = ""; })); // a new page asks anew, and says why
    addEventListener("online", () => this.send());
    addEventListener("offline", () => this.#tell("change"));
    document.addEventListener("visibilitychange", () => document.hidden || this.send());
    addEventListener("pagehide", () => this.#leave());
  }

  get rows() { return JSON.parse(localStorage.getItem(this.#name) ?? "{}"); }
  get isSending() { return this.#sending; }
  get waiting() { return Object.values(this.rows).filter((row) => isWorthSending(row)).length + this.#strikes.length; }

  #keep(change) {
    const rows = this.rows;
    change(rows);
    if (Object.keys(rows).length) localStorage.setItem(this.#name, JSON.stringify(rows));
    else localStorage.removeItem(this.#name);
  }

  // How a row stands now: for each changed field what was seen (`was`) and what was typed (`is`)
  note(key, kind, { was, is }) {
    this.#keep((rows) => {
      const { sent, refused } = rows[key] ?? {};
      if (Object.keys(is).length || sent) rows[key] = { kind, was, is, sent, refused };
      else delete rows[key];
    });
    this.#tell("change");
  }

  // For whoever has no page to compare with: what was saved as it was typed is done
  forget({ key, sent, errors }) {
    this.#keep((rows) => {
      if (!Object.keys(errors).length && JSON.stringify(rows[key]?.is) === JSON.stringify(sent?.is)) delete rows[key];
    });
  }

  rename(before, key) {
    this.#keep((rows) => {
      if (rows[before]) rows[key] = rows[before];
      delete rows[before];
    });
  }

  act(step, key) {
    if (step === "strike") this.#keep((rows) => { delete rows[key]; });
    this.#strikes.push([step, key]);
    this.send();
  }

  soon(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.send(), wait);
  }

  async send() {
    clearTimeout(this.#timer);
    const batch = this.#begin();
    if (this.#sending || (!batch.length && !this.#strikes.length)) return this.#tell("change");
    this.#sending = true;
    this.#tell("change");
    const strike = this.#strikes[0];
    const reply = await this.#post(batch, strike);
    this.#sending = false;
    this.#failures = reply ? 0 : this.#failures + 1;
    if (reply) {
      if (strike) this.#strikes.shift();
      this.#settle(reply);
    }
    this.#tell("change");
    if (this.waiting && this.trouble !== "login") {
      this.soon(reply ? 0 : Math.min(1000 * 2 ** (this.#failures - 1), LONGEST_WAIT));
    }
  }

  // The next table is opened before the fingers have paused: what is on its way is sent again, and that is sent once
  #leave() {
    clearTimeout(this.#timer);
    this.#sending = false;
    const batch = this.#begin();
    if (batch.length || this.#strikes.length) this.#post(batch, this.#strikes[0], { keepalive: true });
  }

  #begin() {
    const batch = [];
    this.#keep((rows) => {
      for (const [key, row] of Object.entries(rows)) {
        if (!isWorthSending(row)) continue;
        if (!this.#sending) row.sent ??= { was: row.was, is: row.is };
        batch.push([key, row]);
      }
    });
    return batch;
  }

  async #post(batch, strike, options) {
    const body = new FormData();
    for (const [key, { kind, sent }] of batch) {
      body.append("row", key);
      body.append(`${key}-kind`, kind);
      for (const [name, text] of Object.entries(sent.was)) body.append(`${key}-was_${name}`, text);
      for (const [name, text] of Object.entries(sent.is)) body.append(`${key}-${name}`, text);
    }
    if (strike) body.append(...strike);
    const watch = new AbortController();
    const bell = setTimeout(() => watch.abort(), PATIENCE);
    try {
      const headers = { Accept: "application/json", "X-CSRFToken": this.#token };
      const response = await fetch(this.#url, { method: "POST", body, headers, redirect: "manual", signal: watch.signal, ...options });
      const isLogin = response.type === "opaqueredirect" || [403, 404].includes(response.status);
      this.trouble = isLogin ? "login" : response.ok ? "" : "offline";
      if ([400, 409].includes(response.status)) this.trouble = (await response.json()).refused;
      return response.ok ? await response.json() : null;
    } catch {
      this.trouble = "offline";
      return null;
    } finally {
      clearTimeout(bell);
    }
  }

  // Whoever listens says with `note` what is still different from what was saved
  #settle(reply) {
    const answers = reply.answers.map((answer) => ({ ...answer, sent: this.rows[answer.key]?.sent }));
    this.#keep((rows) => {
      for (const { key, errors, sent } of answers) {
        if (!rows[key]) continue;
        rows[key].sent = null;
        rows[key].refused = Object.keys(errors).length ? JSON.stringify(sent.is) : "";
      }
    });
    this.#tell("answer", { ...reply, answers });
  }

  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}

// Neither an empty row nor one that was refused as it is
function isWorthSending({ was, is, sent, refused }) {
  if (sent) return true;
  const isNew = was.text === "" && !is.text && !is.who;
  return Object.keys(is).length > 0 && !isNew && refused !== JSON.stringify(is);
}
