import type { Looks, MetricShape } from './plan.ts';

/** What a plan leaves out. Durations in milliseconds. */
export const DEFAULTS = {
  onBusy: 'fail',
  onCancel: 'rollback',
  interval: 60_000,
  initialDelay: 0,
  failureLimit: 0,
  /** Argo's default is 0; three looks without data are a scrape that was late, not yet a reason to call a person. */
  inconclusiveLimit: 3,
  consecutiveErrorLimit: 4,
  extend: 0,
  /** Beyond the chance of a false alarm that most teams would notice in a year of releases. */
  falseAlarms: 0.01,
  promoteOn: 'no-harm-found',
  gateTimeout: 30_000,
  reviewCount: 1,
  /** Any open alert at all. */
  noneFrom: 'low',
  predicateType: 'https://slsa.dev/provenance/v1',
  hookTimeout: 600_000,
  notificationTimeout: 5_000,
  connectionTimeout: 10_000,
  pageTimeout: 10_000,
  metricCommandTimeout: 30_000,
  socketTimeout: 5_000,
  targetCommandTimeout: 60_000,
  prometheusUrl: '$PROMETHEUS_URL',
  alertmanagerUrl: '$ALERTMANAGER_URL',
  slackApiUrl: 'https://slack.com/api',
  pagerDutyUrl: 'https://events.pagerduty.com/v2/enqueue',
} as const;

/**
 * Requests a share or a quantile must be made of before it says anything: with 50 requests and no
 * failure the true error rate is below 5.8% with 95% confidence (1 - 0.05^(1/50)); with 10 it may
 * still be 26%.
 */
export const MINIMUM_REQUESTS = 50;

/** A gauge or a count is one reading, which already says what it says. */
export const MINIMUM_READINGS = 0;

export function defaultMinimumSamples(kind: MetricShape['kind']): Looks['minimumSamples'] {
  return kind === 'proportion' || kind === 'latency' ? MINIMUM_REQUESTS : MINIMUM_READINGS;
}
