// A pointer over a drawing: hover, click, drag; positions are 0…1 from left and from top.

export type Point = [number, number];

export interface Strokes {
  hover(at: Point | null): void;
  click(at: Point): void;
  drag(from: Point, to: Point): void;
  /** The drag has ended; `kept` is false where the browser took it for scrolling. */
  end(kept: boolean): void;
}

const SLACK = 4;

export class Brush {
  private from: Point | null = null;
  private down: Point = [0, 0];
  private dragging = false;

  constructor(
    private readonly drawing: SVGSVGElement,
    private readonly ground: SVGElement,
    private readonly strokes: Strokes,
  ) {
    drawing.addEventListener("pointerdown", (event) => this.press(event));
    drawing.addEventListener("pointermove", (event) => this.move(event));
    drawing.addEventListener("pointerup", (event) => this.lift(event));
    drawing.addEventListener("pointercancel", () => this.abandon());
    drawing.addEventListener("pointerleave", () => strokes.hover(null));
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary) return;
    this.from = this.at(event);
    this.down = [event.clientX, event.clientY];
    this.drawing.setPointerCapture(event.pointerId);
    if (event.pointerType === "mouse") event.preventDefault();
  }

  private move(event: PointerEvent): void {
    const at = this.at(event);
    this.strokes.hover(at);
    if (!this.from) return;
    const [x, y] = this.down;
    if (!this.dragging && Math.hypot(event.clientX - x, event.clientY - y) < SLACK) return;
    this.dragging = true;
    this.strokes.drag(this.from, at);
  }

  private lift(event: PointerEvent): void {
    if (!this.from) return;
    if (this.dragging) this.strokes.end(true);
    else this.strokes.click(this.at(event));
    this.from = null;
    this.dragging = false;
  }

  private abandon(): void {
    if (this.dragging) this.strokes.end(false);
    this.from = null;
    this.dragging = false;
  }

  private at(event: PointerEvent): Point {
    const box = this.ground.getBoundingClientRect();
    const part = (value: number, size: number) => Math.min(Math.max(value / (size || 1), 0), 1);
    return [part(event.clientX - box.left, box.width), part(event.clientY - box.top, box.height)];
  }
}

/** The bin under a position among `bins` equal ones. */
export function binAt(part: number, bins: number): number {
  return Math.min(Math.floor(part * bins), bins - 1);
}
