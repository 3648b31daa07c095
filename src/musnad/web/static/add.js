// Says that the article is being read while the browser waits for the answer.
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form.add"));
form?.addEventListener("submit", () => {
  const told = /** @type {HTMLElement | null} */ (form.querySelector("[data-busy]"));
  if (told) told.textContent = told.dataset.busy ?? "";
  form.setAttribute("aria-busy", "true");
  // not `disabled`: the button would be left so when the reader comes back to the page
  form.addEventListener("submit", (event) => event.preventDefault());
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
