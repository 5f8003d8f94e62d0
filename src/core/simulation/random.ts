/** A stream of numbers in [0, 1), the same for the same seed on every machine (mulberry32). */
export type Random = () => number;

/** @param seed any integer; only its lowest 32 bits count */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How many of `trials` succeed with chance `p` each: exact for few, by the normal approximation for many. */
export function drawBinomial(random: Random, trials: number, p: number): number {
  if (p <= 0 || trials <= 0) return 0;
  if (p >= 1) return trials;
  if (trials <= 200) {
    let hits = 0;
    for (let trial = 0; trial < trials; trial += 1) if (random() < p) hits += 1;
    return hits;
  }
  const mean = trials * p;
  if (mean < 30) return Math.min(trials, drawPoisson(random, mean));
  const draw = mean + Math.sqrt(mean * (1 - p)) * drawNormal(random);
  return Math.min(trials, Math.max(0, Math.round(draw)));
}

/** A Poisson draw by Knuth's product of uniforms; meant for a mean below about 500. */
function drawPoisson(random: Random, mean: number): number {
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > floor; product *= random()) count += 1;
  return count;
}

/** A standard normal draw (Box and Muller). */
export function drawNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
