import type { History, HistoryAnswer } from '../../ports/history.ts';
import type { MetricsContext } from '../metrics/context.ts';
import { createRedactor, tidy } from '../metrics/redaction.ts';
import { readPrometheusHistory } from './prometheus/history.ts';

export interface HistoryOptions extends Omit<MetricsContext, 'now'> {
  /** Texts that no detail may show, whoever said them. */
  readonly secrets?: readonly string[];
}

/** Reads the past of every kind of source that has one. */
export function createHistory({ secrets = [], ...context }: HistoryOptions): History {
  const redact = createRedactor(secrets);
  return {
    async read(request) {
      const { name, source } = request.metric;
      const answer: HistoryAnswer =
        source.kind === 'prometheus'
          ? await readPrometheusHistory(source, request, { ...context, now: () => request.first })
          : {
              outcome: 'failed',
              reason: 'no-past',
              detail: `${name} comes from ${source.kind}, which knows only the present`,
            };
      return answer.outcome === 'failed'
        ? { ...answer, detail: tidy(redact(answer.detail)) }
        : answer;
    },
  };
}
