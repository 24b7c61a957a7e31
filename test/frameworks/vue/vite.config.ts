import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [vue()],
  server: { proxy: { "/api": process.env["BACK_END"] ?? "" } },
  ...(!isSsrBuild && { build: { rollupOptions: { input: ["index.html", "hydrate.html"] } } }),
}));
