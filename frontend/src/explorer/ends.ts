// The four edges of a box as numbers: the keyboard's way to brush a map.
import type { Squares } from "./axes";
import { one } from "./figure";
import { columnsOf, type Filter, type Within } from "./spec";
import { show, typedIn } from "./typing";

const SIDES = ["west", "south", "east", "north"] as const;

export class Ends {
  private readonly fields: HTMLInputElement[];

  constructor(
    figure: HTMLElement,
    private readonly axis: Squares,
    place: number,
    private readonly choose: (filter: Filter | null) => void,
  ) {
    this.fields = SIDES.map((side) => one(figure, `[name="c${place}.${side}"]`));
    this.fields.forEach((field, side) => {
      typedIn(field, () => this.typed(side));
    });
  }

  show(filter: Within | null): void {
    const box = filter ? filter.within : this.whole();
    this.fields.forEach((field, side) => {
      show(field, String(Number(box[side].toFixed(6))));
    });
  }

  private whole(): [number, number, number, number] {
    const { x, y } = this.axis;
    return [x[0], y[0], x[x.length - 1], y[y.length - 1]];
  }

  /** Numbers move outward to the edges; the opposite side gives way where they would cross. */
  private typed(side: number): void {
    const { x, y } = this.axis;
    const edges = [x, y, x, y];
    const at = this.fields.map((field, index) => {
      const value = field.value === "" ? this.whole()[index] : Number(field.value);
      return index < 2
        ? Math.min(
            Math.max(
              edges[index].findLastIndex((edge) => edge <= value),
              0,
            ),
            edges[index].length - 2,
          )
        : Math.max(found(edges[index], value), 1);
    });
    const other = (side + 2) % 4;
    if (side < 2) at[other] = Math.max(at[other], at[side] + 1);
    else at[other] = Math.min(at[other], at[side] - 1);
    const box = at.map((place, index) => edges[index][place]) as Within["within"];
    const all = box.every((end, index) => end === this.whole()[index]);
    this.choose(all ? null : { ...columnsOf(this.axis), within: box });
  }
}

function found(edges: number[], value: number): number {
  const place = edges.findIndex((edge) => edge >= value);
  return place < 0 ? edges.length - 1 : place;
}
