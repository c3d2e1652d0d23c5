// What charts count from, and the small cube: one count for each combination of bins.
import { tableFromIPC } from "@uwdata/flechette";
import { type Axis, type CubeFacts, passing, sizeOf } from "./axes";
import type { Filter } from "./spec";

/** `matching` rows pass all filters; `counts[i]` are chart i's rows under all filters but its own. */
export interface Slice {
  matching: number;
  counts: Uint32Array[];
}

/** A slice as far as it is known now: null is still to be counted. */
export interface Seen {
  matching: number | null;
  counts: (Uint32Array | null)[];
}

/** All rows of a table by the bins of its charts. */
export interface Cube {
  readonly rows: number;
  readonly axes: Axis[];
  readonly whole: Slice;
}

/** `choice[i]` is chart i's own filter, or null. */
export type Choice = (Filter | null)[];

/** Where the numbers come from: at once, or after asking. */
export interface Source {
  readonly cube: Cube;
  seen(choice: Choice): Seen;
  /** Somebody is about to brush the chart at this place. */
  near(place: number, choice: Choice): void;
  /** Not all of these numbers are known. `changed` is the chart whose filter became another one,
   * `settled` says that no brush moves. */
  want(choice: Choice, changed: number | null, settled: boolean): void;
  /** After a trouble: as if nothing had been asked. */
  again(): void;
  /** Something was counted, or could not be: then `trouble` says why. */
  onNews: (trouble: string | null) => void;
}

/** The whole aggregate, decoded once, sliced in one pass: nothing is ever asked. */
export class Aggregate implements Cube, Source {
  readonly cube = this;
  readonly rows: number;
  readonly axes: Axis[];
  readonly whole: Slice;
  onNews = () => {};

  constructor(
    facts: CubeFacts,
    private readonly codes: ArrayLike<number>[],
    private readonly sums: ArrayLike<number>,
  ) {
    this.rows = facts.rows;
    this.axes = facts.charts;
    this.whole = this.seen(this.axes.map(() => null));
  }

  static decode(facts: CubeFacts, arrow: ArrayBuffer): Aggregate {
    const table = tableFromIPC(arrow);
    const column = (name: string) => table.getChild(name).toArray() as ArrayLike<number>;
    return new Aggregate(
      facts,
      facts.charts.map((_, place) => column(`c${place}`)),
      column("n"),
    );
  }

  near(): void {}
  want(): void {}
  again(): void {}

  /** A cell that fails one filter still counts for that filter's chart; a cell that fails two
   * counts nowhere. */
  seen(choice: Choice): Slice {
    const { codes, sums, axes } = this;
    const counts = axes.map((axis) => new Uint32Array(sizeOf(axis)));
    const passes = axes.map((axis, place) => {
      const filter = choice[place];
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
