/* What stands around every page: the way past the navigation for the keyboard, and the button that changes between light and dark.
   Streamlit keeps a choice of theme for each address at which a page was opened; here it is kept for all pages at once, and where it is
   what the system asks for anyway, the system is followed from then on. */
(() => {
  const PAPER_WIDTH = 690;
  const words = document.currentScript?.dataset ?? {};
  let skip = document.getElementById("d-skip");
  if (!skip) {
    skip = Object.assign(document.createElement("a"), { id: "d-skip", href: "#d-skip" });
    document.body.prepend(skip);
    skip.addEventListener("click", (event) => {
      event.preventDefault();
      const title = document.querySelector(".stMain h1") ?? document.querySelector(".stMain");
      title.tabIndex = -1;
      title.focus();
    });
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
    /* Charts have the width of the screen; on paper they shrink to that of the page. */
    const fitCharts = (width) => {
      for (const plot of document.querySelectorAll(".js-plotly-plot")) plot.style.zoom = Math.min(1, width / plot.clientWidth);
    };
    addEventListener("beforeprint", () => fitCharts(PAPER_WIDTH));
    addEventListener("afterprint", () => fitCharts(Infinity));
  }
  skip.textContent = words.skip;
})();
