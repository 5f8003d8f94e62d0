import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { identify, parsePage } from '../../../../src/adapters/metrics/openmetrics/page.ts';
import { HIDE_NOTHING as redact } from '../../../../src/adapters/secrets/redaction.ts';

/** Name, labels and value of every series, as plain as they can be compared. */
function read(text: string, isOpen = false): unknown {
  const page = parsePage(text, { isOpen, redact });
  return page.outcome === 'page'
    ? page.series.map(({ name, labels, value }) => [name, Object.fromEntries(labels), value])
    : [page.line, page.problem];
}

describe('the text format', () => {
  test('a page as the format’s own description has it', () => {
    const text = `# HELP http_requests_total The total number of HTTP requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
http_requests_total{method="post",code="400"}    3 1395066363000

# Escaping in label values:
msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9

# Minimalistic line:
metric_without_timestamp_and_labels 12.47
# A weird metric from before the epoch:
something_weird{problem="division by zero"} +Inf -3982045
# TYPE rpc_duration_seconds summary
rpc_duration_seconds{quantile="0.99"} NaN
rpc_duration_seconds_count 2693
`;
    expect(read(text)).toEqual([
      ['http_requests_total', { method: 'post', code: '200' }, 1027],
      ['http_requests_total', { method: 'post', code: '400' }, 3],
      [
        'msdos_file_access_time_seconds',
        { path: 'C:\\DIR\\FILE.TXT', error: 'Cannot find file:\n"FILE.TXT"' },
        1.458255915e9,
      ],
      ['metric_without_timestamp_and_labels', {}, 12.47],
      ['something_weird', { problem: 'division by zero' }, Number.POSITIVE_INFINITY],
      ['rpc_duration_seconds', { quantile: '0.99' }, Number.NaN],
      ['rpc_duration_seconds_count', {}, 2693],
    ]);
  });

  test.each([
    ['a 1', [['a', {}, 1]]],
    ['', []],
    ['\n\n', []],
    ['a{} 1', [['a', {}, 1]]],
    ['a{b="c",} 1', [['a', { b: 'c' }, 1]]],
    ['a { b = "c" , d="e" }\t1e-3', [['a', { b: 'c', d: 'e' }, 0.001]]],
    ['a{b="{},=#"} 1', [['a', { b: '{},=#' }, 1]]],
    ['a{constructor="x"} 1', [['a', { constructor: 'x' }, 1]]],
    ['job:a:rate5m .5', [['job:a:rate5m', {}, 0.5]]],
    ['a -inf', [['a', {}, Number.NEGATIVE_INFINITY]]],
    ['a{b="grün 🚀"} 1', [['a', { b: 'grün 🚀' }, 1]]],
    [
      'a{b="1"} 1\na{b="2"} 1',
      [
        ['a', { b: '1' }, 1],
        ['a', { b: '2' }, 1],
      ],
    ],
    ['# EOF\na 1', [['a', {}, 1]]],
  ])('%j is read', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test.each([
    ['<html>', 1, 'does not begin with a metric’s name'],
    ['a 1\nb', 2, 'is no number'],
    ['a 1\n\nb one', 3, '"one" is no number'],
    ['a 0x10', 1, 'is no number'],
    ['a 1_000', 1, 'is no number'],
    ['a 1 2 3', 1, 'after the value'],
    ['a 1 1.5', 1, 'is no timestamp'],
    ['a 1 # {t="x"} 1', 1, 'after the value'],
    ['a{b=c} 1', 1, 'is no label'],
    ['a{b="c"', 1, 'comma or brace'],
    ['a{b="c" d="e"} 1', 1, 'comma or brace'],
    ['a{,b="c"} 1', 1, 'is no label'],
    ['a{b="c",,} 1', 1, 'is no label'],
    ['a{b="c} 1', 1, 'is no label'],
    ['a{b="c",b="d"} 1', 1, 'label b appears twice'],
    ['a{b="\\x"} 1', 1, 'unknown escape'],
    ['a{b="c"}1', 1, 'is no number'],
    ['1a 1', 1, 'does not begin'],
    ['a-b 1', 1, 'is no number'],
    ['{"a"} 1', 1, 'does not begin'],
    ['a 1\r', 1, 'after the value'],
    ['a{b="1",c="2"} 1\na{c="2",b="1"} 2', 2, 'appears twice'],
    ['# TYPE a counter\n# TYPE a counter', 2, 'second TYPE'],
    ['# TYPE a kounter', 1, '"kounter"'],
    ['# TYPE a stateset', 1, '"stateset"'],
  ])('%j is refused in line %d', (text, line, problem) => {
    const page = parsePage(text, { isOpen: false, redact });
    expect(page).toMatchObject({
      outcome: 'malformed',
      line,
      problem: expect.stringContaining(problem.replace('’', "'")),
    });
  });
});

describe('OpenMetrics', () => {
  test('a page with exemplars, units and timestamps in seconds', () => {
    const text = `# TYPE acme_http_router_request_seconds summary
# UNIT acme_http_router_request_seconds seconds
# HELP acme_http_router_request_seconds Latency though all of ACME's HTTP request router.
acme_http_router_request_seconds_sum{path="/api/v1",method="GET"} 9036.32
acme_http_router_request_seconds_count{path="/api/v1",method="GET"} 807283.0
# TYPE foo histogram
foo_bucket{le="0.01"} 0 1520879607.789
foo_bucket{le="0.1"} 8 # {} 0.054
foo_bucket{le="1"} 11 # {trace_id="KOO5S4vxi0o"} 0.67
foo_bucket{le="+Inf"} 17 1 # {trace_id="oHg5SJYRHA0"} 9.8 1520879607.789
# TYPE go_info info
go_info{version="go1.2"} 1
# EOF
`;
    expect(read(text, true)).toEqual([
      ['acme_http_router_request_seconds_sum', { path: '/api/v1', method: 'GET' }, 9036.32],
      ['acme_http_router_request_seconds_count', { path: '/api/v1', method: 'GET' }, 807283],
      ['foo_bucket', { le: '0.01' }, 0],
      ['foo_bucket', { le: '0.1' }, 8],
      ['foo_bucket', { le: '1' }, 11],
      ['foo_bucket', { le: '+Inf' }, 17],
      ['go_info', { version: 'go1.2' }, 1],
    ]);
  });

  test.each([
    ['a 1\n', 'cut short'],
    ['', 'cut short'],
    ['a 1\n# EOF\nb 1\n', 'cut short'],
    ['# EOF\n# EOF\n', 'before the end'],
    ['# just a remark\n# EOF\n', 'does not know'],
    ['\n# EOF\n', 'does not begin'],
    ['a 1 # {b="c"} x\n# EOF\n', 'exemplar'],
    ['a 1 # {b=c} 1\n# EOF\n', 'exemplar'],
    ['a 1 # {b="c"} 1 1 1\n# EOF\n', 'after the value'],
    ['a 1 # trace\n# EOF\n', 'after the value'],
    ['# TYPE a untypt\n# EOF\n', 'untypt'],
  ])('%j is refused', (text, problem) => {
    expect(parsePage(text, { isOpen: true, redact })).toMatchObject({
      outcome: 'malformed',
      problem: expect.stringContaining(problem),
    });
  });
});

const labelName = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,8}$/);
const series = fc.record({
  name: fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,8}$/),
  labels: fc.uniqueArray(fc.tuple(labelName, fc.string({ unit: 'binary' })), {
    selector: ([name]) => name,
    maxLength: 4,
  }),
  value: fc.double().map((value) => value + 0), // -0 is written as 0
});
const escapeValue = (text: string) =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
const writeValue = (value: number) =>
  Number.isNaN(value) ? 'NaN' : String(value).replace('Infinity', 'Inf');

test('whatever is written is read again, in both formats', () => {
  const pages = fc.uniqueArray(series, {
    selector: ({ name, labels }) => identify({ name, labels: new Map(labels) }),
  });
  fc.assert(
    fc.property(pages, fc.boolean(), (all, isOpen) => {
      const lines = all.map(({ name, labels, value }) => {
        const pairs = labels.map(([label, text]) => `${label}="${escapeValue(text)}"`);
        return `${name}{${pairs.join(',')}} ${writeValue(value)}\n`;
      });
      const page = parsePage(`${lines.join('')}${isOpen ? '# EOF\n' : ''}`, { isOpen, redact });
      expect(page).toMatchObject({ outcome: 'page' });
      expect(page.outcome === 'page' && page.series).toEqual(
        all.map(({ name, labels, value }) => ({ name, labels: new Map(labels), value })),
      );
    }),
  );
});

test('no text makes the parser throw or hang', () => {
  const pieces = fc.constantFrom('a', '{', '}', '"', '\\', ',', '=', ' ', '\n', '#', '1', 'le');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 60 }), fc.boolean(), (parts, isOpen) => {
      expect(['page', 'malformed']).toContain(
        parsePage(parts.join(''), { isOpen, redact }).outcome,
      );
    }),
  );
});
