import { between, lies, type Span } from "./period";

/** Bars over time: press the first and the last of what is missing; the blanks follow, and lead. */
export class Bars {
  private start: Span | null = null;
  private readonly bars: SVGGElement[];
  private readonly first: HTMLInputElement | null;
  private readonly last: HTMLInputElement | null;

  constructor(
    private readonly form: HTMLFormElement,
    figure: HTMLElement,
  ) {
    this.bars = [...figure.querySelectorAll<SVGGElement>("[data-first]")];
    this.first = form.querySelector<HTMLInputElement>('input[name="first"]');
    this.last = form.querySelector<HTMLInputElement>('input[name="last"]');
    if (!this.bars.length) return;
    figure.classList.add("ready");
    figure.querySelector<HTMLElement>("[data-says]")?.removeAttribute("hidden");
    for (const bar of this.bars) bar.addEventListener("click", () => this.press(span(bar)));
    form.addEventListener("input", () => this.show());
    this.show();
  }

  private press(bar: Span): void {
    const picked = this.start ? between(this.start, bar) : bar;
    this.start = this.start ? null : bar;
    if (this.first) this.first.value = picked.first;
    if (this.last) this.last.value = picked.last;
    this.form.dispatchEvent(new Event("input"));
  }

  private show(): void {
    const written = { first: this.first?.value.trim() ?? "", last: this.last?.value.trim() ?? "" };
    for (const bar of this.bars) bar.classList.toggle("picked", lies(span(bar), written));
  }
}

function span(bar: SVGGElement): Span {
  return { first: bar.dataset.first ?? "", last: bar.dataset.last ?? "" };
}
