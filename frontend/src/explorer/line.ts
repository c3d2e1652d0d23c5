// The line of a number over time; as in workshop/views/lines.py. Its range is that of all rows, so
// only what the filters leave is drawn anew.
import { one, put, short } from "./figure";

const [HEAD, FREE, DOTTED] = [22, 26, 60];

export class LineMarks {
  private readonly points: (string | null)[];
  private readonly kept: SVGPathElement;
  private readonly dots: SVGPathElement;

  constructor(plot: SVGSVGElement, amounts: (number | null)[], wide: number, floor: number) {
    const known = amounts.filter((amount) => amount !== null);
    const [least, most] = [Math.min(...known), Math.max(...known)];
    const bottom = floor - FREE;
    this.points = amounts.map((amount, bin) => {
      if (amount === null) return null;
      const part = most > least ? (amount - least) / (most - least) : 0.5;
      const x = ((bin + 0.5) * wide) / amounts.length;
      return `${short(x)} ${short(bottom - part * (bottom - HEAD))}`;
    });
    this.kept = one(plot, "[data-kept]");
    this.dots = one(plot, "[data-kept-dots]");
  }

  /** A bin that is filtered away breaks the line; below it the whole line stays, pale. */
  draw(keeps: (bin: number) => boolean): void {
    const runs: string[][] = [[]];
    this.points.forEach((point, bin) => {
      if (point !== null && keeps(bin)) runs[runs.length - 1].push(point);
      else runs.push([]);
    });
    const drawn = runs.filter((run) => run.length);
    const line = drawn.map((run) => (run.length > 1 ? `M${run.join("L")}` : `M${run[0]}h0`));
    put(this.kept, { d: line.join("") });
    const dotted = this.points.length <= DOTTED ? drawn.flat() : [];
    put(this.dots, { d: dotted.map((point) => `M${point}h0`).join("") });
  }
}
