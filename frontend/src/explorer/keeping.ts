// The address of what is shown, in the bar and in the link; copying, clearing, undoing.
import { one } from "./figure";
import type { State } from "./state";

export class Keeping {
  private readonly link: HTMLAnchorElement;
  private readonly clear: HTMLElement;
  private readonly undo: HTMLElement;

  constructor(
    private readonly section: HTMLElement,
    private readonly state: State,
  ) {
    this.link = one(section, "[data-address]");
    this.clear = one(section, "[data-clear]");
    this.undo = one(section, "[data-undo]");
    this.clear.addEventListener("click", (event) => {
      event.preventDefault();
      state.clear();
    });
    this.undo.addEventListener("click", () => state.undo());
    this.offerCopy(one(section, "[data-copy]"));
  }

  /** A view too long for an address has no link. */
  show(): void {
    const { state } = this;
    const token = state.token;
    this.clear.hidden = !state.spec.filters.length;
    this.undo.hidden = !state.canUndo;
    this.link.toggleAttribute("aria-disabled", token === null);
    if (token === null) {
      this.link.removeAttribute("href");
      return;
    }
    const address = `${this.section.dataset.viewsUrl}${token}`;
    this.link.href = address;
    window.history.replaceState(window.history.state, "", address);
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-cite]")) {
      link.href = `${link.dataset.cite}?view=${token}`;
    }
  }

  private offerCopy(button: HTMLElement): void {
    if (!navigator.clipboard) return;
    button.hidden = false;
    const says = button.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(this.link.href);
      button.textContent = button.dataset.copied ?? says;
      window.setTimeout(() => {
        button.textContent = says;
      }, 2000);
    });
  }
}
