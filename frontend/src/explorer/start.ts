// Finds the server's section, fetches the cube once, and makes the charts filter each other.

import { Areas } from "./areas";
import type { CubeFacts, Steps } from "./axes";
import { Bars } from "./bars";
import { Columns } from "./columns";
import { Cube } from "./cube";
import { one, type Picture, type Wish } from "./figure";
import { Grid } from "./grid";
import { Keeping } from "./keeping";
import { Numbers } from "./numbers";
import { Saying } from "./saying";
import type { Spec } from "./spec";
import { State } from "./state";
import { Taking } from "./taking";
import { Words } from "./words";

/** The cube is fetched once, when the section comes near or somebody touches it. Where that fails,
 * the server's picture and its plain form stay, and the next touch tries again. */
export function start(section: HTMLElement): void {
  const touches = ["pointerdown", "pointerover", "focusin"];
  let asked = false;
  const near = new IntersectionObserver((seen) => seen.some((it) => it.isIntersecting) && ask(), {
    rootMargin: "100% 0px",
  });
  const ask = async () => {
    if (asked) return;
    asked = true;
    near.disconnect();
    try {
      await fetchCube(section);
      for (const touch of touches) section.removeEventListener(touch, ask);
    } catch (reason) {
      asked = false;
      console.info("The explorer stays as the server drew it:", reason);
    }
  };
  near.observe(section);
  for (const touch of touches) section.addEventListener(touch, ask);
}

async function fetchCube(section: HTMLElement): Promise<void> {
  const { cubeUrl, axesUrl, spec, words } = section.dataset;
  if (!cubeUrl || !axesUrl || !spec || !words) return;
  const [facts, arrow] = await Promise.all([
    fetched(axesUrl).then((answer) => answer.json() as Promise<CubeFacts>),
    fetched(cubeUrl).then((answer) => answer.arrayBuffer()),
  ]);
  enhance(
    section,
    Cube.decode(facts, arrow),
    new State(JSON.parse(spec) as Spec),
    new Words(JSON.parse(words)),
  );
}

/** From here on nothing is asked of the server. */
export function enhance(section: HTMLElement, cube: Cube, state: State, words: Words): void {
  const figures = cube.axes.map((_, place) => one<HTMLElement>(section, `[data-chart="${place}"]`));
  const pictures = figures.map((figure, place) => picturesOf(figure, cube, place, words, state));
  const saying = new Saying(section, figures, cube, words);
  const keeping = new Keeping(section, state);
  const sheets = pictures.map((drawn) => drawn.find((picture) => picture instanceof Numbers));
  const taking = new Taking(
    section,
    state,
    sheets.filter((sheet) => sheet instanceof Numbers),
  );
  let asked = 0;

  const draw = () => {
    asked = 0;
    const seen = cube.counts(state.filters);
    pictures.forEach((drawn, place) => {
      for (const picture of drawn) picture.draw(seen, state.filters[place]);
    });
    saying.draw(state.spec, seen);
  };
  state.onChange = (settled) => {
    asked ||= requestAnimationFrame(draw);
    if (!settled) return;
    cancelAnimationFrame(asked);
    draw();
    keeping.show();
    taking.show();
    saying.announce();
  };
  figures.forEach((figure, place) => {
    figure.tabIndex = -1; // a press of the mouse brings the keys here
    figure.addEventListener("pointerup", () => figure.focus({ preventScroll: true }));
    figure.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && state.filters[place]) state.set(place, null);
    });
  });
  one(section, "[data-form]").addEventListener("submit", (event) => event.preventDefault());
  section.classList.add("explorer-live");
  draw();
}

function picturesOf(
  figure: HTMLElement,
  cube: Cube,
  place: number,
  words: Words,
  state: State,
): Picture[] {
  const axis = cube.axes[place];
  const wish: Wish = {
    preview: (filter) => state.preview(place, filter),
    choose: (filter) => state.set(place, filter),
    settle: () => state.settle(),
    revert: () => state.revert(),
  };
  const pictures: Picture[] = [new Bars(figure, cube, place, words, wish)];
  if ("values" in axis && axis.kind === "areas" && figure.querySelector("[data-plot]"))
    pictures.push(new Areas(figure, cube, place, words, wish));
  if ("x" in axis) pictures.push(new Grid(figure, cube, place, words, wish));
  if ("edges" in axis) pictures.push(new Columns(figure, axis as Steps, place, words, wish));
  return [...pictures, new Numbers(figure, axis, place, words)];
}

async function fetched(address: string): Promise<Response> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}
