// Makes the page's forms answer without reloading. Without this file the same forms work by themselves.
"use strict";
(() => {
  const at = (id) => document.getElementById(id);
  const [log, typing, status, failed, now, say, message, card] =
    ["log", "typing", "status", "failed", "now", "say", "message", "card"].map(at);
  const TRIES = 3;
  const WAIT = 15000; // ms before an answer is given up
  const SLOW = 4000; // ms before the wait is also said to a screen reader
  const widget = document.documentElement.hasAttribute("data-widget");
  const touch = window.matchMedia("(pointer: coarse)").matches;
  let waiting = false;
  let unsent = null;

  const talk = () => say.elements.talk.value;
  const word = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (n) => n.toString(16).padStart(2, "0")).join("");
  // Inside another site a browser may refuse any storage: the talk then lives as long as the page.
  const tab = (() => { try { return window.sessionStorage; } catch { return null; } })();
  // The one place where HTML enters the page: fragments made by our own templates, where every word is escaped.
  const made = { createHTML: (html) => html };
  const policy = window.trustedTypes ? trustedTypes.createPolicy("deux-portes", made) : made;
  const fragment = (html) => document.createRange().createContextualFragment(policy.createHTML(html));

  // The answer is read from its first line, whether the talk scrolls in its frame or with the page.
  function readFrom(line) {
    if (!line) return;
    const frame = log.scrollHeight > log.clientHeight;
    if (frame) log.scrollTop = line.offsetTop - 12;
    const top = (frame ? log : line).getBoundingClientRect().top;
    const bottom = (frame ? log : now).getBoundingClientRect().bottom;
    if (top < 0 || bottom > window.innerHeight) (frame ? log : line).scrollIntoView({ block: frame ? "nearest" : "start" });
  }

  function aloud(line) {
    if (!document.documentElement.hasAttribute("data-aloud") || !window.speechSynthesis) return;
    const speech = new SpeechSynthesisUtterance(line.querySelector(".words").textContent.trim());
    speech.lang = "fr-FR";
    speech.voice = speechSynthesis.getVoices().find((voice) => voice.lang.startsWith("fr")) || null;
    speechSynthesis.speak(speech);
  }

  function addOwnLine(text) {
    const line = document.createElement("div");
    line.className = "line person";
    line.setAttribute("aria-live", "off"); // the person knows what they said
    const who = document.createElement("span");
    who.className = "who";
    who.textContent = log.dataset.you;
    const words = document.createElement("p");
    words.className = "words";
    words.textContent = text;
    line.append(who, words);
    log.append(line);
    readFrom(line);
    return line;
  }

  function showCard(known) {
    for (const [part, words] of Object.entries(known)) {
      const row = card.querySelector(`[data-part="${part}"]`);
      const shown = row.querySelector(".known");
      row.classList.toggle("told", Boolean(words));
      shown.textContent = words || shown.dataset.unknown;
      row.querySelector("button").hidden = !words;
    }
  }

  function showTurn(turn) {
    document.querySelectorAll("input[name=talk]").forEach((input) => { input.value = turn.conversation; });
    tab?.setItem("talk", turn.conversation);
    const lines = turn.lines.map((html) => {
      const line = fragment(html).firstElementChild;
      log.append(line);
      return line;
    });
    now.replaceChildren(fragment(turn.now));
    showCard(turn.card);
    return lines;
  }

  async function post(address, body, attempt) {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), WAIT);
    try {
      const answer = await fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        signal: controller.signal,
      });
      if (!answer.ok) throw new Error(String(answer.status));
      return await answer.json();
    } catch (error) {
      if (attempt >= TRIES) throw error;
      await new Promise((done) => setTimeout(done, 700 * attempt));
      return post(address, body, attempt + 1);
    } finally {
      clearTimeout(timer);
    }
  }

  function busy(is) {
    waiting = is;
    now.setAttribute("aria-busy", String(is));
    for (const part of now.children) part.inert = is;
    typing.textContent = is ? typing.dataset.text : "";
    if (!is) status.textContent = "";
  }

  // One word for one message: sent again over a bad network, it is never played twice.
  async function send(text, shown, again) {
    if (waiting || !text.trim()) return;
    const sent = again || { text, shown, turn: word(), line: addOwnLine(shown || text) };
    unsent = null;
    failed.hidden = true;
    sent.line.classList.remove("lost");
    if (window.speechSynthesis) speechSynthesis.cancel();
    if (message.value === text) message.value = "";
    busy(true);
    const slow = setTimeout(() => { status.textContent = typing.dataset.text; }, SLOW);
    try {
      const body = { conversation: talk(), message: text, turn: sent.turn, widget };
      const turn = await post("/conversation", body, 1);
      if (turn.notice) startAgain(turn.notice, sent);
      busy(false);
      const lines = showTurn(turn);
      readFrom(touch || log.scrollHeight <= log.clientHeight ? sent.line : lines[0]);
      lines.forEach(aloud);
    } catch {
      busy(false);
      lose(sent);
    } finally {
      clearTimeout(slow);
    }
  }

  function startAgain(notice, sent) {
    log.replaceChildren();
    status.textContent = notice;
    const line = document.createElement("p");
    line.className = "notice";
    line.textContent = notice;
    log.append(line);
    if (!sent.shown) message.value = sent.text;
  }

  function lose(sent) {
    unsent = sent;
    sent.line.classList.add("lost");
    failed.querySelector("p").textContent = failed.dataset.text;
    failed.hidden = false;
  }

  const retry = () => { if (unsent) send(unsent.text, unsent.shown, unsent); };

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!event.target.matches("#say, #choices, #steps, #card")) return;
    if (button && button.hasAttribute("formaction")) return;
    event.preventDefault();
    if (event.target === say) {
      if (touch) message.blur();
      send(message.value);
    } else if (button) {
      // The button is about to go: its place keeps the focus, so that the next Tab is the next choice.
      if (now.contains(button)) now.focus({ preventScroll: true });
      send(button.value, (button.getAttribute("aria-label") || button.textContent).trim());
    }
  });
  message.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send(message.value);
  });
  at("retry").addEventListener("click", () => { message.focus(); retry(); });
  window.addEventListener("online", retry);
  document.querySelector("[formaction='/effacer']").addEventListener("click", () => tab?.clear());

  // While a person of the service is asked or answers, what they write is fetched as it comes.
  async function listen() {
    const direct = now.querySelector("[data-told]");
    if (direct && !waiting) {
      try {
        const body = { conversation: talk(), known: Number(direct.dataset.told) };
        const turn = await post("/conversation/ecoute", body, TRIES);
        if (!waiting && (turn.lines.length || !turn.now.includes("data-told"))) readFrom(showTurn(turn)[0]);
        else if (!waiting) direct.dataset.told = /data-told="(\d+)"/.exec(turn.now)[1];
      } catch { /* said at the next message */ }
    }
    setTimeout(listen, 2500);
  }

  // A page loaded again finds its talk; the talk's name stays in this tab only.
  async function resume() {
    if ("told" in log.dataset) tab?.setItem("talk", talk());
    const known = tab?.getItem("talk");
    if (!known || known === talk()) return;
    try {
      const turn = await post("/conversation/revoir", { conversation: known, widget }, TRIES);
      log.setAttribute("aria-live", "off");
      log.replaceChildren();
      readFrom(showTurn(turn).at(-1));
      setTimeout(() => log.setAttribute("aria-live", "polite"), 1000);
    } catch {
      tab?.removeItem("talk");
    }
  }

  // The color of the site around the widget, where white can be read on it; couleurs.css says where it shows.
  function wear(color) {
    if (!/^[0-9a-f]{6}$/i.test(color || "")) return;
    const [r, g, b] = [0, 2, 4].map((n) => parseInt(color.slice(n, n + 2), 16) / 255)
      .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    const contrast = 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05);
    if (contrast >= 5) document.documentElement.style.setProperty("--site", `#${color}`);
  }

  if (widget && window.parent !== window) {
    document.addEventListener("keydown", ({ key }) => { if (key === "Escape") window.parent.postMessage("close", "*"); });
  }
  if (widget) wear(new URLSearchParams(location.search).get("color"));
  log.scrollTop = log.scrollHeight;
  resume();
  listen();
})();
