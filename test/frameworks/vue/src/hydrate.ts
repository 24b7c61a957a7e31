import { createPinia } from "pinia";
import { createSSRApp } from "vue";
import App from "./App.vue";
import { tokens } from "./tokens";

await tokens.start(); // the hardest case: the client knows more than the server did
createSSRApp(App).use(createPinia()).mount("#app");
