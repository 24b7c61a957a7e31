import { StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { App } from "./App";
import { tokens } from "./tokens";

await tokens.start(); // the hardest case: the client knows more than the server did
hydrateRoot(
  document.getElementById("app")!,
  <StrictMode>
    <App />
  </StrictMode>,
);
