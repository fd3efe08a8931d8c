// The little that a page can do better with JavaScript. Every journey finishes without it.

const actions = {
  print: () => window.print(),
  async share(button) {
    const page = { title: document.title, url: location.href };
    if (navigator.share) {
      await navigator.share(page).catch(() => {});
      return;
    }
    await navigator.clipboard.writeText(page.url);
    button.querySelector("[data-done]")?.removeAttribute("hidden");
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-action]");
  if (button) actions[button.dataset.action]?.(button);
});

function reveal(root) {
  root.querySelectorAll("[data-needs-script]").forEach((element) => element.removeAttribute("hidden"));
}

reveal(document);

// A long form's draft survives an accidental close: in this window (sessionStorage), and for a week on this device
// where somebody says that it is their own (localStorage). It is forgotten once the form is sent.
const KEEP_DRAFT = 7 * 24 * 3600 * 1000;

function forgetDraft(name) {
  sessionStorage.removeItem(name);
  localStorage.removeItem(name);
}

function storedDraft(name) {
  const stored = sessionStorage.getItem(name) ?? localStorage.getItem(name);
  const draft = stored && JSON.parse(stored);
  return draft && Date.now() - draft.at < KEEP_DRAFT ? draft.fields : null;
}

// Everything people fill in; a consent is given anew each time
function draftFields(form) {
  const own = ["hidden", "submit", "button"];
  return [...form.elements].filter((field) => field.name && !own.includes(field.type) && field.name !== "consent" && !field.closest(".form-trap"));
}

function saveDraft(name, form, keep) {
  const fields = draftFields(form).map((field) => [field.name, field.value, field.checked ?? false]);
  const draft = JSON.stringify({ at: Date.now(), fields });
  sessionStorage.setItem(name, draft);
  if (keep) localStorage.setItem(name, draft);
  else localStorage.removeItem(name);
}

function restoreDraft(form, fields) {
  draftFields(form).forEach((field) => {
    const choice = ["checkbox", "radio"].includes(field.type);
    const found = fields.find(([name, value]) => name === field.name && (!choice || value === field.value));
    if (found && choice) field.checked = found[2];
    else if (found) field.value = found[1];
  });
}

function keepDraft(place) {
  const name = place.dataset.draft;
  const form = document.getElementById(name);
  const keep = place.querySelector("[data-draft-keep]");
  const save = () => saveDraft(name, form, keep.checked);
  keep.checked = localStorage.getItem(name) !== null;
  const fields = storedDraft(name);
  if ("draftSent" in place.dataset) save();
  else if (fields) restoreDraft(form, fields);
  else forgetDraft(name);
  form.addEventListener("input", save);
  keep.addEventListener("input", save);
}

try {
  document.querySelectorAll("[data-draft-done]").forEach((place) => forgetDraft(place.dataset.draftDone));
  document.querySelectorAll("[data-draft]").forEach(keepDraft);
} catch {
  // A browser that forbids storage keeps no draft; the form works as ever.
  document.querySelectorAll("[data-draft]").forEach((place) => place.remove());
}

// In a list of work j and k go to the next and the previous row. Only from inside the list: a letter must not act on
// somebody who speaks to the computer (WCAG 2.1.4).
const rowSteps = { j: 1, k: -1 };

document.addEventListener("keydown", (event) => {
  const step = rowSteps[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey || !event.target.closest(".worklist")) return;
  const rows = [...document.querySelectorAll(".worklist__link")];
  rows[rows.indexOf(document.activeElement) + step]?.focus();
});

// After a swap the reader stays where they were; where that place is gone, at the sentence that says what was found.
document.addEventListener("htmx:afterSettle", () => {
  reveal(document);
  if (document.activeElement === document.body) document.getElementById("anzahl")?.focus();
});
