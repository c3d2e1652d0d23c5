// "Use my place": the device is asked only after a press, and its answer is rounded before it leaves.

export function rounded(degrees: number): string {
  return degrees.toFixed(2);
}

export function here(form: HTMLFormElement): void {
  const button = form.querySelector("button");
  if (!button || form.dataset.woken || !navigator.geolocation || !window.isSecureContext) return;
  form.dataset.woken = "1";
  form.hidden = false;
  button.addEventListener("click", () => {
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const { longitude, latitude } = coords;
        set(form, "longitude", rounded(longitude));
        set(form, "latitude", rounded(latitude));
        form.submit();
      },
      () => {
        button.disabled = false;
        const says = document.createElement("p");
        says.setAttribute("role", "status");
        says.textContent = button.dataset.refused ?? "";
        form.querySelector("[role=status]")?.remove();
        form.append(says);
      },
      { maximumAge: 600_000, timeout: 15_000 },
    );
  });
}

function set(form: HTMLFormElement, name: string, text: string): void {
  const blank = form.querySelector<HTMLInputElement>(`[name=${name}]`);
  if (blank) blank.value = text;
}
