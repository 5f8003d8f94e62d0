import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { writeAlbum } from './album.ts';
import { openCamera, type Scheme, SCREENS, type Screen } from './camera.ts';
import { renderCheck, renderComment, renderSummary } from './render.ts';
import { TALES } from './tale.ts';
import { tell, tellLarge, type Telling } from './tell.ts';

/** Every picture, and those that are kept as documentation. */
const ALL = 'out/stories';
const KEPT = 'docs/stories';
/** Given where the other pictures are not wanted. */
const KEPT_ONLY = '--kept';
const SCHEMES: readonly Scheme[] = ['light', 'dark'];

/**
 * Writes tales (the named ones, or all) as GitHub and a browser show them, and takes pictures by day and night, on
 * desk and phone. Kept are those by day on a desk and by night on a phone, in fewer colours.
 */
async function main(words: readonly string[]): Promise<void> {
  const names = words.filter((word) => word !== KEPT_ONLY);
  const camera = await openCamera();
  await mkdir(ALL, { recursive: true });
  await mkdir(KEPT, { recursive: true });
  const isWanted = (name: string) => names.length === 0 || names.includes(name);
  for (const tale of TALES.filter(({ name }) => isWanted(name))) {
    const telling = await tell(tale);
    await writeFile(`${KEPT}/${tale.name}.html`, telling.page);
    await shoot(tale.name, telling);
  }
  if (isWanted('large')) await shoot('large', await tellLarge());
  await camera.putAway();
  await writeFile(`${KEPT}/README.md`, writeAlbum());

  async function shoot(name: string, telling: Telling): Promise<void> {
    for (const scheme of SCHEMES) {
      for (const [place, html] of Object.entries(show(telling, scheme))) {
        for (const screen of Object.keys(SCREENS) as Screen[]) {
          const file = `${name}-${place}-${screen}.png`;
          const path = `${ALL}/${scheme}-${file}`;
          const isWorthKeeping = isKept(name, place, scheme, screen);
          if (!isWorthKeeping && words.includes(KEPT_ONLY)) continue;
          await camera.take(html, path, scheme, screen);
          if (isWorthKeeping) reduce(path, `${KEPT}/${file}`);
          console.log(path);
        }
      }
    }
  }
}

function isKept(name: string, place: string, scheme: Scheme, screen: Screen): boolean {
  if ((scheme === 'light') !== (screen === 'desktop')) return false;
  // Its pictures are as large as it is.
  return name !== 'large' || (screen === 'desktop' && (place === 'comment' || place === 'report'));
}

/** Sixty-four colours are enough for text and lines. */
function reduce(from: string, to: string): void {
  execFileSync('pngquant', ['--force', '--strip', '--speed', '1', '--output', to, '64', from]);
}

function show({ comment, check, summary, page }: Telling, scheme: Scheme) {
  return {
    comment: renderComment(comment, scheme),
    check: renderCheck(check, scheme),
    summary: renderSummary(summary, scheme),
    report: page,
  };
}

await main(process.argv.slice(2));
