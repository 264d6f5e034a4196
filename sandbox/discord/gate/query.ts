import type { Problem } from '../limits/errors.ts';
import { isId, type QueryKind } from './documented.ts';

/** What Discord would refuse in a query. */
export function problemsOfQuery(
  kinds: Readonly<Record<string, QueryKind>>,
  query: Readonly<Record<string, string>>,
): Problem[] {
  return Object.entries(query).flatMap(([name, value]) => {
    const problem = wrong(kinds[name] ?? 'any', value);
    return problem ? [{ at: [name], ...problem }] : [];
  });
}

type Wrong = Pick<Problem, 'code' | 'message'>;

const BOOLEANS: ReadonlySet<string> = new Set(['true', 'false', '1', '0']);

function wrong(kind: QueryKind, value: string): Wrong | undefined {
  if (typeof kind !== 'string') return outside(kind, value);
  if (kind === 'id' && !isId(value)) return { code: 'NUMBER_TYPE_COERCE', message: 'Value is not snowflake.' };
  if (kind === 'int' && !/^\d+$/.test(value)) return NOT_INT;
  const isBoolean = BOOLEANS.has(value.toLowerCase());
  return kind === 'bool' && !isBoolean
    ? { code: 'BOOLEAN_TYPE_CONVERT', message: 'Must be either true or false.' }
    : undefined;
}

const NOT_INT: Wrong = { code: 'NUMBER_TYPE_COERCE', message: 'Value is not int.' };

function outside([min = 0, max = 0]: readonly number[], value: string): Wrong | undefined {
  if (!/^-?\d+$/.test(value)) return NOT_INT;
  if (Number(value) < min) return atEnd('MIN', `greater than or equal to ${min}`);
  return Number(value) > max ? atEnd('MAX', `less than or equal to ${max}`) : undefined;
}

const atEnd = (end: 'MIN' | 'MAX', bound: string): Wrong => ({
  code: `NUMBER_TYPE_${end}`,
  message: `int value should be ${bound}.`,
});
