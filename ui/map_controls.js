/* Buttons of the map and its behaviour under a finger. Plotly's own buttons speak English only and do nothing at its zoom 0,
   and its one-finger drag would keep a phone from scrolling past the map. Beyond colours, Plotly draws no patterns over shapes and
   no halo around words: both are put into its map here, and links to another map are followed without loading the page anew. */
(() => {
  if (window.dichMapControls) return;
  window.dichMapControls = true;

  const FRAME = "[class*='st-key-map_frame']";
  const LAYER = "plotly-trace-layer-";
  const STEP = 8, SHARPNESS = 2, FIRST_LOOK = 250, EARTH = 512;

  const findMap = (element) => element.closest?.(FRAME)?.querySelector(".js-plotly-plot")?._fullLayout?.map?._subplot?.map;

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-map-step]");
    const map = button && findMap(button);
    if (!map) return;
    const step = Number(button.dataset.mapStep);
    if (step) map.zoomTo(map.getZoom() + step, { duration: 200 });
    else map.easeTo({ zoom: 0, center: map.getMaxBounds().getCenter(), duration: 200 });
  });

  /* A link with data-map-link names a whole address, one with data-map-choice only what it changes of the present one. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-map-link], a[data-map-choice]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const asked = new URL(link.getAttribute("href"), location.href);
    const address = new URL(location.href);
    if ("mapLink" in link.dataset) address.search = asked.search;
    else for (const [key, value] of asked.searchParams) address.searchParams.set(key, value);
    history.pushState({}, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
  });

  document.addEventListener("touchstart", (event) => {
    const map = findMap(event.target);
    if (!map || map.cooperativeGestures.isEnabled()) return;
    const help = event.target.closest(FRAME).querySelector("[data-map-help]")?.dataset.mapHelp
      ?? document.querySelector("[data-map-help]")?.dataset.mapHelp;
    for (const device of ["Mobile", "Windows", "Mac"]) map._locale[`CooperativeGesturesHandler.${device}HelpText`] = help;
    map.cooperativeGestures.enable();
  }, { capture: true, passive: true });

  /* One tile of a pattern: what is missing in its grey on white, a weak estimate as white stripes over the colour of its class. */
  const drawTile = (pattern, colour) => {
    const size = STEP * SHARPNESS, canvas = document.createElement("canvas");
    canvas.width = canvas.height = size;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    const isEstimate = pattern === "estimate";
    if (!isEstimate) { pen.fillStyle = "#fff"; pen.fillRect(0, 0, size, size); }
    pen.strokeStyle = pen.fillStyle = isEstimate ? "#fff" : colour;
    pen.lineWidth = 2.4 * SHARPNESS;
    pen.beginPath();
    const slant = (down) => {
      for (const shift of [-size, 0, size]) {
        pen.moveTo(shift - 2, down ? -2 : size + 2);
        pen.lineTo(shift + size + 2, down ? size + 2 : -2);
      }
    };
    if (pattern === "diagonal" || pattern === "estimate") slant(false);
    if (pattern === "cross") { pen.lineWidth = 1.6 * SHARPNESS; slant(false); slant(true); }
    if (pattern === "horizontal" || pattern === "grid") { pen.moveTo(0, size / 2); pen.lineTo(size, size / 2); }
    if (pattern === "vertical" || pattern === "grid") { pen.moveTo(size / 2, 0); pen.lineTo(size / 2, size); }
    pen.stroke();
    if (pattern === "dots") { pen.beginPath(); pen.arc(size / 2, size / 2, 1.9 * SHARPNESS, 0, 7); pen.fill(); }
    return pen.getImageData(0, 0, size, size);
  };

  const writeColour = (hex) => `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;

  const addPatterns = (map, patterns) => {
    const named = Object.entries(patterns);
    for (const [colour, pattern] of named) {
      const image = `${pattern} ${colour}`;
      if (!map.hasImage(image)) map.addImage(image, drawTile(pattern, colour), { pixelRatio: SHARPNESS });
    }
    const pick = (entries) => ["match", ["get", "fc"], ...entries.flatMap(([colour, pattern]) => [[colour, writeColour(colour)], `${pattern} ${colour}`]), ""];
    const layers = map.getStyle().layers.filter((one) => one.id.startsWith(LAYER));
    layers.forEach((fill, at) => {
      if (fill.type !== "fill" || !fill.source.startsWith("source-")) return;
      const id = fill.id.replace(LAYER, "dich-pattern-"), above = layers[at + 1]?.id;
      if (!named.length) { if (map.getLayer(id)) map.removeLayer(id); return; }
      const filter = ["in", ["get", "fc"], ["literal", named.flatMap(([colour]) => [colour, writeColour(colour)])]];
      if (!map.getLayer(id)) map.addLayer({ id, type: "fill", source: fill.source, filter, paint: { "fill-pattern": pick(named) } }, above);
      map.setFilter(id, filter);
      map.setPaintProperty(id, "fill-pattern", pick(named));
      map.moveLayer(id, above);
    });
  };

  /* Zoom at which a map shows the whole height of its bounds. */
  const findWholeZoom = (map) => {
    const bounds = map.getMaxBounds();
    if (!bounds) return 0;
    const northing = (latitude) => Math.asinh(Math.tan(latitude * Math.PI / 180)) / (2 * Math.PI);
    return Math.log2(map.getContainer().clientHeight / (EARTH * (northing(bounds.getNorth()) - northing(bounds.getSouth()))));
  };

  const HALO = { "text-halo-color": "rgba(255, 255, 255, .92)", "text-halo-width": 1.6 };

  const addHalos = (map, layers) => {
    for (const { id, type } of layers) {
      if (type !== "symbol" || map.getPaintProperty(id, "text-halo-width") === HALO["text-halo-width"]) continue;
      for (const [name, value] of Object.entries(HALO)) map.setPaintProperty(id, name, value);
      map.setLayoutProperty(id, "text-padding", 3);
    }
  };

  /* Names of many units, from the shapes' own properties and without the word for their kind, once the map is zoomed in. */
  const addNames = (map, address) => {
    if (map.getLayer("dich-names")) map.removeLayer("dich-names");
    if (map.getSource("dich-names")) map.removeSource("dich-names");
    if (!address) return;
    const name = ["get", "name"], space = ["index-of", " ", name];
    const short = ["case", ["in", "Đặc khu ", name], ["slice", name, 8], ["slice", name, ["+", space, 1]]];
    map.addSource("dich-names", { type: "geojson", data: address });
    map.addLayer({
      id: "dich-names", type: "symbol", source: "dich-names", minzoom: Math.max(0, findWholeZoom(map) + 1),
      layout: { "text-field": short, "text-size": 13, "text-padding": 3, "text-font": ["Open Sans Regular"] }, paint: { "text-color": "#16232f", ...HALO },
    });
  };

  /* What a map was dressed for: when this changes, it is dressed again. */
  const describe = (map, wanted) => JSON.stringify([wanted, map.getContainer().clientHeight,
    map.getStyle().layers.map(({ id }) => id).filter((id) => id.startsWith(LAYER) || id.startsWith("dich-"))]);

  /* Plotly builds its map when it likes and replaces layers when figures change, so each plot is looked after for as long as it is there. */
  setInterval(() => {
    for (const plot of document.querySelectorAll(`${FRAME} .js-plotly-plot`)) {
      const layout = plot._fullLayout, wanted = layout?.meta;
      if (!wanted?.patterns) continue;
      for (const name of ["map", "map2"]) {
        const map = layout[name]?._subplot?.map;
        if (!map?.style?._loaded) continue;
        const ours = map.getStyle().layers.filter(({ id }) => id.startsWith(LAYER));
        addHalos(map, ours);
        if (!ours.length || map.dichState === describe(map, wanted)) continue;
        addPatterns(map, wanted.patterns);
        addNames(map, wanted.names);
        map.dichState = describe(map, wanted);
      }
    }
  }, FIRST_LOOK);
})();
