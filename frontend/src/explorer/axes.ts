// What the bin codes of a cube mean; see workshop/views/axes.py. Code 0 is always "missing".
import type { Between, Chart, Edge, Filter, Within } from "./spec";

/** Of areas, `labels` is what people call the values, `keys` their areas on the map ("" for none);
 * coloured by a column, `amounts` are its means and `breaks` the least amount of each class. */
export type Categories = Chart & {
  values: string[];
  others: number;
  labels?: string[];
  keys?: string[];
  amounts?: (number | null)[];
  breaks?: number[];
};
/** Over time with a `value`, `amounts` is its mean in each bin: a line instead of columns. */
export type Steps = Chart & { edges: Edge[]; unit: string; amounts?: (number | null)[] };
export type Squares = Chart & { x: number[]; y: number[] };
export type Axis = Categories | Steps | Squares;

export interface CubeFacts {
  schema: string;
  rows: number;
  cells: number;
  charts: Axis[];
}

export function sizeOf(axis: Axis): number {
  if ("values" in axis) return axis.values.length + 1 + (axis.others > 0 ? 1 : 0);
  if ("edges" in axis) return axis.edges.length + 2;
  return across(axis) * up(axis) + 2;
}

export const across = (axis: Squares): number => axis.x.length - 1;
export const up = (axis: Squares): number => axis.y.length - 1;

/** For each code the amount that is drawn, null where no row or no number is left; nothing for
 * charts that show rows. */
export function amountsLeft(axis: Axis, counts: Uint32Array): (number | null)[] | null {
  if ("x" in axis || !axis.value) return null;
  const { amounts } = axis;
  const first = "edges" in axis ? 2 : 1;
  return Array.from(counts, (n, code) => (n ? (amounts?.[code - first] ?? null) : null));
}

/** How many rows have a value, but none with an area on the map. */
export function unplaced(axis: Axis, counts: Uint32Array): number {
  if (!("values" in axis) || !axis.keys) return 0;
  const { keys } = axis;
  return counts.reduce((sum, n, code) => sum + (code && !keys[code - 1] ? n : 0), 0);
}

/** Column and row of a square, from the south-west. */
export function placeOf(axis: Squares, code: number): [number, number] {
  const wide = across(axis);
  return [(code - 2) % wide, Math.floor((code - 2) / wide)];
}

/** For every code: 1 where the filter lets it pass. Ends lie on edges. */
export function passing(axis: Axis, filter: Filter): Uint8Array {
  const passes = new Uint8Array(sizeOf(axis));
  if ("any_of" in filter) {
    const chosen = new Set(filter.any_of);
    if (chosen.has(null)) passes[0] = 1;
    if ("values" in axis)
      axis.values.forEach((value, index) => {
        if (chosen.has(value)) passes[index + 1] = 1;
      });
  } else if ("within" in filter && "x" in axis) {
    const [west, east, south, north] = boxOf(axis, filter);
    for (let row = south; row < north; row++)
      passes.fill(1, 2 + row * across(axis) + west, 2 + row * across(axis) + east);
  } else if ("edges" in axis) {
    const [first, last] = rangeOf(axis, filter as Between);
    passes.fill(1, first, last);
  }
  return passes;
}

/** The places of a box among the edges: west, east, south, north. */
export function boxOf(axis: Squares, filter: Within): [number, number, number, number] {
  const [west, south, east, north] = filter.within;
  return [axis.x.indexOf(west), axis.x.indexOf(east), axis.y.indexOf(south), axis.y.indexOf(north)];
}

/** First and last-but-one code of a range. */
export function rangeOf(axis: Steps, filter: Between): [number, number] {
  const first = filter.from === undefined ? 1 : axis.edges.indexOf(filter.from) + 2;
  const last = filter.to === undefined ? sizeOf(axis) : axis.edges.indexOf(filter.to) + 2;
  return [first, last];
}
