// Says in words when a passkey was not given: allauth's script itself tells the console only.

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelectorAll("[data-passkey-failed]").forEach((element) => element.removeAttribute("hidden"));
});
