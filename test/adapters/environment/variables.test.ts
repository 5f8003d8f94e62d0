import { describe, expect, it } from 'vitest';
import { bindVariables, definedVariables } from '../../../src/adapters/environment/variables.ts';

const environment = {
  HOST: '10.0.0.1',
  PORT_2: '9999',
  NESTED: '$HOST',
  EMPTY: '',
  GONE: undefined,
};

describe('variables in a value', () => {
  it.each([
    ['plain', 'plain'],
    ['$HOST:$PORT_2', '10.0.0.1:9999'],
    ['${HOST}name', '10.0.0.1name'],
    ['$NESTED', '$HOST'],
    ['price $5, $lower, ${', 'price $5, $lower, ${'],
  ])('%j is %j', (text, bound) => {
    expect(bindVariables(text, environment)).toEqual({ outcome: 'bound', text: bound });
  });

  it('names every one that is not set or empty, once', () => {
    expect(bindVariables('$GONE/$EMPTY/$NOWHERE/$GONE/$HOST', environment)).toEqual({
      outcome: 'unset',
      names: ['GONE', 'EMPTY', 'NOWHERE'],
    });
  });

  it('passes on only what is set', () => {
    expect(definedVariables({ A: '1', B: undefined, C: '' })).toEqual({ A: '1', C: '' });
  });
});
