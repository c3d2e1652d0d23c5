import { expect, test } from "vitest";
import { Pages } from "../src/table/pages";
import { Scrolling, TALLEST } from "../src/table/scrolling";

test("a short table is scrolled pixel by pixel", () => {
  const here = new Scrolling(1000, 34, 340);
  expect(here.scaled).toBe(false);
  expect(here.height).toBe(34_000);
  here.moved(170);
  expect(here.top).toBe(5);
  here.moved(34_000);
  expect(here.top).toBe(990);
  expect(here.goTo(20)).toBe(680);
  expect(here.above(17, 680)).toBe(578);
});

test("a long table fits a scrollbar: small moves go by rows, long ones by their share", () => {
  const here = new Scrolling(3_000_000, 34, 340);
  expect(here.height).toBe(TALLEST);
  here.moved((TALLEST - 340) / 2);
  expect(Math.round(here.top)).toBe(1_499_995);
  const before = here.top;
  here.moved((TALLEST - 340) / 2 + 68);
  expect(here.top - before).toBeCloseTo(2);
  here.moved(TALLEST - 340);
  expect(here.top).toBe(2_999_990);
  here.moved(0);
  expect(here.top).toBe(0);
});

test("every row can be gone to, and the scrollbar is where it belongs", () => {
  const here = new Scrolling(100_000_000, 34, 340);
  const pixels = here.goTo(77_777_777);
  expect(here.top).toBe(77_777_777);
  expect(pixels).toBe(Math.round((77_777_777 / 99_999_990) * (TALLEST - 340)));
  here.moved(pixels + 34);
  expect(here.top).toBe(77_777_778);
  here.moved(here.settled());
  expect(here.top).toBe(77_777_778);
  expect(here.goTo(100_000_000)).toBe(TALLEST - 340);
});

test("pages are asked once, kept, and asked again after a failure", async () => {
  const asked: number[] = [];
  let broken = true;
  const told: string[] = [];
  const pages = new Pages(
    async (first, limit) => {
      asked.push(first);
      if (first === 201 && broken) throw new Error("gone");
      return Array.from({ length: limit }, (_, at) => [String(first + at)]);
    },
    () => told.push("changed"),
    () => told.push("failed"),
  );
  pages.want(190, 210);
  pages.want(150, 199);
  await new Promise((done) => setTimeout(done));
  expect(asked).toEqual([1, 201]);
  expect(told).toEqual(["changed", "failed"]);
  expect(pages.row(199)).toEqual(["200"]);
  expect(pages.row(200)).toBeUndefined();
  broken = false;
  pages.want(200, 200);
  await new Promise((done) => setTimeout(done));
  expect(pages.row(200)).toEqual(["201"]);
});
