/* The button that changes between light and dark. Streamlit keeps a choice for each address at which a page was opened; here it is kept for all
   of them, and where it is what the system asks for anyway, the system is followed from then on. */
(() => {
  if (window.dichThemeChoice) return;
  window.dichThemeChoice = true;
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-theme-pages]");
    if (!button) return;
    const wantsDark = getComputedStyle(document.querySelector(".stApp")).colorScheme !== "dark";
    const isDarkSystem = matchMedia("(prefers-color-scheme: dark)").matches;
    const choice = wantsDark === isDarkSystem ? "System" : wantsDark ? "Dark" : "Light";
    for (const path of new Set([...button.dataset.themePages.split(" "), location.pathname]))
      localStorage.setItem(`stActiveTheme-${path}-v2`, JSON.stringify(choice));
    location.reload();
  });
})();
