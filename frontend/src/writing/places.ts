import { send } from "./sending";

const PAUSE = 400;
const SHORTEST = 3;

/** Suggests places while somebody writes; a press puts one into the blank. */
export class Places {
  private timer = 0;
  private asked = 0;
  private readonly blank: HTMLInputElement | null;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly list: HTMLElement,
  ) {
    this.blank = form.querySelector<HTMLInputElement>('input[name="place"]');
    this.blank?.addEventListener("input", () => {
      window.clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.suggest(), PAUSE);
    });
    form.addEventListener("click", (event) => this.press(event));
  }

  private press(event: MouseEvent): void {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (!button || !this.blank) return;
    if (button.name === "find") {
      event.preventDefault();
      void this.suggest();
    }
    if (button.name === "choose") {
      event.preventDefault();
      this.blank.value = button.value;
      this.list.replaceChildren();
      this.blank.focus();
      window.clearTimeout(this.timer);
      this.form.dispatchEvent(new Event("input"));
    }
  }

  private async suggest(): Promise<void> {
    const asked = ++this.asked;
    if (!this.blank || this.blank.value.trim().length < SHORTEST) {
      this.list.replaceChildren();
      return;
    }
    const answer = await send(this.form, "find", {}).catch(() => null);
    if (!answer?.ok || asked !== this.asked) return;
    const found = document.createElement("template");
    found.innerHTML = await answer.text();
    this.list.replaceChildren(found.content);
  }
}
