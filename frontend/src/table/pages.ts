// Rows of the server, page by page; those seen last are kept.

export type Row = (string | null)[];
const KEPT = 30;

export class Pages {
  private readonly kept = new Map<number, Row[] | "asked">();

  constructor(
    private readonly ask: (first: number, limit: number) => Promise<Row[]>,
    private readonly changed: () => void,
    private readonly failed: (reason: unknown) => void,
    readonly size = 200,
  ) {}

  /** The row of that number from 0, if it is here. */
  row(number: number): Row | undefined {
    const page = this.kept.get(Math.floor(number / this.size));
    return page === "asked" ? undefined : page?.[number % this.size];
  }

  /** Asks for the pages of these rows that are not here. */
  want(first: number, last: number): void {
    for (let page = Math.floor(first / this.size); page <= Math.floor(last / this.size); page++)
      if (!this.kept.has(page)) void this.fetch(page);
  }

  private async fetch(page: number): Promise<void> {
    this.kept.set(page, "asked");
    try {
      this.kept.set(page, await this.ask(page * this.size + 1, this.size));
      for (const old of this.kept.keys()) {
        if (this.kept.size <= KEPT) break;
        if (this.kept.get(old) !== "asked") this.kept.delete(old);
      }
      this.changed();
    } catch (reason) {
      this.kept.delete(page);
      this.failed(reason);
    }
  }
}
