import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [react()],
  server: { proxy: { "/api": process.env["BACK_END"] ?? "" } },
  ...(!isSsrBuild && {
    build: { rollupOptions: { input: ["index.html", "hydrate.html", "concurrent.html", "room.html"] } },
  }),
}));
