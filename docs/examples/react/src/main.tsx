import { explain } from "evertoken";
import { useToken, useTokenState } from "evertoken/react";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { tokens } from "./tokens";

function App() {
  const token = useToken(tokens);
  const state = useTokenState(tokens);
  return (
    <p>
      {token ? `Token of ${new Date(token.receivedAt).toLocaleTimeString()}.` : "No token."} {explain(state)}
    </p>
  );
}

createRoot(document.getElementById("app")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
