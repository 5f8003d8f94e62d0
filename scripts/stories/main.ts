import { mkdir, writeFile } from 'node:fs/promises';
import { openCamera, type Scheme, SCREENS, type Screen } from './camera.ts';
import { renderMarkdown } from './render.ts';
import { TALES, tell, type Telling } from './tell.ts';

const FOLDER = 'docs/stories';
const SCHEMES: readonly Scheme[] = ['light', 'dark'];

/** Writes every tale as GitHub and a browser show it, and takes pictures by day and night, on desk and phone. */
async function main(): Promise<void> {
  const camera = await openCamera();
  await mkdir(FOLDER, { recursive: true });
  for (const tale of TALES) {
    const telling = await tell(tale);
    await writeFile(`${FOLDER}/${tale.name}.html`, telling.page);
    for (const scheme of SCHEMES) {
      for (const [place, html] of Object.entries(show(telling, scheme))) {
        for (const screen of Object.keys(SCREENS) as Screen[]) {
          const path = `${FOLDER}/${tale.name}-${place}-${screen}-${scheme}.png`;
          await camera.take(html, path, scheme, screen);
          console.log(path);
        }
      }
    }
  }
  await camera.putAway();
}

function show({ comment, checkTitle, summary, page }: Telling, scheme: Scheme) {
  return {
    comment: renderMarkdown(comment, 'comment', scheme),
    check: renderMarkdown(`## ${checkTitle}\n\n${summary}`, 'check', scheme),
    report: page,
  };
}

await main();
