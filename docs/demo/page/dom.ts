/**
 * Elements in one line each.
 *
 * @module
 */
type Child = Node | string;

/** An element with properties and children; text stays text. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** The place of this name in index.html. */
export const place = (id: string): HTMLElement => document.getElementById(id)!;
