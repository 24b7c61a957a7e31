/** What `evertoken/diagnose` and `evertoken inspect` understand. */
export const RULES: Readonly<Record<number, string>> = {
  180: "the words people paste are understood: vendors' names bare, with their number, in console lines and logs",
  181: '"token has expired and refresh failed" asks for a sign-in and tells five causes; a manager\'s state leaves one',
  182: "a masked refusal says how to tell what it hides, and what to do if waiting does not help",
  183: "wrappers are opened: causes, arrays, bodies, GraphQL, gRPC, sockets, within a budget",
  184: "a provider's name adds knowledge and never takes it; a name that does not exist is told",
  185: "what nobody knows is told apart from what is no token problem",
  186: "a status of an API is not one of a token endpoint",
  187: "a challenge's scope, claims and strength of sign-in are in the diagnosis",
  188: "every code of the vendors' packages is answered, or left out with a reason",
  189: "a diagnosis costs microseconds for a plain error, and is bounded for the worst",
  190: "of a hundred ordinary errors at most two are called token problems",
  191: "no two rows of different causes share the general sentence for a developer",
  192: "one table diagnoses alone: a third of the engine, the same answers",
  195: "a challenge that a new token cannot answer costs none",
  196: "pages, URL-encoded tokens and cut signatures are found; every finding is listed",
  197: "the command knows what was pasted, refuses providers that do not exist, and its exit code says known or unknown",
};
