// A table too large for one cube: the page counts what SQL counts over its million rows; the
// examples are written by tests/workshop/views/test_large_agreement.py.
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { Activation } from "../src/explorer/activation";
import { Bins, type BinsFacts, complete } from "../src/explorer/bins";
import type { Choice, Seen } from "../src/explorer/cube";
import large from "./large.json";

const facts = large.facts as unknown as BinsFacts;
const examples = large.examples.map(({ active, bytes, cases }) => ({
  active,
  bytes: Uint8Array.from(gunzipSync(Buffer.from(bytes, "base64"))).buffer,
  cases: cases.map(({ choice, matching, counts }) => ({
    choice: choice as unknown as Choice,
    slice: { matching, counts },
  })),
}));
const plain = ({ matching, counts }: Seen) => ({
  matching,
  counts: counts.map((each) => each && Array.from(each)),
});

describe.each(examples)("brushing chart $active", ({ active, bytes, cases }) => {
  test("counts as SQL does", () => {
    const bins = new Bins(facts);
    bins.keepActivation(active, cases[0].choice, Activation.decode(bytes, bins.axes));
    for (const { choice, slice } of cases) expect(plain(bins.seen(choice))).toEqual(slice);
  });

  test("knows nothing of filters that it was not asked for", () => {
    const bins = new Bins(facts);
    bins.keepActivation(active, cases[0].choice, Activation.decode(bytes, bins.axes));
    const other = (active + 1) % bins.axes.length;
    const beside = { column: "another", any_of: [null] };
    const strange = cases[1].choice.with(other, beside);
    expect(plain(bins.seen(strange)).counts).toEqual(bins.axes.map(() => null));
    expect(bins.seen(strange).matching).toBeNull();
  });
});

test("all rows are known without asking", () => {
  const bins = new Bins(facts);
  const seen = bins.seen([null, null, null, null]);
  expect(complete(seen)).toBe(true);
  expect(plain(seen)).toEqual({ matching: 1_000_000, counts: facts.charts.map((c) => c.counts) });
});

test("a chart keeps its numbers while only its own filter is another one", () => {
  const bins = new Bins(facts);
  bins.seen([null, null, null, null]);
  const seen = bins.seen([{ column: "day", any_of: [null] }, null, null, null]);
  expect(plain(seen)).toEqual({
    matching: null,
    counts: [facts.charts[0].counts, null, null, null],
  });
});

test("a pair that was left out is not known, all others are", () => {
  const { active, bytes, cases } = examples[0];
  const cut = bytes.slice(0);
  new Uint32Array(cut, 16, 2 * facts.charts.length).set([0, 0], 2 * 3);
  const bins = new Bins(facts);
  bins.keepActivation(active, cases[1].choice, Activation.decode(cut, bins.axes));
  const seen = plain(bins.seen(cases[1].choice));
  expect(seen).toEqual({
    matching: cases[1].slice.matching,
    counts: cases[1].slice.counts.with(3, null as unknown as number[]),
  });
  expect(bins.holds(active, cases[1].choice)).toBe("some");
  bins.keepCounted(cases[1].choice, {
    matching: cases[1].slice.matching,
    counts: cases[1].slice.counts.map((each) => Uint32Array.from(each)),
  });
  expect(plain(bins.seen(cases[1].choice))).toEqual(cases[1].slice);
});

test("bytes of other charts are refused", () => {
  const { bytes } = examples[0];
  const axes = new Bins(facts).axes;
  expect(() => Activation.decode(bytes, axes.slice(1))).toThrow();
  expect(() => Activation.decode(bytes, [axes[1], ...axes.slice(1)])).toThrow();
  expect(() => Activation.decode(new ArrayBuffer(64), axes)).toThrow();
});

test("only the activations used last are held", () => {
  const bins = new Bins(facts);
  const activation = Activation.decode(examples[0].bytes, bins.axes);
  const choice = (n: number): Choice => [null, { column: "kind", any_of: [`${n}`] }, null, null];
  for (let n = 0; n < 7; n++) bins.keepActivation(0, choice(n), activation);
  expect([0, 1, 6].map((n) => bins.holds(0, choice(n)))).toEqual([null, "all", "all"]);
});
