// When somebody brushes the charts, the filters, the columns and the rows follow: the server draws
// them anew for the address that is shown.

import { asked } from "../explorer/leaving";

const PAUSE = 500;
const LATER = 503; // a whole page too: it says that its charts could not be counted now

export function follow(section: HTMLElement, done: () => void): void {
  const link = section.querySelector("[data-address]");
  if (!link) return;
  let [shown, stop] = ["", new AbortController()];
  let waiting = 0;
  const ask = async () => {
    const address = link.getAttribute("href");
    if (!address || address === shown) return;
    shown = address;
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    try {
      const answer = await asked(address, signal);
      const page = await answer.text();
      if (signal.aborted) return;
      if (!answer.ok && answer.status !== LATER) throw new Error(`${address}: ${answer.status}`);
      unanswered(section, null);
      swap(document, new DOMParser().parseFromString(page, "text/html"));
      done();
    } catch {
      if (signal.aborted) return;
      shown = "";
      unanswered(section, ask);
    }
  };
  const watch = new MutationObserver(() => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(ask, PAUSE);
  });
  watch.observe(link, { attributeFilter: ["href"] });
}

/** Says above the charts that what follows them is older, and offers to ask again. */
function unanswered(section: HTMLElement, again: (() => void) | null): void {
  document.querySelector("[data-unfollowed]")?.remove();
  const says = document.querySelector<HTMLElement>("[data-unanswered]")?.dataset;
  if (!again || !says) return;
  const [note, button] = [document.createElement("p"), document.createElement("button")];
  note.dataset.unfollowed = "";
  note.setAttribute("role", "alert");
  button.type = "button";
  button.className = "button";
  button.textContent = says.again ?? "";
  button.addEventListener("click", again);
  note.append(says.unanswered ?? "", " ", button);
  section.before(note);
}

/** Every part that follows gives way to the one of the same name in the new page. */
export function swap(old: ParentNode, fresh: ParentNode): void {
  for (const part of old.querySelectorAll<HTMLElement>("[data-follows]")) {
    const other = [...fresh.querySelectorAll<HTMLElement>("[data-follows]")].find(
      (it) => it.id === part.id,
    );
    if (other) part.replaceWith(other);
  }
}
