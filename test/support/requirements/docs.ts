/** The documentation, the site, what is published. */
export const RULES: Readonly<Record<number, string>> = {
  290: "the page of options has every option, with the default that it really has",
  291: "every block of TypeScript in the documentation compiles against the packed package; the first one of the README runs",
  292: "the first steps, copied into an empty folder, lead to a page that renews its token and survives a refusal",
  293: "every block of code in the documentation is run by a test and does what it says, or stands in a list with the reason why it is only compiled",
  294: "the documentation site has no dead link, works at any path and can be read from `file:`; each page is there as Markdown, and `llms.txt` lists them",
  295: "a code, a name, a line of the console or an error as JSON, pasted on the page of errors, leads to its row",
  296: "the inspector tells what a pasted token or error means; what is pasted leaves the page in no way",
  297: "the drawing and the table of the phases are what the code does",
  298: "a publication is refused, one sentence a reason, while the repository, the build, the changelog or the tag is not as it must be; it has provenance",
  299: "the build prints a hash for each script for a tag, and the package holds them: with it a browser loads the script, and no altered one",
};
