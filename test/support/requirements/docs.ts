/** The documentation, the site, what is published. */
export const RULES: Readonly<Record<number, string>> = {
  290: "the page of options has every option, with the default that it really has",
  291: "every block of TypeScript in the documentation compiles against the packed package; the first one of the README runs",
  292: "the first steps, copied into an empty folder, lead to a page that renews its token and survives a refusal",
};
