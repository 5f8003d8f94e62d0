import { TALES } from './tale.ts';

const PLACES: readonly (readonly [place: string, words: string])[] = [
  ['comment', 'The comment on the pull request'],
  ['check', 'The check run'],
  ['summary', 'The job summary'],
  ['report', 'The HTML report'],
];

/** The pictures with what they show, as a page of the documentation. */
export function writeAlbum(): string {
  return `# Five releases, as people see them

Made by \`npm run stories\` from [examples/checkout.yml](../../examples/checkout.yml) on a virtual clock and an invented
service; machine, judge, ledger and everything that is written are the real ones. On the left by day on a desk, on the
right by night on a phone; the other two of each are made as well, and not kept.

${TALES.map(({ name, about }) => `- [${about}](#${name})`).join('\n')}

## How far this is GitHub

The Markdown is rendered by GitHub's own renderer (cmark-gfm with its extensions), cleaned by the lists of elements and
attributes that GitHub has published, and styled by a copy of its style sheet; charts are drawn by Mermaid. Not GitHub's
are the frames around it, the fonts, the version of Mermaid, and what it does to rendered text afterwards (mentions,
references, emoji codes). Whether a check run draws Mermaid is not known: its summary has no charts. The pages are shown
by Chromium, which is to say so if one of them asks anything of anybody.

${TALES.map(showTale).join('\n\n')}

## large

Ten phases, thirty metrics and ten thousand measurements: what is broken comes first, what is left out is said.

<details><summary>The comment on the pull request</summary>

![The comment](large-comment-desktop.png)

</details>

<details><summary>The HTML report</summary>

![The report](large-report-desktop.png)

</details>
`;
}

function showTale({ name, about }: (typeof TALES)[number]): string {
  const places = PLACES.map(([place, words]) => showPlace(name, place, words));
  const page = `The report itself: [${name}.html](${name}.html)`;
  return [`## ${name}`, about, ...places, page].join('\n\n');
}

function showPlace(name: string, place: string, words: string): string {
  const file = (screen: string) => `${name}-${place}-${screen}.png`;
  return `<details><summary>${words}</summary>

| Desk, by day | Phone, by night |
| :-- | :-- |
| ![${words}, by day](${file('desktop')}) | ![${words}, by night](${file('phone')}) |

</details>`;
}
