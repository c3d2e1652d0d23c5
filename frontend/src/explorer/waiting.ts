// What is being counted, or could not be: said quietly at the foot of the screen, wherever somebody
// is among the charts; the numbers of before are faint.
import type { Seen } from "./cube";
import type { Words } from "./words";

const QUIET = 200; // milliseconds that nobody has to be told of

export class Waiting {
  /** Why something could not be counted. */
  trouble: string | null = null;
  private readonly line: HTMLElement;
  private readonly says: HTMLElement;
  private readonly again: HTMLButtonElement;
  private readonly copies: HTMLButtonElement[];
  private timer = 0;

  constructor(
    section: HTMLElement,
    private readonly figures: HTMLElement[],
    private readonly words: Words,
    again: () => void,
  ) {
    this.copies = [...section.querySelectorAll<HTMLButtonElement>("[data-copy-numbers]")];
    this.line = document.createElement("p");
    this.line.className = "explorer-waiting";
    this.says = document.createElement("span");
    this.says.setAttribute("role", "status");
    this.again = document.createElement("button");
    this.again.type = "button";
    this.again.className = "plain-button";
    this.again.textContent = words.say("again");
    this.again.hidden = true;
    this.again.addEventListener("click", again);
    this.line.append(this.says, this.again);
    section.append(this.line);
  }

  show({ matching, counts }: Seen): void {
    const waits = matching === null || counts.includes(null);
    this.figures.forEach((figure, place) => {
      if (counts[place]) figure.removeAttribute("aria-busy");
      else figure.setAttribute("aria-busy", "true");
    });
    for (const copy of this.copies) copy.disabled = waits;
    if (!waits) this.trouble = null;
    this.again.hidden = this.trouble === null;
    if (this.trouble !== null) this.say(`${this.trouble} ${this.words.say("faint")}`);
    else if (!waits) this.say("");
    else this.timer ||= window.setTimeout(() => this.say(this.words.say("counting")), QUIET);
  }

  private say(text: string): void {
    window.clearTimeout(this.timer);
    this.timer = 0;
    if (this.says.textContent !== text) this.says.textContent = text;
    this.line.classList.toggle("says", text !== "");
  }
}
