/** Vue, built by Vite, with a Pinia store that holds the manager. */
import { describe } from "vitest";
import { testViteApp } from "./vite-app.ts";

describe("R246 R247 R248 R249 Vue", () =>
  testViteApp({ name: "vue", server: "src/server.ts", component: "src/App.vue" }));
