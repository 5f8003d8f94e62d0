import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { sign } from '../../src/adapters/notifications/webhook/signature.ts';
import { FENCES } from './document.ts';

type Check = (header: string, body: string, secret: string) => boolean;

/** The code of the page, as a reader would paste it. */
async function pasteCheck(): Promise<Check> {
  const fence = FENCES.find(
    ({ place, language }) => place.startsWith('docs/notifications.md') && language === 'js',
  );
  const file = join(mkdtempSync(join(tmpdir(), 'sluice-docs-')), 'check.mjs');
  writeFileSync(file, fence?.text ?? '');
  const pasted = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as {
    isGenuine: Check;
  };
  return pasted.isGenuine;
}

it('docs/notifications.md checks signatures as they are made', async () => {
  const isGenuine = await pasteCheck();
  const body = '{"id":"production/checkout/4711/promoted.1"}';
  const header = sign('key', body, Date.now());
  expect(isGenuine(header, body, 'key')).toBe(true);
  expect(isGenuine(header, `${body} `, 'key')).toBe(false);
  expect(isGenuine(header, body, 'another')).toBe(false);
  expect(isGenuine(sign('key', body, Date.now() - 3_600_000), body, 'key')).toBe(false);
  expect(isGenuine('', body, 'key')).toBe(false);
});
