import { formatCount } from '../quantity/count.ts';
import { formatDuration } from '../quantity/duration.ts';
import { formatQuantity } from '../quantity/unit.ts';
import type { Plan } from '../plan/plan.ts';
import { printSight } from '../present/foresight.ts';
import { formatMoment, formatShare, layOut } from './format.ts';
import type {
  BacktestReport,
  IncidentReplay,
  Planted,
  Quiet,
  SentenceTally,
  Share,
} from './report.ts';
import type { Survey } from './survey.ts';

/** The report for people, line by line. */
export function printBacktest(report: BacktestReport, plan: Plan): readonly string[] {
  const { period, incident, quiet, planted, sight, advice, sentence, seed } = report;
  return [
    `${report.plan.name} in ${report.plan.environment}: ${formatMoment(period.from)} to ${formatMoment(period.to)} UTC, seed ${seed}`,
    ...printHistory(report),
    ...(incident ? ['', ...printIncident(incident)] : []),
    '',
    ...printQuiet(quiet, plan, report.history),
    ...planted.flatMap((one) => ['', ...printPlanted(one)]),
    '',
    'What it can see at this traffic',
    ...printSight(plan, sight),
    ...(advice.length > 0 ? ['', 'What would help', ...advice.map((one) => `  - ${one}`)] : []),
    '',
    sentence,
  ];
}

function printHistory({ history, leftOut, requests }: BacktestReport): readonly string[] {
  return [
    `read from the provider in ${requests} requests`,
    ...history.flatMap((one) => [
      `  ${describeSurvey(one)}`,
      ...(one.missing === one.intervals && one.why !== undefined ? [`    ${one.why}`] : []),
    ]),
    ...leftOut.map(({ metric, why }) => `  ${metric} is left out: ${why}`),
  ];
}

function describeSurvey(survey: Survey): string {
  const { metric, arm, intervals, missing, longestGap, pods, step } = survey;
  const who = arm === 'canary' ? `${metric} (canary)` : metric;
  const told = pods.most === 0 ? 'no pods told apart' : `${podRange(pods)} pods`;
  const gap =
    missing === 0 || longestGap === undefined
      ? 'no gap'
      : `${formatCount(missing)} WITHOUT DATA, the longest ${formatDuration(longestGap.to - longestGap.from)} from ${formatMoment(longestGap.from)}`;
  return `${who}: ${formatCount(intervals)} intervals of ${formatDuration(step)}, ${told}, ${gap}`;
}

function podRange({ fewest, most }: Survey['pods']): string {
  return fewest === most ? `${most}` : `${fewest} to ${most}`;
}

function printIncident(incident: IncidentReplay): readonly string[] {
  const { onset, start, arms, share, weights, at, end, reason } = incident;
  const how =
    arms === 'recorded'
      ? `both versions as they were recorded; the canary had ${formatShare(share ?? 0)} of the traffic`
      : "no canary was recorded then: stable's own traffic plays both versions, so only fixed limits can see what hit them both";
  return [
    `Around ${formatMoment(onset)} UTC: ${how}`,
    `  ${formatMoment(start)}  the release begins`,
    ...weights
      .filter(({ weight }) => weight > 0)
      .map(({ at: when, weight }) => `  ${formatMoment(when)}  the canary gets ${weight}%`),
    `  ${formatMoment(at)}  ${ENDS[end]}: ${reason}`,
  ];
}

const ENDS = {
  passed: 'promoted',
  'went-back': 'rolled back',
  paused: 'paused',
  unanswered: 'paused, nobody can tell',
} as const;

function printQuiet(
  { days, phases, sentences }: Quiet,
  plan: Plan,
  history: readonly Survey[],
): readonly string[] {
  const head = [
    'phase',
    'weight',
    'bake',
    'starts',
    'passed',
    'no answer',
    'no data',
    'false alarms',
    '95% range',
  ];
  return [
    `Quiet days (${Math.round(days * 10) / 10}): stable's own traffic plays both versions, so every alarm is a false one`,
    ...describeCuts(history),
    ...layOut([
      head,
      ...phases.map(
        ({ phase, weight, bake, starts, passed, unanswered, withoutData, falseAlarms }) => [
          phase,
          `${weight}%`,
          formatDuration(bake),
          String(starts),
          String(passed),
          String(unanswered),
          String(withoutData),
          String(falseAlarms.count),
          describeRange(falseAlarms),
        ],
      ),
    ]).map(indent),
    '',
    ...layOut([
      ['sentence', 'starts', 'broken', 'decided', 'half stay within', '99 of 100 within'],
      ...sentences.map((one) => [
        one.sentence,
        String(one.trials),
        String(one.broken),
        String(one.decided),
        ...describeNoise(one, plan),
      ]),
    ]).map(indent),
  ];
}

/** What the way of cutting can show and what not. */
function describeCuts(history: readonly Survey[]): readonly string[] {
  const whole = history.filter(({ pods }) => pods.most < 2).map(({ metric }) => metric);
  const byPod = history.filter(({ pods }) => pods.most >= 2).map(({ metric }) => metric);
  return [
    ...(byPod.length > 0
      ? [`  ${byPod.join(', ')}: by pods, so differences between hosts are in it`]
      : []),
    ...(whole.length > 0
      ? [
          `  ${whole.join(', ')}: by chance, as no pods are told apart: differences between hosts are NOT in it (readings cannot be cut)`,
        ]
      : []),
  ];
}

function describeNoise({ sentence, noise }: SentenceTally, plan: Plan): readonly string[] {
  if (noise === undefined) return ['not judged', ''];
  const metric = plan.metrics.find(({ name }) => sentence.startsWith(name));
  const write = (value: number) =>
    noise.kind === 'ratio'
      ? `${value.toFixed(2)}x stable`
      : formatQuantity(value, metric?.unit ?? 'number');
  return [write(noise.half), write(noise.most)];
}

function printPlanted({ plant, phases }: Planted): readonly string[] {
  return [
    `Planted: ${plant}`,
    ...layOut([
      ['phase', 'begins after', 'starts', 'caught', '95% range', 'median', 'p95', 'mostly by'],
      ...phases.map(({ phase, onset, caught, minutes, by }) => [
        phase,
        formatDuration(onset),
        String(caught.of),
        caught.of === 0 ? '' : formatShare(caught.count / caught.of),
        describeRange(caught),
        minutes ? `${Math.round(minutes.median)} min` : '',
        minutes ? `${Math.round(minutes.p95)} min` : '',
        by[0]?.sentence ?? '',
      ]),
    ]).map(indent),
  ];
}

function describeRange({ of, independent, range }: Share): string {
  if (independent === 0) return 'unknown';
  const text = `${formatShare(range.low)} to ${formatShare(range.high)}`;
  return independent < of ? `${text} (${independent} do not overlap)` : text;
}

function indent(line: string): string {
  return `  ${line}`;
}
