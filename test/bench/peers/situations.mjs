/** The everyday situations of table 1: how long tokens live, how long answers take, and what happens when. Seconds. */

const MINUTE = 60;
const HOUR = 3_600;

/** Between two moments the endpoint is in a mood: see `world.mjs`. */
const during = (fromS, toS, mood) => ({ fromS, toS, mood });

export const SITUATIONS = [
  { name: "tokens of 1 h, all well", lifeS: HOUR, forS: 3 * HOUR },
  { name: "tokens of 10 min, all well", lifeS: 600, forS: HOUR },
  { name: "tokens of 5 min, all well", lifeS: 300, forS: HOUR },
  { name: "tokens of 1 min, all well", lifeS: 60, forS: 20 * MINUTE },
  { name: "tokens of 20 s, all well", lifeS: 20, forS: 10 * MINUTE },
  { name: "tokens of 30 days", lifeS: 30 * 24 * HOUR, forS: HOUR },
  { name: "answers take 3 s, tokens of 1 h", lifeS: HOUR, latencyS: 3, forS: 3 * HOUR },
  { name: "answers take 3 s, tokens of 1 min", lifeS: 60, latencyS: 3, forS: 20 * MINUTE },
  { name: "20 callers at once each time", lifeS: 600, callers: 20, forS: HOUR },
  {
    name: "one request fails",
    lifeS: 600,
    forS: 30 * MINUTE,
    faults: [{ fromS: 300, toS: HOUR, mood: "down", times: 1 }],
  },
  {
    name: "one request is answered with 503",
    lifeS: 600,
    forS: 30 * MINUTE,
    faults: [{ fromS: 300, toS: HOUR, mood: 503, times: 1 }],
  },
  {
    name: "one request is never answered",
    lifeS: 600,
    forS: 30 * MINUTE,
    faults: [{ fromS: 300, toS: HOUR, mood: "hang", times: 1 }],
  },
  { name: "each tenth request fails, tokens of 1 min", lifeS: 60, forS: 20 * MINUTE, failing: 0.1 },
  { name: "each third request fails, tokens of 5 min", lifeS: 300, forS: HOUR, failing: 0.33 },
  { name: "down for 20 s at a token's end", lifeS: 600, forS: 30 * MINUTE, faults: [during(560, 580, "down")] },
  { name: "down for 2 min over a token's end", lifeS: 600, forS: 30 * MINUTE, faults: [during(540, 660, "down")] },
  { name: "down for 10 min, tokens of 10 min", lifeS: 600, forS: 40 * MINUTE, faults: [during(500, 1_100, "down")] },
  {
    name: "down for 10 min within tokens of 1 h",
    lifeS: HOUR,
    forS: 90 * MINUTE,
    faults: [during(1_200, 1_800, "down")],
  },
  { name: "503 for 2 min over a token's end", lifeS: 600, forS: 30 * MINUTE, faults: [during(540, 660, 503)] },
  {
    name: "429 for 1 min, Retry-After 60",
    lifeS: 600,
    forS: 30 * MINUTE,
    faults: [during(540, 600, 429)],
    retryAfterS: 60,
  },
  { name: "hangs for 2 min over a token's end", lifeS: 600, forS: 30 * MINUTE, faults: [during(540, 660, "hang")] },
  { name: "hangs for 10 min, tokens of 10 min", lifeS: 600, forS: 40 * MINUTE, faults: [during(500, 1_100, "hang")] },
  { name: "down for the first 30 s", lifeS: 600, forS: 20 * MINUTE, faults: [during(0, 30, "down")] },
  { name: "offline for 5 min over a token's end", lifeS: 600, forS: 30 * MINUTE, offline: { fromS: 400, toS: 700 } },
  { name: "asleep for 8 h, tokens of 1 h", lifeS: HOUR, forS: 10 * HOUR, asleep: { fromS: 1_800, toS: 30_600 } },
  { name: "asleep for 15 min, tokens of 10 min", lifeS: 600, forS: HOUR, asleep: { fromS: 300, toS: 1_200 } },
  { name: "the device's clock is 3 min ahead", lifeS: HOUR, forS: 3 * HOUR, aheadS: 180 },
  { name: "the device's clock is 3 min behind", lifeS: HOUR, forS: 3 * HOUR, aheadS: -180 },
  { name: "the device's clock is 15 min ahead, 10 min tokens", lifeS: 600, forS: HOUR, aheadS: 900 },
  { name: "the server keeps a token until it has 60 s left", lifeS: 600, forS: HOUR, cachedUntilS: 60 },
];
