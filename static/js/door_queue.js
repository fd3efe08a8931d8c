// Check marks on their way to the server. They are kept on this phone until it has answered, in their order, whatever
// happens to the network, the page or the battery. Keys only ("in:12:0"), never names. What was refused is kept until
// somebody has seen it.

const LONGEST_WAIT = 30_000;
const PATIENCE = 15_000;
const MOST_AT_ONCE = 50;

export const personOf = (tick) => tick.split(":").slice(1, 3).join(":");

export class Queue extends EventTarget {
  #name; #url; #token; #timer; #failures = 0; #sending = false;

  // What is in the way: "", "offline" or "login"
  trouble = "";

  constructor({ name, url, token }) {
    super();
    this.#name = name;
    this.#url = url;
    this.#token = token;
    addEventListener("online", () => this.send());
    addEventListener("offline", () => this.#tell("change"));
    document.addEventListener("visibilitychange", () => document.hidden || this.send());
    addEventListener("storage", (event) => event.key === name && this.#tell("change"));
  }

  get #kept() {
    return { waiting: [], refused: [], ...JSON.parse(localStorage.getItem(this.#name) ?? "{}") };
  }

  #keep(change) {
    const kept = this.#kept;
    change(kept);
    localStorage.setItem(this.#name, JSON.stringify(kept));
  }

  get waiting() { return this.#kept.waiting; }
  get refused() { return this.#kept.refused; }
  get isSending() { return this.#sending; }

  // "in" or "out": what is still to be reached, by person
  get wants() {
    return Object.fromEntries(this.waiting.map(({ tick }) => [personOf(tick), tick.split(":")[0]]));
  }

  // A tick that was never sent and is taken back was never there
  want(ticks) {
    this.#keep((kept) => {
      for (const tick of ticks) {
        const before = kept.waiting.filter((one) => personOf(one.tick) === personOf(tick)).at(-1);
        kept.refused = kept.refused.filter((one) => personOf(one.tick) !== personOf(tick));
        if (tick.startsWith("out") && before?.tick.startsWith("in") && !before.sent) {
          kept.waiting.splice(kept.waiting.indexOf(before), 1);
        } else {
          kept.waiting.push({ id: crypto.getRandomValues(new Uint32Array(2)).join(), tick });
        }
      }
    });
    this.#tell("change");
    this.send();
  }

  // Somebody has seen what was refused for a registration
  forget(key) {
    this.#keep((kept) => { kept.refused = kept.refused.filter((one) => one.tick.split(":")[1] !== key); });
    this.#tell("change");
  }

  // A browser that knows it is offline is believed for a while only
  async send(inSpite = navigator.onLine) {
    clearTimeout(this.#timer);
    const batch = this.#nextBatch();
    if (this.#sending || !batch.length) return;
    if (!inSpite) {
      this.#timer = setTimeout(() => this.send(true), LONGEST_WAIT);
      return;
    }
    this.#sending = true;
    this.#keep((kept) => kept.waiting.forEach((one) => { one.sent ||= batch.some(({ id }) => id === one.id); }));
    this.#tell("change");
    const reply = await this.#post(batch);
    this.#sending = false;
    this.#failures = reply ? 0 : this.#failures + 1;
    if (reply) this.#settle(batch, reply);
    this.#tell("change");
    if (this.waiting.length) {
      const wait = reply ? 0 : Math.min(1000 * 2 ** (this.#failures - 1), LONGEST_WAIT);
      this.#timer = setTimeout(() => this.send(), wait);
    }
  }

  // "out:12:0:?" takes back a tick that is on its way: it has to wait for the key of the mark
  #nextBatch() {
    const waiting = this.waiting.slice(0, MOST_AT_ONCE);
    const gap = waiting.findIndex(({ tick }) => tick.endsWith("?"));
    return gap < 0 ? waiting : waiting.slice(0, gap);
  }

  async #post(batch) {
    const body = new FormData();
    batch.forEach(({ tick }) => body.append("tick", tick));
    const watch = new AbortController();
    const bell = setTimeout(() => watch.abort(), PATIENCE);
    try {
      const headers = { Accept: "application/json", "X-CSRFToken": this.#token };
      const options = { method: "POST", body, headers, redirect: "manual", signal: watch.signal };
      const response = await fetch(this.#url, options);
      const isLogin = response.type === "opaqueredirect" || response.status === 403;
      this.trouble = isLogin ? "login" : response.ok ? "" : "offline";
      return response.ok ? await response.json() : null;
    } catch {
      this.trouble = "offline";
      return null;
    } finally {
      clearTimeout(bell);
    }
  }

  #settle(batch, reply) {
    this.#keep((kept) => {
      const done = new Set(batch.map(({ id }) => id));
      kept.waiting = kept.waiting.filter(({ id }) => !done.has(id));
      for (const answer of reply.answers) {
        const person = personOf(answer.tick);
        if (answer.refused) kept.refused.push({ tick: answer.tick, text: answer.refused });
        kept.waiting = kept.waiting.flatMap((one) => {
          if (personOf(one.tick) !== person || !one.tick.endsWith("?")) return [one];
          return answer.undo ? [{ ...one, tick: answer.undo }] : [];
        });
      }
    });
    this.#tell("answer", reply);
  }

  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent(what, { detail }));
  }
}
