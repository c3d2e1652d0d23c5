// The page counts and speaks exactly as the server does; the examples are written by
// tests/workshop/views/test_agreement.py.
import { describe, expect, test } from "vitest";
import type { CubeFacts } from "../src/explorer/axes";
import { Aggregate } from "../src/explorer/cube";
import { classes, classOf } from "../src/explorer/grid";
import { isOf, type Spec, token } from "../src/explorer/spec";
import { Words } from "../src/explorer/words";
import agreement from "./agreement.json";

const words = new Words(agreement.words);
const german = new Words(agreement.german.words);
const cubes = agreement.cubes.map((example) => {
  const bytes = Uint8Array.from(atob(example.arrow), (letter) => letter.charCodeAt(0));
  return Aggregate.decode(example.facts as unknown as CubeFacts, bytes.buffer);
});
const sparse = (counts: Uint32Array) =>
  Object.fromEntries([...counts.entries()].filter(([, n]) => n).map(([c, n]) => [String(c), n]));
const views = agreement.cubes.flatMap(({ cases }, of) =>
  cases.map((example, number) => [of, number, example] as const),
);

describe.each(views)("of cube %i view %i", (of, number, example) => {
  const cube = cubes[of];
  const spec = example.spec as unknown as Spec;
  const own = spec.charts.map((chart) => spec.filters.find((f) => isOf(f, chart)) ?? null);
  const seen = cube.seen(own);

  test("has the same address", () => expect(token(spec)).toBe(example.token));
  test("has the same counts", () => {
    expect(seen.matching).toBe(example.matching);
    expect(seen.counts.map(sparse)).toEqual(example.counts);
  });
  test("says the same", () => {
    expect(words.sentence(spec, cube, seen)).toEqual(example.sentence);
    const pairs = cube.axes.map((axis, place) => [axis, seen.counts[place]] as const);
    expect(pairs.map(([axis, counts]) => words.title(axis, counts))).toEqual(example.titles);
    expect(pairs.map(([axis, counts]) => words.summary(axis, counts))).toEqual(example.summaries);
  });
  test("says the same in German", () => {
    const said = agreement.cubes[of].german.said[number];
    const pairs = cube.axes.map((axis, place) => [axis, seen.counts[place]] as const);
    expect(german.sentence(spec, cube, seen)).toEqual(said.sentence);
    expect(pairs.map(([axis, counts]) => german.title(axis, counts))).toEqual(said.titles);
    expect(pairs.map(([axis, counts]) => german.summary(axis, counts))).toEqual(said.summaries);
  });
});

test("bins have the same names", () => {
  const named = (said: Words) =>
    cubes.map((cube, of) =>
      cube.axes.map((axis, place) =>
        agreement.cubes[of].labels[place].map((_, code) => said.label(axis, code)),
      ),
    );
  expect(named(words)).toEqual(agreement.cubes.map((example) => example.labels));
  expect(named(german)).toEqual(agreement.cubes.map((example) => example.german.labels));
});

test("numbers and shares are written the same", () => {
  for (const [value, text] of agreement.numbers) expect(words.number(Number(value))).toBe(text);
  for (const [part, whole, text] of agreement.shares)
    expect(words.share(Number(part), Number(whole))).toBe(text);
  const { numbers, shares } = agreement.german;
  expect(agreement.numbers.map(([value]) => german.number(Number(value)))).toEqual(numbers);
  expect(agreement.shares.map(([a, b]) => german.share(Number(a), Number(b)))).toEqual(shares);
});

test("classes of the map are the same", () => {
  const counts = agreement.classes.map(([most]) => most as number);
  for (const [most, breaks, numbers] of agreement.classes) {
    expect(classes(most as number)).toEqual(breaks);
    expect(counts.map((n) => classOf(n, breaks as number[]))).toEqual(numbers);
  }
});

test("a view too long for an address has none", () => {
  const spec = agreement.cubes[0].cases[0].spec as unknown as Spec;
  const long = { column: "kind of thing", any_of: ["x".repeat(4000)] };
  expect(token({ ...spec, filters: [long] })).toBeNull();
});
