import { expect, test } from "vitest";
import { rounded } from "../src/table/here";

test("a place leaves the device rounded to about a kilometre", () => {
  expect(rounded(-73.949_721)).toBe("-73.95");
  expect(rounded(40)).toBe("40.00");
});
