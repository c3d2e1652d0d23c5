// A form sent as its buttons would send it; the page answers with a part of itself, or with none.
export function send(form: HTMLFormElement, button: string, init: RequestInit): Promise<Response> {
  const body = new FormData(form);
  body.set(button, "1");
  const address = form.getAttribute("action") || window.location.pathname;
  return fetch(address, { method: "POST", body, headers: { "X-Part": button }, ...init });
}
