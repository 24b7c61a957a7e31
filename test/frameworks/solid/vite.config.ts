import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [solid({ ssr: Boolean(process.env["HYDRATE"]) })],
  server: { proxy: { "/api": process.env["BACK_END"] ?? "" } },
  ...(!isSsrBuild && { build: { rollupOptions: { input: ["index.html", "hydrate.html"] } } }),
}));
