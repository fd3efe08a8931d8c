// The rows of a table's page. A row's hidden inputs say what was last seen in each of its fields; what is typed differs
// from that until it is saved.

export function newKey() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte, at) => {
    const kept = at === 6 ? (byte & 15) | 64 : at === 8 ? (byte & 63) | 128 : byte; // a UUID of version 4
    return kept.toString(16).padStart(2, "0");
  }).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

const textOf = (input) => (input.type === "checkbox" ? (input.checked ? "1" : "") : input.value.trim().replaceAll("\r\n", "\n"));

export class Row {
  constructor(element) {
    this.element = element;
    this.kind = element.closest("[data-kind]").dataset.kind;
  }

  get key() { return this.element.dataset.key; }
  get text() { return this.element.querySelector("textarea"); }
  get note() { return this.element.querySelector("[data-note]"); }
  get isEmpty() { return "empty" in this.element.dataset; }
  get names() { return [...this.element.querySelectorAll(`[name^="${this.key}-was_"]`)].map(({ name }) => name.split("-was_")[1]); }

  input(name) { return this.element.querySelector(`[name="${this.key}-${name}"]`); }
  #seen(name) { return this.input(`was_${name}`); }
  was(name) { return this.#seen(name).value.replaceAll("\r\n", "\n"); }
  isTyped(name) { return textOf(this.input(name)) !== this.was(name); }

  get changes() {
    const names = this.names.filter((name) => this.isTyped(name));
    const pick = (of) => Object.fromEntries(names.map((name) => [name, of(name)]));
    return { was: pick((name) => this.was(name)), is: pick((name) => textOf(this.input(name))) };
  }

  saw(name, text) { this.#seen(name).value = text; }

  put(name, text) {
    const input = this.input(name);
    if (input.type === "checkbox") input.checked = Boolean(text);
    else input.value = text;
    this.grow();
  }

  // Not the empty one any more: it can be struck out
  use() {
    delete this.element.dataset.empty;
    this.element.querySelector("[name=strike]").hidden = false;
  }

  rename(key) {
    const before = this.key;
    for (const part of [this.element, ...this.element.querySelectorAll("*")]) {
      for (const attribute of [...part.attributes]) attribute.value = attribute.value.replaceAll(before, key);
    }
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight + 4}px`;
  }

  say(text, ...buttons) {
    this.note.hidden = !text;
    this.note.replaceChildren(text, ...buttons);
  }

  complain(text) {
    this.element.querySelectorAll(".field-error:not([data-error])").forEach((error) => error.remove());
    const place = this.element.querySelector("[data-error]");
    place.hidden = !text;
    place.querySelector("p").textContent = text;
    this.text.toggleAttribute("aria-invalid", Boolean(text));
    if (text) {
      this.text.setAttribute("aria-invalid", "true");
      this.text.setAttribute("aria-describedby", `fehler-${this.key}`);
    } else this.text.removeAttribute("aria-describedby");
  }
}

// The rows of one kind, with an empty one at the end and a line for each that was struck out
export class Part {
  #list; #struck; #blank; #blankKey; #line;

  constructor(section) {
    this.#list = section.querySelector("[data-rows]");
    this.#struck = section.querySelector("[data-struck-rows]");
    this.#line = section.querySelector("[data-struck-row]");
    this.#blank = this.empty.element.outerHTML;
    this.#blankKey = this.empty.key;
  }

  get empty() { return new Row(this.#list.querySelector("[data-empty]")); }
  get rows() { return [...this.#list.children].map((element) => new Row(element)); }

  #make(key) {
    const place = document.createElement("template");
    place.innerHTML = this.#blank.replaceAll(this.#blankKey, key);
    return place.content.firstElementChild;
  }

  add(key, after) {
    const element = this.#make(key);
    if (after) after.element.after(element);
    else this.#list.prepend(element);
    const row = new Row(element);
    row.use();
    return row;
  }

  addEmpty() { this.#list.append(this.#make(newKey())); }

  strike(key, title) {
    if (this.#struck.querySelector(`[data-struck="${key}"]`)) return;
    const line = this.#line.content.firstElementChild.cloneNode(true);
    line.dataset.struck = key;
    line.querySelector("s").textContent = title;
    line.querySelector(".sr-only").textContent = `: ${title}`;
    line.querySelector("button").value = key;
    this.#struck.append(line);
  }

  bringBack(key) { this.#struck.querySelector(`[data-struck="${key}"]`)?.remove(); }
}
