import type { Path } from './json.ts';

/** One thing Discord would refuse: where in the body, Discord's code, and its sentence. */
export interface Problem {
  readonly at: Path;
  readonly code: string;
  readonly message: string;
}

/** Discord's nested shape: every key leads one step into the body, `_errors` lists what is wrong there. */
export interface NestedErrors {
  [key: string]: NestedErrors | FieldError[];
}

export interface FieldError {
  readonly code: string;
  readonly message: string;
}

/** Folds problems into the nested shape, each (place, code, message) once. */
export function nest(problems: Iterable<Problem>): NestedErrors {
  const root = emptyNode();
  for (const { at, code, message } of problems) {
    const found = errorsAt(root, at);
    if (!found.some((error) => error.code === code && error.message === message)) found.push({ code, message });
  }
  return root;
}

export const required = (at: Path): Problem => ({ at, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' });

/** The length of a text or a list is out of bounds; Discord words it by which bounds there are. */
export function badLength(at: Path, bounds: { min?: number | undefined; max?: number | undefined }): Problem {
  const { min = 0, max } = bounds;
  if (max === undefined) return { at, code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${min} or more in length.` };
  if (min === 0) return { at, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${max} or fewer in length.` };
  return { at, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between ${min} and ${max} in length.` };
}

export const wrongType = (at: Path, allowed: readonly unknown[]): Problem => ({
  at,
  code: 'UNION_TYPE_CHOICES',
  message: `Value of field "type" must be one of (${allowed.join(', ')}${allowed.length === 1 ? ',' : ''}).`,
});

// Keys come from the request, `__proto__` included: without a prototype it is a key like any other.
function emptyNode(): NestedErrors {
  return Object.create(null);
}

function errorsAt(root: NestedErrors, at: Path): FieldError[] {
  let node = root;
  for (const key of at) {
    const next = node[key];
    if (next !== undefined && !Array.isArray(next)) {
      node = next;
      continue;
    }
    const child = emptyNode();
    node[key] = child;
    node = child;
  }
  const errors = node._errors;
  if (Array.isArray(errors)) return errors;
  const fresh: FieldError[] = [];
  node._errors = fresh;
  return fresh;
}
