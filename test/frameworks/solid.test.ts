/** Solid, built by Vite. */
import { describe } from "vitest";
import { testViteApp } from "./vite-app.ts";

describe("R246 R247 R248 R249 Solid", () =>
  testViteApp({ name: "solid", server: "src/server.tsx", component: "src/App.tsx" }));
