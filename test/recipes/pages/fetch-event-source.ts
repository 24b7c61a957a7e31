import { fetchEventSource } from "@microsoft/fetch-event-source";
import { authorizedFetch } from "../../../src/adapters/fetch.ts";
import { tokens } from "./tokens.ts";

const url = "/events";
const show = (text: string): void => void (document.title = text);
// #region fetch-event-source
void fetchEventSource(url, {
  fetch: authorizedFetch(tokens),
  onmessage: ({ data }) => show(data),
  onclose() {
    throw new Error("closed"); // so that it connects again
  },
});
// #endregion
