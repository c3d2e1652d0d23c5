// Finds the server's section, fetches the cube once, and makes the charts filter each other.

import { Areas } from "./areas";
import { Asking } from "./asking";
import type { CubeFacts, Steps } from "./axes";
import { Bars } from "./bars";
import { type BinsFacts, complete } from "./bins";
import { Columns } from "./columns";
import { Aggregate, type Choice, type Cube, type Source } from "./cube";
import { one, type Picture, type Wish } from "./figure";
import { Grid } from "./grid";
import { Keeping } from "./keeping";
import { Numbers } from "./numbers";
import { Points } from "./points";
import { Saying } from "./saying";
import { canonical, type Spec } from "./spec";
import { State } from "./state";
import { Taking } from "./taking";
import { Waiting } from "./waiting";
import { Words } from "./words";

const NONE = new Uint32Array();

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
  const { spec, words } = section.dataset;
  if (!spec || !words) return;
  const [view, said] = [JSON.parse(spec) as Spec, new Words(JSON.parse(words))];
  const source = await sourceOf(section, view, said);
  if (source) enhance(section, source, new State(view), said);
}

async function sourceOf(section: HTMLElement, spec: Spec, words: Words): Promise<Source | null> {
  const { cubeUrl, axesUrl, binsUrl, activeUrl, countsUrl } = section.dataset;
  if (binsUrl && activeUrl && countsUrl) {
    const bins = (await (await fetched(binsUrl)).json()) as BinsFacts;
    const addresses = { active: activeUrl, counts: countsUrl };
    return new Asking(bins, spec, addresses, words.say("uncounted"));
  }
  if (!cubeUrl || !axesUrl) return null;
  const [facts, arrow] = await Promise.all([
    fetched(axesUrl).then((answer) => answer.json() as Promise<CubeFacts>),
    fetched(cubeUrl).then((answer) => answer.arrayBuffer()),
  ]);
  return Aggregate.decode(facts, arrow);
}

/** From here on nothing is asked of the server, or only what the source has to ask. */
export function enhance(section: HTMLElement, source: Source, state: State, words: Words): void {
  const { cube } = source;
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
  const waiting = new Waiting(section, figures, words, () => afresh());
  const points = new Points(section, figures, cube.axes, words);
  const first = state.filters;
  let [asked, moving, unsaid, drawn] = [0, false, false, first];

  const draw = () => {
    asked = 0;
    const { filters } = state;
    const seen = source.seen(filters);
    const known = seen.counts.map((counts) => counts ?? NONE);
    pictures.forEach((drawings, place) => {
      if (!seen.counts[place]) return;
      const slice = { matching: seen.matching ?? 0, counts: known };
      for (const picture of drawings) picture.draw(slice, filters[place]);
    });
    saying.draw(state.spec, seen);
    if (filters !== first) waiting.show(seen);
    if (!complete(seen)) {
      source.want(filters, changed(drawn, filters), !moving);
      return;
    }
    drawn = filters;
    if (!moving) points.show(state, seen.matching ?? 0);
    if (unsaid) saying.announce();
    unsaid = false;
  };
  const afresh = () => {
    waiting.trouble = null;
    source.again();
    draw();
  };
  source.onNews = (trouble) => {
    waiting.trouble = trouble;
    asked ||= requestAnimationFrame(draw);
  };
  state.onChange = (settled) => {
    moving = !settled;
    asked ||= requestAnimationFrame(draw);
    if (!settled) return;
    cancelAnimationFrame(asked);
    unsaid = true;
    afresh();
    keeping.show();
    taking.show();
  };
  figures.forEach((figure, place) => {
    figure.tabIndex = -1; // a press of the mouse brings the keys here
    figure.addEventListener("pointerup", () => figure.focus({ preventScroll: true }));
    figure.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && state.filters[place]) state.set(place, null);
    });
    for (const touch of ["pointerenter", "focusin"])
      figure.addEventListener(touch, () => source.near(place, state.filters));
    if (figure.matches(":hover, :focus-within")) source.near(place, state.filters);
  });
  one(section, "[data-form]").addEventListener("submit", (event) => event.preventDefault());
  section.classList.add("explorer-live");
  draw();
}

/** The chart whose filter alone is another one. */
function changed(before: Choice, now: Choice): number | null {
  const places = now.flatMap((filter, place) =>
    canonical(filter) === canonical(before[place]) ? [] : [place],
  );
  return places.length === 1 ? places[0] : null;
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
