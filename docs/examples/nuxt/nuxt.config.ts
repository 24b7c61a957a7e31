const backEnd = process.env.BACK_END ?? "http://127.0.0.1:1";

export default defineNuxtConfig({
  compatibilityDate: "2026-01-01",
  telemetry: false,
  app: { rootId: "app", head: { title: "evertoken", link: [{ rel: "icon", href: "data:," }] } },
  routeRules: { "/api/**": { proxy: `${backEnd}/api/**` } },
});
