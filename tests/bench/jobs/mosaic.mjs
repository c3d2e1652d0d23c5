// Mosaic's own coordinator against its DuckDB server, without a page: what its charts wait for.
// node mosaic.mjs PORT PARQUET ROUNDS; found beside node_modules with @uwdata/mosaic-core.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [port, parquet, rounds] = process.argv.slice(2);
const beside = createRequire(`${process.env.COMMONSTACKS_MOSAIC}/package.json`);
const load = (name) => import(pathToFileURL(beside.resolve(name)).href);
const { Coordinator, Selection, makeClient, restConnector, clauseInterval, clausePoints } =
  await load("@uwdata/mosaic-core");
const { Query, count, sql, column } = await load("@uwdata/mosaic-sql");

const nothing = () => {};
const silent = { log: nothing, info: nothing, warn: nothing, debug: nothing, error: console.error };
Object.assign(silent, { group: nothing, groupCollapsed: nothing, groupEnd: nothing });
const coordinator = new Coordinator(restConnector({ uri: `http://127.0.0.1:${port}/` }), {
  logger: silent,
  cache: false,
});
const began = performance.now();
await coordinator.exec(`CREATE OR REPLACE TABLE trips AS FROM read_parquet('${parquet}')`);
await coordinator.exec("DROP SCHEMA IF EXISTS mosaic CASCADE");
const loaded = performance.now() - began;

const bins = {
  time: sql`date_trunc('month', started)`,
  areas: column("route"),
  histogram: sql`seconds // 500`,
  bars: column("user_type"),
};
const selection = Selection.crossfilter();
let waiting = new Set();
let done = () => {};
const clients = {};
const first = performance.now();
const answered = new Promise((resolve) => (done = resolve));
waiting = new Set(Object.keys(bins));
for (const [name, bin] of Object.entries(bins)) {
  clients[name] = makeClient({
    coordinator,
    selection,
    query: (filter) =>
      Query.from("trips").select({ key: bin, n: count() }).where(filter).groupby("key"),
    queryResult: () => {
      waiting.delete(name);
      if (!waiting.size) done();
    },
    queryError: (error) => {
      console.error(error);
      process.exit(1);
    },
  });
}
await answered;
const firstView = performance.now() - first;

const until = (names, act) =>
  new Promise((resolve) => {
    const start = performance.now();
    waiting = new Set(names);
    done = () => resolve(performance.now() - start);
    act();
  });
const others = (name) => Object.keys(bins).filter((each) => each !== name);
const of = (name) => ({ source: clients[name], clients: new Set([clients[name]]) });
const users = (value) => clausePoints(["user_type"], [[value]], of("bars"));
const stretch = (low, high) =>
  clauseInterval("seconds", [low, high], {
    ...of("histogram"),
    bin: "floor",
    scale: { type: "linear", domain: [0, 20000], range: [0, 400] },
    pixelSize: 1,
  });

// Each round has another first filter, so that its cubes are really new; then seconds are brushed.
const hover = [];
const brush = [];
for (let round = 0; round < Number(rounds); round++) {
  const value = ["Customer", "Subscriber"][round % 2];
  await until(others("bars"), () => selection.update(users(value)));
  await coordinator.exec("DROP SCHEMA IF EXISTS mosaic CASCADE");
  coordinator.clear({ clients: false, cache: true });
  hover.push(
    await until(others("histogram"), () => {
      selection.activate(stretch(500, 2000));
      selection.update(stretch(500, 2000));
    }),
  );
  for (let low = 550; low < 800; low += 50) {
    const moved = () => selection.update(stretch(low, low + 1550));
    brush.push(await until(others("histogram"), moved));
  }
  await until(others("histogram"), () =>
    selection.update({ ...stretch(0, 1), value: null, predicate: null }),
  );
}
console.log(JSON.stringify({ loaded, firstView, hover, brush }));
process.exit(0);
