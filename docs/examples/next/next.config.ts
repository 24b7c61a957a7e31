import type { NextConfig } from "next";

const backEnd = process.env["BACK_END"] ?? "http://127.0.0.1:1";

export default {
  turbopack: { root: process.cwd() }, // there is another lock file above
  rewrites: async () => [{ source: "/api/:path*", destination: `${backEnd}/api/:path*` }],
} satisfies NextConfig;
