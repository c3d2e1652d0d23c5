// "Undo": back to the view before, where this page was reached from another view of the same page.

export function comesFrom(before: string, now: string): boolean {
  if (!before) return false;
  const [from, here] = [new URL(before), new URL(now)];
  const base = (url: URL) => /^(\/datasets\/[^/]+\/v\/\d+\/explore)(\/|$)/.exec(url.pathname)?.[1];
  const same = from.origin === here.origin && base(from) !== undefined && base(from) === base(here);
  return same && from.pathname !== here.pathname;
}

export function undo(button: HTMLButtonElement): void {
  if (button.dataset.woken || !comesFrom(document.referrer, location.href)) return;
  button.dataset.woken = "1";
  button.hidden = false;
  button.addEventListener("click", () => history.back());
}
