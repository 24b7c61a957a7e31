/** Svelte 5, built by Vite: runes and the store contract side by side. */
import { describe } from "vitest";
import { testViteApp } from "./vite-app.ts";

describe("R246 R247 R248 R249 Svelte", () =>
  testViteApp({ name: "svelte", server: "src/server.ts", component: "src/App.svelte" }));
