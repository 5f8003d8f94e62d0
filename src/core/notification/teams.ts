import type { Letter } from './letter.ts';
import { type Message, type Tone, writeMessage } from './message.ts';
import { inert } from './outside.ts';

/** A card with all its texts stays far below the 28 KB that Teams takes. */
const LONGEST_TITLE = 200;
const LONGEST_TEXT = 1_000;
const LONGEST_FACT = 200;

const COLORS: Readonly<Record<Tone, string>> = {
  good: 'Good',
  plain: 'Accent',
  attention: 'Warning',
  alarm: 'Attention',
};

/**
 * A message for a Workflows webhook of Microsoft Teams: one Adaptive Card, the only form such a webhook takes.
 * Texts stand in text runs, in which Teams knows no Markdown; `TextBlock` and `FactSet` would read it.
 */
export function writeTeamsMessage({ notice }: Letter): Readonly<Record<string, unknown>> {
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: writeCard(writeMessage(notice)),
      },
    ],
  };
}

function writeCard({ sign, tone, title, sentence, facts, links }: Message): object {
  const heading = { size: 'Medium', weight: 'Bolder', color: COLORS[tone] };
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      paragraph([run(`${sign} ${title}`, LONGEST_TITLE, heading)]),
      ...(sentence === '' ? [] : [paragraph([run(sentence, LONGEST_TEXT)])]),
      ...facts.map(({ label, value }) =>
        paragraph(
          [{ type: 'TextRun', text: `${label}: `, weight: 'Bolder' }, run(value, LONGEST_FACT)],
          { spacing: 'Small' },
        ),
      ),
    ],
    actions: links.map(({ label, url }) => ({ type: 'Action.OpenUrl', title: label, url })),
    msteams: { width: 'Full' },
  };
}

function paragraph(inlines: readonly object[], looks: object = {}): object {
  return { type: 'RichTextBlock', inlines, ...looks };
}

function run(text: string, limit: number, looks: object = {}): object {
  return { type: 'TextRun', text: inert(text, limit), ...looks };
}
