// The rows themselves above the squares of a map, where the box that was chosen leaves few of them.
// The server hands out all of them or none, and says why.
import type { Axis, Squares } from "./axes";
import { one, put, short, svg } from "./figure";
import { asked } from "./leaving";
import type { State } from "./state";
import type { Words } from "./words";

/** As in workshop/views/pointing.py. */
export const MOST = 2000;

export type Spot = [number, number, number, ...(string | null)[]];
export interface Spots {
  points: Spot[];
}

export class Points {
  private readonly maps: Map<number, Layer>;
  private readonly door: string;
  private shown = "";
  private stop = new AbortController();

  constructor(
    section: HTMLElement,
    figures: HTMLElement[],
    axes: Axis[],
    private readonly words: Words,
  ) {
    this.door = (section.dataset.viewsUrl ?? "").replace(/(view|explore)\/$/, "points.json");
    const shown = !section.querySelector("[data-protected]"); // single rows of people never are
    this.maps = new Map(
      axes.flatMap((axis, place) =>
        shown && "x" in axis ? [[place, new Layer(figures[place], axis)] as const] : [],
      ),
    );
  }

  /** The points of the view as it is now; what is on the way for another one is dropped. */
  show(state: State, matching: number): void {
    const token = this.wanted(state, matching);
    if (token === this.shown) return;
    this.shown = token;
    this.stop.abort();
    this.stop = new AbortController();
    for (const layer of this.maps.values()) layer.clear();
    if (token) void this.fetch(token, state, this.stop.signal);
  }

  private wanted(state: State, matching: number): string {
    const boxed = this.place(state) !== undefined;
    return boxed && matching > 0 && matching <= MOST ? (state.token ?? "") : "";
  }

  /** The first map with a box: the one that the server answers of. */
  private place(state: State): number | undefined {
    return [...this.maps.keys()].find((place) => {
      const own = state.filters[place];
      return own !== null && "within" in own;
    });
  }

  private async fetch(token: string, state: State, signal: AbortSignal): Promise<void> {
    const layer = this.maps.get(this.place(state) ?? -1);
    try {
      const answer = await asked(`${this.door}?${new URLSearchParams({ view: token })}`, signal);
      const told = (await answer.json()) as Spots | { refused: string };
      if (signal.aborted) return;
      if ("points" in told) layer?.draw(told.points, this.words);
      else layer?.say(told.refused);
    } catch {
      if (signal.aborted) return;
      this.shown = ""; // the squares stay; the next change asks again
      layer?.say(this.words.say("uncounted"));
    }
  }
}

/** The points of one map. */
class Layer {
  private readonly group = svg("g", { class: "explorer-dots" });
  private readonly says = document.createElement("p");
  private readonly plot: SVGSVGElement;
  private readonly ground: number[];

  constructor(
    figure: HTMLElement,
    private readonly axis: Squares,
  ) {
    this.plot = one<SVGSVGElement>(figure, "[data-plot]");
    const ground = one<SVGElement>(this.plot, "[data-ground]");
    this.ground = ["x", "y", "width", "height"].map((name) => Number(ground.getAttribute(name)));
    one<SVGElement>(this.plot, "[data-brush]").before(this.group);
    this.says.className = "quiet";
    this.says.setAttribute("role", "status");
    one(figure, "[data-hint]").after(this.says);
  }

  clear(): void {
    this.group.replaceChildren();
    this.plot.classList.remove("pointed");
    this.says.textContent = "";
  }

  say(text: string): void {
    this.says.textContent = text;
  }

  draw(spots: Spot[], words: Words): void {
    this.plot.classList.add("pointed");
    const box = one<SVGElement>(this.plot, "[data-brush]");
    const [wide, high] = ["width", "height"].map((name) => Number(box.getAttribute(name)));
    const r = radius(wide * high, spots.length);
    this.group.replaceChildren(...spots.map((spot) => this.dot(spot, r, words)));
    const same = spots.length - new Set(spots.map(([, x, y]) => `${x} ${y}`)).size;
    const facts = { n: words.count(spots.length), same: words.count(same) };
    this.say(words.say(same ? "points_same" : "points_all", facts));
  }

  private dot([, x, y, ...says]: Spot, r: number, words: Words): SVGElement {
    const [cx, cy] = at(this.axis, this.ground, x, y);
    const dot = svg("circle", { class: "dot", r });
    put(dot, { cx, cy });
    const title = svg("title", {});
    title.textContent = says.map((text) => text ?? words.say("missing")).join(words.say("comma"));
    dot.append(title);
    return dot;
  }
}

/** Few points in a large box are large; many in a small one leave the map to be seen. */
export function radius(area: number, points: number): number {
  return short(Math.min(4, Math.max(1.2, 0.22 * Math.sqrt(area / points))));
}

/** Where a longitude and a latitude lie on the ground of a drawing. */
export function at(axis: Squares, ground: number[], x: number, y: number): [number, number] {
  const [left, top, width, height] = ground;
  const [west, east] = [axis.x[0], axis.x[axis.x.length - 1]];
  const [south, north] = [axis.y[0], axis.y[axis.y.length - 1]];
  return [
    short(left + ((x - west) / (east - west)) * width),
    short(top + ((north - y) / (north - south)) * height),
  ];
}
