import { explain } from "evertoken";
import { authorizedFetch } from "evertoken/fetch";
import { tokens } from "./tokens";

const app = document.getElementById("app")!;
const authorized = authorizedFetch(tokens);

async function show() {
  const { status } = await authorized("/chat/threads");
  app.textContent = `The server says ${status}. ${explain(tokens.state)}`;
}

tokens.on("refreshed", () => void show());
void tokens.start();
