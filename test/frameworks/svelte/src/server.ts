import { render } from "svelte/server";
import App from "./App.svelte";
import { tokens } from "./tokens";

tokens.setToken({ token: "of-the-server", expiresIn: 600 });
export const html = render(App).body;
tokens.dispose();
