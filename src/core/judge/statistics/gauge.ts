import { type Evidence, NO_EVIDENCE, type PairedReadings, type Question } from './evidence.ts';
import { type Harm, type Judge, judgeDirections, judgeSeries } from './judging.ts';
import { DEFAULT_HARMLESS, defaultMargin } from './margins.ts';
import { decisiveT, degrees, fitMean, lnEvidence, median, type PairedMean } from './paired.ts';

/** Fewer intervals say too little about the noise. */
export const FEWEST_INTERVALS = 8;
/** What keeps a ratio of readings near zero finite: this share of their median is added to both. */
const OFFSET = 0.01;
const MISS = 0.05;
const POWER_80 = 0.8416;

/**
 * What the series says at this look, computed from the start of the phase: the mean log ratio of readings taken
 * at the same time, with their autocorrelation measured and outliers pulled in. For memory, queue lengths, CPU;
 * readings must not be negative. The ratio is of the geometric means.
 */
export function judgeGauge(series: Iterable<PairedReadings>, question: Question): Evidence {
  return judgeSeries(startGaugeJudge(question), series);
}

/** The same for someone who looks again and again at a series that grows. */
export function startGaugeJudge(question: Question): Judge<PairedReadings> {
  return judgeDirections(question, startOneSided);
}

function startOneSided(question: Question, harm: Harm): Judge<PairedReadings> {
  const series: PairedReadings[] = [];
  const evidence = () => weighReadings(series, question, harm);
  return { observe: (pair) => void series.push(pair), standing: evidence, evidence };
}

function weighReadings(
  series: readonly PairedReadings[],
  question: Question,
  harm: Harm,
): Evidence {
  const { alpha, harmless = DEFAULT_HARMLESS, margin = defaultMargin(0) } = question;
  const told = { ...NO_EVIDENCE, margin, intervals: series.length };
  if (series.length === 0) return told;
  const logRatios = lnRatios(series);
  if (logRatios === undefined) return { ...told, reason: 'negative-value' };
  if (series.length < FEWEST_INTERVALS) return { ...told, reason: 'too-few-intervals' };
  const sense = harm === 'increase' ? 1 : -1;
  const fit = fitMean(logRatios.map((lnRatio) => sense * lnRatio));
  const logE = lnExcess(fit.mean - Math.log(margin), fit);
  const logHarmlessE = lnExcess(Math.log(harmless.margin) - fit.mean, fit);
  const harmShown = logE >= Math.log(1 / alpha);
  const harmlessShown = !harmShown && logE <= 0 && logHarmlessE >= Math.log(1 / harmless.alpha);
  const detectable = minimumDetectable(fit, margin, alpha, countIntervals(series, question));
  return {
    ...told,
    harm: harmShown ? 'shown' : 'not-shown',
    harmless: harmlessShown ? 'shown' : 'not-shown',
    logE,
    logHarmlessE,
    ratio: estimateRatio(fit, sense),
    dispersion: (1 + fit.memory) / (1 - fit.memory),
    minimumDetectable: { oddsRatio: detectable, ratio: detectable ** sense },
    reason: harmShown ? 'harm-shown' : harmlessShown ? 'harmless-shown' : 'undecided',
  };
}

/** ln(canary / baseline) for every interval; undefined when a reading is negative. */
function lnRatios(series: readonly PairedReadings[]): readonly number[] | undefined {
  const values = series.flatMap(({ canary, baseline }) => [canary.value, baseline.value]);
  if (!values.every((value) => value >= 0)) return undefined;
  const usual = median(values) || median(values.filter((value) => value > 0));
  if (!(usual > 0)) return series.map(() => 0);
  const offset = OFFSET * usual;
  return series.map(({ canary, baseline }) =>
    Math.log((canary.value + offset) / (baseline.value + offset)),
  );
}

/** Evidence that the mean lies above a limit by `excess` or more; a mean below it never speaks for harm. */
function lnExcess(excess: number, fit: PairedMean): number {
  const logE = lnEvidence((fit.effective * excess * excess) / fit.deviation ** 2, fit);
  return excess > 0 ? logE : Math.min(0, logE);
}

/** 95%, at every look at once: the ratios that the evidence does not exclude. */
function estimateRatio(fit: PairedMean, sense: 1 | -1): Evidence['ratio'] {
  const reach = (decisiveT(MISS, fit) * fit.deviation) / Math.sqrt(fit.effective);
  const ends = [Math.exp(sense * (fit.mean - reach)), Math.exp(sense * (fit.mean + reach))];
  return {
    estimate: Math.exp(sense * fit.mean),
    low: Math.min(...ends),
    high: Math.max(...ends),
  };
}

/** The ratio (at least 1) found with 80% probability once the phase has so many intervals with the noise so far. */
function minimumDetectable(
  fit: PairedMean,
  margin: number,
  alpha: number,
  intervals: number,
): number {
  const later = degrees(intervals, fit.memory);
  const reach = (decisiveT(alpha, later) + POWER_80) * fit.deviation;
  return margin * Math.exp(reach / Math.sqrt(later.effective));
}

function countIntervals(series: readonly PairedReadings[], { phase }: Question): number {
  const time = series.reduce((sum, { from, to }) => sum + to - from, 0);
  return Math.max(series.length, Math.round(((phase.to - phase.from) * series.length) / time));
}
