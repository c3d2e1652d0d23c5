// The grid map: five classes told apart by size and strength; drag for a box, click for a square.
import { across, boxOf, placeOf, type Squares, up } from "./axes";
import { Brush, binAt, type Point } from "./brush";
import type { Cube, Slice } from "./cube";
import { Ends } from "./ends";
import { one, type Picture, put, short, svg, type Wish } from "./figure";
import { columnsOf, type Filter, type Within } from "./spec";
import { filled, type Words } from "./words";

const SIZES = [0.46, 0.6, 0.74, 0.87, 1];
const ROUND = Array.from({ length: 10 }, (_, power) =>
  [1, 2, 5].map((d) => d * 10 ** power),
).flat();

export class Grid implements Picture {
  private readonly layers = new Map<string, SVGPathElement>();
  private readonly axis: Squares;
  private readonly squares: number[];
  private readonly ground: [number, number, number, number];
  private readonly brush: SVGElement;
  private readonly readout: HTMLElement;
  private readonly legend: HTMLElement;
  private readonly ends: Ends;
  private counts: Uint32Array = new Uint32Array();
  private shown: Filter | null = null;
  private drawn: number[] = [];

  constructor(
    figure: HTMLElement,
    cube: Cube,
    private readonly place: number,
    private readonly words: Words,
    private readonly wish: Wish,
  ) {
    const plot = one<SVGSVGElement>(figure, "[data-plot]");
    const ground = one<SVGElement>(plot, "[data-ground]");
    const [x, y, width, height] = ["x", "y", "width", "height"].map((name) =>
      Number(ground.getAttribute(name)),
    );
    this.ground = [x, y, width, height];
    this.axis = cube.axes[place] as Squares;
    this.squares = filled(this.axis, cube.whole.counts[place]);
    for (const path of plot.querySelectorAll<SVGPathElement>("path:not(.land)"))
      this.layers.set(path.getAttribute("class") ?? "", path);
    this.brush = one(plot, "[data-brush]");
    this.readout = one(figure, "[data-readout]");
    this.legend = one(figure, "[data-legend]");
    this.ends = new Ends(figure, this.axis, place, (filter) => wish.choose(filter));
    new Brush(plot, ground, {
      hover: (at) => this.hover(at),
      click: (at) => this.click(at),
      drag: (from, to) => wish.preview(this.box(from, to)),
      end: (kept) => (kept ? wish.settle() : wish.revert()),
    });
  }

  draw(seen: Slice, own: Filter | null): void {
    this.counts = seen.counts[this.place];
    this.shown = own;
    const box = own && "within" in own ? boxOf(this.axis, own) : null;
    let most = 0;
    for (const code of this.squares) most = Math.max(most, this.counts[code]);
    const breaks = classes(most);
    const paths = new Map<string, string>();
    for (const code of this.squares) {
      const [column, row] = placeOf(this.axis, code);
      const number = classOf(this.counts[code], breaks);
      const out = number > 0 && box !== null && !holds(box, column, row);
      const name = `k${number}${out ? " out" : ""}`;
      const size = SIZES[Math.max(number - 1, 0)];
      paths.set(name, (paths.get(name) ?? "") + this.square(column, row, size));
    }
    for (const [name, path] of this.layers) path.setAttribute("d", paths.get(name) ?? "");
    this.frame(box);
    this.explain(breaks);
    this.ends.show(box ? (own as Within) : null);
  }

  private square(column: number, row: number, size: number): string {
    const [left, top, width, height] = this.ground;
    const [wide, high] = [width / across(this.axis), height / up(this.axis)];
    const x = short(left + (column + (1 - size) / 2) * wide);
    const y = short(top + (up(this.axis) - 1 - row + (1 - size) / 2) * high);
    return `M${x} ${y}h${short(wide * size)}v${short(high * size)}h${short(-wide * size)}z`;
  }

  private frame(box: [number, number, number, number] | null): void {
    put(this.brush, { width: 0, height: 0 });
    if (!box) return;
    const [left, top, width, height] = this.ground;
    const [wide, high] = [width / across(this.axis), height / up(this.axis)];
    const [west, east, south, north] = box;
    put(this.brush, { x: short(left + west * wide), width: short((east - west) * wide) });
    put(this.brush, { y: short(top + (up(this.axis) - north) * high) });
    put(this.brush, { height: short((north - south) * high) });
  }

  private hover(at: Point | null): void {
    if (!at) {
      this.readout.textContent = "";
      return;
    }
    const [column, row] = this.under(at);
    const code = 2 + row * across(this.axis) + column;
    const n = this.words.count(this.counts[code]);
    this.readout.textContent = `${this.words.label(this.axis, code)}: ${n}`;
  }

  /** A click inside the box takes it away, elsewhere it chooses the square. */
  private click(at: Point): void {
    const [column, row] = this.under(at);
    const own = this.shown;
    const inside = own && "within" in own && holds(boxOf(this.axis, own), column, row);
    this.wish.choose(inside ? null : this.box(at, at));
  }

  private box(from: Point, to: Point): Filter {
    const [one, other] = [this.under(from), this.under(to)];
    const { x, y } = this.axis;
    const [west, east] = [Math.min(one[0], other[0]), Math.max(one[0], other[0]) + 1];
    const [south, north] = [Math.min(one[1], other[1]), Math.max(one[1], other[1]) + 1];
    return { ...columnsOf(this.axis), within: [x[west], y[south], x[east], y[north]] };
  }

  private under(at: Point): [number, number] {
    return [binAt(at[0], across(this.axis)), binAt(1 - at[1], up(this.axis))];
  }

  private explain(breaks: number[]): void {
    if (breaks.join() === this.drawn.join()) return;
    this.drawn = breaks;
    const { words } = this;
    this.legend.replaceChildren(
      ...breaks.map((_, place) => {
        const number = place + 6 - breaks.length;
        const side = 16 * SIZES[number - 1];
        const [inset, key] = [short((16 - side) / 2), svg("svg", { width: 16, height: 16 })];
        put(key, { "aria-hidden": "true" });
        const facts = { class: `k${number}`, x: inset, y: inset };
        key.append(svg("rect", { ...facts, width: short(side), height: short(side) }));
        const text = rowsText(breaks, place, words);
        const entry = document.createElement("li");
        entry.append(key, ` ${text}`);
        return entry;
      }),
    );
  }
}

function holds(box: [number, number, number, number], column: number, row: number): boolean {
  const [west, east, south, north] = box;
  return column >= west && column < east && row >= south && row < north;
}

/** What a class of rows is called in a legend. */
export function rowsText(breaks: number[], place: number, words: Words): string {
  const [least, next] = [breaks[place], breaks[place + 1]];
  const low = words.count(least);
  if (next === undefined) return words.say("over", { low });
  return next - 1 > least ? words.say("span", { low, high: words.count(next - 1) }) : low;
}

/** The least count of each class; as in workshop/views/grid.py. */
export function classes(most: number): number[] {
  const steps = ROUND.filter((step) => step <= most);
  if (steps.length <= 5) return steps;
  const last = steps.length - 1;
  return [0, 1, 2, 3, 4].map((place) => steps[Math.floor((place * last * 2 + 4) / 8)]);
}

export function classOf(count: number, breaks: number[]): number {
  const passed = breaks.filter((least) => count >= least).length;
  return passed ? passed + 5 - breaks.length : 0;
}
