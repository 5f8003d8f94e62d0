import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callFor } from '../../../src/core/notification/call.ts';
import type { Letter } from '../../../src/core/notification/letter.ts';
import { writePagerDutyEvent } from '../../../src/core/notification/pagerduty.ts';
import { writeSlackMessage, writeSlackPost } from '../../../src/core/notification/slack.ts';
import { writeTeamsMessage } from '../../../src/core/notification/teams.ts';
import { writeWebhook } from '../../../src/core/notification/webhook.ts';
import type { Event } from '../../../src/core/rollout/event.ts';
import { objectTo } from '../../adapters/notifications/published.ts';
import { outsideText, UNSEEN } from '../present/outside-text.ts';
import { PAUSED, PROMOTED, ROLLED_BACK, STARTED, STUCK } from './events.ts';

const ATTACKS = [
  '@channel',
  '@here @everyone',
  '<!here>',
  '<!channel|look>',
  '<@U123>',
  '<!subteam^S1>',
  '<https://evil.example|click>',
  '[click](https://evil.example)',
  'https://evil.example/x',
  'www.evil.example',
  '<at>everyone</at>',
  '{{DATE(2026-01-01T00:00:00Z,SHORT)}}',
  '*bold* _under_ ~gone~ `code`',
  '\u202e\u0007\u0000\r\n',
  '&lt;!here&gt;',
  '& < >',
];

const hostile = fc.oneof(outsideText, fc.constantFrom(...ATTACKS), fc.string({ maxLength: 4_000 }));

/** A story in which whatever may come from outside does. */
function poison(story: readonly Event[], text: string): readonly Event[] {
  return story.map((event) => {
    switch (event.type) {
      case 'rollout-started': {
        const phases = STARTED.plan.phases.map((phase) => ({ ...phase, name: text }));
        const run = { ...event.run, actor: text, url: `https://example.test/${text}` };
        return {
          ...event,
          version: text,
          sha: text,
          ref: text,
          run,
          plan: { ...event.plan, phases },
        };
      }
      case 'paused':
      case 'rollback-started':
        return { ...event, reason: { ...event.reason, sentence: text, criterion: text } };
      case 'rollback-failed':
        return { ...event, detail: text };
      default:
        return event;
    }
  });
}

function lettersOf(text: string): readonly Letter[] {
  const stories = [PROMOTED, ROLLED_BACK, STUCK, PAUSED].map((story) => poison(story, text));
  return stories.flatMap(callFor).map((notice) => ({ notice, does: 'tell', thread: '1.1' }));
}

/** Every text of a body, wherever it stands. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** What of a text a chat would make into something else; empty where nothing is. */
function liveIn(text: string): readonly string[] {
  const ours = /^https?:\/\/(?:example\.test|adaptivecards\.io)|^<https:\/\/example\.test/;
  if (ours.test(text)) return [];
  return [
    ...(text.match(/[@#](?!\u2060)./gu) ?? []),
    ...(text.match(/(?:https?|mailto):|www\./giu) ?? []),
    ...(text.match(/<!|<@|<\/?at\b|\{\{/giu) ?? []),
    ...(text.match(UNSEEN) ?? []),
  ];
}

describe('texts from outside', () => {
  const BODIES: readonly (readonly [Parameters<typeof objectTo>[0], (letter: Letter) => object])[] =
    [
      ['slack webhook', writeSlackMessage],
      ['slack bot', (letter) => writeSlackPost(letter, 'releases')],
      ['teams', writeTeamsMessage],
      ['pagerduty', (letter) => ({ routing_key: '0'.repeat(32), ...writePagerDutyEvent(letter) })],
    ];

  it.each(BODIES)('are inert in %s, and as short as it takes them', (service, write) => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const letter of lettersOf(text)) {
          const body = write(letter);
          expect(objectTo(service, JSON.stringify(body))).toBeUndefined();
          expect(textsOf(body).flatMap(liveIn)).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('are as they came, and no larger than said, in a webhook of one’s own', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const letter of lettersOf(text)) {
          const body = JSON.stringify(writeWebhook(letter).body);
          expect(objectTo('webhook', body)).toBeUndefined();
        }
      }),
      { numRuns: 100 },
    );
  });
});
