import { generateHydrationScript, renderToString } from "solid-js/web";
import { App } from "./App";
import { tokens } from "./tokens";

tokens.setToken({ token: "of-the-server", expiresIn: 600 });
export const html = renderToString(() => <App />);
export const head = generateHydrationScript();
tokens.dispose();
