// The rows of the door's list: finding them by two letters or a code, and painting how far each group has come.

const CYRILLIC = { ґ: "г", є: "е" };

// The same spelling as arnsberg_hilfe.core.words.fold, as far as typing a name needs it
function fold(word) {
  const plain = word.normalize("NFKC").toLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "");
  const latin = plain.replace(/([aeiouq]?)(u)e|([ao])e/g, (all, before, u, other) => other ?? (before ? all : u));
  return latin.replace(/[ґє]/g, (letter) => CYRILLIC[letter]);
}

export class Rows {
  #list; #words; #groups; #rows = new Map();

  constructor(list, words) {
    this.#list = list;
    this.#words = words;
    this.#groups = words.lookAlikes.split(" ");
    for (const element of list.children) this.#take(element);
  }

  #take(element) {
    const buttons = [...element.querySelectorAll("[data-tick]")];
    const state = { kind: "", word: element.querySelector("[data-state]").textContent.trim(), here: {} };
    state.kind = element.querySelector("[data-state]").className.split("--")[1];
    for (const button of buttons) {
      const [want, , position, mark] = button.value.split(":");
      const since = element.querySelector(`[data-since="${position}"]`)?.textContent;
      if (want === "out" && !position.includes(",")) state.here[position] = [Number(mark), since];
    }
    const key = element.dataset.key;
    this.#rows.set(key, { key, element, buttons, state, search: ` ${element.dataset.search}` });
  }

  get newest() { return Math.max(0, ...[...this.#rows.keys()].map(Number)); }
  get(key) { return this.#rows.get(String(key)); }
  keys() { return [...this.#rows.keys()]; }

  add(html) {
    const place = document.createElement("template");
    place.innerHTML = html;
    const element = place.content.firstElementChild;
    if (this.get(element.dataset.key)) return;
    this.#list.prepend(element);
    this.#take(element);
  }

  blurred(code) {
    const letters = code.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
    return [...letters].map((letter) => this.#groups.find((group) => group.includes(letter))?.[0] ?? letter).join("");
  }

  // Shows the rows that are meant; how many
  filter(query) {
    const words = query.split(/\s+/).map(fold), code = this.blurred(query);
    let shown = 0;
    for (const { element, search } of this.#rows.values()) {
      const isMeant = words.every((word) => search.includes(` ${word}`))
        || (code.length >= 4 && search.includes(` ${code}`));
      if (element.hidden === isMeant) element.hidden = !isMeant;
      shown += isMeant;
    }
    return shown;
  }

  byCode(code) {
    const wanted = this.blurred(code);
    return [...this.#rows.values()].find(({ search }) => search.endsWith(` ${wanted}`));
  }

  // What the server says, and above it what this phone still has to tell it
  paint(key, pending, note) {
    const row = this.get(key);
    const positions = row.buttons[0].dataset.tick.split(",");
    const wants = Object.fromEntries(positions.map((one) => [one, pending[`${key}:${one}`]]));
    const look = JSON.stringify([row.state, wants, note]);
    if (look === row.look) return;
    row.look = look;
    const isHere = (one) => (wants[one] ? wants[one] === "in" : one in row.state.here);
    for (const button of row.buttons) {
      const own = button.dataset.tick.split(",");
      button.setAttribute("aria-pressed", own.every(isHere));
      button.toggleAttribute("data-pending", own.some((one) => wants[one]));
    }
    for (const place of row.element.querySelectorAll("[data-since]")) {
      const one = place.dataset.since;
      place.textContent = wants[one] ? "" : row.state.here[one]?.[1] ?? "";
    }
    const isPending = positions.some((one) => wants[one]);
    this.#paintState(row, isPending ? this.#guess(positions.filter(isHere).length, positions.length) : row.state);
    this.#paintNote(row, isPending ? { text: this.#words.waiting } : note);
  }

  #guess(here, all) {
    if (!here) return { kind: "quiet", word: this.#words.expected };
    if (here === all) return { kind: "success", word: this.#words.here };
    return { kind: "info", word: this.#words.some.replace("{here}", here).replace("{all}", all) };
  }

  #paintState({ element }, { kind, word }) {
    const badge = element.querySelector("[data-state]");
    badge.className = `kern-badge kern-badge--${kind}`;
    badge.firstElementChild.textContent = word;
  }

  #paintNote({ element, key }, { text = "", refused = false } = {}) {
    const note = element.querySelector("[data-note]");
    note.hidden = !text;
    note.classList.toggle("door-row__note--refused", refused);
    note.textContent = refused ? `${this.#words.lost} ${text}` : text;
    if (!refused) return;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "quiet-link", textContent: this.#words.seen });
    button.dataset.seen = key;
    note.append(button);
  }
}
