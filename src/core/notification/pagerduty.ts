import type { NoticeKind } from '../plan/notification.ts';
import { formatInstant } from '../quantity/instant.ts';
import type { Letter } from './letter.ts';
import { writeMessage } from './message.ts';
import { noticeId, releaseId } from './notice.ts';
import { fit, inert } from './outside.ts';

/** https://developer.pagerduty.com/docs/events-api-v2: a summary has at most 1,024 characters, a key 255. */
const LONGEST_SUMMARY = 1_024;
const LONGEST_DETAIL = 500;

const SEVERITIES: Readonly<Partial<Record<NoticeKind, string>>> = {
  'rollback-failed': 'critical',
  'rolled-back': 'error',
  paused: 'warning',
  stopped: 'warning',
};

/**
 * An event for PagerDuty's Events API v2, without its routing key. All events of a release share one key, so
 * that they are one alert, and a repetition changes nothing.
 */
export function writePagerDutyEvent({ notice, does }: Letter): Readonly<Record<string, unknown>> {
  const { state, kind } = notice;
  const dedupKey = `sluice/${releaseId(state)}`;
  if (does === 'resolve') return { event_action: 'resolve', dedup_key: dedupKey };
  const { title, sentence, facts, links } = writeMessage(notice);
  const details = facts.map(({ label, value }) => [label, inert(value, LONGEST_DETAIL)]);
  return {
    event_action: 'trigger',
    dedup_key: dedupKey,
    payload: {
      summary: fit(`${title}. ${sentence}`, LONGEST_SUMMARY, (text) => text),
      source: inert(`${state.started.environment}/${state.started.name}`, LONGEST_DETAIL),
      severity: SEVERITIES[kind] ?? 'info',
      timestamp: formatInstant(notice.at),
      component: inert(state.started.name, LONGEST_DETAIL),
      group: inert(state.started.environment, LONGEST_DETAIL),
      class: kind,
      custom_details: { ...Object.fromEntries(details), notice: noticeId(notice) },
    },
    client: 'Sluice',
    ...(links[0] && { client_url: links[0].url }),
    links: links.map(({ label, url }) => ({ href: url, text: label })),
  };
}
