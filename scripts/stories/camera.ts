import { createRequire } from 'node:module';
import { resolve } from 'node:path';

/** The little that is used of the browser's remote control, which is installed on demand and brings no types. */
interface Page {
  on(event: 'request', hear: (request: { url(): string }) => void): void;
  on(event: 'pageerror', hear: (error: Error) => void): void;
  setContent(html: string): Promise<void>;
  evaluate(code: string): Promise<unknown>;
  screenshot(options: { path: string; fullPage: boolean }): Promise<unknown>;
  close(): Promise<void>;
}
interface Browser {
  newPage(options: object): Promise<Page>;
  close(): Promise<void>;
}

export type Scheme = 'light' | 'dark';

export const SCREENS = {
  desktop: { width: 1280, height: 800 },
  phone: { width: 390, height: 800 },
} as const;

export type Screen = keyof typeof SCREENS;

export interface Camera {
  /**
   * Takes a picture of the whole page, however long; throws when the page reports an error of its own, or asks
   * anything of anybody.
   */
  take(html: string, path: string, scheme: Scheme, screen: Screen): Promise<void>;
  putAway(): Promise<void>;
}

/** Starts Debian's Chromium. */
export async function openCamera(): Promise<Camera> {
  const require = createRequire(resolve('.tools/stories/package.json'));
  const { chromium } = require('playwright-core') as {
    chromium: { launch(options: object): Promise<Browser> };
  };
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  return {
    async take(html, path, scheme, screen) {
      const page = await browser.newPage({ viewport: SCREENS[screen], colorScheme: scheme });
      const troubles: string[] = [];
      page.on('request', (request) => troubles.push(`asked for ${request.url()}`));
      page.on('pageerror', (error) => troubles.push(String(error)));
      await page.setContent(html);
      await page.evaluate('window.drawn');
      await page.screenshot({ path, fullPage: true });
      await page.close();
      if (troubles.length > 0) throw new Error(`${path}: ${troubles.join('; ')}`);
    },
    putAway: () => browser.close(),
  };
}
