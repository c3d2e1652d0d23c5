// A table too large for one cube: all rows by bin are known at once, the rest as it is counted.
import type { Activation } from "./activation";
import { type Axis, type CubeFacts, passing } from "./axes";
import type { Choice, Cube, Seen, Slice } from "./cube";
import { canonical } from "./spec";

const [ACTIVATIONS, COUNTED] = [6, 40];

/** As `bins.json` has it; see workshop/views/binned.py. */
export type BinsFacts = Pick<CubeFacts, "rows"> & { charts: (Axis & { counts: number[] })[] };

export class Bins implements Cube {
  readonly rows: number;
  readonly axes: Axis[];
  readonly whole: Slice;
  private readonly activations = new Recent<Activation>(ACTIVATIONS);
  private readonly counted = new Recent<Slice>(COUNTED);
  private last: { choice: Choice; seen: Seen } | null = null;

  constructor(facts: BinsFacts) {
    this.rows = facts.rows;
    this.axes = facts.charts;
    const counts = facts.charts.map((chart) => Uint32Array.from(chart.counts));
    this.whole = { matching: facts.rows, counts };
  }

  /** What is known of a slice: of activations, of counted views, of the slice before. */
  seen(choice: Choice): Seen {
    if (choice.every((filter) => filter === null)) return this.remembered(choice, this.whole);
    const found: Seen = { matching: null, counts: this.axes.map(() => null) };
    const exact = this.counted.get(canonical(choice));
    if (exact) return this.remembered(choice, exact);
    for (let place = 0; place < this.axes.length && !complete(found); place++) {
      const held = this.activations.get(others(place, choice));
      const own = choice[place];
      if (held) join(found, held.slice(own && passing(this.axes[place], own)));
    }
    if (this.last) join(found, this.unchanged(choice));
    return complete(found) ? this.remembered(choice, found) : found;
  }

  /** Is the activation of a chart under the filters of the others held, and all charts in it? */
  holds(place: number, choice: Choice): "all" | "some" | null {
    const held = this.activations.get(others(place, choice));
    return held ? (held.complete ? "all" : "some") : null;
  }

  keepActivation(place: number, choice: Choice, activation: Activation): void {
    this.activations.put(others(place, choice), activation);
  }

  keepCounted(choice: Choice, slice: Slice): void {
    this.counted.put(canonical(choice), slice);
  }

  private remembered(choice: Choice, seen: Seen): Seen {
    this.last = { choice, seen };
    return seen;
  }

  /** A chart whose other filters are as they were has the rows that it had. */
  private unchanged(choice: Choice): Seen {
    const before = this.last as { choice: Choice; seen: Seen };
    const same = (place: number) => others(place, choice) === others(place, before.choice);
    const counts = before.seen.counts.map((counts, place) => (same(place) ? counts : null));
    return { matching: null, counts };
  }
}

export const complete = (seen: Seen): seen is Slice =>
  seen.matching !== null && seen.counts.every((counts) => counts !== null);

/** What a chart's own numbers depend on: the chart, and every filter but its own. */
export const others = (place: number, choice: Choice): string =>
  `${place} ${canonical(choice.with(place, null))}`;

function join(found: Seen, more: Seen): void {
  found.matching ??= more.matching;
  more.counts.forEach((counts, place) => {
    found.counts[place] ??= counts;
  });
}

/** The ones used last, at most so many. */
class Recent<Value> {
  private readonly kept = new Map<string, Value>();

  constructor(private readonly most: number) {}

  get(key: string): Value | undefined {
    const found = this.kept.get(key);
    if (found !== undefined) this.put(key, found);
    return found;
  }

  put(key: string, value: Value): void {
    this.kept.delete(key);
    this.kept.set(key, value);
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= this.most) return;
      this.kept.delete(oldest);
    }
  }
}
