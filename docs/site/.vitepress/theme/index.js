import DefaultTheme from "vitepress/theme";
import ErrorSearch from "./ErrorSearch.vue";
import Inspector from "./Inspector.vue";
import LifelineTool from "./LifelineTool.vue";
import "./style.css";

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component("ErrorSearch", ErrorSearch);
    app.component("Inspector", Inspector);
    app.component("LifelineTool", LifelineTool);
  },
};
