/**
 * `evertoken/fetch`: a `fetch` whose requests carry the token, to the hosts that may have it and to no other.
 *
 * A 401 is answered with one new token and one more request; everything else is the platform's own `fetch`.
 *
 * @module
 */
import { checkNames } from "../core/check.ts";
import { unlessAborted } from "./common/aborted.ts";
import { carrierOf } from "./common/carried.ts";
import type { TokenFeed } from "./common/feed.ts";
import { guardOf } from "./common/origins.ts";
import type { ProofSender } from "./common/proof.ts";

export type { ProofSender } from "./common/proof.ts";

export type { TokenFeed } from "./common/feed.ts";

/** The shape of the platform's `fetch`. */
export type Fetch = (...request: Parameters<typeof fetch>) => Promise<Response>;

/** How an authorized `fetch` sends, and to whom. */
export interface AuthorizedFetchOptions {
  /**
   * What sends the requests; it gets a `Request`, and the signal beside it.
   *
   * @defaultValue the platform's `fetch`, looked up at each call
   */
  fetch?: Fetch | undefined;
  /**
   * Origins that get the token besides the page's own, e.g. `"https://api.example.com"`.
   *
   * @defaultValue none: where there is no page, nothing can be sent
   */
  allow?: readonly (string | URL)[] | undefined;
  /**
   * For tokens that are bound to their sender, instead of `Bearer`: `dpopProof` of `evertoken/oauth`, for instance.
   *
   * @defaultValue none: the token is sent as `Bearer`
   */
  proof?: ProofSender | undefined;
}

function authorize(request: Request, value: string): Request {
  try {
    request.headers.set("authorization", `Bearer ${value}`);
  } catch {
    throw new TypeError("The token has characters that no header can carry"); // the platform's error would quote it
  }
  return request;
}

/**
 * Reads an answer to its end: Chromium 156 and Firefox 153 count the body of a keepalive request whose answer was
 * cancelled against the next one. A 401 takes far less than 5 s; one that breaks or goes on is nobody's concern.
 * The pipe itself may never end: a body is not let go as long as somebody holds a clone of it.
 */
const drain = async ({ body }: Response): Promise<void> => {
  const signal = AbortSignal.timeout(5_000);
  if (body) await unlessAborted(signal, body.pipeTo(new WritableStream(), { signal })).catch(() => undefined);
};

/**
 * Makes a `fetch` with the token in its header `Authorization`. A request that has this header already, or goes
 * to an origin that is not allowed, is sent as it is.
 *
 * The promise rejects with what `fetch` rejects with, with the request's own abort reason, with the manager's `TokenError`
 * where there is no token to send, and with a `TypeError` where `proof` or `fetch` gives no answer. An answer 401 is
 * handed over where no other token could be fetched, and where the user has signed out meanwhile, or another one has
 * signed in.
 *
 * @throws TypeError for an unknown option, or an entry of `allow` that is no origin
 */
export function authorizedFetch(tokens: TokenFeed, options: AuthorizedFetchOptions = {}): Fetch {
  checkNames(options, ["fetch", "allow", "proof"]);
  const send = options.fetch ?? ((...call: Parameters<Fetch>) => fetch(...call));
  const guard = guardOf(options.allow);
  const carry = carrierOf(tokens, options.proof ? undefined : 'give the option "proof"');

  return async (input, init) => {
    const { url, isAllowed } = guard(input instanceof Request ? input.url : String(input));
    if (!isAllowed) return send(input, init);

    // Before the first `await`: the caller may change its body or its headers afterwards.
    const request = new Request(input instanceof Request ? input : url, init);
    if (request.headers.has("authorization")) return send(request);
    const { signal } = request;
    // The caller's own signal: Node lets go of one that only hangs on a `Request` nobody holds.
    const theirs = init?.signal === undefined && input instanceof Request ? input.signal : init?.signal;
    const dispatch = (copy: Request): Promise<Response> => send(copy, theirs ? { signal: theirs } : undefined);
    const carried = carry(request.method, url);
    const sendWith = async (copy: Request, token: string): Promise<Response> => {
      const sent = options.proof ? options.proof(copy, token, dispatch) : dispatch(authorize(copy, token));
      const response = (await unlessAborted(theirs ?? signal, sent)) as Response | undefined;
      if (!response) throw new TypeError(`${options.proof ? "proof" : "fetch"}: return a Response`); // the app's mistake
      if (response.ok) carried.accepted(token);
      return response;
    };
    try {
      const value = await carried.getToken({ signal });
      const response = await sendWith(request.clone(), value); // the clone, so that the body is there twice
      if (!carried.isRefusal(response)) return response;

      let fresh: string;
      try {
        fresh = await carried.getToken({ rejectedValue: value, signal });
      } catch {
        signal.throwIfAborted();
        return response; // the manager has said why there is no other token, or says so of the next request
      }
      if (!carried.mayCarry(value, fresh)) return response;
      if (request.keepalive) await unlessAborted(theirs ?? signal, drain(response));
      else response.body?.cancel().catch(() => undefined); // frees the connection; one that broke is nobody's concern
      const second = await sendWith(request, fresh);
      // An endpoint that refuses every token: the manager remembers that, and keeps the token for the others.
      if (carried.isRefusal(second)) carried.refused(fresh);
      return second;
    } finally {
      carried.end();
    }
  };
}
