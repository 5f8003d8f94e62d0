import { planWith } from '../sample.ts';
import type { Mistake } from './mistake.ts';

function planThatTells(...channels: readonly string[]): string {
  const list = channels.map((channel) => `  - ${channel}`).join('\n');
  return planWith({ hooks: `notifications:\n${list}` });
}

export const NOTIFICATION_MISTAKES: readonly Mistake[] = [
  {
    mistake: 'an unknown kind of channel',
    plan: planThatTells('▶slak: { url: $SLACK }'),
    code: 'unknown-key',
    found: 'unknown key `slak` in item 1 of `notifications`',
    expected: 'did you mean `slack`?',
  },
  {
    mistake: 'two kinds in one channel',
    plan: planThatTells('▶{ slack: { url: $SLACK }, teams: { url: $TEAMS } }'),
    code: 'one-of',
    found: 'item 1 of `notifications` holds `slack` and `teams`',
    expected: 'and only that',
  },
  {
    mistake: 'a bot that is told no channel',
    plan: planThatTells('slack: ▶{ token: $SLACK_TOKEN }'),
    code: 'missing-key',
    found: '`slack` holds `token`',
    expected: 'add `channel`',
  },
  {
    mistake: 'an incoming webhook and a bot at once',
    plan: planThatTells('slack: ▶{ url: $SLACK, token: $SLACK_TOKEN, channel: releases }'),
    code: 'one-of',
    found: '`slack` holds `url`, `token` and `channel`',
    expected: 'and only that',
  },
  {
    mistake: 'Slack without a way to it',
    plan: planThatTells('slack: ▶{ on: [paused] }'),
    code: 'one-of',
    found: 'does not say which kind it is',
    expected: '`{ url: $SLACK_WEBHOOK }`',
  },
  {
    mistake: 'an address to post to that is none, and is not repeated',
    plan: planThatTells('slack: { url: ▶hooks.example/services/T0/B0/hush }'),
    code: 'wrong-value',
    found: '`url` is a text',
    expected: 'the address of the incoming webhook',
  },
  {
    mistake: 'an unsigned webhook',
    plan: planThatTells('webhook: ▶{ url: $HOOK }'),
    code: 'missing-key',
    found: '`webhook` has no `secret`',
    expected: '`$WEBHOOK_SECRET`',
  },
  {
    mistake: 'a secret written out',
    plan: planThatTells('webhook: { url: $HOOK, secret: ▶hush }'),
    code: 'literal-secret',
    found: '`secret` is written out in the plan',
    expected: 'put it into a secret',
    severity: 'warning',
  },
  {
    mistake: 'an address to post to written out',
    plan: planThatTells('teams: { url: ▶https://flows.example/invoke?sig=hush }'),
    code: 'literal-secret',
    found: '`url` is written out in the plan',
    expected: 'put it into a secret',
    severity: 'warning',
  },
  {
    mistake: 'a variable in small letters',
    plan: planThatTells('pagerduty: { routing-key: ▶$key }'),
    code: 'unknown-variable',
    found: '`routing-key` holds `$key`',
    expected: '`$KEY`',
  },
  {
    mistake: 'an integration key that is a number, which is not repeated',
    plan: planThatTells('pagerduty: { routing-key: ▶1234 }'),
    code: 'wrong-value',
    found: '`routing-key` is a number',
    expected: '`$PAGERDUTY_KEY`',
  },
  {
    mistake: 'an event nobody can be told of',
    plan: planThatTells('teams: { url: $TEAMS, on: [paused, ▶rolledback] }'),
    code: 'wrong-value',
    found: 'item 2 of `on` is the text `rolledback`',
    expected: '`rolled-back`',
  },
  {
    mistake: 'a channel that is told nothing',
    plan: planThatTells('teams: { url: $TEAMS, on: ▶[] }'),
    code: 'wrong-value',
    found: '`on` is an empty list',
    expected: '`[paused, rolled-back, promoted]`',
  },
  {
    mistake: 'two channels of one name',
    plan: planThatTells('slack: { url: $ONE }', '▶slack: { url: $OTHER }'),
    code: 'duplicate-name',
    found: 'a second channel is named `slack`, first on line 14',
    expected: 'a `name` of its own',
  },
];
