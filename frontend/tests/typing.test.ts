// A field shows the filter, but never over what somebody is typing.
import { expect, test } from "vitest";
import { show, typedIn } from "../src/explorer/typing";

class Field extends EventTarget {
  value = "";

  type(text: string): void {
    this.value += text;
    this.dispatchEvent(new Event("input"));
  }
}

function field(done: () => void = () => undefined): [Field, HTMLInputElement] {
  const own = new Field();
  const input = own as unknown as HTMLInputElement;
  typedIn(input, done);
  return [own, input];
}

test("an answer that comes while somebody types leaves the text alone", () => {
  const [own, input] = field();
  own.type("3");
  show(input, "");
  own.type("1");
  expect(own.value).toBe("31");
});

test("what was typed to its end is shown as it was understood", () => {
  let typed = "";
  const [own, input] = field(() => {
    typed = own.value;
    show(input, "30");
  });
  own.type("31");
  own.dispatchEvent(new Event("change"));
  expect([typed, own.value]).toEqual(["31", "30"]);
});

test("a field that was left without a change follows the filter again", () => {
  const [own, input] = field();
  own.type("3");
  own.dispatchEvent(new Event("blur"));
  show(input, "5");
  expect(own.value).toBe("5");
});
