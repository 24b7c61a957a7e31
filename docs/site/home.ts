/**
 * The home page, made from the README: what it says first becomes the head, its bullets the features, the rest follows.
 *
 * @module
 */

/** From the README's text. */
export function homePage(readme: string): string {
  const [, name, intro] = /^# (.+)\n\n([^]*?[.;])\s/.exec(readme)!;
  const features = [...readme.matchAll(/^- \*\*(.+?)\.\*\* (.+)$/gm)].map(([, title, details]) => ({
    title,
    details: details!.replaceAll("`", ""),
  }));
  const rest = readme.slice(readme.indexOf("```sh"));
  const front = {
    layout: "home",
    hero: {
      name,
      text: "Short-lived tokens, kept fresh",
      tagline: intro!.replaceAll("\n", " ").replace(/;$/, "."),
      actions: [
        { theme: "brand", text: "First steps", link: "/first-steps" },
        { theme: "alt", text: "What does this error mean?", link: "/errors" },
        { theme: "alt", text: "Look into a token", link: "/inspector" },
        { theme: "alt", text: "See one live", link: "/lifeline" },
      ],
    },
    features,
  };
  // JSON is YAML.
  return `---\n${JSON.stringify(front, undefined, 2)}\n---\n\n<div class="vp-doc home">\n\n${rest}\n</div>\n`;
}
