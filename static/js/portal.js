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

// After a swap the reader stays where they were; where that place is gone, at the sentence that says what was found.
document.addEventListener("htmx:afterSettle", () => {
  reveal(document);
  if (document.activeElement === document.body) document.getElementById("anzahl")?.focus();
});
