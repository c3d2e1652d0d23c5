// Bars as rows that can be ticked; the fullest first, missing always last and always there.
import type { Axis } from "./axes";
import type { Cube, Slice } from "./cube";
import type { Picture, Wish } from "./figure";
import { one } from "./figure";
import { type AnyOf, columnsOf, type Filter, sortedValues } from "./spec";
import { total, type Words } from "./words";

const SHOWN = 20;
const ROOM = 75;

export class Bars implements Picture {
  private readonly rows = new Map<number, HTMLTableRowElement>();
  private readonly tables: HTMLTableElement[];
  private readonly first: HTMLElement;
  private readonly more: HTMLElement | null;
  private readonly unfolds: HTMLElement | null;
  private readonly axis: Axis;

  constructor(
    figure: HTMLElement,
    private readonly cube: Cube,
    private readonly place: number,
    private readonly words: Words,
    private readonly wish: Wish,
  ) {
    this.axis = cube.axes[place];
    this.tables = [...figure.querySelectorAll<HTMLTableElement>("table[data-bars]")];
    this.first = one(figure, "[data-first]");
    this.more = figure.querySelector("[data-more]");
    this.unfolds = figure.querySelector("[data-unfolds]");
    for (const table of this.tables) this.listen(table);
  }

  draw(seen: Slice, own: Filter | null): void {
    const counts = seen.counts[this.place];
    const chosen = new Set(own && "any_of" in own ? own.any_of.map((v) => this.codeOf(v)) : []);
    const [drawn, folded] = this.divided(this.ranked(counts), counts, chosen);
    const most = this.longest(counts);
    for (const [code, row] of this.rows) {
      this.fill(row, counts[code], most, chosen.has(code));
    }
    for (const table of this.tables) table.classList.toggle("some", chosen.size > 0);
    this.arrange(drawn, folded);
  }

  private listen(table: HTMLTableElement): void {
    for (const row of table.querySelectorAll<HTMLTableRowElement>("tr[data-code]")) {
      const code = Number(row.dataset.code);
      this.rows.set(code, row);
      const box = row.querySelector("input");
      if (!box) continue;
      box.addEventListener("change", () => this.toggle(code, box.checked));
      box.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        this.toggle(code, !box.checked);
      });
      one<HTMLElement>(row, "td").addEventListener("click", () => this.toggle(code, !box.checked));
    }
  }

  private toggle(code: number, ticked: boolean): void {
    const values = new Set<string | null>();
    for (const [other, row] of this.rows)
      if (row.querySelector("input")?.checked) values.add(this.valueOf(other));
    if (ticked) values.add(this.valueOf(code));
    else values.delete(this.valueOf(code));
    const filter: AnyOf = { ...columnsOf(this.axis), any_of: sortedValues(values) };
    this.wish.choose(values.size ? filter : null);
  }

  private fill(row: Element, count: number, most: number, chosen: boolean): void {
    const width = `${((Math.min(count, most) * ROOM) / most).toFixed(2)}%`;
    const text = this.words.count(count);
    one(row, "rect").setAttribute("width", width);
    const end = one(row, "text");
    end.setAttribute("x", width);
    end.textContent = text;
    one(row, "[data-count]").textContent = text;
    row.classList.toggle("chosen", chosen);
    const box = row.querySelector("input");
    if (box) box.checked = chosen;
  }

  /** Moves rows only where the order has changed, and gives the focus back to a moved one. */
  private arrange(drawn: number[], folded: number[]): void {
    const focused = document.activeElement;
    const move = (home: HTMLElement | null, codes: number[]) => {
      codes.forEach((code, index) => {
        const row = this.rows.get(code);
        if (home && row && home.children[index] !== row)
          home.insertBefore(row, home.children[index] ?? null);
      });
    };
    move(this.first, drawn);
    move(this.more, folded);
    if (this.unfolds)
      this.unfolds.textContent = this.words.say("more", { n: this.words.count(folded.length) });
    if (focused instanceof HTMLElement && focused !== document.activeElement) focused.focus();
  }

  /** A long list shows its fullest values and the ticked ones; the rest unfolds below. */
  private divided(order: number[], counts: Uint32Array, chosen: Set<number>): [number[], number[]] {
    if (order.length <= SHOWN) return [order, []];
    const drawn = new Set(order.slice(0, SHOWN).filter((code) => counts[code]));
    for (const code of order) if (chosen.has(code)) drawn.add(code);
    return [[...drawn], order.filter((code) => !drawn.has(code))];
  }

  /** Beside a drawing that counts the values, a full line would be all rows. */
  private longest(counts: Uint32Array): number {
    if (!("values" in this.axis)) return total(counts) || 1;
    return Math.max(1, ...counts.subarray(0, this.axis.values.length + 1));
  }

  private ranked(counts: Uint32Array): number[] {
    if (!("values" in this.axis)) return [];
    const whole = this.cube.whole.counts[this.place];
    const codes = this.axis.values.map((_, index) => index + 1);
    return codes.sort((a, b) => counts[b] - counts[a] || whole[b] - whole[a] || a - b);
  }

  private valueOf(code: number): string | null {
    return code && "values" in this.axis ? this.axis.values[code - 1] : null;
  }

  private codeOf(value: string | null): number {
    return value === null || !("values" in this.axis) ? 0 : this.axis.values.indexOf(value) + 1;
  }
}
