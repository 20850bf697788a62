/* Links within a page are followed without loading it anew: one with data-in-place names a whole address, one with data-in-place-choice
   only what it changes of the present one; an empty value takes a parameter away. What the page then adds to the address belongs to the
   same step (see frame.js), until somebody does something else. */
function followInPlace() {
  if (window.followsInPlace) return;
  window.followsInPlace = true;
  for (const act of ["pointerdown", "keydown"]) addEventListener(act, () => { window.followedTo = null; }, { capture: true, passive: true });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-in-place], a[data-in-place-choice]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const asked = new URL(link.getAttribute("href"), location.href);
    const address = new URL(location.href);
    if ("inPlace" in link.dataset) address.search = asked.search;
    else for (const [key, value] of asked.searchParams) value ? address.searchParams.set(key, value) : address.searchParams.delete(key);
    History.prototype.pushState.call(history, {}, "", address);  /* at once: what frame.js puts in its place waits a moment */
    dispatchEvent(new PopStateEvent("popstate"));
  });
}
