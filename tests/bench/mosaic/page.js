// Four charts of the trips that filter each other, as Mosaic's documentation makes them. The table
// stands in its server already; ?port= names the server.
import * as vg from "@uwdata/vgplot";

const port = new URLSearchParams(location.search).get("port");
vg.coordinator().databaseConnector(vg.restConnector({ uri: `http://127.0.0.1:${port}/` }));
for (const quiet of ["log", "info", "debug"]) vg.coordinator().logger()[quiet] = () => {};

const brush = vg.Selection.crossfilter();
const trips = () => vg.from("trips", { filterBy: brush });
const size = [vg.width(600), vg.height(200), vg.marginLeft(140)];

const columns = (name, x, domain) =>
  vg.plot(
    vg.name(name),
    vg.rectY(trips(), { x, y: vg.count(), fill: "steelblue", inset: 0.5 }),
    vg.intervalX({ as: brush }),
    vg.xDomain(domain),
    ...size,
  );
const bars = (name, y) =>
  vg.plot(
    vg.name(name),
    vg.barX(trips(), { x: vg.count(), y, fill: "steelblue", sort: { y: "-x", limit: 12 } }),
    vg.toggleY({ as: brush }),
    ...size,
  );

const shown = vg.vconcat(
  columns("time", vg.bin("started", { interval: "month" }), vg.Fixed),
  columns("seconds", vg.bin("seconds", { step: 250 }), [0, 20000]),
  bars("origin", "origin"),
  bars("users", "user_type"),
);
[...shown.children].forEach((chart, place) => {
  chart.id = ["time", "seconds", "origin", "users"][place];
});
document.querySelector("#charts").append(shown);
window.vg = vg;
