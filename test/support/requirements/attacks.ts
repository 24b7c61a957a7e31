/** What attacks on the installed package have shown: tokens in errors, waits that were not heard, endpoints that spoil others. */
export const RULES: Readonly<Record<number, string>> = {
  350: "what hangs on a piece of a token in hand goes with it: another token of the same family leaves nothing to read",
  351: "a token that was in hand before is masked, and so is a secret that stood beside one; of both a number is kept and no part",
  352: "no error about an option, a name or a listener quotes a token that was put in its place",
  353: "`Retry-After` is read in every form of RFC 9110, and where there are several the longest counts",
  354: "an endpoint that had accepted a token is believed when it refuses it, whatever other endpoints say all the time",
  355: "what a server has refused to a caller is not taken when it comes: from a cache, another tab, or a request that was in the air before",
  356: "a forced refresh is a new request, also as the first call of a manager",
  357: "`using` disposes of a manager in every engine that has it",
  364: "a connection belongs to the session in which it was opened: after a sign-out no token enters it that may be another user's, and no connect that began before is made again",
  365: "an error of a connection says that it is tried again only where it is: a first opening and `freshConnect` are not",
  366: "what an event or a plain object says of an error, its code, status, reason and message, stands in the text, scrubbed",
  367: "a server's `Retry-After` is kept whatever comes late: an answer to an earlier request, or the one that says it",
  368: "a token that has ended is never told as `refreshed`",
  369: "a request that carries one user's token is never sent again with another one's, nor after a sign-out",
  370: "a request through `authorizedFetch` that is aborted rejects at once, whatever sends it",
};
