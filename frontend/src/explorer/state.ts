// What is filtered now, how it came to be, and the address that shows it again.
import { type Filter, isOf, type Spec, token } from "./spec";

type Choice = (Filter | null)[];

export class State {
  private current: Choice;
  private readonly past: Choice[] = [];
  private settled: Choice;
  /** Called at every change; `settled` is false while a brush is still moving. */
  onChange: (settled: boolean) => void = () => {};

  constructor(private readonly base: Spec) {
    this.current = base.charts.map((chart) => base.filters.find((f) => isOf(f, chart)) ?? null);
    this.settled = this.current;
  }

  get filters(): Choice {
    return this.current;
  }

  get spec(): Spec {
    return { ...this.base, filters: this.current.filter((filter) => filter !== null) };
  }

  get token(): string | null {
    return token(this.spec);
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  /** While a brush moves: shown at once, not yet kept. */
  preview(place: number, filter: Filter | null): void {
    this.current = this.current.with(place, filter);
    this.onChange(false);
  }

  settle(): void {
    this.keep(this.current);
  }

  revert(): void {
    this.current = this.settled;
    this.onChange(true);
  }

  set(place: number, filter: Filter | null): void {
    this.keep(this.current.with(place, filter));
  }

  clear(): void {
    this.keep(this.current.map(() => null));
  }

  undo(): void {
    const before = this.past.pop();
    if (!before) return;
    this.current = before;
    this.settled = before;
    this.onChange(true);
  }

  private keep(choice: Choice): void {
    if (JSON.stringify(choice) !== JSON.stringify(this.settled)) this.past.push(this.settled);
    this.current = choice;
    this.settled = choice;
    this.onChange(true);
  }
}
