import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callFor } from '../../src/core/notification/call.ts';
import { writePagerDutyEvent } from '../../src/core/notification/pagerduty.ts';
import { writeSlackMessage, writeSlackPost } from '../../src/core/notification/slack.ts';
import { writeTeamsMessage } from '../../src/core/notification/teams.ts';
import { writeWebhook } from '../../src/core/notification/webhook.ts';
import { outsideText, UNSEEN } from '../core/present/outside-text.ts';
import { CASES } from './cases.ts';
import { releasesSaying } from '../places/hostile.ts';

const ENDINGS = Object.keys(releasesSaying('calm'));
const words = outsideText.map((text) => `x${text}`);
const RUN = 'https://github.com/acme/shop/actions/runs/4711';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

interface Leaf {
  readonly path: string;
  readonly value: Json;
}

/** Every text, number and truth in JSON, with where it stands. */
function leavesOf(value: Json, path = ''): readonly Leaf[] {
  if (value === null || typeof value !== 'object') return [{ path, value }];
  return Object.entries(value).flatMap(([key, one]) => leavesOf(one, `${path}.${key}`));
}

/** What each service is sent about a release, notice by notice. */
function writeAll(ending: string, text: string): Readonly<Record<string, Json>> {
  const notices = callFor(releasesSaying(text)[ending]?.events ?? []);
  expect(notices.length).toBeGreaterThan(0);
  const letters = notices.map((notice) => ({ notice, does: 'tell' }) as const);
  const written = {
    slack: letters.map(writeSlackMessage),
    'slack bot': letters.map((letter) => writeSlackPost(letter, 'releases')),
    teams: letters.map(writeTeamsMessage),
    pagerduty: letters.map(writePagerDutyEvent),
    webhook: letters.map(writeWebhook),
  };
  // As it travels.
  return JSON.parse(JSON.stringify(written)) as Readonly<Record<string, Json>>;
}

/** A webhook of one's own is sent texts as they came: whoever shows them escapes them. */
const AS_THEY_CAME = /^webhook\.\d+\.body\./;
/** What machines read by name. */
const FOR_MACHINES =
  /^pagerduty\.\d+\.(?:dedup_key|payload\.custom_details\.)|^slack bot\.\d+\.metadata\.|^webhook\.\d+\.id$/;

/** What would be a mention, a link, a tag or a template in some chat. */
const BECKONING =
  /@(?=[\w<])|<(?:!|@|#|\/?at\b|https?:)|\b(?:https?|mailto|tel|slack|msteams):|\bwww\.|\{\{/i;

function strangersIn(place: string, written: Json, calm: Json): readonly string[] {
  const ours = new Map(leavesOf(calm).map(({ path, value }) => [path, value]));
  const leaves = leavesOf(written);
  const unknown = leaves.filter(({ path }) => !ours.has(path)).map(({ path }) => `${place}${path}`);
  const beckoning = leaves.flatMap(({ path, value }) => {
    if (typeof value !== 'string' || value === ours.get(path)) return [];
    if (AS_THEY_CAME.test(`${place}${path}`)) return [];
    const shown = value.replaceAll(RUN, '');
    const isShown = !FOR_MACHINES.test(`${place}${path}`);
    return (isShown && BECKONING.test(shown)) || UNSEEN.test(shown)
      ? [`${place}${path}: ${value}`]
      : [];
  });
  return [...unknown, ...beckoning];
}

function expectInert(ending: string, text: string): void {
  const calm = writeAll(ending, 'xcalm');
  for (const [place, written] of Object.entries(writeAll(ending, text))) {
    expect(strangersIn(place, written, calm[place] ?? null)).toEqual([]);
  }
}

describe('what chats and pagers are sent', () => {
  it.each(CASES)('holds nothing that is not ours with %j in a release that %s', (piece, ending) =>
    expectInert(ending, `x${piece}`),
  );

  it('holds nothing that is not ours, whatever is written together', () => {
    fc.assert(fc.property(fc.constantFrom(...ENDINGS), words, expectInert), { numRuns: 80 });
  });

  it('has in Slack no text that Slack would read as markup, but our link', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ENDINGS), words, (ending, text) => {
        for (const { path, value } of leavesOf(writeAll(ending, text)['slack'] ?? null)) {
          if (typeof value !== 'string' || !path.endsWith('.text')) continue;
          expect(
            value.replaceAll(/<https:\/\/github\.com\/acme\/shop\/[\w/]+\|[\w ]+>/g, ''),
          ).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
        }
      }),
      { numRuns: 50 },
    );
  });
});
