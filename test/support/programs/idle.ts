/** Makes a manager, starts it, and has nothing more to do: the process must end by itself (R78). */
import { TokenManager } from "../../../src/index.ts";

const tokens = new TokenManager({ fetchToken: () => ({ token: "opaque", expiresIn: 3600 }) });
console.log((await tokens.start()).format, tokens.state.phase);
