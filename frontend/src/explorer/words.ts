// What a view says in words, by the same rules as workshop/views/sentences.py.
import {
  type Axis,
  across,
  amountsLeft,
  type Categories,
  placeOf,
  type Squares,
  type Steps,
  sizeOf,
  unplaced,
} from "./axes";
import type { Cube, Slice } from "./cube";
import type { Between, Chart, Edge, Filter, Spec } from "./spec";

const NAMED = 5;

export interface Part {
  text: string;
  chart: number | null;
}

export type Phrases = Record<string, string | string[]>;

export class Words {
  constructor(private readonly phrases: Phrases) {}

  say(name: string, values: Record<string, string> = {}): string {
    return String(this.phrases[name] ?? "").replace(
      /\{(\w+)\}/g,
      (_, key: string) => values[key] ?? "",
    );
  }

  sentence(spec: Spec, cube: Cube, seen: Pick<Slice, "matching">): Part[] {
    const numbers = {
      rows: this.count(cube.rows),
      matching: this.count(seen.matching),
      version: String(spec.version),
      conditions: "\u0000",
    };
    if (!spec.filters.length) return [{ text: this.say("all_rows", numbers), chart: null }];
    const [before, after] = this.say("some_rows", numbers).split("\u0000");
    const parts: Part[] = [{ text: before, chart: null }];
    spec.filters.forEach((filter, number) => {
      if (number) parts.push({ text: this.say("also"), chart: null });
      const chart = chartOf(filter, spec.charts);
      parts.push({ text: this.condition(filter, cube.axes[chart]), chart });
    });
    return [...parts, { text: after, chart: null }];
  }

  condition(filter: Filter, axis: Axis): string {
    if ("within" in filter) {
      const [west, south, east, north] = filter.within;
      return this.say("is_within", { place: this.square([west, east], [south, north]) });
    }
    if ("columns" in filter) return this.say("place_missing");
    const { column } = filter;
    if (!("any_of" in filter)) return this.between(filter, column);
    if (filter.any_of.length > NAMED)
      return this.say("is_one_of", { column, n: this.count(filter.any_of.length) });
    const names = filter.any_of.map((value) =>
      this.label(axis, value === null || !("values" in axis) ? 0 : axis.values.indexOf(value) + 1),
    );
    const last = names.pop() ?? "";
    const values = names.length ? names.join(this.say("comma")) + this.say("either") + last : last;
    return this.say("is_value", { column, values });
  }

  title(axis: Axis, counts: Uint32Array): string {
    const column = "x" in axis ? this.say("place") : axis.value || axis.columns[0];
    const [best, tied] = fullest(axis, counts);
    if (best === null) return this.say(total(counts) ? "title_missing" : "title_none", { column });
    const facts = { column, top: this.label(axis, best), n: this.count(tied) };
    if (!("values" in axis)) return this.say(axis.value ? "title_value" : "title_bin", facts);
    if (axis.value) return this.say(tied > 1 ? "title_value_tied" : "title_value", facts);
    if (even(axis, counts, tied))
      return this.say(counts[best] === 1 ? "title_single" : "title_even", facts);
    return this.say(tied > 1 ? "title_tied" : "title_top", facts);
  }

  summary(axis: Axis, counts: Uint32Array): string {
    if (!total(counts)) return this.say("none_left");
    if ("edges" in axis && axis.value) return this.peak(axis, counts);
    const missing = counts[0]
      ? this.say("some_missing", { n: this.count(counts[0]) })
      : this.say("nothing_missing");
    const lost = unplaced(axis, counts);
    const tail = lost ? this.say("unplaced", { n: this.count(lost) }) : "";
    const [best, tied] = fullest(axis, counts);
    if (best === null) return this.say("only_missing", { missing }) + tail;
    const facts = {
      top: this.label(axis, best),
      n: this.count(counts[best]),
      k: this.count(tied),
      missing,
    };
    if ("x" in axis) {
      const squares = this.count(counts.subarray(2).filter((n) => n > 0).length);
      const outside = counts[1] ? this.say("outside_rows", { n: this.count(counts[1]) }) : "";
      return this.say("fullest_square", { ...facts, squares }) + outside;
    }
    if ("edges" in axis) {
      const span = this.middle(axis, counts);
      return this.say(span ? "middle" : "fullest", { ...facts, span });
    }
    if (axis.keys) return this.highest(axis, counts, facts, tied) + tail;
    return this.say(tied > 1 ? "tied" : "top", facts);
  }

  private highest(
    axis: Axis,
    counts: Uint32Array,
    facts: Record<string, string>,
    tied: number,
  ): string {
    const left = amountsLeft(axis, counts);
    const one = axis.value ? "highest" : "top";
    const form = tied > 1 ? "highest_tied" : one;
    const same = Math.max(...counts.subarray(1)) === 1 ? "single" : "even";
    if (!left) return this.say(even(axis, counts, tied) ? same : form, facts);
    const known = left.filter((amount) => amount !== null);
    const least = Math.min(...known);
    return this.say(tied === 1 && known.length > 1 ? "between" : form, {
      ...facts,
      n: this.number(Math.max(...known)),
      least: this.number(least),
      bottom: this.label(axis, left.indexOf(least)),
    });
  }

  /** Of numbers, the columns that hold the middle half of all values; nothing where they leave the
   * drawing, and for days. */
  private middle(axis: Steps, counts: Uint32Array): string {
    if (axis.unit !== "number" && axis.unit !== "whole") return "";
    const all = total(counts.subarray(1));
    const reached = (part: number) => {
      let [code, sum] = [1, counts[1]];
      while (sum < all * part) sum += counts[++code];
      return code;
    };
    const [first, last] = [reached(1 / 4), reached(3 / 4)];
    if (first < 2 || last > sizeOf(axis) - 2) return "";
    return this.span(axis, Number(axis.edges[first - 2]), Number(axis.edges[last - 1]));
  }

  /** The first of the highest periods and the first of the lowest ones. */
  private peak(axis: Steps, counts: Uint32Array): string {
    const tail = counts[0] ? this.say("undated", { n: this.count(counts[0]) }) : "";
    const left = amountsLeft(axis, counts) ?? [];
    const known = left.filter((amount) => amount !== null);
    if (!known.length) return this.say("numberless") + tail;
    const [most, least] = [Math.max(...known), Math.min(...known)];
    const ends = { n: this.number(most), least: this.number(least) };
    const top = this.label(axis, left.indexOf(most));
    const bottom = this.label(axis, left.indexOf(least));
    return this.say(least < most ? "peak" : "level", { ...ends, top, bottom }) + tail;
  }

  label(axis: Axis, code: number): string {
    if (code === 0) return this.say("missing");
    if ("values" in axis) return this.category(axis, code);
    if ("edges" in axis) return this.step(axis, code);
    if (code === 1) return this.say("outside");
    const [column, row] = placeOf(axis, code);
    return this.square(axis.x.slice(column, column + 2), axis.y.slice(row, row + 2));
  }

  square(x: number[], y: number[]): string {
    const [west, east] = x.map((end) => this.degrees(end, "east", "west"));
    const [south, north] = y.map((end) => this.degrees(end, "north", "south"));
    return this.say("square", { west, east, south, north });
  }

  degrees(value: number, above: string, below: string): string {
    if (value === 0) return this.say("zero");
    return this.say(value > 0 ? above : below, { n: this.number(Math.abs(value)) });
  }

  value(value: string): string {
    return value || this.say("empty");
  }

  count(n: number): string {
    return this.grouped(String(n));
  }

  number(value: number): string {
    const text = JSON.stringify(value);
    if (text.includes("e")) return text.replace(".", this.say("decimal"));
    const [whole, rest] = text.replace("-", "").split(".");
    const tail = rest === undefined ? "" : this.say("decimal") + rest;
    const year = whole.length === 4 && !tail; // 1950 may well be one
    return (text.startsWith("-") ? "-" : "") + (year ? whole : this.grouped(whole)) + tail;
  }

  share(part: number, whole: number): string {
    const tenths = whole ? Math.floor((part * 2000 + whole) / (2 * whole)) : 0;
    const ones = this.count(Math.floor(tenths / 10));
    return this.say("percent", { n: `${ones}${this.say("decimal")}${tenths % 10}` });
  }

  edge(edge: Edge): string {
    return typeof edge === "string" ? this.day(edge) : this.number(edge);
  }

  private day(iso: string): string {
    const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso) ?? [];
    return day ? this.say("day", { year, month, day }) : iso;
  }

  private month(iso: string): string {
    const [year, month] = iso.split("-");
    const name = this.phrases.months[Number(month) - 1];
    return this.say("bin_month", { year, month, name });
  }

  private grouped(digits: string): string {
    return digits.replace(/\B(?=(\d{3})+$)/g, this.say("thousands"));
  }

  private category(axis: Categories, code: number): string {
    if (code > axis.values.length) return this.say("others", { n: this.count(axis.others) });
    return this.value((axis.labels ?? axis.values)[code - 1]);
  }

  private between(filter: Between, column: string): string {
    const { from, to } = filter;
    const days = typeof (from ?? to) === "string";
    const low = from === undefined ? "" : this.edge(from);
    const high = to === undefined ? "" : this.edge(to);
    if (!high) return this.say(days ? "is_since" : "is_from", { column, low });
    if (!low) return this.say(days ? "is_before" : "is_below", { column, high });
    return this.say(days ? "is_during" : "is_between", { column, low, high });
  }

  private step(axis: Steps, code: number): string {
    const days = axis.unit !== "number" && axis.unit !== "whole";
    const { edges } = axis;
    if (code === 1) return this.say(days ? "earlier" : "under", { high: this.edge(edges[0]) });
    if (code === sizeOf(axis) - 1)
      return this.say(days ? "later" : "over", { low: this.edge(edges[edges.length - 1]) });
    const [low, high] = [edges[code - 2], edges[code - 1]];
    if (typeof low === "string" || typeof high === "string")
      return this.period(String(low), String(high), axis.unit);
    return this.span(axis, low, high);
  }

  private span(axis: Steps, low: number, high: number): string {
    if (axis.unit === "number")
      return this.say("bin", { low: this.number(low), high: this.number(high) });
    if (high - low === 1) return this.number(low);
    return this.say("span", { low: this.number(low), high: this.number(high - 1) });
  }

  private period(low: string, high: string, unit: string): string {
    if (unit === "day") return this.day(low);
    if (unit === "week") return this.say("week", { low: this.day(low) });
    if (unit === "month") return this.month(low);
    if (unit === "year") return low.slice(0, 4);
    const last = String(Number(high.slice(0, 4)) - 1).padStart(4, "0");
    return this.say("span", { low: low.slice(0, 4), high: last });
  }
}

export const total = (counts: Uint32Array): number => counts.reduce((sum, n) => sum + n, 0);

/** The code of the fullest bin and how many share its count; null if every bin is empty.
 * Areas coloured by an amount are compared by it. */
export function fullest(axis: Axis, counts: Uint32Array): [number | null, number] {
  const amounts = amountsLeft(axis, counts);
  if (amounts) {
    const known = amounts.filter((amount) => amount !== null);
    if (!known.length) return [null, 0];
    const top = Math.max(...known);
    return [amounts.indexOf(top), known.filter((amount) => amount === top).length];
  }
  const first = "x" in axis ? 2 : 1;
  const last = "values" in axis ? axis.values.length + 1 : sizeOf(axis);
  let [best, tied, most] = [first, 0, 0];
  for (let code = first; code < last; code++) {
    if (counts[code] > most) [best, tied, most] = [code, 1, counts[code]];
    else if (counts[code] === most) tied++;
  }
  return most ? [best, tied] : [null, 0];
}

/** Have all areas that have rows the same number of them? */
function even(axis: Axis, counts: Uint32Array, tied: number): boolean {
  if (!("keys" in axis) || axis.value || tied < 2) return false;
  return tied === counts.subarray(1).filter((n) => n > 0).length;
}

/** Which squares of a map hold rows at all; used to draw faint traces. */
export function filled(axis: Squares, counts: Uint32Array): number[] {
  const codes: number[] = [];
  for (let code = 2; code < across(axis) * (axis.y.length - 1) + 2; code++)
    if (counts[code]) codes.push(code);
  return codes;
}

function chartOf(filter: Filter, charts: Chart[]): number {
  const columns = "columns" in filter ? filter.columns : [filter.column];
  return charts.findIndex((chart) => chart.columns.join("\u0000") === columns.join("\u0000"));
}
