/**
 * A raw socket that does not come back by itself, with `keepConnection`: opened anew for each token, or given it in place.
 *
 * @module
 */
import { keepConnection } from "../../../src/adapters/connection.ts";
import { claimsOf } from "../../../src/core/read/jwt.ts";
import type { Subject } from "./life.ts";
import { Line } from "./line.ts";
import { world } from "./world.ts";

const subject = (name: string, how: "handOver" | "reopen"): Subject => ({
  name,
  sdk: "stand-in",
  keptTwice: "is another connection",
  async begin() {
    const here = world();
    const lines: Line[] = [];
    const kept = await keepConnection(here.tokens, {
      ...here.options,
      async reopen(token, { lost }) {
        const line = new Line(here, { refused: () => lost({ code: 4401 }), gaveUp: () => lost({ code: 1006 }) }, 0);
        const met = await line.open(token);
        if (met === "refused") throw Object.assign(new Error("refused"), { status: 401 });
        if (met !== "open") throw new TypeError("Failed to fetch");
        lines.push(line);
        return line;
      },
      ...(how === "handOver" && {
        handOver(line: Line, token: string) {
          if (line.isServed) line.token = token;
          else throw new TypeError("not open");
        },
      }),
      close: (line) => line.close(),
      identityOf: (token) => claimsOf(token)?.["sub"] as string,
    });
    return {
      world: here,
      stop: () => kept.stop(),
      accepted: () => lines.length,
      isServed: () => lines.some(({ isServed }) => isServed),
      listeners: () => 0, // the app's own
      timers: () => lines.reduce((sum, { timers }) => sum + timers, 0),
      cut: () => lines.forEach((line) => line.cut()),
      leave: () => kept.close(),
    };
  },
});

export const reopened = subject("keepConnection, a new connection for each token", "reopen");
export const handedOver = subject("keepConnection, token handed over", "handOver");
