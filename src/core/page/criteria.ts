import type { CriterionReport } from '../judge/report.ts';
import { standingOf } from '../judge/standing.ts';
import { describeRatio, formatSamples, formatValue, worstFirst } from '../present/criteria.ts';
import { markOf, nameStanding } from '../present/marks.ts';
import { html, type Markup, NOTHING } from './markup.ts';

/** Criteria with their numbers as a table (on a phone each a block of its own), and in words what did not hold. */
export function showCriteria(phase: string, criteria: readonly CriterionReport[]): Markup {
  const sorted = worstFirst(criteria);
  const words = new Set(
    sorted.filter((one) => standingOf(one) !== 'pass').map(({ sentence }) => sentence),
  );
  return html`<table class="criteria">
      <caption class="hidden">
        Criteria of ${phase}
      </caption>
      <thead>
        <tr>
          <th scope="col">Verdict</th>
          <th scope="col">Criterion</th>
          ${NUMBERS.map(([name]) => html`<th scope="col" class="number">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${sorted.map(showCriterion)}
      </tbody>
    </table>
    ${words.size === 0 ? NOTHING : listWords([...words])}`;
}

function listWords(sentences: readonly string[]): Markup {
  return html`<ul class="words">
    ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
  </ul>`;
}

const NUMBERS: readonly (readonly [string, (report: CriterionReport) => string])[] = [
  ['Canary', (report) => formatValue(report.canary, report)],
  ['Stable', (report) => formatValue(report.baseline, report)],
  ['Ratio', describeRatio],
  ['Samples', formatSamples],
];

function showCriterion(report: CriterionReport): Markup {
  const { dryRun, role, criterion } = report;
  return html`<tr class="${standingOf(report)}">
    <td>${describeVerdict(report)}${dryRun ? ' (dry run)' : ''}</td>
    <th scope="row">
      ${role === 'condition' ? html`rollback if ` : NOTHING}<code>${criterion}</code>
    </th>
    ${NUMBERS.map(
      ([name, write]) => html`<td class="number" data-name="${name}">${write(report)}</td>`,
    )}
  </tr>`;
}

function describeVerdict(report: CriterionReport): string {
  return `${markOf(report)} ${nameStanding(report)}`;
}
