import { formatDuration } from '../../../core/quantity/duration.ts';
import type { Instant } from '../../../core/quantity/instant.ts';
import { assessHealth } from '../../../core/present/health.ts';
import { timePaused } from '../../../core/rollout/bake-time.ts';
import type { State } from '../../../core/rollout/state.ts';
import type { Reporter, Story } from '../../../ports/reporter.ts';
import { timed } from './line.ts';
import { createLookTable, type TableLook } from './look-table.ts';
import { createNews } from './news.ts';

/**
 * Tells the story as lines of text, as it happens: every step with what it brought, and the looks in between as
 * rows of a table. What happened before `since` was told by an earlier process.
 */
export function createConsoleReporter(
  print: (line: string) => void,
  since: Instant = Number.NEGATIVE_INFINITY,
): Reporter {
  const table = createLookTable();
  const news = createNews(since);
  let awaited = '';

  /** Says whom it waits for, and again when that changes. */
  function tellWait({ decision }: Story): void {
    const sentence = decision.do === 'hold' ? (decision.reason?.sentence ?? '') : '';
    if (sentence !== awaited) print(timed(undefined, `⏳ Waiting: ${sentence}`));
    awaited = sentence;
  }

  function tellLook(story: Story): void {
    const { head, row } = table.add(toLook(story));
    if (head !== undefined) print(timed(undefined, head));
    if (row !== undefined) print(timed(story.now - story.state.started.at, row));
  }

  function tellStep(story: Story): void {
    for (const { at, line, more } of news.of(story)) {
      print(timed(at - story.state.started.at, line));
      for (const detail of more) print(timed(undefined, `   ${detail}`));
    }
    table.interrupt();
  }

  return {
    async tell(story) {
      if (story.moment === 'wait') tellWait(story);
      else if (story.moment === 'look') tellLook(story);
      else tellStep(story);
      return { troubles: [] };
    },
  };
}

function toLook({ state, criteria, now }: Story): TableLook {
  const phase = state.current;
  const bake = state.started.plan.phases[phase]?.bake ?? 0;
  const since = state.phases[phase]?.bakingSince ?? now;
  const left = since + bake + timePaused(state, phase, now) - now;
  const time = left > 0 ? `${formatDuration(left)} left` : 'baked, not yet decided';
  const health = assessHealth(criteria)?.score ?? 100;
  const rest = health < 100 ? `${time}, health ${health}` : time;
  return { criteria, lead: drawWeight(state), rest, now, phase, bake };
}

function drawWeight({ weight }: State): string {
  const filled = Math.round(weight.intended / 10);
  const percent = `${weight.intended}%`.padStart(6);
  return `${'█'.repeat(filled)}${'░'.repeat(10 - filled)} ${percent}`;
}
