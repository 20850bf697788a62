/* Buttons of the map and its behaviour under a finger. Plotly's own buttons speak English only and do nothing at its zoom 0,
   and its one-finger drag would keep a phone from scrolling past the map. */
(() => {
  if (window.dichMapControls) return;
  window.dichMapControls = true;

  const findMap = (element) =>
    element.closest?.(".st-key-map_frame")?.querySelector(".js-plotly-plot")?._fullLayout?.map?._subplot?.map;

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-map-step]");
    const map = button && findMap(button);
    if (!map) return;
    const step = Number(button.dataset.mapStep);
    if (step) map.zoomTo(map.getZoom() + step, { duration: 200 });
    else map.easeTo({ zoom: 0, center: map.getMaxBounds().getCenter(), duration: 200 });
  });

  document.addEventListener("touchstart", (event) => {
    const map = findMap(event.target);
    if (!map || map.cooperativeGestures.isEnabled()) return;
    const help = event.target.closest(".st-key-map_frame").querySelector("[data-map-help]")?.dataset.mapHelp;
    for (const device of ["Mobile", "Windows", "Mac"]) map._locale[`CooperativeGesturesHandler.${device}HelpText`] = help;
    map.cooperativeGestures.enable();
  }, { capture: true, passive: true });
})();
