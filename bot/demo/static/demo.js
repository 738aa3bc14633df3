// Lets Preview's page in, and keeps the demo's bar up to date.
"use strict";

const key = document.querySelector('meta[name="demo-key"]').content;
history.replaceState(null, "", "#" + key); // Preview's own script reads the key from there

document.addEventListener("DOMContentLoaded", () => {
  const bar = document.querySelector(".demo-bar");
  const menu = document.getElementById("demo-menu");
  const narrow = window.matchMedia("(max-width: 760px)");
  const fit = () => { menu.open = !narrow.matches; };
  narrow.addEventListener("change", fit);
  fit();

  // Preview follows new messages only when it stands exactly at the end, where it does not begin.
  const timeline = document.getElementById("channel-timeline");
  const nearly = 120;
  let atEnd = true;
  let last = null;
  timeline.addEventListener("scroll", () => {
    atEnd = timeline.scrollHeight - timeline.scrollTop - timeline.clientHeight < nearly;
  }, { passive: true });
  const list = document.getElementById("channel-message-list");
  new MutationObserver(() => {
    const follow = atEnd && list.lastElementChild !== last;
    last = list.lastElementChild;
    if (follow) requestAnimationFrame(() => { timeline.scrollTop = timeline.scrollHeight; });
  }).observe(list, { childList: true });

  // Preview tells developers of every callback; a visitor needs to know only when something went wrong.
  const status = document.getElementById("action-status");
  const wrong = /uncertain|interrupted|not completed|awaiting|unavailable|ended/;
  const judge = () => status.classList.toggle("unseen", !wrong.test(status.textContent));
  new MutationObserver(judge).observe(status, { childList: true, characterData: true, subtree: true });
  judge();

  const showCount = (badge, count) => {
    badge.firstChild.textContent = String(count);
    badge.hidden = !count;
  };

  async function update() {
    const response = await fetch("/news?at=" + encodeURIComponent(bar.dataset.place), { cache: "no-store" });
    if (!response.ok) return;
    const news = await response.json();
    document.getElementById("demo-now").textContent = news.now;
    document.getElementById("demo-due").textContent = news.due;
    document.getElementById("demo-skip").disabled = news.idle;
    document.getElementById("demo-elsewhere").hidden = news.here;
    const all = Object.values(news.unread).reduce((sum, count) => sum + count, 0);
    for (const badge of bar.querySelectorAll("[data-unread]")) {
      const whose = badge.dataset.unread;
      showCount(badge, whose === "all" ? all : news.unread[whose]);
    }
  }

  const ended = document.getElementById("demo-ended");
  setInterval(() => update().then(() => { ended.hidden = true; }, () => { ended.hidden = false; }), 2000);
});
