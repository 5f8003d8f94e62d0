import { describe, expect, it } from 'vitest';
import { createNotifier } from '../../../src/adapters/notifications/notifier.ts';
import { callFor } from '../../../src/core/notification/call.ts';
import { type Letter, lettersFor } from '../../../src/core/notification/letter.ts';
import type { Channel } from '../../../src/core/plan/notification.ts';
import { NOTICE_KINDS } from '../../../src/core/plan/notification.ts';
import type { SendResult } from '../../../src/ports/notifier.ts';
import { PROMOTED, ROLLED_BACK, STUCK } from '../../core/notification/events.ts';
import { closedPort } from '../http/server.ts';
import { objectTo, objectToSignature, type Service } from './published.ts';
import { type Answer, openReceiver, type Receiver } from './receiver.ts';

const NOW = Date.UTC(2026, 10, 22, 3);

/** Whatever is in here must never be read in a message. */
const HUSH = 'hush-hush';
const ENVIRONMENT = {
  SECRET: `${HUSH}-webhook`,
  TOKEN: `xoxb-${HUSH}`,
  KEY: `${HUSH}${'0'.repeat(32 - HUSH.length)}`,
};

const basics = {
  name: 'here',
  on: NOTICE_KINDS,
  timeout: 1_000,
  position: { line: 1, column: 1 },
};

const CHANNELS: readonly (readonly [Service, (origin: string) => Channel, Answer])[] = [
  [
    'slack webhook',
    (origin) => ({ ...basics, kind: 'slack', url: `${origin}/services/T0/B0/${HUSH}` }),
    { status: 200, body: 'ok' },
  ],
  [
    'slack bot',
    (origin) => ({
      ...basics,
      kind: 'slack',
      token: '$TOKEN',
      channel: 'releases',
      apiUrl: `${origin}/api/`,
    }),
    { status: 200, body: '{"ok":true,"ts":"1763780400.000100","channel":"C1"}' },
  ],
  [
    'teams',
    (origin) => ({ ...basics, kind: 'teams', url: `${origin}/invoke?api-version=1&sig=${HUSH}` }),
    { status: 202 },
  ],
  [
    'webhook',
    (origin) => ({ ...basics, kind: 'webhook', url: `${origin}/hook/${HUSH}`, secret: '$SECRET' }),
    { status: 204 },
  ],
  [
    'pagerduty',
    (origin) => ({
      ...basics,
      kind: 'pagerduty',
      url: `${origin}/v2/enqueue`,
      routingKey: '$KEY',
      on: ['rolled-back', 'rollback-failed'],
    }),
    { status: 202, body: '{"status":"success","dedup_key":"x"}' },
  ],
];

function send(channel: Channel, letter: Letter, environment = ENVIRONMENT): Promise<SendResult> {
  const secrets = Object.values(ENVIRONMENT);
  const notifier = createNotifier([channel], { environment, secrets, now: () => NOW });
  return notifier.send(channel, letter, channel.timeout);
}

/** The last thing a story says to the channel. */
function lastLetter(channel: Channel): Letter {
  const letter = lettersFor(channel, callFor(ROLLED_BACK), []).at(-1);
  if (letter === undefined) throw new Error('there is nothing to be told');
  return letter;
}

function bodyOf({ received: [request] }: Receiver): Readonly<Record<string, unknown>> {
  return JSON.parse(request?.body ?? '{}') as Record<string, unknown>;
}

describe.each(CHANNELS)('%s', (service, channelAt, taken) => {
  it.each([
    ['a promotion', PROMOTED],
    ['a rollback', ROLLED_BACK],
    ['a rollback that fails', STUCK],
  ])('takes every notice of %s', async (_, story) => {
    const receiver = await openReceiver(() => taken);
    const channel = channelAt(receiver.origin);
    for (const letter of lettersFor(channel, callFor(story), [])) {
      expect(await send(channel, letter)).toMatchObject({ outcome: 'sent' });
    }
    const objections = receiver.received.map(({ body }) => objectTo(service, body));
    expect(objections.filter((one) => one !== undefined)).toEqual([]);
    for (const { method, headers } of receiver.received) {
      expect(method).toBe('POST');
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
    }
  });

  it.each<[string, Answer, Partial<SendResult>]>([
    ['a bad request', { status: 400, body: `no_text ${HUSH}-webhook` }, { outcome: 'refused' }],
    ['a wrong secret', { status: 403 }, { outcome: 'refused' }],
    ['a webhook that is gone', { status: 410 }, { outcome: 'refused' }],
    ['too many requests', { status: 429 }, { outcome: 'unavailable' }],
    [
      'too many requests, for a while',
      { status: 429, headers: { 'retry-after': '7' } },
      { outcome: 'unavailable', retryAfter: 7_000 },
    ],
    [
      'too many requests, until then',
      { status: 503, headers: { 'retry-after': new Date(NOW + 9_000).toUTCString() } },
      { outcome: 'unavailable', retryAfter: 9_000 },
    ],
    ['a fault of the service', { status: 500, body: HUSH }, { outcome: 'unavailable' }],
    [
      'a way elsewhere',
      { status: 307, headers: { location: 'http://127.0.0.2/elsewhere' } },
      { outcome: 'refused' },
    ],
    [
      'a way elsewhere by GET',
      { status: 302, headers: { location: '/login' } },
      { outcome: 'refused' },
    ],
  ])('answers %s, and says so without secrets', async (_, answer, expected) => {
    const receiver = await openReceiver(() => answer);
    const channel = channelAt(receiver.origin);
    const result = await send(channel, lastLetter(channel));
    expect(result).toMatchObject(expected);
    expect(JSON.stringify(result)).toContain(`${receiver.origin} answered ${answer.status}`);
    expect(JSON.stringify(result)).not.toContain(`${HUSH}-`);
    expect(receiver.received).toHaveLength(1);
  });

  it('does not answer in time', async () => {
    const receiver = await openReceiver(() => undefined);
    const channel = { ...channelAt(receiver.origin), timeout: 50 };
    const result = await send(channel, lastLetter(channel));
    expect(result).toMatchObject({ outcome: 'unavailable' });
    expect(JSON.stringify(result)).toContain(`${receiver.origin} did not answer within 50ms`);
    expect(JSON.stringify(result)).not.toContain(HUSH);
  });

  it('is not there', async () => {
    const channel = channelAt(`http://127.0.0.1:${await closedPort()}`);
    const result = await send(channel, lastLetter(channel));
    expect(result).toMatchObject({ outcome: 'unavailable' });
    expect(JSON.stringify(result)).toContain('nothing listens there');
    expect(JSON.stringify(result)).not.toContain(HUSH);
  });
});

describe('a variable that this job was not given', () => {
  it.each(CHANNELS.slice(1).filter(([service]) => service !== 'teams'))(
    'keeps %s silent, which another job need not be',
    async (_, channelAt) => {
      const channel = channelAt('http://127.0.0.1:1');
      const result = await send(channel, lastLetter(channel), {} as typeof ENVIRONMENT);
      expect(result).toMatchObject({
        outcome: 'unavailable',
        retryAfter: Number.POSITIVE_INFINITY,
      });
      expect(JSON.stringify(result)).toMatch(/\$(?:TOKEN|SECRET|KEY) not set/);
    },
  );
});

describe('the signature', () => {
  it('holds for what was sent, then, with that secret', async () => {
    const receiver = await openReceiver(() => ({ status: 200 }));
    const channel = CHANNELS[3]?.[1](receiver.origin);
    if (channel === undefined) throw new Error('no webhook');
    await send(channel, lastLetter(channel));
    const [request] = receiver.received;
    if (request === undefined) throw new Error('nothing came');
    const check = (change: object, secret = ENVIRONMENT.SECRET, now = NOW) =>
      objectToSignature({ ...request, ...change }, secret, now);
    expect(check({})).toBeUndefined();
    expect(check({ body: request.body.replace('rolled-back', 'promoted') })).toContain('changed');
    expect(check({}, 'another')).toContain('another secret');
    expect(check({}, undefined, NOW + 3_600_000)).toContain('signed at');
  });

  it('comes with a name that is the same when the delivery is repeated', async () => {
    const receiver = await openReceiver(() => ({ status: 200 }));
    const channel = CHANNELS[3]?.[1](receiver.origin);
    if (channel === undefined) throw new Error('no webhook');
    await send(channel, lastLetter(channel));
    await send(channel, lastLetter(channel));
    const names = receiver.received.map(({ headers }) => headers['x-sluice-delivery']);
    expect(names).toEqual(Array(2).fill('production/checkout/4711.1/rolled-back.1'));
    expect(bodyOf(receiver)['id']).toBe(names[0]);
    expect(receiver.received[0]?.headers['x-sluice-event']).toBe('rolled-back');
  });
});

describe('a bot of Slack', () => {
  const bot = (origin: string) => CHANNELS[1]?.[1](origin) as Channel;

  it('begins a thread and goes on in it, aloud where people are wanted', async () => {
    const receiver = await openReceiver(() => CHANNELS[1]?.[2]);
    const channel = bot(receiver.origin);
    const letter = lastLetter(channel);
    const thread = '1763780400.000100';
    expect(await send(channel, letter)).toEqual({ outcome: 'sent', thread });
    expect(await send(channel, { ...letter, thread })).toEqual({ outcome: 'sent', thread });
    const [first, second] = receiver.received.map(({ body }) => JSON.parse(body) as object);
    expect(first).not.toHaveProperty('thread_ts');
    expect(second).toMatchObject({ thread_ts: thread, reply_broadcast: true, channel: 'releases' });
    expect(receiver.received[0]?.path).toBe('/api/chat.postMessage');
    expect(receiver.received[0]?.headers['authorization']).toBe(`Bearer ${ENVIRONMENT.TOKEN}`);
  });

  it.each<[string, SendResult['outcome']]>([
    ['{"ok":false,"error":"channel_not_found"}', 'refused'],
    ['{"ok":false,"error":"invalid_auth"}', 'refused'],
    ['{"ok":false,"error":"ratelimited"}', 'unavailable'],
    ['{"ok":false,"error":"internal_error"}', 'unavailable'],
    [`{"ok":false,"error":"<${HUSH}>"}`, 'refused'],
    ['<html>a proxy</html>', 'unavailable'],
  ])('is told %s with a status of 200', async (body, outcome) => {
    const receiver = await openReceiver(() => ({ status: 200, body }));
    const channel = bot(receiver.origin);
    const result = await send(channel, lastLetter(channel));
    expect(result).toMatchObject({ outcome });
    expect(JSON.stringify(result)).not.toContain(HUSH);
  });
});

describe('an alert of PagerDuty', () => {
  it('is opened and resolved under one key', async () => {
    const receiver = await openReceiver(() => ({ status: 202 }));
    const channel = { ...CHANNELS[4]?.[1](receiver.origin), on: ['rollback-failed'] } as Channel;
    const story = [...STUCK, ...ROLLED_BACK.slice(-1)];
    for (const letter of lettersFor(channel, callFor(story), [])) await send(channel, letter);
    const events = receiver.received.map(({ body }) => JSON.parse(body) as object);
    const key = { dedup_key: 'sluice/production/checkout/4711.1', routing_key: ENVIRONMENT.KEY };
    expect(events).toMatchObject([
      {
        ...key,
        event_action: 'trigger',
        payload: { severity: 'critical', class: 'rollback-failed' },
      },
      { ...key, event_action: 'resolve' },
    ]);
  });
});
