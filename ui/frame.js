function frame(language) {
  document.documentElement.lang = language;
  if (window.isFramed) return;
  window.isFramed = true;
  const push = history.pushState.bind(history);
  /* The page completes a bare address, as the navigation bar opens it: that is the same screen, not a step to go back to. */
  history.pushState = (state, title, url) => {
    const wanted = new URL(url ?? location.href, location.href);
    const completes = !location.search && wanted.pathname === location.pathname;
    return completes || wanted.href === location.href ? history.replaceState(state, title, url) : push(state, title, url);
  };
}
