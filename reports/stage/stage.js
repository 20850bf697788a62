"use strict";
(() => {
  const root = document.documentElement;
  const source = "<!doctype html>" + root.outerHTML; // as it came: the window of the notes is written from it, without the network
  const data = JSON.parse(document.getElementById("data").textContent);
  const find = (id) => document.getElementById(id);
  const deck = find("deck"), panel = find("panel"), help = find("help"), curtain = find("curtain"), live = find("live");
  const tiles = [...deck.children];
  const isNotes = window.name === "notes-" + data.release;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  let at = 0, digits = "", notes = null, started = Date.now(), timer = 0;

  const tell = (text, ms = 1800) => {
    find("toast").textContent = text;
    clearTimeout(timer);
    if (text) timer = setTimeout(() => tell(""), ms);
  };

  // Type shrinks, step by step, until everything a screen shows lies on it.
  const overflows = (one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1;
  const isFull = (screen) => {
    const blocks = screen.querySelector(".blocks, .opening");
    const edge = blocks.getBoundingClientRect();
    const limit = edge.bottom + 1;
    if (overflows(screen) || overflows(blocks) || [...blocks.children].some(overflows)) return true;
    return [...blocks.querySelectorAll("ul, table, .card, .bars .label")].some((one) =>
      overflows(one) || one.getBoundingClientRect().bottom > limit);
  };
  const SMALLEST = .34, STEP = .04;
  const isPrinting = () => root.classList.contains("printing");
  const isUpright = () => !isPrinting() && matchMedia("(max-aspect-ratio: 9/10)").matches;
  const fit = (tile) => {
    const screen = tile.querySelector(".screen"), size = isPrinting() ? "paper" : innerWidth + "x" + innerHeight;
    if (tile.dataset.fitted === size || isUpright()) return;
    tile.dataset.fitted = size;
    const message = screen.querySelector(".message");
    const resize = (name, value) => screen.style.setProperty(name, value.toFixed(2));
    resize("--fit-title", 1);
    for (let scale = 1; message.offsetHeight > screen.clientHeight * .3 && scale > .5; ) resize("--fit-title", (scale -= .06));
    const most = Number(screen.querySelector(".blocks")?.dataset.most ?? 1);
    const shrink = (largest) => { // the largest type that fits, by halves
      let few = 0, many = Math.floor((largest - SMALLEST) / STEP);
      while (few < many) {
        const middle = (few + many) >> 1;
        resize("--fit", largest - middle * STEP);
        if (isFull(screen)) few = middle + 1; else many = middle;
      }
      resize("--fit", largest - few * STEP);
      return largest - few * STEP;
    };
    if (shrink(most) < .8 && most > 1) { // much to show: the message gives way a little
      resize("--fit-title", .82);
      shrink(.96);
    }
  };

  const show = (place, isSilent = false) => {
    at = Math.max(0, Math.min(tiles.length - 1, place));
    tiles.forEach((tile, number) => {
      tile.classList.toggle("current", number === at);
      tile.classList.toggle("following", number === at + 1);
    });
    for (const one of [panel, help]) if (one.open) one.close();
    if (document.activeElement !== document.body) document.activeElement?.blur();
    if (!root.classList.contains("overview")) fit(tiles[at]);
    if (isNotes) return showNotes();
    if (location.hash !== "#" + (at + 1)) history.replaceState(null, "", "#" + (at + 1));
    if (!isSilent) live.textContent = fill(data.words.screen, { place: at + 1, count: tiles.length }) + ": " + tiles[at].dataset.title;
    send();
    prepare();
  };
  // While the speaker speaks: the screens that follow are laid out unseen, one at a time, so that each stands at once.
  const isPrepared = (tile) => tile.dataset.fitted === innerWidth + "x" + innerHeight;
  const prepare = () => (window.requestIdleCallback || setTimeout)(() => {
    const next = [...tiles.slice(at + 1), ...tiles.slice(0, at)].find((tile) => !isPrepared(tile));
    if (!next || isPrinting() || isUpright() || root.classList.contains("overview")) return;
    next.style.cssText = "display:block;visibility:hidden";
    fit(next);
    next.style.cssText = "";
    prepare();
  });

  // Speaker notes: the same document in a window of its own.
  const send = () => notes && !notes.closed && notes.postMessage({ stage: data.release, at, started, dark: !curtain.hidden }, "*");
  const openNotes = () => {
    if (notes && !notes.closed) return notes.focus();
    notes = window.open("", "notes-" + data.release, "popup,width=1280,height=800");
    if (!notes) return tell(data.words.blocked, 6000);
    notes.document.open();
    notes.document.write(source);
    notes.document.close();
  };
  const showNotes = () => {
    fit(tiles[at]);
    if (tiles[at + 1]) fit(tiles[at + 1]);
    const said = tiles[at].querySelector("template").content.cloneNode(true);
    find("said").replaceChildren(said.childElementCount ? said : data.words.noNotes);
    find("at").textContent = fill(data.words.screen, { place: at + 1, count: tiles.length });
    find("then").textContent = tiles[at + 1]?.dataset.title ?? data.words.end;
  };
  const write = (seconds) => [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((one) => String(Math.floor(one)).padStart(2, "0")).join(":");
  const tick = () => {
    const now = new Date().toTimeString().slice(0, 5);
    find("clock").textContent = now;
    if (!isNotes) return;
    find("now").textContent = now;
    find("elapsed").textContent = fill(data.words.elapsed, { time: write((Date.now() - started) / 1000) });
  };
  addEventListener("message", ({ data: said, source: from }) => {
    if (!said || said.stage !== data.release) return;
    if (isNotes && from === opener) {
      started = said.started;
      if (said.dark) tell(data.words.dark, 1e9); else tell("");
      if (said.at !== at || !find("said").textContent) show(said.at);
    } else if (!isNotes && said.hello) { notes = from; send(); }
    else if (!isNotes && from === notes && said.key) handle(said.key);
  });

  // Where a number comes from.
  const text = (tag, words, name = "") => Object.assign(document.createElement(tag), { textContent: words, className: name });
  const ask = (element) => {
    const lines = document.createElement("dl");
    for (const [head, words] of data.numbers[element.dataset.n]) lines.append(text("dt", head), text("dd", words));
    const said = element.querySelector("title")?.textContent ?? element.textContent;
    open([text("p", said, "figure"), lines]);
  };
  const list = () => {
    const numbers = [...tiles[at].querySelectorAll(".screen [data-n]")], items = document.createElement("ul");
    for (const number of numbers) {
      const item = document.createElement("li"), button = text("button", "", "pick"), lines = data.numbers[number.dataset.n];
      const title = number.querySelector("title")?.textContent;
      button.append(text("b", title ?? number.textContent), title ? "" : " · " + lines.slice(0, 3).map((one) => one[1]).join(" · "));
      button.onclick = () => ask(number);
      item.append(button);
      items.append(item);
    }
    open([text("h2", numbers.length ? data.words.numbers : data.words.none), items]);
  };
  const open = (parts) => {
    panel.querySelector(".inside").replaceChildren(...parts);
    if (!panel.open) panel.showModal();
    panel.querySelector(".inside").focus();
    panel.scrollTop = 0;
  };

  const darken = (name) => {
    const isSame = !curtain.hidden && curtain.className === name;
    curtain.className = name;
    curtain.hidden = isSame;
    send();
  };
  const overview = (isOn) => {
    root.classList.toggle("overview", isOn);
    for (const tile of tiles) {
      tile.toggleAttribute("inert", false);
      tile.querySelector(".screen").inert = isOn;
      tile.tabIndex = isOn ? 0 : -1;
      if (!isOn) tile.removeAttribute("tabindex");
      if (isOn) fit(tile);
    }
    if (isOn) mark(at); else { scrollTo(0, 0); show(at, true); }
  };
  const mark = (place) => {
    at = Math.max(0, Math.min(tiles.length - 1, place));
    tiles.forEach((tile, number) => tile.classList.toggle("current", number === at));
    tiles[at].focus();
    live.textContent = fill(data.words.screen, { place: at + 1, count: tiles.length }) + ": " + tiles[at].dataset.title;
  };
  const countColumns = () => tiles.filter((tile) => tile.offsetTop === tiles[0].offsetTop).length;

  const deeds = {
    next: () => show(at + 1), previous: () => show(at - 1), first: () => show(0), last: () => show(tiles.length - 1),
    help: () => { help.showModal(); help.focus(); }, black: () => darken("black"), white: () => darken("white"),
    overview: () => overview(!root.classList.contains("overview")), notes: openNotes, numbers: list,
    clock: () => (find("clock").hidden = !find("clock").hidden),
    full: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.()),
    theme: () => { root.classList.toggle("light"); root.classList.toggle("dark"); },
    restart: () => { started = Date.now(); send(); },
  };
  const KEYS = {
    ArrowRight: "next", ArrowDown: "next", " ": "next", PageDown: "next", Enter: "next", n: "next",
    ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous", Backspace: "previous",
    Home: "first", End: "last", b: "black", ".": "black", w: "white", ",": "white", o: "overview", Escape: "overview",
    s: "notes", p: "numbers", t: "clock", f: "full", d: "theme", r: "restart", "?": "help", h: "help",
  };
  const act = (key) => {
    const deed = KEYS[key.length === 1 ? key.toLowerCase() : key];
    if (!curtain.hidden && deed !== "black" && deed !== "white") {
      if (deed) darken(curtain.className);
      return Boolean(deed);
    }
    if (/^\d$/.test(key)) {
      digits = (digits + key).slice(-3);
      tell(fill(data.words.jump, { place: digits }), 4000);
      return true;
    }
    if (digits && key === "Enter") show(Number(digits) - 1);
    else if (deed) deeds[deed]();
    digits = "";
    if (deed !== "notes" && deed !== "numbers") tell("");
    return Boolean(deed);
  };
  const choose = (key) => {
    const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: countColumns(), ArrowUp: -countColumns(), PageDown: 1, PageUp: -1 };
    if (key in steps) mark(at + steps[key]);
    else if (key === "Home" || key === "End") mark(key === "Home" ? 0 : tiles.length - 1);
    else if (["Enter", " ", "o", "O", "Escape"].includes(key)) overview(false);
    else return false;
    return true;
  };

  // Every key goes this way, whether pressed on the stage (then `target` holds the focus) or in the window of the notes.
  const READING = ["ArrowUp", "ArrowDown", "Home", "End", "Tab"];
  const handle = (key, target = null) => {
    const deed = KEYS[key.length === 1 ? key.toLowerCase() : key];
    const opened = [panel, help].find((one) => one.open), number = target?.closest?.("[data-n]");
    if (opened) {
      const isPick = key === "Enter" && !digits || [" ", "Enter"].includes(key) && target?.closest?.("button");
      if (target && (READING.includes(key) || isPick)) return false;
      const isToggle = key === "Escape" || deed === (opened === panel ? "numbers" : "help");
      if (isToggle || ["help", "numbers", "overview", "black", "white"].includes(deed)) opened.close();
      return isToggle || act(key);
    }
    if (root.classList.contains("overview") && curtain.hidden && deed !== "black" && deed !== "white") return choose(key);
    if (key === "Enter" && !digits && curtain.hidden && number) { ask(number); return true; }
    if (key === "Enter" && target?.closest?.("#buttons")) return false;
    return act(key);
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (isNotes) {
      if (["ArrowUp", "ArrowDown", "Tab"].includes(event.key) || event.key.length > 1 && !KEYS[event.key]) return;
      opener?.postMessage({ stage: data.release, key: event.key }, "*");
      event.preventDefault();
      return;
    }
    if (handle(event.key, event.target)) event.preventDefault();
  });
  addEventListener("click", (event) => {
    if (!curtain.hidden) return darken(curtain.className);
    const button = event.target.closest("[data-do]"), number = event.target.closest("[data-n]"), tile = event.target.closest(".tile");
    if (root.classList.contains("overview") && tile) { at = tiles.indexOf(tile); overview(false); }
    else if (button) { button.blur(); deeds[button.dataset.do](); }
    else if (event.target === panel || event.target === help) event.target.close();
    else if (number && !isNotes) ask(number);
  });
  let touch = null;
  addEventListener("touchstart", (event) => { touch = event.touches.length === 1 ? event.touches[0] : null; }, { passive: true });
  addEventListener("touchend", (event) => {
    if (!touch || panel.open || help.open || root.classList.contains("overview")) return;
    const across = event.changedTouches[0].clientX - touch.clientX, down = event.changedTouches[0].clientY - touch.clientY;
    if (Math.abs(across) > 50 && Math.abs(across) > 1.5 * Math.abs(down)) act(across < 0 ? "ArrowRight" : "ArrowLeft");
  }, { passive: true });
  // On paper: every screen in light colours on a sheet of its own, whatever the window shows.
  let worn = "";
  addEventListener("beforeprint", () => {
    if (isPrinting()) return;
    worn = root.className;
    root.className = "light printing";
    tiles.forEach(fit);
  });
  addEventListener("afterprint", () => {
    root.className = worn;
    for (const tile of tiles) {
      tile.querySelector(".screen").removeAttribute("style");
      delete tile.dataset.fitted;
    }
    if (root.classList.contains("overview")) tiles.forEach(fit); else show(at, true);
  });
  addEventListener("resize", () => isPrinting() || (root.classList.contains("overview") ? tiles.forEach(fit) : show(at, true)));
  addEventListener("hashchange", () => show((parseInt(location.hash.slice(1), 10) || 1) - 1));

  if (isNotes) {
    root.classList.add("notes");
    find("speaker").hidden = false;
    find("buttons").hidden = true;
    const hello = () => opener && !opener.closed && opener.postMessage({ stage: data.release, hello: true }, "*");
    hello();
    setInterval(hello, 2000); // a stage loaded anew finds its notes again
  }
  setInterval(tick, 500);
  tick();
  show((parseInt(location.hash.slice(1), 10) || 1) - 1, true);
})();
