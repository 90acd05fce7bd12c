// <script src="https://…/widget.js" data-color="#1d3b6f" data-side="right" data-label="…" defer></script>
"use strict";
(() => {
  const script = document.currentScript;
  const home = new URL(script.src).origin;
  const given = script.dataset;
  const words = {{ {"open": t("widget_open"), "close": t("widget_close"), "title": t("widget_title")} | tojson }};
  const color = /^#[0-9a-f]{6}$/i.test(given.color || "") ? given.color : {{ color | tojson }};
  const side = given.side === "left" ? "left" : "right";

  const light = (hex) => {
    const [r, g, b] = [1, 3, 5].map((n) => parseInt(hex.slice(n, n + 2), 16) / 255)
      .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ink = 1.05 / (light(color) + 0.05) >= 4.5 ? "#fff" : "#000";

  // A shadow root: the site's styles do not reach in, ours do not reach out.
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    button { font: 600 16px/1.4 system-ui, sans-serif; min-height: 44px; padding: 8px 18px; border: 2px solid ${ink}; border-radius: 24px; background: ${color}; color: ${ink}; cursor: pointer; }
    button:focus-visible, iframe:focus-visible { outline: 3px solid ${color}; outline-offset: 3px; box-shadow: 0 0 0 3px #fff; }
    .open { position: fixed; z-index: 2147483000; bottom: 16px; ${side}: 16px; box-shadow: 0 2px 10px rgb(0 0 0 / .3); }
    .panel { position: fixed; z-index: 2147483000; bottom: 0; ${side}: 16px; width: min(440px, calc(100vw - 32px)); height: min(740px, 92vh); display: flex; flex-direction: column; background: ${color}; border-radius: 12px 12px 0 0; box-shadow: 0 4px 24px rgb(0 0 0 / .35); overflow: hidden; }
    .panel[hidden], .open[hidden] { display: none; }
    .bar { display: flex; justify-content: flex-end; padding: 4px; }
    .bar button { border-color: transparent; border-radius: 8px; }
    .bar button:focus-visible { outline-color: ${ink}; outline-offset: -4px; box-shadow: none; }
    iframe { flex: 1; width: 100%; border: 0; background: #fff; }
    @media (max-width: 480px) { .panel { left: 0; right: 0; width: 100vw; height: 100vh; height: 100dvh; border-radius: 0; } }
    @media print { .open, .panel { display: none; } }
    @media (forced-colors: active) { .panel { border: 2px solid; } }
  `);
  root.adoptedStyleSheets = [sheet];

  const element = (name, properties) => Object.assign(document.createElement(name), properties);
  const open = element("button", { type: "button", className: "open", textContent: given.label || words.open });
  const panel = element("div", { className: "panel", hidden: true });
  const bar = element("div", { className: "bar" });
  const close = element("button", { type: "button", textContent: words.close });
  let frame = null;
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", words.title);
  open.setAttribute("aria-haspopup", "dialog");
  bar.append(close);
  panel.append(bar);
  root.append(open, panel);

  function show(is) {
    // Nothing is asked of our server before the person opens the panel.
    if (is && !frame) {
      frame = element("iframe", { title: words.title, src: `${home}/?widget=1&color=${color.slice(1)}`, referrerPolicy: "no-referrer" });
      panel.append(frame);
    }
    panel.hidden = !is;
    open.hidden = is;
    (is ? frame : open).focus();
  }

  open.addEventListener("click", () => show(true));
  close.addEventListener("click", () => show(false));
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") show(false); });
  // Escape inside the frame: the page in it asks to be closed, and says nothing else.
  window.addEventListener("message", ({ source, origin, data }) => {
    if (frame && source === frame.contentWindow && origin === home && data === "close") show(false);
  });
  document.body.append(host);
})();
