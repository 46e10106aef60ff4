"use strict";
// Ten minutes before the session ends the page shows a warning and offers to go on. Every answer of the
// server, in any window, begins the idle time anew; the last hour does not move.

const WARNING = 600, CHECK = 15000;
const { idle, left } = document.body.dataset;
const sessionNotices = document.querySelector("[data-session]");
const usedKey = `used:${document.body.dataset.person}`;
const seconds = () => Date.now() / 1000;
const lastSecond = seconds() + Number(left);

function markUsed() {
  if (idle) localStorage.setItem(usedKey, seconds());
}

function showSession() {
  const idleEnd = Number(localStorage.getItem(usedKey)) + Number(idle);
  const rest = Math.min(idleEnd, lastSecond) - seconds();
  const notice = rest > WARNING ? "" : rest <= 0 ? "ended" : idleEnd < lastSecond ? "idle" : "last";
  sessionNotices.querySelectorAll("[data-notice]").forEach((one) => { one.hidden = one.dataset.notice !== notice; });
  sessionNotices.querySelectorAll("[data-minutes]").forEach((one) => { one.textContent = Math.ceil(rest / 60); });
}

async function goOn(event) {
  const answer = await fetch(event.target.dataset.goOn, { method: "HEAD" }).catch(() => null);
  if (answer && answer.ok && !answer.redirected) markUsed();
  showSession();
}

if (idle) {
  markUsed();
  setInterval(showSession, CHECK);
  document.addEventListener("visibilitychange", showSession);
  document.addEventListener("htmx:afterRequest", markUsed);
  sessionNotices.querySelector("[data-go-on]").addEventListener("click", goOn);
}
