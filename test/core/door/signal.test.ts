/** A listener's signal that is none. */
import { expect, test } from "vitest";
import { stage } from "../../support/stage.ts";

test("R134 a controller in the place of its signal is refused at once, and leaves nothing behind", async () => {
  const { tokens } = stage();
  let heard = 0;
  const signal = new AbortController() as never;
  expect(() => tokens.on("refreshed", () => heard++, { signal })).toThrow(TypeError);
  await tokens.start();
  expect(heard).toBe(0);
  tokens.dispose();
  expect(tokens.state.phase).toBe("disposed");
});
