import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compression, defineAlgorithm } from "vite-plugin-compression2";

// `largesse serve` answers everything but the pages; set LARGESSE_URL to develop against another one.
const server = process.env.LARGESSE_URL ?? "http://127.0.0.1:8100";

export default defineConfig({
  plugins: [
    react(),
    compression({ algorithms: [defineAlgorithm("gzip"), defineAlgorithm("brotliCompress")], threshold: 512 }),
  ],
  resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
  build: { outDir: "../src/largesse/console", assetsDir: "console-assets", emptyOutDir: true, target: "es2022", modulePreload: { polyfill: false } },
  server: { proxy: Object.fromEntries(["/v1", "/docs", "/openapi.json"].map((path) => [path, server])) },
});
