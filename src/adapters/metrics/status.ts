import { showUrl } from '../http/address.ts';
import type { Response } from '../http/request.ts';
import { failed, obtained } from './reading.ts';
import type { NoReading, Obtained } from './reading.ts';

type Answer = Extract<Response, { outcome: 'answered' }>;

/** The answer of an exchange, whatever its status. */
export function answerOf(response: Response): Obtained<Answer> {
  return response.outcome === 'answered'
    ? obtained(response)
    : failed(response.reason, response.detail);
}

/** What a status other than 200 means, where the body does not tell. `address` must be fit to be shown. */
export function explainStatus({ status, headers }: Answer, address: string): NoReading {
  const answered = `${address} answered ${status}`;
  if (status === 401 || status === 403) {
    return failed('unauthorized', `${answered}: check the credentials and what they may read`);
  }
  if (status === 429)
    return failed('unreachable', `${answered}: it is asked too often, look less often`);
  if (status >= 500)
    return failed('unreachable', `${answered}: see its log, or what stands before it`);
  if (status >= 300 && status < 400) {
    const location = headers['location'] ?? '';
    const to = URL.canParse(location, address)
      ? showUrl(new URL(location, address).href)
      : 'nowhere';
    return failed('refused', `${answered} and points to ${to}: name that address instead`);
  }
  return failed('refused', `${answered}: is the path right?`);
}
