function frame(language, words) {
  document.documentElement.lang = language;
  window.frameWords = words;
  const labels = ["aria-label", "placeholder", "title"];
  const swap = (text) => Object.hasOwn(window.frameWords, text ?? "") ? window.frameWords[text] : null;
  const translate = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const word = swap(node.nodeValue);
      if (word !== null) node.nodeValue = word;
    } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches("svg, canvas, .js-plotly-plot, .stHtml, script, style")) {
      for (const label of labels) {
        const word = swap(node.getAttribute(label));
        if (word !== null) node.setAttribute(label, word);
      }
      node.childNodes.forEach(translate);
    }
  };
  translate(document.body);
  if (window.isFramed) return;
  window.isFramed = true;
  new MutationObserver((changes) => changes.forEach((change) => {
    if (change.type === "childList") change.addedNodes.forEach(translate);
    else if (swap(change.target.getAttribute(change.attributeName)) !== null) translate(change.target);
  })).observe(document.body, { attributeFilter: labels, childList: true, subtree: true });
  const push = history.pushState.bind(history);
  /* Changes of state until the screen of a step is there: the run it asks for begins and ends. Until then the browser has the choices of the
     screen before, and what clicks by itself waits (see map_controls.js). */
  addEventListener("popstate", () => {
    window.followedTo = location.href;
    window.awaited = document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "running" ? 1 : 2;
  });
  new MutationObserver((changes) => { window.awaited = Math.max(0, (window.awaited ?? 0) - changes.length); })
    .observe(document.body, { attributeFilter: ["data-test-script-state"], subtree: true });
  /* The page completes a bare address, as the navigation bar opens it: that is the same screen, not a step to go back to. The query of a
     page that is drawn at once may come before its path: it waits a moment, so that it is not taken for a step of the page before. */
  let held = null;
  const isCompleted = (wanted) => location.href === window.followedTo
    && [...new URLSearchParams(location.search)].every(([key, value]) => wanted.searchParams.get(key) === value);
  history.pushState = (state, title, url) => {
    const wanted = new URL(url ?? location.href, location.href);
    const query = held?.search;
    clearTimeout(held?.timer);
    held = null;
    if (wanted.pathname !== location.pathname) return push(state, title, query ? wanted.pathname + query + wanted.hash : url);
    if (!location.search || wanted.href === location.href) return history.replaceState(state, title, url);
    if (isCompleted(wanted)) {
      window.followedTo = wanted.href;
      return history.replaceState(state, title, url);
    }
    const left = location.href;
    held = { search: wanted.search, timer: setTimeout(() => { held = null; if (location.href === left) push(state, title, url); }, 20) };
  };
  /* The part of a page a link names is drawn after the browser has looked for it, and what stands above it may come later still. */
  const opened = new URL(performance.getEntriesByType("navigation")[0]?.name ?? location.href);  /* the address may be completed by now */
  const anchor = decodeURIComponent(opened.hash.slice(1));
  let looks = anchor ? 240 : 0;
  const stop = () => { looks = 0; };
  ["wheel", "touchstart", "keydown", "mousedown"].forEach((event) => addEventListener(event, stop, { once: true, passive: true }));
  const look = () => {
    const part = document.getElementById(anchor);
    if (part) { part.scrollIntoView(); looks = Math.min(looks, 20); }
    if (looks-- > 0) setTimeout(look, 250);
  };
  if (anchor) look();
}
