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

/** From how many expected on the normal approximation is good enough: its skew is then below 0.2. */
const MANY = 30;

/** How many of `trials` succeed with chance `p` each: by the normal approximation where many do and many do not. */
export function drawBinomial(random: Random, trials: number, p: number): number {
  if (p <= 0 || trials <= 0) return 0;
  if (p >= 1) return trials;
  if (p > 0.5) return trials - drawBinomial(random, trials, 1 - p);
  const mean = trials * p;
  if (mean >= MANY) return within(trials, mean + Math.sqrt(mean * (1 - p)) * drawNormal(random));
  return drawFew(random, trials, p);
}

/** By inversion, exactly: chances are summed up from none on, so that few hits cost little whatever the trials. */
function drawFew(random: Random, trials: number, p: number): number {
  const odds = p / (1 - p);
  let chance = (1 - p) ** trials;
  let hits = 0;
  for (let rest = random() - chance; rest >= 0 && hits < trials; rest -= chance) {
    hits += 1;
    chance *= (odds * (trials - hits + 1)) / hits;
  }
  return hits;
}

/** How often something happens that is expected to happen `mean` times: Poisson, by Knuth's product of uniforms while it is small. */
export function drawCount(random: Random, mean: number): number {
  if (mean >= MANY) {
    return within(Number.POSITIVE_INFINITY, mean + Math.sqrt(mean) * drawNormal(random));
  }
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > floor; product *= random()) count += 1;
  return count;
}

function within(most: number, draw: number): number {
  return Math.min(most, Math.max(0, Math.round(draw)));
}

/** A standard normal draw (Box and Muller). */
export function drawNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
