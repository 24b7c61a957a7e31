import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [svelte()],
  server: { proxy: { "/api": process.env["BACK_END"] ?? "" } },
  ...(!isSsrBuild && { build: { rollupOptions: { input: ["index.html", "hydrate.html"] } } }),
}));
