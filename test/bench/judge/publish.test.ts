import { describe, expect, test } from 'vitest';
import type { Outcome } from '../../../bench/judge/alarms.ts';
import { drawChart } from '../../../bench/judge/chart.ts';
import { drawAlarms, drawDetections } from '../../../bench/judge/pictures.ts';
import { replaceBetween } from '../../../bench/judge/publish.ts';

describe('a document', () => {
  test('gets new text between the marks, and keeps the rest', () => {
    const document = 'a\n\n<!-- bench:judge -->\n\nold\n\n<!-- /bench:judge -->\n\nz\n';
    expect(replaceBetween(document, 'new')).toBe(
      'a\n\n<!-- bench:judge -->\n\nnew\n\n<!-- /bench:judge -->\n\nz\n',
    );
  });

  test('without marks is refused', () => {
    expect(() => replaceBetween('## Measured\n', 'new')).toThrow('lacks the marks');
  });
});

function outcome(rule: string, minutes: readonly number[]): Outcome {
  return { row: 'x2 & <late>', column: '', rule, runs: minutes.length, minutes };
}

describe('pictures', () => {
  const outcomes = [outcome('ours, pods', [3, 8, Infinity]), outcome('Kayenta', [9, 9, 9])];

  test('are the same for the same figures, and escape what they name', () => {
    expect(drawAlarms(outcomes)).toBe(drawAlarms(outcomes));
    expect(drawDetections(outcomes)).toContain('x2 &amp; &lt;late&gt;');
  });

  test('put a value where it belongs, and at the end what never happens', () => {
    const chart = drawChart({
      title: 't',
      rows: ['r'],
      series: [{ name: 's', colour: 'red', ranges: [{ low: 0, mark: 0.5, high: Infinity }] }],
      place: (value) => value,
      ticks: [{ value: 1, label: 'one' }],
    });
    // The plot reaches from 270 to 836.
    expect(chart).toContain('<line x1="270" y1="68.5" x2="836" y2="68.5" stroke="red"');
    expect(chart).toContain('<circle cx="553" cy="68.5"');
  });
});
