/**
 * Requests with a token that is bound to its sender.
 *
 * @module
 */

/**
 * Sends a request with a token and the proof that this sender may use it; answers a server's wish for a nonce by
 * itself. `dpopProof` of `evertoken/oauth` gives one.
 *
 * @param request - without `Authorization`; its body may be needed twice, so clone it
 * @param send - sends the finished request
 */
export type ProofSender = (
  request: Request,
  token: string,
  send: (request: Request) => Promise<Response>,
) => Promise<Response>;
