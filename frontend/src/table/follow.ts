// When somebody brushes the charts, the filters, the columns and the rows follow: the server draws
// them anew for the address that is shown.

const PAUSE = 500;

export function follow(section: HTMLElement, done: () => void): void {
  const link = section.querySelector("[data-address]");
  if (!link) return;
  let asked = "";
  let waiting = 0;
  const watch = new MutationObserver(() => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(async () => {
      const address = link.getAttribute("href");
      if (!address || address === asked) return;
      asked = address;
      const answer = await fetch(address);
      if (!answer.ok || asked !== address) return;
      swap(document, new DOMParser().parseFromString(await answer.text(), "text/html"));
      done();
    }, PAUSE);
  });
  watch.observe(link, { attributeFilter: ["href"] });
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
