// Adds what only a script can do: printing by a button, arrows in lists, lists that stay up to date.
// Every page works without this file.
"use strict";

document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

// Up and down, Home and End go from one request to the next once one of them has the focus.
document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("[data-rows] .row > a");
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  const rows = [...document.querySelectorAll("[data-rows] .row > a")];
  const here = rows.indexOf(row);
  const there = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (there === undefined || !rows[there]) return;
  event.preventDefault();
  rows[there].focus();
});

// How long somebody waits goes on counting.
setInterval(() => document.querySelectorAll("[data-seconds]").forEach((span) => {
  span.textContent = Number(span.textContent) + 1;
}), 1000);

// In a talk Enter sends, as people expect of one; with Shift it begins a line.
document.querySelectorAll("textarea[data-enter]").forEach((field) => {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (field.value.trim()) field.form.requestSubmit();
  });
});

// The one place where HTML enters a page: our own pages, read again, where every word is escaped.
const made = { createHTML: (html) => html };
const policy = window.trustedTypes ? trustedTypes.createPolicy("deux-portes", made) : made;
const partOf = (html, part) => new DOMParser().parseFromString(policy.createHTML(html), "text/html").querySelector(part);

const log = () => document.getElementById("talk");
const toLastLine = () => log()?.scrollTo(0, log().scrollHeight);
toLastLine();

// A tab left aside says in its title that something is new.
const title = document.title;
const isNew = () => { if (document.hidden) document.title = `● ${title}`; };
document.addEventListener("visibilitychange", () => { if (!document.hidden) document.title = title; });

const news = document.querySelector("[data-news]");
if (news && window.EventSource) {
  const part = news.dataset.part || "main .two";
  let version = news.dataset.version;
  const source = new EventSource(news.dataset.news);
  source.addEventListener("over", () => source.close());
  source.addEventListener("inbox", async (event) => {
    if (event.lastEventId === version) return;
    const first = !version;
    version = event.lastEventId;
    if (first) return;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "error" }).catch(() => null);
    if (answer?.status === 404 && news.dataset.over) {
      isNew();
      news.hidden = false;
      news.textContent = news.dataset.over;
      source.close();
    }
    if (!answer?.ok) return;
    const fresh = partOf(await answer.text(), part);
    if (!fresh) return;
    isNew();
    if (part === "#talk") {
      log().append(...[...fresh.children].slice(log().children.length));
      toLastLine();
      return;
    }
    const address = document.activeElement?.closest?.("main .two a")?.getAttribute("href");
    document.querySelector(part).replaceWith(fresh);
    if (address) [...fresh.querySelectorAll("a")].find((link) => link.getAttribute("href") === address)?.focus();
    news.hidden = false;
    news.textContent = news.dataset.text;
  });
}
