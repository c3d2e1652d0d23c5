// One chart against all others under the filters of the others, as workshop/views/kernel.py packs
// it: a brush is the difference of two rows of sums.
import { type Axis, sizeOf } from "./axes";
import type { Seen } from "./cube";

const MAGIC = 0x31415343; // "CSA1", little-endian

/** For each code of the brushed chart and one more: the rows with a smaller code, by another's. */
interface Sums {
  wide: number;
  upTo: Uint32Array;
}

export class Activation {
  /** null where a pair has too many cells to be sent. */
  private constructor(
    private readonly place: number,
    private readonly codes: number,
    private readonly sums: (Sums | null)[],
  ) {}

  /** Refuses bytes that are not of these charts. */
  static decode(bytes: ArrayBuffer, axes: Axis[]): Activation {
    const head = new Uint32Array(bytes, 0, 4);
    const [magic, place, charts, codes] = head;
    if (magic !== MAGIC || charts !== axes.length || codes !== sizeOf(axes[place]))
      throw new Error("These counts are of other charts.");
    const entries = new Uint32Array(bytes, 16, 2 * charts);
    const sums = axes.map((axis, other) => {
      const [at, width] = [entries[2 * other], entries[2 * other + 1]];
      if (!width) return null;
      const wide = other === place ? 1 : sizeOf(axis);
      return { wide, upTo: summed(counted(bytes, at, width, codes * wide), wide) };
    });
    return new Activation(place, codes, sums);
  }

  /** Are all of the other charts in it? */
  get complete(): boolean {
    return this.sums.every((each) => each !== null);
  }

  /** The slice where the brushed chart lets the codes in `passes` through, or all of them. */
  slice(passes: Uint8Array | null): Seen {
    const runs = passes ? runsOf(passes) : [[0, this.codes] as const];
    const counts = this.sums.map((each, other) => {
      if (!each) return null;
      return other === this.place ? this.own(each) : between(each, runs);
    });
    const own = this.sums[this.place];
    return { matching: own && between(own, runs)[0], counts };
  }

  private own({ upTo }: Sums): Uint32Array {
    return Uint32Array.from({ length: this.codes }, (_, code) => upTo[code + 1] - upTo[code]);
  }
}

function counted(bytes: ArrayBuffer, at: number, width: number, length: number) {
  if (width === 1) return new Uint8Array(bytes, at, length);
  return width === 2 ? new Uint16Array(bytes, at, length) : new Uint32Array(bytes, at, length);
}

function summed(counts: ArrayLike<number>, wide: number): Uint32Array {
  const upTo = new Uint32Array(counts.length + wide);
  for (let cell = 0; cell < counts.length; cell++) upTo[cell + wide] = upTo[cell] + counts[cell];
  return upTo;
}

/** First and last-but-one code of each stretch that passes. */
function runsOf(passes: Uint8Array): [number, number][] {
  const runs: [number, number][] = [];
  for (let code = 0; code < passes.length; code++) {
    if (!passes[code]) continue;
    const first = code;
    while (passes[code]) code++;
    runs.push([first, code]);
  }
  return runs;
}

function between({ wide, upTo }: Sums, runs: readonly (readonly [number, number])[]): Uint32Array {
  const counts = new Uint32Array(wide);
  for (const [first, last] of runs) {
    const [low, high] = [first * wide, last * wide];
    for (let code = 0; code < wide; code++) counts[code] += upTo[high + code] - upTo[low + code];
  }
  return counts;
}
