import { writeDuration } from '../../quantity/duration.ts';
import { DEFAULTS, MINIMUM_READINGS, MINIMUM_REQUESTS } from '../defaults.ts';
import { chance, choice, duration, integer, yesNo } from './leaf.ts';
import { mapping, optional } from './mapping.ts';

/** Argo's words, spelled as Argo spells them. */
export const looksKeys = {
  interval: optional(duration(1_000), 'How often to look.', writeDuration(DEFAULTS.interval)),
  window: optional(
    duration(1_000),
    'How far back one look sees; a multiple of the interval, and the interval if left out.',
  ),
  initialDelay: optional(
    duration(),
    'How long a phase runs before the first window begins.',
    writeDuration(DEFAULTS.initialDelay),
  ),
  failureLimit: optional(
    integer(-1, 'a whole number from 0, or -1 for no limit'),
    'More failed looks than this fail the criterion; -1 never.',
    DEFAULTS.failureLimit,
  ),
  inconclusiveLimit: optional(
    integer(-1, 'a whole number from 0, or -1 for no limit'),
    'More inconclusive looks than this pause the rollout; -1 never.',
    DEFAULTS.inconclusiveLimit,
  ),
  consecutiveErrorLimit: optional(
    integer(0, 'a whole number from 0'),
    'More errors in a row than this pause the rollout.',
    DEFAULTS.consecutiveErrorLimit,
  ),
  minimumSamples: optional(
    integer(0, 'a whole number from 0'),
    `Fewer requests in the window than this say nothing yet. ${MINIMUM_REQUESTS} for shares and latencies, ${MINIMUM_READINGS} for gauges and counts if left out.`,
  ),
  dryRun: optional(yesNo(), 'Measured and shown, never decides.', false),
};

/** What a phase must show to pass. */
export const promoteOn = choice(['no-harm-found', 'harmless-shown']);

export const analysis = mapping('the defaults of all metrics, such as `{ interval: 1m }`', {
  ...looksKeys,
  'false-alarms': optional(
    chance(),
    'The chance that a healthy release is taken back by criteria that weigh evidence, over the whole rollout.',
    `${DEFAULTS.falseAlarms * 100}%`,
  ),
  'promote-on': optional(
    promoteOn,
    'What such criteria must show when the bake ends: that no harm was found, or that harm is excluded.',
    DEFAULTS.promoteOn,
  ),
});
