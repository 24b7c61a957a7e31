import { defineConfig } from "vite";

export default defineConfig({
  server: { proxy: { "/api": process.env["BACK_END"] ?? "", "/chat": process.env["BACK_END"] ?? "" } },
});
