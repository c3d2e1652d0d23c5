import { expect, test } from "vitest";
import { between, lies } from "../src/writing/period";

const april = { first: "2012-04-01", last: "2012-04-30" };
const july = { first: "2012-07-01", last: "2012-07-31" };

test("two bars make one span, whichever was pressed first", () => {
  const whole = { first: "2012-04-01", last: "2012-07-31" };
  expect(between(april, july)).toEqual(whole);
  expect(between(july, april)).toEqual(whole);
  expect(between(april, april)).toEqual(april);
});

test("a bar lies in days, months and years that are written", () => {
  expect(lies(april, { first: "2012-04-10", last: "2012-04-20" })).toBe(true);
  expect(lies(april, { first: "2012-05", last: "2012-06" })).toBe(false);
  expect(lies(july, { first: "2012", last: "2012" })).toBe(true);
  expect(lies(july, { first: "2011", last: "2011" })).toBe(false);
});

test("an empty end is open, and nothing written is no span", () => {
  expect(lies(july, { first: "2012-06-01", last: "" })).toBe(true);
  expect(lies(april, { first: "2012-06-01", last: "" })).toBe(false);
  expect(lies(april, { first: "", last: "2012-06-01" })).toBe(true);
  expect(lies(april, { first: "", last: "" })).toBe(false);
});
