/* Buttons of the map and its behaviour under a finger. Plotly's own buttons speak English only and do nothing at its zoom 0,
   and its one-finger drag would keep a phone from scrolling past the map. Beyond colours, Plotly draws no patterns over shapes and
   no halo around words: both are put into its map here. */
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

  document.addEventListener("touchstart", (event) => {
    const map = findMap(event.target);
    if (!map || map.cooperativeGestures.isEnabled()) return;
    const help = event.target.closest(FRAME).querySelector("[data-map-help]")?.dataset.mapHelp
      ?? document.querySelector("[data-map-help]")?.dataset.mapHelp;
    for (const device of ["Mobile", "Windows", "Mac"]) map._locale[`CooperativeGesturesHandler.${device}HelpText`] = help;
    map.cooperativeGestures.enable();
  }, { capture: true, passive: true });

  /* One tile of a pattern: what is missing in its grey on paper, a weak estimate as stripes of paper over the colour of its class. */
  const drawTile = (pattern, colour, paper) => {
    const size = STEP * SHARPNESS, canvas = document.createElement("canvas");
    canvas.width = canvas.height = size;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    const isEstimate = pattern === "estimate";
    if (!isEstimate) { pen.fillStyle = paper; pen.fillRect(0, 0, size, size); }
    pen.strokeStyle = pen.fillStyle = isEstimate ? paper : colour;
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

  const addPatterns = (map, { patterns, paper }) => {
    const named = Object.entries(patterns);
    for (const [colour, pattern] of named) {
      const image = `${pattern} ${colour}`;
      if (!map.hasImage(image)) map.addImage(image, drawTile(pattern, colour, paper), { pixelRatio: SHARPNESS });
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

  const writeHalo = (paper) => ({ "text-halo-color": paper, "text-halo-width": 1.6 });

  const addHalos = (map, layers, paper) => {
    for (const { id, type } of layers) {
      if (type !== "symbol" || map.getPaintProperty(id, "text-halo-width") === writeHalo(paper)["text-halo-width"]) continue;
      for (const [name, value] of Object.entries(writeHalo(paper))) map.setPaintProperty(id, name, value);
      map.setLayoutProperty(id, "text-padding", 3);
    }
  };

  /* Names of many units, from the shapes' own properties and without the word for their kind, once the map is zoomed in. */
  const addNames = (map, { names: address, ink, paper }) => {
    if (map.getLayer("dich-names")) map.removeLayer("dich-names");
    if (map.getSource("dich-names")) map.removeSource("dich-names");
    if (!address) return;
    const name = ["get", "name"], space = ["index-of", " ", name];
    const short = ["case", ["in", "Đặc khu ", name], ["slice", name, 8], ["slice", name, ["+", space, 1]]];
    map.addSource("dich-names", { type: "geojson", data: address });
    map.addLayer({
      id: "dich-names", type: "symbol", source: "dich-names", minzoom: Math.max(0, findWholeZoom(map) + 1),
      layout: { "text-field": short, "text-size": 13, "text-padding": 3, "text-font": ["Open Sans Regular"] }, paint: { "text-color": ink, ...writeHalo(paper) },
    });
  };

  const unpack = async (packed) => {
    const bytes = Uint8Array.from(atob(packed), (one) => one.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
  };

  /* Puts the values of a step into a plot and has Plotly colour its shapes again, as its own restyle would; that function is not in reach here. */
  const takeValues = (plot, { traces, meta, label, base, state }) => {
    traces.forEach((values, at) => {
      const trace = Object.assign(plot._fullData[at], values);
      Object.assign(plot.data[at], values);
      if (values.lon) trace._length = values.lon.length;
      const points = plot.calcdata[at] = trace._module.calc(plot, trace);
      Object.assign(points[0], { trace, t: points[0].t ?? {} });
      trace._glTrace.update(points);
    });
    plot.layout.meta = plot._fullLayout.meta = { ...meta, base, state };
    plot.closest(".stPlotlyChart").setAttribute("aria-label", label);
  };

  /* A map that cannot show the step the page tells of shows nothing: old colours under a new sentence would be wrong. */
  const followStep = async (plot, frame) => {
    const mark = frame.querySelector("[data-map-state]");
    const wanted = mark?.dataset, shown = plot._fullLayout.meta;
    if (!wanted?.mapValues || wanted.mapBase !== shown.base || wanted.mapState === shown.state || mark.dichBusy) return;
    if (!plot._fullData.every((trace) => trace._glTrace)) return;
    mark.dichBusy = true;
    try {
      const values = await unpack(wanted.mapValues);
      if (mark.isConnected && plot.isConnected) takeValues(plot, values);
      mark.dichBusy = false;
    } catch (error) {
      console.error(error);
      plot.style.visibility = "hidden";
      frame.querySelector(".d-map-failed").hidden = false;
    }
  };

  /* The table of a step is sent once somebody looks at its place; not while another screen is on its way or still being put up: a click would
     bring back the choices of the screen before. */
  const whenIdle = window.requestIdleCallback ?? ((act) => setTimeout(act, 500));
  const findTableButton = () => {
    const button = !window.awaited && document.querySelector("[data-test-script-state=notRunning] .st-key-table_wanted button");
    if (!button || button.dichAsked === button.innerText) return null;
    const { top, bottom } = button.getBoundingClientRect();
    return bottom < 0 || top > innerHeight ? null : button;
  };
  const askForTable = () => {
    if (!findTableButton()) return;
    whenIdle(() => {
      const button = findTableButton();
      if (!button) return;
      button.dichAsked = button.innerText;
      button.click();
    });
  };

  /* What a map was dressed for: when this changes, it is dressed again. */
  const describe = (map, wanted, ...prefixes) => JSON.stringify([wanted, map.getContainer().clientHeight,
    map.getStyle().layers.map(({ id }) => id).filter((id) => prefixes.some((prefix) => id.startsWith(prefix)))]);
  const describePatterns = (map, { patterns }) => describe(map, patterns, LAYER, "dich-pattern-");
  const describeNames = (map, { names }) => describe(map, names, "dich-names");

  const dress = (map, wanted) => {
    if (!map?.style?._loaded) return;
    const ours = map.getStyle().layers.filter(({ id }) => id.startsWith(LAYER));
    addHalos(map, ours, wanted.paper);
    if (!ours.length) return;
    if (map.dichPatterns !== describePatterns(map, wanted)) {
      addPatterns(map, wanted);
      map.dichPatterns = describePatterns(map, wanted);
    }
    if (map.dichNames !== describeNames(map, wanted)) {
      addNames(map, wanted);
      map.dichNames = describeNames(map, wanted);
    }
  };

  /* Plotly builds its map when it likes and replaces layers when figures change, so each plot is looked after for as long as it is there. */
  const look = () => {
    for (const frame of document.querySelectorAll(FRAME)) {
      const plot = frame.querySelector(".js-plotly-plot"), layout = plot?._fullLayout;
      if (!layout?.meta?.patterns) continue;
      followStep(plot, frame);
      for (const name of ["map", "map2"]) dress(layout[name]?._subplot?.map, layout.meta);
    }
    askForTable();
  };

  setInterval(look, FIRST_LOOK);
  new MutationObserver((changes) => {
    if (changes.some(({ addedNodes }) => [...addedNodes].some((one) => one.dataset?.mapState))) look();
  }).observe(document.body, { childList: true, subtree: true });
})();
