// Which row stands at the top of a region that is scrolled. A browser's scrollbar ends at some
// millions of pixels: beyond, small moves go row by row, and a long drag goes by its share.

export const TALLEST = 8_000_000;

export class Scrolling {
  /** The row at the top, from 0; between two rows it is a fraction. */
  top = 0;
  private last = 0;

  constructor(
    readonly rows: number,
    readonly tall: number,
    public view: number,
  ) {}

  /** Pixels of everything that can be scrolled. */
  get height(): number {
    return Math.min(this.rows * this.tall, TALLEST);
  }

  get lastTop(): number {
    return Math.max(0, this.rows - this.view / this.tall);
  }

  get scaled(): boolean {
    return this.rows * this.tall > TALLEST;
  }

  /** How many rows are seen at once, those that are cut included. */
  get seen(): number {
    return Math.ceil(this.view / this.tall) + 1;
  }

  /** The scrollbar came to `pixels`. */
  moved(pixels: number): void {
    const step = pixels - this.last;
    this.last = pixels;
    const small = Math.abs(step) <= 2 * this.view;
    if (!this.scaled) this.top = pixels / this.tall;
    else if (small && pixels > 0 && pixels < this.height - this.view) this.top += step / this.tall;
    else this.top = (pixels / (this.height - this.view)) * this.lastTop;
    this.top = Math.min(Math.max(this.top, 0), this.lastTop);
  }

  /** Puts a row at the top; where the scrollbar belongs then. */
  goTo(row: number): number {
    this.top = Math.min(Math.max(row, 0), this.lastTop);
    return this.settled();
  }

  /** Where the scrollbar belongs now; the next move counts from there. */
  settled(): number {
    const share = this.lastTop ? this.top / this.lastTop : 0;
    this.last = Math.round(this.scaled ? share * (this.height - this.view) : this.top * this.tall);
    return this.last;
  }

  /** Pixels above the first row that is drawn, when the scrollbar is at `pixels`. */
  above(first: number, pixels: number): number {
    const wanted = this.scaled ? pixels + (first - this.top) * this.tall : first * this.tall;
    return Math.max(0, wanted);
  }
}
