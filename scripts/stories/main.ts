import { mkdir, writeFile } from 'node:fs/promises';
import { openCamera, type Scheme, SCREENS, type Screen } from './camera.ts';
import { renderCheck, renderMarkdown } from './render.ts';
import { TALES } from './tale.ts';
import { tell, type Telling } from './tell.ts';

const FOLDER = 'out/stories';
const SCHEMES: readonly Scheme[] = ['light', 'dark'];

/** Writes tales (the named ones, or all) as GitHub and a browser show them, and takes pictures by day and night, on desk and phone. */
async function main(names: readonly string[]): Promise<void> {
  const camera = await openCamera();
  await mkdir(FOLDER, { recursive: true });
  for (const tale of TALES.filter(({ name }) => names.length === 0 || names.includes(name))) {
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

function show({ comment, check, summary, page }: Telling, scheme: Scheme) {
  return {
    comment: renderMarkdown(comment, 'comment', scheme),
    check: renderCheck(check, scheme),
    summary: renderMarkdown(summary, 'summary', scheme),
    report: page,
  };
}

await main(process.argv.slice(2));
