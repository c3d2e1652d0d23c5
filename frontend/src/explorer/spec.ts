// The view spec as the address carries it; the same letters as workshop/views/tokens.py writes.

export type Edge = number | string;
export type Columns = { column: string } | { columns: string[] };
export type AnyOf = Columns & { any_of: (string | null)[] };
export type Between = Columns & { from?: Edge; to?: Edge };
export type Within = Columns & { within: [number, number, number, number] };
export type Filter = AnyOf | Between | Within;

export interface Chart {
  kind: "bars" | "histogram" | "time" | "grid" | "areas";
  columns: string[];
  value?: string;
  focus?: true;
  steps?: "log";
}

export interface Spec {
  schema: string;
  dataset: string;
  version: number;
  table: string;
  charts: Chart[];
  filters: Filter[];
}

export const LONGEST = 4096;

/** Canonical JSON after RFC 8785: keys by UTF-16 units; numbers and texts as ECMAScript has them. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const facts = value as Record<string, unknown>;
  const keys = Object.keys(facts).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(facts[key])}`).join(",")}}`;
}

/** The last part of a view's address, or null where the view is too long for one. */
export function token(spec: Spec): string | null {
  const bytes = new TextEncoder().encode(canonical(spec));
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  const text = btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return text.length > LONGEST ? null : text;
}

export function columnsOf(chart: Chart): Columns {
  return chart.kind === "grid" ? { columns: chart.columns } : { column: chart.columns[0] };
}

export function isOf(filter: Filter, chart: Chart): boolean {
  const columns = "columns" in filter ? filter.columns : [filter.column];
  return columns.join("\u0000") === chart.columns.join("\u0000");
}

/** Missing first, then by UTF-16 units, each once: the one order of an address. */
export function sortedValues(values: Iterable<string | null>): (string | null)[] {
  const chosen = new Set(values);
  const texts = [...chosen].filter((value) => value !== null).sort();
  return chosen.has(null) ? [null, ...texts] : texts;
}
