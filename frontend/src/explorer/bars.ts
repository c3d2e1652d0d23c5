// Bars as rows that can be ticked; the fullest first, missing always last and always there.
import { type Axis, amountsLeft } from "./axes";
import type { Cube, Slice } from "./cube";
import type { Picture, Wish } from "./figure";
import { one } from "./figure";
import { type AnyOf, columnsOf, type Filter, sortedValues } from "./spec";
import { total, type Words } from "./words";

const SHOWN = 12;
const NUMBER = /^-?[0-9]{1,15}([.][0-9]{1,15})?$/;
const [LISTED, MANY] = [100, 400];
const [ROOM, LETTER, SHORT] = [75, 5, 4];

export class Bars implements Picture {
  private readonly rows = new Map<number, HTMLTableRowElement>();
  private readonly tables: HTMLTableElement[];
  private readonly first: HTMLElement;
  private readonly more: HTMLElement | null;
  private readonly unfolds: HTMLElement | null;
  private readonly rest: HTMLElement | null;
  private readonly single: boolean;
  private chosen = new Set<number>();
  private readonly axis: Axis;
  private readonly room: number;

  constructor(
    figure: HTMLElement,
    private readonly cube: Cube,
    private readonly place: number,
    private readonly words: Words,
    private readonly wish: Wish,
  ) {
    this.axis = cube.axes[place];
    this.room = this.roomFor();
    this.tables = [...figure.querySelectorAll<HTMLTableElement>("table[data-bars]")];
    this.first = one(figure, "[data-first]");
    this.more = figure.querySelector("[data-more]");
    this.unfolds = figure.querySelector("[data-unfolds]");
    this.rest = figure.querySelector("[data-unlisted]");
    const whole = cube.whole.counts[place].subarray(1);
    this.single = "keys" in this.axis && !this.axis.value && Math.max(...whole) === 1;
    for (const table of this.tables)
      for (const row of table.querySelectorAll<HTMLTableRowElement>("tr[data-code]"))
        this.listen(row);
  }

  draw(seen: Slice, own: Filter | null): void {
    const counts = seen.counts[this.place];
    const chosen = new Set(own && "any_of" in own ? own.any_of.map((v) => this.codeOf(v)) : []);
    this.chosen = chosen;
    const order = this.ranked(counts);
    const [drawn, folded] = this.divided(order, counts, chosen);
    this.list(drawn, folded, order.length);
    const ends = this.measured(counts);
    for (const [code, row] of this.rows) this.fill(row, ...ends(code), chosen.has(code));
    for (const table of this.tables) table.classList.toggle("some", chosen.size > 0);
    this.arrange(drawn, folded);
  }

  /** Of very many values only some have rows: new ones are made, others taken away. */
  private list(drawn: number[], folded: number[], all: number): void {
    if (all <= MANY || !this.rest) return;
    const listed = new Set([...drawn, ...folded]);
    for (const code of listed) if (!this.rows.has(code)) this.listen(this.made(code));
    for (const [code, row] of this.rows)
      if (code && !listed.has(code) && !row.classList.contains("beyond")) {
        const focused = row.contains(document.activeElement);
        row.remove();
        this.rows.delete(code);
        if (focused) this.first.querySelector("input")?.focus({ preventScroll: true });
      }
    this.rest.textContent = this.words.say("unlisted", {
      n: this.words.count(all - listed.size),
    });
  }

  private made(code: number): HTMLTableRowElement {
    const like = [...this.rows.values()].find((row) => row.classList.contains("value"));
    const row = (like as HTMLTableRowElement).cloneNode(true) as HTMLTableRowElement;
    row.dataset.code = String(code);
    one<HTMLInputElement>(row, "input").value = String(code);
    one(row, "th span").textContent = this.words.label(this.axis, code);
    return row;
  }

  private listen(row: HTMLTableRowElement): void {
    const code = Number(row.dataset.code);
    this.rows.set(code, row);
    const box = row.querySelector("input");
    if (!box) return;
    box.addEventListener("change", () => this.toggle(code, box.checked));
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.toggle(code, !box.checked);
    });
    one<HTMLElement>(row, "td").addEventListener("click", () => this.toggle(code, !box.checked));
  }

  private toggle(code: number, ticked: boolean): void {
    const values = new Set([...this.chosen].map((other) => this.valueOf(other)));
    if (ticked) values.add(this.valueOf(code));
    else values.delete(this.valueOf(code));
    const filter: AnyOf = { ...columnsOf(this.axis), any_of: sortedValues(values) };
    this.wish.choose(values.size ? filter : null);
  }

  private fill(row: Element, length: number, text: string, chosen: boolean): void {
    const width = `${length.toFixed(2)}%`;
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
    const rest = order.filter((code) => !drawn.has(code));
    return [[...drawn], order.length > MANY ? rest.slice(0, LISTED) : rest];
  }

  /** For a code, the length of its bar in percent of the line and what stands at its end. */
  private measured(counts: Uint32Array): (code: number) => [number, string] {
    const { axis, words, room } = this;
    const left = amountsLeft(axis, counts);
    const most = this.longest(counts);
    if (this.single) return (code) => this.alone(code, counts);
    if (!left || !("values" in axis))
      return (code) => [(Math.min(counts[code], most) * room) / most, words.count(counts[code])];
    const sum = total(counts) || 1;
    const highest = Math.max(0, ...(axis.amounts ?? []).map((amount) => amount ?? 0));
    return (code) => {
      const [amount, n] = [left[code], counts[code]];
      if (!code || code > axis.values.length)
        return [(n * room) / sum, words.say("in_rows", { n: words.count(n) })];
      if (amount === null) return [0, words.say(n ? "no_number" : "no_rows")];
      return [amount > 0 ? (amount * room) / highest : 0, words.number(amount)];
    };
  }

  /** Where each area is one row there is nothing to compare: only what is missing is counted. */
  private alone(code: number, counts: Uint32Array): [number, string] {
    const [n, sum] = [counts[code], total(counts) || 1];
    if (code) return [0, n ? "" : this.words.say("no_rows")];
    return [(n * ROOM) / sum, this.words.count(n)];
  }

  /** The length of the longest bar, so that the longest of the numbers fits behind it. */
  private roomFor(): number {
    const { axis, words } = this;
    const texts =
      "values" in axis && axis.value
        ? (axis.amounts ?? []).map((amount) => (amount === null ? "" : words.number(amount)))
        : [words.count(Math.max(...this.cube.whole.counts[this.place]))];
    const longest = Math.max(0, ...texts.map((text) => text.length));
    return Math.max(ROOM - LETTER * Math.max(longest - SHORT, 0), 40);
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
    const left = amountsLeft(this.axis, counts);
    const amount = (code: number) => left?.[code] ?? Number.NEGATIVE_INFINITY;
    if (left)
      return codes.sort(
        (a, b) =>
          Number(amount(b) > amount(a)) - Number(amount(b) < amount(a)) ||
          counts[b] - counts[a] ||
          a - b,
      );
    const numbers = this.numbers();
    if (numbers.length) return codes.sort((a, b) => numbers[a - 1] - numbers[b - 1]);
    return codes.sort((a, b) => counts[b] - counts[a] || whole[b] - whole[a] || a - b);
  }

  /** A few values that are all numbers stand in their own order; as in workshop/views/bars.py. */
  private numbers(): number[] {
    if (!("values" in this.axis) || "labels" in this.axis || this.axis.others) return [];
    const { values } = this.axis;
    const plain = values.length <= SHOWN && values.every((value) => NUMBER.test(value));
    return plain ? values.map(Number) : [];
  }

  private valueOf(code: number): string | null {
    return code && "values" in this.axis ? this.axis.values[code - 1] : null;
  }

  private codeOf(value: string | null): number {
    return value === null || !("values" in this.axis) ? 0 : this.axis.values.indexOf(value) + 1;
  }
}
