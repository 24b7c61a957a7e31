/**
 * A server that looks at a token when a connection is opened, in virtual time: a raw WebSocket, an in-house gateway.
 *
 * @module
 */
import { onTestFinished } from "vitest";
import {
  type ConnectionAttempt,
  keepConnection,
  type KeepConnectionOptions,
  type KeptConnectionHandle,
} from "../../../src/adapters/connection.ts";
import { TokenManager, type TokenManagerOptions } from "../../../src/index.ts";
import { fakeTokens, type FakeTokens, type VirtualEnvironment, virtualEnvironment } from "../../../src/testing.ts";

/** One connection to the server. */
export interface Socket {
  readonly name: string;
  isOpen: boolean;
  /** It ends by itself, with a close code. */
  end(code: number): void;
}

export interface Stage {
  readonly env: VirtualEnvironment;
  readonly source: FakeTokens;
  readonly tokens: TokenManager;
  readonly journal: string[];
  /** The journal, each line with the whole second in which it was written. */
  readonly timed: string[];
  readonly sockets: Socket[];
  /** How a socket ends that is opened from now on. */
  fate: { readonly afterMs: number; readonly code: number } | undefined;
  /** What the next openings meet; without a plan they succeed. */
  plan: (Error | "hang")[];
  readonly options: KeepConnectionOptions<Socket>;
  keep(more?: Partial<KeepConnectionOptions<Socket>>): Promise<KeptConnectionHandle<Socket>>;
}

export const refusal = (status = 401): Error => Object.assign(new Error("refused"), { status });
export const UNREACHABLE = new TypeError("fetch failed");

export function stage(manager: Partial<TokenManagerOptions> = {}, lifetimeMs = 600_000): Stage {
  const env = virtualEnvironment();
  const source = fakeTokens(env, { lifetimeMs });
  const tokens = new TokenManager({ fetchToken: source.fetchToken, environment: env, ...manager });
  onTestFinished(() => tokens.dispose());
  const journal: string[] = [];
  const timed: string[] = [];
  const note = (line: string): void => {
    journal.push(line);
    timed.push(`${Math.floor(env.monotonicNow() / 1_000)}s ${line}`);
  };
  const sockets: Socket[] = [];
  const reopen = async (token: string, { lost, signal }: ConnectionAttempt): Promise<Socket> => {
    const name = source.nameOf(token);
    note(`open ${name}`);
    const step = self.plan.shift();
    if (step === "hang") return new Promise(() => signal.addEventListener("abort", () => note("given up")));
    if (step) throw step;
    const socket: Socket = {
      name,
      isOpen: true,
      end(code) {
        socket.isOpen = false;
        lost({ code });
      },
    };
    sockets.push(socket);
    const { fate } = self;
    if (fate) env.setTimer(() => socket.isOpen && socket.end(fate.code), fate.afterMs);
    return socket;
  };
  const self: Stage = {
    ...{ env, source, tokens, journal, timed, sockets, plan: [], fate: undefined },
    options: {
      reopen,
      close(socket) {
        note(`close ${socket.name}`);
        socket.isOpen = false;
      },
      onReopened: (next, previous) => note(`${next.name} after ${previous.name}`),
      onProblem: ({ action }) => note(`problem ${action}`),
      onRecovered: () => note("recovered"),
      environment: env,
    },
    keep: (more) => keepConnection(tokens, { ...self.options, ...more }),
  };
  return self;
}
