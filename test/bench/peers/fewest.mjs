/**
 * The requests of a client that knows the future: each token is fetched at the last moment at which the endpoint answers.
 * `unspent` is what is left of the last token at the end.
 */
export function fewest({ lifeS, forS, latencyS = 0.1, faults = [], offline, asleep }) {
  const isUp = (s) =>
    !faults.some(({ fromS, toS, times }) => !times && s >= fromS && s < toS) &&
    !(offline && s >= offline.fromS && s < offline.toS) &&
    !(asleep && s >= asleep.fromS && s < asleep.toS);
  let count = 0;
  const lost = faults.reduce((sum, { times = 0 }) => sum + times, 0); // nobody can avoid them
  let fromS = 0; // from here on a token is needed
  while (fromS < forS) {
    if (asleep && fromS >= asleep.fromS && fromS < asleep.toS) fromS = asleep.toS; // nobody needs one meanwhile
    let askS = fromS;
    if (count > 0 && fromS !== asleep?.toS) {
      const endS = fromS;
      for (askS = endS - latencyS; askS > endS - lifeS && !isUp(askS); askS -= 1);
      if (!isUp(askS) || askS <= endS - lifeS) askS = endS;
    }
    while (!isUp(askS) && askS < forS) askS += 1;
    if (askS >= forS) break;
    count++;
    fromS = askS + latencyS + lifeS;
  }
  return { count: count + lost, unspent: Math.min(1, Math.max(0, (fromS - forS) / lifeS)) };
}
