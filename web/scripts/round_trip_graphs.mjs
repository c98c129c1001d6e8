// Proves that drawing a graph and reading it back changes nothing: for the example of every node of the catalogue,
// and for whole workflow files.   node scripts/round_trip_graphs.mjs catalog.json [workflow.json...]
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { rolldown } from "rolldown";

const source = fileURLToPath(new URL("../src", import.meta.url));
const bundle = await rolldown({
  input: "entry",
  resolve: { alias: { "@": source } },
  plugins: [
    {
      name: "entry",
      resolveId: (id) => (id === "entry" ? id : null),
      load: (id) => (id === "entry" ? 'export * from "@/canvas/flow.ts"; export * from "@/canvas/layout.ts"; export * from "@/canvas/fresh.ts"; export { portsOf } from "@/canvas/graph.ts";' : null),
    },
  ],
  logLevel: "silent",
});
const { output } = await bundle.generate({ format: "esm", codeSplitting: false });
const canvas = await import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString("base64")}`);

const [catalogFile, ...files] = process.argv.slice(2);
const { families, definitions } = JSON.parse(readFileSync(catalogFile, "utf8"));
const variants = [...families.triggers, ...families.nodes];
const graphs = files.map((file) => [file, JSON.parse(readFileSync(file, "utf8")).graph]);
for (const variant of variants) {
  const fresh = { ...canvas.freshNode(variant, definitions), id: "a" };
  for (const [kind, node] of [["example", variant.example ?? fresh], ["fresh", fresh]]) {
    const end = { id: "z", type: "end", title: "Z", position: { x: 10.5, y: -3 } };
    const edges = canvas.portsOf(node).map((port) => ({ from: node.id, ...(port !== "default" && { port }), to: "z" }));
    graphs.push([`${variant.type} (${kind})`, { nodes: [node, end], edges }]);
  }
}
let failed = 0;
for (const [name, graph] of graphs) {
  const drawn = canvas.fromFlow(canvas.toFlow(graph, canvas.layOut(graph)));
  const settings = graph.nodes.map((node) => canvas.withSettings(node, canvas.settingsOf(node)));
  if (JSON.stringify(drawn) !== JSON.stringify(graph) || !isDeepStrictEqual(settings, graph.nodes)) {
    failed += 1;
    console.error(`${name}: ${JSON.stringify(graph)} became ${JSON.stringify(drawn)}`);
  }
}
console.log(`${graphs.length - failed} of ${graphs.length} graphs came back as they were`);
process.exit(failed ? 1 : 0);
