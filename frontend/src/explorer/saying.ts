// The parts of the page that speak: the filter sentence, titles, summaries, the live region.
import type { Cube, Seen } from "./cube";
import { one } from "./figure";
import type { Spec } from "./spec";
import type { Words } from "./words";

const PAUSE = 400;

export class Saying {
  private readonly sentence: HTMLElement;
  private readonly live: HTMLElement;
  private timer = 0;

  constructor(
    section: HTMLElement,
    private readonly figures: HTMLElement[],
    private readonly cube: Cube,
    private readonly words: Words,
  ) {
    this.sentence = one(section, "[data-sentence]");
    this.live = one(section, "[data-live]");
  }

  /** What is still being counted keeps its words. */
  draw(spec: Spec, seen: Seen): void {
    const { matching } = seen;
    if (matching !== null) this.say(spec, matching);
    this.figures.forEach((figure, place) => {
      const [axis, counts] = [this.cube.axes[place], seen.counts[place]];
      if (!counts) return;
      const summary = this.words.summary(axis, counts);
      one(figure, "[data-title]").textContent = this.words.title(axis, counts);
      one(figure, "[data-summary]").textContent = summary;
      figure.querySelector("[data-plot]")?.setAttribute("aria-label", summary);
    });
  }

  private say(spec: Spec, matching: number): void {
    const parts = this.words.sentence(spec, this.cube, { matching });
    this.sentence.replaceChildren(
      ...parts.map(({ text, chart }) => (chart === null ? text : this.link(text, chart))),
    );
  }

  /** Read aloud once the brush has come to rest. */
  announce(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.live.textContent = this.sentence.textContent;
    }, PAUSE);
  }

  private link(text: string, place: number): HTMLAnchorElement {
    const link = document.createElement("a");
    link.href = `#explore-${place}`;
    link.textContent = text;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const figure = this.figures[place];
      figure.scrollIntoView({ block: "nearest" });
      figure.querySelector<HTMLDetailsElement>(".explorer-ends")?.setAttribute("open", "");
      figure.querySelector<HTMLElement>("input:checked, .ends input")?.focus();
    });
    return link;
  }
}
