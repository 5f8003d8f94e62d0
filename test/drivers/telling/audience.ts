import { createNotifier } from '../../../src/adapters/notifications/notifier.ts';
import { THREE_PHASES } from '../../core/plans.ts';
import { objectTo, objectToSignature } from '../../adapters/notifications/published.ts';
import {
  openReceiver,
  type Received,
  type Receiver,
} from '../../adapters/notifications/receiver.ts';
import { setStage, type Stage } from '../stage.ts';

const SECRET = 'hush-hush';

/** A stage whose plan tells three services on this machine, each of which checks what it is sent. */
export interface Audience {
  readonly stage: Stage;
  readonly slack: Receiver;
  readonly webhook: Receiver;
  readonly pagerduty: Receiver;
  /** Notices as the webhook heard them, repetitions included: `rolled-back.1`. */
  heard(): readonly string[];
  /** The same of Slack. */
  heardInSlack(): readonly string[];
  /** What PagerDuty was sent: `trigger paused`, `resolve`. */
  alerts(): readonly string[];
  /** What any of them objects to. */
  objections(): readonly string[];
}

export async function gatherAudience(change: (plan: string) => string = (plan) => plan) {
  let posted = 0;
  const slack = await openReceiver(() => {
    posted += 1;
    return { status: 200, body: JSON.stringify({ ok: true, ts: `${posted}.000100` }) };
  });
  const forgeries: string[] = [];
  const webhook = await openReceiver(undefined, (request) => {
    const objection = objectToSignature(request, SECRET, stage.clock.now());
    if (objection !== undefined) forgeries.push(objection);
  });
  const pagerduty = await openReceiver(() => ({ status: 202, body: '{"status":"success"}' }));
  const plan = `${THREE_PHASES}notifications:
  - slack: { token: $TOKEN, channel: releases, api-url: '${slack.origin}', on: [${ALL}] }
  - webhook: { url: '${webhook.origin}/hook', secret: $SECRET }
  - pagerduty: { routing-key: $KEY, url: '${pagerduty.origin}', on: [paused, rolled-back, rollback-failed] }
`;
  const stage = setStage(change(plan));
  const notifier = createNotifier(stage.channels, {
    environment: { TOKEN: 'xoxb-hush', SECRET, KEY: '0'.repeat(32) },
    secrets: [],
    now: stage.clock.now,
  });
  stage.send = notifier.send;
  const audience: Audience = {
    stage,
    slack,
    webhook,
    pagerduty,
    heard: () => webhook.received.map(({ headers }) => keyOf(headers['x-sluice-delivery'])),
    heardInSlack: () =>
      slack.received.map(({ body }) => keyOf(read(body).metadata?.event_payload.id)),
    alerts: () =>
      pagerduty.received.map(({ body }) => {
        const { event_action: action, payload } = read(body);
        return payload === undefined ? action : `${action} ${payload.class}`;
      }),
    objections: () => [
      ...object('slack bot', slack),
      ...object('webhook', webhook),
      ...object('pagerduty', pagerduty),
      ...forgeries,
    ],
  };
  return audience;
}

/** Everything there is to be told. */
const ALL =
  'started, waiting-for-approval, phase-passed, paused, resumed, rolled-back, rollback-failed, stopped, promoted';

interface Body {
  readonly event_action: string;
  readonly payload?: { readonly class: string };
  readonly thread_ts?: string;
  readonly metadata?: { readonly event_payload: { readonly id: string } };
}

export function read(body: string): Body {
  return JSON.parse(body) as Body;
}

function object(service: Parameters<typeof objectTo>[0], { received }: Receiver) {
  return received.flatMap(({ body }: Received) => objectTo(service, body) ?? []);
}

function keyOf(id = ''): string {
  return id.split('/').at(-1) ?? '';
}
