import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Received } from './receiver.ts';

/*
 * What the services publish of what they take, as strictly as it can be written down: fields, and sizes in UTF-16
 * units as they are sent.
 */

const httpUrl = z.string().regex(/^https?:\/\/\S+$/);

/* https://docs.slack.dev/reference/block-kit */

const plainText = (most: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    // Whatever is not an entity would be read as markup.
    text: z
      .string()
      .min(1)
      .max(most)
      .regex(/^(?:[^&<>]|&amp;|&lt;|&gt;)*$/),
    emoji: z.boolean(),
  });

const slackBlock = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: plainText(150) }),
  z
    .strictObject({
      type: z.literal('section'),
      text: plainText(3_000).optional(),
      fields: z.array(plainText(2_000)).min(1).max(10).optional(),
    })
    .refine(({ text, fields }) => text !== undefined || fields !== undefined),
  z.strictObject({
    type: z.literal('context'),
    elements: z
      .array(
        z.strictObject({
          type: z.literal('mrkdwn'),
          // Only links of ours: a label and nothing else.
          text: z
            .string()
            .max(3_000)
            .regex(/^<https?:\/\/[^<>|\s]+\|[A-Za-z ]+>(?: · <[^<>]+>)*$/),
          verbatim: z.literal(true),
        }),
      )
      .min(1)
      .max(10),
  }),
]);

const slackMessage = z.strictObject({
  text: z
    .string()
    .min(1)
    .max(40_000)
    .regex(/^(?:[^&<>]|&amp;|&lt;|&gt;)*$/),
  blocks: z.array(slackBlock).min(1).max(50),
  parse: z.literal('none'),
  link_names: z.literal(false),
  unfurl_links: z.literal(false),
  unfurl_media: z.literal(false),
});

const slackPost = slackMessage.extend({
  channel: z.string().min(1),
  metadata: z.strictObject({
    event_type: z.string().regex(/^[a-z_]+$/),
    event_payload: z.strictObject({ id: z.string(), event: z.string() }),
  }),
  thread_ts: z
    .string()
    .regex(/^\d+\.\d+$/)
    .optional(),
  reply_broadcast: z.literal(true).optional(),
});

/* https://adaptivecards.io/explorer, version 1.4, and the message that a Workflows webhook takes. */

const textRun = z.strictObject({
  type: z.literal('TextRun'),
  text: z.string().min(1),
  size: z.enum(['Small', 'Default', 'Medium', 'Large', 'ExtraLarge']).optional(),
  weight: z.enum(['Lighter', 'Default', 'Bolder']).optional(),
  color: z.enum(['Default', 'Dark', 'Light', 'Accent', 'Good', 'Warning', 'Attention']).optional(),
});

const teamsMessage = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      contentUrl: z.null(),
      content: z.strictObject({
        $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
        type: z.literal('AdaptiveCard'),
        version: z.literal('1.4'),
        body: z
          .array(
            z.strictObject({
              type: z.literal('RichTextBlock'),
              inlines: z.array(textRun).min(1),
              spacing: z.enum(['Small']).optional(),
            }),
          )
          .min(1),
        actions: z.array(
          z.strictObject({
            type: z.literal('Action.OpenUrl'),
            title: z.string().min(1),
            url: httpUrl,
          }),
        ),
        msteams: z.strictObject({ width: z.literal('Full') }),
      }),
    }),
  ]),
});

/* https://developer.pagerduty.com/docs/events-api-v2 */

const dedupKey = z.string().min(1).max(255);

const pagerDutyEvent = z.discriminatedUnion('event_action', [
  z.strictObject({
    routing_key: z.string().length(32),
    event_action: z.literal('trigger'),
    dedup_key: dedupKey,
    payload: z.strictObject({
      summary: z.string().min(1).max(1_024),
      source: z.string().min(1),
      severity: z.enum(['critical', 'error', 'warning', 'info']),
      timestamp: z.iso.datetime(),
      component: z.string(),
      group: z.string(),
      class: z.string(),
      custom_details: z.record(z.string(), z.string()),
    }),
    client: z.string(),
    client_url: httpUrl.optional(),
    links: z.array(z.strictObject({ href: httpUrl, text: z.string() })),
  }),
  z.strictObject({
    routing_key: z.string().length(32),
    event_action: z.literal('resolve'),
    dedup_key: dedupKey,
  }),
]);

/* docs/notifications.md */

const webhookBody = z.strictObject({
  schema: z.literal(1),
  id: z.string().regex(/^[\x21-\x7e]+$/),
  event: z.string(),
  at: z.iso.datetime(),
  title: z.string().max(2_000),
  sentence: z.string().max(2_000),
  release: z.strictObject({
    name: z.string(),
    environment: z.string(),
    version: z.string().max(2_000),
    rollout: z.string(),
    sha: z.string().optional(),
    ref: z.string().optional(),
    startedAt: z.iso.datetime(),
    startedBy: z.string(),
  }),
  status: z.string(),
  weight: z.strictObject({ intended: z.number(), confirmed: z.boolean() }),
  phase: z.strictObject({ name: z.string(), weight: z.number() }).optional(),
  reason: z
    .strictObject({ code: z.string(), sentence: z.string(), criterion: z.string().optional() })
    .optional(),
  run: z.strictObject({
    id: z.string(),
    attempt: z.number(),
    actor: z.string(),
    job: z.string().optional(),
    url: z.string().optional(),
  }),
});

/** A Teams message is at most this large. */
const TEAMS_BYTES = 28 * 1024;
/** An event for PagerDuty. */
const PAGERDUTY_BYTES = 512 * 1024;

const BODIES = {
  'slack webhook': { schema: slackMessage, most: 100_000 },
  'slack bot': { schema: slackPost, most: 100_000 },
  teams: { schema: teamsMessage, most: TEAMS_BYTES },
  pagerduty: { schema: pagerDutyEvent, most: PAGERDUTY_BYTES },
  webhook: { schema: webhookBody, most: 64 * 1024 },
} as const;

export type Service = keyof typeof BODIES;

/** What the service would object to in a body; undefined where it would take it. */
export function objectTo(service: Service, body: string): string | undefined {
  const { schema, most } = BODIES[service];
  if (Buffer.byteLength(body) > most) return `${Buffer.byteLength(body)} bytes`;
  const read = schema.safeParse(JSON.parse(body));
  return read.success ? undefined : z.prettifyError(read.error);
}

/** How far the clocks of sender and receiver may be apart, in seconds. */
const TOLERANCE = 300;

/** What a careful receiver would object to in the signature; undefined where it would trust it. */
export function objectToSignature(
  { headers, body }: Pick<Received, 'headers' | 'body'>,
  secret: string,
  now: number,
): string | undefined {
  const header = headers['x-sluice-signature'] ?? '';
  const [, time = '', signature = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (signature === '') return `no signature: ${header}`;
  if (Math.abs(now / 1_000 - Number(time)) > TOLERANCE) return `signed at ${time}`;
  const expected = createHmac('sha256', secret).update(`${time}.${body}`).digest();
  const isGenuine = timingSafeEqual(expected, Buffer.from(signature, 'hex'));
  return isGenuine ? undefined : 'signed with another secret, or changed on the way';
}
