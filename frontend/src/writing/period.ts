export interface Span {
  first: string;
  last: string;
}

/** The span from one bar to another, whichever was pressed first. */
export function between(one: Span, other: Span): Span {
  const [first = ""] = [one.first, other.first].sort();
  const [last = ""] = [one.last, other.last].sort().reverse();
  return { first, last };
}

/** Does a bar lie in what is written? Months and years count as a whole; empty is open-ended. */
export function lies(bar: Span, written: Span): boolean {
  if (!written.first && !written.last) return false;
  const begins = !written.first || bar.last.slice(0, written.first.length) >= written.first;
  return begins && (!written.last || bar.first.slice(0, written.last.length) <= written.last);
}
