// The same numbers as a table; written only while somebody has it open.
import { type Axis, amountsLeft } from "./axes";
import type { Slice } from "./cube";
import { one, type Picture } from "./figure";
import type { Cell } from "./taking";
import { total, type Words } from "./words";

const LISTED = 100;

export class Numbers implements Picture {
  private readonly details: HTMLDetailsElement;
  private counts: Uint32Array | null = null;

  constructor(
    figure: HTMLElement,
    private readonly axis: Axis,
    private readonly place: number,
    private readonly words: Words,
  ) {
    this.details = one(figure, "[data-numbers]");
    this.details.addEventListener("toggle", () => this.write());
  }

  draw(seen: Slice): void {
    this.counts = seen.counts[this.place];
    this.write();
  }

  private write(): void {
    if (!this.details.open || !this.counts) return;
    const { counts, words } = this;
    const [listed, unlisted] = this.order(counts);
    const sum = total(counts);
    const left = amountsLeft(this.axis, counts);
    const last = (code: number): string => {
      if (!left) return words.share(counts[code], sum);
      const amount = left[code];
      return amount === null ? words.say("no_number") : words.number(amount);
    };
    one(this.details, "tbody").replaceChildren(
      ...listed.map((code) => {
        const row = document.createElement("tr");
        if (code === 0) row.className = "missing";
        const name = document.createElement("th");
        name.scope = "row";
        name.textContent = words.label(this.axis, code);
        row.append(name, number(words.count(counts[code])), number(last(code)));
        return row;
      }),
    );
    const rows = unlisted.reduce((n, code) => n + counts[code], 0);
    one(this.details, "[data-rest]").textContent = unlisted.length
      ? words.say("not_listed", { parts: words.count(unlisted.length), rows: words.count(rows) })
      : "";
  }

  /** Every number, not as people read it but as a spreadsheet does. */
  sheet(rows: string, share: string): Cell[][] {
    const { axis, counts, words } = this;
    if (!counts) return [];
    const [listed, unlisted] = this.order(counts);
    const sum = total(counts);
    const left = amountsLeft(axis, counts);
    const last = (code: number): Cell =>
      left ? (left[code] ?? "") : sum ? Math.round((counts[code] / sum) * 1e6) / 1e6 : 0;
    const head = [axis.columns.join(", "), rows, left ? (axis.value ?? "") : share];
    const codes = [...listed, ...unlisted];
    return [head, ...codes.map((code) => [words.label(axis, code), counts[code], last(code)])];
  }

  private order(counts: Uint32Array): [number[], number[]] {
    const codes = [...counts.keys()].filter((code) => counts[code] || code === 0);
    const left = amountsLeft(this.axis, counts);
    const rank = (code: number) => (left ? (left[code] ?? -Infinity) : counts[code]);
    const higher = (a: number, b: number) => Number(rank(b) > rank(a)) - Number(rank(b) < rank(a));
    if (!("edges" in this.axis))
      codes.sort((a, b) => Number(a === 0) - Number(b === 0) || higher(a, b) || a - b);
    if (codes.length <= LISTED) return [codes, []];
    const listed = [...codes.slice(0, LISTED - 1), 0];
    const known = new Set(listed);
    return [listed, codes.filter((code) => !known.has(code))];
  }
}

function number(text: string): HTMLTableCellElement {
  const cell = document.createElement("td");
  cell.className = "number";
  cell.textContent = text;
  return cell;
}
