// Fields that show a filter and are typed in: what somebody is typing is never written over.
const typing = new WeakSet<HTMLInputElement>();

/** Calls `done` when something was typed to its end. */
export function typedIn(field: HTMLInputElement, done: () => void): void {
  field.addEventListener("input", () => typing.add(field));
  field.addEventListener("blur", () => typing.delete(field));
  field.addEventListener("change", () => {
    typing.delete(field);
    done();
  });
}

/** Shows `text`, unless somebody is in the midst of typing. */
export function show(field: HTMLInputElement, text: string): void {
  if (!typing.has(field) && field.value !== text) field.value = text;
}
