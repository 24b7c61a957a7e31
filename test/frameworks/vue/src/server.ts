import { createPinia } from "pinia";
import { createSSRApp } from "vue";
import { renderToString } from "vue/server-renderer";
import App from "./App.vue";
import { tokens } from "./tokens";

tokens.setToken({ token: "of-the-server", expiresIn: 600 });
export const html = await renderToString(createSSRApp(App).use(createPinia()));
tokens.dispose();
