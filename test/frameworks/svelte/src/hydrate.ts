import { hydrate } from "svelte";
import App from "./App.svelte";
import { tokens } from "./tokens";

await tokens.start(); // the hardest case: the client knows more than the server did
hydrate(App, { target: document.getElementById("app")! });
