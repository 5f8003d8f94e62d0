import fc from 'fast-check';
import { expect, it } from 'vitest';
import { html } from '../../../src/core/page/markup.ts';
import { outsideText } from '../present/outside-text.ts';

it('keeps markup and escapes text', () => {
  const item = html`<i class="${'a"b'}">${'<b>&'}</i>`;
  expect(html`<p>${[item, item]}${1.5}</p>`.markup).toBe(
    '<p><i class="a&quot;b">&lt;b&gt;&amp;</i><i class="a&quot;b">&lt;b&gt;&amp;</i>1.5</p>',
  );
});

it('lets no text from outside become markup, leave its attribute or its line', () => {
  fc.assert(
    fc.property(outsideText, (text) => {
      const { markup } = html`<p title="${text}">${text}</p>`;
      const [, title = '', body = ''] = /^<p title="([^"]*)">(.*)<\/p>$/.exec(markup) ?? [];
      expect(body).toBe(title);
      expect(body).not.toMatch(/[<>"'\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      expect(body).not.toMatch(/&(?!(?:amp|lt|gt|quot|#39);)/);
    }),
  );
});
