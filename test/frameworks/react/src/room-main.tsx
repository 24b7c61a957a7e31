import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Room } from "./Room";

createRoot(document.getElementById("app")!).render(
  <StrictMode>
    <Room key="lobby" id="lobby" />
  </StrictMode>,
);
