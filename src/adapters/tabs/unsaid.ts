/**
 * What the app has said in a page that does not know yet what the others have said: it is later than all of that, and
 * is therefore kept until the page knows.
 *
 * @module
 */
import type { SharedToken, TabNews } from "../../tab-port.ts";
import type { Heard } from "./messages.ts";
import type { Session } from "./session.ts";

export interface Unsaid {
  /** Nothing for a sign-out. */
  readonly token: SharedToken | undefined;
  readonly heard: Heard;
  /** Whose token it is, or whose session is over. */
  readonly owner: string | undefined;
}

/**
 * The words that news are, in their order; the page's session begins or ends with them.
 *
 * @param named - the user whom the app names now
 * @param told - whose session goes on in another tab, where nobody is signed in here
 */
export function newsAsWords(
  news: TabNews,
  heard: Heard,
  named: string | undefined,
  session: Session,
  told: string | undefined,
): readonly Unsaid[] {
  const former = session.isOpen ? session.ownerOf(named) : told;
  if ("cleared" in news) {
    const owner = session.ownerOf(named);
    session.end();
    return [{ token: undefined, heard: {}, owner }];
  }
  session.begin(named);
  // Another user has signed in here: nobody may go on with the tokens of the one before. An app that did not know
  // its user yet has no other user.
  const isOther = named !== undefined && former !== undefined && named !== former;
  const said = { token: news.token, heard, owner: named };
  return isOther ? [{ token: undefined, heard: {}, owner: former }, said] : [said];
}

/** Of two tokens in a row, of one owner, the second one counts. */
export function append(unsaid: readonly Unsaid[], words: readonly Unsaid[]): readonly Unsaid[] {
  const [last, next] = [unsaid.at(-1), words[0]];
  const isOutdated = last?.token && next?.token && last.owner === next.owner;
  return [...(isOutdated ? unsaid.slice(0, -1) : unsaid), ...words];
}
