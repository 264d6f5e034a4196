import * as z from 'zod/mini';
import { badLength, type Problem, required, wrongType } from './errors.ts';
import type { Path } from './json.ts';
import { boundsAt } from './schema-bounds.ts';

type Issue = z.core.$ZodIssue;
export type Schema = z.core.$ZodType;

/**
 * What `schema` (of Discord's own API document) says of `value`, in Discord's codes and words.
 * Where the document lets a place hold several kinds of object, the object's `type` decides which one is meant.
 */
export function problemsBySchema(schema: Schema, value: unknown, at: Path = []): Problem[] {
  const parsed = z.safeParse(schema, value, { reportInput: true });
  return parsed.success ? [] : issuesOf(parsed.error.issues).flatMap((issue) => problemOf(schema, issue, at));
}

/** The issues of the branch of a union that was meant; of everything else, the issues as they are. */
function issuesOf(issues: readonly Issue[]): Issue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const branches = issue.errors.map((branch) => issuesOf(branch));
    const meant = branches.filter((branch) => !branch.some(isAboutType));
    const nearest = Math.min(...meant.map(remoteness));
    const best = meant.find((branch) => remoteness(branch) === nearest);
    const chosen = best ?? choiceOfTypes(branches);
    return chosen.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
  });
}

/** How far a value is from being what a branch describes: another kind of value altogether is the farthest. */
const remoteness = (issues: readonly Issue[]): number =>
  issues.some(({ path }) => path.length === 0) ? Number.POSITIVE_INFINITY : issues.length;

const isAboutType = (issue: Issue): boolean =>
  issue.code === 'invalid_value' && issue.path.length === 1 && issue.path[0] === 'type';

function choiceOfTypes(branches: readonly Issue[][]): Issue[] {
  const about = branches.flat().filter((issue) => issue.code === 'invalid_value' && isAboutType(issue));
  const values = about.flatMap((issue) => (issue.code === 'invalid_value' ? issue.values : []));
  return about.slice(0, 1).map((issue) => ({ ...issue, code: 'invalid_value', values: [...new Set(values)] }));
}

function problemOf(schema: Schema, issue: Issue, at: Path): Problem[] {
  if (isFalseAlarm(issue)) return [];
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
  const where = [...at, ...path];
  if (isMissing(issue)) return [required(where)];
  switch (issue.code) {
    case 'invalid_type':
      return [{ at: where, ...wrongKind(issue.expected, issue.input) }];
    case 'invalid_value':
      if (path.at(-1) === 'type') return [wrongType(where, issue.values)];
      return [{ at: where, code: 'BASE_TYPE_CHOICES', message: `Value must be one of {${issue.values.join(', ')}}.` }];
    case 'too_big':
      if (!isLength(issue.origin)) return [outOfRange(where, 'MAX', `less than or equal to ${issue.maximum}`)];
      return [badLength(where, boundsAt(schema, path, { max: Number(issue.maximum) }))];
    case 'too_small':
      if (!isLength(issue.origin)) return [outOfRange(where, 'MIN', `greater than or equal to ${issue.minimum}`)];
      return [badLength(where, boundsAt(schema, path, { min: Number(issue.minimum) }))];
    case 'invalid_format':
      return [{ at: where, ...wrongFormat(issue.format, issue.input) }];
    default:
      return [{ at: where, code: 'BASE_TYPE_INVALID', message: 'Invalid value' }];
  }
}

// Three places where the document is stricter than Discord: permissions travel as decimal strings, ids may be whole
// numbers (`attachments: [{ id: 0 }]` is in Discord's own examples), and times may carry an offset instead of `Z`.
function isFalseAlarm(issue: Issue): boolean {
  const key = issue.path.at(-1);
  if (issue.code === 'invalid_type' && issue.expected === 'number') {
    return PERMISSION_FIELDS.has(key) && typeof issue.input === 'string' && /^\d{1,20}$/.test(issue.input);
  }
  if (issue.code === 'invalid_type' && issue.expected === 'string') {
    return isIdField(issue.path) && Number.isSafeInteger(issue.input) && Number(issue.input) >= 0;
  }
  if (issue.code !== 'invalid_format' || issue.format !== 'datetime') return false;
  return (
    typeof issue.input === 'string' && TIME_WITH_OFFSET.test(issue.input) && !Number.isNaN(Date.parse(issue.input))
  );
}

/** A place for an id, or for one of a list of ids. */
function isIdField(path: readonly PropertyKey[]): boolean {
  const name = String(path.findLast((key) => typeof key === 'string'));
  return /^id$|_ids?$/.test(name) || LISTS_OF_IDS.has(name);
}

const LISTS_OF_IDS: ReadonlySet<string> = new Set(['roles', 'users', 'messages', 'applied_tags', 'channels']);
const PERMISSION_FIELDS: ReadonlySet<unknown> = new Set(['default_member_permissions', 'permissions', 'allow', 'deny']);
const TIME_WITH_OFFSET = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$/;

const isMissing = (issue: Issue): boolean =>
  (issue.code === 'invalid_type' || issue.code === 'invalid_value') &&
  (issue.input === undefined || issue.input === null);

const isLength = (origin: string): boolean => origin === 'string' || origin === 'array';

const outOfRange = (at: Path, end: 'MIN' | 'MAX', bound: string): Problem => ({
  at,
  code: `NUMBER_TYPE_${end}`,
  message: `int value should be ${bound}.`,
});

function wrongKind(expected: string, input: unknown): { code: string; message: string } {
  switch (expected) {
    case 'string':
      return { code: 'STRING_TYPE_CONVERT', message: `Could not interpret "${kindOf(input)}" as string.` };
    case 'number':
    case 'int':
      return { code: 'NUMBER_TYPE_COERCE', message: `Value "${kindOf(input)}" is not int.` };
    case 'boolean':
      return { code: 'BOOLEAN_TYPE_CONVERT', message: 'Must be either true or false.' };
    case 'array':
      return { code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' };
    default:
      return { code: 'MODEL_TYPE_CONVERT', message: 'Only dictionaries may be used in a ModelType' };
  }
}

// The value itself stays out of the message: what a person typed must not travel into a log by way of an error.
const kindOf = (input: unknown): string => (Array.isArray(input) ? 'list' : typeof input);

function wrongFormat(format: string, input: unknown): { code: string; message: string } {
  if (format === 'url') return { code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' };
  if (format === 'datetime') return { code: 'DATE_TIME_TYPE_PARSE', message: 'Could not parse. Should be ISO8601.' };
  return { code: 'NUMBER_TYPE_COERCE', message: `Value "${kindOf(input)}" is not snowflake.` };
}
