import { hydrate } from "solid-js/web";
import { App } from "./App";
import { tokens } from "./tokens";

await tokens.start(); // the hardest case: the client knows more than the server did
hydrate(() => <App />, document.getElementById("app")!);
