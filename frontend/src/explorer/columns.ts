// Columns over numbers or time: drag for a range, click for one bin, or type the ends.
import { amountsLeft, rangeOf, type Steps } from "./axes";
import { Brush, binAt, type Point } from "./brush";
import type { Slice } from "./cube";
import { one, type Picture, put, short, type Wish } from "./figure";
import { LineMarks } from "./line";
import { type Between, columnsOf, type Edge, type Filter } from "./spec";
import { show, typedIn } from "./typing";
import type { Words } from "./words";

const HEAD = 22;

export class Columns implements Picture {
  private readonly marks: SVGRectElement[];
  private readonly line: LineMarks | null;
  private readonly bins: number;
  private amounts: (number | null)[] | null = null;
  private readonly most: SVGElement;
  private readonly brush: SVGElement;
  private readonly readout: HTMLElement;
  private readonly low: HTMLInputElement;
  private readonly high: HTMLInputElement;
  private readonly wide: number;
  private readonly floor: number;
  private own: Filter | null = null;
  private counts: Uint32Array = new Uint32Array();

  constructor(
    figure: HTMLElement,
    private readonly axis: Steps,
    private readonly place: number,
    private readonly words: Words,
    private readonly wish: Wish,
  ) {
    const plot = one<SVGSVGElement>(figure, "[data-plot]");
    const ground = one<SVGElement>(plot, "[data-ground]");
    this.wide = Number(ground.getAttribute("width"));
    this.floor = Number(ground.getAttribute("height"));
    this.marks = [...plot.querySelectorAll<SVGRectElement>(".column")];
    this.bins = axis.edges.length - 1;
    this.line = axis.amounts ? new LineMarks(plot, axis.amounts, this.wide, this.floor) : null;
    this.most = one(plot, "[data-most]");
    this.brush = one(plot, "[data-brush]");
    this.readout = one(figure, "[data-readout]");
    this.low = one(figure, `[name="c${place}.from"]`);
    this.high = one(figure, `[name="c${place}.to"]`);
    for (const end of [this.low, this.high]) typedIn(end, () => this.typed());
    new Brush(plot, ground, {
      hover: (at) => this.hover(at),
      click: (at) => this.click(at),
      drag: (from, to) => wish.preview(this.reach(from, to)),
      end: (kept) => (kept ? wish.settle() : wish.revert()),
    });
  }

  draw(seen: Slice, own: Filter | null): void {
    this.counts = seen.counts[this.place].slice(2, -1);
    this.own = own;
    const range = own && !("any_of" in own) ? rangeOf(this.axis, own as Between) : null;
    const inside = (bin: number) => !range || (bin + 2 >= range[0] && bin + 2 < range[1]);
    this.amounts = amountsLeft(this.axis, seen.counts[this.place])?.slice(2) ?? null;
    if (this.line) this.line.draw((bin) => inside(bin) && this.counts[bin] > 0);
    else this.columns(inside);
    this.frame(range);
    const { from, to } = (range ? own : {}) as { from?: Edge; to?: Edge };
    show(this.low, from === undefined ? "" : String(from));
    show(this.high, to === undefined ? "" : String(to));
  }

  private columns(inside: (bin: number) => boolean): void {
    const most = Math.max(0, ...this.counts);
    this.marks.forEach((mark, bin) => {
      const n = this.counts[bin];
      const high = n ? Math.max(((this.floor - HEAD) * n) / most, 1) : 0;
      put(mark, { y: short(this.floor - high), height: short(high) });
      mark.classList.toggle("out", !inside(bin));
    });
    this.most.textContent = this.words.count(most);
  }

  private frame(range: [number, number] | null): void {
    const each = this.wide / this.bins;
    const first = range ? Math.max(range[0] - 2, 0) : 0;
    const last = range ? Math.min(range[1] - 2, this.bins) : 0;
    put(this.brush, { x: short(first * each), width: short((last - first) * each), y: 0 });
    put(this.brush, { height: this.floor });
  }

  private hover(at: Point | null): void {
    const bin = at ? binAt(at[0], this.bins) : -1;
    this.readout.textContent =
      bin < 0 ? "" : `${this.words.label(this.axis, bin + 2)}: ${this.says(bin)}`;
  }

  private says(bin: number): string {
    const { words, amounts, counts } = this;
    if (!amounts) return words.count(counts[bin]);
    const amount = amounts[bin];
    if (amount !== null) return words.number(amount);
    return words.say(counts[bin] ? "no_number" : "no_rows");
  }

  private click(at: Point): void {
    const own = this.own && !("any_of" in this.own) ? (this.own as Between) : null;
    const code = binAt(at[0], this.bins) + 2;
    const [first, last] = own ? rangeOf(this.axis, own) : [0, 0];
    const inside = code >= first && code < last;
    this.wish.choose(inside ? null : this.reach(at, at));
  }

  private reach(from: Point, to: Point): Filter {
    const bins = [from[0], to[0]].map((part) => binAt(part, this.bins));
    const { edges } = this.axis;
    const [low, high] = [Math.min(...bins), Math.max(...bins) + 1];
    return { ...columnsOf(this.axis), from: edges[low], to: edges[high] };
  }

  /** Typed ends move outward to the nearest edges. */
  private typed(): void {
    const { edges } = this.axis;
    const read = (text: string): Edge | null => {
      if (!text) return null;
      return typeof edges[0] === "string" ? text : Number(text);
    };
    const [low, high] = [read(this.low.value), read(this.high.value)];
    const from = low === null ? undefined : edges.findLast((edge) => edge <= low);
    const to = high === null ? undefined : edges.find((edge) => edge >= high);
    const ends = {
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    };
    const empty = from !== undefined && to !== undefined && from >= to;
    const filter = Object.keys(ends).length ? { ...columnsOf(this.axis), ...ends } : null;
    this.wish.choose(empty ? this.own : filter);
  }
}
