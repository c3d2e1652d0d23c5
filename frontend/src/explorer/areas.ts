// The map of areas: five classes; click areas to choose them, or tick them in the list below.
import { amountsLeft, type Categories } from "./axes";
import type { Cube, Slice } from "./cube";
import { one, type Picture, put, svg, type Wish } from "./figure";
import { classes, classOf, rowsText } from "./grid";
import { columnsOf, type Filter, sortedValues } from "./spec";
import type { Words } from "./words";

const EVEN = 3;

interface Mark {
  path: SVGPathElement;
  /** The values that name this area; none where no row has it. */
  codes: number[];
  /** The class it was last drawn in: with thousands of areas, only changes are written. */
  look: string;
}

export class Areas implements Picture {
  private readonly marks: Mark[];
  private readonly byPath: Map<EventTarget | null, Mark>;
  private readonly byCode: Map<number, Mark>;
  private readonly axis: Categories;
  private readonly legend: HTMLElement | null;
  private readonly over: SVGPathElement;
  private readonly chosen: SVGPathElement;
  private readonly readout: HTMLElement;
  private own: Set<string | null> = new Set();
  private counts: Uint32Array = new Uint32Array();
  private drawn = "";

  constructor(
    figure: HTMLElement,
    cube: Cube,
    private readonly place: number,
    private readonly words: Words,
    private readonly wish: Wish,
  ) {
    this.axis = cube.axes[place] as Categories;
    const plot = one<SVGSVGElement>(figure, "[data-plot]");
    const paths = plot.querySelectorAll<SVGPathElement>("[data-codes], [data-name]");
    this.marks = [...paths].map((path) => {
      return { path, codes: codesOf(path), look: path.getAttribute("class") ?? "" };
    });
    this.byPath = new Map(this.marks.map((mark) => [mark.path, mark]));
    this.byCode = new Map(this.marks.flatMap((mark) => mark.codes.map((code) => [code, mark])));
    this.over = one(plot, "[data-over]");
    this.chosen = one(plot, "[data-chosen]");
    this.readout = one(figure, "[data-readout]");
    this.legend = figure.querySelector("[data-legend]");
    plot.addEventListener("pointermove", (event) => this.hover(this.under(event)));
    plot.addEventListener("pointerleave", () => this.hover(undefined));
    plot.addEventListener("click", (event) => this.click(this.under(event)));
    for (const kind of ["pointerover", "focusin"])
      figure.addEventListener(kind, (event) => this.listed(event));
  }

  draw(seen: Slice, own: Filter | null): void {
    this.counts = seen.counts[this.place];
    this.own = new Set(own && "any_of" in own ? own.any_of : []);
    const left = amountsLeft(this.axis, this.counts);
    const breaks = this.axis.breaks ?? classes(Math.max(0, ...this.marks.map((m) => this.rows(m))));
    const outlined: string[] = [];
    for (const mark of this.marks) {
      const held = !own || this.holds(mark);
      const look = this.look(mark, breaks, left);
      const pale = held || look === "k0" || look === "lost" ? "" : " out";
      if (mark.look !== look + pale) mark.path.setAttribute("class", look + pale);
      mark.look = look + pale;
      if (own && held) outlined.push(mark.path.getAttribute("d") ?? "");
    }
    this.chosen.setAttribute("d", outlined.join(""));
    if (!this.axis.breaks) this.explain(breaks);
  }

  private look(mark: Mark, breaks: number[], left: (number | null)[] | null): string {
    if (!left || !this.rows(mark)) return `k${classIn(this.rows(mark), breaks)}`;
    const amount = left[this.first(mark)];
    return amount === null ? "lost" : `k${classIn(amount, breaks)}`;
  }

  private rows(mark: Mark): number {
    return mark.codes.reduce((sum, code) => sum + this.counts[code], 0);
  }

  /** The first of its values that has rows left. */
  private first(mark: Mark): number {
    return mark.codes.find((code) => this.counts[code]) ?? mark.codes[0];
  }

  private holds(mark: Mark): boolean {
    return mark.codes.some((code) => this.own.has(this.axis.values[code - 1]));
  }

  private under(event: Event): Mark | undefined {
    return this.byPath.get(event.target);
  }

  private hover(mark: Mark | undefined): void {
    this.over.setAttribute("d", mark?.path.getAttribute("d") ?? "");
    this.readout.textContent = mark ? this.says(mark) : "";
  }

  /** A row of the list, under the pointer or with the focus, shows its area. */
  private listed(event: Event): void {
    const row = (event.target as Element).closest<HTMLElement>("tr[data-code]");
    if (!row) return;
    const mark = this.byCode.get(Number(row.dataset.code));
    this.over.setAttribute("d", mark?.path.getAttribute("d") ?? "");
  }

  private says(mark: Mark): string {
    const { words, axis } = this;
    if (!mark.codes.length) return `${mark.path.dataset.name}: ${words.say("no_rows")}`;
    const name = words.label(axis, this.first(mark));
    const left = amountsLeft(axis, this.counts);
    if (!left || !this.rows(mark)) return `${name}: ${words.count(this.rows(mark))}`;
    const amount = left[this.first(mark)];
    return `${name}: ${amount === null ? words.say("no_number") : words.number(amount)}`;
  }

  private click(mark: Mark | undefined): void {
    if (!mark?.codes.length) return;
    const values = new Set(this.own);
    const held = this.holds(mark);
    for (const code of mark.codes) {
      if (held) values.delete(this.axis.values[code - 1]);
      else values.add(this.axis.values[code - 1]);
    }
    const filter = { ...columnsOf(this.axis), any_of: sortedValues(values) };
    this.wish.choose(values.size ? filter : null);
  }

  private explain(breaks: number[]): void {
    const text = breaks.join();
    if (!this.legend || text === this.drawn) return;
    this.drawn = text;
    const first = breaks.length > 1 ? 6 - breaks.length : EVEN;
    const texts = breaks.map((_, place) => rowsText(breaks, place, this.words));
    const keys = [key("k0", this.words.say("no_rows"))];
    texts.forEach((entry, place) => {
      keys.push(key(`k${first + place}`, entry));
    });
    this.legend.replaceChildren(...keys);
  }
}

/** As in a grid; where all areas are of one class, the middle one. */
function classIn(number: number, breaks: number[]): number {
  const found = classOf(number, breaks);
  return breaks.length === 1 ? Math.min(found, EVEN) : found;
}

function codesOf(path: SVGPathElement): number[] {
  return (path.dataset.codes ?? "").split(" ").filter(Boolean).map(Number);
}

function key(look: string, text: string): HTMLLIElement {
  const swatch = svg("svg", { width: 16, height: 16 });
  put(swatch, { "aria-hidden": "true" });
  swatch.append(svg("rect", { class: look, width: 16, height: 16, rx: 2 }));
  const entry = document.createElement("li");
  entry.append(swatch, ` ${text}`);
  return entry;
}
