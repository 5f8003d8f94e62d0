import { describe, expect, test } from 'vitest';
import { readOptions } from '../../demo/options.ts';

describe('the command line of the demo', () => {
  test.each([
    { args: [], options: { scenario: 'healthy', real: false } },
    { args: ['--scenario', 'silent-drop'], options: { scenario: 'silent-drop', real: false } },
    { args: ['--real', '--scenario=errors'], options: { scenario: 'errors', real: true } },
  ])('understands $args', ({ args, options }) => {
    expect(readOptions(args)).toEqual(options);
  });

  test.each([
    { args: ['--scenario', 'error'], complaint: /no scenario "error"/ },
    { args: ['--scenario'], complaint: /--scenario/ },
    { args: ['--reel'], complaint: /--reel/ },
    { args: ['errors'], complaint: /errors/ },
  ])('refuses $args', ({ args, complaint }) => {
    expect(readOptions(args)).toMatch(complaint);
  });
});
