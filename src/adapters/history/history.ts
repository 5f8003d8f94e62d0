import type { Instant } from '../../core/quantity/instant.ts';
import type { History, HistoryAnswer } from '../../ports/history.ts';
import type { MetricsContext } from '../metrics/context.ts';
import { quote } from '../secrets/quotation.ts';
import { HIDE_NOTHING, type Redact } from '../secrets/redaction.ts';
import { readPrometheusHistory } from './prometheus/history.ts';

export interface HistoryOptions extends Omit<MetricsContext, 'now' | 'redact'> {
  /** Takes out of details what nobody may see, whoever said it; left out, there is nothing to hide. */
  readonly redact?: Redact;
}

/** Reads the past of every kind of source that has one. */
export function createHistory({ redact = HIDE_NOTHING, ...options }: HistoryOptions): History {
  const past = (first: Instant) => ({ ...options, redact, now: () => first });
  return {
    async read(request) {
      const { name, source } = request.metric;
      const answer: HistoryAnswer =
        source.kind === 'prometheus'
          ? await readPrometheusHistory(source, request, past(request.first))
          : {
              outcome: 'failed',
              reason: 'no-past',
              detail: `${name} comes from ${source.kind}, which knows only the present`,
            };
      return answer.outcome === 'failed'
        ? { ...answer, detail: quote(answer.detail, redact) }
        : answer;
    },
  };
}
