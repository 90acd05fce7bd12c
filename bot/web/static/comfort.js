// Settings act at once, and the quick exit leaves nothing behind. Without this file the same forms work by themselves.
"use strict";
(() => {
  const root = document.documentElement;
  const form = document.querySelector("#comfort form");
  const leave = document.getElementById("leave");
  const title = document.querySelector("title");
  const full = title.textContent;

  root.classList.add("script");

  function apply(chosen) {
    root.dataset.size = chosen.get("size");
    for (const name of ["contrast", "aloud", "discreet"]) root.toggleAttribute(`data-${name}`, chosen.has(name));
    title.textContent = chosen.has("discreet") ? title.dataset.neutral : full;
    document.querySelector("link[rel=icon]").href = `/static/${chosen.has("discreet") ? "neutral" : "icon"}.svg`;
    if (!chosen.has("aloud") && window.speechSynthesis) window.speechSynthesis.cancel();
  }

  form.addEventListener("change", () => {
    const chosen = new FormData(form);
    apply(chosen);
    chosen.set("quiet", "true");
    fetch("/reglages", { method: "POST", body: new URLSearchParams(chosen) }).catch(() => {});
  });

  leave.addEventListener("submit", (event) => {
    event.preventDefault();
    try { sessionStorage.clear(); } catch { /* refused inside another site: nothing was stored */ }
    navigator.sendBeacon("/effacer", new URLSearchParams(new FormData(leave)));
    // Replaced, not added: the browser's back button does not come back here.
    location.replace("/calendrier");
  });

  const menu = document.getElementById("comfort");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false; });

  document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
})();
