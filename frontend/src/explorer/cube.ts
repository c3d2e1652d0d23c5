// The whole aggregate: one count for each combination of bins, decoded once, sliced in one pass.
import { tableFromIPC } from "@uwdata/flechette";
import { type Axis, type CubeFacts, passing, sizeOf } from "./axes";
import type { Filter } from "./spec";

/** `matching` rows pass all filters; `counts[i]` are chart i's rows under all filters but its own. */
export interface Slice {
  matching: number;
  counts: Uint32Array[];
}

export class Cube {
  readonly rows: number;
  readonly axes: Axis[];
  readonly whole: Slice;

  constructor(
    facts: CubeFacts,
    private readonly codes: ArrayLike<number>[],
    private readonly sums: ArrayLike<number>,
  ) {
    this.rows = facts.rows;
    this.axes = facts.charts;
    this.whole = this.counts(this.axes.map(() => null));
  }

  static decode(facts: CubeFacts, arrow: ArrayBuffer): Cube {
    const table = tableFromIPC(arrow);
    const column = (name: string) => table.getChild(name).toArray() as ArrayLike<number>;
    return new Cube(
      facts,
      facts.charts.map((_, place) => column(`c${place}`)),
      column("n"),
    );
  }

  /** `filters[i]` is chart i's own filter, or null. A cell that fails one filter still counts for
   * that filter's chart; a cell that fails two counts nowhere. */
  counts(filters: (Filter | null)[]): Slice {
    const { codes, sums, axes } = this;
    const counts = axes.map((axis) => new Uint32Array(sizeOf(axis)));
    const passes = axes.map((axis, place) => {
      const filter = filters[place];
      return filter ? passing(axis, filter) : null;
    });
    const active = axes.map((_, place) => place).filter((place) => passes[place]);
    let matching = 0;
    for (let cell = 0; cell < sums.length; cell++) {
      let failed = -1;
      for (const place of active) {
        if (passes[place]?.[codes[place][cell]]) continue;
        failed = failed < 0 ? place : axes.length;
      }
      if (failed === axes.length) continue;
      const n = sums[cell];
      if (failed >= 0) {
        counts[failed][codes[failed][cell]] += n;
        continue;
      }
      matching += n;
      for (let place = 0; place < axes.length; place++) counts[place][codes[place][cell]] += n;
    }
    return { matching, counts };
  }
}
