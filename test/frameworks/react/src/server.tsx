import { StrictMode } from "react";
import { renderToString } from "react-dom/server";
import { App } from "./App";
import { tokens } from "./tokens";

tokens.setToken({ token: "of-the-server", expiresIn: 600 });
export const html = renderToString(
  <StrictMode>
    <App />
  </StrictMode>,
);
tokens.dispose();
