// Types of the API from its OpenAPI document, which `largesse openapi` writes to standard output:
//   largesse openapi | node scripts/schema.mjs           writes src/api/schema.d.ts
//   largesse openapi | node scripts/schema.mjs --check   fails when it is not what stands there
import { readFileSync, writeFileSync } from "node:fs";
import { text } from "node:stream/consumers";

import openapiTS, { astToString } from "openapi-typescript";

const TARGET = new URL("../src/api/schema.d.ts", import.meta.url);
const METHODS = ["get", "put", "post", "patch", "delete"];

const document = JSON.parse(await text(process.stdin));
document.paths = Object.fromEntries(
  Object.entries(document.paths).filter(([path]) => path.startsWith("/v1/")),
);
for (const operations of Object.values(document.paths))
  for (const method of METHODS) {
    const operation = operations[method];
    if (operation === undefined) continue;
    // Refusals are thrown as problems; only what succeeds has a type of its own.
    operation.responses = Object.fromEntries(
      Object.entries(operation.responses)
        .filter(([status]) => status.startsWith("2"))
        .map(([status, { content }]) => [status, { description: "", content }]),
    );
  }

const made = `// Made by scripts/schema.mjs; \`make types\` writes it anew.\n${astToString(await openapiTS(document))}`;
if (process.argv.includes("--check")) {
  if (readFileSync(TARGET, "utf8") !== made) {
    console.error("web/src/api/schema.d.ts is not what the API says: run `make types` and commit it.");
    process.exit(1);
  }
} else writeFileSync(TARGET, made);
