import { expect, test } from 'vitest';
import { showUrl } from '../../../src/adapters/http/address.ts';

test.each([
  ['http://127.0.0.1:9090', 'http://127.0.0.1:9090/'],
  ['https://me:hunter2@prometheus.test/base?x=1#part', 'https://prometheus.test/base?x=1'],
  ['https://h.test/?api_token=hunter2&a=1', 'https://h.test/?api_token=***&a=1'],
  ['https://h.test/?X-Amz-Signature=hunter2', 'https://h.test/?X-Amz-Signature=***'],
  ['https://h.test/?key=hunter2&key=hunter2', 'https://h.test/?key=***'],
  ['https://h.test/?Access_Token=hunter2', 'https://h.test/?Access_Token=***'],
  ['$PROMETHEUS_URL', '(not an http address)'],
  ['ftp://hunter2@h.test', '(not an http address)'],
  ['https://me:hunter2@', '(not an http address)'],
])('shows %s as %s', (url, shown) => {
  expect(showUrl(url)).toBe(shown);
  expect(showUrl(url)).not.toContain('hunter2');
});
