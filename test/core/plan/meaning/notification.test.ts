import { describe, expect, it } from 'vitest';
import { NOTICE_KINDS } from '../../../../src/core/plan/notification.ts';
import { planOf } from '../parsed.ts';
import { planWith } from '../sample.ts';

function channelsOf(list: string) {
  return planOf(planWith({ hooks: `notifications:\n${list}` })).notifications;
}

describe('notifications', () => {
  it('are nobody where the plan names nobody', () => {
    expect(planOf(planWith()).notifications).toEqual([]);
  });

  it('are understood, each channel of its kind', () => {
    expect(
      channelsOf(`  - slack: { url: $SLACK, on: [paused, promoted], timeout: 2s }
  - slack: { name: releases, token: $TOKEN, channel: releases }
  - teams: { url: $TEAMS }
  - webhook: { url: https://example.test/hook, secret: $SECRET }
  - pagerduty: { routing-key: $KEY }`),
    ).toMatchObject([
      { kind: 'slack', name: 'slack', url: '$SLACK', on: ['paused', 'promoted'], timeout: 2_000 },
      {
        kind: 'slack',
        name: 'releases',
        token: '$TOKEN',
        channel: 'releases',
        apiUrl: 'https://slack.com/api',
        timeout: 5_000,
      },
      { kind: 'teams', name: 'teams', url: '$TEAMS' },
      { kind: 'webhook', name: 'webhook', url: 'https://example.test/hook', secret: '$SECRET' },
      {
        kind: 'pagerduty',
        name: 'pagerduty',
        routingKey: '$KEY',
        url: 'https://events.pagerduty.com/v2/enqueue',
      },
    ]);
  });

  it('are told what asks something of people, unless the plan says otherwise', () => {
    const [slack, teams, webhook, pagerduty] = channelsOf(`  - slack: { url: $SLACK }
  - teams: { url: $TEAMS }
  - webhook: { url: $HOOK, secret: $SECRET }
  - pagerduty: { routing-key: $KEY }`);
    const allButPasses = NOTICE_KINDS.filter((kind) => kind !== 'phase-passed');
    expect([slack?.on, teams?.on]).toEqual([allButPasses, allButPasses]);
    expect(webhook?.on).toEqual(NOTICE_KINDS);
    expect(pagerduty?.on).toEqual(['rollback-failed']);
  });
});
