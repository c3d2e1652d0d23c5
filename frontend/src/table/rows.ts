// The table of rows, scrolled over all of them; without this script it has pages with links.
import { asked } from "../explorer/leaving";
import { Pages, type Row } from "./pages";
import { Scrolling } from "./scrolling";

const TALL = 34;
const PAUSE = 120;

/** The first rows are asked for when the table comes near. */
export function near(region: HTMLElement): void {
  if (region.dataset.woken || !Number(region.dataset.matching)) return;
  region.dataset.woken = "1";
  const seen = new IntersectionObserver(
    (found) => {
      if (!found.some((it) => it.isIntersecting)) return;
      seen.disconnect();
      new Rows(region).wake();
    },
    { rootMargin: "50% 0px" },
  );
  seen.observe(region);
}

export class Rows {
  private readonly all: number;
  private readonly body: HTMLTableSectionElement;
  private readonly table: HTMLTableElement;
  private readonly head: HTMLTableRowElement;
  private readonly right: boolean[];
  private readonly pages: Pages;
  private readonly number = new Intl.NumberFormat(document.documentElement.lang);
  private scrolling: Scrolling | undefined;
  private live = false;
  private here = -1;
  private asked = 0;
  private waiting = 0;

  constructor(private readonly region: HTMLElement) {
    this.all = Number(region.dataset.matching);
    this.table = region.querySelector("table") as HTMLTableElement;
    this.body = this.table.tBodies[0];
    this.head = this.table.rows[0];
    this.right = [...this.head.cells].slice(1).map((it) => it.className !== "");
    this.pages = new Pages(
      (first, limit) => this.fetched(first, limit),
      () => this.draw(),
      () => this.say(region.dataset.failed ?? ""),
    );
  }

  wake(): void {
    const jump = this.section.querySelector<HTMLFormElement>("[data-jump]");
    const blank = jump?.querySelector<HTMLInputElement>("[name=from]");
    const first = Math.min(Number(blank?.value) || 1, this.all) - 1;
    this.here = first;
    this.pages.want(first, Math.min(first + 30, this.all - 1));
    jump?.addEventListener("submit", (event) => {
      if (!this.live) return;
      event.preventDefault();
      const row = Number((blank?.value ?? "").replace(/\D/g, ""));
      if (!row) return;
      this.go(Math.min(row, this.all) - 1, true);
      this.region.focus({ preventScroll: true });
    });
    this.region.addEventListener("scroll", () => {
      if (!this.live || !this.scrolling) return;
      this.scrolling.moved(this.region.scrollTop);
      this.asked ||= requestAnimationFrame(() => this.draw());
      this.later();
    });
    this.region.addEventListener("keydown", (event) => this.pressed(event));
    new ResizeObserver(() => {
      if (!this.scrolling) return;
      this.scrolling.view = this.view;
      this.draw();
    }).observe(this.region);
  }

  private get section(): HTMLElement {
    return this.region.closest("section") ?? this.region;
  }

  private get view(): number {
    return Math.max(TALL, this.region.clientHeight - this.head.offsetHeight);
  }

  private async fetched(first: number, limit: number): Promise<Row[]> {
    const { rowsUrl, find } = this.region.dataset;
    const query = new URLSearchParams({ from: String(first), limit: String(limit) });
    if (find) query.set("find", find);
    const answer = await asked(`${rowsUrl}?${query}`);
    if (!answer.ok) throw new Error(`${rowsUrl}: ${answer.status}`);
    return ((await answer.json()) as { rows: Row[] }).rows;
  }

  /** From here on the region scrolls over all rows; until now it showed the server's. */
  private begin(): Scrolling {
    this.live = true;
    this.region.classList.add("rows-live");
    const pager = this.section.querySelector<HTMLElement>("[data-pager]");
    if (pager) pager.hidden = true;
    const status = this.section.querySelector("[data-rows-says]");
    status?.setAttribute("role", "status");
    this.table.setAttribute("aria-rowcount", String(this.all + 1));
    this.head.setAttribute("aria-rowindex", "1");
    const scrolling = new Scrolling(this.all, TALL, this.view);
    scrolling.goTo(this.here);
    return scrolling;
  }

  private draw(): void {
    this.asked = 0;
    const fresh = !this.scrolling;
    this.scrolling ??= this.begin();
    const { scrolling, region } = this;
    const first = Math.max(0, Math.floor(scrolling.top) - 3);
    const last = Math.min(this.all - 1, first + scrolling.seen + 6);
    this.pages.want(first, last);
    const pixels = fresh ? scrolling.settled() : region.scrollTop;
    const above = scrolling.above(first, pixels);
    const below = Math.max(0, scrolling.height - above - (last - first + 1) * TALL);
    const lines = [room(above, this.right.length + 1)];
    for (let number = first; number <= last; number++) lines.push(this.line(number));
    lines.push(room(below, this.right.length + 1));
    this.body.replaceChildren(...lines);
    this.widen();
    if (fresh) {
      region.scrollTop = pixels;
      this.later();
    }
  }

  private line(number: number): HTMLTableRowElement {
    const line = document.createElement("tr");
    line.setAttribute("aria-rowindex", String(number + 2));
    if (number === this.here) line.className = "here";
    const head = document.createElement("th");
    head.scope = "row";
    head.className = "count";
    head.textContent = this.number.format(number + 1);
    line.append(head);
    const row = this.pages.row(number);
    this.right.forEach((right, place) => {
      const cell = line.insertCell();
      if (right) cell.className = "number";
      const text = row?.[place];
      if (!row) cell.textContent = place ? "" : (this.region.dataset.waiting ?? "");
      else if (text === null || text === undefined) {
        cell.classList.add("missing");
        cell.textContent = this.region.dataset.missing ?? "";
      } else cell.textContent = text;
      if (text && text.length > 40) cell.title = text;
    });
    return line;
  }

  /** Columns only ever grow, so that nothing jumps while it is scrolled. */
  private widen(): void {
    for (const cell of this.head.cells) {
      const wide = Math.ceil(cell.getBoundingClientRect().width);
      if (wide > (Number.parseFloat(cell.style.minWidth) || 0)) cell.style.minWidth = `${wide}px`;
    }
  }

  private pressed(event: KeyboardEvent): void {
    if (!this.live || !this.scrolling || event.altKey || event.metaKey) return;
    if (event.target !== this.region) return;
    const page = Math.max(1, Math.floor(this.view / TALL) - 1);
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -this.all,
      End: this.all,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.go(Math.min(Math.max(this.here + step, 0), this.all - 1), Math.abs(step) > 1);
  }

  /** Marks a row, and brings it into sight: to the top, or as little as is needed. */
  private go(row: number, top: boolean): void {
    const { scrolling } = this;
    if (!scrolling) return;
    this.here = row;
    const whole = Math.floor(this.view / TALL);
    if (top || row < scrolling.top) this.region.scrollTop = scrolling.goTo(row);
    else if (row > scrolling.top + whole - 1)
      this.region.scrollTop = scrolling.goTo(row - whole + 1);
    this.draw();
    this.later();
  }

  /** When nothing has moved for a while: the scrollbar where it belongs, and said where we are. */
  private later(): void {
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => {
      const { scrolling } = this;
      if (!scrolling) return;
      const wanted = scrolling.settled();
      if (scrolling.scaled && Math.abs(wanted - this.region.scrollTop) > 1) {
        this.region.scrollTop = wanted;
        this.draw();
      }
      const first = Math.floor(scrolling.top) + 1;
      const last = Math.min(this.all, Math.floor(scrolling.top + this.view / TALL));
      const facts: Record<string, number> = { first, last, all: this.all };
      this.say(
        (this.region.dataset.says ?? "").replace(/\{(\w+)\}/g, (_, name) =>
          this.number.format(facts[name] ?? 0),
        ),
      );
    }, PAUSE);
  }

  private say(text: string): void {
    const status = this.section.querySelector("[data-rows-says]");
    if (status) status.textContent = text;
  }
}

function room(pixels: number, columns: number): HTMLTableRowElement {
  const line = document.createElement("tr");
  line.className = "room";
  line.setAttribute("aria-hidden", "true");
  const cell = line.insertCell();
  cell.colSpan = columns;
  cell.style.height = `${pixels}px`;
  line.style.height = `${pixels}px`;
  return line;
}
