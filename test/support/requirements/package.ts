/** What a user finds on the first day: the package, its documentation, its tools. */
export const RULES: Readonly<Record<number, string>> = {
  150: "an editor shows a sentence for every public name, member and option, and the default of every option",
  151: "a change of the public names and types is announced; every type that a public signature uses can be imported",
  152: "nothing is asked for that no entry point needs; a peer is optional, and never the core's",
  153: "resolvers that do not know `exports` find the core",
  154: "every link works in the repository and in the installed package; no address is invented",
  155: "`evertoken/testing` works in Jest's jsdom, in Deno and in Bun",
  156: "`authorizedFetch` takes relative addresses in jsdom, where `Request` knows no page",
  157: "the core needs no CommonJS: rollup bundles it without that plugin, a browser loads it by an import map",
  158: "the recipes for Jest work as they stand in the guide",
  159: "the scripts for a tag hold exactly what the documentation says, and cost no more than it says",
};
