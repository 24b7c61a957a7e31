/**
 * An object of an SDK that has one connection at most, and is kept twice: one opening for both keepers. The second call
 * would be an error, or a second login that puts out the first.
 *
 * @module
 */
const underWay = new WeakMap<object, readonly [what: string | undefined, opening: Promise<unknown>]>();

/**
 * The opening of this object that is under way, or a new one.
 *
 * @param what - what is opened, where the object can open several things: the SDK itself refuses two at a time
 */
export function shareOpening<Opened>(object: object, open: () => PromiseLike<Opened>, what?: string): Promise<Opened> {
  const known = underWay.get(object);
  if (known && known[0] === what) return known[1] as Promise<Opened>;
  const opening = (async () => open())().finally(() => {
    if (underWay.get(object)?.[1] === opening) underWay.delete(object);
  });
  underWay.set(object, [what, opening]);
  return opening;
}

/** What is under way is not waited for any longer: the app or a keeper has closed it, and the next opening is another one. */
export const forgetOpening = (object: object): void => void underWay.delete(object);
