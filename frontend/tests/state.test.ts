import { expect, test } from "vitest";
import type { Filter, Spec } from "../src/explorer/spec";
import { State } from "../src/explorer/state";

const spec: Spec = {
  schema: "commonstacks-view/1",
  dataset: "trees",
  version: 1,
  table: "0f".repeat(32),
  charts: [
    { kind: "bars", columns: ["kind"] },
    { kind: "histogram", columns: ["size"] },
  ],
  filters: [{ column: "size", from: 10 }],
};
const oak: Filter = { column: "kind", any_of: ["oak"] };

test("it begins with the filters of the address", () => {
  expect(new State(spec).filters).toEqual([null, { column: "size", from: 10 }]);
});

test("filters stand in the order of the charts", () => {
  const state = new State(spec);
  state.set(0, oak);
  expect(state.spec.filters).toEqual([oak, { column: "size", from: 10 }]);
});

test("a moving brush is one step to undo, and none where it is taken back", () => {
  const state = new State(spec);
  const heard: boolean[] = [];
  state.onChange = (settled) => heard.push(settled);
  state.preview(1, { column: "size", from: 20 });
  state.preview(1, { column: "size", from: 30 });
  state.settle();
  expect([heard, state.canUndo]).toEqual([[false, false, true], true]);
  state.undo();
  expect([state.filters[1], state.canUndo]).toEqual([{ column: "size", from: 10 }, false]);
  state.preview(1, null);
  state.revert();
  expect([state.filters[1], state.canUndo]).toEqual([{ column: "size", from: 10 }, false]);
});

test("clearing and undoing give the same address back", () => {
  const state = new State(spec);
  const before = state.token;
  state.clear();
  expect(state.spec.filters).toEqual([]);
  expect(state.token).not.toBe(before);
  state.undo();
  expect(state.token).toBe(before);
});

test("choosing the same again is no step", () => {
  const state = new State(spec);
  state.set(1, { column: "size", from: 10 });
  expect(state.canUndo).toBe(false);
});
