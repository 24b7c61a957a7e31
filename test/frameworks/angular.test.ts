/** Angular, built by its own application builder, without zone.js: signals, and the interceptor in a real HttpClient. */
import { join } from "node:path";
import { describe, test } from "vitest";
import { type BackEnd, startBackEnd } from "./back-end.ts";
import { eventually, liveOneLife, shows, type Visit, visit } from "./life.ts";
import { openWorkshop } from "./workshop.ts";

/** A request with the token; one whose token was refused, and so goes out again with a new one; and one refused for good. */
async function ordersAreSent({ page }: Visit, backEnd: BackEnd): Promise<void> {
  const orders = page.locator("[data-orders]");
  const order = (): Promise<void> => page.getByRole("button", { name: "Orders" }).click();
  const before = backEnd.requests;
  await order();
  const look = (): Promise<string | null> => orders.textContent();
  await eventually(page, look, JSON.stringify({ asked: before, isAccepted: true }));
  backEnd.refuse();
  await order();
  await eventually(page, look, JSON.stringify({ asked: before + 1, isAccepted: true }));
  await shows(page, `t${before + 1}`, "holding");
}

describe.each([["production"], ["development"]])("Angular, built for %s", (configuration) => {
  test("R246 R247 R251 the app lives one life of a token, and its requests carry it", async () => {
    const { folder, run } = await openWorkshop("angular");
    await run("ng", ["build", "--configuration", configuration]);
    const backEnd = await startBackEnd(join(folder, "dist"));
    const visited = await visit(backEnd.url);
    await liveOneLife(visited, backEnd);
    await ordersAreSent(visited, backEnd);
  });
});
