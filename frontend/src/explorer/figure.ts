// What every chart on the page can do: draw itself for a slice of the cube and its own filter.
import type { Slice } from "./cube";
import type { Filter } from "./spec";

export interface Picture {
  draw(seen: Slice, own: Filter | null): void;
}

/** How a picture tells what was chosen in it. */
export interface Wish {
  preview(filter: Filter | null): void;
  choose(filter: Filter | null): void;
  /** The brush has come to rest: what it previewed is kept, or taken back. */
  settle(): void;
  revert(): void;
}

export function one<E extends Element>(root: ParentNode, selector: string): E {
  const found = root.querySelector<E>(selector);
  if (!found) throw new Error(`The page has no ${selector}`);
  return found;
}

export function svg(name: string, facts: Record<string, string | number>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(facts)) element.setAttribute(key, String(value));
  return element;
}

export function put(element: Element, facts: Record<string, string | number>): void {
  for (const [key, value] of Object.entries(facts)) element.setAttribute(key, String(value));
}

/** A length in a drawing: two digits are finer than a pixel. */
export const short = (value: number): number => Math.round(value * 100) / 100;
